"""Rows of figures of a document, however its tables came: with bars, as lines of text, every cell on a line of its own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.grids import is_of_dashes, is_total_label, joined_head, repeats_over_names
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import Quantity, quantity_of

_FIGURE = r"[-+]?\d[\d,]*(?:\.\d+)?%?|[-—–…]+"
_CELL = re.compile(_FIGURE)
_LINE = re.compile(rf"(?P<label>.*?[^\d\s.,%/-])??\s*(?P<cells>(?<![\d.,/-])(?:{_FIGURE})(?:\s+(?:{_FIGURE}))*)")
_NOTED = re.compile(rf"({_FIGURE})\s*[（(][^（()）]*[)）]")  # 32.14（6.27%）
_PROSE = re.compile(r"[。；;！]|，.*，")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_FOREIGN = re.compile(r"(?<=\S)\s+[A-Za-z]{2}.*|\s")
"""What a label says once more in another language."""
_UNITED = re.compile(r"(?P<figure>[-+]?\d[\d,]*(?:\.\d+)?)(?P<unit>[一-龥]{1,3}|[:：]1)")
"""A cell that says its unit: 788万件; a ratio to one: 15.1:1."""
_DATES = set("年月日")
_LONGEST = 60


@dataclass(frozen=True)
class FigureRow:
    """A row: where it stands, its label and its cells as printed, empty where a table has none.

    `at` is the row and `first` the column of its first cell in a table, whose head, in the block `under`, gives `heads`.
    """

    place: int
    line: str
    label: str
    cells: tuple[str, ...]
    at: int | None = None
    first: int = 0
    heads: tuple[str, ...] = ()
    under: int = 0

    @cached_property
    def values(self) -> tuple[Fraction | None, ...]:
        """The number of each column; `None` for a dash."""
        return tuple(Fraction(regex("[,%]").sub("", cell)) if _has_digit(cell) else None for cell in self.cells)

    def value(self, column: int) -> Fraction | None:
        """Give the number of a column; `None` for a dash or no cell."""
        return self.values[column] if column < len(self.values) else None

    def head(self, column: int) -> str:
        """Give the head of a column; "" for none."""
        return self.heads[column] if column < len(self.heads) else ""

    def place_of(self, column: int) -> tuple[int, ...]:
        """Give where a cell stands: its block, row and column; () outside tables."""
        return () if self.at is None else (self.place, self.at, self.first + column)

    def quantity(self, column: int) -> Quantity:
        """Give a cell as a quantity."""
        text = self.cells[column]
        number = text.replace(",", "").rstrip("%")
        return quantity_of(text, number, "%" * text.endswith("%"), "bare")


_TITLE = re.compile("\\s*[附续]?表\\s*[\\d一二三四五六七八九十]+(?![\\d.，,%])")
"""What opens the next table: 表2 分类型情况."""


def figure_tables(blocks: Iterable[tuple[int, DocumentBlock]]) -> Iterator[list[FigureRow]]:
    """Give the rows of figures of a document, a list for each stretch without prose."""
    rows: list[FigureRow] = []
    label: list[str] = []
    cells: list[str] = []
    stood = 0  # where the last of the cells was
    for place, block in [*blocks, (-1, DocumentBlock("。"))]:
        if block.rows and (_is_headed(block.rows) or any(_is_of_table(row) for row in block.rows)):
            rows += _closed(stood, label, cells)
            label, cells = [], []
            above = rows[-1] if rows else None
            for row in _of_table(place, block.rows):
                # 按城乡分 alone on a line parts a table; what has no head of its own goes on under the one before.
                goes_on = not row.heads and above and above.at is not None and len(above.cells) == len(row.cells)
                rows.append(replace(row, heads=above.heads, under=above.under) if above and goes_on else row)
            continue
        for text in [" | ".join(row) for row in block.rows] or [block.text]:
            if _PROSE.search(text) or _TITLE.match(text) or len(text) > 2 * _LONGEST:
                rows += _closed(stood, label, cells)
                if len(rows) > 1 or any(row.at is not None for row in rows):
                    yield rows
                rows, label, cells = [], [], []
                continue
            for name, figures in _pieces(text):
                if name and cells:
                    rows += _closed(stood, label, cells)
                    label, cells = [], []
                label += [name] if name else []
                cells += figures
                stood = place if figures else stood


def _is_of_table(row: Sequence[str]) -> bool:
    return sum(map(is_figure, row)) > 1 or len(row) > 2


def _is_headed(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether a head of two words, or of one over the figures, stands over rows of a name and a figure each; a title, a note or a name of a group has its row to itself."""
    head, *below = [row for n, row in enumerate(rows) if sum(map(bool, row)) > 1 or (not n and any(row[1:]))] or [()]
    if not below or len(head) != 2 or not head[1] or any(map(is_figure, head)):
        return False
    return all(map(_is_named_figure, below))


def _is_named_figure(row: Sequence[str]) -> bool:
    if len(row) != 2 or is_figure(row[0]):
        return False
    return is_figure(row[1]) or bool(_UNITED.fullmatch(row[1].strip())) or is_of_dashes(row[1:])


def is_figure(cell: str) -> bool:
    """Say whether a cell holds a number and nothing else, but for a note in a bracket."""
    return _has_digit(cell) and bool(_CELL.fullmatch(cell.strip()) or _NOTED.fullmatch(cell.strip()))


def _of_table(place: int, table: Sequence[Sequence[str]]) -> Iterator[FigureRow]:
    """Give the rows of a table, each cell under its head; a row of words alone is a head."""
    parts = _beside_each_other(table)
    width, heads = max(len(row) for _, _, row in parts), tuple[str, ...]()
    table, units = _without_units([row for _, _, row in parts])
    labelled = _labelled(table)
    opened = True
    for (at, offset, _), row in zip(parts, table, strict=True):
        cells = [_NOTED.sub(r"\1", cell.strip()) for cell in [*row, *[""] * (width - len(row))]]
        if is_of_dashes(cells[labelled + 1 :]):
            continue  # a row that has no number is no head of those below it
        if not any(map(is_figure, cells[labelled + 1 :])) or (opened and _is_of_years(cells[labelled + 1 :])):
            # a chart of one series has no head but its name
            if sum(map(bool, cells)) > 1 or (width == 2 and cells[1]):
                heads = _under(heads if opened else (), cells[labelled + 1 :])
                opened = True
            continue
        opened = False
        figures = tuple(cell if _CELL.fullmatch(cell) else "" for cell in cells[labelled + 1 :])
        line = " | ".join(cell for cell in row if cell)
        label = _FOREIGN.sub("", cells[labelled] or cells[0]) if labelled >= 0 else ""  # 合计 under names of parts
        named = tuple(
            head + (f"（{unit}）" if unit else "") for head, unit in zip(heads, units[labelled + 1 :], strict=False)
        )
        yield FigureRow(place, line, label, figures, at, offset + labelled + 1, named, place)


def _beside_each_other(table: Sequence[Sequence[str]]) -> list[tuple[int, int, Sequence[str]]]:
    """Give the rows of a table whose heads begin anew, 省份, 数量, 省份, 数量, one part below the other, each with its row and first column; the totals, alone in theirs, last."""
    head = [cell.strip() for cell in table[0]]
    size = next((n for n in range(2, len(head) // 2 + 1) if head[:n] * (len(head) // n) == head), 0)
    if not size or not head[0] or any(is_figure(row[size]) for row in table[1:] if size < len(row)):
        return [(at, 0, row) for at, row in enumerate(table)]
    rows = [
        (at, first, row[first : first + size]) for first in range(0, len(head), size) for at, row in enumerate(table)
    ]
    told = [part for part in rows if any(part[2]) and (part[0] > 0 or part[1] == 0)]
    alone = [part for part in told if part[1] == 0 and not any(table[part[0]][size:])]
    return [part for part in told if part not in alone] + alone


def _without_units(table: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[str]]:
    """Give the cells of a table without the unit that all numbers of a column say, and that of each column."""
    rows, width = [[cell.strip() for cell in row] for row in table], max(map(len, table))
    units = [_unit_of([row[column] for row in rows[1:] if column < len(row)]) for column in range(width)]
    bare = [
        [
            found["figure"] if unit and (found := _UNITED.fullmatch(cell)) else cell
            for cell, unit in zip(row, units, strict=False)
        ]
        for row in rows
    ]
    return bare, units


def _unit_of(cells: Sequence[str]) -> str:
    """Give the unit that numbers of a column say, if they are some and no two say another."""
    numbers = [cell for cell in cells if _has_digit(cell)]
    said = {match["unit"] for cell in numbers if (match := _UNITED.fullmatch(cell))}
    plain = all(_UNITED.fullmatch(cell) or is_figure(cell) for cell in numbers)
    return said.pop() if len(said) == 1 and plain and len(numbers) > 1 and not said & _DATES else ""


def _labelled(table: Sequence[Sequence[str]]) -> int:
    """Give the column that names the rows: the first or the second with words, else the first; -1 where that has amounts under a head of words."""
    rows = [row for row in table if any(map(is_figure, row))]
    if repeats_over_names(rows):
        return 1
    for column in range(min(max(map(len, table)), 2)):
        if any(regex("[一-龥]").search(row[column]) for row in rows if column < len(row)):
            return column
    first = [row[0].strip() for row in rows if row]
    amounts = all(is_figure(cell) and not _YEAR.fullmatch(cell) for cell in first)
    return -1 if amounts and table[0] and is_total_label(table[0][0].strip()) else 0


def _is_of_years(cells: Sequence[str]) -> bool:
    """Say whether the figures of a row are years and nothing else, so that it is a head."""
    return all(_YEAR.fullmatch(cell) for cell in cells if is_figure(cell))


def _under(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Give the heads of columns under those of the row above; one that stands over several counts for each, and so does what a year is of: 产量2010, 2011."""
    heads: list[str] = []
    above = ""
    for at, head in enumerate(lower):
        own = upper[at] if at < len(upper) else ""
        above = own or (above if head else "")
        goes_on = heads and not above and _YEAR.fullmatch(head) and _YEAR.search(heads[-1])
        stem = _YEAR.sub("", heads[-1]) if goes_on else ""
        heads.append(joined_head(above, stem + head))
    return tuple(heads)


def _closed(place: int, label: Sequence[str], cells: Sequence[str]) -> list[FigureRow]:
    if not any(map(_has_digit, cells)):
        return []
    chinese = [name for name in label if regex("[一-龥]").search(name)] or list(label)
    name = "".join(chinese[-2 if "按" in "".join(chinese[-2:-1]) else -1 :])[-_LONGEST:]
    return [FigureRow(place, f"{name} {' '.join(cells)}", _FOREIGN.sub("", name), tuple(cells))]


def _has_digit(cell: str) -> bool:
    return regex(r"\d").search(cell) is not None


def _pieces(line: str) -> Iterator[tuple[str, list[str]]]:
    """Give what a line holds: a name, figures, or a name with figures behind it."""
    for place, text in enumerate(regex(r"[|\t]").split(line)):
        cell = text.strip()
        united = _UNITED.fullmatch(cell) if place else None  # 合计 | 147060元 below bare figures
        cell = united["figure"] if united and united["unit"] not in _DATES else cell
        if _CELL.fullmatch(cell):
            yield "", [cell]
        elif told := _LINE.fullmatch(cell):
            yield (told["label"] or "").strip(), told["cells"].split()
        elif cell:
            yield cell, []
