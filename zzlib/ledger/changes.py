"""Units that change: renamed, merged, split, moved between groups, new, ended. Whose anything of a month is in another month.

A change holds from a month on (`unit_changes.csv`, read by `zzlib.ledger.change_lines`): what stood under the units that
it is from stands under those that it is to, by shares that sum to 1. What several lines of a month pass on is passed on
at once, along chains too (A to B and B to C: all is C's).

- renamed: one line, share 1, to a unit that was not there before; or a line from a unit to itself with a new `name`.
- merged: several lines to one unit; the unit was there before if a line goes from it to itself, or if it and a unit that
  comes to it both have numbers of one kind from before (targets, history).
- split: several lines from one unit; a line to itself is what it keeps.
- moved: a line from a unit to itself with a new `group`. - new: a line from nothing. - ended: a line to nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from zzlib.decisions.files import DecidedEntry
from zzlib.periods import period_before

Parts = tuple[tuple[str, Fraction], ...]
"""Units with their shares of something, in the order of the file."""

FIRST, LATEST = "0000-00", "9999-12"
"""Months before and after all changes."""


@dataclass(frozen=True)
class ChangeLine(DecidedEntry):
    """A line of `unit_changes.csv` that is used: from the month `period` on; `row` is where it stands."""

    period: str
    from_unit: str
    to_unit: str
    share: Fraction
    document: str = ""
    name: str = ""
    group: str = ""
    row: int = 0

    def noted(self) -> str:
        """Say what a person decided of a unit's name, by whom, when and why, in one line."""
        return self.signed(f"单位更名：{self.name}")

    @property
    def passes_on(self) -> bool:
        """Whether something goes from one unit to another."""
        return bool(self.from_unit and self.to_unit and self.from_unit != self.to_unit)


@dataclass(frozen=True)
class Changes:
    """All changes of the county's units, in order of month and file.

    `there_before` names the units, with the month, that something comes to and that were there before.
    """

    lines: tuple[ChangeLine, ...] = ()
    there_before: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def is_member(self, unit_id: str, period: str) -> bool:
        """Tell whether a unit is one in a month: it has begun and not ended."""
        turns = self._turns.get(unit_id, ())
        passed = [begins for month, begins in turns if month <= period]
        if passed:
            return passed[-1]
        return not turns or not turns[0][1] or (unit_id, turns[0][0]) in self.there_before

    def ever_together(self, one: str, other: str) -> bool:
        """Tell whether there is a month in which both are units."""
        months = (FIRST, *self.months)
        return any(self.is_member(one, month) and self.is_member(other, month) for month in months)

    def begins(self, unit_id: str, period: str) -> str:
        """Give the month in which a unit that is none in a month begins later, `""` if it does not."""
        if self.is_member(unit_id, period):
            return ""
        return next((month for month, begins in self._turns.get(unit_id, ()) if begins and month > period), "")

    def ended(self, unit_id: str, period: str) -> str:
        """Give the month from which a unit is none any more in a month, `""` if it is one or has not begun."""
        passed = [turn for turn in self._turns.get(unit_id, ()) if turn[0] <= period]
        return passed[-1][0] if passed and not passed[-1][1] else ""

    def passed_on(self, unit_id: str, month: str) -> Parts:
        """Give whose a unit's things are after the changes of one month; nothing where it ended without a successor."""
        own = [line for line in self.of_month(month) if line.from_unit == unit_id]
        if not own:
            return ((unit_id, Fraction(1)),)
        found: dict[str, Fraction] = {}
        for line in own:
            stays = line.to_unit == unit_id or not self._leaves(line.to_unit, month)
            onward = ((line.to_unit, Fraction(1)),) if stays else self.passed_on(line.to_unit, month)
            for to_unit, share in onward if line.to_unit else ():
                found[to_unit] = found.get(to_unit, Fraction(0)) + line.share * share
        return tuple(found.items())

    def successors(self, unit_id: str, since: str, until: str) -> Parts:
        """Give whose in the month `until` is what a unit had in the month `since`.

        What is said of a unit after it ended is of those that came after it.
        """
        end = self.ended(unit_id, since)
        return self._successors(unit_id, period_before(end) if end else since, until)

    def _successors(self, unit_id: str, since: str, until: str) -> Parts:
        parts: Parts = ((unit_id, Fraction(1)),)
        for month in self.months:
            if since < month <= until:
                found: dict[str, Fraction] = {}
                for holder, share in parts:
                    for to_unit, part in self.passed_on(holder, month):
                        found[to_unit] = found.get(to_unit, Fraction(0)) + share * part
                parts = tuple(found.items())
        return parts

    def sources(self, units: Iterable[str], since: str, until: str) -> dict[str, list[str]]:
        """Give unit -> those of some units whose things of the month `since`, or a part of them, it has in the month `until`."""
        found: dict[str, list[str]] = {}
        for unit_id in units:
            for heir, _ in self.successors(unit_id, since, until):
                found.setdefault(heir, []).append(unit_id)
        return found

    def lineage(self, unit_id: str, period: str) -> tuple[str, ...]:
        """Give a unit and all units from which something came to it up to a month, the unit itself first."""
        known = [month for month in self._lineages if month <= period]
        return self._lineages[max(known)].get(unit_id, (unit_id,)) if known else (unit_id,)

    def came(self, former: str, unit_id: str, period: str) -> str:
        """Give the month from which another unit's things, or a part of them, are a unit's; `""` if they are not by a period."""
        months = (m for m, known in self._lineages.items() if m <= period and former in known.get(unit_id, ()))
        return next(months, "") if former != unit_id else ""

    def whole(self, unit_id: str, period: str) -> tuple[str, ...]:
        """Give a unit and those that came to it up to a month and to no other: what they had is its own."""
        held = [own for month, own in self._lineages.items() if month <= period]
        heirs = {heir: own for heir, own in (held[-1] if held else {}).items() if self.is_member(heir, period)}
        others = {unit for heir, own in heirs.items() if heir != unit_id for unit in own}
        return tuple(u for u in self.lineage(unit_id, period) if u == unit_id or u not in others)

    def bearer(self, unit_id: str, period: str) -> str:
        """Give whose, in a month, the name of a unit is: its own, or of the one that it was renamed to, merged into or from.

        `""` where that is several, or nobody.
        """
        if self.is_member(unit_id, period):
            return unit_id
        if self.ended(unit_id, period):
            after = self.successors(unit_id, period, period)
            return after[0][0] if len(after) == 1 else ""
        begins = self.begins(unit_id, period)
        before = self.predecessors(unit_id, begins) if begins else ()
        if len(before) == 1 and self.passed_on(before[0], begins) == ((unit_id, Fraction(1)),):
            return self.bearer(before[0], period)
        return ""

    def predecessors(self, unit_id: str, month: str) -> tuple[str, ...]:
        """Give the units whose things, or a part of them, are a unit's after a month's changes; itself where it was there."""
        came = [line.from_unit for line in self.of_month(month) if line.from_unit]
        before = [u for u in dict.fromkeys(came) if any(to == unit_id for to, _ in self.passed_on(u, month))]
        if unit_id not in before and self.is_member(unit_id, period_before(month)) and not self._leaves(unit_id, month):
            before.insert(0, unit_id)
        return tuple(before)

    def renamed(self, unit_id: str, period: str) -> str:
        """Give the name that a line from a unit to itself has given it by a month, `""` if none has."""
        return self._told(unit_id, period, "name")

    def names(self, unit_id: str) -> Iterator[tuple[str, str]]:
        """Give the names that lines give a unit, each with the month from which it bears it."""
        return ((line.name, line.period) for line in self.lines if line.to_unit == unit_id and line.name)

    def moved(self, unit_id: str, period: str) -> str:
        """Give the group that a line from a unit to itself has put it into by a month, `""` if none has."""
        return self._told(unit_id, period, "group")

    def _told(self, unit_id: str, period: str, column: str) -> str:
        own = [line for line in self.lines if line.to_unit == line.from_unit == unit_id and line.period <= period]
        return next((text for line in reversed(own) if (text := str(getattr(line, column)))), "")

    def of_month(self, month: str) -> Sequence[ChangeLine]:
        """Give the lines that hold from a month on."""
        return self._by_month.get(month, ())

    def between(self, since: str, until: str) -> list[ChangeLine]:
        """Give the lines after the month `since`, up to the month `until`."""
        return [line for line in self.lines if since < line.period <= until]

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The months from which something changes."""
        return tuple(sorted(self._by_month))

    @cached_property
    def _by_month(self) -> dict[str, list[ChangeLine]]:
        months: dict[str, list[ChangeLine]] = {}
        for line in self.lines:
            months.setdefault(line.period, []).append(line)
        return months

    def _leaves(self, unit_id: str, month: str) -> bool:
        """Tell whether a unit passes all on in a month and keeps nothing: it ends."""
        own = [line for line in self.of_month(month) if line.from_unit == unit_id]
        return bool(own) and all(line.to_unit != unit_id for line in own)

    @cached_property
    def _turns(self) -> dict[str, tuple[tuple[str, bool], ...]]:
        """The months in which each unit begins (true) or ends (false); one that is only added to has none but the first."""
        turns: dict[str, list[tuple[str, bool]]] = {}
        for month in sorted(self._by_month):
            lines = self._by_month[month]
            for unit_id in dict.fromkeys(u for line in lines for u in (line.from_unit, line.to_unit) if u):
                if self._leaves(unit_id, month):
                    turns.setdefault(unit_id, []).append((month, False))
                elif all(line.from_unit != unit_id for line in lines):
                    turns.setdefault(unit_id, []).append((month, True))
        return {unit_id: tuple(own) for unit_id, own in turns.items()}

    @cached_property
    def _lineages(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """After each month with changes: a unit -> itself and all units that something came to it from."""
        lineages: dict[str, dict[str, tuple[str, ...]]] = {}
        known: dict[str, tuple[str, ...]] = {}
        for month in self.months:
            after = dict(known)
            for source in dict.fromkeys(line.from_unit for line in self.of_month(month) if line.from_unit):
                for to_unit, _ in self.passed_on(source, month):
                    came = known.get(source, (source,))
                    after[to_unit] = tuple(dict.fromkeys((to_unit, *after.get(to_unit, ()), *came)))
            known = lineages[month] = after
        return lineages


def apportioned(total: int, parts: Parts) -> list[int]:
    """Divide a whole number by shares so that the parts add up to it: what is left goes to the largest remainders.

    Of equal remainders the one that stands first comes first; an amount below zero is divided like its opposite.
    """
    exact = [abs(total) * share for _, share in parts]
    found = [int(amount) for amount in exact]
    order = sorted(range(len(parts)), key=lambda place: (found[place] - exact[place], place))
    for place in order[: abs(total) - sum(found)]:
        found[place] += 1
    return [amount if total >= 0 else -amount for amount in found]
