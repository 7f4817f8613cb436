"""This month beside last month: what came in the month, and cumulative amounts, which only grow."""

import pytest

from tests.checks.examples import cells, file, found, row
from tests.small_county import SmallCounty


def test_what_came_in_the_month_is_the_difference_of_the_cumulative_amounts(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=100, month=100))
    file(county, "2013-02", row(received=130.5, month=30.5))
    assert cells(county, "2013-02") == []


def test_a_wrong_month_is_said_with_its_numbers_and_what_to_type(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=100))
    file(county, "2013-02", row(received=130.5, month=130.5))
    [issue] = found(county, "2013-02")
    assert (issue.level, issue.code, issue.file, issue.cell) == (
        "warning", "month_received_differs", "水利局.xlsx", "L4",
    )  # fmt: skip
    assert issue.message == (
        "项目“通村公路”的当月到位填的是130.5万元，到位资金本月累计130.5万元减去上月累计100万元是30.5万元，相差100万元"
    )
    assert "当月到位请填 30.5；" in issue.advice


def test_the_example_is_in_the_unit_that_the_form_is_filled_in(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=1_000_000), money_unit="单位：元")
    file(county, "2013-02", row(received=1_300_000, month=0), money_unit="单位：元")
    [issue] = found(county, "2013-02")
    assert "当月到位请填 300000；" in issue.advice


def test_in_january_all_came_in_the_month(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=100, month=40), row(name="水库", received=60, month=60))
    assert cells(county, "2013-01") == [("warning", "month_received_differs", "L4")]


def test_amounts_filled_in_rounded_may_differ_by_their_last_digit(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=100.4), row(name="水库", received=100))
    file(county, "2013-02", row(received=150.6, month=50.3), row(name="水库", received=151, month=50))
    assert cells(county, "2013-02") == []


@pytest.mark.parametrize(
    "february",
    [
        [row(received="待定", month=20)],
        [row(received=150, month=None)],
        [row(received="约150", month=20)],
        [row(received=90, month=20), row(category="市级专项", received=60, month=20)],
    ],
    ids=["unreadable", "blank", "hedged", "other lines than before"],
)
def test_what_cannot_be_compared_is_left(county: SmallCounty, february: list[list[object]]) -> None:
    file(county, "2013-01", row(received=100), row(name="水库", received=5))
    file(county, "2013-02", *february, row(name="水库", received=5, month=0))
    assert cells(county, "2013-02") == []


def test_nothing_is_said_of_the_month_after_a_missing_return(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=100))
    county.file_return("2013-02", "发改委", [])
    file(county, "2013-03", row(received=150, month=20))
    assert cells(county, "2013-03") == []


def test_lines_of_a_project_are_told_apart_by_category_and_level(county: SmallCounty) -> None:
    central = {"category": "中央预算内投资", "level": "中央"}
    file(county, "2013-01", row(received=100), row(received=40, **central))
    file(county, "2013-02", row(received=50, month=10, **central), row(received=100, month=20))
    assert cells(county, "2013-02") == [("warning", "month_received_differs", "L5")]


def test_a_cumulative_amount_that_fell_is_said(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=100))
    file(county, "2013-02", row(received=30, month=30))
    [issue] = found(county, "2013-02")
    assert (issue.level, issue.code, issue.cell, issue.value) == ("warning", "amount_fell", "K4", "30万元")
    assert issue.message == "项目“通村公路”的到位资金（1月以来累计）本月是30万元，2013年1月报的是100万元，少了70万元"
    assert "如 130；" in issue.advice and "如“收回70万元”" in issue.advice


@pytest.mark.parametrize("field", ["applied", "awarded", "allotted", "received", "paid"])
def test_every_amount_since_january_is_watched(county: SmallCounty, field: str) -> None:
    file(county, "2013-01", row(**{field: 100}))
    file(county, "2013-02", row(**{field: 99}))
    assert [(i.code, i.field) for i in found(county, "2013-02")] == [("amount_fell", field)]


def test_an_amount_that_is_blank_after_it_was_stated_fell_too(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=100))
    file(county, "2013-02", row())
    [issue] = found(county, "2013-02")
    assert "本月没有填，2013年1月报的是100万元" in issue.message


def test_a_fall_is_seen_over_a_missing_month(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=100))
    county.file_return("2013-02", "发改委", [])
    file(county, "2013-03", row(received=90))
    [issue] = found(county, "2013-03")
    assert "2013年1月报的是100万元" in issue.message


@pytest.mark.parametrize(
    "february",
    [
        row(received=70, stage="收回"),
        row(received=70, stage="调整"),
        row(received=70, remark="省里收回30万元"),
        row(received=70, month=-30),
        row(received=-30),
        row(received="待定"),
        row(received=100),
    ],
    ids=["reclaimed", "adjusted", "remark", "negative month", "negative", "unreadable", "unchanged"],
)
def test_money_taken_back_or_unreadable_is_no_fall(county: SmallCounty, february: list[object]) -> None:
    file(county, "2013-01", row(received=100))
    file(county, "2013-02", february)
    assert cells(county, "2013-02") == []


def test_a_form_without_the_column_is_no_fall_but_a_column_that_is_gone(county: SmallCounty) -> None:
    file(county, "2013-01", row(paid=100, received=100))
    header = ["序号", "项目名称", "项目类型", "资金类别", "到位资金"]
    county.file_return("2013-02", "水利局", [["通村公路", "个性型", "省级专项", 100]], header=header)
    said = [(issue.code, issue.field) for issue in found(county, "2013-02")]
    assert said == [("layout_changed", ""), ("layout_column_gone", "paid")]


def test_a_fund_line_that_is_gone_shows_in_what_the_project_has(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=100), row(received=40, category="中央预算内投资"))
    file(county, "2013-02", row(received=120, month=20))
    [issue] = found(county, "2013-02")
    assert (issue.code, issue.cell) == ("amount_fell", "K4")
    assert "本月是120万元，2013年1月报的是140万元，少了20万元" in issue.message


def test_a_fund_line_that_is_split_is_no_fall(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=100))
    file(county, "2013-02", row(received=60), row(received=40, category="中央预算内投资"))
    assert cells(county, "2013-02") == []
