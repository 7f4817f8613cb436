"""What `zz draft` says of a preview, and of a circular that was changed and comes back."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zzlib.cli.commands import _existing
from zzlib.cli.output import say

if TYPE_CHECKING:
    from zzlib.indicators import Month
    from zzlib.writing import Draft, Writing
    from zzlib.writing.wording import ReportWording


def preview_text(period: str, shown: Mapping[str, Any]) -> str:
    """Write what `previewed` gave as people read it."""
    of = f"按 {shown['file']}" if shown["file"] else "还没有稿子，按发现的问题"
    lines = [f"预览：{shown['preview']}（{of}，没有发布）"]
    lines += [f"预览稿有人改过，原来的在 {shown['moved']}"] if shown["moved"] else []
    lines += [f"数字对不上：{line}" for line in shown["refuted"]]
    return "\n".join([*lines, f"看好后 zz run {period} 出全套文件"])


def take_back(document: Path, month: "Month", words: "ReportWording", writing: "Writing", as_json: bool) -> "Draft":
    """Give the draft with what a person changed in a circular, and say it.

    Raises:
        DraftError: the file is no circular of the month.
    """
    from zzlib.writing.returned import taken_back
    from zzlib.writing.text import compose

    _existing([document])
    taken = taken_back(document, month, words, writing, compose(month, month.workspace.templates_dir, writing))
    if not as_json:
        numbers = f"改了 {len(taken.changed)} 句，新写 {len(taken.added)} 句，删去 {len(taken.gone)} 句"
        lines = [f"收进 {document.name}：{numbers}", *(f"  改：{was}\n   → {now}" for was, now in taken.changed)]
        lines += [*(f"  新：{text}" for text in taken.added), *(f"  删：{text}" for text in taken.gone)]
        unheld = "这一部分不在稿子里，固定的话在 data/templates/wording.toml 改"
        say("\n".join([*lines, *(f"  没有收（{unheld}）：{text}" for text in taken.left)]))
    return taken.draft
