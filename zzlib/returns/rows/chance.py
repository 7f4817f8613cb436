"""How likely it is that a row of a table is the sum of its neighbours by chance, told by the table's own amounts."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from fractions import Fraction
from functools import cached_property
from math import exp, gcd

from zzlib.returns.rows.runs import Amounts, Runs

MOST_BY_CHANCE = (1 / 1000, 3 / 1000, 10 / 1000)
"""By how many columns agree independently of each other (1, 2, 3 or more): in how many rows chance may give a match that
is asked about. Of several columns the estimate is several times too high, as each is held against the least favourable
of what the table shows: `tests/returns/innocents.py` measures that no more than one innocent row in 1,000 is asked about.
"""

MOST_BELIEVED = 1 / 1000
"""The same for several columns to be believed, and for a row to be asked about of which some columns don't agree."""

_SPAN = exp(0.5)
"""Amounts up to this many times larger or smaller tell how common a size is."""

_FEWEST = 2


def unlikely(chance: float, columns: int) -> bool:
    """Tell whether so many columns agree by chance in no more rows than may be asked about."""
    return columns > 0 and chance < MOST_BY_CHANCE[min(columns, len(MOST_BY_CHANCE)) - 1]


class Chance:
    """Estimates by counting how often amounts of a size, of a roundness and of a proportion stand in the table."""

    def __init__(self, amounts: Sequence[Amounts], names: Sequence[str]) -> None:
        """Take the names and amounts of all rows that may be projects; a row that stands there twice counts once."""
        self._amounts = amounts
        self._distinct = [row for _, row in dict.fromkeys(zip(names, map(tuple, amounts), strict=True))]
        width = len(amounts[0]) if amounts else 0
        self._columns = [_Column([row[c] for row in self._distinct]) for c in range(width)]
        self._ratios: dict[tuple[int, int], Counter[Fraction]] = {}

    def of(self, runs: Runs, place: int, run: Sequence[int], differing: Collection[int] = ()) -> tuple[float, int]:
        """Give how likely a row like this would be the sum of such neighbours, and the columns that say so independently.

        A column speaks where two or more of the run's rows have an amount in it; one that follows from others (is
        proportional to one, the sum of some) is none of its own. Those `differing` don't speak: any others might differ.
        """
        own = self._amounts[place]
        likely, speaking = 1.0, list[int]()
        basis: list[list[Fraction]] = []
        for column, amount in enumerate(own):
            parts = [self._amounts[p][column] or 0 for p in run]
            if not amount or column in differing or sum(map(bool, parts)) < _FEWEST or not _adds_rank(basis, parts):
                continue
            found = self._columns[column].likelihood(amount, gcd(*parts))
            found = max(found, self._like_proportion(own, speaking[0], column)) if speaking else found
            likely *= found
            speaking.append(column)
        if not speaking:
            return 1.0, 0
        tried = max(1, runs.within(place, {c: self._columns[c].largest for c in speaking}))
        ways = len([amount for amount in own if amount is not None]) if differing else 1
        return min(1.0, likely * tried * ways), len(speaking)

    def _like_proportion(self, own: Amounts, first: int, column: int) -> float:
        """Give the share of other rows in which two columns stand in the same proportion as in this one."""
        if (first, column) not in self._ratios:
            pairs = ((row[first], row[column]) for row in self._distinct)
            self._ratios[first, column] = Counter(Fraction(b, a) for a, b in pairs if a and b)
        a, b = own[first], own[column]
        return (self._ratios[first, column][Fraction(b, a)] - 1) / len(self._distinct) if a and b else 0.0


class _Column:
    """The amounts of a column without their signs."""

    def __init__(self, amounts: Sequence[int | None]) -> None:
        self._filled = sorted(abs(amount) for amount in amounts if amount)
        self._on_lattice: dict[int, int] = {}

    @property
    def largest(self) -> int:
        return self._filled[-1] if self._filled else 0

    @cached_property
    def _counts(self) -> Counter[int]:
        return Counter(self._filled)

    def likelihood(self, amount: int, step: int) -> float:
        """Tell how likely another row has just this amount, given what multiples of a step come in the column.

        That is the share of amounts of about its size, spread evenly over the multiples of the step that there are; the
        share of rows that do have this amount, if that is larger. The row itself never counts but as one unknown more.
        """
        size, others = abs(amount), len(self._filled)
        near = bisect_right(self._filled, size * _SPAN) - bisect_left(self._filled, size / _SPAN)
        if step not in self._on_lattice:
            self._on_lattice[step] = sum(not amount % step for amount in self._filled)
        places = max(1.0, size * (_SPAN - 1 / _SPAN) / step)
        spread = near / others * self._on_lattice[step] / others / places
        return max(spread, (self._counts[size] - 1) / others)


def _adds_rank(basis: list[list[Fraction]], parts: Sequence[int]) -> bool:
    """Add a column to a basis unless it follows from those in it."""
    rest = [Fraction(part) for part in parts]
    for row in basis:
        pivot = next(i for i, value in enumerate(row) if value)
        if rest[pivot]:
            factor = rest[pivot] / row[pivot]
            rest = [a - factor * b for a, b in zip(rest, row, strict=True)]
    if any(rest):
        basis.append(rest)
        return True
    return False
