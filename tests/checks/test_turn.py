"""What goes on over the years: money received since the start, and projects that last year's returns had."""

from tests.checks.examples import HEADER, cells, found, row
from tests.small_county import SmallCounty

SINCE = [*HEADER, "开工以来累计到位"]


def since(amount: object, **values: object) -> list[object]:
    return [*row(**values), amount]


def file(county: SmallCounty, period: str, *rows: list[object]) -> None:
    county.file_return(period, "水利局", rows, header=SINCE)


def test_what_came_since_the_start_goes_on_in_january(county: SmallCounty) -> None:
    file(county, "2013-12", since(150, received=100), since(90, name="水库", received=60))
    file(county, "2014-01", since(155, origin="结转", received=5), since(3, name="水库", origin="结转", received=3))
    [issue] = found(county, "2014-01")
    assert (issue.level, issue.code, issue.cell, issue.value) == ("warning", "since_start_fell", "S5", "3万元")
    assert "2013年12月报的是90万元，少了87万元" in issue.message
    assert "如 93；" in issue.advice


def test_what_came_since_the_start_does_not_fall_within_a_year_either(county: SmallCounty) -> None:
    file(county, "2014-01", since(150, received=100))
    file(county, "2014-02", since(140, received=100))
    assert cells(county, "2014-02") == [("warning", "since_start_fell", "S4")]


def test_money_taken_back_may_lessen_it(county: SmallCounty) -> None:
    file(county, "2013-12", since(150, received=100))
    file(county, "2014-01", since(120, origin="结转", remark="省里收回30万元"))
    assert cells(county, "2014-01") == []


def test_a_project_of_last_year_is_not_new(county: SmallCounty) -> None:
    file(county, "2013-11", since(1, received=1), since(1, name="水库", received=1))
    file(county, "2013-12", since(1, received=1))
    file(county, "2014-01", since(2, received=0), since(1, name="水库", origin="结转"), since(1, name="堤防"))
    [issue] = found(county, "2014-01")
    assert (issue.level, issue.code, issue.cell) == ("warning", "origin_not_carried", "D4")
    assert "“通村公路”2013年12月已经报过" in issue.message and "请改填“结转”" in issue.advice


def test_a_project_of_a_merged_name_is_said_once_and_until_it_is_mended(county: SmallCounty) -> None:
    file(county, "2013-12", since(1, received=1), since(1, received=1, category="中央预算内投资", level="中央"))
    for period in ("2014-01", "2014-02"):
        file(county, period, since(1), since(1, category="中央预算内投资", level="中央"))
        assert cells(county, period) == [("warning", "origin_not_carried", "D4")]
