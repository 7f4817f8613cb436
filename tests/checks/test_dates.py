"""What has happened can't have happened after the month."""

import pytest

from tests.checks.examples import HEADER, cells, file, found, row
from tests.small_county import SmallCounty


def test_a_date_after_the_month_is_said(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=5, awarded_on="2013-01-31", received_on="2014-01-15"))
    [issue] = found(county, "2013-01")
    assert (issue.level, issue.code, issue.cell, issue.value) == ("warning", "date_in_future", "Q4", "2014-01-15")
    assert issue.message == "项目“通村公路”的到位日期填的是 2014-01-15，在本月末（2013-01-31）以后，还没有发生"
    assert "如 2013-01-31；" in issue.advice


@pytest.mark.parametrize("day", ["2013-01-31", "2013年1月", "2013年", "2012-12-30", "", "2013年2月30日"])
def test_dates_up_to_the_months_end_are_fine_however_precise(county: SmallCounty, day: str) -> None:
    file(county, "2013-01", row(received=5, received_on=day))
    assert cells(county, "2013-01") == []


@pytest.mark.parametrize("day", ["2013-02-01", "2013年2月", "2014年"])
def test_dates_after_it_are_not(county: SmallCounty, day: str) -> None:
    file(county, "2013-01", row(received=5, awarded_on=day))
    assert cells(county, "2013-01") == [("warning", "date_in_future", "P4")]


def test_a_plan_may_lie_ahead(county: SmallCounty) -> None:
    file(county, "2013-01", row(applied_on="2013-06-01", stage="谋划"))
    assert cells(county, "2013-01") == []
    header = ["计划申报日期" if label == "申报日期" else label for label in HEADER]
    county.file_return("2013-02", "水利局", [row(applied_on="2013-06-01", stage="申报")], header=header)
    assert [(level, code) for level, code, _ in cells(county, "2013-02")] == [("notice", "layout_changed")]
