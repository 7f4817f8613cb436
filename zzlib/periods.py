"""Months as the text `2013-05`: checked, counted and listed; and the county's clock."""

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
"""The time in which a county lives, whatever the machine's."""

_PERIOD = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def is_period(text: str) -> bool:
    """Tell whether a text is a month such as `2013-05`."""
    return _PERIOD.fullmatch(text) is not None


def typed_period(text: str) -> str:
    """Give the month that a person types in another way (`2013-5`, `201305`, `2013年5月`); anything else as it is."""
    short = re.fullmatch(
        r"(\d{4})-(\d)|(\d{4})(\d\d)|(\d{4})年0?(\d\d?)月份?", unicodedata.normalize("NFKC", text).strip()
    )
    return "{}-{:0>2}".format(*filter(None, short.groups())) if short else text


def check_period(text: str) -> str:
    """Give `text` back if it is a month such as `2013-05`.

    Raises:
        ValueError: it is not; the message says in Chinese what to type.
    """
    if not _PERIOD.fullmatch(text):
        raise ValueError(f"“{text}”不是月份，请写成 2013-05 的样子")
    return text


def year_of(period: str) -> int:
    """Give the year of a period."""
    return int(period[:4])


def month_of(period: str) -> int:
    """Give the month (1 to 12) of a period."""
    return int(period[5:])


def period_of(year: int, month: int) -> str:
    """Give the period of a year and month."""
    return f"{year:04d}-{month:02d}"


def months_until(period: str) -> list[str]:
    """Give the months of the year from January to `period`, inclusive."""
    return [period_of(year_of(period), month) for month in range(1, month_of(period) + 1)]


def last_day(period: str) -> date:
    """Give the last day of the month, the date that a return's amounts speak of (截至日)."""
    return following_month_day(period, 1) - timedelta(days=1)


def following_month_day(period: str, day: int) -> date:
    """Give the `day` of the month after `period`: returns for May are due on the 5th of June."""
    year, month = year_of(period), month_of(period)
    return date(year + month // 12, month % 12 + 1, day)


def month_before(day: date) -> str:
    """Give the period before the month of a day: what is due to be reported on that day."""
    first = day.replace(day=1) - timedelta(days=1)
    return period_of(first.year, first.month)


def period_before(period: str) -> str:
    """Give the month before: December of last year for January."""
    return month_before(last_day(period))


def chinese(period: str) -> str:
    """Give a period as people write it: 2013年5月."""
    return f"{year_of(period)}年{month_of(period)}月"


def clock() -> datetime:
    """Give the county's time, wherever the computer's clock thinks that it is."""
    return datetime.now(CHINA)


def now() -> str:
    """Give the county's time to the second, in ISO form."""
    return clock().replace(tzinfo=None).isoformat(timespec="seconds")


def today() -> date:
    """Give the county's day."""
    return clock().date()


def county_time(time: datetime) -> datetime:
    """Give a time as the county's clock told it; one that names no zone is the county's already."""
    return (time.astimezone(CHINA) if time.tzinfo else time).replace(tzinfo=None)


def stamp(time: datetime | None = None) -> str:
    """Write a time, or now, as names of folders have it: 20130604-090000."""
    return county_time(time or clock()).strftime("%Y%m%d-%H%M%S")
