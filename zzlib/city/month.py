"""A city's month: its counties' months added up, and the counties ranked where a county's circular ranks its units."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property

import pandas as pd

from zzlib.city.counties import CityError
from zzlib.city.county_rows import counties_table
from zzlib.city.differences import differences
from zzlib.city.gathering import CountyPart
from zzlib.city.targets import county_targets, under_targets, with_target_of_city
from zzlib.data import DataModel, package_toml
from zzlib.indicators.catalogue import Definition, ScopeKind, package_catalogue
from zzlib.indicators.figures import compute_figures
from zzlib.indicators.joined import SEPARATOR, JoinedSums, joined
from zzlib.indicators.measuring import categories_of
from zzlib.indicators.month import FILING_COLUMNS, Figure, Figures, Month
from zzlib.indicators.scopes import MonthSums
from zzlib.issues import Issue, issue, issues_frame
from zzlib.kinds import Kinds
from zzlib.workspace import Workspace

CITY = "city"
"""The scope of all counties together in the city's files; in `Month.figures` it is `county`, as everything is in a county's."""

COUNTIES_CALLED = "县（市、区）"
"""What texts call the counties of a city."""

_OWN_SCOPES: tuple[ScopeKind, ...] = ("county", "kind", "category", "group", "field")


class CountOfCounties(DataModel):
    """A count of counties: see the head of `figures.toml`."""

    label: str
    formula: str
    column: str
    value: str | bool = True


@cache
def counts_of_counties() -> dict[str, CountOfCounties]:
    """Give what is counted of counties, by figure."""
    return {
        name: CountOfCounties.model_validate(entry) for name, entry in package_toml(__package__, "figures.toml").items()
    }


def printable_figures(kinds: Kinds) -> dict[str, Definition]:
    """Give all figures of a city by id: those of every county, and what is counted of counties."""
    counted = {
        name: Definition(
            id=name, label=one.label, unit="count", compute="sum", scopes=("county",), formula=one.formula, missing="", source=""
        )
        for name, one in counts_of_counties().items()
    }  # fmt: skip
    return {**package_catalogue(kinds).figures, **counted}


@dataclass(frozen=True, eq=False)
class CityMonth:
    """A city's month.

    `month` is made as a county's is, with counties where that has units: texts, lists and tables ask it. `figures` are all
    of the city under the names of its own files: scopes `city`, `county:c01`, `unit:c01/u08`, `kind:…`, `category:…`, `group:…`,
    `field:…`. `differences` are what counties do otherwise (`zzlib.city.differences.COLUMNS`).
    """

    month: Month
    parts: tuple[CountyPart, ...]
    figures: Figures
    differences: pd.DataFrame
    issues: tuple[tuple[str, Issue], ...]

    @cached_property
    def drawn(self) -> Month:
        """The month as charts draw it: what they count are counties, where a county's charts count units."""
        counted = {f"units{name.removeprefix('counties')}": name for name in counts_of_counties()}
        figures = self.month.figures
        own = [
            replace(figures[counted[f.figure]], figure=f.figure) if f.figure in counted and f.scope == "county" else f
            for f in figures
        ]
        return replace(self.month, figures=Figures(own))

    @property
    def lacking(self) -> list[CountyPart]:
        """The counties whose month is not in the figures."""
        return [part for part in self.parts if part.month is None]


def city_month(city: Workspace, period: str, parts: Sequence[CountyPart]) -> CityMonth:
    """Add the counties' months up.

    Raises:
        CityError: there is no county with a month.
    """
    known = {part.county.id for part in parts if part.month is not None}
    if not known:
        raise no_county(period, parts)
    targets, wrong = county_targets(city, [part.county for part in parts], period)
    targets = targets[targets["unit_id"].isin(known)]
    unlike = differences(city, parts, targets)
    parts = [with_target_of_city(part, targets, city.rhythm.before(period)) for part in parts]
    months = {part.county.id: part.month for part in parts if part.month}
    lacking = len(known) < len(parts)  # each sum may be more
    sums = _joined({part.county.id: part.sums for part in parts if part.sums}, city, lacking)
    earlier = {part.county.id: part.before for part in parts if part.before}
    before = _joined(earlier, city, lacking) if len(earlier) == len(known) else None
    counties = counties_table(city, period, parts)
    whole = [*_figures(sums, targets, period, _OWN_SCOPES), *counts(counties)]
    of_counties = [
        replace(f, scope=f"unit:{c}") for c, month in months.items() for f in month.figures if f.scope == "county"
    ]
    issues = [*_issues(period, parts), *(("", one.at(period=period)) for one in wrong)]
    month = Month(
        period=period,
        settings=city.settings,
        figures=Figures([*whole, *of_counties, *_before(before, targets, city.rhythm.before(period))]),
        units=counties,
        projects=_of_counties({c: m.projects for c, m in months.items()}),
        funding=_of_counties({c: m.funding for c, m in months.items()}),
        categories=categories_of(sums, before),
        trend=_trend(months),
        issues=issues_frame([own for _, own in issues]),
        waiting_files=sums.waiting_files,
        filings=pd.DataFrame(columns=list(FILING_COLUMNS), dtype="str"),
        fields=sums.tables["fields"],
        programmes=sums.tables["programmes"],
        inspections=_of_counties({c: m.inspections for c, m in months.items()}),
        gaps=frozenset.intersection(*(m.gaps for m in months.values())) - ({"targets"} if len(targets) else set()),
        unreadable_targets=(
            *(f"{c}{SEPARATOR}{cell}" for c, m in months.items() for cell in m.unreadable_targets),
            *(cell for cell in targets["unreadable"] if cell),
        ),
        workspace=city,
        members=COUNTIES_CALLED,
    )
    told = tuple(replace(part, sums=None, before=None) for part in parts)  # they are added up: nobody asks them again
    return CityMonth(month, told, _named(whole, months), unlike, tuple(issues))


def no_county(period: str, parts: Sequence[CountyPart]) -> CityError:
    """Give what is said where none of the counties has the month."""
    return CityError(f"各县都没有 {period} 的数据：" + "；".join(f"{part.county.name}：{part.fault}" for part in parts))


def _joined(parts: dict[str, MonthSums], city: Workspace, lacking: bool) -> JoinedSums:
    return JoinedSums(parts, city.settings, package_catalogue(city.settings.kinds), lacking)


def _figures(sums: JoinedSums, targets: pd.DataFrame, period: str, kinds: tuple[ScopeKind, ...]) -> list[Figure]:
    """Compute the figures of all counties; those of the whole by the targets that the city set, where it did."""
    found = compute_figures(sums, period, kinds=kinds)
    own = {(f.figure, f.scope): f for f in under_targets(sums, targets, period)} if len(targets) else {}
    return [own.get((f.figure, f.scope), f) for f in found]


def _before(before: JoinedSums | None, targets: pd.DataFrame, period: str) -> list[Figure]:
    if before is None:
        return []
    return [replace(f, scope=f"month:{period}") for f in _figures(before, targets, period, ("county",))]


def _named(whole: Sequence[Figure], months: dict[str, Month]) -> Figures:
    """Give the figures by the scopes of the city's files, those of each county as that county has them."""
    own = [replace(f, scope=CITY) if f.scope == "county" else f for f in whole]
    for county, month in months.items():
        for figure in month.figures:
            kind, _, value = figure.scope.partition(":")
            if kind == "county":
                own.append(replace(figure, scope=f"county:{county}"))
            elif kind == "unit":
                own.append(replace(figure, scope=f"unit:{county}{SEPARATOR}{value}"))
    return Figures(own)


def _of_counties(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Put counties' rows together as rows of the county; `member` is the unit whose they are."""
    table = joined(frames)
    own = {"unit_id": table["county"], "member": table["unit_id"]}
    ids = {"project_id": table["unit_id"] + SEPARATOR + table["project_id"]} if "project_id" in table else {}
    return table.assign(**own, **ids)


def _trend(months: dict[str, Month]) -> pd.DataFrame:
    """Add the counties' years up, month by month; blank where one of them can't be said."""
    together = pd.concat([month.trend for month in months.values()], ignore_index=True)
    return together.groupby("period", as_index=False).sum(min_count=len(months))


def counts(counties: pd.DataFrame) -> list[Figure]:
    """Count the counties of every kind (`figures.toml`), as figures of scope `county`."""
    found = []
    for name, count in counts_of_counties().items():
        rows = counties if not count.column else counties[counties[count.column] == count.value]
        value = Decimal(len(rows))
        found.append(Figure(name, "county", count.label, value, "count", None, None, None, False, "", f"{value}"))
    return found


def _issues(period: str, parts: Sequence[CountyPart]) -> list[tuple[str, Issue]]:
    """Give the city's own issues, each with the county that it is about: whose month is not there, or is not kept as issued."""
    lacking = [
        (
            part.county.id,
            issue("county_lacking", period=period, file=str(part.county.place), value=part.county.name, why=part.fault),
        )
        for part in parts
        if part.month is None
    ]
    altered = [
        (
            part.county.id,
            issue("county_altered", period=period, file=str(part.county.place), value=part.county.name, why=why),
        )
        for part in parts
        for why in part.altered
    ]
    return lacking + altered
