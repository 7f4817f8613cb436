"""How often a county's units report: which periods a year has, which comes before which, and what people call them.

A period is named by its last month: the first quarter of 2013 is `2013-03`.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from zzlib.files import decoded, package_toml
from zzlib.periods import check_period, chinese, month_before, month_of, period_of, year_of

USUAL: Final = "month"
"""How often units report where the settings don't say."""


@dataclass(frozen=True)
class Rhythm:
    """Reports every so many `months`.

    `names` and `spans` call the periods of a year, and the year so far, where they are not named by their months;
    `words` are what texts written for months say instead.
    """

    months: int
    names: tuple[str, ...]
    spans: tuple[str, ...]
    words: Mapping[str, str]

    def holds(self, period: str) -> bool:
        """Tell whether a month is the last of a period."""
        return month_of(period) % self.months == 0

    def check(self, text: str) -> str:
        """Give `text` back if it is a period.

        Raises:
            ValueError: it is no month, or none by which a period is named; the message says in Chinese what to type.
        """
        if not self.holds(check_period(text)):
            before, own = self.around(text)
            said = f"{self.name(before)}写成 {before}，{self.name(own)}写成 {own}"
            raise ValueError(f"本县按季度报送，没有 {text} 这一期；{said}")
        return text

    def holding(self, period: str) -> str:
        """Give the period that a month belongs to."""
        return period_of(year_of(period), -(-month_of(period) // self.months) * self.months)

    def around(self, period: str) -> tuple[str, str]:
        """Give the periods that a month may be meant for, in which returns come: the one that ended before it, and its own."""
        own = self.holding(period)
        return self.before(own), own

    def until(self, period: str) -> list[str]:
        """Give the periods of the year up to `period`, inclusive."""
        return [period_of(year_of(period), m) for m in range(self.months, month_of(period) + 1, self.months)]

    def before(self, period: str, back: int = 1) -> str:
        """Give the period `back` periods before, in the year before where it must be."""
        number = year_of(period) * 12 + month_of(period) - 1 - back * self.months
        return period_of(number // 12, number % 12 + 1)

    def between(self, first: str, last: str) -> list[str]:
        """List the periods from `first` to `last`, inclusive; none when `last` lies before."""
        periods = [last]
        while periods[-1] > first:
            periods.append(self.before(periods[-1]))
        return [period for period in reversed(periods) if first <= period <= last]

    def left(self, period: str) -> int:
        """Give the number of periods that the year has after `period`."""
        return (12 - month_of(period)) // self.months

    def ended(self, day: dt.date) -> str:
        """Give the last period that had ended before the month of a day: what is due to be reported on that day."""
        period = month_before(day)
        return period if self.holds(period) else self.before(self.holding(period))

    def name(self, period: str) -> str:
        """Give a period as people write it: 2013年5月, 2013年一季度."""
        return f"{year_of(period)}年{self.short(period)}" if self.names and self.holds(period) else chinese(period)

    def short(self, period: str) -> str:
        """Give a period without its year: 5月, 一季度."""
        return self._called(self.names, period) or f"{month_of(period)}月"

    def span(self, period: str) -> str:
        """Give the year so far: 1月, 1—5月, 上半年."""
        month = month_of(period)
        return self._called(self.spans, period) or ("1月" if month == 1 else f"1—{month}月")

    @property
    def is_monthly(self) -> bool:
        """Whether texts that are written for months need no other words."""
        return not self.words

    def said(self, text: str) -> str:
        """Give a text that is written for months in this rhythm's words."""
        return self._pattern.sub(lambda match: self.words[match[0]], text) if self.words else text

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.words)))

    def _called(self, names: tuple[str, ...], period: str) -> str:
        return names[month_of(period) // self.months - 1] if names and self.holds(period) else ""


@cache
def rhythms() -> dict[str, Rhythm]:
    """Give the rhythms by what the settings call them (`rhythms.toml`)."""
    return {
        every: Rhythm(own["months"], tuple(own["names"]), tuple(own["spans"]), own["words"])
        for every, own in package_toml("zzlib", "rhythms.toml").items()
    }


def rhythm_named(settings: Path) -> Rhythm:
    """Give the rhythm that a county's settings name; nothing else in them is looked at.

    It is the usual one where they name none that there is: what is wrong with settings is told where they are used.
    """
    try:
        return rhythms()[tomllib.loads(decoded(settings.read_bytes())[0])["returns"]["every"]]
    except (OSError, ValueError, KeyError, TypeError):
        return rhythms()[USUAL]
