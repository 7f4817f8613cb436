"""All that a Word file says: paragraphs and tables as they read once changes are accepted, boxes, notes, headers, charts."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from zzlib.audit.documents.blocks import (
    DocumentBlock,
    UnreadableDocumentError,
    prose_cells,
    with_items,
    with_tables_of_tabs,
)
from zzlib.audit.documents.line_tables import with_tables_of_lines
from zzlib.audit.documents.places import BOX, HIDDEN
from zzlib.audit.documents.word_parts import charts_of, headers_and_footers, notes_of, unread_in
from zzlib.word_letters import (
    LetterReader,
    W,
    WordLetters,
    anchor_of,
    cells_of,
    is_read,
    lines_and_tables,
    rows_of,
    text_of,
)

_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL_NAME = rb"http://schemas.openxmlformats.org/\1/2006/"
_ROWS = 2  # below a head, typed with tabs
_SAYS_STRICT = re.compile(rb"""\s\w+:conformance=["']strict["']""")


def open_word(path: Path) -> Any:
    """Open a Word document.

    Raises:
        UnreadableDocumentError: it is damaged, encrypted or of another kind.
        OSError: it can't be read.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.opc.part import PartFactory
    from lxml.etree import LxmlError

    raw = path.read_bytes()
    PartFactory.part_class_selector = staticmethod(_class_of_part)
    try:
        return docx.Document(BytesIO(_with_usual_names(raw)))
    except (PackageNotFoundError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, LxmlError) as error:
        raise UnreadableDocumentError(f"{path.name} 打不开：{_why_not_opened(raw)}") from error


def _class_of_part(_content_type: str, relation: str) -> Any:
    """Give the class of a part: a document that another one embeds is kept as it is, not opened."""
    from docx.opc.part import Part
    from docx.parts.image import ImagePart

    return {"aFChunk": Part, "image": ImagePart}.get(relation.rpartition("/")[2])


def _why_not_opened(raw: bytes) -> str:
    """Say what a file is that isn't the Word document which its name promises, and what to do."""
    if not raw:
        return "文件是空的"
    if raw.startswith(_OLD_CONTAINER):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            return "设有打开密码，请去掉密码另存一份再核对"
        return "是旧格式（.doc）的文件改了名，请用 Word 或 WPS 打开，另存为 .docx"
    return "不是完好的 Word 文件，请用 Word 或 WPS 打开，另存为 .docx 再核对"


def _with_usual_names(raw: bytes) -> bytes:
    """Give a Word file of the strict form of the standard (Strict Open XML) with the names that all others use."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        if b"purl.oclc.org/ooxml/" not in archive.read("_rels/.rels"):
            return raw
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
            for name in archive.namelist():
                part = archive.read(name)
                is_xml = name.endswith((".xml", ".rels"))
                written.writestr(name, _SAYS_STRICT.sub(b"", _STRICT_NAME.sub(_USUAL_NAME, part)) if is_xml else part)
    return stream.getvalue()


@dataclass(frozen=True)
class WordPlace:
    """Where a block stands in a Word file: its lines, each of one paragraph or of several that read as one, by cell for a table.

    `anchor` is the run of the text that a note, a box or a chart hangs on; `beside` says that the block itself stands
    where Word hangs no comments. `part` is which of the lines is meant that are broken by hand, `None` for all.
    """

    reader: LetterReader
    lines: tuple[tuple[Any, ...], ...] = ()
    cells: dict[tuple[int, int], tuple[tuple[Any, ...], ...]] = field(default_factory=dict)
    anchor: Any = None
    beside: bool = False
    part: int | None = None

    def letters(self, cell: tuple[int, int] | None = None) -> list[WordLetters]:
        """Give the letters of the block, or of a cell, whose text they make."""
        found: list[WordLetters] = []
        for line in self.lines if cell is None else self.cells.get(cell, ()):
            found += [WordLetters("\n", None)] if found else []
            found += self.reader.line(line)
        if self.part is None:
            return found
        breaks = [-1, *(n for n, one in enumerate(found) if one.text == "\n"), len(found)]
        return found[breaks[self.part] + 1 : breaks[self.part + 1]]


def word_blocks(document: Any) -> list[DocumentBlock]:
    """Give a document's paragraphs and tables in the order of its pages; then notes, headers, charts; `where` names these.

    A last block without text names what can't be read.
    """
    reading = _WordReading(document)
    blocks = list(with_items(with_tables_of_lines(with_tables_of_tabs(reading.blocks()))))
    return [*_with_notes_held(blocks), *unread_in(document, reading.reader, reading.roots, reading.apart)]


def _with_notes_held(blocks: Sequence[DocumentBlock]) -> Iterator[DocumentBlock]:
    """Give blocks, those of notes and boxes with the paragraph of the text that each is of: that of the mark, for a box the last before it."""
    of_text = {line: at for at, b in enumerate(blocks) if b.text and not b.where for p in b.source.lines for line in p}
    last: int | None = None
    for place, block in enumerate(blocks):
        last = place if block.text and not block.where else last
        anchor = block.source.anchor if block.text and isinstance(block.source, WordPlace) else None
        line = next((p for p in anchor.iterancestors(f"{W}p") if p in of_text), None) if anchor is not None else None
        if line is not None:
            order = {one: n for n, one in enumerate(line.iter())}
            before = [a for a in blocks[of_text[line]].source.letters() if order.get(a.holder, 0) < order[anchor]]
            block = replace(block, noted=(of_text[line], len(text_of(before))))
        elif block.text and block.where.startswith(BOX) and last is not None:
            block = replace(block, noted=(last, len(blocks[last].text)))
        yield block


class _WordReading:
    """Goes through a document once."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.reader = LetterReader(document)
        self.roots = [document.element.body]
        self.apart: set[Any] = set()
        self._box_count = self._hidden_count = 0

    def blocks(self) -> Iterator[DocumentBlock]:
        yield from self._inside(self.document.element.body, "", None)
        for where, note, anchor in notes_of(self.document):
            self.roots.append(note)
            yield from self._inside(note, where, anchor)
        for where, root in headers_and_footers(self.document):
            self.roots.append(root)
            yield from self._inside(root, where, None)
        for where, rows, anchor in charts_of(self.document):
            yield DocumentBlock(rows=rows, where=where, source=WordPlace(self.reader, anchor=anchor, beside=True))

    def _inside(self, parent: Any, where: str, anchor: Any) -> Iterator[DocumentBlock]:
        """Give the blocks of a body, a note or a box; content controls and other wrappers are looked into."""
        for one in lines_and_tables(parent):
            if isinstance(one, tuple):
                source = WordPlace(self.reader, (one,), anchor=anchor, beside=bool(where))
                for part in _lines_of(source):
                    yield DocumentBlock(text_of(part.letters()), source=part, where=where, kind=self._kind(one[-1]))
                if any(prose_cells(hidden := DocumentBlock(rows=((self.reader.hidden_in(one),),)))):
                    self._hidden_count += 1
                    self.apart |= {*one}
                    stands = WordPlace(self.reader, anchor=one[-1].find(f".//{W}r") if not where else None, beside=True)
                    yield replace(hidden, where=f"{HIDDEN} {self._hidden_count}", source=stands)
                for paragraph in one:
                    yield from self._boxes(paragraph, where, anchor)
            else:
                yield from self._table(one, where, anchor)

    def _kind(self, paragraph: Any) -> str:
        if self.reader.is_heading(paragraph):
            return "heading"
        if level := self.reader.item_level(paragraph):
            return "item" if level == 1 else "item below"
        return "body" if self.reader.has_headings else ""

    def _boxes(self, paragraph: Any, where: str, anchor: Any) -> Iterator[DocumentBlock]:
        for box in paragraph.iter(f"{W}txbxContent"):
            inner = next((a for a in box.iterancestors() if a is paragraph or a.tag == f"{W}txbxContent"), None)
            if inner is paragraph and is_read(box):
                self._box_count += 1
                named = f"{f'{where}里的' if where else ''}{BOX} {self._box_count}"
                yield from self._inside(box, named, anchor if where else anchor_of(box))

    def _table(self, table: Any, where: str, anchor: Any) -> Iterator[DocumentBlock]:
        """Give a table, then what stands within its cells: tables and boxes; a cell that spans others says its text once, at its first place."""
        rows: list[tuple[str, ...]] = []
        held: list[Any] = []
        source = WordPlace(self.reader, anchor=anchor, beside=bool(where))
        for row in rows_of(table):
            texts = [""] * _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in cells_of(row):
                inner = list(lines_and_tables(cell))
                held += inner
                place = len(rows), len(texts)
                source.cells[place] = tuple(line for line in inner if isinstance(line, tuple))
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
                texts.append("" if goes_on else text_of(source.letters(place)).strip())
                texts += [""] * (_count(cell.find(f"{W}tcPr/{W}gridSpan"), 1) - 1)
            rows.append(tuple(texts))
        if rows:
            yield DocumentBlock(rows=tuple(rows), source=source, where=where)
        for one in held:
            if isinstance(one, tuple):
                for paragraph in one:
                    yield from self._boxes(paragraph, where, anchor)
            else:
                yield from self._table(one, where, anchor)


def _lines_of(source: WordPlace) -> list[WordPlace]:
    """Give a paragraph, or each of its lines where these are rows of a table typed with tabs and broken by hand; none that are blank."""
    lines = text_of(source.letters()).split("\n")
    tabs = [line.count("\t") for line in lines if "\t" in line.strip()]
    rows = len(tabs) > _ROWS and len(set(tabs)) == 1
    found = [replace(source, part=n) for n in range(len(lines))] if rows else [source]
    return [part for part in found if text_of(part.letters()).strip()]


def _count(element: Any, otherwise: int) -> int:
    return int(element.get(f"{W}val", "1")) if element is not None else otherwise
