"""What `zz draft` says of a preview, and of a circular that was changed and comes back."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zzlib.cli.commands import _existing
from zzlib.cli.output import say

if TYPE_CHECKING:
    from zzlib.indicators import Month
    from zzlib.ledger import Ledger
    from zzlib.writing import Draft, Writing
    from zzlib.writing.returned import TakenBack
    from zzlib.writing.wording import ReportWording

_MOST_LEFT = 12


def preview_text(period: str, shown: Mapping[str, Any]) -> str:
    """Write what `previewed` gave as people read it."""
    of = f"按 {shown['file']}" if shown["file"] else "还没有稿子，按发现的问题"
    lines = [f"预览：{shown['preview']}（{of}，没有发布）"]
    lines += [f"预览稿有人改过，原来的在 {shown['moved']}"] if shown["moved"] else []
    lines += [f"数字对不上：{line}" for line in shown["refuted"]]
    return "\n".join([*lines, f"看好后 zz run {period} 出全套文件"])


def take_back(
    document: Path, ledger: "Ledger", month: "Month", words: "ReportWording", writing: "Writing", as_json: bool
) -> "Draft | None":
    """Give the draft with what a person changed in a circular, and say it; `None` where the newest draft says the same.

    Raises:
        DraftError: the file is no circular of the month.
    """
    from zzlib.runs.returning import taken_from

    _existing([document])
    taken = taken_from(document, ledger, month, words, writing)
    if not as_json:
        say("\n".join(_taken_lines(document.name, taken)))
    return None if taken.is_as_printed and writing.draft else taken.draft


def _taken_lines(name: str, taken: "TakenBack") -> Iterator[str]:
    numbers = f"改了 {len(taken.changed)} 句，新写 {len(taken.added)} 句，删去 {len(taken.gone)} 句"
    numbers += f"，改了 {len(taken.retitled)} 个小标题" if taken.retitled else ""
    numbers += f"，{len(taken.moved)} 句换了位置" if taken.moved else ""
    yield f"收进 {name}：{numbers}"
    yield from (f"  改：{was}\n   → {now}" for was, now in taken.changed)
    yield from (f"  新：{text}" for text in taken.added)
    yield from (f"  删：{text}" for text in taken.gone)
    yield from (f"  小标题：{text}" for text in taken.retitled)
    yield from (f"  换位置：{text}" for text in taken.moved)
    unheld = "不在稿子里，下次出的通报没有它：数在报表、参考文件里改，固定的话在 data/templates/wording.toml 改"
    yield from (f"  没有收（{unheld}）：{text}" for text in taken.left[:_MOST_LEFT])
    if more := len(taken.left[_MOST_LEFT:]):
        yield f"  没有收的另有 {more} 处"
    if taken.is_as_printed:
        yield "稿子里的话都没有变，没有另存一稿"
