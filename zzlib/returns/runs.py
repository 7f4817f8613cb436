"""Runs of neighbouring rows whose amounts add up to a row's, in every column that it fills, and how likely that is by chance."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from math import gcd

Amounts = Sequence[int | None]
"""A row's amounts by column, in whole numbers of a small step; `None` where a cell is blank."""

_MOST_BLANK = 60
"""Rows without an amount by which a run may be longer than it must."""


class Runs:
    """The rows of one table by place; rows found to be sums or parts are taken out, and their neighbours meet."""

    def __init__(
        self, amounts: Sequence[Amounts], unknown: Collection[int] = (), of_projects: Collection[int] = ()
    ) -> None:
        """Take the amounts of rows in their order, and the places of those with an amount that can't be read.

        Columns `of_projects` hold what belongs to a project as a whole: its parts may leave them blank.
        """
        self._of_projects = of_projects
        self.amounts = amounts
        self._unknown = unknown
        self.take_out(frozenset())

    def take_out(self, gone: Collection[int]) -> None:
        """Let these places, and no others, be skipped from here on."""
        self.left = [place for place in range(len(self.amounts)) if place not in gone]
        self.index = {place: index for index, place in enumerate(self.left)}
        width = len(self.amounts[0]) if self.amounts else 0
        columns = [[self.amounts[place][column] or 0 for place in self.left] for column in range(width)]
        self._sums = [[0, *accumulate(column)] for column in columns]
        self._rising = [min(column, default=0) >= 0 for column in columns]
        self._dark = [0, *accumulate(int(place in self._unknown) for place in self.left)]

    def of(self, place: int, fewest: int = 2) -> Iterator[tuple[int, ...]]:
        """Give the runs below, then above a row that add up to it, the shortest first."""
        own, index = self.amounts[place], self.index[place]
        # A column without negative amounts only rises: where it reaches the row's amount is looked up.
        rising = [c for c, amount in enumerate(own) if amount and amount > 0 and self._rising[c]]
        lead = next((c for c in rising if c not in self._of_projects), next(iter(rising), None))
        if lead is None or place in self._unknown:
            return
        sums, amount = self._sums[lead], own[lead] or 0
        wanted = sums[index + 1] + amount
        first = max(bisect_left(sums, wanted, index + 1), index + 1 + fewest)
        last = min(bisect_right(sums, wanted, index + 1), first + _MOST_BLANK)
        ranges = [(index + 1, end) for end in range(first, last)]
        wanted = sums[index] - amount
        last = min(bisect_right(sums, wanted, 0, index + 1) - 1, index - fewest)
        first = max(bisect_left(sums, wanted, 0, index + 1), last - _MOST_BLANK)
        ranges += [(begin, index) for begin in range(last, first - 1, -1)]
        for begin, end in ranges:
            if self._dark[begin] == self._dark[end] and self._equal(own, begin, end):
                yield tuple(self.left[begin:end])

    def parts(self, place: int, run: Sequence[int]) -> int:
        """Count the rows of a run that have an amount in the column in which most do, of those that a row fills."""
        own = self.amounts[place]
        return max(sum(bool(self.amounts[p][c]) for p in run) for c, amount in enumerate(own) if amount)

    def _equal(self, own: Amounts, begin: int, end: int) -> bool:
        for column, amount in enumerate(own):
            found = self._sums[column][end] - self._sums[column][begin]
            if amount is not None and found != amount and (found or column not in self._of_projects):
                return False
        return True

    def chance(self, place: int, run: Sequence[int]) -> tuple[float, int]:
        """Estimate how likely a row adds up so by chance, and give how many columns say so independently of each other.

        A column speaks where two or more of the run's rows have an amount in it; columns that follow from others (are
        proportional to one, the sum of some) are none of their own. Amounts that are multiples of a large step meet easily.
        """
        own = self.amounts[place]
        likely, rank = 1.0, 0
        basis: list[list[Fraction]] = []
        for column, amount in enumerate(own):
            parts = [self.amounts[p][column] or 0 for p in run]
            if not amount or sum(map(bool, parts)) < _FEWEST_PARTS or not _adds_rank(basis, parts):
                continue
            rank += 1
            alike = sum(amounts[column] == amount for amounts in self.amounts) - 1
            likely *= max(gcd(*parts) / abs(amount), alike / len(self.amounts))
        tried = 2 * max(1, len(run) - 1)
        return (min(1.0, likely * tried) if rank else 1.0), rank


_FEWEST_PARTS = 2


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
