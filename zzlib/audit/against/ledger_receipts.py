"""Days on which returns came in, held against the ledger: 商务局的报表6月8日才收到."""

from collections.abc import Iterator
from datetime import date

from zzlib.audit.against.ledger_cells import LedgerCells
from zzlib.audit.against.ledger_scopes import Scopes
from zzlib.audit.judging.claim import NumericClaim, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex

_ANY_DAY = r"\d{1,2}月\d{1,2}[日号]"
_DAY = rf"{_ANY_DAY}(?!前|及?以前|之前|截止|为限)"
_CAME = "(?:收到|送来|送到|送达|交来|交到|交上来|报来|报到|才到|补交|补报|收件)"
_TOLD = rf"{_CAME}[^，。；]{{0,8}}{_DAY}|{_DAY}[^，。；\d]{{0,8}}{_CAME}"


def receipt_claims(scopes: Scopes, cells: LedgerCells) -> Iterator[NumericClaim]:
    """Give a claim for each day on which a text says that the return of one unit came in; none for a return that came twice."""
    units = scopes.month.units[~scopes.month.units["resubmitted"].astype(bool)]
    came = {f"unit:{u}": at[:10] for u, at in zip(units["unit_id"], units["received_at"], strict=True) if at}
    for sentence in scopes.reading.sentences:
        for match in regex(_TOLD).finditer(sentence.text):
            scope = _whose(sentence.text[: match.start()], scopes)
            if scope in came:
                day, shown = date.fromisoformat(came[scope]), regex(_ANY_DAY).findall(match[0])[-1]
                told = f"{day.month}月{day.day}日"
                right = told == shown.replace("号", "日")
                message = f"工作台收到{cells.owner(scope)}本月报表是在{told}，" + (
                    "相符" if right else f"文中写{shown}"
                )
                verdict = Verdict.OK if right else Verdict.WRONG
                yield text_claim(sentence, "consistency", shown, told, verdict, message)


def _whose(text: str, scopes: Scopes) -> str:
    """Give the unit that is named last before a day, else that of the document; none where the words count several."""
    clause = regex("[，；。]").split(text)[-1]
    named = [s for s in scopes.piece(text).scopes if s.startswith("unit:")]
    if regex(r"(?:各|都|均|\d+家|别家)").search(clause):
        return ""
    return named[-1] if named else scopes.subject
