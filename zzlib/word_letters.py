"""What a person reads in a Word file once its changes are accepted, and the elements that hold it: lines, tables, rows, cells, letters."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_AWAY = ("del", "moveFrom")
_GONE = frozenset(
    [f"{W}{name}" for name in (*_AWAY, "txbxContent", "instrText", "pPr", "rPr", "rt", "sdtPr")]
    + [_FALLBACK, f"{_M}rPr"]
)
"""What holds nothing that is printed in its place once changes are accepted: a box is read by itself."""
_BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_OFF = ("0", "false", "off")
_LINEAR = frozenset(f"{_M}{name}" for name in ("r", "t", "rPr", "sty", "nor", "lit", "oMath", "oMathPara"))
"""What a formula is made of whose letters stand in a row, like those of a text."""
_SYMBOL = "Symbol"
_SIGNS = {code: chr(code) for code in range(0x20, 0x40)} | dict(zip(b"\xa3\xb1\xb3\xb4\xb8", "≤±≥×÷", strict=True))
"""Of that font, by their codes."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile(r"[\[［〔(（]?(?:注\d{0,2}|\d{1,2}(?:[,，、]\d{1,2})*|[*＊#※†]+)[\]］〕)）]?")
_RAISED_MARK = _RAISED | str.maketrans("[［〔(（]］〕)）,，、*＊#※†注", "⁽⁽⁽⁽⁽⁾⁾⁾⁾⁾ʼʼʼⁿⁿⁿⁿⁿⁿ")
_HEADING = re.compile(r"heading \d|(?:sub)?title")
_BODY_LEVEL = 9  # the outline level that says: no heading


@dataclass(frozen=True)
class WordLetters:
    """Letters that stand together, and the element that holds them; none does for the break between two paragraphs."""

    text: str
    holder: Any


class LetterReader:
    """Reads the letters of a document whose styles may hide some, make headings or number items."""

    def __init__(self, document: Any) -> None:
        styles = related_part(document, "/styles")
        found = styles.element.iter(f"{W}style") if styles is not None else ()
        self._styles = {style.get(f"{W}styleId"): style for style in found}
        self._root = document.element.body

    def line(self, paragraphs: tuple[Any, ...]) -> list[WordLetters]:
        """Give the letters of paragraphs that read as one; the lines of a heading are broken by hand, its words go on."""
        instructions = _instructions(paragraphs)
        letters = (one for paragraph in paragraphs for one in self._letters(paragraph))
        found = [one for one in letters if one.holder not in instructions]
        broken = bool(paragraphs) and self.is_heading(paragraphs[-1])
        return [one for one in found if one.text != "\n"] if broken else found

    def _letters(self, element: Any) -> Iterator[WordLetters]:
        """Give the letters of an element as they read once changes are accepted, without text boxes."""
        if is_gone(element) or self.is_hidden(element) or is_unread_formula(element):
            return
        if text := _own_text(element):
            yield WordLetters(raised(text) if self._is_raised(element) else text, element)
        for child in element:
            if isinstance(child.tag, str):
                yield from self._letters(child)

    def hidden_in(self, paragraphs: tuple[Any, ...]) -> str:
        """Give the hidden text of paragraphs that nothing but hidden text is in; "" for others."""
        if text_of(self.line(paragraphs)).strip():
            return ""
        runs = [run for one in paragraphs for run in one.iter(f"{W}r") if is_read(run) and self.is_hidden(run)]
        return "".join(_own_text(one) for run in runs for one in run.iter(f"{W}t", f"{W}tab")).strip()

    def is_hidden(self, element: Any) -> bool:
        """Say whether an element is a run of hidden text, which nobody prints, by itself or by its styles."""
        if element.tag != f"{W}r":
            return False
        own = element.find(f"{W}rPr/{W}vanish")
        if own is not None:
            return is_on(own)
        above = next(element.iterancestors(f"{W}p"), None)
        styles = (element.find(f"{W}rPr/{W}rStyle"), above.find(f"{W}pPr/{W}pStyle") if above is not None else None)
        marks = (self._styled(style, f"{W}rPr/{W}vanish") for style in styles)
        return any(is_on(mark) for mark in marks)

    def _is_raised(self, element: Any) -> bool:
        """Say whether a run, by itself or by its style, raises its letters: the 2 of m²; or is the mark of a note that is typed."""
        run = element.getparent()
        lifted = run.find(f"{W}rPr/{W}position")
        noted = any(run.find(f"{W}{kind}Reference") is not None for kind in ("footnote", "endnote"))
        if noted or (lifted is not None and not lifted.get(f"{W}val", "0").startswith(("0", "-"))):
            return True
        own = run.find(f"{W}rPr/{W}vertAlign")
        mark = self._styled(run.find(f"{W}rPr/{W}rStyle"), f"{W}rPr/{W}vertAlign") if own is None else own
        return mark is not None and mark.get(f"{W}val") == "superscript"

    def is_heading(self, paragraph: Any) -> bool:
        """Say whether a paragraph has the style or the outline level of a heading or a title."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = paragraph.find(f"{W}pPr/{W}outlineLvl")
        level = self._styled(style, f"{W}pPr/{W}outlineLvl") if level is None else level
        if level is not None:
            return int(level.get(f"{W}val", "0")) < _BODY_LEVEL
        return _HEADING.fullmatch(self._name(style)) is not None

    def item_level(self, paragraph: Any) -> int:
        """Say at which level, from 1, Word numbers or bullets a paragraph; 0 if it doesn't."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        found = self._styled(paragraph.find(f"{W}pPr/{W}pStyle"), f"{W}pPr/{W}numPr") if own is None else own
        number = found.find(f"{W}numId") if found is not None else None
        level = found.find(f"{W}ilvl") if found is not None else None
        listed = number is not None and number.get(f"{W}val") != "0"
        return int(level.get(f"{W}val", "0")) + 1 if listed and level is not None else int(listed)

    @cached_property
    def has_headings(self) -> bool:
        """Say whether the document names its headings by styles or levels, titles aside."""
        return any(
            self.is_heading(paragraph) and not self._name(paragraph.find(f"{W}pPr/{W}pStyle")).endswith("title")
            for paragraph in self._root.iter(f"{W}p")
        )

    def _name(self, style: Any) -> str:
        found = self._styles.get(style.get(f"{W}val")) if style is not None else None
        name = found.find(f"{W}name") if found is not None else None
        return name.get(f"{W}val", "").lower() if name is not None else ""

    def _styled(self, style: Any, path: str) -> Any:
        """Give what a style says, or one that it is based on; `None` if none does."""
        seen: set[str] = set()
        while style is not None and (name := style.get(f"{W}val")) in self._styles and name not in seen:
            seen.add(name)
            if (found := self._styles[name].find(path)) is not None:
                return found
            style = self._styles[name].find(f"{W}basedOn")
        return None


def text_of(letters: Iterable[WordLetters]) -> str:
    """Give the text that letters make."""
    return "".join(one.text for one in letters)


def raised(text: str) -> str:
    """Write figures raised, which else would join the number that they stand behind: 120¹个; of what is but the mark of a note all letters."""
    return text.translate(_RAISED_MARK if _MARK.fullmatch(text) else _RAISED)


def lines_and_tables(parent: Any) -> Iterator[Any]:
    """Give the lines and the tables of a parent; a line is a paragraph with those before it whose end is deleted or moved away."""
    line: tuple[Any, ...] = ()
    for child in _entered(parent, f"{W}p", f"{W}tbl"):
        is_table = child.tag == f"{W}tbl"
        line = line if is_table else (*line, child)
        if line and (is_table or not any(child.find(f"{W}pPr/{W}rPr/{W}{mark}") is not None for mark in _AWAY)):
            yield line
            line = ()
        if is_table:
            yield child
    if line:
        yield line


def rows_of(table: Any) -> Iterator[Any]:
    """Give the rows of a table that aren't deleted."""
    return (row for row in _entered(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None)


def cells_of(row: Any) -> Iterator[Any]:
    """Give the cells of a row that aren't deleted."""
    return (cell for cell in _entered(row, f"{W}tc") if cell.find(f"{W}tcPr/{W}cellDel") is None)


def _entered(parent: Any, *wanted: str) -> Iterator[Any]:
    """Give the elements of some kinds within a parent, without what stands inside them; wrappers are looked into."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif isinstance(child.tag, str) and not is_gone(child):
            yield from _entered(child, *wanted)


def related_part(document: Any, ending: str) -> Any:
    """Give the part of a document whose relation ends like this: styles, notes; `None` if it has none, which isn't made for the reading."""
    found = (relation.target_part for relation in document.part.rels.values() if relation.reltype.endswith(ending))
    return next(found, None)


def _instructions(paragraphs: Iterable[Any]) -> set[Any]:
    """Give what stands in the instructions of fields: a field within them shows its result to nobody but the outer field."""
    found: set[Any] = set()
    open_fields: list[list[Any] | None] = []  # what each field's instruction holds; none once its result has begun
    for element in (one for paragraph in paragraphs for one in paragraph.iter()):
        mark = element.get(f"{W}fldCharType") if element.tag == f"{W}fldChar" and is_read(element) else None
        if mark == "begin":
            open_fields.append([])
        elif mark and open_fields:
            found.update(open_fields.pop() or ())
            open_fields += [None] * (mark == "separate")
        else:
            for instruction in open_fields:
                if instruction is not None:
                    instruction.append(element)
    return found


def is_gone(element: Any) -> bool:
    """Say whether nothing that an element holds is printed in its place."""
    return element.tag in _GONE


def is_read(element: Any) -> bool:
    """Say whether an element stands in what is printed once changes are accepted; what a box holds does."""
    return not any(above.tag in _GONE and above.tag != f"{W}txbxContent" for above in element.iterancestors())


def is_unread_formula(element: Any) -> bool:
    """Say whether an element is a formula with fractions, powers or the like, whose letters are no text."""
    if element.tag != f"{_M}oMath":
        return False
    return any(str(inner.tag).startswith(_M) and inner.tag not in _LINEAR for inner in element.iter())


def is_unread_symbol(element: Any) -> bool:
    """Say whether an element is a sign of reckoning that isn't read; ticks, bullets and other ornaments say nothing."""
    return element.tag == f"{W}sym" and element.get(f"{W}font") == _SYMBOL and not _own_text(element)


def carrier(holder: Any) -> Any:
    """Give the outermost run or formula of a paragraph that holds an element: what a comment may stand around."""
    return _outermost(holder, f"{W}p")


def anchor_of(element: Any) -> Any:
    """Give the run of the text that a box, a chart or a note hangs on; `None` outside the text."""
    body = next(element.iterancestors(f"{W}body"), None)
    return _outermost(element, f"{W}body") if body is not None else None


def _outermost(element: Any, top: str) -> Any:
    found = None
    while element is not None and element.tag != top:
        if element.tag in (f"{W}r", f"{_M}oMath", f"{_M}oMathPara"):
            found = element
        element = element.getparent()
    return found


def _own_text(element: Any) -> str:
    if element.tag in (f"{W}t", f"{_M}t"):
        return element.text or ""
    if element.tag == f"{W}sym" and element.get(f"{W}font") == _SYMBOL:
        return _SIGNS.get(int(element.get(f"{W}char", "0"), 16) & 0xFF, "")
    return _BREAKS.get(element.tag, "")


def is_on(mark: Any) -> bool:
    """Say whether a mark that may be missing or switched off is set."""
    return mark is not None and mark.get(f"{W}val", "true") not in _OFF
