"""Conversion counted: how many projects came how far, and the rate of each group with its interval."""

from collections.abc import Mapping
from dataclasses import dataclass

from zzlib.explore.data import BASE_MEASURES, MONEY_MEASURES, PROJECT_MEASURES, STEPS, ViewData
from zzlib.explore.dimensions import IN_HISTORY, Filters
from zzlib.explore.statistics import wilson_interval
from zzlib.indicators.catalogue import Measure
from zzlib.indicators.sums import Sum, Sums
from zzlib.vocabulary import Kind

Counts = dict[str, tuple[int, int]]
"""Group -> (converted, projects)."""

RATES = ("group", "converted", "projects", "rate", "low", "high")


@dataclass(frozen=True)
class Rate:
    """A group's conversion.

    `lower_bound` says that something that may have won can't be read, or may be of this kind; `more_projects` that a whole
    return can't be, or that projects may be of this kind.
    """

    group: str
    converted: int
    projects: int
    lower_bound: bool = False
    more_projects: bool = False
    money: Mapping[str, int | None] | None = None

    @property
    def rate(self) -> float | None:
        """Converted over projects, `None` without projects."""
        return self.converted / self.projects if self.projects else None

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson interval of the rate."""
        return wilson_interval(self.converted, self.projects)


def total_rate(data: ViewData, filters: Filters, period: str = "") -> Rate:
    """Give the conversion of all projects that pass the filters in a month (the data's own when `""`)."""
    sums = data.sums(data.projects(period or data.period, filters, or_unstated=True), _wanted(filters))
    hidden = data.return_unreadable(filters.unit_id, filters.group)
    unsorted = sums["projects"].get((), Sum(0)).unreadable > 0
    return Rate("", *_pair(sums, ()), _unreadable(sums, ()) or hidden, unsorted or hidden)


def rates(data: ViewData, filters: Filters, by: str) -> list[Rate]:
    """Give the conversion of each value of a dimension, in the office's order, with its money."""
    projects = data.sums(data.projects(data.period, filters, [by], or_unstated=True), _wanted(filters), [by])
    money = data.sums(data.lines(data.period, filters), MONEY_MEASURES, [by])
    found = [key for (key,), own in projects["projects"].items() if own.value] + [key for (key,) in money["received"]]
    groups = []
    for value in data.words.ordered(by, sorted(found)):
        amounts = {name: _amount(sums.get((value,))) for name, sums in money.items()}
        own = Filters(**(filters.chosen() | {by: value}))
        hidden = data.return_unreadable(own.unit_id, own.group)
        unsorted = projects["projects"].get((value,), Sum(0)).unreadable > 0
        unsorted |= by == "kind" and value != Kind.UNSTATED and (Kind.UNSTATED,) in projects["projects"]
        lower = _unreadable(projects, (value,)) or unsorted or hidden
        groups.append(Rate(value, *_pair(projects, (value,)), lower, unsorted or hidden, amounts))
    return groups


def _amount(found: Sum | None) -> int | None:
    return None if found is None else int(found.value)


def _wanted(filters: Filters) -> dict[str, Measure]:
    """Give the measures of converted projects and of projects; of one kind they are the catalogue's own."""
    kind = f"_{filters.kind}" if filters.kind in (Kind.FORMULA, Kind.COMPETITIVE) else ""
    return {name: PROJECT_MEASURES[f"{name}{kind}"] for name in ("converted", "projects")}


def _pair(sums: Mapping[str, Sums], key: tuple[str, ...]) -> tuple[int, int]:
    converted, projects = (sums[name].get(key, Sum(0)).value for name in ("converted", "projects"))
    return int(converted), int(projects)


def _unreadable(sums: Mapping[str, Sums], key: tuple[str, ...]) -> bool:
    return sums["converted"].get(key, Sum(0)).unreadable > 0


def counts(data: ViewData, filters: Filters, by: str, period: str = "") -> Counts:
    """Give (converted, projects) of each value of a dimension in a month."""
    sums = data.sums(data.projects(period or data.period, filters, [by]), _wanted(filters), [by])
    return {key[0]: _pair(sums, key) for key in sums["projects"]}


def counts_last_year(data: ViewData, filters: Filters, by: str) -> Counts | None:
    """Give last year's counts of the same month, or `None` where last year is not known by these dimensions."""
    if by not in IN_HISTORY or set(filters.chosen()) - set(IN_HISTORY):
        return None
    rows = data.last_year(filters)
    if rows.empty:
        return None
    sums = data.sums(rows, BASE_MEASURES, [by])
    return {key[0]: (int(sums["converted"][key].value), int(found.value)) for key, found in sums["projects"].items()}


def counts_rest(data: ViewData, filters: Filters, by: str) -> Counts:
    """Give the counts of the county's projects that do not pass the filters."""
    own, whole = counts(data, filters, by), counts(data, Filters(), by)
    return {
        group: (k - own.get(group, (0, 0))[0], n - own.get(group, (0, 0))[1])
        for group, (k, n) in whole.items()
        if n > own.get(group, (0, 0))[1]
    }


@dataclass(frozen=True)
class Funnel:
    """Projects that came at least as far as each of `STEPS`, and money by its steps (`None`: nothing is known)."""

    projects: tuple[int, ...]
    money: dict[str, int]
    unreadable: dict[str, bool]


def funnel(data: ViewData, filters: Filters) -> Funnel:
    """Give the funnel of projects and money that pass the filters."""
    steps = data.sums(data.projects(data.period, filters), {"projects": PROJECT_MEASURES["projects"]}, ["step"])[
        "projects"
    ]
    at = [int(steps.get((str(step),), Sum(0)).value) for step in range(len(STEPS))]
    money = data.sums(data.lines(data.period, filters), MONEY_MEASURES)
    return Funnel(
        tuple(sum(at[step:]) for step in range(len(STEPS))),
        {name: int(sums[()].value) for name, sums in money.items()},
        {name: sums[()].unreadable > 0 for name, sums in money.items()},
    )
