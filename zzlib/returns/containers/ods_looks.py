"""The looks of an OpenDocument sheet that change what a person reads: its styles, and numbers shown otherwise than stored."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from zzlib.returns.cells.amounts import read_amount
from zzlib.returns.containers.colours import BLACK, NAMES, WHITE
from zzlib.returns.containers.formats import says_below_zero
from zzlib.returns.containers.sights import OTHERWISE, PARTLY, UNSEEN, Look, Sight
from zzlib.returns.containers.styles import Style, StyleChange

_ATTRIBUTE = re.compile(r'([\w-]+:[\w-]+)="([^"]*)"')
_PARAGRAPH = re.compile(r"<text:p\b[^>]*?(?:/>|>(.*?)</text:p>)", re.DOTALL)
_PARAGRAPHS = re.compile(r"<text:p\b[^>]*>(.*?)</text:p>", re.DOTALL)
STYLE = re.compile(r'table:style-name="([^"]*)"')
_SPAN = re.compile(r'<text:span\b[^>]*?text:style-name="([^"]*)"[^>]*>|</text:span>')
_TAG = re.compile(r"<[^>]*>")
_ASIDE = re.compile(r"<office:annotation\b.*?</office:annotation>", re.DOTALL)
_POINTS = re.compile(r"(\d{1,3}(?:\.\d+)?)pt")
_MARKS = ("line-through", "fo:color=", "fo:font-size=")
"""What says that cells may be drawn so that people don't see what is stored."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_BELOW_ZERO = re.compile(r"[-−－(（]")
_RED = 'fo:color="#ff0000"'
_FORMAT, _FORMAT_NAME = re.compile(r"<number:(?:number|currency)-style\b"), re.compile(r'style:name="([^"]*)"')
_DEEPEST = 10
"""Styles over a style that are looked at."""


class SpreadsheetStyles:
    """The styles of a document by their names; `parts` are the texts of its `styles.xml` and `content.xml`."""

    def __init__(self, *parts: str) -> None:
        self._said: dict[tuple[str, str], dict[str, str]] = {}
        self._names: dict[str, str] = {}
        self._looks: dict[str, Look] = {}
        self._red = {name for part in parts for name in _red_formats(part)}
        self._coloured = any(name in part for part in parts for name in NAMES)
        if any(mark in part for part in parts for mark in _MARKS) or self._coloured:
            for part in parts:
                for style in re.split(r"<style:style\b", part)[1:]:
                    said = dict(_ATTRIBUTE.findall(style.partition("</style:style>")[0]))
                    self._said[said.get("style:family", ""), said.get("style:name", "")] = said
                    self._names[said.get("style:display-name", "")] = said.get("style:name", "")

    def seen(self, attributes: str, cell: str, default: Look) -> tuple[Look, Sight | None]:
        """Tell how a cell with these attributes and this content is drawn, and what of it is left or shown instead.

        `default` is the look of one that names no style.
        """
        name = STYLE.search(attributes)
        look = self.look(name[1]) if name and self._said else default
        left = self._left(cell) if self._said and "<text:span" in cell else None
        red = name is not None and self._whole("table-cell", name[1]).get("style:data-style-name") in self._red
        seen = _number_seen(attributes, cell, red)
        if left is not None or isinstance(seen, Sight):
            return look, Sight(PARTLY, left) if left is not None else seen  # type: ignore[return-value]
        return (replace(look, format=seen) if seen else look), None

    def look(self, name: str) -> Look:
        """Give the look of cells of a style."""
        if name not in self._looks:
            self._looks[name] = self.style(name).look(self._coloured)
        return self._looks[name]

    def style(self, name: str) -> Style:
        """Give how cells of a style are drawn."""
        said = self._whole("table-cell", name)
        points = _POINTS.fullmatch(said.get("fo:font-size", ""))
        return _change(said).of(Style(points=float(points[1]) if points else 10))

    def change(self, display_name: str) -> StyleChange:
        """Give what a style changes that a rule applies; it names it as people see it."""
        return _change(self._whole("table-cell", self._names.get(display_name, display_name)))

    def may_matter(self, change: StyleChange) -> bool:
        """Tell whether a change may change what is seen in a cell of the document."""
        changes = [_change(said) for (family, _), said in self._said.items() if family == "table-cell"]
        letters, grounds = {c.letters for c in changes if c.letters}, {c.ground for c in changes if c.ground}
        return change.may_matter({BLACK, *letters}, {WHITE, *grounds})

    def _left(self, cell: str) -> str | None:
        """Give what is left of a cell's text of which a part is struck out; `None` if none is."""
        struck: list[str] = []
        kept: list[str] = []
        inside, place = [False], 0
        for span in _SPAN.finditer(cell):
            (struck if inside[-1] else kept).append(cell[place : span.start()])
            if span[1]:
                inside.append(_is_struck(self._whole("text", span[1])))
            elif len(inside) > 1:
                inside.pop()
            place = span.end()
        return _text("".join([*kept, cell[place:]])) if _text("".join(struck)) else None

    def _whole(self, family: str, name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for _ in range(_DEEPEST):
            said = self._said.get((family, name))
            if said is None:
                break
            found = said | found
            name = said.get("style:parent-style-name", "")
        return found


def _change(said: dict[str, str]) -> StyleChange:
    """Give what a style states of how cells are drawn."""
    ground, letters = said.get("fo:background-color"), said.get("fo:color")
    if said.get("style:use-window-font-color") == "true":
        letters = BLACK
    return StyleChange(
        _is_struck(said) or None,
        letters.lower() if letters else None,
        None if ground is None else WHITE if ground == "transparent" else ground.lower(),
    )


def _is_struck(said: dict[str, str]) -> bool:
    return any(said.get(f"style:text-line-through-{of}", "none") != "none" for of in ("style", "type"))


def _text(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup)).strip()


def comment(cell: str) -> str:
    """Give the text of a cell's comment, `""` if it has none."""
    found = _ASIDE.search(cell)
    return _text("\n".join(_PARAGRAPHS.findall(found[0]))) if found else ""


def _red_formats(part: str) -> Iterator[str]:
    """Give the names of the formats that write a number in red: so below zero, though without a minus."""
    for style in _FORMAT.split(part)[1:] if _RED in part else ():
        said = style.partition("</number:")[0]
        if _RED in said and (name := _FORMAT_NAME.search(said)):
            yield name[1]


def _number_seen(attributes: str, cell: str, red: bool) -> Sight | str:
    """Tell how a number is shown: as another one, not at all, or with words, which a format tells; `""` if as it is stored.

    One `red` may be below zero without saying so otherwise.
    """
    said = dict(_ATTRIBUTE.findall(attributes))
    paragraph = _PARAGRAPH.search(_ASIDE.sub("", cell))
    shown = _text(paragraph[1] or "") if paragraph else ""
    try:
        stored = Decimal(said.get("office:value", ""))
    except InvalidOperation:
        return ""
    if not stored or not stored.is_finite() or paragraph is None or set(shown) == {"#"}:
        return ""
    if said.get("office:value-type") == "percentage" or not shown:
        return Sight(OTHERWISE, shown) if shown else Sight(UNSEEN)
    number = _NUMBER.search(shown)
    if number is None or read_amount(number[0]) is None:
        return Sight(OTHERWISE, shown)
    seen = Decimal(number[0].replace(",", ""))
    exponent = seen.as_tuple().exponent
    rounding = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    if abs(seen - abs(stored)) > rounding:
        return Sight(OTHERWISE, shown)
    before, behind = (part.replace('"', "") for part in (shown[: number.start()], shown[number.end() :]))
    if stored < 0 and not red and not _BELOW_ZERO.search(before + behind) and not says_below_zero(before + behind):
        return Sight(OTHERWISE, shown)
    return f'"{before}"0"{behind}"' if before or behind else ""
