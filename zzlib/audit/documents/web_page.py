"""A web page as its reader sees it: paragraphs and tables, without what is struck out, hidden or for the browser alone."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from zzlib.audit.documents.blocks import DocumentBlock, UnreadableDocumentError
from zzlib.audit.numbers.patterns import regex
from zzlib.word_letters import raised

_KINDS = {"li": "item"} | {f"h{level}": "heading" for level in range(1, 7)}
_PLAIN = "p div section article header footer blockquote dd dt figcaption caption pre body center"
_BLOCKS = frozenset([*_KINDS, *regex(r"\w+").findall(_PLAIN)])
_PARTS = _BLOCKS | {"td", "tr", "br"}
_UNSEEN = frozenset(regex(r"\w+").findall("script style noscript template head select textarea nav del s strike"))
_MOST_COLUMNS = 50  # that a cell of a page may claim to span


def page_blocks(text: str, name: str) -> list[DocumentBlock]:
    """Give the paragraphs and tables of a web page.

    Raises:
        UnreadableDocumentError: it is nested so deep that it can't be read to its end; `name` is what the message calls it.
    """
    from lxml import etree

    if not text.strip():
        return []
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    tree = etree.fromstring(text.encode("utf-8"), parser=parser)
    if any("depth" in str(error.message) for error in parser.error_log):
        raise UnreadableDocumentError(f"{name} 读不全：网页里的元素套得太深，请用浏览器打开，复制到 Word 里存成 .docx")
    page = _Page()
    if tree is not None:
        page.walk(tree)
    page.close()
    return page.blocks


class _Page:
    """Gathers the text between block elements."""

    def __init__(self) -> None:
        self.blocks: list[DocumentBlock] = []
        self._said: list[str] = []

    def walk(self, tree: Any) -> None:
        """Go through all elements in order, however deep they are nested."""
        waiting = [(tree, False)]
        while waiting:
            element, passed = waiting.pop()
            if passed:
                self._turn(element, _KINDS.get(element.tag, ""), element.tail)
            elif _is_table(element):
                self.close()
                self.blocks.append(DocumentBlock(rows=tuple(_rows(element))))
                self._said.append(element.tail or "")
            elif _is_seen(element):
                self._turn(element, "", _own_text(element))
                waiting.append((element, True))
                waiting += [(child, False) for child in reversed(element)]
            else:
                self._said.append(element.tail or "")

    def close(self, kind: str = "") -> None:
        """End the paragraph that has been gathered; `kind` is what the page says that it is."""
        said, self._said = regex(r"\s+").sub(" ", "".join(self._said)).strip(), []
        if said:
            self.blocks.append(DocumentBlock(text=said, kind=kind))

    def _turn(self, element: Any, kind: str, text: str | None) -> None:
        """Begin or end an element: the text that follows is of another paragraph if it is a part of the page."""
        if element.tag in _PARTS:
            self.close(kind)
        self._said.append(text or "")


def _own_text(element: Any) -> str:
    within = element.tag == "sup" or next(element.iterancestors("sup"), None) is not None
    return raised(element.text or "") if within else element.text or ""


def _is_seen(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag not in _UNSEEN and element.get("hidden") is None


def _is_table(element: Any) -> bool:
    """Say whether an element is a table of more than one row that holds no other: others lay out a page."""
    if element.tag != "table" or not _is_seen(element):
        return False
    inner, rows = islice(element.iter("table"), 1, None), islice(element.iter("tr"), 1, None)
    return next(inner, None) is None and next(rows, None) is not None


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            cells.append(regex(r"\s+").sub(" ", "".join(_texts(cell))).strip())
            span = cell.get("colspan", "1")
            cells += [""] * (min(_MOST_COLUMNS, int(span) or 1 if span.isdecimal() else 1) - 1)
        yield tuple(cells)


def _texts(element: Any) -> Iterator[str]:
    """Give the texts of an element that are seen, in order."""
    if _is_seen(element):
        yield _own_text(element)
        for child in element:
            yield from _texts(child)
            yield child.tail or ""
