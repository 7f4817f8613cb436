"""What was told of each project in every month on file, over the years, so that causes can be followed from where they began."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from zzlib.dispatch.rules import ItemRule, item_rules
from zzlib.dispatch.signs import with_signs
from zzlib.indicators.flags import Flagged
from zzlib.indicators.project_states import with_stage_times
from zzlib.indicators.scopes import flagged_rows
from zzlib.ledger import Ledger, open_ledger
from zzlib.ledger.places import Place, Places
from zzlib.periods import year_of

_HIDDEN = {"paid": "paid_hidden", "received": "received_unreadable"}
"""The columns that tell that an amount can't be read."""

_TOLD = (
    "period", "unit_id", "project_id", "project_name", "stage", "leader", "person", "remark", "carried", "source_id", "row",
    "applied_fen", "awarded_fen", "received_fen", "paid_fen", *_HIDDEN.values(),
)  # fmt: skip
"""What is read of a project's row besides what rules name."""


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
        """Tell whether a row without the cause is evidence that it is gone: the unit's own, readable, and something changed.

        Amounts begin anew each January: those of two years tell nothing of each other.
        """
        if self.row["carried"] or any(self.row[_HIDDEN[amount]] for amount in rule.readable):
            return False
        same_year = year_of(self.period) == year_of(before.period)
        names = [name for name in rule.rests if same_year or not name.endswith("_fen")]
        return not rule.rests or any(_differ(self.row[name], before.row[name]) for name in names)


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
        return flagged_rows(self.ledger)

    @cached_property
    def projects(self) -> pd.DataFrame:
        """The flagged projects of all its months, with their signs (`zzlib.dispatch.signs`)."""
        return with_signs(self.flagged, self.ledger)

    @cached_property
    def stage_times(self) -> dict[str, "StageStay"]:
        """Give how long each project of the ledger's month has stood in its stage, by project id."""
        columns = ["period", "unit_id", "project_id", "stage", "carried"]
        rows = nw.from_native(self.flagged.projects[columns].assign(county="")).lazy()
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


def causes(told: Iterable[Sequence[ToldProject]], until: str) -> list[StandingCause]:
    """Give every cause of followed projects up to a month, by rule, project and month in which it began."""
    rows = [[one for one in project if one.period <= until] for project in told]
    return [cause for rule in item_rules().values() for project in rows for cause in _causes(rule, project)]


def years_on_file(ledger: Ledger) -> list[YearLedger]:
    """Give the ledger of each year on file up to the ledger's month, this one's last."""
    years = [ledger]
    while past := years[0].past:
        years.insert(0, open_ledger(ledger.workspace, past.period))
    return [YearLedger(each) for each in years]


def followed(years: Iterable[YearLedger]) -> list[list[ToldProject]]:
    """Give the rows, by month, of each project of which some rule's cause was told once."""
    years, rules = list(years), item_rules()
    columns = list(dict.fromkeys([*_TOLD, *rules, *(name for rule in rules.values() for name in rule.rests)]))
    ever = {id_ for year in years for id_ in year.projects.loc[year.projects[list(rules)].any(axis=1), "project_id"]}
    rows: dict[str, list[ToldProject]] = {}
    for year in years:
        frame = year.projects[year.projects["project_id"].isin(ever)].sort_values("period", kind="stable")
        for row in frame[columns].to_dict("records"):
            rows.setdefault(str(row["project_id"]), []).append(ToldProject(row, year))
    return list(rows.values())


def _causes(rule: ItemRule, rows: Sequence[ToldProject]) -> Iterator[StandingCause]:
    standing: StandingCause | None = None
    for told in rows if any(told.row[rule.id] for told in rows) else ():
        if told.row["vanished"] and rule.id != "vanished":
            continue  # a return that has not got the project says nothing else of it
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
