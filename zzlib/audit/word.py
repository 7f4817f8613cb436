"""All that a Word file says: paragraphs and tables as they read once changes are accepted, boxes, notes, headers, charts."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from zzlib.audit.blocks import DocumentBlock, UnreadableDocumentError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_GONE = frozenset([f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr"])
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_ASIDE = {"footnotes": "脚注", "endnotes": "尾注", "header": "页眉", "footer": "页脚"}
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
_UNREAD = {"image": "图片", "diagramData": "SmartArt 图", "oleObject": "嵌入的文件", "package": "嵌入的文件"}


def open_word(path: Path) -> Any:
    """Open a Word document.

    Raises:
        UnreadableDocumentError: it is damaged, encrypted or of another kind.
        OSError: it can't be read.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    raw = path.read_bytes()
    try:
        return docx.Document(BytesIO(raw))
    except (PackageNotFoundError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, LxmlError) as error:
        raise UnreadableDocumentError(f"{path.name} 打不开：{_why_not_opened(raw)}") from error


def _why_not_opened(raw: bytes) -> str:
    """Say what a file is that isn't the Word document which its name promises, and what to do."""
    if raw.startswith(_OLD_CONTAINER):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            return "设有打开密码，请去掉密码另存一份再核对"
        return "是旧格式（.doc）的文件改了名，请用 Word 或 WPS 打开，另存为 .docx"
    if _is_strict(raw):
        return "是“Strict Open XML”格式，请用 Word 另存为普通的 .docx"
    return "不是完好的 Word 文件，请用 Word 或 WPS 打开，另存为 .docx 再核对"


def _is_strict(raw: bytes) -> bool:
    """Say whether a file is Word's in the strict form of the standard, whose names are other ones."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            return b"purl.oclc.org/ooxml/officeDocument" in archive.read("_rels/.rels")
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError):
        return False


def word_blocks(document: Any) -> Iterator[DocumentBlock]:
    """Give a document's paragraphs and tables in the order of its pages; then notes, headers, charts; `where` names these.

    A last block without text names what can't be read.
    """
    yield from _inside(document.element.body, document._body)
    for part in _parts(document):
        kind = part.partname.rpartition("/")[2].rstrip("0123456789.xml")
        if kind == "chart":
            yield from _chart(_root(part))
        elif kind in _ASIDE:
            for block in _inside(_root(part), None):
                yield DocumentBlock(block.text, block.rows, None, _ASIDE[kind])
    if left := _unread_in(document):
        yield DocumentBlock(where=left)


def _unread_in(document: Any) -> str:
    """Name what a document holds that can't be read, with its number: 图片 2 张; "" if there is nothing."""
    found: dict[str, int] = {}
    for relation in document.part.rels.values():
        what = _UNREAD.get(relation.reltype.rpartition("/")[2])
        if what:
            found[what] = found.get(what, 0) + 1
    if hidden := sum(map(_is_hidden, document.element.body.iter(f"{_W}r"))):
        found["隐藏的文字"] = hidden
    return "、".join(f"{what} {number} 个" for what, number in found.items())


def runs_of(paragraph: Any) -> list[Any]:
    """Give the runs of a paragraph that are read, inserted ones included."""
    from docx.text.run import Run

    runs = (run for run in paragraph._p.iter(f"{_W}r") if not (_is_hidden(run) or _is_gone(run, paragraph._p)))
    return [Run(element, paragraph) for element in runs]


def text_of(element: Any) -> str:
    """Give the text of a paragraph's element as it reads once changes are accepted, without text boxes."""
    if element.tag in _GONE or element.tag == _FALLBACK or _is_hidden(element):
        return ""
    if element.tag == f"{_W}t":
        return element.text or ""
    return _BREAKS.get(element.tag, "") + "".join(text_of(child) for child in element if isinstance(child.tag, str))


def _is_hidden(element: Any) -> bool:
    """Say whether an element is a run of hidden text, which nobody prints."""
    hidden = element.find(f"{_W}rPr/{_W}vanish") if element.tag == f"{_W}r" else None
    return hidden is not None and hidden.get(f"{_W}val", "true") not in ("0", "false", "off")


def _is_gone(element: Any, top: Any) -> bool:
    above = element.getparent()
    while above is not None and above is not top:
        if above.tag in _GONE or above.tag == _FALLBACK:
            return True
        above = above.getparent()
    return False


def _inside(parent: Any, owner: Any) -> Iterator[DocumentBlock]:
    """Give the blocks of a body, a note or a box; content controls and other wrappers are looked into."""
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for child in parent:
        if child.tag == f"{_W}p":
            text = text_of(child)
            if _is_title(child):  # its lines are broken by hand, its words go on
                text = text.replace("\n", "")
            if text.strip():
                yield DocumentBlock(text=text, source=Paragraph(child, owner) if owner is not None else None)
            yield from _boxes(child)
        elif child.tag == f"{_W}tbl":
            for table in child.iter(f"{_W}tbl"):  # those inside others, too
                source = Table(table, owner) if owner is not None else None
                yield DocumentBlock(rows=tuple(_rows(table)), source=source)
        elif isinstance(child.tag, str) and child.tag not in _GONE:
            yield from _inside(child, owner)


def _is_title(paragraph: Any) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val") == "Title"


def _boxes(paragraph: Any) -> Iterator[DocumentBlock]:
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            for block in _inside(box, None):
                yield DocumentBlock(block.text, block.rows, None, "文本框")


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    """Give the texts of a table's cells by row; a cell that spans columns or rows says its text once, at its first place."""
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells: list[str] = []
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is not row:
                continue
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merged is not None and merged.get(f"{_W}val", "continue") == "continue"
            own = (p for p in cell.iter(f"{_W}p") if next(p.iterancestors(f"{_W}tc")) is cell)
            text = "\n".join(map(text_of, own)).strip()
            cells.append("" if goes_on else text)
            cells += [""] * (int(span.get(f"{_W}val", "1")) - 1 if span is not None else 0)
        yield tuple(cells)


def _parts(document: Any) -> list[Any]:
    """Give the parts beside the body, by name; those of headers and notes once."""
    found = {part.partname: part for part in document.part.package.iter_parts()}
    wanted = re.compile(r"/word/(?:footnotes|endnotes|header\d*|footer\d*|charts/chart\d+)\.xml")
    return [found[name] for name in sorted(found) if wanted.fullmatch(name)]


def _root(part: Any) -> Any:
    from lxml import etree

    return part.element if hasattr(part, "element") else etree.fromstring(part.blob)


def _chart(root: Any) -> Iterator[DocumentBlock]:
    """Give the numbers that a chart keeps as a table: categories by series."""
    series = list(root.iter(f"{_C}ser"))
    if not series:
        return
    names = [_values(one, "tx") for one in series]
    categories = _values(series[0], "cat")
    columns = [_values(one, "val") for one in series]
    rows = [("", *("".join(name) for name in names))]
    rows += [
        (category, *(column[n] if n < len(column) else "" for column in columns))
        for n, category in enumerate(categories)
    ]
    yield DocumentBlock(rows=tuple(rows), where="图表")


def _values(series: Any, name: str) -> list[str]:
    element = series.find(f"{_C}{name}")
    return [] if element is None else [value.text or "" for value in element.iter(f"{_C}v")]
