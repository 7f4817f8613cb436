"""Small counties in which nothing is wrong but what is planted: every rule alone, in a project of its own, from a planned month on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.small_county import SmallCounty

PERIODS = ("2013-01", "2013-02", "2013-03", "2013-04")
UNITS = [f"第{number}局" for number in range(1, 8)]
COLUMNS = {
    "name": "项目名称", "kind": "项目类型", "origin": "项目性质", "category": "资金类别", "stage": "项目阶段", "applied": "申报资金",
    "awarded": "争取资金", "allotted": "下达资金", "received": "到位资金", "paid": "支付资金", "received_on": "到位日期", "document": "批复文号",
    "needed": "用地需求(亩)", "granted": "用地指标(亩)", "start": "计划开工", "started": "实际开工", "finish": "计划竣工",
    "leader": "责任领导", "person": "责任人", "problems": "存在问题",
}  # fmt: skip
Row = dict[str, Any]
COMMON: Row = dict.fromkeys(COLUMNS) | {
    "kind": "个性型", "origin": "新增", "category": "省级专项", "applied": 200, "leader": "责任领导甲", "person": "责任人甲",
}  # fmt: skip


def built(_month: int) -> Row:
    """A project for which money has come in time and that is being built."""
    return COMMON | {
        "stage": "在建", "awarded": 150, "allotted": 120, "received": 100, "paid": 60, "received_on": "2013-01-10", "document": "云财〔2013〕8号",
        "needed": 10, "granted": 10, "start": "2013-01", "started": "2013-01-05", "finish": "2013-12",
    }  # fmt: skip


def waiting(month: int) -> Row:
    """A project that moves on each month and has won nothing yet."""
    return COMMON | {"stage": ("谋划", "储备", "前期", "申报")[month - 1]}


@dataclass(frozen=True)
class Plant:
    """What is wrong with a project: told (`row` of a month), since when, at which column; `gone` from a month on it isn't filed."""

    row: Callable[[int], Row]
    opened: int
    column: str
    gone: int = 13
    units: int = 1


def since(first: int, base: Callable[[int], Row], column: str, opened: int = 0, **wrong: Any) -> Plant:
    """Plant values in a project from a month on."""
    return Plant(lambda month: base(month) | (wrong if month >= first else {}), opened or first, column)


NOT_STARTED = {"stage": "到位", "paid": 0, "start": "2013-09", "started": None}
PLANTED: dict[str, Plant] = {
    "states_contact": since(2, waiting, "problems", problems="请县领导带队对接"),
    "filed_twice": Plant(waiting, 1, "name", units=2),
    "stuck": since(1, waiting, "stage", 4, stage="申报"),
    "states_approvals": since(3, waiting, "problems", problems="前期手续未办结"),
    "unstarted": since(1, built, "received", 4, **NOT_STARTED),
    "unspent": since(1, built, "paid", 4, paid=0),
    "idle": since(2, built, "received_on", received_on="2010-12-20"),
    "overpaid": since(3, built, "paid", paid=110),
    "start_overdue": since(1, built, "start", 2, stage="到位", started=None),
    "finish_overdue": since(1, built, "finish", 3, finish="2013-02"),
    "without_leader": since(3, waiting, "leader", leader=None),
    "without_person": since(2, built, "person", person=None),
    "leader_changed": since(4, built, "leader", leader="责任领导乙"),
    "unarrived": since(1, built, "awarded", 4, stage="批复", received=0, paid=0, received_on=None, start="2013-09", started=None),
    "lacking_land": since(2, built, "needed", granted=4),
    "states_matching": since(2, waiting, "problems", problems="地方配套资金未落实"),
    "without_document": since(2, built, "document", document=None),
    "vanished": Plant(built, 3, "name", gone=3),
    "put_aside": since(4, built, "stage", stage="停建"),
}  # fmt: skip
"""By rule. What asks for more than one month shows in the month in which it can be told first."""


@dataclass(frozen=True)
class PlannedItem:
    """An item as it is planned: its rule, unit (by place), project, and the month and cell in which it is first seen."""

    rule: str
    unit_id: str
    project: str
    opened: str
    file: str
    cell: str


def planted_county(root: Path, seed: int) -> tuple[SmallCounty, list[PlannedItem]]:
    """Write a county of seven units with every rule planted once, units and rows by chance; give it with what is planned."""
    rng, county = Random(seed), SmallCounty(root)
    units = [{"unit_id": f"u{n}", "name": name, "full_name": name, "group": "县直", "ranked": "yes"} for n, name in enumerate(UNITS, 1)]  # fmt: skip
    county.reference("units", units)
    county.reference(
        "targets", [{"year": 2013, "unit_id": u["unit_id"], "projects": 4, "funds_wan": 900} for u in units]
    )
    own: dict[int, list[tuple[str, str, Plant]]] = {
        n: [("", f"{UNITS[n]}{base.__name__}", Plant(base, 13, "")) for base in (built, waiting)]
        for n in range(len(UNITS))
    }
    for rule, plant in PLANTED.items():
        for n in rng.sample(range(len(UNITS)), plant.units):
            own[n].append((rule, f"{rule}工程", plant))
    for projects in own.values():
        rng.shuffle(projects)
    for month, period in enumerate(PERIODS, start=1):
        for n, projects in own.items():
            told = [plant.row(month) | {"name": name} for _, name, plant in projects if month < plant.gone]
            rows = [[row[column] for column in COLUMNS] for row in told]
            county.file_return(period, UNITS[n], rows, header=["序号", *COLUMNS.values()])
    return county, [item for n, projects in own.items() for item in _planned(n, projects)]


def _planned(n: int, projects: list[tuple[str, str, Plant]]) -> Iterator[PlannedItem]:
    letters = {name: chr(ord("B") + place) for place, name in enumerate(COLUMNS)}
    for rule, name, plant in projects:
        if rule:
            seen = min(plant.opened, plant.gone - 1)
            above = [other for _, other, own in projects if seen < own.gone].index(name)
            yield PlannedItem(
                rule,
                f"u{n + 1}",
                name,
                PERIODS[plant.opened - 1],
                f"{UNITS[n]}.xlsx",
                f"{letters[plant.column]}{4 + above}",
            )
