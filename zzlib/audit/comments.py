"""A copy of a Word document with a comment on each sentence or cell whose number does not hold."""

import os
from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

from zzlib.audit.blocks import UnreadableDocumentError
from zzlib.audit.claim import NumericClaim
from zzlib.audit.lint import Hint
from zzlib.audit.telling import TOLD
from zzlib.audit.word import open_word, runs_of, text_of, word_blocks

AUTHOR, INITIALS = "数字核对", "核"
_DATE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}date"


def write_comments(path: Path, claims: Sequence[NumericClaim], target: Path, hints: Sequence[Hint] = ()) -> int:
    """Write a copy of a .docx with comments on the claims that are wrong, doubtful or truncated; give their number.

    Raises:
        UnreadableDocumentError: the document can't be read, or the copy is to replace it.
        OSError: the copy can't be written.
    """
    check_target(path, target)
    document = open_word(path)
    blocks = list(word_blocks(document))
    notes = [(c.place, c.cell, c.sentence, f"【{c.verdict.label}】{c.message}") for c in claims if c.verdict in TOLD]
    notes += [(h.place, None, h.sentence, f"【用语】{h.message}") for h in hints if h.sentence]
    for place, cell, sentence, text in notes:
        runs = _runs(blocks[place].source, cell, sentence) if blocks[place].source is not None else []
        if runs:
            comment = document.add_comment(runs, text, author=AUTHOR, initials=INITIALS)
            comment._comment_elm.attrib.pop(_DATE, None)  # the same document gives the same bytes at any time
    stream = BytesIO()
    document.save(stream)
    _replace(target, stream.getvalue())
    return len(notes)


def check_target(path: Path, target: Path) -> None:
    """Check that a copy with comments can be made of a document, and be put where it is to stand.

    Raises:
        UnreadableDocumentError: it can't, or something else that it would replace stands there.
    """
    if path.suffix.lower() != ".docx":
        raise UnreadableDocumentError(f"只有 .docx 能加批注，{path.name} 不是；先用 Word 或 WPS 另存为 .docx")
    if target.resolve() == path.resolve():
        raise UnreadableDocumentError(f"批注要写进另一个文件，不能覆盖 {path.name}，如 --comments 核对稿.docx")
    if target.suffix.lower() != ".docx":
        raise UnreadableDocumentError(f"批注写在 Word 文件里，{target.name} 应以 .docx 结尾，如 --comments 核对稿.docx")
    if not target.resolve().parent.is_dir():
        raise UnreadableDocumentError(f"没有文件夹 {target.parent}，先建好它，或换一个地方写批注")
    if target.exists() and not _is_replaceable(target, path):
        raise UnreadableDocumentError(f"已有 {target}，不是本程序写的核对稿，不覆盖；请换一个文件名")


def _is_replaceable(target: Path, path: Path) -> bool:
    """Say whether nothing is lost with a file: it is empty, has comments of this program, or is the document without any."""
    try:
        if target.stat().st_size == 0:
            return True
        standing = open_word(target)
        ours = any(comment.author == AUTHOR for comment in standing.comments)
        return ours or _texts(standing) == _texts(open_word(path))
    except (UnreadableDocumentError, OSError):
        return False


def _texts(document: Any) -> list[tuple[Any, ...]]:
    return [(block.text, block.rows) for block in word_blocks(document)]


def _runs(source: Any, cell: tuple[int, int] | None, sentence: str) -> list[Any]:
    """Give the runs that a comment hangs on: those that the sentence touches, or those of the cell."""
    if cell is not None:
        paragraphs = source.rows[cell[0]].cells[cell[1]].paragraphs
        return [run for paragraph in paragraphs for run in paragraph.runs]
    start = max(0, text_of(source._p).find(sentence))
    _split(source, start)
    _split(source, start + len(sentence))
    touched, at = [], 0
    for run in runs_of(source):
        if at < start + len(sentence) and at + len(run.text) > start:
            touched.append(run)
        at += len(run.text)
    return [touched[0], touched[-1]] if touched else runs_of(source)[:1]


def _split(paragraph: Any, place: int) -> None:
    """Cut the run at a place of the paragraph in two of the same look; runs that hold more than text stay whole."""
    at = 0
    for run in runs_of(paragraph):
        text = run.text
        inside = at < place < at + len(text)
        if inside and len(run._r.t_lst) == 1 and run._r.t_lst[0].text == text:
            rest = deepcopy(run._r)
            run._r.addnext(rest)
            run.text = text[: place - at]
            rest.text = text[place - at :]
        at += len(text)
        if at > place:
            return


def _replace(target: Path, content: bytes) -> None:
    """Write beside and move into place, so that a full disk leaves no half a file."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    finally:
        beside.unlink(missing_ok=True)
