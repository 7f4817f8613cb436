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
from zzlib.ledger.registry import name_key

Key = tuple[str, str]
"""What a project is known by: which of id, code and name it is, and the id, code or folded name."""
Place = tuple[str, str]
"""A month and a unit whose return names a project."""


def keys_of(line: Line) -> tuple[Key, ...]:
    """Give what the project of a line is known by, the surest first."""
    code, name = line.text("project_code"), name_key(line.text("project_name"))
    return (("id", line.project_id), *([("code", code)] if code else []), *([("name", name)] if name else []))


@dataclass
class Homes:
    """The projects of returns, and by these which of the units that came out of another one has which of its projects.

    With `by_name` a project is known by its code and name too: where years are beside each other, each with its own ids.
    """

    changes: Changes
    by_name: bool = False
    _filed: dict[str, list[tuple[str, dict[str, list[Line]]]]] = field(default_factory=dict)
    _named: dict[Key, list[Place]] = field(default_factory=dict)
    _found: dict[tuple[str, str, Parts], dict[str, str]] = field(default_factory=dict)
    _known: dict[tuple[str, str, str], Parts] = field(default_factory=dict)
    _estimated: dict[tuple[str, str, Parts], frozenset[str]] = field(default_factory=dict)

    def add(self, period: str, unit_id: str, lines: Iterable[Line]) -> None:
        """Take in a unit's own return of a month; all are taken in before anything is asked."""
        projects: dict[str, list[Line]] = {}
        for line in lines:
            projects.setdefault(line.project_id, []).append(line)
        self._filed.setdefault(unit_id, []).append((period, projects))
        for key in dict.fromkeys(key for own in projects.values() for line in own for key in keys_of(line)):
            self._named.setdefault(key, []).append((period, unit_id))

    def home(self, unit_id: str, since: str, until: str, project_id: str) -> str:
        """Give the unit that has in the month `until` a project of a unit in the month `since`.

        `""` if that unit ended without a successor.
        """
        parts = self._parts(unit_id, since, until)
        if len(parts) < 2:
            return parts[0][0] if parts else ""
        asked = (unit_id, until, parts)
        if asked not in self._found:
            self._found[asked] = self._homes(unit_id, until, parts)
        return self._found[asked].get(project_id, parts[0][0])

    def is_estimated(self, unit_id: str, since: str, until: str, heir: str) -> bool:
        """Tell whether which projects with money a unit has of another one is only told by the shares."""
        self.home(unit_id, since, until, "")
        return heir in self._estimated.get((unit_id, until, self._parts(unit_id, since, until)), ())

    def _parts(self, unit_id: str, since: str, until: str) -> Parts:
        asked = (unit_id, since, until)
        if asked not in self._known:
            self._known[asked] = self.changes.successors(unit_id, since, until)
        return self._known[asked]

    def _homes(self, unit_id: str, until: str, parts: Parts) -> dict[str, str]:
        """Tell of the projects of a unit that was split, as they stood last before it was, who has them."""
        held: dict[str, list[Line]] = {}
        since = ""
        for period, projects in self._filed.get(unit_id, ()):
            if period <= until and self._parts(unit_id, period, until) == parts:
                since, held = period, held | projects
        if not held:
            return {}
        homes: dict[str, str] = {}
        unknown: dict[str, int] = {}
        split = next(
            m for m in self.changes.months if m > since and len(self.changes.successors(unit_id, since, m)) > 1
        )
        for project, lines in held.items():
            keys = dict.fromkeys(key for line in lines for key in keys_of(line) if key[0] == "id" or self.by_name)
            if home := next((home for key in keys if (home := self._named_by(key, parts, split, until))), ""):
                homes[project] = home
            else:
                unknown[project] = max(0, sum(line.value("received").fen or 0 for line in lines))
        reported = [self._first_month(part, split, until) for part in parts]
        last = tuple(part for part, month in zip(parts, reported, strict=True) if month == max(reported))
        if len(last) > 1 and any(unknown.values()):
            self._estimated[unit_id, until, parts] = frozenset(heir for heir, _ in last)
        return homes | by_shares(unknown, last)

    def _named_by(self, key: Key, parts: Parts, split: str, until: str) -> str:
        homes = (self._descends(place, parts, until) for place in self._named.get(key, ()) if place[0] >= split)
        return next(filter(None, homes), "")

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
