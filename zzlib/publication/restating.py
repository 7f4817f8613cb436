"""The notice that puts right an issued month: each sentence and unit's amount that is other now, what it says now, and why."""

import re
from collections.abc import Iterable
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

from zzlib.files import unused
from zzlib.periods import last_day
from zzlib.publication.causes import Cause
from zzlib.publication.comparing import Difference, SentenceDifference, compare
from zzlib.publication.difference_text import DifferenceText
from zzlib.publication.kept import KeptVersion
from zzlib.report.notice import Notice, write_notice
from zzlib.workspace import Workspace
from zzlib.writing.text import chinese_date
from zzlib.writing.wording import wording

NOTICES = "更正"
"""The folder of outputs in which notices lie of versions that replaced others."""

_CLAUSE = re.compile(r"[^；]+；?")
_NONE = "（没有这句话）"
_TABLE = "附件1："
"""Before what stands in the table of units."""
_MOST_CAUSES = 5
_WORDS = "文字改动"


def write_restatement(
    workspace: Workspace, difference: Difference, text: DifferenceText, path: Path, date: datetime, dated: str = ""
) -> None:
    """Write the notice of what differs as .docx, by the county's template where it has one; `dated` is the day under it.

    Raises:
        TemplateFaultError: that can't be used.
        OSError: it can't be written.
    """
    title = difference.circular.title.replace("|", "").strip("《》")
    notice = Notice(
        title=f"关于更正《{title}》的通知",
        addressee=difference.circular.addressee,
        lead=f"《{title}》印发以后，有关数据经核实有变动，更正如下。",
        rows=_rows(workspace, difference, text),
        issuer=difference.circular.issuer,
        county=workspace.settings.county.name,
        dated=dated,
    )
    write_notice(notice, path, date, workspace.templates_dir)


def _rows(workspace: Workspace, difference: Difference, text: DifferenceText) -> list[tuple[str, str, str]]:
    """Give what is put right (原文, 更正为, 原因): sentences, then amounts in the table of units, where the circular has one."""
    why = _Reasons(difference, text)
    words = wording(workspace.templates_dir).restatement
    rows = []
    for said in difference.sentences:
        before, after = (settled(text, words.unsettled) for text in (said.before, said.after))
        rows += [(before or _NONE, after or "删去", why.of(said))] if before != after else []
    if difference.circular.attachments:
        for one in difference.figures:
            if one.is_printed and one.change.figure in words.unit_figures and one.change.scope.startswith("unit:"):
                before, after = text.sides(one)
                rows.append((f"{_TABLE}{before}", f"{_TABLE}{after}", why.said(one.causes)))
    return rows


def settled(sentence: str, unsettled: Iterable[str]) -> str:
    """Give a sentence without its clauses that say what is still being looked into; `""` if nothing is left."""
    clauses = [clause for clause in _CLAUSE.findall(sentence) if not any(word in clause for word in unsettled)]
    left = "".join(clauses)
    return f"{left[:-1]}。" if left.endswith("；") else left


def notice_of_replacement(workspace: Workspace, kept: KeptVersion) -> Path | None:
    """Write what a version says otherwise than the one it replaces to `outputs/更正`; `None` where the circular says the same.

    Raises:
        TemplateFaultError: the county's template can't be used.
        ValueError: what the version that was replaced keeps is damaged.
        OSError: it can't be written.
    """
    record = kept.record
    found = compare(workspace, record.period, str(record.supersedes), str(record.version))
    text = DifferenceText(workspace, found)
    if not _rows(workspace, found, text):
        return None
    path = unused(workspace.outputs_dir / NOTICES / f"{record.period}第{record.version}版更正通知.docx")
    path.parent.mkdir(exist_ok=True)
    day = datetime.combine(last_day(record.period), time())
    issued = chinese_date(datetime.fromisoformat(record.at).date())
    write_restatement(workspace, found, text, path, day, issued)
    return path


class _Reasons:
    """Why sentences are other now: the cells whose amounts changed, not what was counted or judged by them."""

    def __init__(self, difference: Difference, text: DifferenceText) -> None:
        self._text = text
        self._printed = {sentence.text: sentence.figures for sentence in difference.circular.sentences()}
        self._causes = {
            (one.change.figure, one.change.scope): one.causes for one in difference.figures if one.is_printed
        }
        self._roots = dict.fromkeys(cause for one in difference.figures for cause in one.causes if _is_root(cause))

    def of(self, sentence: SentenceDifference) -> str:
        """Give the causes of the figures that a sentence printed, each once."""
        keys = self._printed.get(sentence.before, ())
        own = dict.fromkeys(cause for key in keys for cause in self._causes.get(key, ()))
        return _WORDS if sentence.before and not own else self.said(own)

    def said(self, own: Iterable[Cause]) -> str:
        """Say what lies behind causes, each once."""
        own = list(own)
        units = {cause.unit_id for cause in own}
        found = [cause for cause in own if cause in self._roots]
        found = found or [cause for cause in self._roots if cause.unit_id in units] or list(self._roots) or own
        said = list(dict.fromkeys(self._text.short_cause(cause, numbered=False) for cause in found))
        more = f"等 {len(said)} 处" if len(said) > _MOST_CAUSES else ""
        return "；".join(said[:_MOST_CAUSES]) + more or "有关数据变动"


def _is_root(cause: Cause) -> bool:
    """Tell whether a cause is what a person changed or filed, not a project that entered a sum, or left it, because of that."""
    if not cause.cell:
        return True
    if cause.unit != "yuan":
        return False
    return bool(cause.before and cause.after) or (cause.kind == "return" and Decimal(cause.before or cause.after) != 0)
