"""Rows of figures of a document, however its tables came: with bars, as lines of text, every cell on a line of its own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from zzlib.audit.blocks import DocumentBlock
from zzlib.audit.quantities import Quantity

_FIGURE = r"-?\d[\d,]*(?:\.\d+)?%?|[-—–…]+"
_CELL = re.compile(_FIGURE)
_LINE = re.compile(rf"(?P<label>.*?[^\d\s.,%/-])??\s*(?P<cells>(?<![\d.,/-])(?:{_FIGURE})(?:\s+(?:{_FIGURE}))*)")
_PROSE = re.compile(r"[。；;！]|，.*，")
_LONGEST = 60


@dataclass(frozen=True)
class FigureRow:
    """A row: where it stands, its label and its cells as printed; `steps` say what one of the last digit is worth."""

    place: int
    line: str
    label: str
    cells: tuple[str, ...]
    at: int | None = None

    @cached_property
    def values(self) -> tuple[Fraction | None, ...]:
        """The number of each column; `None` for a dash."""
        return tuple(Fraction(re.sub("[,%]", "", cell)) if _has_digit(cell) else None for cell in self.cells)

    def value(self, column: int) -> Fraction | None:
        """Give the number of a column; `None` for a dash or no cell."""
        return self.values[column] if column < len(self.values) else None

    def quantity(self, column: int) -> Quantity:
        """Give a cell as a quantity."""
        text = self.cells[column]
        number = text.replace(",", "").rstrip("%")
        step = Fraction(1, 10 ** len(number.partition(".")[2]))
        return Quantity(text, number, Fraction(number), step, "", "bare", 0, 0)


def figure_tables(blocks: Iterable[tuple[int, DocumentBlock]]) -> Iterator[list[FigureRow]]:
    """Give the rows of figures of a document, a list for each stretch without prose."""
    rows: list[FigureRow] = []
    label: list[str] = []
    cells: list[str] = []
    for place, block in [*blocks, (-1, DocumentBlock("。"))]:
        lines: list[tuple[int | None, list[str]]] = [(at, list(row)) for at, row in enumerate(block.rows)] or [
            (None, [block.text])
        ]
        for at, line in lines:
            if at is None and (_PROSE.search(line[0]) or len(line[0]) > 2 * _LONGEST):
                rows += _closed(place, label, cells, at)
                if len(rows) > 2:
                    yield rows
                rows, label, cells = [], [], []
                continue
            for name, figures in _pieces(line, at):
                if name and cells:
                    rows += _closed(place, label, cells, at)
                    label, cells = [], []
                label += [name] if name else []
                cells += figures
            if at is not None and cells:
                rows += _closed(place, label, cells, at)
                label, cells = [], []


def _closed(place: int, label: Sequence[str], cells: Sequence[str], at: int | None) -> list[FigureRow]:
    if not any(map(_has_digit, cells)):
        return []
    chinese = [name for name in label if re.search("[一-龥]", name)] or list(label)
    name = "".join(chinese[-2 if "按" in "".join(chinese[-2:-1]) else -1 :])[-_LONGEST:]
    return [FigureRow(place, f"{name} {' '.join(cells)}", re.sub(r"[A-Za-z].*|\s", "", name), tuple(cells), at)]


def _has_digit(cell: str) -> bool:
    return re.search(r"\d", cell) is not None


def _pieces(line: Sequence[str], at: int | None) -> Iterator[tuple[str, list[str]]]:
    """Give what a line holds: a name, figures, or a name with figures behind it."""
    for text in line if at is not None else re.split(r"[|\t]", line[0]):
        cell = text.strip()
        if _CELL.fullmatch(cell):
            yield "", [cell]
        elif told := _LINE.fullmatch(cell):
            yield (told["label"] or "").strip(), told["cells"].split()
        elif cell:
            yield cell, []
