"""Months."""

from datetime import UTC, date, datetime

import pytest

from zzlib.periods import check_period, chinese, clock, county_time, following_month_day, last_day, stamp, typed_period


def test_periods() -> None:
    assert last_day("2012-02") == date(2012, 2, 29)
    assert last_day("2013-12") == date(2013, 12, 31)
    assert following_month_day("2013-12", 5) == date(2014, 1, 5)
    assert chinese("2013-05") == "2013年5月"


def test_a_month_may_be_typed_in_another_way() -> None:
    assert [
        typed_period(text) for text in ("2013-5", "201305", "2013年5月", "２０１３年05月份", "2013-05", "五月", "")
    ] == [
        *["2013-05"] * 5,
        "五月",
        "",
    ]


def test_there_is_one_clock_the_countys() -> None:
    evening = datetime(2013, 6, 4, 22, 30, tzinfo=UTC)
    assert stamp(evening) == "20130605-063000" and stamp(datetime(2013, 6, 4, 9)) == "20130604-090000"
    assert county_time(evening) == datetime(2013, 6, 5, 6, 30)
    assert clock().isoformat().endswith("+08:00")


@pytest.mark.parametrize("text", ["2013-13", "201305", "2013-5", "五月", "2013-05 "])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="2013-05"):
        check_period(text)
