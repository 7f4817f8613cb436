"""Conversion asked for: how many projects came how far, and the rate of each group with its interval."""

from collections.abc import Mapping
from dataclasses import dataclass

from zzlib.explore.data import ViewData
from zzlib.explore.dimensions import IN_HISTORY, Filters
from zzlib.explore.statistics import wilson_interval
from zzlib.indicators import Figure
from zzlib.indicators.month import BOUND_WORDS

Counts = dict[str, tuple[int, int]]
"""Group -> (converted, projects)."""

CONVERSION = ("projects_total", "projects_converted", "conversion")
MONEY = ("funds_applied", "funds_awarded", "funds_allotted", "funds_received", "funds_paid")
STEPS = ("projects_total", "projects_applied", "projects_converted", "projects_allotted", "projects_received")
"""The figures of how far projects have come; each step holds the ones after it."""


@dataclass(frozen=True)
class Rate:
    """A group's conversion: figures of the catalogue by id."""

    group: str
    figures: Mapping[str, Figure]

    @property
    def conversion(self) -> Figure:
        """The figure of the rate, of this year or the last."""
        return self.figures.get("conversion") or self.figures["conversion_last_year"]

    @property
    def converted(self) -> int:
        """How many projects have won money or land."""
        return int(self.conversion.numerator or 0)

    @property
    def projects(self) -> int:
        """How many projects there are."""
        return int(self.conversion.denominator or 0)

    @property
    def bound(self) -> str:
        """The word that bounds the rate: something that may have won can't be read, or may be of this kind, or a county lacks."""
        return BOUND_WORDS[self.conversion.bound]

    @property
    def rate(self) -> float | None:
        """Converted over projects, `None` without projects."""
        return None if self.conversion.value is None else float(self.conversion.value)

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson interval of the rate."""
        return wilson_interval(self.converted, self.projects)


Rates = dict[str, Rate]
"""By group, in the office's order."""


def total_rate(data: ViewData, filters: Filters, period: str = "", *, rest: bool = False, of: str = "") -> Rate:
    """Give the conversion of all projects that pass the filters (or of the rest) in a month (the data's own when `""`).

    `of` names the dimension by which it is asked, too (`ViewData.ask`).
    """
    return Rate("", data.ask(CONVERSION, filters, period=period, rest=rest, of=of)[""])


def rates(data: ViewData, filters: Filters, by: str, period: str = "", *, rest: bool = False) -> Rates:
    """Give the conversion of each value of a dimension; that of the rest when asked."""
    asked = data.ask(["conversion"], filters, by, period, rest=rest)
    return {value: Rate(value, asked[value]) for value in data.words.ordered(by, sorted(asked))}


def rates_last_year(data: ViewData, filters: Filters, by: str) -> tuple[Rate, Rates] | None:
    """Give last year's conversion of the same month, as a whole and by a dimension.

    `None` where last year is not known by these dimensions, or a part of it can't be read.
    """
    if by not in IN_HISTORY or set(filters.chosen()) - set(IN_HISTORY):
        return None
    whole = Rate("", data.ask_last_year(filters)[""])
    groups = {value: Rate(value, asked) for value, asked in data.ask_last_year(filters, by).items()}
    known = whole.projects and all(group.projects for group in groups.values())
    return (whole, groups) if known else None


def counts(rates: Rates) -> Counts:
    """Give (converted, projects) of each group that has projects."""
    return {name: (rate.converted, rate.projects) for name, rate in rates.items() if rate.projects}
