"""What an absent column may stand under: unknown headings over amounts, parts that add up. Offered to a person, never read so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from zzlib.money import FEN_PER_UNIT, to_fen
from zzlib.returns.cells.amounts import is_blank, read_amount
from zzlib.returns.cells.text import Cell, address
from zzlib.returns.cells.words import VALUES, Vocabulary
from zzlib.returns.containers.grid import Grid
from zzlib.returns.form import fields, labels
from zzlib.returns.layout.by_values import values_confirm
from zzlib.returns.layout.columns import Layout
from zzlib.returns.layout.header import HeaderColumn
from zzlib.returns.layout.headings import AND, Headings, heading_key
from zzlib.returns.layout.labels import (
    holds_spans,
    is_amount_header,
    part_of,
    path_unit,
    speaks_of_another_time,
    split_title,
)
from zzlib.returns.layout.month_spans import is_a_month
from zzlib.returns.layout.parts import Division, divisions, parts_of

_MOST = 3


@dataclass(frozen=True)
class Unclaimed:
    """A column, or a label of a form, that no field claims: its heading and what stands in it.

    `unit` is the unit of money that counts for it, where one is known.
    """

    label: HeaderColumn
    grid: Grid
    places: tuple[tuple[int, int], ...]
    unit: str | None = None

    @property
    def values(self) -> list[Cell]:
        """What stands in it."""
        return [self.grid.cell(*place) for place in self.places]

    @property
    def cell(self) -> str:
        """The cell of its heading."""
        return address(self.label.row, self.label.column)

    @property
    def fen(self) -> int | None:
        """What its amounts add up to, `None` where they can't be converted."""
        amounts = [amount for value in self.values if not is_blank(value) and (amount := read_amount(value))]
        own = path_unit(self.label.path)
        units = [amount.unit or (self.unit if own is None else own) or "" for amount in amounts]
        if not all(unit in FEN_PER_UNIT for unit in units):
            return None
        return sum(to_fen(amount.value, unit)[0] for amount, unit in zip(amounts, units, strict=True))


@dataclass(frozen=True)
class Guess:
    """A heading that may be a field's, by its cell; of columns that are to be added up, all headings joined by `+`.

    `fen` is what it adds up to, `None` where that can't be said; `rest` are the headings of parts that a sum leaves out.
    """

    cell: str
    heading: str
    fen: int | None = None
    rest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guesses:
    """What may be meant by a field that a table lacks: whole columns, likest first; sums; and the parts that there are.

    `outgrown` are the headings of what was decided to be all of it, and leaves out a part that stands there now.
    """

    columns: tuple[Guess, ...] = ()
    sums: tuple[Guess, ...] = ()
    parts: tuple[Guess, ...] = ()
    outgrown: tuple[str, ...] = ()

    @property
    def offered(self) -> list[Guess]:
        """What a person may choose from."""
        return [*self.sums, *self.columns]


def unclaimed_columns(grid: Grid, layout: Layout, rows: Sequence[int], unit: str | None = None) -> list[Unclaimed]:
    """Give the columns of a table that no field claims and of which nothing else is asked; `rows` are the table's, from 0."""
    return [
        Unclaimed(HeaderColumn(column, path, layout.last), grid, tuple((row, column) for row in rows), unit)
        for column, path in layout.paths.items()
        if column in layout.others and column not in layout.asked
    ]


def guess(unclaimed: Sequence[Unclaimed], field_id: str, vocabulary: Vocabulary, headings: Headings) -> Guesses:
    """Find what may be a field's column among those that no field claims."""
    free = (c for c in unclaimed if not part_of(c.label.path, None) and not is_a_month(c.label.path))
    whole = [column for column in free if _suits(field_id, column, vocabulary)]
    ordered = sorted(whole, key=lambda column: -likeness(field_id, column.label.path))
    return replace(parts_in(unclaimed, field_id, headings), columns=tuple(map(_guess, ordered[:_MOST])))


def parts_in(unclaimed: Sequence[Unclaimed], field_id: str, headings: Headings) -> Guesses:
    """Find the columns that are parts of a field, and whose sums may be it; `headings` are what was decided."""
    columns = {column.label: column for column in unclaimed}
    parts = parts_of(columns, field_id)
    sums = (_sum_of(division, columns) for division in divisions(parts))
    keys = {heading_key(part.column.header): part.column.header for part in parts}
    decided = (key.split(AND) for key, about in headings.fields.items() if about == field_id)
    outgrown = (AND.join(keys[key] for key in own) for own in decided if keys.keys() >= set(own))
    return Guesses((), tuple(sums), tuple(_guess(columns[part.column]) for part in parts), tuple(outgrown))


def _guess(column: Unclaimed) -> Guess:
    return Guess(column.cell, column.label.header, column.fen)


def _sum_of(division: Division, columns: dict[HeaderColumn, Unclaimed]) -> Guess:
    parts = [_guess(columns[part.column]) for part in division.parts]
    known = [part.fen for part in parts if part.fen is not None]
    rest = tuple(part.column.header for part in division.rest)
    fen = sum(known) if len(known) == len(parts) else None
    return Guess(parts[0].cell, AND.join(part.heading for part in parts), fen, rest)


def _suits(field_id: str, column: Unclaimed, vocabulary: Vocabulary) -> bool:
    """Tell whether a column's heading and values may be of a field: amounts for money, known words for an enumeration."""
    path, kind = column.label.path, fields()[field_id].type
    values = [cell for cell in column.values if not is_blank(cell)]
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
