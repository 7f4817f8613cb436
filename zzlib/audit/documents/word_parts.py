"""What stands beside the text of a Word file: notes that the text refers to, headers that are shown, charts; and what can't be read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import Any

from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.places import CHART, HIDDEN
from zzlib.word_letters import (
    LetterReader,
    W,
    anchor_of,
    is_on,
    is_read,
    is_unread_formula,
    is_unread_symbol,
    related_part,
)

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_TEXT_OF_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_NOTES = {"footnote": "脚注", "endnote": "尾注"}
_ASIDE = {"header": "页眉", "footer": "页脚"}
_PAGES = {"default": "", "even": "偶数页", "first": "首页"}
_UNREAD = {
    "image": "图片",
    "diagramData": "SmartArt 图",
    "oleObject": "嵌入的文件",
    "package": "嵌入的文件",
    "aFChunk": "嵌入的文稿",
    "subDocument": "子文档",
    "chartEx": "新式图表",
}
Rows = tuple[tuple[str, ...], ...]


def notes_of(document: Any) -> Iterator[tuple[str, Any, Any]]:
    """Give the notes that the text refers to, in its order: how each is called, its element, and the run that refers to it."""
    for kind, label in _NOTES.items():
        part = related_part(document, f"/{kind}s")
        if part is None:
            continue
        notes = {note.get(f"{W}id"): note for note in _root(part).iter(f"{W}{kind}")}
        told = [ref for ref in document.element.body.iter(f"{W}{kind}Reference") if is_read(ref)]
        for number, reference in enumerate(told, start=1):
            if (note := notes.get(reference.get(f"{W}id"))) is not None:
                yield f"{label} {number}", note, anchor_of(reference)


def headers_and_footers(document: Any) -> Iterator[tuple[str, Any]]:
    """Give the headers and footers that are shown, each once and named by the section that shows it first: of first pages and even ones only where a section has them."""
    settings = related_part(document, "/settings")
    evens = settings is not None and is_on(settings.element.find(f"{W}evenAndOddHeaders"))
    standing: dict[tuple[str, str], str] = {}
    given: set[str] = set()
    found = document.element.body.iter(f"{W}sectPr")
    sections = [section for section in found if section.getparent().tag != f"{W}sectPrChange"]
    for number, section in enumerate(sections, start=1):
        of_section = f"第 {number} 节的" if len(sections) > 1 else ""
        shown = {"default": True, "even": evens, "first": is_on(section.find(f"{W}titlePg"))}
        for kind in _ASIDE:
            for reference in section.iterchildren(f"{W}{kind}Reference"):
                standing[kind, reference.get(f"{W}type", "default")] = reference.get(f"{_R}id")
        for (kind, pages), relation in sorted(standing.items()):
            if shown.get(pages) and relation not in given and relation in document.part.rels:
                given.add(relation)
                where = f"{of_section}{_PAGES[pages]}{_ASIDE[kind]}"
                yield where, _root(document.part.rels[relation].target_part)


def charts_of(document: Any) -> Iterator[tuple[str, Rows, Any]]:
    """Give the numbers that charts keep, as tables of categories by series: how each chart is called, its rows, its run."""
    for number, (chart, root) in enumerate(_charts(document), start=1):
        if rows := _chart_rows(root):
            title = root.find(f"{_C}chart/{_C}title")
            said = "" if title is None else "".join(part.text or "" for part in title.iter(_TEXT_OF_DRAWING)).strip()
            yield f"{CHART} {number}{f'“{said}”' if said else ''}", rows, anchor_of(chart)


def unread_in(document: Any, reader: LetterReader, roots: Iterable[Any], apart: Set[Any]) -> list[DocumentBlock]:
    """Name what a document holds that can't be read, with its number: 图片 2 个; nothing if there is none.

    `roots` are what was read: the text, notes, headers; `apart` the paragraphs whose hidden text was.
    """
    found: Counter[str] = Counter()
    parts = {document.part} | {part for part in document.part.related_parts.values() if _is_shown(part, roots)}
    for part in sorted(parts, key=lambda one: str(one.partname)):
        for relation in part.rels.values():
            found[_UNREAD.get(relation.reltype.rpartition("/")[2], "")] += 1
    for root in roots:
        read = [element for element in root.iter() if isinstance(element.tag, str)]
        hidden = [run for run in read if reader.is_hidden(run) and run.find(f"{W}t") is not None]
        found[HIDDEN] += sum(not apart & {*run.iterancestors(f"{W}p")} for run in hidden)
        found["公式"] += sum(element.tag == _MATH and is_unread_formula(element) for element in read)
        found["特殊符号"] += sum(is_unread_symbol(element) for element in read)
    found["没有存下数的图表"] += sum(not _chart_rows(root) for _, root in _charts(document))
    left = "、".join(f"{what} {number} 个" for what, number in found.items() if what and number)
    return [DocumentBlock(where=left)] if left else []


def _is_shown(part: Any, roots: Iterable[Any]) -> bool:
    """Say whether a part is a header or a footer that was read; notes have one part for all."""
    name = part.partname.rpartition("/")[2]
    return name.startswith(tuple(f"{kind}s" for kind in _NOTES)) or any(
        root is getattr(part, "element", None) for root in roots
    )


def _charts(document: Any) -> list[tuple[Any, Any]]:
    """Give the charts of the text with the root of their part, in order."""
    drawn = [chart for chart in document.element.body.iter(f"{_C}chart") if is_read(chart)]
    named = [(chart, chart.get(f"{_R}id")) for chart in drawn]
    rels = document.part.rels
    return [(chart, _root(rels[relation].target_part)) for chart, relation in named if relation in rels]


def _chart_rows(root: Any) -> Rows:
    """Give a chart's numbers by row; of a cloud of points by what stands below."""
    series = list(root.iter(f"{_C}ser"))
    columns = [_values(one, "val") or _values(one, "yVal") for one in series]
    if not any(columns):
        return ()
    names = ["".join(_values(one, "tx")) for one in series]
    categories = _values(series[0], "cat") or _values(series[0], "xVal")
    longest = max(map(len, columns))
    labels = [*categories, *[""] * (longest - len(categories))]
    rows = [tuple(column[n] if n < len(column) else "" for column in columns) for n in range(len(labels))]
    return (("", *names), *((label, *row) for label, row in zip(labels, rows, strict=True)))


def _values(series: Any, name: str) -> list[str]:
    element = series.find(f"{_C}{name}")
    return [] if element is None else [value.text or "" for value in element.iter(f"{_C}v")]


def _root(part: Any) -> Any:
    from lxml import etree

    return part.element if hasattr(part, "element") else etree.fromstring(part.blob)
