"""What is known of a unit, a project and the county in a month: what an amount is held against that may be a slip of units."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from zzlib.ledger.lines import Line
from zzlib.ledger.scale import TOO_SMALL, cluster_top, usual

TIMES = 100
"""An amount this many times all that is known can't be meant."""
_TIMES_OF_TARGET = 10
"""The same where nothing is known but the unit's target; a project's usual size is beyond a unit's whole year from here."""
LEAST_TOTAL = 10**12
"""Fen: a total investment below 100亿元 is believed, and then the project's amounts may be as large."""
_FEWEST_OTHERS = 3
"""With fewer projects of others the county's largest says little."""

_SEVERAL = 2
"""With fewer projects nothing is said of a whole return."""

Tops = Mapping[str, Mapping[str, int]]
"""Unit -> project -> fen."""


def tops_of(lines: Iterable[Line], names: Iterable[str]) -> dict[str, int]:
    """Give each project's largest amount (fen, without sign) of some fields; nothing (0) is left out."""
    tops: dict[str, int] = {}
    names = tuple(names)
    for line in lines:
        own = line.record.fields
        top = max((abs(own[name].fen or 0) for name in names if name in own), default=0)
        if top > tops.get(line.project_id, 0):
            tops[line.project_id] = top
    return tops


@dataclass(frozen=True)
class Known:
    """What a month's amounts are held against.

    `tops` and `totals` are the month's own: the largest amount and the total investment of each project. `earlier` are
    the tops of each unit's last return of the year, as they count; `targets` and `last_year` are fen by unit.
    """

    tops: Tops
    totals: Tops
    earlier: Tops = field(default_factory=dict)
    targets: Mapping[str, int] = field(default_factory=dict)
    last_year: Mapping[str, int] = field(default_factory=dict)

    def whole_is_off(self, unit_id: str) -> bool:
        """Tell whether a unit's usual amount of several projects is beyond those of others, of before and of its year."""
        return unit_id in self._off

    def limit(self, unit_id: str, project_id: str) -> tuple[int, str, int]:
        """Give the fen beyond which an amount can't be meant (0: can't be told), and what it is measured by, in words and fen."""
        target = self.targets.get(unit_id, 0)
        own = {p: top for p, top in self.tops[unit_id].items() if p != project_id}
        neighbours = 0 if self.whole_is_off(unit_id) else cluster_top(own.values(), TIMES)
        known = {
            "项目总投资": self._credible_total(unit_id, project_id),
            "本单位以前各期最大的一笔": max(self.earlier.get(unit_id, {}).values(), default=0),
            "本单位上年": self.last_year.get(unit_id, 0),
            "本单位其他项目最大的一笔": neighbours if len(own) > 1 else 0,
            "全县其他单位最大的一笔": self._county(unit_id),
        }
        if not any(known.values()):
            return _TIMES_OF_TARGET * target, "本单位全年任务", target
        words, most = max(
            (known | {"本单位全年任务": target, "本单位其他项目": neighbours}).items(), key=lambda e: e[1]
        )
        return TIMES * most, words, most

    def believed(self, unit_id: str, project_id: str, total: int) -> bool:
        """Tell whether a total investment may be meant: not beyond the other projects' and the county's amounts."""
        if total <= LEAST_TOTAL:
            return True
        others = [
            fen
            for unit, totals in self.totals.items()
            for project, fen in totals.items()
            if (unit, project) != (unit_id, project_id) and unit not in self._strange
        ]
        return total <= TIMES * max(cluster_top(others, TIMES), self._county(unit_id))

    def _credible_total(self, unit_id: str, project_id: str) -> int:
        total = self.totals.get(unit_id, {}).get(project_id, 0)
        return total if self.believed(unit_id, project_id, total) else 0

    def _county(self, unit_id: str) -> int:
        """Give the largest amount of other units, this month and before; 0 if there are too few to tell."""
        projects = sum(len(self.tops[unit]) for _, unit in self._largest) - self._projects_if_measure(unit_id)
        now = _first_of_others(self._largest, unit_id) if projects >= _FEWEST_OTHERS else 0
        return max(now, _first_of_others(self._largest_before, unit_id))

    def _projects_if_measure(self, unit_id: str) -> int:
        return 0 if unit_id in self._strange or unit_id not in self._usual else len(self.tops[unit_id])

    @cached_property
    def _off(self) -> frozenset[str]:
        return frozenset(unit for unit in self._usual if self._is_off(unit))

    def _is_off(self, unit_id: str) -> bool:
        size = self._usual[unit_id]
        compared = [self._usual_of_others(unit_id), usual(self.earlier.get(unit_id, {}).values()) or self._usual_before]
        years = [table.get(unit_id, 0) for table in (self.targets, self.last_year)]
        if len(self.tops[unit_id]) < _SEVERAL or not any((*compared, *years)):
            return False
        return size > TIMES * max(compared) and size > _TIMES_OF_TARGET * max(years)

    @cached_property
    def _largest(self) -> list[tuple[int, str]]:
        """The largest believable amount of each unit that can be a measure, with the unit, largest first."""
        units = (unit for unit in self._usual if unit not in self._strange)
        return sorted(((cluster_top(self.tops[unit].values(), TIMES), unit) for unit in units), reverse=True)

    @cached_property
    def _largest_before(self) -> list[tuple[int, str]]:
        return sorted(((max(tops.values()), unit) for unit, tops in self.earlier.items() if tops), reverse=True)

    @cached_property
    def _usual_before(self) -> int:
        return usual(top for tops in self.earlier.values() for top in tops.values())

    @cached_property
    def _usual(self) -> dict[str, int]:
        """The usual amount of each return that is not itself written in too large a unit."""
        found = {unit: usual(tops.values()) for unit, tops in self.tops.items()}
        return {unit: size for unit, size in found.items() if size >= TOO_SMALL}

    @cached_property
    def _strange(self) -> frozenset[str]:
        """The units whose usual amount is beyond those of the others: theirs are no measure."""
        return frozenset(u for u, size in self._usual.items() if 0 < TIMES * self._usual_of_others(u) < size)

    @cached_property
    def _sizes(self) -> list[int]:
        return sorted(self._usual.values())

    def _usual_of_others(self, unit_id: str) -> int:
        """Give the lower of the middle usual amounts of all other units; 0 if there is none."""
        own = self._usual.get(unit_id)
        others = len(self._sizes) - (own is not None)
        if not others:
            return 0
        middle = (others - 1) // 2
        return self._sizes[middle + (own is not None and bisect_left(self._sizes, own) <= middle)]


def _first_of_others(largest: list[tuple[int, str]], unit_id: str) -> int:
    return next((fen for fen, unit in largest if unit != unit_id), 0)
