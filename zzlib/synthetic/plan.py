"""From a spec to a plan: every unit's projects with their fund lines, so that the amounts add up to the unit's quotas."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import count
from random import Random
from typing import Any

from zzlib.periods import period_of
from zzlib.synthetic.amounts import WAN, share, split, split_fen
from zzlib.synthetic.projects import MONEY_STEPS, NEVER, Line, Project
from zzlib.synthetic.spec import Quota, Spec, UnitSpec, words
from zzlib.vocabulary import Kind, Origin, SourceLevel

_COMPETITIVE = ("中央预算内投资", "中央专项", "省级专项", "市级专项")
_LINE_STEPS = MONEY_STEPS[1:]
_TEN = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True)
class County:
    """A planned county: its spec and the projects of each unit, in the order in which returns list them."""

    spec: Spec
    projects: dict[str, tuple[Project, ...]]

    @cached_property
    def units(self) -> dict[str, UnitSpec]:
        """The units by id, in order of precedence."""
        return {unit.id: unit for unit in self.spec.units}

    def period(self, month: int) -> str:
        """Give the period of a month of the county's year."""
        return period_of(self.spec.year, month)

    def rng(self, *purpose: object) -> Random:
        """Give a source of chance for one purpose, so that a change elsewhere does not move it."""
        return Random("/".join(map(str, (self.spec.seed, *purpose))))


def plan_county(spec: Spec) -> County:
    """Plan the projects of all units of a spec."""
    county = County(spec, {})
    names: dict[tuple[str, str], Iterator[str]] = {}
    for theme in words("words")["themes"]:
        for kind in ("formula", "competitive"):
            names[theme, kind] = _names(theme, kind, county.rng("names", theme, kind))
    projects = {unit.id: _unit_projects(county, unit, names) for unit in spec.units}
    return _with_twins(replace(county, projects=projects))


def _names(theme: str, kind: str, rng: Random) -> Iterator[str]:
    """Give names of projects without repeating any: places and works, then second and third phases."""
    pool = [place + work for place in words("words")["places"] for work in words("words")["themes"][theme][kind]]
    rng.shuffle(pool)
    for phase in count(1):
        yield from (name if phase == 1 else f"{name}{phase}期" for name in pool)


def _unit_projects(county: County, unit: UnitSpec, names: dict[tuple[str, str], Iterator[str]]) -> tuple[Project, ...]:
    rng = county.rng("projects", unit.id)
    projects: list[Project] = []
    for kind, quota in ((Kind.FORMULA, unit.formula), (Kind.COMPETITIVE, unit.competitive)):
        draft = _kind_projects(county.spec, unit, kind, quota, names[unit.theme, kind], rng)
        rng.shuffle(draft)
        projects += draft
    projects = _with_land(projects, unit, rng)
    if unit.bond_wan:
        projects = _changed_first(projects, lambda p: p.kind == Kind.FORMULA and bool(p.lines[0].awarded), _bond(unit))
    if unit.reclaimed_wan:
        projects = _changed_first(projects, lambda p: not _wins(p), _reclaim(unit))
    return tuple(projects)


def _kind_projects(
    spec: Spec, unit: UnitSpec, kind: Kind, quota: Quota, names: Iterator[str], rng: Random
) -> list[Project]:
    origins = [Origin.NEW] * quota.new + [Origin.CARRIED_OVER] * (quota.projects - quota.new)
    rng.shuffle(origins)
    amounts = _awards(quota, rng)
    amounts += [None] * (quota.projects - len(amounts))
    land_only = range(quota.converted - quota.land_only, quota.converted)
    return [
        _project(spec, unit, kind, origin, next(names), award, number in land_only, rng)
        for number, (origin, award) in enumerate(zip(origins, amounts, strict=True))
    ]


def _awards(quota: Quota, rng: Random) -> list[tuple[int, int] | None]:
    """Give awarded and received (fen) of the winners of money: the large ones as stated, the rest in shares."""
    large = [(awarded * WAN, received * WAN) for awarded, received in quota.large]
    rest_awarded = quota.awarded_wan * WAN - sum(awarded for awarded, _ in large)
    rest_received = quota.received_wan * WAN - sum(received for _, received in large)
    weights = [rng.randrange(80, 121) for _ in range(quota.small)]
    waiting = quota.small // 4 if rest_received < rest_awarded else 0
    received = split_fen(rest_received, weights[: quota.small - waiting]) + [0] * waiting
    extra = split_fen(rest_awarded - rest_received, [rng.randrange(80, 121) for _ in range(quota.small)])
    return [*large, *((got + more, got) for got, more in zip(received, extra, strict=True))]


def _project(
    spec: Spec, unit: UnitSpec, kind: Kind, origin: Origin, name: str, award: tuple[int, int] | None,
    land_only: bool, rng: Random,
) -> Project:  # fmt: skip
    wins = award is not None
    first = 1 if origin == Origin.CARRIED_OVER or (wins and rng.random() < 0.6) else rng.randrange(1, spec.months + 1)
    gradual = kind == Kind.FORMULA and wins
    applied = _applied(kind, award, rng)
    lines = _lines(unit, kind, award, applied, rng)
    steps = _steps(first, spec.months, gradual, wins or land_only, rng)
    number = rng.randrange(1, 13)
    return Project(
        unit_id=unit.id,
        name=unit.name + name if unit.group == "乡镇" else name,
        code=f"{spec.year - (origin == Origin.CARRIED_OVER)}-3610{rng.randrange(21, 31)}-{rng.randrange(10, 99)}-01-{rng.randrange(10**5, 10**6)}"
        if rng.random() < 0.6
        else "",
        kind=kind,
        origin=origin,
        policy_field=rng.choice(words("words")["themes"][unit.theme]["fields"]),
        lines=lines,
        first=first,
        last=spec.months,
        year=spec.year,
        steps=steps,
        gradual=gradual,
        opening=rng.randrange(3),
        pace=rng.randrange(1, 4),
        total_investment=max(applied, *(award or (0,))) * rng.randrange(11, 20) // 10 // WAN * WAN
        or rng.randrange(5, 90) * 10 * WAN,
        land_needed=Decimal(rng.randrange(20, 600)) / 10 if land_only or rng.random() < 0.12 else None,
        land=Decimal(0),
        day=rng.randrange(1, 25),
        document_number=f"{rng.choice(('赣财预', '赣发改投资', '赣财建', '抚财预'))}〔{spec.year}〕{rng.randrange(1, 199)}号",
        leader=f"责任领导{rng.choice(_TEN)}" if rng.random() < 0.96 else "",
        person=f"责任人{rng.choice(_TEN)}",
        phone=f"0790-6000{number:03d}",
        problems="" if wins and rng.random() < 0.8 else rng.choice(words("words")["problems"]),
        remark=rng.choice(words("words")["remarks"]) if rng.random() < 0.3 else "",
    )


def _applied(kind: Kind, award: tuple[int, int] | None, rng: Random) -> int:
    if award is None:
        return rng.randrange(2, 60) * 10 * WAN
    if kind == Kind.FORMULA and rng.random() < 0.5:
        return 0
    return -(-award[0] // WAN) * WAN + rng.randrange(0, 20) * 5 * WAN


def _steps(first: int, last: int, gradual: bool, wins: bool, rng: Random) -> dict[str, int]:
    """Draw the month in which each amount begins, in the order in which money comes."""
    if not wins:
        applied = first + rng.randrange(0, 4)
        return dict.fromkeys(MONEY_STEPS, NEVER) | {"land": NEVER, "applied": applied if applied <= last else NEVER}
    steps = {"applied": first}
    month = first
    for step in _LINE_STEPS:
        latest = max(month, (first + last) // 2) if gradual else last
        month = min(rng.randrange(month, latest + 1) for _ in range(2))
        steps[step] = month
    return steps | {"land": steps["awarded"]}


def _lines(unit: UnitSpec, kind: Kind, award: tuple[int, int] | None, applied: int, rng: Random) -> tuple[Line, ...]:
    """Make one fund line, or two (the second from another purse) for some larger winners."""
    category = words("words")["themes"][unit.theme]["category"]
    if kind == Kind.COMPETITIVE:
        category = rng.choice(_COMPETITIVE)
    amounts = dict.fromkeys(MONEY_STEPS, 0) | {"applied": applied}
    if award:
        awarded, received = award
        allotted = received + share(awarded - received, rng.choice((0, 1, 2, 3, 4)), 4)
        paid = share(received, rng.choice((0, 0, 2, 5, 6, 8, 10)), 10)
        amounts |= {"awarded": awarded, "allotted": allotted, "received": received, "paid": paid}
        if awarded >= 100 * WAN and rng.random() < 0.15:
            part = rng.choice((5, 6, 7, 8))
            one = {step: share(amount, part, 10) for step, amount in amounts.items()}
            two = {step: amounts[step] - amount for step, amount in one.items()}
            second = "省级专项" if category != "省级专项" else "市级专项"
            return _line(category, one), _line(second, two)
    return (_line(category, amounts),)


def _line(category: str, amounts: dict[str, int]) -> Line:
    facts = words("words")["categories"][category]
    return Line(category, SourceLevel(facts["level"]), facts["counts"], **amounts)


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


def _changed_first(projects: list[Project], chosen: Any, change: Any) -> list[Project]:
    place = next(i for i, project in enumerate(projects) if chosen(project))
    return [*projects[:place], change(projects[place]), *projects[place + 1 :]]


def _bond(unit: UnitSpec) -> Any:
    amount = unit.bond_wan * WAN
    bond = _line("地方债券", dict.fromkeys(_LINE_STEPS, amount))
    return lambda project: replace(project, lines=(*project.lines, bond))


def _reclaim(unit: UnitSpec) -> Any:
    """Turn an unwon project into one that was started last year and has to give money back."""

    def change(project: Project) -> Project:
        line = replace(project.lines[0], applied=0, received=-unit.reclaimed_wan * WAN)
        steps = project.steps | {"applied": NEVER, "received": project.first}
        return replace(project, lines=(line,), steps=steps, reclaimed=True)

    return change


def _with_twins(county: County) -> County:
    """Let two units file one project: the first small competitive winner of each takes the shared name and code."""
    projects: dict[str, list[Project]] = defaultdict(list, {unit: list(own) for unit, own in county.projects.items()})
    for twin in county.spec.twins:
        for unit_id in twin.units:
            projects[unit_id] = _changed_first(
                projects[unit_id],
                lambda p: p.kind == Kind.COMPETITIVE and 0 < p.lines[0].awarded < 500 * WAN,
                lambda p, twin=twin: replace(p, name=twin.name, code=twin.code),
            )
    return replace(county, projects={unit: tuple(own) for unit, own in projects.items()})
