"""Working days: Monday to Friday but for legal holidays, and the Saturdays and Sundays that are worked for them (`holidays.toml`)."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pydantic import ValidationError

from zzlib.data import DataModel, NotTomlError, package_toml, parsed_toml
from zzlib.told import ToldError

FILE = "holidays.toml"
"""The county's own years lie under this name in `data/`."""
SATURDAY = 5


class HolidaysError(ToldError, ValueError):
    """The county's holidays can't be used; the message says in Chinese which entry and how to write it."""


class _Year(DataModel):
    source: str = ""
    off: tuple[str, ...] = ()
    work: tuple[str, ...] = ()


@dataclass(frozen=True)
class Calendar:
    """The days that are off besides Saturdays and Sundays, and those of these that are worked."""

    off: frozenset[dt.date]
    work: frozenset[dt.date]

    def is_working(self, day: dt.date) -> bool:
        """Tell whether offices work on a day; of a year that is not known only its weekends are off."""
        return day in self.work or (day.weekday() < SATURDAY and day not in self.off)

    def working_day(self, day: dt.date) -> dt.date:
        """Give a day, or the first after it on which offices work."""
        while not self.is_working(day):
            day += dt.timedelta(days=1)
        return day

    def after(self, day: dt.date, days: int) -> dt.date:
        """Give the day that is so many working days after a day."""
        for _ in range(days):
            day = self.working_day(day + dt.timedelta(days=1))
        return day


@cache
def calendar(own: bytes = b"") -> Calendar:
    """Give the calendar: the package's years, and over them those of the county's file (its content, `b""` for none).

    Raises:
        HolidaysError: the county's file can't be used.
    """
    try:
        years = {**package_toml(__package__, FILE), **parsed_toml(own)}
        off, work = (
            frozenset(
                day
                for year, entry in years.items()
                for text in getattr(_Year.model_validate(entry), name)
                for day in _days(year, text)
            )
            for name in ("off", "work")
        )
    except (NotTomlError, ValidationError, ValueError) as error:
        hint = '每年一段，如 [2015]，下面写 off = ["01-01/01-03"]、work = ["01-04"]'
        raise HolidaysError(f"data/{FILE} 不能用：{hint}（{str(error).splitlines()[0]}）") from error
    return Calendar(off, work)


def _days(year: str, text: str) -> Iterator[dt.date]:
    """Read `02-09` or `02-09/02-15` of a year."""
    if not re.fullmatch(r"\d{4}", year) or not re.fullmatch(r"\d\d-\d\d(/\d\d-\d\d)?", text):
        raise ValueError(f"{year} 年的“{text}”")
    first, last = (dt.date.fromisoformat(f"{year}-{day}") for day in (text[:5], text[-5:]))
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)
