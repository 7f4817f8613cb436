"""A county in which nothing is wrong, and one for each problem, which has that problem and no other.

Twelve units, April 2013, with January as the month that lies three months back. Every unit has a large competitive
project that is being built, and one that waits for its award.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.small_county import SmallCounty

UNITS = [f"第{number:02d}局" for number in range(1, 13)]
PERIOD, EARLIER = "2013-04", "2013-01"
HEADER = [
    "序号", "项目名称", "项目类型", "项目性质", "投资方向", "资金类别", "申报资金", "争取资金", "下达资金", "到位资金", "支付资金",
    "用地需求(亩)", "用地指标(亩)", "项目阶段", "到位日期", "实际开工", "责任领导", "存在问题",
]  # fmt: skip
Row = dict[str, Any]
Returns = dict[str, dict[str, list[Row]]]
"""Rows by period and unit."""


class Plan:
    """What the county's files will say; a plan is changed before it is written."""

    def __init__(self) -> None:
        self.returns: Returns = {p: {u: [built(u, p), waiting(u, p)] for u in UNITS} for p in (EARLIER, PERIOD)}
        self.references: dict[str, list[dict[str, Any]]] = {
            "units": [
                {"unit_id": f"u{n:02d}", "name": u, "full_name": u, "group": "县直", "ranked": "yes"}
                for n, u in enumerate(UNITS, start=1)
            ],
            "targets": [{"year": 2013, "unit_id": f"u{n:02d}", "projects": 2, "funds_wan": 1000} for n in range(1, 13)],
            "history_projects": [
                {
                    "year": 2012,
                    "month": 4,
                    "unit_id": f"u{n:02d}",
                    "kind": "competitive",
                    "projects": 10,
                    "converted": 1,
                }
                for n in range(1, 13)
            ],
            "policy_fields": [
                {"field": "农田水利", "keywords": "水库、灌区", "priority": "高"},
                {"field": "交通", "keywords": "公路", "priority": "中"},
            ],
            "programmes": [{"programme": "中小河流治理", "field": "农田水利", "opens": "2013-02", "closes": "2013-07"}],
            "inspections": [{"year": 2012, "month": 9, "unit_id": "u01", "finding": "账目不清", "amount_yuan": 1}],
        }
        self.received_at: dict[str, str] = {}
        self.settings = ""

    def project(self, unit: str, number: int, period: str = PERIOD) -> Row:
        """Give a unit's built (0) or waiting (1) project."""
        return self.returns[period][unit][number]

    def every(self, number: int, period: str = PERIOD, **values: Any) -> None:
        """Set values in every unit's project of this number."""
        for unit in UNITS:
            self.project(unit, number, period).update(values)

    def some(self, number: int, period: str = PERIOD, **values: Any) -> None:
        """Set values in the project of three units."""
        for unit in UNITS[:3]:
            self.project(unit, number, period).update(values)

    def write(self, root: Path) -> SmallCounty:
        county = SmallCounty(root)
        for name, rows in self.references.items():
            county.reference(name, rows)
        if self.settings:
            county.settings(self.settings)
        for period, units in self.returns.items():
            for unit, rows in units.items():
                late = self.received_at.get(unit, "") if period == PERIOD else ""
                lines = [[row[label] for label in HEADER[1:]] for row in rows]
                county.file_return(period, unit, lines, header=HEADER, received_at=late)
        return county


def built(unit: str, period: str) -> Row:
    """A project for which money has come and that is being built."""
    received, paid = {EARLIER: (300, 100), PERIOD: (500, 400)}[period]
    return project(
        f"{unit}渠系工程", 争取资金=600, 下达资金=600, 到位资金=received, 支付资金=paid, 项目阶段="在建",
        到位日期="2013-01-15", 实际开工="2013-01-20", 存在问题="资金分批下达", **{"用地需求(亩)": 10, "用地指标(亩)": 10},
    )  # fmt: skip


def waiting(unit: str, period: str) -> Row:
    """A project that is waiting and moves on."""
    return project(f"{unit}灌区工程", 申报资金=200, 项目阶段="申报" if period == PERIOD else "前期")


def project(name: str, **values: Any) -> Row:
    blank = dict.fromkeys(HEADER[1:], None)
    amounts = dict.fromkeys(["争取资金", "下达资金", "到位资金", "支付资金"], 0)
    said = {"项目名称": name, "项目类型": "个性型", "项目性质": "新增", "投资方向": "农田水利", "资金类别": "省级专项"}
    return {**blank, **amounts, **said, "申报资金": 600, "责任领导": "责任领导甲", **values}


def _no_new_projects(plan: Plan) -> None:
    plan.some(0, 项目性质="结转")
    plan.some(1, 项目性质="结转")


def _empty_fields(plan: Plan) -> None:
    plan.references["policy_fields"].append({"field": "新兴产业", "keywords": "新能源", "priority": "高"})


def _unapplied_programmes(plan: Plan) -> None:
    plan.references["programmes"].append({"programme": "低碳试点", "field": "气候", "opens": "2013-01"})


def _competitive_share(plan: Plan) -> None:
    for unit in UNITS[:9]:
        plan.project(unit, 0)["项目类型"] = "政策型"


def _few_large(plan: Plan) -> None:
    plan.every(0, 争取资金=400, 下达资金=400, 到位资金=350, 支付资金=300)


def _dry(plan: Plan) -> None:
    plan.some(0, EARLIER, 到位资金=500)


def _filed_twice(plan: Plan) -> None:
    for unit, amount in zip(UNITS[:2], (100, 120), strict=True):
        plan.returns[PERIOD][unit].append(project("双桥灌区工程", 申报资金=amount, 项目阶段="申报"))


def _conversion(plan: Plan) -> None:
    for unit in UNITS:
        plan.returns[PERIOD][unit] += [project(f"{unit}灌区{n}片", 申报资金=10, 项目阶段="申报") for n in range(6)]


def _conversion_fell(plan: Plan) -> None:
    for row in plan.references["history_projects"]:
        row["converted"] = 9


def _unstarted(plan: Plan) -> None:
    plan.some(0, 项目阶段="到位", 支付资金=0, 实际开工=None)


def _inspected(plan: Plan) -> None:
    plan.references["inspections"].append(
        {"year": 2013, "month": 3, "unit_id": "u02", "finding": "挪用项目资金", "amount_yuan": 200000}
    )


def _reclaimed(plan: Plan) -> None:
    taken = project("渠道工程", 申报资金=0, 到位资金=-1, 项目性质="结转", 项目阶段="收回")
    plan.returns[PERIOD][UNITS[0]].append(taken)


def _overpaid(plan: Plan) -> None:
    plan.project(UNITS[0], 0)["支付资金"] = 550


def _idle(plan: Plan) -> None:
    plan.project(UNITS[0], 0)["到位日期"] = "2010-05-01"


def _zero(plan: Plan) -> None:
    nothing = {"争取资金": 0, "下达资金": 0, "到位资金": 0, "支付资金": 0, "到位日期": None, "实际开工": None}
    plan.some(0, EARLIER, **nothing, 项目阶段="前期")
    plan.some(0, **nothing, 项目阶段="申报")


def _concentration(plan: Plan) -> None:
    for period in (EARLIER, PERIOD):
        plan.project(UNITS[0], 0, period).update(争取资金=9500, 下达资金=9500, 到位资金=9000, 支付资金=8000)


def _behind(plan: Plan) -> None:
    for row in plan.references["targets"]:
        row["funds_wan"] = 2000


def _needed(plan: Plan) -> None:
    for row in plan.references["targets"]:
        row["funds_wan"] = 5000
    plan.every(0, EARLIER, 到位资金=400, 争取资金=900, 下达资金=900)
    plan.every(0, 到位资金=800, 争取资金=900, 下达资金=900, 支付资金=700)
    plan.settings = "[schedule]\nby = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1]\n"


def _receipt(plan: Plan) -> None:
    plan.every(0, 争取资金=900)


def _arrival(plan: Plan) -> None:
    plan.every(0, 争取资金=700, 下达资金=900)


def _unarrived(plan: Plan) -> None:
    for unit in UNITS[:3]:
        for period in (EARLIER, PERIOD):
            plan.returns[period][unit].append(project(f"{unit}堤防工程", 争取资金=50, 项目阶段="批复"))


def _missing(plan: Plan) -> None:
    del plan.returns[PERIOD][UNITS[4]]


def _late(plan: Plan) -> None:
    plan.received_at[UNITS[4]] = "2013-05-20T09:00:00"


PLANTED: dict[str, Callable[[Plan], None]] = {
    "no_new_projects": _no_new_projects,
    "empty_fields": _empty_fields,
    "unapplied_programmes": _unapplied_programmes,
    "competitive_share": _competitive_share,
    "few_large": _few_large,
    "dry": _dry,
    "contact_wanted": lambda plan: plan.some(1, 存在问题="需县领导带队对接"),
    "filed_twice": _filed_twice,
    "conversion": _conversion,
    "conversion_fell": _conversion_fell,
    "stuck": lambda plan: plan.some(1, EARLIER, 项目阶段="申报"),
    "approvals": lambda plan: plan.some(1, 存在问题="前期手续未办结"),
    "unstarted": _unstarted,
    "payment": lambda plan: plan.every(0, 支付资金=200),
    "inspected": _inspected,
    "reclaimed": _reclaimed,
    "overpaid": _overpaid,
    "idle": _idle,
    "without_leader": lambda plan: plan.some(1, 责任领导=None),
    "zero": _zero,
    "concentration": _concentration,
    "behind": _behind,
    "needed": _needed,
    "receipt": _receipt,
    "arrival": _arrival,
    "unarrived": _unarrived,
    "land": lambda plan: plan.some(1, **{"用地需求(亩)": 50}),
    "matching": lambda plan: plan.some(1, 存在问题="配套资金未落实"),
    "missing": _missing,
    "late": _late,
    "unreadable": lambda plan: plan.project(UNITS[4], 1).update(申报资金="待定"),
}
"""What plants each problem of the catalogue, by its id."""
