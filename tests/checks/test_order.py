"""Money is awarded, then allotted, then received, then paid: what comes later is not more than what came before."""

import pytest

from tests.checks.examples import cells, file, found, row
from tests.small_county import SmallCounty


def test_a_project_in_order_is_fine(county: SmallCounty) -> None:
    file(county, "2013-01", row(awarded=100, allotted=100, received=80, paid=0))
    assert cells(county, "2013-01") == []


def test_each_pair_out_of_order_is_said_once(county: SmallCounty) -> None:
    file(county, "2013-01", row(awarded=100, allotted=120, received=80, paid=90.5))
    first, second = found(county, "2013-01")
    assert [(i.level, i.code, i.cell) for i in (first, second)] == [
        ("warning", "amounts_out_of_order", "J4"),
        ("warning", "amounts_out_of_order", "M4"),
    ]
    assert first.message == "项目“通村公路”的下达资金是120万元，比争取资金100万元还多20万元"
    assert second.message == "项目“通村公路”的支付资金是90.5万元，比到位资金80万元还多10.5万元"
    assert "“含上年结转10.5万元”" in second.advice


def test_an_amount_that_is_not_stated_is_passed_over(county: SmallCounty) -> None:
    file(county, "2013-01", row(awarded=100, received=120), row(name="水库", received=50))
    assert cells(county, "2013-01") == [("warning", "amounts_out_of_order", "K4")]


def test_a_project_is_judged_over_its_lines(county: SmallCounty) -> None:
    central = {"category": "中央预算内投资", "level": "中央"}
    file(county, "2013-01", row(awarded=100, allotted=80), row(awarded=100, allotted=110, **central))
    assert cells(county, "2013-01") == []


def test_what_a_line_received_is_held_against_what_that_line_was_awarded(county: SmallCounty) -> None:
    central = {"category": "中央预算内投资", "level": "中央"}
    file(county, "2013-01", row(awarded=100, received=70), row(awarded=100, received=120, **central))
    [said] = found(county, "2013-01")
    assert (said.code, said.cell) == ("amounts_out_of_order", "K5")
    assert "到位资金是120万元，比争取资金100万元还多20万元" in said.message


@pytest.mark.parametrize(
    "rows",
    [
        [row(awarded=100, received=120), row(category="市级专项", received=5)],
        [row(awarded=100, received="约120")],
        [row(awarded=100, received="待定")],
        [row(awarded=0, allotted=0, received=-30, paid=0)],
        [row(awarded=100, received=120, stage="收回")],
        [row(awarded=100, received=120, remark="含上年结转20万元")],
        [row(awarded=100, received=100.4)],
    ],
    ids=["a line without", "hedged", "unreadable", "taken back", "reclaimed", "remark", "rounded"],
)
def test_what_is_unclear_or_explained_is_no_disorder(county: SmallCounty, rows: list[list[object]]) -> None:
    file(county, "2013-01", *rows)
    assert cells(county, "2013-01") == []


def test_money_of_last_year_is_worth_knowing_and_no_warning(county: SmallCounty) -> None:
    file(county, "2013-01", row(origin="结转", awarded=0, received=50))
    assert cells(county, "2013-01") == [("notice", "order_carried_over", "K4")]
