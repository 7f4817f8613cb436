"""The command `zz audit`: the arithmetic of documents, proved or refuted by their own numbers."""

import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zzlib.cli.commands import Debug, Json, Root, command, period_in, workspace_of
from zzlib.cli.output import not_a_file, say, say_json
from zzlib.told import operating_system_fault

if TYPE_CHECKING:
    from zzlib.audit import NumericClaim
    from zzlib.audit.documents.blocks import DocumentBlock
    from zzlib.audit.telling.lint import Hint

_STDIN = "-"


@command("核对文稿里的数字：占比、增幅、合计、名单个数、进度等，用文稿自己印出的数验算。有不符的退出代码为 1。")
def audit(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="文件",
            help="文稿：.docx .txt .md .html，连同它的附表 .xlsx；写 - 则读标准输入",
            readable=False,  # what can't be read is told below, and doesn't keep the others back
        ),
    ],
    period: Annotated[
        str | None, typer.Option("--period", metavar="月份", help="再与本工作区这个月的数对照，如 2013-05")
    ] = None,
    before: Annotated[
        Path | None,
        typer.Option(
            "--before",
            metavar="文件",
            help="再与上一份对照，如上月的通报：累计数、当月数、改过的数",
            readable=False,
        ),
    ] = None,
    comments: Annotated[
        Path | None, typer.Option("--comments", metavar="文件", help="写一份带批注的 Word 副本，如 核对稿.docx")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="相符的、无法核对的也列出")] = False,
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Audit documents."""
    from zzlib.audit.documents.blocks import UnreadableDocumentError
    from zzlib.audit.documents.documents import BOOKS
    from zzlib.audit.documents.places import standing
    from zzlib.audit.judging.taken import with_earlier
    from zzlib.audit.telling.comments import check_target, write_comments
    from zzlib.audit.telling.telling import position

    if before and len(files) != 1:
        raise typer.BadParameter("--before 一次只对照一份文稿，如 zz audit 5月通报.docx --before 4月通报.docx")
    documents = [file for file in files if file.suffix.lower() not in BOOKS] or files[:1]
    if comments and (len(documents) != 1 or str(documents[0]) == _STDIN):
        raise typer.BadParameter("--comments 一次只批一份 Word 文稿，如 zz audit 通报.docx --comments 核对稿.docx")
    if comments:
        try:
            check_target(documents[0], comments)
        except UnreadableDocumentError as error:
            raise typer.BadParameter(str(error)) from error
    month = period_in(period, root) if period else None
    read = {file: _blocks(file) for file in dict.fromkeys([*files, *([before] if before else [])])}
    code = max(result.code for result in read.values())
    files = [file for file in files if not read[file].code]
    unread = [result.fault for result in read.values() if result.fault]
    found: list[NumericClaim] = []
    document = next((file for file in files if file.suffix.lower() not in BOOKS), None)
    books = [file for file in files if file.suffix.lower() in BOOKS] if document is not None else []
    attached = [replace(block, where=f"{book.name} {block.where}") for book in books for block in read[book].blocks]
    audited = [file for file in files if file not in books]
    for file in audited:
        name, blocks = _name(file), [*read[file].blocks, *(attached if file is document else [])]
        claims, hints, with_ledger = _audited(blocks, name, month, root)
        notes = [f"{book.name} 里没有可读的表" for book in books if not any(b.rows for b in read[book].blocks)]
        if before and not read[before].code:
            held, note = _against(blocks, file, before, read[before].blocks)
            claims, notes = with_earlier(claims, held), [*notes, note]
        notes += [with_ledger] if with_ledger else []
        notes += unread if file == audited[-1] else []  # where the report ends, it is seen
        stand = standing(blocks)
        claims = [replace(claim, where=position(stand, claim)) for claim in claims]
        found += claims
        if not as_json:
            several = len(audited) > 1
            say("\n".join([_text(claims, hints, name, blocks, several=several, everything=everything), *notes]))
        if comments:
            written = write_comments(file, claims, comments, hints)
            left = f"；没有批注的：{'、'.join(written.left)}（Word 不能在那里加批注）" if written.left else ""
            say(f"{written.number} 处批注写在 {comments}{left}", sys.stderr)
    if as_json:
        say_json([claim.to_json() for claim in found])
    return code or int(any(claim.verdict == "wrong" for claim in found))


@dataclass(frozen=True)
class _FileRead:
    """What a file holds, or, told already, why it can't be read, with the exit code for that."""

    blocks: "list[DocumentBlock]" = field(default_factory=list)
    code: int = 0
    fault: str = ""


def _blocks(file: Path) -> _FileRead:
    """Read a file; say what is wrong with one that can't be read."""
    from zzlib.audit.documents.blocks import UnreadableDocumentError
    from zzlib.audit.documents.documents import decoded_blocks, read_document

    try:
        if str(file) == _STDIN:
            return _FileRead(decoded_blocks(sys.stdin.buffer.read() if sys.stdin else b"", _name(file)))
        if file.exists() and not file.is_dir():
            return _FileRead(read_document(file))
        code, fault = 2, not_a_file(file)
    except UnreadableDocumentError as error:
        code, fault = 3, str(error)
    except OSError as error:
        code, fault = 3, f"{file.name} 读不出：{operating_system_fault(error)}"
    say(fault, sys.stderr)
    return _FileRead(code=code, fault=fault)


def _name(file: Path) -> str:
    return "标准输入" if str(file) == _STDIN else str(file)


def _audited(
    blocks: "list[DocumentBlock]", name: str, month: str | None, root: Path | None
) -> "tuple[list[NumericClaim], list[Hint], str]":
    """Give the claims and hints of a document, and a line on how far it was held against the ledger's month, if one is named."""
    from zzlib.audit import audit_blocks
    from zzlib.audit.telling.lint import lint

    if month:
        from zzlib.audit.own import audited_against_month
        from zzlib.ledger import open_ledger

        claims, held = audited_against_month(blocks, open_ledger(workspace_of(root), month))
    else:
        claims, held = audit_blocks(blocks), ""
    return [replace(claim, file=name) for claim in claims], lint(blocks), held


def _against(
    blocks: "list[DocumentBlock]", file: Path, before: Path, earlier: "list[DocumentBlock]"
) -> "tuple[list[NumericClaim], str]":
    """Hold a document against the one before it; give the claims, and a line that says how much could be held."""
    from zzlib.audit.against.before import against_before

    alike = file.name == before.name  # a/通报.docx, b/通报.docx: only the paths tell them apart
    compared = against_before(blocks, earlier, str(before) if alike else before.name, file.name)
    return [replace(claim, file=_name(file)) for claim in compared.claims], compared.note


def _text(
    claims: "list[NumericClaim]",
    hints: "list[Hint]",
    name: str,
    blocks: "list[DocumentBlock]",
    *,
    several: bool,
    everything: bool,
) -> str:
    from zzlib.audit.telling.coverage import coverage_line
    from zzlib.audit.telling.telling import audit_lines

    lines = [*audit_lines(claims, hints, blocks, everything=everything), coverage_line(blocks, claims)]
    return "\n".join([f"== {name}", *lines] if several else lines)
