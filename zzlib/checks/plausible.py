"""Returns whose amounts can hardly be meant, without last month beside them: the unit of money of the whole is wrong."""

from collections.abc import Collection, Iterator
from statistics import median

from zzlib.checks.lines import Lines, Row, stated
from zzlib.issues import Issue
from zzlib.ledger.references import target_amounts
from zzlib.money import display_money
from zzlib.returns import fields

_FEWEST = 5
"""With fewer amounts nothing is said."""
_TOO_SMALL = 100_000
"""Fen: half of a return's amounts below 1,000元 are 万元 that were taken for 元."""
_TOO_LARGE = 10**11
"""Fen: half of them at 10亿元 or more are doubted, if they are also far past the unit's task or last year."""
_LARGE = 10**10
"""Fen: from 1亿元 on they are doubted where the other units' amounts are far smaller and nothing else is known."""
_OTHERS = 300
_PROJECTS = 3
_TASKS = 100
_YEARS = 1000
_FIELDS = ("applied", "awarded", "allotted", "received", "paid")


def implausible_returns(lines: Lines, told: Collection[str]) -> dict[str, Issue]:
    """Give unit -> one error, at its first such amount, for returns out of all scale; units in `told` were told."""
    ledger = lines.ledger
    targets = target_amounts(ledger.targets)
    base = ledger.base_funds[ledger.base_funds["period"].str[5:] == ledger.period[5:]]
    before = base.groupby("unit_id")[["awarded_fen", "received_fen"]].sum().max(axis=1).to_dict()
    cells: dict[str, list[tuple[Row, str, int]]] = {}
    for group in lines.by_project.values():
        for row in group:
            cells.setdefault(row["unit_id"], []).extend(_amounts(row))
    usuals = {unit_id: int(median(abs(fen) for *_, fen in amounts)) for unit_id, amounts in cells.items() if amounts}
    found = {}
    for unit_id, amounts in cells.items():
        if unit_id in told or len(amounts) < _FEWEST:
            continue
        usual = usuals[unit_id]
        most = max(sum(fen for _, name, fen in amounts if name == field) for field in _FIELDS)
        why = _why(usual, most, targets.get(unit_id), before.get(unit_id))
        if not (why or targets.get(unit_id) or before.get(unit_id)):
            projects = len({row["project_id"] for row, *_ in amounts})
            others = [size for unit, size in usuals.items() if unit != unit_id]
            why = _unlike_others(usual, others) if projects >= _PROJECTS else ""
        if why:
            found[unit_id] = _implausible(lines, amounts[0], usual, why)
    return found


def _amounts(row: Row) -> Iterator[tuple[Row, str, int]]:
    return ((row, field, fen) for field in _FIELDS if (fen := stated(row, field)))


def _why(usual: int, most: int, target: object, before: object) -> str:
    if usual < _TOO_SMALL:
        return "不像争资项目的金额，像是把万元写成了元"
    if usual < _TOO_LARGE:
        return ""
    if isinstance(target, int) and target and most >= _TASKS * target:
        return f"合计{display_money(most)}，全年任务才{display_money(target)}，像是把元写成了万元"
    if isinstance(before, int) and before and most >= _YEARS * before:
        return f"合计{display_money(most)}，去年同期才{display_money(before)}，像是把元写成了万元"
    return ""


def _unlike_others(usual: int, others: list[int]) -> str:
    """Hold a return of which nothing is known against those of the other units, or what is usual anywhere."""
    if others and usual >= _LARGE and usual >= _OTHERS * median(others):
        return f"其他单位一般在{display_money(int(median(others)))}上下，像是金额单位写错"
    return "县里的项目很少有这么大，像是把元写成了万元" if usual >= _TOO_LARGE and not others else ""


def _implausible(lines: Lines, amount: tuple[Row, str, int], usual: int, why: str) -> Issue:
    row, field, fen = amount
    return lines.issue(
        "size_suspect",
        row,
        field,
        f"整份报表的金额在{display_money(usual)}上下",
        what="整份报表的金额",
        whole=True,
        stated=f"{display_money(usual)}上下（如{fields()[field].label}{display_money(fen)}）",
        why=why,
    )
