"""Supervision: each thing that may be wrong with money or works planted alone is found, and no other; amounts close."""

from itertools import accumulate
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.small_county import SmallCounty
from zzlib.dispatch import dispatch_of
from zzlib.dispatch.supervision import STATES, STEPS, MonthMoney, SupervisedProject, oldest_unpaid, supervised
from zzlib.indicators import Month, measured
from zzlib.ledger import open_ledger
from zzlib.report.supervision_sheets import write_supervision

HEADER = [
    "序号", "项目名称", "项目类型", "项目性质", "项目阶段", "总投资", "申报资金", "争取资金", "下达资金", "到位资金", "支付资金", "到位日期",
    "计划开工", "实际开工", "计划竣工", "责任领导",
]  # fmt: skip
SOUND = {
    "kind": "个性型", "origin": "新增", "stage": "在建", "total": 300, "applied": 200, "awarded": 150, "allotted": 120, "received": 100, "paid": 60,
    "received_on": "2013-01-20", "start": "2013-02", "started": "2013-02-10", "finish": "2013-11", "leader": "责任领导甲",
}  # fmt: skip
PERIODS = ("2013-01", "2013-02", "2013-03", "2013-04", "2013-05")
PLANTED: dict[str, dict[str, Any]] = {
    "idle": {"received_on": "2011-03-10"},
    "overpaid": {"paid": 110},
    "unstarted": {"stage": "到位", "paid": 0, "started": None, "start": "2013-09"},
    "unarrived": {"received": 0, "paid": 0, "received_on": None, "started": None, "start": "2013-09", "stage": "批复"},
    "start_overdue": {"stage": "到位", "started": None},
    "finish_overdue": {"finish": "2013-03"},
}


def file(county: SmallCounty, period: str, *rows: dict[str, Any], unit: str = "水利局") -> None:
    """File a return: rows of what differs from `SOUND`, `name` among it."""
    table = [[row.get("name", "水库除险"), *({**SOUND, **row}[name] for name in SOUND)] for row in rows]
    county.file_return(period, unit, table, header=HEADER)


def read(county: SmallCounty, period: str = "2013-05") -> tuple[list[SupervisedProject], Month]:
    ledger = open_ledger(county.workspace, period)
    month = measured(ledger)
    return supervised(dispatch_of(ledger, month), month), month


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[SupervisedProject], Month]:
    """A county with each thing planted alone, and a sound project."""
    county = SmallCounty(tmp_path_factory.mktemp("planted") / "县")
    rows = [{"name": "无恙工程"}, *({"name": f"{state}工程", **told} for state, told in PLANTED.items())]
    for period in PERIODS:
        file(county, period, *rows)
    return read(county)


@pytest.mark.parametrize("state", ["", *PLANTED])
def test_what_is_planted_alone_is_found_alone(planted: tuple[list[SupervisedProject], Month], state: str) -> None:
    [found] = [one for one in planted[0] if one.project == f"{state or '无恙'}工程"]
    assert found.states == ((state,) if state else ())
    assert set(PLANTED) == set(STATES)


def test_rates_say_what_they_are_made_of(planted: tuple[list[SupervisedProject], Month]) -> None:
    figures = planted[1].figures
    # all seven have won money; 到位久未开工, 批复久未到位 and 逾期未开工 have not begun
    assert figures["start_rate", "unit:u02"].text == "57.1%"
    assert (figures["start_rate"].numerator, figures["start_rate"].denominator) == (4, 7)
    assert (figures["finish_rate"].numerator, figures["finish_rate"].denominator) == (0, 7)


def test_money_is_followed_month_by_month_and_the_oldest_unpaid_is_told(county: SmallCounty) -> None:
    for period, received, paid in (("2013-01", 40, 0), ("2013-02", 40, 40), ("2013-03", 70, 40), ("2013-05", 90, 45)):
        file(county, period, {"received": received, "paid": paid})
    [found] = read(county)[0]
    assert [one.balance // 10**6 for one in found.months] == [40, 0, 30, 30, 45]
    assert [one.known for one in found.months] == [True, True, True, False, True]  # April is carried over
    assert found.oldest == "2013-03"


def test_what_inspectors_found_closes_or_is_told_at_its_cell(county: SmallCounty, tmp_path: Path) -> None:
    file(county, "2013-05", {})
    found = {"year": 2013, "month": 4, "unit_id": "u02", "finding": "资金滞留", "papers": "凭证1.jpg"}
    closing = found | {"amount_yuan": "500000", "returned_yuan": "400000", "correcting_yuan": "100000"}
    open_ = found | {"amount_yuan": "500000", "returned_yuan": "400000", "correcting_yuan": "50000"}
    county.reference("inspections", [closing, open_])
    ledger = open_ledger(county.workspace, "2013-05")
    month = measured(ledger)
    [told] = month.issues[month.issues["code"] == "reference_doubtful_value"].to_dict("records")
    assert (told["cell"], "合计是 450000 元，应等于查出的金额" in told["message"]) == ("F3", True)
    write_supervision(dispatch_of(ledger, month), month, tmp_path / "资金监管.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "资金监管.xlsx")["检查发现"].iter_rows(min_row=4, values_only=True))
    assert [row[4:8] for row in rows[:2]] == [(50, 40, 10, 0), (50, 40, 5, 5)]
    assert rows[0][9] == "凭证1.jpg"


def test_the_total_is_the_county_s_figure_and_what_does_not_count_is_said(county: SmallCounty, tmp_path: Path) -> None:
    county.reference("fund_categories", [{"category": "专项债券", "kind_hint": "", "counts": "no"}])
    rows = [{}, {"name": "债券工程", "received": 80, "paid": 50}]
    table = [[row.get("name", "水库除险"), *({**SOUND, **row}[name] for name in SOUND)] for row in rows]
    given = [[*cells, category] for cells, category in zip(table, ("", "专项债券"), strict=True)]
    county.file_return("2013-05", "水利局", given, header=[*HEADER, "资金类别"])
    ledger = open_ledger(county.workspace, "2013-05")
    month = measured(ledger)
    write_supervision(dispatch_of(ledger, month), month, tmp_path / "资金监管.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "资金监管.xlsx")["按项目"]
    lines = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0] == "水利局"]
    assert sum(row[6] for row in lines) == month.figures["funds_received"].value / 10_000 == 100
    [bonds] = [row for row in lines if row[1] == "债券工程"]
    assert (bonds[6], "另有不计入统计的：争取150万元、下达120万元、到位80万元、支付50万元" in bonds[10]) == (0, True)
    assert "不计入统计的类别的资金不在各栏和合计里" in sheet.cell(2, 1).value


amounts = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.booleans()), min_size=1, max_size=6)


@given(amounts)
def test_money_that_came_first_is_paid_first(gains: list[tuple[int, int, bool]]) -> None:
    received, paid = (list(accumulate(gain[side] for gain in gains)) for side in (0, 1))
    months = [
        MonthMoney(f"2013-0{n + 1}", dict.fromkeys(STEPS, 0) | {"received": received[n], "paid": paid[n]}, gains[n][2])
        for n in range(len(gains))
    ]
    oldest = oldest_unpaid(months)
    if not months[-1].known or received[-1] <= paid[-1]:
        assert oldest == ""
        return
    place = int(oldest[-1]) - 1
    assert received[place] > paid[-1]
    assert all(received[n] <= paid[-1] for n in range(place) if months[n].known)
