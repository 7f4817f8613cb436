"""Cells that name several units, or a unit with a person: taken apart at 、 line breaks and wide gaps, never by guess."""

import re
from functools import cache, lru_cache

from zzlib.returns.cells.text import one_line
from zzlib.returns.cells.words import any_of, words

_MARKS = re.compile(r"[、,，;；/]")
_LINES = re.compile(r"[\r\n]+|_x000D_|\\[rn]")
_GAPS = re.compile(r"[ \t\u3000\xa0]{2,}")
_SHORTEST_LINE = 4
"""Letters of a line that may be a unit by itself; 办公室 in a line of its own belongs to the line before."""


@lru_cache(maxsize=4096)
def named_units(text: str) -> tuple[str, ...]:
    """Give the units that a cell names: 县水利局、县财政局 are two; a person behind a wide gap is none.

    A text whose parts do not all end as units do (县文化、体育和旅游局) stays whole.
    """
    whole = one_line(text)
    parts = [part for part in _GAPS.split(text.strip()) if part.strip()]
    if len(parts) == 2 and _is_unit(parts[0]) and _person().fullmatch(re.sub(r"\s", "", parts[1])):
        return named_units(parts[0])
    for separator, shortest in ((_MARKS, 2), (_LINES, _SHORTEST_LINE), (_GAPS, _SHORTEST_LINE)):
        parts = [part for part in (one_line(part) for part in separator.split(text.strip())) if part]
        if len(parts) > 1 and all(len(part) >= shortest and _is_unit(part) for part in parts):
            return tuple(unit for part in parts for unit in named_units(part))
    return (whole,) if whole else ()


def is_high_body(text: str) -> bool:
    """Tell whether a name ends as those of bureaus, towns and governments do, and not as a part of one: 教育局, not 水保站."""
    return re.fullmatch(rf".*{any_of(words().filing.high_ends)}", one_line(text), re.DOTALL) is not None


def is_place(text: str) -> bool:
    """Tell whether a unit's name is a place's, too: 白石镇, not 白石镇水利站."""
    return re.fullmatch(rf".*{any_of(words().filing.place_ends)}", one_line(text), re.DOTALL) is not None


def _is_unit(text: str) -> bool:
    return _unit().fullmatch(one_line(text)) is not None


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf".*{any_of(words().filing.unit_ends)}(?:[(（].*[)）])?", re.DOTALL)


@cache
def _person() -> re.Pattern[str]:
    return re.compile(rf"(?!.*{any_of(words().filing.unit_ends)}$)[\u4e00-\u9fff·某]{{2,4}}")
