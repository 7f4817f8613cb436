"""Counties of which one knows why they stand where they stand: eleven with one planted cause, two with none.

`python -m zzlib.synthetic.causes DIR --cause 3 --seed 7` writes the workspace, and `DIR/truth/cause.csv`: what was planted
(`cause`), on what it lies (`column`, `value`), and in words. Units differ by chance alone in all else.
"""

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.county import write_planned
from zzlib.synthetic.general import general_spec
from zzlib.synthetic.plan import PlannedCounty, plan_county
from zzlib.synthetic.projects import MONEY_STEPS, NEVER, Project
from zzlib.synthetic.spec import LastYearSpec, Quota, Spec, TargetSpec, UnitSpec
from zzlib.synthetic.tables import write_table
from zzlib.vocabulary import Kind, SourceLevel

_UNITS, _MONTHS = 44, 6
_LEADERS = "甲乙丙丁戊己庚辛壬癸"
_UNITS_OF_A_LEADER = 5
_UNEVEN = 12
"""The number of the county without a cause in which units differ by more than chance."""
_ARRIVES = 75
"""Of a hundred yuan won, what has arrived by the last month where nothing is wrong."""
CAUSE_COLUMNS = ("cause", "column", "value", "words")


@dataclass(frozen=True)
class PlantedCause:
    """What was planted: its name, the column and value on which it lies (`""`: on no part of the county), in words."""

    cause: str
    column: str = ""
    value: str = ""
    words: str = "没有哪一部分特别，差别都是偶然"


Change = Callable[[Project], Project]
Planted = tuple[PlannedCounty, PlantedCause]


def cause_county(number: int, seed: int, first_month: int = 1) -> Planted:
    """Plan a county with the cause of a number (11 and 12: none), that collects returns from a month on.

    Raises:
        ValueError: there is no such number.
    """
    if not 1 <= number <= len(_CAUSES):
        raise ValueError(f"原因的编号应在1到{len(_CAUSES)}之间，现在是 {number}")
    rng = Random(f"{seed}/cause/{number}")
    spec = _spec(seed, first_month, rng, uneven=number == _UNEVEN)
    county = plan_county(_SPECS[number](spec, rng) if number in _SPECS else spec)
    county = _each(county, lambda project: replace(project, leader=f"责任领导{_leader(county, project.unit_id)}"))
    sizes = Random(f"{seed}/size/{number}")
    county = _each(county, lambda project: replace(project, total_investment=_investment(project, sizes)))
    return _CAUSES[number - 1](county, rng)


def write_cause_county(directory: Path, number: int, seed: int, first_month: int = 1) -> PlantedCause:
    """Write the county of `cause_county` as a workspace, with `truth/cause.csv`; give what was planted."""
    county, cause = cause_county(number, seed, first_month)
    write_planned(county, directory, directory / "truth")
    write_table(directory / "truth" / "cause.csv", CAUSE_COLUMNS, [vars(cause)])
    return cause


def _spec(seed: int, first_month: int, rng: Random, *, uneven: bool) -> Spec:
    """Draw a county in which projects of a kind have the same chance everywhere; `uneven`: each unit has a luck of its own."""
    base = general_spec(_UNITS, _MONTHS, seed, "none", with_twins=False)
    units = tuple(_unit(unit, rng, rng.uniform(0.1, 1.9) if uneven else 1.0) for unit in base.units)
    received = sum(q.received_wan for unit in units for q in (unit.formula, unit.competitive))
    last = LastYearSpec(
        received_yuan=received * 9000,
        awarded_yuan=received * 9000 * 100 // _ARRIVES,
        decreases_yuan=received * 100,
        projects=sum(unit.formula.projects + unit.competitive.projects for unit in units),
    )
    return Spec.model_validate(dict(base) | {"units": units, "last_year": last, "first_month": first_month})


def _unit(unit: UnitSpec, rng: Random, luck: float) -> UnitSpec:
    formula = _quota(rng, rng.randrange(2, 5), min(0.95, 0.55 * luck), (40, 400))
    competitive = _quota(rng, rng.randrange(5, 13), min(0.9, 0.35 * luck), (30, 190))
    received = formula.received_wan + competitive.received_wan
    target = TargetSpec(projects=4, funds_wan=int(max(received, 60) * 12 / _MONTHS * rng.uniform(0.8, 1.3)))
    plain = {"land_mu": 0, "bond_wan": 0, "reclaimed_wan": 0, "returns": True, "misses": (), "resubmits": ()}
    own = plain | {"formula": formula, "competitive": competitive, "target": target, "history": True}
    return UnitSpec.model_validate(dict(unit) | own)


def _quota(rng: Random, projects: int, chance: float, wan: tuple[int, int]) -> Quota:
    won = sum(rng.random() < chance for _ in range(projects))
    awarded = sum(rng.randrange(*wan) for _ in range(won))
    new = rng.randrange(0, projects + 1)
    return Quota(projects=projects, new=new, converted=won, awarded_wan=awarded, received_wan=awarded * _ARRIVES // 100)


def _investment(project: Project, rng: Random) -> int:
    """Give a total investment that says nothing of what was won: as a project is drafted it is drawn from that."""
    asked = max(project.total(step, _MONTHS) for step in MONEY_STEPS)
    return max(asked, rng.randrange(50, 3_000) * WAN)


def _leader(county: PlannedCounty, unit_id: str) -> str:
    """Give the leader of a unit: each has some that have nothing else in common."""
    place = list(county.units).index(unit_id)
    return _LEADERS[place % -(-_UNITS // _UNITS_OF_A_LEADER)]


def _each(county: PlannedCounty, change: Change) -> PlannedCounty:
    projects = {unit: tuple(change(project) for project in own) for unit, own in county.projects.items()}
    return replace(county, projects=projects)


def _unwon(project: Project) -> Project:
    """Give a project that asks for its money and has won none."""
    asked = max(10 * WAN, project.total("awarded", _MONTHS))
    zero: dict[str, Any] = dict.fromkeys(MONEY_STEPS[1:], 0)
    lines = tuple(
        replace(line, applied=line.applied or (0 if n else asked), **zero) for n, line in enumerate(project.lines)
    )
    steps = dict.fromkeys((*MONEY_STEPS, "land"), NEVER) | {"applied": project.first}
    return replace(project, lines=lines, steps=steps, gradual=False, land=Decimal(0))


def _losing(county: PlannedCounty, rng: Random, chosen: Callable[[Project], bool], share: float) -> PlannedCounty:
    """Let a share of the chosen projects win nothing."""
    return _each(county, lambda p: _unwon(p) if chosen(p) and rng.random() < share else p)


def _of_several_units(county: PlannedCounty, rng: Random) -> str:
    """Choose a policy field that has many projects, of more than one unit."""
    held = Counter(p.policy_field for own in county.projects.values() for p in own)
    units = {f: sum(any(p.policy_field == f for p in own) for own in county.projects.values()) for f in held}
    return rng.choice(sorted(field for field, number in held.items() if 25 <= number <= 90 and units[field] > 1))


def _field_stopped(county: PlannedCounty, rng: Random) -> Planted:
    field = _of_several_units(county, rng)
    stopped = _losing(county, rng, lambda p: p.policy_field == field and p.steps["awarded"] > 1, 1.0)
    return stopped, PlantedCause("field_stopped", "policy_field", field, f"{field}的项目2月起一个也没有批")


def _unit_waits(county: PlannedCounty, rng: Random) -> Planted:
    unit = _busiest(county.spec)

    def waits(project: Project) -> Project:
        idle = _unwon(project)
        return (
            replace(idle, steps=idle.steps | {"applied": NEVER}, opening=2, pace=9)
            if project.unit_id == unit.id
            else project
        )

    words = f"{unit.name}的项目都停在前期，没有申报"
    return _each(county, waits), PlantedCause("unit_waits", "unit_id", unit.name, words)


def _busiest(spec: Spec) -> UnitSpec:
    return max(spec.units, key=lambda unit: unit.formula.projects + unit.competitive.projects)


def _one_busy(spec: Spec, rng: Random) -> Spec:
    """Let one department have many projects."""
    return _with_unit(spec, rng, lambda unit: {"competitive": _quota(rng, 26, 0.35, (30, 190))})


def _with_unit(spec: Spec, rng: Random, change: Callable[[UnitSpec], dict[str, object]]) -> Spec:
    chosen = rng.choice([unit.id for unit in spec.units if unit.group == "县直"])
    units = tuple(UnitSpec.model_validate(dict(u) | change(u)) if u.id == chosen else u for u in spec.units)
    return spec.model_copy(update={"units": units})


def _mix(county: PlannedCounty, rng: Random) -> Planted:
    def late(project: Project) -> Project:
        if project.kind != Kind.COMPETITIVE or rng.random() < 0.45:
            return project
        return replace(project, first=_MONTHS, steps={s: max(m, _MONTHS) for s, m in project.steps.items()})

    words = f"{_MONTHS}月新报了一大批个性型项目，各类自身的转化率没有变"
    return _each(county, late), PlantedCause("mix", "kind", Kind.COMPETITIVE.label, words)


def _late_money(county: PlannedCounty, rng: Random) -> Planted:
    def late(project: Project) -> Project:
        comes = rng.random() < 0.3
        lines = tuple(replace(x, received=x.received * comes, paid=x.paid * comes) for x in project.lines)
        return replace(project, lines=lines)

    return _each(county, late), PlantedCause("late_money", words="项目批得不少，批下的钱大多没有到")


def _missing_land(county: PlannedCounty, rng: Random) -> Planted:
    def waits(project: Project) -> Project:
        if project.kind != Kind.COMPETITIVE or rng.random() > 0.3:
            return project
        return replace(_unwon(project), land_needed=Decimal(rng.randrange(100, 900)) / 10)

    return _each(county, waits), PlantedCause(
        "missing_land", "needs_land", "yes", "要用地的项目大多没有争取到用地，批不下来"
    )


def _big_project(county: PlannedCounty, rng: Random) -> Planted:
    large = max((p for own in county.projects.values() for p in own), key=lambda p: p.total("received", _MONTHS))
    unit = county.units[large.unit_id].name
    return county, PlantedCause(
        "big_project", "project_name", large.name, f"钱主要来自{unit}的一个大项目“{large.name}”"
    )


def _one_large(spec: Spec, rng: Random) -> Spec:
    """Let one unit win as much with one project as all others together, and these win less."""
    whole = sum(q.received_wan for unit in spec.units for q in (unit.formula, unit.competitive))

    def won(unit: UnitSpec) -> dict[str, object]:
        quota = unit.competitive
        large = Quota(
            projects=quota.projects + 1, new=quota.new, converted=quota.converted + 1,
            awarded_wan=quota.awarded_wan + whole, received_wan=quota.received_wan + whole, large=((whole, whole),),
        )  # fmt: skip
        return {"competitive": large}

    targets = {
        u.id: u.target.model_copy(update={"funds_wan": u.target.funds_wan * 2})
        if u.target and u.target.funds_wan
        else u.target
        for u in spec.units
    }
    units = tuple(unit.model_copy(update={"target": targets[unit.id]}) for unit in spec.units)
    return _with_unit(spec.model_copy(update={"units": units}), rng, won)


def _new_leader(county: PlannedCounty, rng: Random) -> Planted:
    leader = _leader(county, rng.choice(list(county.units)))
    units = [unit.name for unit in county.units.values() if _leader(county, unit.id) == leader]
    losing = _losing(county, rng, lambda p: _leader(county, p.unit_id) == leader, 0.85)
    words = f"责任领导{leader}分管的单位（{'、'.join(units)}）的项目很少批下来"
    return losing, PlantedCause("new_leader", "leader", f"责任领导{leader}", words)


def _group(county: PlannedCounty, rng: Random) -> Planted:
    losing = _losing(county, rng, lambda p: county.units[p.unit_id].group == "乡镇", 0.75)
    return losing, PlantedCause("group", "group", "乡镇", "乡镇的项目很少批下来")


def _level(county: PlannedCounty, rng: Random) -> Planted:
    level = SourceLevel.CENTRAL
    chosen = _losing(
        county, rng, lambda p: p.kind == Kind.COMPETITIVE and all(line.level == level for line in p.lines), 0.85
    )
    return chosen, PlantedCause("source_level", "source_level", level.label, f"{level.label}的个性型项目很少批下来")


_ENDED = "省级专项"


def _category_ended(county: PlannedCounty, rng: Random) -> Planted:
    def other(project: Project) -> Project:
        lines = tuple(
            replace(x, category="市级专项", level=SourceLevel.MUNICIPAL) if x.category == _ENDED else x
            for x in project.lines
        )
        return replace(project, lines=lines)

    words = f"上年有{_ENDED}的大笔资金，今年这一项没有了"
    return _each(county, other), PlantedCause("category_ended", "fund_category", _ENDED, words)


def _much_ended(spec: Spec, rng: Random) -> Spec:
    """Let a category that ended have brought half as much last year as all comes to now."""
    ended = spec.last_year.received_yuan // 2
    rest = spec.last_year.received_yuan
    last = LastYearSpec(
        received_yuan=rest + ended, awarded_yuan=(rest + ended) * 100 // _ARRIVES, decreases_yuan=ended,
        projects=spec.last_year.projects, ended=_ENDED,
    )  # fmt: skip
    return spec.model_copy(update={"last_year": last})


def _size(county: PlannedCounty, rng: Random) -> Planted:
    def large(project: Project) -> Project:
        if project.kind != Kind.COMPETITIVE or rng.random() > 0.25:
            return project
        grown = replace(project, total_investment=rng.randrange(11_000, 30_000) * WAN)
        return _unwon(grown) if rng.random() < 0.85 else grown

    return _each(county, large), PlantedCause("size", "size", "1亿元以上", "总投资1亿元以上的项目很少批下来")


def _none(county: PlannedCounty, rng: Random) -> Planted:
    return county, PlantedCause("none")


_CAUSES: tuple[Callable[[PlannedCounty, Random], Planted], ...] = (
    _field_stopped, _unit_waits, _mix, _late_money, _missing_land, _big_project, _new_leader, _group, _level,
    _category_ended, _none, _none, _size,
)  # fmt: skip
_SPECS: dict[int, Callable[[Spec, Random], Spec]] = {2: _one_busy, 6: _one_large, 10: _much_ended}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--cause", type=int, required=True, help=f"1 to {len(_CAUSES)}")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    write_cause_county(chosen.directory, chosen.cause, chosen.seed)
