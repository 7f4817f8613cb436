"""The figures on which a draft was signed, as they were printed then: what was signed is what goes out."""

from pathlib import Path

from zzlib.files import digest_of, replace_file
from zzlib.indicators.month import Month
from zzlib.indicators.stated import StatedFigures, changed, figures_of, read_rows
from zzlib.tabular import csv_text
from zzlib.workspace import Workspace
from zzlib.writing.draft import Draft

SIGNED_FIGURES = "签时的数"
"""The folder beside the drafts in which lie the figures that were signed, a table for each state of them, named in the draft's head."""
_COLUMNS = ["figure", "scope", "text"]
_DIGITS = 16


def keep_figures(month: Month) -> str:
    """Keep a month's figures as printed; give the name under which they lie, which they themselves make."""
    data = csv_text(_COLUMNS, [{name: row[name] for name in _COLUMNS} for row in figures_of(month).values()]).encode()
    name = digest_of(data)[:_DIGITS]
    path = _place(month.workspace, month.period, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, data)
    return name


def signed_figures(workspace: Workspace, period: str, draft: Draft | None) -> Path | None:
    """Give the table of the figures that a draft was signed on; `None` where it is not signed, or was signed without a command."""
    if draft is None or draft.state != "signed" or not draft.figures:
        return None
    path = _place(workspace, period, draft.figures)
    return path if path.is_file() else None


def is_lost(workspace: Workspace, period: str, draft: Draft | None) -> bool:
    """Tell whether a draft names the figures on which it was signed, and they are no more there."""
    return bool(draft and draft.state == "signed" and draft.figures) and not signed_figures(workspace, period, draft)


def count_moved(month: Month, draft: Draft | None) -> int:
    """Count the figures that are printed otherwise now than when the draft was signed."""
    path = signed_figures(month.workspace, month.period, draft)
    if path is None:
        return 0
    signed: StatedFigures = {(row["figure"], row["scope"]): row for row in read_rows(path)}
    return len(changed(signed, figures_of(month), ("text",)))


def signature_due(moved: int, *, lost: bool) -> str:
    """Say why a signed draft has to be signed again, `""` if it need not be: figures are others by now, or nobody knows."""
    if moved:
        return f"稿子签了以后，有 {moved} 个印出的数变了"
    return f"稿子旁边的{SIGNED_FIGURES}不在了，签的是哪些数无从核对" if lost else ""


def sign_again(period: str) -> str:
    """Say what to type so that the figures of now are signed."""
    return f"重新签：zz draft {period} --state 已签 --by 签发人 --on 日期，再 zz run {period}"


def _place(workspace: Workspace, period: str, name: str) -> Path:
    return workspace.drafts_dir(period) / SIGNED_FIGURES / f"{name}.csv"
