"""How often units report: the periods of a year, what comes before what, and what people call them."""

from datetime import date

import pytest

from zzlib.rhythm import rhythms

MONTH, QUARTER = rhythms()["month"], rhythms()["quarter"]


def test_the_periods_of_a_year() -> None:
    assert MONTH.until("2013-03") == ["2013-01", "2013-02", "2013-03"]
    assert QUARTER.until("2013-09") == ["2013-03", "2013-06", "2013-09"]
    assert (MONTH.left("2013-12"), MONTH.left("2013-05"), QUARTER.left("2013-06")) == (0, 7, 2)


def test_what_comes_before_and_between() -> None:
    assert (MONTH.before("2013-01"), QUARTER.before("2013-03"), QUARTER.before("2013-09", 2)) == (
        "2012-12",
        "2012-12",
        "2013-03",
    )
    assert MONTH.between("2012-11", "2013-02") == ["2012-11", "2012-12", "2013-01", "2013-02"]
    assert QUARTER.between("2012-12", "2013-06") == ["2012-12", "2013-03", "2013-06"]
    assert MONTH.between("2013-02", "2013-01") == QUARTER.between("2013-06", "2013-03") == []


@pytest.mark.parametrize(
    ("day", "quarter"),
    [((2013, 4, 1), "2013-03"), ((2013, 6, 30), "2013-03"), ((2013, 7, 1), "2013-06"), ((2014, 1, 6), "2013-12")],
)
def test_the_quarter_that_is_due_on_a_day(day: tuple[int, int, int], quarter: str) -> None:
    assert QUARTER.ended(date(*day)) == quarter
    assert MONTH.ended(date(2013, 6, 30)) == "2013-05"


def test_what_people_call_a_period() -> None:
    assert [QUARTER.name("2013-03"), QUARTER.short("2013-12"), QUARTER.span("2013-09")] == [
        "2013年一季度",
        "四季度",
        "前三季度",
    ]
    assert [MONTH.name("2013-05"), MONTH.short("2013-05"), MONTH.span("2013-05"), MONTH.span("2013-01")] == [
        "2013年5月",
        "5月",
        "1—5月",
        "1月",
    ]
    assert QUARTER.name("2013-04") == "2013年4月"  # no period of the county: what it is


def test_texts_that_are_written_for_months() -> None:
    said = "上月报过的项目本月没有出现；年初至本月末累计；今后每月平均"
    assert QUARTER.said(said) == "上季度报过的项目本季度没有出现；年初至本季度末累计；今后每季度平均"
    assert MONTH.said(said) == said and MONTH.is_monthly and not QUARTER.is_monthly
    assert QUARTER.said("停在同一阶段满3个月，截至6月底") == "停在同一阶段满3个月，截至6月底"


def test_a_month_that_is_no_period_is_refused_with_what_to_type() -> None:
    with pytest.raises(ValueError, match="2013年一季度写成 2013-03，2013年二季度写成 2013-06"):
        QUARTER.check("2013-04")
    assert QUARTER.check("2013-06") == MONTH.check("2013-06") == "2013-06"
