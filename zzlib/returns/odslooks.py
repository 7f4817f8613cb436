"""The looks of an OpenDocument sheet that change what a person reads: its styles, and numbers shown otherwise than stored."""

import html
import re
from decimal import Decimal, InvalidOperation

from zzlib.returns.amounts import read_amount
from zzlib.returns.sights import OTHERWISE, PARTLY, Look, Sight

_ATTRIBUTE = re.compile(r'([\w-]+:[\w-]+)="([^"]*)"')
_PARAGRAPH = re.compile(r"<text:p\b[^>]*?(?:/>|>(.*?)</text:p>)", re.DOTALL)
_PARAGRAPHS = re.compile(r"<text:p\b[^>]*>(.*?)</text:p>", re.DOTALL)
_STYLE = re.compile(r'table:style-name="([^"]*)"')
_SPAN = re.compile(r'<text:span\b[^>]*?text:style-name="([^"]*)"[^>]*>|</text:span>')
_TAG = re.compile(r"<[^>]*>")
_ASIDE = re.compile(r"<office:annotation\b.*?</office:annotation>", re.DOTALL)
_DEEPEST = 10
"""Styles over a style that are looked at."""


class DocumentStyles:
    """The styles of a document by their names; `parts` are the texts of its `styles.xml` and `content.xml`."""

    def __init__(self, *parts: str) -> None:
        self._said: dict[tuple[str, str], dict[str, str]] = {}
        if any("line-through" in part or "fo:color=" in part for part in parts):
            for part in parts:
                for style in re.split(r"<style:style\b", part)[1:]:
                    said = dict(_ATTRIBUTE.findall(style.partition("</style:style>")[0]))
                    self._said[said.get("style:family", ""), said.get("style:name", "")] = said

    def seen(self, attributes: str, cell: str) -> Look | Sight | None:
        """Tell how a cell with these attributes and this content is drawn; `None` if it shows what is stored."""
        name = _STYLE.search(attributes) if self._said else None
        look = self.look(name[1]) if name else Look()
        if not look.is_plain:
            return look
        left = self._left(cell) if self._said and "<text:span" in cell else None
        return Sight(PARTLY, left) if left is not None else _number_seen(attributes, cell)

    def look(self, name: str) -> Look:
        """Give the look of cells of a style."""
        said = self._whole("table-cell", name)
        colour, ground = said.get("fo:color", ""), said.get("fo:background-color", "transparent")
        ground = "#ffffff" if ground == "transparent" else ground
        return Look(_is_struck(said), bool(colour) and colour.lower() == ground.lower())

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


def _is_struck(said: dict[str, str]) -> bool:
    return any(said.get(f"style:text-line-through-{of}", "none") != "none" for of in ("style", "type"))


def _text(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup)).strip()


def comment(cell: str) -> str:
    """Give the text of a cell's comment, `""` if it has none."""
    found = _ASIDE.search(cell)
    return _text("\n".join(_PARAGRAPHS.findall(found[0]))) if found else ""


def _number_seen(attributes: str, cell: str) -> Sight | Look | None:
    """Tell how a number is shown: as another one, or with a unit, which is a look; `None` if as it is stored."""
    said = dict(_ATTRIBUTE.findall(attributes))
    paragraph = _PARAGRAPH.search(_ASIDE.sub("", cell))
    shown = _text(paragraph[1] or "") if paragraph else ""
    try:
        stored = Decimal(said.get("office:value", ""))
    except InvalidOperation:
        return None
    if not stored or not stored.is_finite() or not shown:
        return None
    if said.get("office:value-type") == "percentage":
        return Sight(OTHERWISE, shown)
    amount = read_amount(shown)
    if amount is None:
        return None
    exponent = amount.value.as_tuple().exponent
    rounding = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    if abs(abs(amount.value) - abs(stored)) > rounding:
        return Sight(OTHERWISE, shown)
    return Look(format=f'0"{amount.unit}"') if amount.unit else None
