"""A copy of a Word document with a comment on each sentence or cell whose number does not hold."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from zzlib.audit.documents.blocks import DocumentBlock, UnreadableDocumentError
from zzlib.audit.documents.places import standing
from zzlib.audit.documents.word import WordPlace, open_word, word_blocks
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.telling.lint import Hint
from zzlib.audit.telling.telling import TOLD, position
from zzlib.word_letters import W, WordLetters, carrier, text_of

AUTHOR, INITIALS = "数字核对", "核"
_COMMENT_OF_FILE = "本稿由数字核对写成"
"""Stands unseen among the comments of a copy, with a digest of what it says, so that one without any comment is known for a copy, and one that somebody worked in for that."""
_DATE = f"{W}date"
_Source = WordPlace | tuple[WordPlace, ...]
"""Where a block stands; of a table of lines with tabs where each line does."""


@dataclass(frozen=True)
class WrittenComments:
    """How many comments were written, and where what has none stands: Word hangs none on headers and footers."""

    number: int
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Note:
    """What is to be said of a sentence or a cell of a block, which stands at `where`."""

    place: int
    cell: tuple[int, int] | None
    sentence: str
    where: str
    text: str


def write_comments(
    path: Path, claims: Sequence[NumericClaim], target: Path, hints: Sequence[Hint] = ()
) -> WrittenComments:
    """Write a copy of a .docx with comments on the claims that are wrong, doubtful or truncated.

    Raises:
        UnreadableDocumentError: the document can't be read, or the copy is to replace it.
        OSError: the copy can't be written.
    """
    check_target(path, target)
    document = open_word(path)
    blocks = word_blocks(document)
    left: list[str] = []
    number = 0
    for note in _notes(blocks, claims, hints):
        source: _Source | None = blocks[note.place].source if note.place < len(blocks) else None
        held = _held(source, note)
        if held and source is not None:
            _hang(document, held, _said(source, note))
            number += 1
        else:
            left.append(note.where)
    _mark(document)
    stream = BytesIO()
    document.save(stream)
    _replace(target, stream.getvalue())
    return WrittenComments(number, tuple(dict.fromkeys(left)))


def _notes(blocks: Sequence[DocumentBlock], claims: Sequence[NumericClaim], hints: Sequence[Hint]) -> Iterator[_Note]:
    stand = standing(blocks)
    for claim in claims:
        if claim.verdict in TOLD:
            said = f"【{claim.verdict.label}】{claim.message}"
            yield _Note(claim.place, claim.cell, claim.sentence, claim.where or position(stand, claim), said)
    for hint in hints:
        if hint.sentence:
            yield _Note(hint.place, None, hint.sentence, stand[hint.place], f"【用语】{hint.message}")


def _said(source: _Source, note: _Note) -> str:
    """Give the text of a comment; one that hangs on the reference of a note or the anchor of a box says where its sentence stands."""
    stood = source[0] if isinstance(source, tuple) else source
    return f"{note.where}“{note.sentence}”：{note.text}" if stood.beside else note.text


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
    if not os.access(target.resolve().parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise UnreadableDocumentError(f"文件夹 {target.parent} 里不能写文件，请换一个地方写批注")
    if target.exists() and (why := _kept_for(target, path)):
        raise UnreadableDocumentError(f"已有 {target}，{why}，不覆盖；请换一个文件名")


def _kept_for(target: Path, path: Path) -> str:
    """Say why a file is not to be replaced by a copy of a document; "" where nothing is lost with it: it is empty, or a copy as this program wrote it."""
    try:
        if target.stat().st_size == 0:
            return ""
        document = open_word(target)
        marks = [mark.text.removeprefix(_COMMENT_OF_FILE).strip() for mark in _marks(document)]
        if not marks and all(comment.author != AUTHOR for comment in document.comments):
            return "不是本程序写的核对稿"
        same = marks[0] == _digest(document) if marks and marks[0] else _says_the_same(document, open_word(path))
        return "" if same else "写好以后有人改过"
    except (UnreadableDocumentError, OSError):
        return "不是本程序写的核对稿"


def _says_the_same(document: Any, source: Any) -> bool:
    """Say whether a copy that was saved by another program has but the text and the comments of its document, and ours."""
    told = [{(c.author, c.text) for c in one.comments if c.author != AUTHOR} for one in (document, source)]
    return _texts(document) == _texts(source) and told[0] <= told[1]


def _texts(document: Any) -> list[str]:
    return [text for block in word_blocks(document) for row in ((block.text,), *block.rows) for text in row]


def _digest(document: Any) -> str:
    """Give what tells a copy from one that a person worked in: its text and its comments."""
    comments = [text for comment in document.comments for text in (comment.author, comment.text)]
    return sha256("\0".join([*_texts(document), *comments]).encode()).hexdigest()


def _mark(document: Any) -> None:
    from lxml import etree

    for mark in _marks(document):
        mark.getparent().remove(mark)
    document.comments._comments_elm.append(etree.Comment(f"{_COMMENT_OF_FILE} {_digest(document)}"))


def _marks(document: Any) -> list[Any]:
    unseen = (child for child in document.comments._comments_elm if not isinstance(child.tag, str))
    return [child for child in unseen if (child.text or "").startswith(_COMMENT_OF_FILE)]


def _held(source: _Source | None, note: _Note) -> list[Any]:
    """Give the first and the last element that a comment stands around: those that the sentence touches, those of the cell, or the anchor."""
    if source is None:
        return []
    if isinstance(source, tuple):  # lines with tabs, a row each
        row, column = note.cell or (0, 0)
        stood, cell = source[row], None
        texts = text_of(stood.letters()).split("\t")
        start = sum(len(text) + 1 for text in texts[:column])
        end = start + len(texts[column])
    else:
        stood, cell = source, note.cell
        text = text_of(stood.letters(cell))
        found = text.find(note.sentence)
        start, end = (found, found + len(note.sentence)) if found >= 0 else (0, len(text))
    if stood.beside:
        return [stood.anchor] if stood.anchor is not None else []
    return _around(stood, cell, start, end)


def _around(source: WordPlace, cell: tuple[int, int] | None, start: int, end: int) -> list[Any]:
    """Give what holds a stretch of letters, cut free from what stands before and behind it in its runs."""
    for place in (start, end):
        _split(source.letters(cell), place)
    touched, at = [], 0
    for one in source.letters(cell):
        if one.holder is not None and at < end and at + len(one.text) > start:
            touched.append(carrier(one.holder))
        at += len(one.text)
    return touched


def _split(letters: Sequence[WordLetters], place: int) -> None:
    """Cut the run at a place of the letters in two of the same look; what isn't a run of its own stays whole."""
    at = 0
    for one in letters:
        if at <= place < at + len(one.text):
            run = one.holder.getparent() if one.holder is not None else None
            if run is not None and run.tag == f"{W}r" and run is carrier(one.holder):
                _cut(run, one.holder, place - at)
            return
        at += len(one.text)


def _cut(run: Any, holder: Any, place: int) -> None:
    """Move what stands behind a place of a run's letters to a run behind it."""
    from copy import deepcopy

    look = run.find(f"{W}rPr")
    moved = [holder, *holder.itersiblings()]
    if place:
        rest = deepcopy(holder)
        holder.text, rest.text = holder.text[:place], holder.text[place:]
        for part in (holder, rest):
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        moved[0] = rest
    elif all(before is look for before in holder.itersiblings(preceding=True)):
        return  # it begins here
    behind = run.makeelement(run.tag, run.attrib)
    if look is not None:
        behind.append(deepcopy(look))
    behind.extend(moved)
    run.addnext(behind)


def _hang(document: Any, held: Sequence[Any], text: str) -> None:
    """Put a comment around elements."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    comment = document.comments.add_comment(text=text, author=AUTHOR, initials=INITIALS)
    comment._comment_elm.attrib.pop(_DATE, None)  # the same document gives the same bytes at any time
    number = {qn("w:id"): str(comment.comment_id)}
    mark = OxmlElement("w:r")
    mark.get_or_add_rPr().style = "CommentReference"
    mark.append(OxmlElement("w:commentReference", attrs=number))
    held[0].addprevious(OxmlElement("w:commentRangeStart", attrs=number))
    held[-1].addnext(mark)
    held[-1].addnext(OxmlElement("w:commentRangeEnd", attrs=number))


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
