"""The looks of an .xlsx that change what a person reads: fonts struck out or white on white, and formats of numbers."""

import html
import re
import zipfile

from zzlib.returns.formats import unit_shown
from zzlib.returns.sights import COLOURS, Look, changes_numbers, colour_name

_ATTRIBUTE = re.compile(r"""\b(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_OFF = re.compile(r"""\bval\s*=\s*["'](?:0|false)["']""")
_BUILT_IN = {"9": "0%", "10": "0.00%"}
"""Formats by the numbers that every workbook knows without stating them."""

_WHITE = "#ffffff"
_WHITE_NUMBERS = ("1", "9")
_SMALLEST = 3
"""Points below which letters can't be seen."""

_PALETTE = {"2": "#ff0000", "10": "#ff0000", "5": "#ffff00", "13": "#ffff00", "3": "#00ff00", "11": "#00ff00"}


_FORMATS = re.compile(r"<(?:\w+:)?numFmt\b([^>]*)>")
_STRIKE = re.compile(r"<(?:\w+:)?strike\b([^>]*)>")
_COLOUR = re.compile(r"<(?:\w+:)?color\b([^>]*)>")
_SIZE = re.compile(r"""<(?:\w+:)?sz\b[^>]*\bval\s*=\s*["'](\d{1,3}(?:\.\d+)?)["']""")
_FILL_COLOUR = re.compile(r"<(?:\w+:)?fgColor\b([^>]*)>")
_SOLID = re.compile(r"""patternType\s*=\s*["']solid["']""")
_TEXT = re.compile(r"<(?:\w+:)?t\b[^>]*>([^<]*)<")


def looks_of(archive: zipfile.ZipFile, coloured: bool = False) -> dict[int, Look]:
    """Give the looks that matter by the number of the cell style, colours too if `coloured`; often there are none."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = archive.read("xl/styles.xml").decode("utf-8", "replace")
    formats = _formats(styles)
    fonts = [_font(content) for content in _parts("fonts", "font", styles)]
    fills = [_fill(content) for content in _parts("fills", "fill", styles)]
    struck = {number for number, font in enumerate(fonts) if font[0]}
    pale = {number: font[1] for number, font in enumerate(fonts) if font[1] in (_WHITE, *fills)}
    if not coloured and not struck and not pale and not any(f'numFmtId="{number}"' in styles for number in formats):
        return {}
    found = {}
    for number, xf in enumerate(_parts("cellXfs", "xf", styles)):
        attributes = _attributes(xf.partition(">")[0])
        font, fill = _number(attributes.get("fontId")), _number(attributes.get("fillId"))
        unseen = font in pale and pale[font] == (fills[fill] if fill < len(fills) else _WHITE)
        colour = ""
        if coloured:
            ground = fills[fill] if fill < len(fills) else _WHITE
            colour = colour_name(ground) or (colour_name(fonts[font][1]) if font < len(fonts) else "")
        look = Look(font in struck, unseen, formats.get(attributes.get("numFmtId", ""), ""), colour)
        if not look.is_plain:
            found[number] = look
    return found


def speaks_of_colours(strings: bytes) -> bool:
    """Tell whether texts of a workbook may say what a colour means; some programs write letters as their numbers."""
    return any(word.encode() in strings or f"&#{ord(word)};".encode() in strings for word in COLOURS)


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


def _formats(styles: str) -> dict[str, str]:
    """Give the formats of numbers that show a unit, or another number than is stored."""
    found = dict(_BUILT_IN)
    for tag in _FORMATS.findall(styles):
        attributes = _attributes(tag)
        code = html.unescape(attributes.get("formatCode", ""))
        if unit_shown(code) is not None or changes_numbers(code):
            found[attributes.get("numFmtId", "")] = code
    return found


def _parts(whole: str, part: str, text: str) -> list[str]:
    """Give the elements of a kind within the first element of another, each from its attributes on."""
    found = re.search(rf"<(?:\w+:)?{whole}\b", text)
    end = re.compile(rf"</(?:\w+:)?{whole}>").search(text, found.end()) if found else None
    return _split(text[found.end() : end.start()], part) if found and end else []


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


def _font(content: str) -> tuple[bool, str]:
    colour, size = _COLOUR.search(content), _SIZE.search(content)
    if size and float(size[1]) < _SMALLEST:
        return _is_struck(content), _WHITE
    return _is_struck(content), _colour(colour[1]) if colour else ""


def _fill(content: str) -> str:
    colour = _FILL_COLOUR.search(content) if _SOLID.search(content) else None
    return _colour(colour[1]) or "?" if colour else _WHITE


def _colour(tag: str) -> str:
    """Give a colour so that equal ones are equal: `#rrggbb`, or the number of a theme's or palette's; `""` if automatic."""
    attributes = _attributes(tag)
    if rgb := attributes.get("rgb", ""):
        return f"#{rgb[-6:].lower()}"
    if "theme" in attributes:
        tint = attributes.get("tint", "0")
        light = not tint.startswith("-") or tint[:4] in ("-0.0", "-0")
        return _WHITE if attributes["theme"] == "0" and light else f"theme {attributes['theme']} {tint}"
    indexed = attributes.get("indexed", "")
    if indexed in _PALETTE:
        return _PALETTE[indexed]
    return _WHITE if indexed in _WHITE_NUMBERS else f"indexed {indexed}" if indexed and indexed != "64" else ""
