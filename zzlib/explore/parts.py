"""What the pictures of the conversion view share: its parameters, the other side of a comparison, what a picture adds."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from zzlib.charts.theme import Chart
from zzlib.explore.data import ViewData, ViewError
from zzlib.explore.dimensions import DIMENSIONS, Filters
from zzlib.explore.funnel import Rate, Rates, rates, rates_last_year, total_rate
from zzlib.explore.result import NOTHING, ViewResult, ViewTable
from zzlib.explore.wording import wording
from zzlib.periods import chinese, month_of, year_of
from zzlib.writing import StoredFigure


@dataclass(frozen=True)
class ConversionParameters:
    """What the view is set to. `by` is a key of `DIMENSIONS`, `listed` says whose projects are listed (`key_of`)."""

    period: str = ""
    picture: str = "rates"
    compare: str = "last_month"
    by: str = "policy_field"
    filters: Filters = field(default_factory=Filters)
    listed: str = ""

    def texts(self) -> dict[str, str]:
        """Give the parameters as text, for what is stored."""
        own = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "filters"}
        return texts(own | self.filters.chosen())


def texts(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Give parameters that are set as text, for what is stored."""
    return {n: "、".join(v) if isinstance(v, tuple) else str(v) for n, v in parameters.items() if v}


Head = tuple[str, tuple[StoredFigure, ...]]
"""The sentence that every picture of a view begins with, and its figures."""


@dataclass(frozen=True)
class ViewPart:
    """What one picture adds to the view."""

    title: str
    table: ViewTable
    draw: Callable[[], Chart]
    sentence: str = ""
    figures: tuple[StoredFigure, ...] = ()
    notes: tuple[str, ...] = ()

    def result(
        self,
        data: ViewData,
        head: Head,
        view: str,
        name: str,
        parameters: Mapping[str, str],
        behind: ViewTable = NOTHING,
    ) -> ViewResult:
        """Give the state of the view that shows it under the view's own sentence."""
        words, figures = head
        sentence = data.said(words + self.sentence)
        return ViewResult(
            view=view,
            period=data.period,
            title=self.title,
            sentence=sentence,
            figures=tuple(one for one in (*figures, *self.figures) if f"{{{one.name}}}" in sentence),
            notes=(data.missing_line, *map(data.said, self.notes)),
            table=self.table.worded(data.said),
            draw=self.draw,
            name=name,
            behind=behind,
            parameters=dict(parameters),
        )


def check_choices(*choices: tuple[str, Collection[str]]) -> None:
    """Hold what was chosen against what there is.

    Raises:
        ViewError: there is no such thing.
    """
    for value, known in choices:
        if value not in known:
            raise ViewError(f"没有“{value}”这一项；可以选：{'、'.join(known)}")


def title_of(data: ViewData, parameters: ConversionParameters, words: str) -> str:
    """Give the title of a picture: when, whose projects, what."""
    return f"{chinese(data.period)}底 {data.words.said(parameters.filters)}：{words}"


@dataclass(frozen=True)
class Other:
    """The other side of a comparison: what it is called, its rates (`None`: there are none) and what is then to be said."""

    called: str
    whole: Rate | None = None
    rates: Rates = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def other_side(data: ViewData, parameters: ConversionParameters) -> Other:
    """Give the conversion to compare with, as a whole and by the parameters' dimension."""
    filters, by = parameters.filters, parameters.by
    if parameters.compare == "last_year":
        called = f"{year_of(data.period) - 1}年{month_of(data.period)}月"
        found = rates_last_year(data, filters, by)
        if found is None:
            where = "、".join(DIMENSIONS[name] for name in dict.fromkeys([by, *filters.chosen()]))
            return Other(called, notes=(wording().conversion.notes["no_history"].format(by=where),))
        return Other(called, *found)
    if parameters.compare == "rest":
        if not filters.chosen():
            return Other("其余项目", notes=("与其余项目比，请先选一个筛选条件（如单位、组别）。",))
        return Other("其余项目", total_rate(data, filters, rest=True, of=by), rates(data, filters, by, rest=True))
    before = data.month_before()
    if not before:
        return Other(data.said("上月"), notes=("没有上月的记录可比。",))
    whole = total_rate(data, filters, before, of=by)
    return Other(f"{month_of(before)}月底", whole, rates(data, filters, by, before))
