"""A document's title in lines that are the same whatever font stands for the named one (GB/T 9704: 词意完整、排列对称)."""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

_LONGEST = 18
"""Characters of a line: 22 pt fill 156 mm with 20, and a font may have wider digits."""
_DIGIT = 0.6


def broken_title(title: str, before: Sequence[str]) -> str:
    r"""Break a title into the fewest lines that fit (`\n`), at its marks (`|`), and where these do not do before some words.

    Of several ways the one is taken whose lines grow or shrink (梯形) or have the longest between shorter ones (菱形), that breaks
    at the fewest words, and whose lines differ least. A title that fits in none is broken at its marks.
    """
    text, marks, end = title.replace("|", ""), set[int](), 0
    for part in title.split("|")[:-1]:
        marks.add(end := end + len(part))
    words = {match.start() for word in before for match in re.finditer(re.escape(word), text)}
    places = sorted((marks | words) - {0, len(text)})
    for count in range(len(places) + 1):
        ways = [(_lines(text, chosen), len(set(chosen) - marks)) for chosen in combinations(places, count)]
        if fitting := [way for way in ways if max(map(_width, way[0])) <= _LONGEST]:
            return "\n".join(min(fitting, key=lambda way: (_is_waisted(way[0]), way[1], _difference(way[0])))[0])
    return title.replace("|", "\n")


def _lines(text: str, places: Sequence[int]) -> list[str]:
    return [text[begin:end] for begin, end in pairwise((0, *places, len(text)))]


def _width(line: str) -> float:
    """Give the width in Chinese characters; digits are narrower."""
    return sum(_DIGIT if character.isascii() else 1 for character in line)


def _is_waisted(lines: Sequence[str]) -> bool:
    """Tell whether a line is shorter than one above it and one below it (沙漏形)."""
    widths = [_width(line) for line in lines]
    return any(max(widths[:n]) > widths[n] < max(widths[n + 1 :]) for n in range(1, len(widths) - 1))


def _difference(lines: Sequence[str]) -> float:
    widths = [_width(line) for line in lines]
    return max(widths) - min(widths)
