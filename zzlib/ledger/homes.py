"""Which unit has the project of a unit that was split: the one whose return names it; else it is told by the shares.

A project is never cut. One that no return of the units that came out names is with those of them that reported last, or not
yet: it stands until then. Among several such units these projects go, the largest first, each to the one that is furthest
behind its share of the money received (of equals, of the number of projects; then the first).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from zzlib.ledger.changes import LATEST, Changes, Parts
from zzlib.ledger.lines import Line

Place = tuple[str, str]
"""A month and a unit whose return names a project."""


@dataclass
class Homes:
    """The projects of a year's returns, and by these which of the units that came out of another one has which of its projects."""

    changes: Changes
    _filed: dict[str, list[tuple[str, dict[str, int]]]] = field(default_factory=dict)
    _named: dict[str, list[Place]] = field(default_factory=dict)
    _found: dict[tuple[str, str, Parts], dict[str, str]] = field(default_factory=dict)
    _known: dict[tuple[str, str, str], Parts] = field(default_factory=dict)
    _estimated: dict[tuple[str, str, Parts], frozenset[str]] = field(default_factory=dict)

    def add(self, period: str, unit_id: str, lines: Iterable[Line]) -> None:
        """Take in a unit's own return of a month; all are taken in before anything is asked."""
        sizes: dict[str, int] = {}
        for line in lines:
            sizes[line.project_id] = sizes.get(line.project_id, 0) + (line.value("received").fen or 0)
        self._filed.setdefault(unit_id, []).append((period, sizes))
        for project_id in sizes:
            self._named.setdefault(project_id, []).append((period, unit_id))

    def home(self, unit_id: str, since: str, until: str, project_id: str) -> str:
        """Give the unit that has in the month `until` a project of a unit in the month `since`.

        `""` if that unit ended without a successor.
        """
        parts = self._parts(unit_id, since, until)
        if len(parts) < 2:
            return parts[0][0] if parts else ""
        return self._homes(unit_id, until, parts).get(project_id, parts[0][0])

    def of_earlier(self, unit_id: str, since: str, until: str, sizes: Mapping[str, int]) -> dict[str, str]:
        """Give project id -> the unit that has it in the month `until`, of projects (id -> fen received) of an earlier year."""
        parts = self._parts(unit_id, since, until)
        if len(parts) < 2:
            return {project_id: heir for project_id in sizes for heir, _ in parts}
        return self._told(unit_id, since, until, parts, sizes)[0]

    def is_estimated(self, unit_id: str, since: str, until: str, heir: str) -> bool:
        """Tell whether which projects with money a unit has of another one is only told by the shares."""
        parts = self._parts(unit_id, since, until)
        if len(parts) > 1:
            self._homes(unit_id, until, parts)
        return heir in self._estimated.get((unit_id, until, parts), ())

    def _parts(self, unit_id: str, since: str, until: str) -> Parts:
        asked = (unit_id, since, until)
        if asked not in self._known:
            self._known[asked] = self.changes.successors(unit_id, since, until)
        return self._known[asked]

    def _homes(self, unit_id: str, until: str, parts: Parts) -> dict[str, str]:
        """Tell of the projects of a unit that was split, as they stood last before it was, who has them."""
        asked = (unit_id, until, parts)
        if asked not in self._found:
            held: dict[str, int] = {}
            since = ""
            for period, sizes in self._filed.get(unit_id, ()):
                if period <= until and self._parts(unit_id, period, until) == parts:
                    since, held = period, held | sizes
            self._found[asked], self._estimated[asked] = self._told(unit_id, since, until, parts, held)
        return self._found[asked]

    def _told(
        self, unit_id: str, since: str, until: str, parts: Parts, sizes: Mapping[str, int]
    ) -> tuple[dict[str, str], frozenset[str]]:
        """Tell who has each project, and the units among which projects with money are only told by the shares."""
        if not sizes:
            return {}, frozenset()
        split = next(m for m in self.changes.months if m > since and len(self._parts(unit_id, since, m)) > 1)
        named = {project: self._named_by(project, parts, split, until) for project in sizes}
        unknown = {project: max(0, fen) for project, fen in sizes.items() if not named[project]}
        reported = [self._first_month(part, split, until) for part in parts]
        last = tuple(part for part, month in zip(parts, reported, strict=True) if month == max(reported))
        unsure = frozenset(heir for heir, _ in last) if len(last) > 1 and any(unknown.values()) else frozenset()
        return named | by_shares(unknown, last), unsure

    def _named_by(self, project_id: str, parts: Parts, split: str, until: str) -> str:
        places = (place for place in self._named.get(project_id, ()) if place[0] >= split)
        return next(filter(None, (self._descends(place, parts, until) for place in places)), "")

    def _first_month(self, part: tuple[str, Fraction], split: str, until: str) -> str:
        """Give the first month in which a unit that came out of another reported, a late one if it has not."""
        places = ((period, unit_id) for unit_id, filed in self._filed.items() for period, _ in filed)
        own = (place[0] for place in places if place[0] >= split and self._descends(place, (part,), until))
        return min(own, default=LATEST)

    def _descends(self, place: Place, parts: Parts, until: str) -> str:
        """Give the part, as of the month `until`, to which a unit belongs that reported in a month after the split."""
        period, unit_id = place
        if period <= until:
            after = self._parts(unit_id, period, until)
            return after[0][0] if len(after) == 1 and after[0][0] in dict(parts) else ""
        return next((h for h, _ in parts if unit_id in dict(self._parts(h, until, period))), "")


def by_shares(sizes: Mapping[str, int], parts: Parts) -> dict[str, str]:
    """Give each project to one of some units, so that what they have comes near to their shares; see above."""
    whole = sum((share for _, share in parts), Fraction(0))
    total, held = sum(sizes.values()), {unit: [0, 0] for unit, _ in parts}
    homes = {}
    for project in sorted(sizes, key=lambda project: -sizes[project]):
        behind = {
            unit: (share / whole * total - held[unit][0], share / whole * len(sizes) - held[unit][1])
            for unit, share in parts
        }
        home = max(behind, key=lambda unit: behind[unit])
        homes[project] = home
        held[home][0] += sizes[project]
        held[home][1] += 1
    return homes
