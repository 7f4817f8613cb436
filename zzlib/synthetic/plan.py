"""From a spec to a plan: every unit's projects with their fund lines, so that the amounts add up to the unit's quotas."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import count
from random import Random
from typing import TYPE_CHECKING

from zzlib.periods import chinese, period_of
from zzlib.synthetic.amounts import WAN, split
from zzlib.synthetic.drafts import LINE_STEPS, fund_line, kind_projects
from zzlib.synthetic.projects import NEVER, Project
from zzlib.synthetic.spec import Spec, Twin, UnitSpec, words
from zzlib.synthetic.styles import WrittenStyle, quarterly, unit_style, without_columns
from zzlib.vocabulary import Kind

_QUARTERS = "一二三四"

if TYPE_CHECKING:
    from zzlib.synthetic.filings import Return


@dataclass(frozen=True)
class PlannedCounty:
    """A planned county: its spec and the projects of each unit, in the order in which returns list them.

    `before` is the year before, where that was made up as well.
    """

    spec: Spec
    projects: dict[str, tuple[Project, ...]]
    before: "Earlier | None" = None

    @cached_property
    def units(self) -> dict[str, UnitSpec]:
        """The units by id, in order of precedence."""
        return {unit.id: unit for unit in self.spec.units}

    def period(self, month: int) -> str:
        """Give the period of a month of the county's year."""
        return period_of(self.spec.year, month)

    def called(self, month: int) -> str:
        """Give the span of a return as its form calls it: 2013年5月, or 2013年第一季度."""
        if self.spec.every == "month":
            return chinese(self.period(month))
        called: list[str] = words("forms")["quarter"]["called"]
        quarter = _QUARTERS[month // 3 - 1]
        return called[self.spec.seed % len(called)].format(year=self.spec.year, month=month, quarter=quarter)

    def style(self, unit_id: str) -> WrittenStyle:
        """Give the form of a unit, before messes."""
        style = unit_style(self.units[unit_id], self.spec.mess, self.rng("style", unit_id))
        style = without_columns(style, self.spec.unasked)
        return quarterly(style) if self.spec.every == "quarter" else style

    def rng(self, *purpose: object) -> Random:
        """Give a source of chance for one purpose, so that a change elsewhere does not move it."""
        return Random("/".join(map(str, (self.spec.seed, *purpose))))


@dataclass(frozen=True)
class Earlier:
    """A year that came before: its plan, and what was filed."""

    county: PlannedCounty
    returns: "tuple[Return, ...]"


def plan_county(spec: Spec, taken: Collection[str] = ()) -> PlannedCounty:
    """Plan the projects of all units of a spec; none has a name that is `taken`."""
    county = PlannedCounty(spec, {})
    names: dict[tuple[str, str], Iterator[str]] = {}
    for theme in words("words")["themes"]:
        for kind in ("formula", "competitive"):
            free = _names(theme, kind, county.rng("names", theme, kind))
            names[theme, kind] = (name for name in free if name not in taken)
    projects = {unit.id: _unit_projects(county, unit, names) for unit in spec.units}
    county = _with_twins(replace(county, projects=projects))
    return _without_kinds(county) if "kind" in spec.unasked else county


def _without_kinds(county: PlannedCounty) -> PlannedCounty:
    """Let no project be of a kind that anybody states."""
    projects = {unit: tuple(replace(p, kind=Kind.UNSTATED) for p in own) for unit, own in county.projects.items()}
    return replace(county, projects=projects)


def _names(theme: str, kind: str, rng: Random) -> Iterator[str]:
    """Give names of projects without repeating any: places and works, then second and third phases."""
    pool = [place + work for place in words("words")["places"] for work in words("words")["themes"][theme][kind]]
    rng.shuffle(pool)
    for phase in count(1):
        yield from (name if phase == 1 else f"{name}{phase}期" for name in pool)


def _unit_projects(
    county: PlannedCounty, unit: UnitSpec, names: dict[tuple[str, str], Iterator[str]]
) -> tuple[Project, ...]:
    rng = county.rng("projects", unit.id)
    projects: list[Project] = []
    for kind, quota in ((Kind.FORMULA, unit.formula), (Kind.COMPETITIVE, unit.competitive)):
        draft = kind_projects(county.spec, unit, kind, quota, names[unit.theme, kind], rng)
        rng.shuffle(draft)
        projects += draft
    projects = _with_land(projects, unit, rng)
    if unit.bond_wan:
        projects = _changed_first(projects, lambda p: p.kind == Kind.FORMULA and bool(p.lines[0].awarded), _bond(unit))
    if unit.reclaimed_wan:
        projects = _changed_first(projects, lambda p: not _wins(p), _reclaim(unit))
    return tuple(projects)


def _with_land(projects: list[Project], unit: UnitSpec, rng: Random) -> list[Project]:
    """Share the unit's land over the projects that won land alone and two that won money."""
    if not unit.land_mu:
        return projects
    alone = [i for i, p in enumerate(projects) if _wins(p) and not p.lines[0].awarded]
    money = [i for i, p in enumerate(projects) if p.lines[0].awarded]
    takers = [*alone, *money[:2]]
    parts = split(unit.land_mu * 10, [rng.randrange(50, 151) for _ in takers])
    given = dict(zip(takers, parts, strict=True))
    return [replace(p, land=Decimal(given.get(i, 0)) / 10) for i, p in enumerate(projects)]


def _wins(project: Project) -> bool:
    return project.steps["awarded"] != NEVER


def _changed_first(
    projects: list[Project], chosen: Callable[[Project], bool], change: Callable[[Project], Project]
) -> list[Project]:
    place = next(i for i, project in enumerate(projects) if chosen(project))
    return [*projects[:place], change(projects[place]), *projects[place + 1 :]]


def _bond(unit: UnitSpec) -> Callable[[Project], Project]:
    amount = unit.bond_wan * WAN
    bond = fund_line("地方债券", dict.fromkeys(LINE_STEPS, amount))
    return lambda project: replace(project, lines=(*project.lines, bond))


def _reclaim(unit: UnitSpec) -> Callable[[Project], Project]:
    """Turn an unwon project into one that has to give earlier money back."""

    def change(project: Project) -> Project:
        line = replace(project.lines[0], applied=0, received=-unit.reclaimed_wan * WAN)
        steps = project.steps | {"applied": NEVER, "received": project.first}
        return replace(project, lines=(line,), steps=steps, reclaimed=True)

    return change


def _with_twins(county: PlannedCounty) -> PlannedCounty:
    """Let two units file one project: the first small competitive winner of each takes the shared name and code."""
    projects = {unit: list(own) for unit, own in county.projects.items()}
    for twin in county.spec.twins:
        for unit_id in twin.units:
            projects[unit_id] = _changed_first(projects[unit_id], _is_small_winner, _rename(twin))
    return replace(county, projects={unit: tuple(own) for unit, own in projects.items()})


def _is_small_winner(project: Project) -> bool:
    return project.kind == Kind.COMPETITIVE and 0 < project.lines[0].awarded < 500 * WAN


def _rename(twin: Twin) -> Callable[[Project], Project]:
    return lambda project: replace(project, name=twin.name, code=twin.code)
