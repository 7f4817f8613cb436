"""Runs of neighbouring rows whose amounts add up to a row's, in every column that it fills or in all but some."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate

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
        leads = self._leads(place)
        lead = next((c for c in leads if c not in self._of_projects), next(iter(leads), None))
        if lead is not None:
            yield from (
                tuple(self.left[b:e]) for b, e in self._added_up(place, lead, fewest) if self._equal(place, b, e)
            )

    def nearly(self, place: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Give the runs of two rows or more that add up to a row in half of its columns or more, and the columns that differ."""
        own = self.amounts[place]
        found = dict.fromkeys(run for lead in self._leads(place) for run in self._added_up(place, lead, fewest=2))
        for begin, end in found:
            differing = self._differing(place, begin, end)
            agreeing = sum(bool(amount) for column, amount in enumerate(own) if column not in differing)
            if 0 < len(differing) <= agreeing:
                yield tuple(self.left[begin:end]), differing

    def _leads(self, place: int) -> list[int]:
        """Give the columns without negative amounts that a row fills: they only rise, where they reach it is looked up."""
        if place in self._unknown:
            return []
        return [c for c, amount in enumerate(self.amounts[place]) if amount and amount > 0 and self._rising[c]]

    def _added_up(self, place: int, lead: int, fewest: int) -> Iterator[tuple[int, int]]:
        """Give where the runs begin and end that add up to a row in one column."""
        sums, index, amount = self._sums[lead], self.index[place], self.amounts[place][lead] or 0
        wanted = sums[index + 1] + amount
        first = max(bisect_left(sums, wanted, index + 1), index + 1 + fewest)
        last = min(bisect_right(sums, wanted, index + 1), first + _MOST_BLANK)
        ranges = [(index + 1, end) for end in range(first, last)]
        wanted = sums[index] - amount
        last = min(bisect_right(sums, wanted, 0, index + 1) - 1, index - fewest)
        first = max(bisect_left(sums, wanted, 0, index + 1), last - _MOST_BLANK)
        ranges += [(begin, index) for begin in range(last, first - 1, -1)]
        yield from ((begin, end) for begin, end in ranges if self._dark[begin] == self._dark[end])

    def _equal(self, place: int, begin: int, end: int) -> bool:
        return not any(self._differs(place, column, begin, end) for column in range(len(self._sums)))

    def _differing(self, place: int, begin: int, end: int) -> tuple[int, ...]:
        return tuple(c for c in range(len(self._sums)) if self._differs(place, c, begin, end))

    def _differs(self, place: int, column: int, begin: int, end: int) -> bool:
        amount, total = self.amounts[place][column], self._sums[column][end] - self._sums[column][begin]
        return amount is not None and total != amount and (bool(total) or column not in self._of_projects)

    def parts(self, place: int, run: Sequence[int]) -> int:
        """Count the rows of a run that have an amount in the column in which most do, of those that a row fills."""
        own = self.amounts[place]
        return max(sum(bool(self.amounts[p][c]) for p in run) for c, amount in enumerate(own) if amount)

    def within(self, place: int, most: Mapping[int, int]) -> int:
        """Count the runs below and above a place, of two rows or more, that pass the most of none of some columns."""
        index, ends, begins = self.index[place], [len(self.left)], [0]
        for column, amount in most.items():
            sums = self._sums[column]
            if self._rising[column]:
                ends.append(bisect_right(sums, sums[index + 1] + amount) - 1)
                begins.append(bisect_left(sums, sums[index] - amount))
        return sum(max(0, rows - 1) for rows in (min(ends) - index - 1, index - max(begins)))
