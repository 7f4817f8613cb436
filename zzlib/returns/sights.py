"""What a person sees in a cell otherwise than it is stored: struck out, of the colour of its ground, in another scale."""

import re
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
    """How cells of a style are drawn; `format` is the code of their numbers where that may change what is read."""

    struck: bool = False
    unseen: bool = False
    format: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether what is stored is what a person sees."""
        return self == Look()


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees in a cell: `STRUCK`, `PARTLY`, `UNSEEN` or `OTHERWISE`, and the text that is left or shown."""

    how: str
    shown: str = ""


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
