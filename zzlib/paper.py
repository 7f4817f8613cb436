"""How a sheet goes on paper: which paper, how small the print gets, how high rows are, and that no row is left alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SMALLEST = 7.5
"""Points: smaller print is not read on paper."""

MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
"""Inches."""

_WIDEST, _POINTS_A_PIXEL = 8, 0.75
"""Pixels of a character: 7 or 8, by the fonts that a computer has."""

_LINE, _ABOVE = 13.5, 4.0
"""Points of a line of 10.5 pt, and of the room above and below the lines of a cell."""

_STRETCHED, _TRIES = 1.02, 12
"""Rows get so much higher, so often, until the last page has several."""

_TOGETHER = 3
"""Rows that the last page has at least."""


@dataclass(frozen=True)
class Paper:
    """A paper laid across: its number in Excel, width and height in millimetres."""

    number: int
    width: float
    height: float

    @property
    def room(self) -> tuple[float, float]:
        """Points of width and height within the margins."""
        across, down = MARGINS["left"] + MARGINS["right"], MARGINS["top"] + MARGINS["bottom"]
        return self.width / 25.4 * 72 - across * 72, self.height / 25.4 * 72 - down * 72

    def scale(self, widths: Sequence[float]) -> float:
        """Give by how much a sheet shrinks that is set one page wide: whole percents, as Excel does it, at most 1."""
        return min(1.0, math.floor(100 * self.room[0] / sheet_points(widths)) / 100)


A4, A3 = Paper(9, 297, 210), Paper(8, 420, 297)


def sheet_points(widths: Sequence[float]) -> float:
    """Give the width of columns in points; `widths` in characters as Excel counts them, on a computer where these are wide."""
    return sum((int(width * _WIDEST + 0.5) + 5) * _POINTS_A_PIXEL for width in widths)


def paper_for(widths: Sequence[float], size: float) -> Paper:
    """Give the paper on which letters of `size` points print readably one page wide: A4, else A3."""
    return A4 if A4.scale(widths) * size >= SMALLEST else A3


def set_page(page: Any, widths: Sequence[float], size: float, header: int) -> Paper:
    """Set up a sheet to print across, one page wide, with its header on every page; give the paper.

    A sheet too wide for A3 goes over several pages side by side, its first two columns on each.
    """
    paper = paper_for(widths, size)
    page.set_landscape()
    page.set_paper(paper.number)
    page.set_margins(**MARGINS)
    page.repeat_rows(header)
    page.set_footer("&C第 &P 页，共 &N 页")
    if paper.scale(widths) * size >= SMALLEST:
        page.fit_to_pages(1, 0)
    else:
        page.set_print_scale(math.ceil(100 * SMALLEST / size))
        page.repeat_columns(0, 1)
    return paper


def row_height(texts: Sequence[tuple[str, float]]) -> float:
    """Give the height of a row in points whose cells wrap; each text with its column's width in characters."""
    return max([_lines(text, width) for text, width in texts] + [1]) * _LINE + _ABOVE


def _lines(text: str, width: float) -> int:
    room = max(1.0, (width * 7 - 9) / 14)
    return sum(max(1, math.ceil(_letters(line) / room)) for line in text.split("\n"))


def _letters(text: str) -> float:
    """Give a text's width in Chinese characters."""
    return sum(1 if ord(character) > 0x2E7F else 0.5 for character in text)


def stretched(heights: Sequence[float], above: float, header: float, room: float) -> list[float]:
    """Give the heights of rows, a little more where the last page had only one or two.

    `above` is what stands over the header on the first page, `header` its height on every page, `room` that of a page.
    """
    rows = list(heights)
    for _ in range(_TRIES):
        left = _on_last_page(rows, above, header, room)
        if left >= _TOGETHER or left == len(rows):
            break
        rows = [height * _STRETCHED for height in rows]
    return rows


def _on_last_page(heights: Sequence[float], above: float, header: float, room: float) -> int:
    """Count the rows on the last page; a row that does not fit goes on the next whole."""
    used, rows = above + header, 0
    for height in heights:
        if used + height > room and rows:
            used, rows = header, 0
        used += height
        rows += 1
    return rows
