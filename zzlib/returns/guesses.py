"""What an absent column may stand under: unknown headings over amounts, parts that add up. Offered to a person, never read so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from zzlib.returns.amounts import is_blank, read_amount
from zzlib.returns.columns import Layout, values_confirm
from zzlib.returns.form import fields, labels
from zzlib.returns.grid import Grid
from zzlib.returns.headings import AND
from zzlib.returns.labels import holds_spans, is_amount_header, part_of, path_unit, speaks_of_another_time, split_title
from zzlib.returns.monthspans import is_a_month
from zzlib.returns.qualifiers import is_level
from zzlib.returns.text import Cell, address
from zzlib.returns.words import VALUES, Vocabulary

_MOST = 3


@dataclass(frozen=True)
class Guess:
    """A heading that may be a field's, by its cell; of columns that are to be added up, all headings joined by `+`."""

    cell: str
    heading: str


@dataclass(frozen=True)
class Guesses:
    """What may be meant by a field that a table lacks: whole columns, likest first; a sum; and the parts that there are."""

    columns: tuple[Guess, ...] = ()
    sums: tuple[Guess, ...] = ()
    parts: tuple[Guess, ...] = ()

    @property
    def offered(self) -> list[str]:
        """The headings to choose from."""
        return [guess.heading for guess in (*self.sums, *self.columns)]


def guess(grid: Grid, layout: Layout, rows: Sequence[int], field_id: str, vocabulary: Vocabulary) -> Guesses:
    """Find what may be a field's column among those that no field claims; `rows` are the table's, from 0."""
    whole = [
        column
        for column, path in layout.paths.items()
        if column in layout.others
        and not part_of(path, None)
        and not is_a_month(path)
        and _suits(field_id, layout, column, [grid.cell(row, column) for row in rows], vocabulary)
    ]
    ordered = sorted(whole, key=lambda column: -likeness(field_id, layout.paths[column]))
    return replace(parts_in(layout, field_id), columns=tuple(_guess(layout, column) for column in ordered[:_MOST]))


def parts_in(layout: Layout, field_id: str) -> Guesses:
    """Find the columns that are parts of a field, and whether their sum may be it."""
    parts = part_columns(layout, field_id)
    return Guesses(sums=_sum_of(list(parts.items()), layout), parts=tuple(_guess(layout, column) for column in parts))


def part_columns(layout: Layout, field_id: str) -> dict[int, str]:
    """Give the columns that are parts of a field, each with the part that it is (`central`, `own`, …)."""
    found = ((c, part_of(path, None)) for c, path in layout.paths.items() if c in layout.others)
    return {column: part.name for column, part in found if part and part.field_id == field_id}


def _guess(layout: Layout, column: int) -> Guess:
    return Guess(address(layout.last, column), "/".join(layout.paths[column]))


def _sum_of(parts: list[tuple[int, str]], layout: Layout) -> tuple[Guess, ...]:
    """Offer the sum of the levels above, if each stands once and all in one unit."""
    levels = [(column, name) for column, name in parts if is_level(name)]
    units = {path_unit(layout.paths[column]) for column, _ in levels}
    if len(levels) < 2 or len({name for _, name in levels}) < len(levels) or len(units) > 1:
        return ()
    guesses = [_guess(layout, column) for column, _ in levels]
    return (Guess(guesses[0].cell, AND.join(one.heading for one in guesses)),)


def _suits(field_id: str, layout: Layout, column: int, cells: Iterable[Cell], vocabulary: Vocabulary) -> bool:
    """Tell whether a column's heading and values may be of a field: amounts for money, known words for an enumeration."""
    path = layout.paths[column]
    kind = fields()[field_id].type
    values = [cell for cell in cells if not is_blank(cell)]
    if not values or any(map(speaks_of_another_time, path)):
        return False
    if field_id in VALUES:
        return values_confirm(field_id, [str(value) for value in values], vocabulary)
    amounts = sum(read_amount(value) is not None for value in values)
    if kind == "money":
        fits = path_unit(path) != "" and is_amount_header(path[-1]) and not holds_spans(path[-1])
        return fits and amounts * 2 > len(values)
    return kind == "text" and amounts == 0 and likeness(field_id, path) > 0


def likeness(field_id: str, path: Sequence[str]) -> float:
    """Tell how like a heading is to a field's label or another word for it, from 0 to 1; it orders and never decides."""
    said = split_title(path[-1]).main
    words = [word for word, label in labels().items() if label.field_id == field_id]
    return max(SequenceMatcher(None, said, word, autojunk=False).ratio() for word in words)
