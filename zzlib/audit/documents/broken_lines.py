"""Lines that a page broke where it was full, as text copied from a PDF has them, put together again."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from zzlib.audit.documents.blocks import NUMBERED
from zzlib.audit.numbers.patterns import regex

_ENDED = re.compile("[。！？；：!?;:]$")
_CUT = re.compile(r"(?:[\d，、,][.．]?\n[.．\d]|[，、,]\n|\n[，。、；）%.．])")
"""A break that no writer makes: inside a number (61. / 19万人), behind a comma, before a mark."""
_WIDE, _RAGGED = 40, 4  # columns of a full line, and by how much one may be shorter
_FEW = 2  # full lines that tell the width of a page


def with_whole_lines(lines: Sequence[str]) -> Iterator[str]:
    """Give lines with those put together that a page of one width has broken; others, and tables, as they are."""
    for plain, run in groupby(lines, key=lambda line: bool(line.strip()) and not regex("[|\t]").search(line)):
        found = list(run)
        yield from _whole(found) if plain and _is_broken(found) else found


def _is_broken(lines: Sequence[str]) -> bool:
    """Say whether some lines are full and go on in the next, and a break among them is of a number, a bracket or behind a comma."""
    width = max(map(_columns, lines))
    broken = [(line, below) for line, below in pairwise(lines) if _goes_on(line, below, width)]
    cut = any(_CUT.search(f"{line.rstrip()}\n{below.strip()}") or _is_open(line) for line, below in broken)
    return width >= _WIDE and len(broken) >= _FEW and cut


def _goes_on(line: str, below: str, width: int) -> bool:
    full = _columns(line) >= width - _RAGGED
    return full and not _ENDED.search(line.rstrip()) and not NUMBERED.match(below)


def _is_open(line: str) -> bool:
    """Say whether a bracket of a line is closed in another."""
    return len(regex("[（(]").findall(line)) > len(regex("[）)]").findall(line))


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in line.rstrip())


def _whole(lines: Sequence[str]) -> Iterator[str]:
    width = max(map(_columns, lines))
    text = lines[0]
    for line, below in pairwise(lines):
        if _goes_on(line, below, width):
            text = text.rstrip() + below.strip()
        else:
            yield text
            text = below
    yield text
