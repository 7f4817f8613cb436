"""Columns that are parts of one amount (中央, 省级, 第一批): which of them together may be it, and which a sum leaves out."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from zzlib.returns.form import Whole, form
from zzlib.returns.layout.header import HeaderColumn
from zzlib.returns.layout.headings import Headings
from zzlib.returns.layout.labels import PartOf, part_of, path_unit


@dataclass(frozen=True)
class AmountPart:
    """A column that is a part of an amount."""

    column: HeaderColumn
    of: PartOf


@dataclass(frozen=True)
class Division:
    """Parts that together may be an amount, and the other parts of the same whole, which it leaves out."""

    parts: tuple[AmountPart, ...]
    rest: tuple[AmountPart, ...] = ()


def parts_of(columns: Iterable[HeaderColumn], field_id: str = "") -> list[AmountPart]:
    """Give the columns that are parts of an amount of the year, of one field only if it is named."""
    found = ((column, part_of(column.path, None)) for column in columns)
    return [AmountPart(column, part) for column, part in found if part and field_id in ("", part.field_id)]


def divisions(parts: Sequence[AmountPart]) -> list[Division]:
    """Give what may be the whole of a field's parts: with and without those of which offices differ.

    Each part stands once, and all in one unit of money; one part alone may be all that a unit has.
    """
    return [division for whole in _wholes() for division in _divisions(whole, parts)]


def _divisions(whole: Whole, parts: Sequence[AmountPart]) -> Iterator[Division]:
    own = [part for part in parts if part.of.name in whole.all]
    sure = tuple(part for part in own if part.of.name in whole.of)
    names = {(part.of.name, part.of.said) for part in own}
    if not sure or len(names) < len(own) or len({path_unit(part.column.path) for part in own}) > 1:
        return
    more = tuple(part for part in own if part not in sure)
    yield Division(sure, more)
    if more:
        yield Division((*sure, *more))


def left_out(
    chosen: Collection[HeaderColumn], columns: Iterable[HeaderColumn], field_id: str, headings: Headings
) -> list[AmountPart]:
    """Give the parts of an amount that stand beside those chosen for it, unless somebody said that they do not belong to it."""
    parts = parts_of(columns, field_id)
    named = {part.of.name for part in parts if part.column in chosen}
    return [
        part
        for part in parts
        if part.column not in chosen
        and any(part.of.name in whole.all and named & whole.all for whole in _wholes())
        and headings.undecided(part.column.header, [field_id])
    ]


def _wholes() -> tuple[Whole, ...]:
    return form().header.parts.wholes
