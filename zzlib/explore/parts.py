"""What the pictures of the conversion view share: its parameters, the other side of a comparison, what a picture adds."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields

from zzlib.charts.theme import Chart
from zzlib.drafting import StoredFigure
from zzlib.explore.data import ViewData
from zzlib.explore.dimensions import DIMENSIONS, Filters
from zzlib.explore.funnel import Counts, counts, counts_last_year, counts_rest
from zzlib.explore.result import ViewTable
from zzlib.explore.wording import wording
from zzlib.periods import chinese, month_of, year_of


@dataclass(frozen=True)
class ConversionParameters:
    """What the view is set to. `by` is a key of `DIMENSIONS`, `bar` one of its values whose projects are listed."""

    period: str = ""
    picture: str = "rates"
    compare: str = "last_month"
    by: str = "policy_field"
    filters: Filters = field(default_factory=Filters)
    bar: str = ""

    def texts(self) -> dict[str, str]:
        """Give the parameters as text, for what is stored."""
        own = {f.name: str(getattr(self, f.name)) for f in fields(self) if f.name != "filters"}
        return {name: value for name, value in (own | self.filters.chosen()).items() if value}


@dataclass(frozen=True)
class Part:
    """What one picture adds to the view."""

    title: str
    table: ViewTable
    draw: Callable[[], Chart]
    sentence: str = ""
    figures: tuple[StoredFigure, ...] = ()
    notes: tuple[str, ...] = ()


def title_of(data: ViewData, parameters: ConversionParameters, words: str) -> str:
    """Give the title of a picture: when, whose projects, what."""
    return f"{chinese(data.period)}底 {data.words.said(parameters.filters)}：{words}"


def other_side(data: ViewData, parameters: ConversionParameters) -> tuple[Counts | None, str, tuple[str, ...]]:
    """Give the counts to compare with, what they are called, and what is to be said where there are none."""
    filters, by = parameters.filters, parameters.by
    if parameters.compare == "last_year":
        found = counts_last_year(data, filters, by)
        where = "、".join(DIMENSIONS[name] for name in dict.fromkeys([by, *filters.chosen()]))
        notes = () if found is not None else (wording().conversion.notes["no_history"].format(by=where),)
        return found, f"{year_of(data.period) - 1}年{month_of(data.period)}月", notes
    if parameters.compare == "rest":
        if not filters.chosen():
            return None, "其余项目", ("与其余项目比，请先选一个筛选条件（如单位、组别）。",)
        return counts_rest(data, filters, by), "其余项目", ()
    before = data.month_before()
    if not before:
        return None, "上月", ("没有上月的记录可比。",)
    return counts(data, filters, by, before), f"{month_of(before)}月底", ()
