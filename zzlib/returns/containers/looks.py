"""The styles of an .xlsx: how its cells are drawn, and what the rules of its sheets may change of that."""

import html
import re
import zipfile
from functools import cached_property

from zzlib.returns.containers.colours import BLACK, NAMES, PALETTE, UNKNOWN, WHITE, hides, numbered, tinted
from zzlib.returns.containers.sights import Look
from zzlib.returns.containers.styles import SMALLEST, Style, StyleChange

_ATTRIBUTE = re.compile(r"""\b(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_OFF = re.compile(r"""\bval\s*=\s*["'](?:0|false)["']""")
_BUILT_IN = {"9": "0%", "10": "0.00%"}
"""Formats by the numbers that every workbook knows without stating them."""

_MOST_PAIRS = 10_000
"""Colours of letters times colours of grounds that are held against each other before cells are looked at."""

_PART, _THEME = "xl/styles.xml", re.compile(r"xl/theme/theme\d*\.xml")
_FORMATS = re.compile(r"""<(?:\w+:)?numFmt\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""")
_STRIKE = re.compile(r"<(?:\w+:)?strike\b([^<>]*)>")
_COLOUR = re.compile(r"<(?:\w+:)?color\b([^<>]*)>")
_SIZE = re.compile(r"""<(?:\w+:)?sz\b[^<>]*\bval\s*=\s*["'](\d{1,3}(?:\.\d+)?)["']""")
_FOREGROUND = re.compile(r"<(?:\w+:)?fgColor\b([^<>]*)>")
_BACKGROUND = re.compile(r"<(?:\w+:)?bgColor\b([^<>]*)>")
_PATTERN = re.compile(r"""patternType\s*=\s*["'](\w+)["']""")
_GRADIENT = re.compile(r"<(?:\w+:)?gradientFill\b")
_TEXT = re.compile(r"<(?:\w+:)?t\b[^<>]*>([^<]*)<")
_OWN_PALETTE = re.compile(r"<(?:\w+:)?rgbColor\b([^<>]*)>")
_THEME_COLOURS = re.compile(r"""<(?:\w+:)?(?:sysClr|srgbClr)\b[^<>]*\b(?:lastClr|val)\s*=\s*["']([0-9A-Fa-f]{6})["']""")


class Stylesheet:
    """The styles of a workbook; what they need of its theme is read when it is asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        text = archive.read(_PART) if _PART in archive.namelist() else b""
        self._text = text.decode("utf-8", "replace")

    def looks(self, coloured: bool = False) -> dict[int, Look]:
        """Give the looks that matter by the number of the cell style, colours too if `coloured`; often there are none."""
        if not coloured and not self._special and not any(f'numFmtId="{n}"' in self._text for n in self._formats):
            return {}
        found: dict[Style, Look] = {}
        for style in self.styles:
            if style not in found:
                found[style] = style.look(coloured)
        return {n: look for n, style in enumerate(self.styles) if not (look := found[style]).is_plain}

    @cached_property
    def _special(self) -> bool:
        """Whether letters may be struck out, or not be seen, in any of the styles."""
        struck = any(struck or points < SMALLEST for struck, _, points in self._fonts)
        letters, grounds = {colour for _, colour, _ in self._fonts}, {WHITE, *self._fills}
        if len(letters) * len(grounds) > _MOST_PAIRS:
            return True
        return struck or any(hides(colour, ground) for colour in letters for ground in grounds)

    @cached_property
    def styles(self) -> list[Style]:
        """How cells are drawn, by the number of the cell style."""
        return [self._style(_attributes(xf.partition(">")[0])) for xf in _parts("cellXfs", "xf", self._text)]

    def _style(self, attributes: dict[str, str]) -> Style:
        font, fill = _number(attributes.get("fontId")), _number(attributes.get("fillId"))
        struck, letters, points = self._fonts[font] if font < len(self._fonts) else (False, BLACK, 10)
        ground = self._fills[fill] if fill < len(self._fills) else WHITE
        return Style(struck, letters, ground, points, self._formats.get(attributes.get("numFmtId", ""), ""))

    @cached_property
    def changes(self) -> list[StyleChange]:
        """What the rules of its sheets change, by the number that they name it by."""
        return [self.change(content) for content in _parts("dxfs", "dxf", self._text)]

    def change(self, content: str) -> StyleChange:
        """Read what a rule changes."""
        font, fill = _element("font", content), _element("fill", content)
        strike, colour = _STRIKE.search(font), _COLOUR.search(font)
        # A rule's plain fill has its colour where a pattern has that behind it.
        ground = (_BACKGROUND.search(fill) or _FOREGROUND.search(fill)) if _plain_fill(fill, "solid") else None
        code = _FORMATS.search(content)
        return StyleChange(
            None if strike is None else not _OFF.search(strike[1]),
            self._colour(colour[1], BLACK) if colour else None,
            self._colour(ground[1], UNKNOWN)
            if ground
            else UNKNOWN
            if fill and not _plain_fill(fill, "solid")
            else None,
            html.unescape(_attributes(code[1]).get("formatCode", "")) if code else None,
        )

    def may_matter(self, change: StyleChange) -> bool:
        """Tell whether a change may change what is seen in a cell of the workbook."""
        letters, grounds = self._colours
        return len(letters) * len(grounds) > _MOST_PAIRS or change.may_matter(letters, grounds)

    @cached_property
    def _colours(self) -> tuple[set[str], set[str]]:
        """The colours of letters and of grounds, also those that rules give."""
        letters = {BLACK, *(colour for _, colour, _ in self._fonts), *(c.letters for c in self.changes if c.letters)}
        return letters, {WHITE, *self._fills, *(c.ground for c in self.changes if c.ground)}

    @cached_property
    def _formats(self) -> dict[str, str]:
        found = dict(_BUILT_IN)
        for tag in _FORMATS.findall(self._text.partition("<dxfs")[0]):
            attributes = _attributes(tag)
            code = html.unescape(attributes.get("formatCode", ""))
            if Style(format=code).look().format:
                found[attributes.get("numFmtId", "")] = code
        return found

    @cached_property
    def _fonts(self) -> list[tuple[bool, str, float]]:
        """Whether each font strikes out, its colour, and its size."""
        return [self._font(content) for content in _parts("fonts", "font", self._text)]

    def _font(self, content: str) -> tuple[bool, str, float]:
        colour, size = _COLOUR.search(content), _SIZE.search(content)
        letters = self._colour(colour[1], BLACK) if colour else BLACK
        return _is_struck(content), letters, float(size[1]) if size else 10

    @cached_property
    def _fills(self) -> list[str]:
        return [self._fill(content) for content in _parts("fills", "fill", self._text)]

    def _fill(self, content: str) -> str:
        if not _plain_fill(content, "none"):
            return UNKNOWN if _GRADIENT.search(content) else WHITE
        colour = _FOREGROUND.search(content)
        return self._colour(colour[1], UNKNOWN) if colour else UNKNOWN

    def _colour(self, tag: str, automatic: str) -> str:
        attributes = _attributes(tag)
        if rgb := attributes.get("rgb", ""):
            colour = f"#{rgb[-6:].lower()}"
        elif "theme" in attributes:
            number = _number(attributes["theme"])
            colour = self._theme[number] if number < len(self._theme) else UNKNOWN
        elif attributes.get("indexed", "64") in ("64", "65"):
            return automatic
        else:
            colour = numbered(_number(attributes["indexed"]), self._palette)
        try:
            return tinted(colour, float(attributes.get("tint", 0)))
        except ValueError:
            return colour

    @cached_property
    def _palette(self) -> list[str]:
        stated = [_attributes(tag).get("rgb", "") for tag in _OWN_PALETTE.findall(self._text)][8:]
        own = [f"#{rgb[-6:].lower()}" for rgb in stated]
        return [*own, *PALETTE[len(own) :]]

    @cached_property
    def _theme(self) -> list[str]:
        name = next((n for n in self._archive.namelist() if _THEME.fullmatch(n)), "")
        text = self._archive.read(name).decode("utf-8", "replace") if name else ""
        colours = [f"#{c.lower()}" for c in _THEME_COLOURS.findall(_element("clrScheme", text))]
        colours = colours if len(colours) >= 4 else [BLACK, WHITE, UNKNOWN, UNKNOWN]
        # Cells number the light and the dark of each pair the other way about than the theme lists them.
        return [colours[1], colours[0], colours[3], colours[2], *colours[4:]]


def speaks_of_colours(strings: bytes) -> bool:
    """Tell whether texts of a workbook may say what a colour means; some programs write letters as their numbers."""
    return any(word.encode() in strings or f"&#{ord(word)};".encode() in strings for word in NAMES)


def struck_strings(strings: bytes) -> dict[int, str]:
    """Give what is left of the shared texts of which a part is struck out, by their number."""
    if b"strike" not in strings:
        return {}
    texts = enumerate(_split(strings.decode("utf-8", "replace"), "si"))
    return {number: left for number, content in texts if (left := text_left(content)) is not None}


def text_left(content: str) -> str | None:
    """Give what is left of a text in runs of which some are struck out; `None` if none is."""
    runs = [("".join(_TEXT.findall(run)), _is_struck(run)) for run in _split(content, "r")]
    if not any(struck and text.strip() for text, struck in runs):
        return None
    return html.unescape("".join(text for text, struck in runs if not struck)).strip()


def _plain_fill(content: str, unstated: str) -> bool:
    """Tell whether a fill is of one colour; `unstated` is the pattern that one without a statement has."""
    pattern = _PATTERN.search(content)
    return bool(content) and not _GRADIENT.search(content) and (pattern[1] if pattern else unstated) == "solid"


def _parts(whole: str, part: str, text: str) -> list[str]:
    """Give the elements of a kind within the first element of another, each from its attributes on."""
    return _split(_element(whole, text), part)


def _element(name: str, text: str) -> str:
    """Give the first element of a name, from its attributes on; `""` if there is none that ends."""
    found = re.search(rf"<(?:\w+:)?{name}\b", text)
    end = re.compile(rf"</(?:\w+:)?{name}>").search(text, found.end()) if found else None
    return text[found.end() : end.start()] if found and end else ""


def _split(text: str, name: str) -> list[str]:
    """Split a text at the beginnings of an element: searching for ends that never come would take for ever."""
    return re.split(rf"<(?:\w+:)?{name}\b", text)[1:]


def _attributes(tag: str) -> dict[str, str]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(tag)}


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 0


def _is_struck(properties: str) -> bool:
    strike = _STRIKE.search(properties)
    return strike is not None and not _OFF.search(strike[1])
