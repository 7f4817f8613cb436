"""Read a web page saved as a workbook: paragraphs and table rows become the rows of one sheet, as Excel shows them."""

import re
from decimal import Decimal, InvalidOperation

from zzlib.returns.containers.canvas import Canvas, count
from zzlib.returns.containers.markup import Attributes, parse_page
from zzlib.returns.containers.sights import OTHERWISE, Look, Sight

_BLOCKS = frozenset(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "center", "caption", "body"))
_UNSEEN = frozenset(("script", "style", "title", "noscript", "template", "textarea", "select"))
_SPACES = re.compile(r"[ \t\r\n]+")
_WRAPPED = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef])[ \\t\\r]*\\n[ \\t\\r\\n]*(?=[\u3000-\u9fff\uff00-\uffef])")
_STRIKES = frozenset(("s", "strike", "del"))
_LONGEST_STYLE, _MOST_CLASSES = 1_000, 5
"""Letters of a style, and classes of an element, that are looked at."""

_WHITES = ("white", "#fff", "#ffffff")
_VOID = frozenset(("br", "col", "img", "hr", "input", "meta", "link", "base", "area", "wbr"))
_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_PALE = re.compile(r"(?:^|;|\s)color\s*:\s*(?:white|#fff(?:fff)?)\b(?!.*background)", re.DOTALL)
_PLAIN_NUMBER = re.compile(r"\s*-?[\d,]+(?:\.\d+)?\s*")


def read_webpage(text: str, rules: str = "") -> Canvas | None:
    """Read all that a page shows; `None` if it has no table. `rules` are those of its classes that stand beside it.

    Raises:
        UnusableFileError: it is out of bounds or can't be parsed.
    """
    page = _Page(dict(_RULE.findall(rules)))
    parse_page(text, page)
    page.paragraph()
    return page.canvas if page.has_table else None


class _Page:
    def __init__(self, rules: dict[str, str]) -> None:
        self.canvas = Canvas()
        self.has_table = False
        self._row = -1
        self._column: int | None = None
        self._columns_named = 0
        self._cell: Attributes | None = None
        self._said: list[str] = []
        self._left: list[str] = []
        self._open: list[tuple[str, bool]] = []
        """The elements that are open, and whether each strikes out what is in it."""
        self._rules = rules
        self._pale = False
        self._unseen = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name not in _VOID:
            self._open.append((name, name in _STRIKES or "line-through" in self._drawn(attributes)))
        self._pale |= name == "font" and attributes.get("color", "").lower() in _WHITES
        if name in _UNSEEN:
            self._unseen += 1
        elif name in ("table", "tr"):
            self.paragraph()
            self._column = None
            if name == "table":
                self.has_table, self._columns_named = True, 0
            else:
                self._new_row(attributes)
        elif name in ("td", "th"):
            self.paragraph()
            if self._column is None:
                self._new_row({})
            self._cell = attributes
        elif name == "col":
            self._name_columns(attributes)
        elif name == "br" or name in _BLOCKS:
            self._break(name)

    def end(self, name: str) -> None:
        if name in ("td", "th", "tr", "table"):
            self.paragraph()
        if any(opened == name for opened, _ in self._open):
            while self._open.pop()[0] != name:
                pass
        if name in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif name in ("td", "th", "tr", "table"):
            self.paragraph()
            if name == "table":
                self._column = None
        elif name in _BLOCKS:
            self._break(name)

    def text(self, text: str) -> None:
        if not self._unseen:
            self._hear(_SPACES.sub(" ", _WRAPPED.sub("", text)))
        elif self._open and self._open[-1][0] == "style":
            self._rules.update(_RULE.findall(text))

    def _hear(self, text: str) -> None:
        self._said.append(text)
        if not any(struck for _, struck in self._open):
            self._left.append(text)

    def _drawn(self, attributes: Attributes) -> str:
        """Give what inline styles and the page's own classes say of an element."""
        named = attributes.get("class", "")[:_LONGEST_STYLE].split()[:_MOST_CLASSES]
        said = [*(self._rules.get(name, "") for name in named), attributes.get("style", "")]
        return ";".join(text[:_LONGEST_STYLE] for text in said).lower()

    def paragraph(self) -> None:
        """Put what was said so far into its cell, or outside of cells into a row of its own."""
        lines = [line.strip(" ") for line in "".join(self._said).split("\n")]
        said, left = "\n".join(lines).strip(" \n"), "".join(self._left)
        self._said, self._left = [], []
        if self._cell is None:
            if said:
                self._row += 1
                self._column = None
                self.canvas.put(self._row, 0, said)
            return
        stored = self._cell.get("num")
        column = self.canvas.free_column(self._row, self._column or 0)
        across, down = count(self._cell.get("colspan")), count(self._cell.get("rowspan"))
        self.canvas.draw(self._row, column, said.replace("\n", ""), left.replace("\n", ""))
        if (self._pale and "bgcolor" not in self._cell) or _PALE.search(self._drawn(self._cell)):
            self.canvas.looks[self._row, column] = Look(unseen=True)
        self._pale = False
        kept = stored or self._cell.get("sdval")
        if kept and _PLAIN_NUMBER.fullmatch(said) and not _rounded(said, kept):
            self.canvas.sights[self._row, column] = Sight(OTHERWISE, said)
        if stored and _PLAIN_NUMBER.fullmatch(said):
            # What Excel shows may be rounded; it writes the number beside it.
            said = stored
        self.canvas.put(self._row, column, said, across, down)
        self._column, self._cell = column + across, None

    def _break(self, name: str) -> None:
        if self._cell is not None or name == "br":
            self._hear("\n")
        else:
            self.paragraph()

    def _new_row(self, attributes: Attributes) -> None:
        self._row += 1
        self._column = 0
        if _is_hidden(attributes):
            self.canvas.hidden_rows.add(self._row)

    def _name_columns(self, attributes: Attributes) -> None:
        first, self._columns_named = self._columns_named, self._columns_named + min(1000, count(attributes.get("span")))
        if _is_hidden(attributes):
            self.canvas.hidden_columns.update(range(first, self._columns_named))


def _rounded(shown: str, stored: str) -> bool:
    """Tell whether a number is shown as it is stored, but for its last places."""
    try:
        number, seen = Decimal(stored), Decimal(shown.replace(",", "").strip())
    except InvalidOperation:
        return True
    places = -int(seen.as_tuple().exponent)
    return not number.is_finite() or abs(number - seen) <= Decimal(1).scaleb(-max(places, 0))


def _is_hidden(attributes: Attributes) -> bool:
    return "display:none" in attributes.get("style", "").replace(" ", "").lower()
