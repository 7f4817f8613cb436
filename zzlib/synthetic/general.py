"""Specs of counties other than the demo: units, quotas and habits of filing drawn by chance from a seed."""

from collections.abc import Iterator, Sequence
from itertools import count, islice, product
from random import Random
from typing import Any, get_args

from zzlib.synthetic.messes.catalogue import chosen_messes, level_messes
from zzlib.synthetic.spec import LastYearSpec, Mess, Quota, Spec, TargetSpec, Twin, UnitSpec, words

YEAR = 2013
_COUNTY = "清江县"
_MOST_SMALL_WAN = 190  # below the mean of 200万元 that the small winners of a competition must keep


def general_spec(
    units: int, months: int, seed: int, mess: Mess, with_twins: bool, messes: Sequence[str] | None = None
) -> Spec:
    """Draw a county of `units` units that files for `months` months.

    `with_twins` lets two units file one project, and units at zero be of every kind. `messes` are what every return has,
    beside the forms of the level; without them, what the level has by chance.

    Raises:
        ValueError: fewer than one unit, months outside 1 to 12, or an unknown mess or level.
    """
    if units < 1:
        raise ValueError(f"单位数应不小于1，现在是 {units}")
    if not 1 <= months <= 12:
        raise ValueError(f"月数应在1到12之间，现在是 {months}")
    if mess not in get_args(Mess):
        raise ValueError(f"杂乱程度应是 {'、'.join(get_args(Mess))} 之一，现在是 {mess}")
    rng = Random(f"{seed}/units")
    members = [_unit(number, who, months, rng) for number, who in enumerate(_members(units), start=1)]
    twins = _twins(members) if with_twins else ()
    if with_twins:
        members = _with_zero_kinds(members, Random(f"{seed}/zeros"))
    return Spec(
        county=_COUNTY,
        office=f"{_COUNTY}争资争项工作领导小组办公室",
        year=YEAR,
        months=months,
        seed=seed,
        mess=mess,
        messes=level_messes(mess) if messes is None else chosen_messes(messes),
        last_year=last_year(members, rng),
        units=tuple(members),
        twins=twins,
    )


def _members(units: int) -> Iterator[tuple[str, str, str, str]]:
    """Give name, full name, group and theme of every unit, in order of precedence."""
    towns, firms, vertical = units // 4, units // 14, units // 9
    yield from islice(_departments(), units - towns - firms - vertical)
    yield from islice(_towns(), towns)
    yield from islice(_firms(), firms)
    yield from islice(_vertical(), vertical)


def _departments() -> Iterator[tuple[str, str, str, str]]:
    listed: dict[str, list[str]] = words("words")["departments"]
    for name, (full_name, theme) in listed.items():
        yield name, full_name, "县直", theme
    yield from _more("县直", ("服务中心", "管理所", "促进中心", "监测站", "指导站", "培训中心"))


def _vertical() -> Iterator[tuple[str, str, str, str]]:
    listed: dict[str, list[str]] = words("words")["vertical"]
    for name, (full_name, theme) in listed.items():
        yield name, full_name, "垂管", theme
    yield from _more("垂管", ("直属分局", "派出机构", "监管站"))


def _more(group: str, endings: tuple[str, ...]) -> Iterator[tuple[str, str, str, str]]:
    """Give further bodies without end: a theme of work and an ending, numbered from the second round on."""
    for round_ in count(1):
        for ending, theme in product(endings, words("words")["themes"]):
            name = f"{theme}{ending}" if round_ == 1 else f"{theme}{ending}{round_}部"
            yield name, name, group, theme


def _towns() -> Iterator[tuple[str, str, str, str]]:
    for round_ in count(1):
        for kind, second, first in product("镇乡", "溪坪塘岭坑口桥林田陂", "青白龙枫沙双南石竹上水东西长高古黄金"):
            name = f"{first}{second}{kind}" if round_ == 1 else f"新{first}{second}{round_}{kind}"
            yield name, f"{name}人民政府", "乡镇", "乡镇"


def _firms() -> Iterator[tuple[str, str, str, str]]:
    yield "工业园区管委会", "工业园区管理委员会", "企业", "工业"
    yield "城投公司", "城市建设投资开发有限公司", "企业", "城建"
    yield from _more("企业", ("投资公司", "开发公司", "运营公司", "集团公司"))


def _unit(number: int, who: tuple[str, str, str, str], months: int, rng: Random) -> UnitSpec:
    name, full_name, group, theme = who
    funded = rng.random() < 0.55
    formula, competitive = _formula(rng, funded), _competitive(rng, funded)
    has_winner = formula.converted + competitive.converted > 0
    alone = formula.land_only + competitive.land_only
    unwon = formula.projects + competitive.projects - formula.converted - competitive.converted
    return UnitSpec(
        id=f"U{number:03d}",
        name=name,
        full_name=_COUNTY + full_name,
        group=group,  # type: ignore[arg-type]
        theme=theme,
        aliases=_aliases(name, full_name, group),
        target=_target(formula.received_wan + competitive.received_wan, rng),
        formula=formula,
        competitive=competitive,
        land_mu=rng.randrange(20, 400) if alone or (has_winner and rng.random() < 0.15) else 0,
        bond_wan=rng.randrange(1, 9) * 100 if formula.small and rng.random() < 0.04 else 0,
        reclaimed_wan=rng.randrange(5, 60) if unwon and rng.random() < 0.05 else 0,
        returns=number == 1 or rng.random() < 0.93,
        history=rng.random() < 0.93,
        **_habits(number, months, rng),
    )


def _aliases(name: str, full_name: str, group: str) -> tuple[str, ...]:
    """Give what else a unit calls itself: without the county, or with 县 before it (towns: the short 政府)."""
    others = [full_name, f"{name}政府"] if group == "乡镇" else [full_name, f"县{full_name}", f"县{name}"]
    return tuple(alias for alias in dict.fromkeys(others) if alias != name)


def _formula(rng: Random, funded: bool) -> Quota:
    projects = rng.randrange(0, 6)
    if not funded or not projects:
        return Quota(projects=projects, new=rng.randrange(0, projects + 1))
    converted = rng.randrange(1, projects + 1)
    land_only = int(converted > 1 and rng.random() < 0.05)
    awarded = (converted - land_only) * rng.randrange(40, 900)
    return Quota(
        projects=projects,
        new=rng.randrange(0, projects + 1),
        converted=converted,
        land_only=land_only,
        awarded_wan=awarded,
        received_wan=awarded * rng.randrange(3, 11) // 10,
    )


def _competitive(rng: Random, funded: bool) -> Quota:
    projects = rng.randrange(0, 14)
    winners = min(projects, rng.choice((0, 1, 1, 2, 3))) if funded else 0
    large = tuple((awarded, awarded * rng.randrange(0, 11) // 10) for awarded in _large(winners, rng))
    land_only = int(winners > len(large) and rng.random() < 0.1)
    small_awarded = (winners - len(large) - land_only) * rng.randrange(30, _MOST_SMALL_WAN)
    return Quota(
        projects=projects,
        new=rng.randrange(0, projects + 1),
        converted=winners,
        land_only=land_only,
        awarded_wan=small_awarded + sum(awarded for awarded, _ in large),
        received_wan=small_awarded * rng.randrange(0, 11) // 10 + sum(received for _, received in large),
        large=large,
    )


def _large(winners: int, rng: Random) -> list[int]:
    return [rng.randrange(500, 3000)] if winners and rng.random() < 0.2 else []


def _target(received_wan: int, rng: Random) -> TargetSpec | None:
    """Set a target around what will come: some units are ahead, most behind, a few have none."""
    if rng.random() < 0.05:
        return None
    percent = rng.choice((90, 110, 60, 45, 35, 28, 18, 12, 6))
    return TargetSpec(
        projects=rng.randrange(1, 15), funds_wan=received_wan * 100 // percent + rng.randrange(1, 10) * 50
    )


def _habits(number: int, months: int, rng: Random) -> dict[str, Any]:
    """Draw the months in which a unit files nothing, files late, or files twice; the first unit always files."""
    misses, late, resubmits = [], [], []
    for month in range(1, months + 1):
        chance = rng.random()
        if chance < 0.06 and number > 1:
            misses.append(month)
        elif chance < 0.12:
            late.append(month)
        elif chance < 0.16:
            resubmits.append(month)
    return {"misses": tuple(misses), "late": tuple(late), "resubmits": tuple(resubmits)}


def _twins(units: list[UnitSpec]) -> tuple[Twin, ...]:
    able = [unit.id for unit in units if unit.competitive.small and unit.returns][:2]
    return (
        (Twin(units=(able[0], able[1]), name="清江流域综合治理工程", code="2013-361027-48-01-500123"),)
        if able[1:]
        else ()
    )


def _with_zero_kinds(units: list[UnitSpec], rng: Random) -> list[UnitSpec]:
    """Let the first units that win nothing be of other kinds of zero, as many as leave one that has won nothing."""
    changes = (_gives_back, _waits_for_money, _wins_land)
    idle = [unit for unit in units if unit.returns and _wins_nothing(unit)]
    changed = {unit.id: change(unit, rng) for change, unit in zip(changes, idle[:-1], strict=False)}
    return [changed.get(unit.id, unit) for unit in units]


def _wins_nothing(unit: UnitSpec) -> bool:
    return not unit.formula.converted and not unit.competitive.converted and not unit.reclaimed_wan


def _gives_back(unit: UnitSpec, rng: Random) -> UnitSpec:
    return _more_projects(unit, reclaimed_wan=rng.randrange(5, 60))


def _waits_for_money(unit: UnitSpec, rng: Random) -> UnitSpec:
    return _more_projects(unit, converted=1, awarded_wan=rng.randrange(30, _MOST_SMALL_WAN))


def _wins_land(unit: UnitSpec, rng: Random) -> UnitSpec:
    return _more_projects(unit, converted=1, land_only=1, land_mu=rng.randrange(20, 400))


def _more_projects(unit: UnitSpec, reclaimed_wan: int = 0, land_mu: int = 0, **won: int) -> UnitSpec:
    """Give the unit a further competitive project, `won` of which its quota says."""
    quota = unit.competitive.model_copy(update={"projects": unit.competitive.projects + 1, **won})
    return unit.model_copy(update={"competitive": quota, "reclaimed_wan": reclaimed_wan, "land_mu": land_mu})


def last_year(units: list[UnitSpec], rng: Random) -> LastYearSpec:
    """Draw last year's totals: less than now of the units that have a history."""
    known = [unit for unit in units if unit.history]
    quotas = [quota for unit in known for quota in (unit.formula, unit.competitive)]
    received = sum(quota.received_wan for quota in quotas) * 10_000 * rng.randrange(30, 90) // 100
    decreases = rng.randrange(0, 3_000_000) if known else 0
    return LastYearSpec(
        awarded_yuan=(received + decreases) * rng.randrange(110, 170) // 100,
        received_yuan=received + decreases,
        decreases_yuan=decreases,
        projects=sum(quota.projects for quota in quotas) * rng.randrange(50, 110) // 100,
    )
