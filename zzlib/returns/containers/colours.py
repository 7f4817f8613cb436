"""Colours of letters and grounds: as `#rrggbb`, by what Chinese people call them, and whether one hides in another."""

import re
from collections.abc import Sequence
from colorsys import hls_to_rgb, rgb_to_hls, rgb_to_hsv

WHITE, BLACK, UNKNOWN = "#ffffff", "#000000", "?"

NAMES = {"红": (345, 15), "橙": (15, 45), "黄": (45, 70), "绿": (70, 170), "蓝": (170, 260), "紫": (260, 345)}
"""Colours by their Chinese names, with the degrees of the colour circle that each spans."""

_NUMBERED = (
    "000000 ffffff ff0000 00ff00 0000ff ffff00 ff00ff 00ffff 800000 008000 000080 808000 800080 008080 c0c0c0 808080 "
    "9999ff 993366 ffffcc ccffff 660066 ff8080 0066cc ccccff 000080 ff00ff ffff00 00ffff 800080 800000 008080 0000ff "
    "00ccff ccffff ccffcc ffff99 99ccff ff99cc cc99ff ffcc99 3366ff 33cccc 99cc00 ffcc00 ff9900 ff6600 666699 969696 "
    "003366 339966 003300 333300 993300 993366 333399 333333"
)
PALETTE = tuple(f"#{colour}" for colour in _NUMBERED.split())
"""The colours that workbooks name by number, from `FIRST_NUMBER` on; the first eight have the numbers 0 to 7, too."""

FIRST_NUMBER = 8

_STATED = re.compile("#[0-9a-f]{6}")
_NEAR = 16
"""Of 255: parts of two colours that differ by no more are not told apart by eye."""

_FAINTEST = 0.25
"""How far the parts of a colour differ at least for it to be one; others are grey."""


def colour_name(colour: str) -> str:
    """Name a colour (`#rrggbb`); `""` for white, greys, and colours that are not stated so."""
    if not _STATED.fullmatch(colour):
        return ""
    hue, saturation, value = rgb_to_hsv(*(part / 255 for part in _parts(colour)))
    if saturation * value < _FAINTEST:
        return ""
    degrees = hue * 360
    within = (name for name, (low, high) in NAMES.items() if low <= degrees < high or (low > high and degrees >= low))
    return next(within, "红")


def hides(letters: str, ground: str) -> bool:
    """Tell whether letters of a colour can't be seen on a ground; of colours that are not known they can."""
    if not _STATED.fullmatch(letters) or not _STATED.fullmatch(ground):
        return False
    return all(abs(a - b) <= _NEAR for a, b in zip(_parts(letters), _parts(ground), strict=True))


def numbered(number: int, palette: Sequence[str] = PALETTE) -> str:
    """Give the colour that a workbook names by number; `UNKNOWN` for those that a system decides."""
    if number < FIRST_NUMBER:
        return PALETTE[number]
    return palette[number - FIRST_NUMBER] if number - FIRST_NUMBER < len(palette) else UNKNOWN


def tinted(colour: str, tint: float) -> str:
    """Give a colour made lighter (0 to 1) or darker (-1 to 0), as workbooks do."""
    if not tint or not -1 <= tint <= 1 or not _STATED.fullmatch(colour):
        return colour
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in _parts(colour)))
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    return "#" + "".join(f"{round(part * 255):02x}" for part in hls_to_rgb(hue, lightness, saturation))


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
