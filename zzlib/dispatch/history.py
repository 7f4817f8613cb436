"""What was told of each project in every month on file, over the years, so that causes can be followed from where they began."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from zzlib.dispatch.rules import ItemRule, item_rules
from zzlib.indicators.flags import Flagged, flag_months
from zzlib.indicators.project_states import with_stage_times
from zzlib.indicators.sums import calculation
from zzlib.ledger import Ledger, open_ledger
from zzlib.ledger.places import Place, Places

_HIDDEN = {"paid": "paid_hidden", "received": "received_unreadable"}
"""The columns that tell that an amount can't be read."""


@dataclass
class ToldProject:
    """A project's row of a month, with the place of any of its fields."""

    row: dict[Any, Any]
    ledger: "YearLedger"

    @property
    def period(self) -> str:
        """The month."""
        return str(self.row["period"])

    def place(self, field_id: str) -> Place:
        """Give the cell of a field, of the project's name where the sheet has no such column."""
        source, number = self.row["source_id"], int(self.row["row"])
        found = self.ledger.places.at(source, number, field_id)
        return found if found.cell else self.ledger.places.at(source, number, "project_name")

    def shows_the_end(self, rule: ItemRule, before: "ToldProject") -> bool:
        """Tell whether a row without the cause is evidence that it is gone: the unit's own, readable, and something changed."""
        if self.row["carried"] or any(self.row[_HIDDEN[amount]] for amount in rule.readable):
            return False
        return not rule.rests or any(_differ(self.row[name], before.row[name]) for name in rule.rests)


@dataclass
class YearLedger:
    """The ledger of a year, with what is told of its projects month by month."""

    ledger: Ledger

    @cached_property
    def places(self) -> Places:
        """The places of its cells."""
        return Places(self.ledger)

    @cached_property
    def flagged(self) -> Flagged:
        """The flagged projects and lines of all its months."""
        with calculation(self.ledger.workspace.settings.engine) as connection:
            return flag_months(connection, self.ledger)

    @property
    def projects(self) -> pd.DataFrame:
        """The flagged projects of all its months (`zzlib.indicators.flags.flagged_project_columns`)."""
        return self.flagged.projects

    @cached_property
    def stage_times(self) -> dict[str, "StageStay"]:
        """Give how long each project of the ledger's month has stood in its stage, by project id."""
        columns = ["period", "unit_id", "project_id", "stage", "carried"]
        rows = nw.from_native(self.projects[columns].assign(county="")).lazy()
        timed = with_stage_times(rows, self.ledger.period).collect().to_native()
        times = zip(timed["project_id"], timed["in_stage"], timed["since_first"], strict=True)
        return {project: StageStay(int(months), bool(least)) for project, months, least in times}


@dataclass(frozen=True)
class StageStay:
    """Months in which a project has stood in its stage this year; `at_least`: it stood there when it was first told of."""

    months: int
    at_least: bool


@dataclass
class StandingCause:
    """A cause on a project while it lasts: from the row in which it was seen first to that in which it was seen last.

    `end` is the row that shows it gone, if one does.
    """

    rule: ItemRule
    first: ToldProject
    last: ToldProject
    end: ToldProject | None = None


def causes(years: list[YearLedger]) -> list[StandingCause]:
    """Give every cause of the years on file, by rule, project and month in which it began."""
    return [cause for rule in item_rules().values() for rows in _followed(years, rule) for cause in _causes(rule, rows)]


def years_on_file(ledger: Ledger) -> list[YearLedger]:
    """Give the ledger of each year on file up to the ledger's month, this one's last."""
    years = [ledger]
    while past := years[0].past:
        years.insert(0, open_ledger(ledger.workspace, past.period))
    return [YearLedger(each) for each in years]


def _followed(years: list[YearLedger], rule: ItemRule) -> Iterator[list[ToldProject]]:
    """Give the rows, by month, of each project of which a rule's flag was told once."""
    rows: dict[str, list[ToldProject]] = {}
    ever = {project for year in years for project in year.projects.loc[year.projects[rule.id], "project_id"]}
    for year in years:
        frame = year.projects[year.projects["project_id"].isin(ever)].sort_values("period", kind="stable")
        for row in frame.to_dict("records"):
            rows.setdefault(str(row["project_id"]), []).append(ToldProject(row, year))
    return iter(rows.values())


def _causes(rule: ItemRule, rows: list[ToldProject]) -> Iterator[StandingCause]:
    standing: StandingCause | None = None
    for told in rows:
        if told.row[rule.id]:
            standing = standing or StandingCause(rule, told, told)
            standing.last = told
        elif standing and told.shows_the_end(rule, standing.last):
            standing.end = told
            yield standing
            standing = None
    if standing:
        yield standing


def _differ(value: Any, other: Any) -> bool:
    blanks = (pd.isna(value), pd.isna(other))
    return blanks[0] != blanks[1] if any(blanks) else bool(value != other)
