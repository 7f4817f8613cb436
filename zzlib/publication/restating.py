"""The notice that puts right an issued month: each sentence that is other now, what it says now, and why."""

from datetime import datetime, time
from pathlib import Path

from zzlib.files import unused
from zzlib.periods import last_day
from zzlib.publication.comparing import Difference, SentenceDifference, compare
from zzlib.publication.difference_text import DifferenceText
from zzlib.publication.kept import KeptVersion
from zzlib.report.notice import Notice, write_notice
from zzlib.workspace import Workspace

NOTICES = "更正"
"""The folder of outputs in which notices lie of versions that replaced others."""

_NONE = "（没有这句话）"
_MOST_CAUSES = 5


def write_restatement(
    workspace: Workspace, difference: Difference, text: DifferenceText, path: Path, date: datetime
) -> None:
    """Write the notice of what differs as .docx, by the county's template where it has one.

    Raises:
        TemplateFaultError: that can't be used.
        OSError: it can't be written.
    """
    title = difference.circular.title.replace("|", "").strip("《》")
    rows = [(one.before or _NONE, one.after or "删去", _why(one, difference, text)) for one in difference.sentences]
    notice = Notice(
        title=f"关于更正《{title}》的通知",
        addressee=difference.circular.addressee,
        lead=f"《{title}》印发以后，有关数据经核实有变动，更正如下。",
        rows=rows,
        issuer=difference.circular.issuer,
        county=workspace.settings.county.name,
    )
    write_notice(notice, path, date, workspace.templates_dir)


def notice_of_replacement(workspace: Workspace, kept: KeptVersion) -> Path | None:
    """Write what a version says otherwise than the one it replaces to `outputs/更正`; `None` where no sentence of the circular does.

    Raises:
        TemplateFaultError: the county's template can't be used.
        ValueError: what the version that was replaced keeps is damaged.
        OSError: it can't be written.
    """
    record = kept.record
    found = compare(workspace, record.period, str(record.supersedes), str(record.version))
    if not found.sentences:
        return None
    path = unused(workspace.outputs_dir / NOTICES / f"{record.period}第{record.version}版更正通知.docx")
    path.parent.mkdir(exist_ok=True)
    day = datetime.combine(last_day(record.period), time())
    write_restatement(workspace, found, DifferenceText(workspace, found), path, day)
    return path


def _why(sentence: SentenceDifference, difference: Difference, text: DifferenceText) -> str:
    """Give the causes of the county's figures whose texts the sentence had and has, each once."""
    causes = dict.fromkeys(
        text.short_cause(cause, numbered=False)
        for one in difference.figures
        if one.is_printed and _says(sentence.before, one.change.before) and _says(sentence.after, one.change.after)
        for cause in one.causes
    )
    named = list(causes)[:_MOST_CAUSES]
    more = f"等 {len(causes)} 处" if len(causes) > len(named) else ""
    return "；".join(named) + more or "有关数据变动"


def _says(sentence: str, figure: dict[str, str]) -> bool:
    return bool(figure.get("text")) and figure["text"] in sentence
