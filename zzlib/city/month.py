"""A city's month: its counties' months added up, and the counties ranked where a county's circular ranks its units."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd

from zzlib.city.counties import CityError, MemberCounty
from zzlib.city.differences import differences
from zzlib.city.gathering import CountyPart
from zzlib.data import DataModel, package_toml
from zzlib.indicators.catalogue import ScopeKind, package_catalogue
from zzlib.indicators.figures import compute_figures
from zzlib.indicators.joined import SEPARATOR, JoinedSums, joined
from zzlib.indicators.measuring import categories_of
from zzlib.indicators.month import FILING_COLUMNS, Figure, Figures, Month
from zzlib.indicators.units import band_of, schedule_fraction
from zzlib.issues import Issue, issue, issues_frame
from zzlib.vocabulary import Band, Filing, ZeroKind
from zzlib.workspace import Workspace

CITY = "city"
"""The scope of all counties together in the city's files; in `Month.figures` it is `county`, as everything is in a county's."""

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

    @property
    def lacking(self) -> list[CountyPart]:
        """The counties whose month is not in the figures."""
        return [part for part in self.parts if part.month is None]


def city_month(city: Workspace, period: str, parts: Sequence[CountyPart]) -> CityMonth:
    """Add the counties' months up.

    Raises:
        CityError: there is no county with a month.
    """
    known = {part.county.id: part for part in parts if part.month is not None}
    if not known:
        raise CityError(
            f"各县都没有 {period} 的数据：" + "；".join(f"{part.county.name}：{part.fault}" for part in parts)
        )
    settings, lacking = city.settings, len(known) < len(parts)
    catalogue = package_catalogue(settings.kinds)
    sums = JoinedSums({c: part.sums for c, part in known.items() if part.sums}, settings, catalogue, lacking=False)
    earlier = {c: part.before for c, part in known.items() if part.before}
    before = JoinedSums(earlier, settings, catalogue, lacking=False) if len(earlier) == len(known) else None
    counties = counties_table(city, period, parts)
    counted = counts(counties)
    whole = [*compute_figures(sums, period, kinds=_OWN_SCOPES), *counted]
    months = {c: part.month for c, part in known.items() if part.month}
    of_counties = [
        replace(f, scope=f"unit:{c}") for c, month in months.items() for f in month.figures if f.scope == "county"
    ]
    earlier_figures = _before(before, city.rhythm.before(period))
    issues = _issues(period, parts)
    month = Month(
        period=period,
        settings=settings,
        figures=Figures([*whole, *of_counties, *earlier_figures]),
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
        gaps=frozenset.intersection(*(m.gaps for m in months.values())),
        unreadable_targets=tuple(f"{c}{SEPARATOR}{cell}" for c, m in months.items() for cell in m.unreadable_targets),
        workspace=city,
    )
    if lacking:  # the texts say once who is not in the numbers; in the files each sum is one that may be more
        sums = JoinedSums({c: part.sums for c, part in known.items() if part.sums}, settings, catalogue, lacking)
        whole = [*compute_figures(sums, period, kinds=_OWN_SCOPES), *counted]
    return CityMonth(month, tuple(parts), _named(whole, months), differences(city, known), tuple(issues))


def _before(before: JoinedSums | None, period: str) -> list[Figure]:
    if before is None:
        return []
    return [replace(f, scope=f"month:{period}") for f in compute_figures(before, period, kinds=("county",))]


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
    """Give the city's own issues, each with the county that it is about: whose month is not there, and why."""
    return [
        (
            part.county.id,
            issue("county_lacking", period=period, file=str(part.county.place), value=part.county.name, why=part.fault),
        )
        for part in parts
        if part.month is None
    ]


def counties_table(city: Workspace, period: str, parts: Sequence[CountyPart]) -> pd.DataFrame:
    """Give a row a county in the office's order: the columns of `Month.units`, and `is_in`, `is_missing`, `at_zero` (bool), `state` (text)."""
    table = pd.DataFrame([_county_row(city, period, part) for part in parts])
    whole = ("projects", "applied_fen", "awarded_fen", "received_fen", "target_fen", "received_before_fen")
    return table.astype(dict.fromkeys(whole, "Int64") | {"land_mu": "float64", "completion": "float64"})


def _county_row(city: Workspace, period: str, part: CountyPart) -> dict[str, Any]:
    amounts = _amounts(part.month)
    settings, month = city.settings, part.month
    received, target = amounts["received_fen"], amounts["target_fen"]
    measured = amounts[f"{settings.bands.measure}_fen"]
    band = _band(city, part, received, measured, target)
    judged = band not in (Band.UNFILED, Band.UNKNOWN) and target is not None
    completion = measured / target if judged and target else float("nan")
    return {
        **_place(part.county),
        **amounts,
        **_states(part),
        "band": band.value,
        "zero_kind": ""
        if band != Band.ZERO
        else (ZeroKind.RECLAIMED if received and received < 0 else ZeroKind.NOTHING),
        "completion": completion,
        "behind": judged and completion < float(schedule_fraction(settings, period)),
        "done": judged and completion >= 1,
        "at_zero": band == Band.ZERO,
        **_month_before(month, city.rhythm.before(period)),
        "errors": int(month.units["errors"].sum()) if month else 0,
        "warnings": int(month.units["warnings"].sum()) if month else 0,
        "received_at": max(month.units["received_at"], default="") if month else "",
    }


def _month_before(month: Month | None, period: str) -> dict[str, Any]:
    """Give what was known of a county the month before, blank where that isn't known."""
    figures = month.figures if month else Figures([])
    completion = figures.get("funds_completion", f"month:{period}")
    return {
        "band_before": "",
        "completion_before": float(completion.value) if completion and completion.value is not None else float("nan"),
        "received_before_fen": _fen(figures.get("funds_received", f"month:{period}")),
    }


def _place(county: MemberCounty) -> dict[str, Any]:
    return {"unit_id": county.id, "unit": county.name, "group": county.group, "ranked": True, "rank_unreadable": False}


def _states(part: CountyPart) -> dict[str, Any]:
    """Give what is known of a county's month as a whole: it is there or not, whole or not."""
    month = part.month
    received = month.figures["funds_received"] if month else None
    return {
        "filing": Filing.ON_TIME if month else Filing.MISSING,
        "state": part.state,
        "is_in": month is not None,
        "is_missing": month is None,
        "incomplete": received is None or received.incomplete,
        "carried": bool(received and received.carried_yuan),
        "carried_from": "",
        "stand_in": "",
        "filed_this_year": month is not None,
        "no_new_projects": False,
        "dry": False,
    }


def _amounts(month: Month | None) -> dict[str, Any]:
    """Give a county's amounts in fen, its projects and its land; `None` where they can't be said."""
    if month is None:
        return dict.fromkeys(("projects", "applied_fen", "awarded_fen", "received_fen", "target_fen", "land_mu"))
    figures = month.figures
    money = {f"{name}_fen": _fen(figures[f"funds_{name}"]) for name in ("applied", "awarded", "received", "target")}
    projects, land = (figures[name].value for name in ("projects_total", "land_granted"))
    return {
        **money,
        "projects": None if projects is None else int(projects),
        "land_mu": None if land is None else float(land),
    }


def _fen(figure: Figure | None) -> int | None:
    return None if figure is None or figure.value is None else int(figure.value * 100)


def _band(city: Workspace, part: CountyPart, received: int | None, measured: int | None, target: int | None) -> Band:
    return band_of(
        filed_this_year=part.month is not None,
        known=received is not None and measured is not None,
        received=received or 0,
        measured=measured or 0,
        target=target,
        edges=city.settings.bands.edges,
    )
