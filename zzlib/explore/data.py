"""The year's ledger held ready for a view: flagged once a period, then only filtered; stage 1 and 2 are asked for numbers."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from zzlib.explore.dimensions import DIMENSIONS, OF_LINES, Chosen, DimensionWords, Filters, holding, where
from zzlib.explore.wording import wording
from zzlib.indicators import Figure, Month, measured
from zzlib.indicators.asking import ASKED_BY, AskedPart, ask, columns_of, measures_of, sum_part, tables_of
from zzlib.indicators.flags import (
    FLAGS,
    KEYS,
    Flagged,
    flagged_line_columns,
    flagged_lines,
    flagged_project_columns,
    flagged_projects,
)
from zzlib.indicators.gains import monthly_gains
from zzlib.indicators.project_states import size, with_stage_times
from zzlib.indicators.sums import Sum, Sums, connect, roll_up
from zzlib.indicators.unasked import lines_with_unasked
from zzlib.indicators.units import base_of, counted
from zzlib.indicators.what_if import UnitFigures, YearOfUnits
from zzlib.ledger import Ledger, open_ledger
from zzlib.ledger.places import Places
from zzlib.ledger.store import typed_frame
from zzlib.periods import typed_period
from zzlib.told import ToldError
from zzlib.vocabulary import Filing
from zzlib.workspace import Workspace

_Made = TypeVar("_Made")
_DIMENSIONS = {*KEYS, *DIMENSIONS, "stage"}
_OF_PROJECTS = {
    *columns_of("projects"), *_DIMENSIONS, "source_id", "row", "project_name", "awarded_fen", "received_fen", "problems", "person",
    "leader", "needs_land", *FLAGS,
}  # fmt: skip
_OF_LINES = {*columns_of("funding"), *_DIMENSIONS, "source_id"}
"""What views read of a project and of a fund line."""

Asked = dict[str, dict[str, Figure]]
"""Value of a dimension (`""`: the whole) -> id of a figure -> the figure."""


class ViewError(ToldError, ValueError):
    """A view can't be made; the message says in Chinese why and what to choose."""


class ViewData:
    """One period's ledger for the views: the flagged projects and counted fund lines of all months, in DuckDB.

    With `lacking` there are counties of a city that are not in it.
    """

    lacking = False

    def __init__(self, ledger: Ledger, flagged: Flagged | None = None) -> None:
        """Flag the ledger's projects and lines once, where they are not given flagged (by the rules of several counties)."""
        self.ledger = ledger
        self.period = ledger.period
        self.settings = ledger.workspace.settings
        self.words = DimensionWords(ledger)
        self._kept: dict[tuple[Any, ...], Any] = {}
        self.connection = connect(self.settings.engine)
        stated = ledger.units.loc[ledger.units["stated"] & ~ledger.units["carried"], "period"]
        self.months: list[str] = sorted(stated.unique())
        projects = self._given(flagged.projects) if flagged else flagged_projects(self.connection, ledger)
        projects = projects.with_columns(size=size(), needs_land=nw.col("land_needed").fill_null(0) > 0)
        self._projects = self._held("projects", projects, _OF_PROJECTS)
        lines = self._given(flagged.lines) if flagged else flagged_lines(self.connection, ledger, self._projects)
        of_project = self._projects.select(*KEYS, "size", "stage")
        self._lines = self._held("lines", lines.join(of_project, on=list(KEYS), how="left"), _OF_LINES)

    def _given(self, frame: pd.DataFrame) -> nw.LazyFrame[Any]:
        return nw.from_native(self.connection.from_df(frame)).lazy()

    def within(self, group: str) -> tuple["ViewData", str]:
        """Give the data in which the units of a group lie, and its name there; a city's lie with its counties."""
        return self, group

    @property
    def groups(self) -> list[str]:
        """The groups of units that a view of units can be narrowed to."""
        return list(dict.fromkeys(self.ledger.month("units")["group"]))

    def once(self, key: tuple[Any, ...], make: Callable[[], _Made]) -> _Made:
        """Give what was made for a key before, else make it; `key` says all that it depends on besides the ledger."""
        if key not in self._kept:
            self._kept[key] = make()
        made: _Made = self._kept[key]
        return made

    def _held(self, name: str, rows: nw.LazyFrame[Any], wanted: Collection[str]) -> nw.LazyFrame[Any]:
        """Compute rows once and hold the columns that views read."""
        columns = [column for column in rows.columns if column in wanted]
        rows.select(*columns).to_native().create(name)
        return nw.from_native(self.connection.table(name)).lazy()

    def _month_of(self, name: str, period: str) -> pd.DataFrame:
        """Give a month's rows of what is held, as a frame; they are asked often, and of a frame a query is written once."""

        def month() -> pd.DataFrame:
            rows = {"projects": self._projects, "lines": self._lines}[name]
            own = rows.filter(nw.col("period") == period)
            if name == "projects" and period == self.period:
                own = self._with_stage_times()
            kinds = {column: kind for column, kind in _kinds(self.ledger).items() if column in own.columns}
            found = typed_frame(own.to_native(), kinds)
            return found if name == "projects" else self._with_places(lines_with_unasked(found, self.ledger), period)

        return self.once((name, period), month)

    def _line_values(self, period: str) -> pd.DataFrame:
        """Give of a month's fund lines that count the dimensions that are theirs, and `place`."""

        def values() -> pd.DataFrame:
            own = self._lines.filter(nw.col("period") == period).select(*KEYS, *OF_LINES)
            return self._with_places(typed_frame(own.to_native(), dict.fromkeys(own.columns, "str")), period)

        return self.once(("lines", period, "values"), values)

    def _with_places(self, lines: pd.DataFrame, period: str) -> pd.DataFrame:
        """Add `place`, the label of each line's project in the month's: by it they are joined, however often they are asked for."""
        keys = self._month_of("projects", period)[list(KEYS)]
        return lines.merge(keys.assign(place=keys.index), on=list(KEYS))

    def _with_stage_times(self) -> nw.LazyFrame[Any]:
        timed, longest = with_stage_times(self._projects, self.period), wording().stuck.longest
        shown = nw.when(nw.col("in_stage") > longest).then(longest).otherwise(nw.col("in_stage"))
        return timed.with_columns(months_shown=shown)

    @cached_property
    def month(self) -> Month:
        """The month with all figures of the catalogue."""
        return measured(self.ledger)

    @cached_property
    def year(self) -> YearOfUnits:
        """The units of every month, under any settings."""
        return YearOfUnits(self.connection, self.ledger, self.connection.table("lines"), lacking=self.lacking)

    def best_month(self, figures: UnitFigures) -> Figure:
        """Give `funds_best_month`; `figures` are those of the month's units."""
        return self.once(("best month",), lambda: figures.best_month(monthly_gains(self.ledger)))

    @cached_property
    def places(self) -> Places:
        """The cells behind rows of the ledger."""
        return Places(self.ledger)

    def said(self, text: str) -> str:
        """Give a text that is written for months in the words of the county's rhythm."""
        return self.settings.returns.rhythm.said(text)

    def month_before(self) -> str:
        """Give the period before, `""` in the year's first or where it is not on record."""
        before = self.settings.returns.rhythm.before(self.period)
        return before if before in self.months else ""

    def values(self, dimension: str) -> list[str]:
        """Give the values of a dimension that the period has, in the office's order."""
        if dimension == "unit_id":
            return list(self.words.units)

        def held() -> list[str]:
            of_lines = dimension in OF_LINES
            rows = self._line_values(self.period) if of_lines else self._month_of("projects", self.period)
            return self.words.ordered(dimension, sorted(rows[dimension].unique()))

        return self.once(("values", dimension), held)

    def projects(self, period: str, filters: Filters, by: str = "", wanted: Collection[str] = ()) -> pd.DataFrame:
        """Give a month's flagged projects that pass the filters; by a dimension of lines, each once in each of its values.

        Those of the data's own period have `in_stage` and `since_first` (`zzlib.indicators.project_states`), and
        `months_shown`, the months in their stage as far as pictures tell them apart. Of the columns those `wanted`, all when none is.
        """
        rows, places = self._month_of("projects", period), self._passing(period, filters)
        rows = rows[[column for column in rows.columns if column in wanted]] if wanted else rows
        if by not in OF_LINES:
            return rows.iloc[places]
        lines = where(self._line_values(period), _of_lines(filters))
        held = lines[lines["place"].isin(places)][["place", by]].drop_duplicates()
        return rows.iloc[held["place"]].assign(**{by: held[by].array})

    def _passing(self, period: str, filters: Filters) -> npt.NDArray[np.intp]:
        """Give where in a month those projects stand that pass the filters; kept, for each number is asked over the same."""

        def found() -> npt.NDArray[np.intp]:
            rows, of_lines = self._month_of("projects", period), _of_lines(filters)
            own = {name: value for name, value in filters.chosen().items() if name not in of_lines}
            passing = holding(rows, own)
            if of_lines:
                with_such = np.zeros(len(rows), dtype=bool)
                with_such[where(self._line_values(period), of_lines)["place"]] = True
                passing &= with_such
            return np.flatnonzero(passing)

        return self.once(("passing", period, filters), found)

    def lines(self, period: str, filters: Filters, wanted: Collection[str] = ()) -> pd.DataFrame:
        """Give a month's flagged fund lines that count and pass the filters, with their project's stage and size."""
        rows = self._month_of("lines", period)
        own = rows[[column for column in rows.columns if column in wanted]] if wanted else rows
        return own[holding(rows, filters.chosen())]

    def ask(
        self, figures: Collection[str], filters: Filters, by: str = "", period: str = "", *, rest: bool = False,
        of: str = "",
    ) -> Asked:  # fmt: skip
        """Give figures of the catalogue over what passes the filters in a month (the data's own when `""`).

        `rest` asks over the projects that do not pass them, and their lines. A whole is the sum of its parts by the dimension `of`
        projects, where these are asked, too.
        """
        period = period or self.period

        def asked() -> Asked:
            parts_by = by or ("" if of in OF_LINES else of)
            part, sums = self._summed(tuple(sorted(measures_of(figures))), filters, parts_by, period, rest)
            own = sums if by else {name: roll_up(found, []) for name, found in sums.items()}
            return ask(self.connection, part, figures, by, own)

        return self.once(("asked", tuple(figures), filters, by, period, rest), asked)

    def _summed(
        self, names: tuple[str, ...], filters: Filters, by: str, period: str, rest: bool
    ) -> tuple[AskedPart, dict[str, Sums]]:
        """Give the sums of measures by a dimension with what they were asked over, its rows no longer in it."""

        def summed() -> tuple[AskedPart, dict[str, Sums]]:
            part = self._part(filters, [by] if by else [], period, names, rest)
            return replace(part, tables={}), sum_part(self.connection, part, names, [by] if by else [])

        return self.once(("summed", names, filters, by, period, rest), summed)

    def ask_last_year(self, filters: Filters, by: str = "") -> Asked:
        """Give `conversion_last_year` over what passes the filters of kind, group and unit."""
        rows = _of(base_of(self.ledger, "base_projects"), filters)
        lacking = self._lacks(filters)
        part = AskedPart({"base_projects": rows}, self.units(self.period), self.settings, filters.kind, lacking=lacking)
        return ask(self.connection, part, ["conversion_last_year"], by)

    def sums(self, names: Collection[str], filters: Filters, by: Collection[str] = ()) -> dict[str, Sums]:
        """Sum measures of the catalogue over what passes the filters, by columns of projects or lines."""
        return sum_part(self.connection, self._part(filters, by, self.period, names), names, by)

    def _part(
        self, filters: Filters, by: Collection[str], period: str, names: Collection[str], rest: bool = False
    ) -> AskedPart:
        """Give what passes the filters, of any kind (`Part.kind` narrows it), or the rest; only what the measures want."""
        chosen = Filters() if rest else replace(filters, kind="")
        of_lines = next((column for column in by if column in OF_LINES), "")
        tables = {}
        for name in tables_of(names) & {"projects", "funding"}:
            wanted = {*columns_of(name, names), "kind", *by, *(["place"] if rest else [])}
            own = name == "projects"
            rows = self.projects(period, chosen, of_lines, wanted) if own else self.lines(period, chosen, wanted)
            tables[name] = self._without(rows, period, filters) if rest else rows
        whose = Filters() if rest else filters
        unit_id, group, county = whose.one("unit_id"), whose.one("group"), whose.one("county")
        units = self.units(period).pipe(lambda of: of[of["county"] == county] if county else of)
        unasked = [name for name in ASKED_BY if self._month_of("lines", period)[name].all()]
        waiting = self.ledger.waiting_in(period) & ({county} if county else self.ledger.waiting_in(period))
        return AskedPart(tables, units, self.settings, whose.kind, unit_id, group, self._lacks(whose), unasked, waiting)

    def _lacks(self, filters: Filters) -> bool:
        """Tell whether a county that is not in the data may have rows that pass the filters."""
        return self.lacking and not {"county", "unit_id"} & set(filters.chosen())

    def _without(self, rows: pd.DataFrame, period: str, filters: Filters) -> pd.DataFrame:
        places = rows.get("place", rows.index)
        return rows[~places.isin(self._passing(period, filters))]

    def units(self, period: str) -> pd.DataFrame:
        """Give a month's units by the county's own rules (`YearOfUnits.table`)."""
        told = self._units()
        return self.once(("units of", period), lambda: told[told["period"] == period])

    def unit_figures(self, period: str) -> UnitFigures:
        """Give the figures of a month's units by the county's own rules (`YearOfUnits.figures`)."""
        told = self._units()
        numbers = self.once(("numbers of units",), lambda: self.year.numbers(told))
        return self.once(("figures of units", period), lambda: self.year.figures(period, told, numbers))

    def _units(self) -> pd.DataFrame:
        return self.once(("units of",), self.year.table)

    def past_by(self, column: str, filters: Filters) -> dict[str, tuple[int, int]]:
        """Give last year's awarded and received money (fen) of the same month by a column, of a unit or a group.

        Values of which a part can't be read are absent.
        """

        def past() -> dict[str, tuple[int, int]]:
            rows = _of(base_of(self.ledger, "base_funds"), filters)
            part = AskedPart({"base_funds": rows}, self.units(self.period), self.settings)
            sums = sum_part(self.connection, part, ["base_awarded", "base_received"], [column])
            values = {value for found in sums.values() for (value,) in found}
            both = {value: [found.get((value,), Sum(0)) for found in sums.values()] for value in sorted(values)}
            return {
                v: (int(a.value), int(r.value)) for v, (a, r) in both.items() if not a.unreadable and not r.unreadable
            }

        return self.once(("past by", column, filters), past)

    def past(self, measure: str, filters: Filters | None = None) -> dict[str, int]:
        """Give last year's cumulative money in fen by period (`2012-05`), counted fund categories only, of a unit or a group.

        `measure` is `received` or `awarded`. A month in which a part of it can't be read is absent.
        """
        rows = _of(counted(self.ledger.base_funds), filters or Filters())
        part = AskedPart({"base_funds": rows}, self.units(self.period), self.settings)
        [sums] = sum_part(self.connection, part, [f"base_{measure}"], ["period"]).values()
        return {period: int(found.value) for (period,), found in sums.items() if not found.unreadable}

    @cached_property
    def missing_line(self) -> str:
        """Say what missing and unreadable data do to what is shown."""
        units = self.ledger.month("units")
        words = {name: self.said(text) for name, text in wording().missing.items()}
        unreadable = units["incomplete"] | (units["filing"] == Filing.UNREADABLE)
        groups = {"carried": units["carried"], "unfiled": ~units["filed_this_year"], "unreadable": unreadable}
        named = {name: list(units.loc[own, "unit"]) for name, own in groups.items()}
        said = [words[name].format(units=len(own), names=_some(own)) for name, own in named.items() if own]
        if self.ledger.waiting_files:
            said.append(words["waiting"].format(files=len(self.ledger.waiting_files)))
        return "".join(said) or words["whole"]


def _of_lines(filters: Filters) -> dict[str, Chosen]:
    return {name: value for name, value in filters.chosen().items() if name in OF_LINES}


def _kinds(ledger: Ledger) -> dict[str, str]:
    """Give the dtypes of what is held of projects and lines."""
    form = ledger.workspace.form
    own = {"county": "str", "size": "str", "stage": "str", "needs_land": "bool"}
    times = {"in_stage": "int64", "since_first": "bool", "months_shown": "int64"}
    return {**flagged_project_columns(form), **flagged_line_columns(form), **own, **times}


def _of(rows: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Give last year's rows of units, groups or counties."""
    for name, value in filters.chosen().items():
        if name in ("unit_id", "group", "county"):
            rows = rows[rows[name].isin([value] if isinstance(value, str) else value)]
    return rows


def _some(names: list[str], most: int = 6) -> str:
    return "、".join(names[:most]) + ("等" if len(names) > most else "")


def known_period(workspace: Workspace, period: str) -> str:
    """Give the period (the latest when `""`) if it has returns.

    Raises:
        NoReturnsError: no period has returns.
        ViewError: this one has none; the message lists those that have.
    """
    latest = workspace.latest_period(asked := typed_period(period))  # says what to do where there is nothing to view
    period = asked or latest
    if period not in workspace.periods():
        raise ViewError(workspace.no_returns(period))
    return period


def load_data(period: str = "", workspace: Workspace | None = None) -> ViewData:
    """Give a period's data for the views (the latest when `""`), loaded once as long as the process runs.

    Raises:
        NoReturnsError, ViewError: as `known_period`.
    """
    workspace = workspace or Workspace.find()
    return _loaded(workspace.root, known_period(workspace, period))


@lru_cache(maxsize=4)
def _loaded(root: Path, period: str) -> ViewData:
    workspace = Workspace(root)
    if workspace.is_city:  # by its name: the rooms of a city stand above the views of a county
        data: ViewData = import_module("zzlib.city.views").city_data(workspace, period)
        return data
    return ViewData(open_ledger(workspace, period))


def forget() -> None:
    """Load anew at the next call: returns or decisions have changed."""
    _loaded.cache_clear()
