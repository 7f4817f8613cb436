"""Legal holidays: what the State Council published, what the county adds, and years that nobody has written down."""

from datetime import date

import pytest

from zzlib.holidays import HolidaysError, calendar


@pytest.mark.parametrize(
    ("day", "given"),
    [
        (date(2013, 2, 8), date(2013, 2, 8)),
        (date(2013, 2, 9), date(2013, 2, 16)),  # the Spring Festival, then a Saturday that is worked
        (date(2013, 4, 7), date(2013, 4, 7)),
        (date(2013, 8, 31), date(2013, 9, 2)),
        (date(2013, 10, 5), date(2013, 10, 8)),
        (date(2014, 4, 5), date(2014, 4, 8)),
        (date(2012, 10, 5), date(2012, 10, 5)),  # a year that is not known
    ],
)
def test_nothing_is_issued_when_offices_are_closed(day: date, given: date) -> None:
    assert calendar().working_day(day) == given


def test_the_county_adds_its_years() -> None:
    own = calendar(b'[2012]\noff = ["10-01/10-07"]\n')
    assert own.working_day(date(2012, 10, 5)) == date(2012, 10, 8)
    assert own.working_day(date(2013, 10, 5)) == date(2013, 10, 8)


@pytest.mark.parametrize(
    ("day", "days", "back"),
    [(date(2013, 6, 8), 3, date(2013, 6, 14)), (date(2013, 7, 5), 3, date(2013, 7, 10))],
)
def test_working_days_leave_out_what_is_off(day: date, days: int, back: date) -> None:
    assert calendar().after(day, days) == back


@pytest.mark.parametrize(
    "text", ['[2015]\noff = ["1月1日"]', '[2015]\nfree = ["01-01"]', '[今年]\noff = ["01-01"]', "[2015"]
)
def test_a_calendar_that_cannot_be_used_says_how_to_write_it(text: str) -> None:
    with pytest.raises(HolidaysError, match=r"data/holidays\.toml 不能用"):
        calendar(text.encode())
