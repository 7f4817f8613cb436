"""A county in which nothing is wrong but what is planted: the causes of items, each alone, in a project of its own, from a month on.

`python -m zzlib.synthetic.problems DIR --rule stuck --seed 7` writes the workspace, with all rules where none is named, and
`DIR/truth/items.csv`: the rule, unit, project, month and cell in which each item is first seen.
"""

import argparse
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from random import Random
from typing import Any

from zzlib.periods import following_month_day
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.synthetic.files import CLERK, RECEIVED_COLUMNS
from zzlib.synthetic.grid import WrittenGrid
from zzlib.synthetic.tables import write_table
from zzlib.synthetic.workbook import address, workbook_bytes

PERIODS = ("2013-01", "2013-02", "2013-03", "2013-04")
_UNITS = {f"第{number}局": f"u{number}" for number in range(1, 8)}
"""Ids by name."""
_HEAD = 3
"""Rows above the projects."""
_COLUMNS = {
    "name": "项目名称", "kind": "项目类型", "origin": "项目性质", "category": "资金类别", "stage": "项目阶段", "applied": "申报资金",
    "awarded": "争取资金", "allotted": "下达资金", "received": "到位资金", "paid": "支付资金", "received_on": "到位日期", "document": "批复文号",
    "needed": "用地需求(亩)", "granted": "用地指标(亩)", "start": "计划开工", "started": "实际开工", "finish": "计划竣工",
    "leader": "责任领导", "person": "责任人", "problems": "存在问题",
}  # fmt: skip
_Row = dict[str, Any]
_COMMON: _Row = dict.fromkeys(_COLUMNS) | {
    "kind": "个性型", "origin": "新增", "category": "省级专项", "applied": 200, "leader": "责任领导甲", "person": "责任人甲",
}  # fmt: skip


def _built(_month: int) -> _Row:
    """Give a project for which money has come in time and that is being built."""
    return _COMMON | {
        "stage": "在建", "awarded": 150, "allotted": 120, "received": 100, "paid": 60, "received_on": "2013-01-10", "document": "云财〔2013〕8号",
        "needed": 10, "granted": 10, "start": "2013-01", "started": "2013-01-05", "finish": "2013-12",
    }  # fmt: skip


def _waiting(month: int) -> _Row:
    """Give a project that moves on each month and has won nothing yet."""
    return _COMMON | {"stage": ("谋划", "储备", "前期", "申报")[month - 1]}


@dataclass(frozen=True)
class _Plant:
    """What is wrong with a project: told (`row` of a month), since when, at which column; `gone` from a month on it isn't filed."""

    row: Callable[[int], _Row]
    opened: int
    column: str
    gone: int = 13
    units: int = 1


def _since(first: int, base: Callable[[int], _Row], column: str, opened: int = 0, **wrong: Any) -> _Plant:
    """Plant values in a project from a month on."""
    return _Plant(lambda month: base(month) | (wrong if month >= first else {}), opened or first, column)


_NOT_STARTED = {"stage": "到位", "paid": 0, "start": "2013-09", "started": None}
PLANTED: dict[str, _Plant] = {
    "states_contact": _since(2, _waiting, "problems", problems="请县领导带队对接"),
    "filed_twice": _Plant(_waiting, 1, "name", units=2),
    "stuck": _since(1, _waiting, "stage", 4, stage="申报"),
    "states_approvals": _since(3, _waiting, "problems", problems="前期手续未办结"),
    "unstarted": _since(1, _built, "received", 4, **_NOT_STARTED),
    "unspent": _since(1, _built, "paid", 4, paid=0),
    "idle": _since(2, _built, "received_on", received_on="2010-12-20"),
    "overpaid": _since(3, _built, "paid", paid=110),
    "start_overdue": _since(1, _built, "start", 2, stage="到位", started=None),
    "finish_overdue": _since(1, _built, "finish", 3, finish="2013-02"),
    "without_leader": _since(3, _waiting, "leader", leader=None),
    "without_person": _since(2, _built, "person", person=None),
    "leader_changed": _since(4, _built, "leader", leader="责任领导乙"),
    "unarrived": _since(1, _built, "awarded", 4, stage="批复", received=0, paid=0, received_on=None, start="2013-09", started=None),
    "lacking_land": _since(2, _built, "needed", granted=4),
    "states_matching": _since(2, _waiting, "problems", problems="地方配套资金未落实"),
    "without_document": _since(2, _built, "document", document=None),
    "vanished": _Plant(_built, 3, "name", gone=3),
    "put_aside": _since(4, _built, "stage", stage="停建"),
}  # fmt: skip
"""By rule. What asks for more than one month shows in the month in which it can be told first."""


@dataclass(frozen=True)
class PlannedItem:
    """An item as it is planned: its rule, unit, project, and the month and cell in which it is first seen."""

    rule: str
    unit_id: str
    project: str
    opened: str
    file: str
    cell: str


_Own = list[tuple[str, str, _Plant]]
"""What a unit files: the rule that is planted (`""`: none), the project's name, what is told of it."""


def write_problem_county(directory: Path, seed: int, rules: Collection[str] = tuple(PLANTED)) -> list[PlannedItem]:
    """Write a county of seven units and four months in which each of the rules is planted once, units and rows by chance.

    Gives the items that are planned, as `truth/items.csv` has them.
    """
    rng = Random(seed)
    own: dict[str, _Own] = {
        unit: [("", f"{unit}{words}", _Plant(base, 13, "")) for words, base in (("在建工程", _built), ("新报工程", _waiting))]
        for unit in _UNITS
    }  # fmt: skip
    for rule in rules:
        for unit in rng.sample(list(_UNITS), PLANTED[rule].units):
            own[unit].append((rule, f"{rule}工程", PLANTED[rule]))
    for projects in own.values():
        rng.shuffle(projects)
    _write_lists(directory / "data" / "reference")
    for month, period in enumerate(PERIODS, start=1):
        folder = directory / "data" / "returns" / period
        folder.mkdir(parents=True)
        for unit, projects in own.items():
            (folder / f"{unit}.xlsx").write_bytes(workbook_bytes({"月报": _return(unit, month, projects)}))
        came = f"{following_month_day(period, 2)}T09:00:00"
        register = [{"file": f"{unit}.xlsx", "received_at": came, "by": CLERK} for unit in own]
        write_table(folder / "received.csv", RECEIVED_COLUMNS, register)
    planned = [item for unit, projects in own.items() for item in _planned(unit, projects)]
    (directory / "truth").mkdir()
    write_table(directory / "truth" / "items.csv", [field.name for field in fields(PlannedItem)], map(vars, planned))
    return planned


def _write_lists(folder: Path) -> None:
    folder.mkdir(parents=True)
    units = [
        {"unit_id": id_, "name": name, "full_name": name, "group": "县直", "ranked": "yes"}
        for name, id_ in _UNITS.items()
    ]
    targets = [{"year": 2013, "unit_id": id_, "projects": 4, "funds_wan": 900} for id_ in _UNITS.values()]
    for name, rows in (("units", units), ("targets", targets)):
        write_table(folder / f"{name}.csv", REFERENCE_COLUMNS[name], rows)


def _return(unit: str, month: int, projects: _Own) -> WrittenGrid:
    told = [plant.row(month) | {"name": name} for _, name, plant in projects if month < plant.gone]
    rows: list[list[Any]] = [
        [f"2013年{month}月争资争项情况月报表"],
        [f"填报单位：{unit}", None, None, "单位：万元"],
        ["序号", *_COLUMNS.values()],
        *([number, *(row[name] for name in _COLUMNS)] for number, row in enumerate(told, start=1)),
    ]
    grid = WrittenGrid()
    for number, cells in enumerate(rows):
        for column, value in enumerate(cells):
            grid.put(number, column, value)
    return grid


def _planned(unit: str, projects: _Own) -> Iterator[PlannedItem]:
    for rule, name, plant in projects:
        if rule:
            seen = min(plant.opened, plant.gone - 1)
            above = [other for _, other, own in projects if seen < own.gone].index(name)
            cell = address((_HEAD + above, 1 + list(_COLUMNS).index(plant.column)))
            yield PlannedItem(rule, _UNITS[unit], name, PERIODS[plant.opened - 1], f"{unit}.xlsx", cell)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--rule", choices=list(PLANTED), action="append", help="which, again for several; else all")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    write_problem_county(chosen.directory, chosen.seed, chosen.rule or tuple(PLANTED))
