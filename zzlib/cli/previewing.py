"""The circular as a draft has it, before a run: to look at, under the auditor before it is signed, changed and taken back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from zzlib.cli.commands import _existing
from zzlib.cli.output import say

if TYPE_CHECKING:
    from zzlib.indicators import Month
    from zzlib.ledger import Ledger
    from zzlib.writing import Draft, Writing
    from zzlib.writing.wording import ReportWording


def previewed(ledger: "Ledger", month: "Month", writing: "Writing") -> dict[str, Any]:
    """Write the circular alone below `outputs/预览`, and tell what `zz draft --preview --json` prints.

    `moved` is where an earlier preview went that a person had changed, `refuted` what the auditor calls wrong.
    """
    from zzlib.exchange.outbox import put_files

    workspace = ledger.workspace
    with _printed(ledger, month, writing) as made:
        refuted, files = _refuted(ledger, month, made), {made.name: made.read_bytes()}
    sent = put_files(workspace.outputs_dir / "预览" / month.period, files, workspace.outputs_dir, whole=True)
    place = sent.folder.relative_to(workspace.root).as_posix()
    moved = sent.moved.relative_to(workspace.root).as_posix() if sent.moved else None
    return {"preview": f"{place}/通报.docx", "moved": moved, "file": writing.file, "refuted": refuted}


def preview_text(period: str, shown: Mapping[str, Any]) -> str:
    """Write what `previewed` gave as people read it."""
    of = f"按 {shown['file']}" if shown["file"] else "还没有稿子，按发现的问题"
    lines = [f"预览：{shown['preview']}（{of}，没有发布）"]
    lines += [f"预览稿有人改过，原来的在 {shown['moved']}"] if shown["moved"] else []
    lines += [f"数字对不上：{line}" for line in shown["refuted"]]
    return "\n".join([*lines, f"看好后 zz run {period} 出全套文件"])


def refuse_wrong_numbers(ledger: "Ledger", month: "Month", writing: "Writing") -> None:
    """Refuse to sign a draft whose circular the auditor calls wrong.

    Raises:
        DraftError: with the sentences, and how to sign despite them.
    """
    from zzlib.writing import DraftError

    with _printed(ledger, month, writing) as made:
        lines = _refuted(ledger, month, made)
    if lines:
        said = "\n  ".join(lines)
        raise DraftError(
            f"按这一稿出的通报有 {len(lines)} 处数字对不上，改好再签：\n  {said}\n确实无误的，加 --despite --why 理由"
        )


@contextmanager
def _printed(ledger: "Ledger", month: "Month", writing: "Writing") -> Iterator[Path]:
    from zzlib.report import write_bulletin

    with TemporaryDirectory() as folder:
        path = Path(folder) / "通报.docx"
        write_bulletin(month, path, ledger.workspace.templates_dir, writing)
        yield path


def _refuted(ledger: "Ledger", month: "Month", document: Path) -> list[str]:
    from zzlib.audit.own import refuted
    from zzlib.audit.telling import refuted_lines

    return refuted_lines(refuted(document, ledger, month))


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
