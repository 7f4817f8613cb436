"""What a person sees in a cell otherwise than it is stored: struck out, of the colour of its ground, in another scale."""

import re
from colorsys import rgb_to_hsv
from dataclasses import dataclass
from decimal import Decimal

from zzlib.money import number_text
from zzlib.returns.amounts import without_noise
from zzlib.returns.text import Cell

STRUCK, PARTLY, UNSEEN, OTHERWISE = "struck", "partly", "unseen", "otherwise"
"""How a cell may be seen: with a line through all of it or a part, not at all, or as another number."""

_LITERAL = re.compile(r'"[^"]*"|\\.|!.|[_*].|\[[^\]]*\]')
_LITERAL_DIGIT = re.compile(r'"[^"]*\d[^"]*"|[\\!]\d')
_LITERAL_POINT = re.compile(r'(?:!\.|\\\.|"\.")(0+)')
_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?])")
_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_CONDITION = re.compile(r"\[[<>=]")
_LONGEST_FORMAT = 255
"""Letters that Excel takes for a number format."""


@dataclass(frozen=True, slots=True)
class Look:
    """How cells of a style are drawn; `format` is the code of their numbers where that may change what is read.

    `colour` names that of ground or letters, where a file speaks of colours.
    """

    struck: bool = False
    unseen: bool = False
    format: str = ""
    colour: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether what is stored is what a person sees."""
        return self == Look()


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees in a cell: `STRUCK`, `PARTLY`, `UNSEEN` or `OTHERWISE`, and the text that is left or shown."""

    how: str
    shown: str = ""


COLOURS = {"红": (345, 15), "橙": (15, 45), "黄": (45, 70), "绿": (70, 170), "蓝": (170, 260), "紫": (260, 345)}
"""Colours by their Chinese names, with the degrees of the colour circle that each spans."""

_FAINTEST = 0.25
"""How far the parts of a colour differ at least for it to be one; others are grey."""


def colour_name(colour: str) -> str:
    """Name a colour (`#rrggbb`); `""` for white, greys, and colours that are not stated so."""
    if not re.fullmatch("#[0-9a-f]{6}", colour):
        return ""
    hue, saturation, value = rgb_to_hsv(*(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)))
    if saturation * value < _FAINTEST:
        return ""
    degrees = hue * 360
    within = (name for name, (low, high) in COLOURS.items() if low <= degrees < high or (low > high and degrees >= low))
    return next(within, "红")


def sight_of(value: Cell, look: Look) -> Sight | None:
    """Tell how a value of a certain look is seen; `None` if as it is stored."""
    if look.struck:
        return Sight(STRUCK)
    if look.unseen:
        return Sight(UNSEEN)
    if not look.format or isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return _number_seen(without_noise(value), look.format)


def changes_numbers(code: str) -> bool:
    """Tell whether a number under a format is read by people as another one, or not at all."""
    return any(_number_seen(Decimal(sign), code) for sign in (1, -1))


def _number_seen(number: Decimal, code: str) -> Sight | None:
    if not number or len(code) > _LONGEST_FORMAT:
        return None
    sections = _SECTIONS.split(code)
    if any(_CONDITION.search(section) for section in sections):
        section = next((section for section in sections if _factor(section) != 1), sections[0])
    else:
        section = sections[1] if number < 0 and len(sections) > 1 else sections[0]
        if not section.strip() and len(sections) > 1:
            return Sight(UNSEEN)
    if _LITERAL_DIGIT.search(section):
        return Sight(OTHERWISE, f"加了几位的数（格式 {code}）")
    factor = _factor(section)
    if factor == 1:
        return None
    shown = number_text(number * factor, 6)
    return Sight(OTHERWISE, f"{shown}%" if "%" in _LITERAL.sub("", section) else shown)


def _factor(section: str) -> Decimal:
    """Give what a number is multiplied by before it is shown."""
    bare, point = _LITERAL.sub("", section), _LITERAL_POINT.search(section)
    commas = _THOUSANDS.search(bare)
    scale = 2 * bare.count("%") - (3 * len(commas[1]) if commas else 0) - (len(point[1]) if point else 0)
    return Decimal(1).scaleb(scale)
