"""Months."""

from datetime import date

import pytest

from zzlib.periods import check_period, chinese, following_month_day, last_day


def test_periods() -> None:
    assert last_day("2012-02") == date(2012, 2, 29)
    assert last_day("2013-12") == date(2013, 12, 31)
    assert following_month_day("2013-12", 5) == date(2014, 1, 5)
    assert chinese("2013-05") == "2013年5月"


@pytest.mark.parametrize("text", ["2013-13", "201305", "2013-5", "五月", "2013-05 "])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="2013-05"):
        check_period(text)
