"""Units that only a cell's number format shows: 320 under `0.00"万元"` is read by people as 320万元."""

import re
from fractions import Fraction

from zzlib.returns.amounts import without_noise
from zzlib.returns.text import Cell

_LITERAL_POINT = re.compile(r'(?:!\.|\\\.|"\.")(0+)')
_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?])")
_SCALES = {"万": 10**4, "亿": 10**8}
_UNITS = {Fraction(1): "元", Fraction(10**4): "万元", Fraction(10**8): "亿元"}


def with_unit(value: Cell, unit: str) -> Cell:
    """Write a number with the unit that its format shows, as people see it; one that can't be told stays text."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return f"{without_noise(value):f}{unit or '（格式里的单位看不出）'}"


def unit_shown(code: str) -> str | None:
    """Give the unit that a number has under a format; `None` if the format shows none."""
    section = code.split(";")[0]
    shown = re.search("[万亿]", section)
    if shown is None:
        return None
    point, commas = _LITERAL_POINT.search(section), _THOUSANDS.search(section)
    scale = 10 ** ((len(point[1]) if point else 0) + (3 * len(commas[1]) if commas else 0))
    return _UNITS.get(Fraction(_SCALES[shown[0]], scale), "")
