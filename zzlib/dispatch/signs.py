"""What rules look for that no figure counts: signs of a project that only its months one after the other, or its cells, tell."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from zzlib.indicators.flags import ASIDE, Flagged
from zzlib.ledger import Ledger
from zzlib.ledger.identity import owner_of
from zzlib.ledger.people import person_key
from zzlib.periods import month_of

SIGNS = ("idle", "unspent", "without_person", "leader_changed", "put_aside", "without_document", "vanished")
"""What is told of a project in a month (bool columns), besides the flags of `zzlib.indicators.flags`:

- `idle`: money received `findings.idle_months` months ago (by its date) is not all paid.
- `unspent`: money came `findings.waiting_months` months ago and none of it is paid, though the works began or nothing is
  built (else it is `unstarted`); `put_aside`: stopped, withdrawn, adjusted or reclaimed.
- `without_person`: applied for, and no person is named; `without_document`: awarded without the number of a document.
- `leader_changed`: another leader than the last one named; it lasts until a return names the same leader again.
- `vanished`: the unit's own return of the month has not got the project that an earlier one of the year had: a row of its
  own, which says what was said last.

Of a return that has no column for a field nothing is told because it is blank.
"""


def with_signs(flagged: Flagged, ledger: Ledger) -> pd.DataFrame:
    """Give the flagged projects of all the ledger's months with `SIGNS` and `documents`, the numbers that its awards bear."""
    told = _Told(flagged.projects, flagged.lines, ledger)
    signs = {name: sign(told).astype("bool") for name, sign in _SIGNS.items()}
    projects = flagged.projects.assign(**signs, documents=told.documents(), vanished=False)
    gone = _vanished(projects, ledger)
    return pd.concat([projects, gone], ignore_index=True) if len(gone) else projects


@dataclass(frozen=True)
class _Told:
    """What is told of the projects of a year: their rows, the fund lines that count, and which returns ask for what."""

    projects: pd.DataFrame
    lines: pd.DataFrame
    ledger: Ledger

    @property
    def own(self) -> pd.Series:
        """Whether a row stands in the month's own return."""
        return ~self.projects["carried"]

    def asked(self, field: str, rows: pd.DataFrame) -> pd.Series:
        """Tell whether a row's table has a column for a field."""
        layouts = self.ledger.layouts
        return rows["source_id"].isin(layouts.loc[layouts["field_id"] == field, "source_id"])

    def has(self, lines: pd.DataFrame) -> pd.Series:
        """Tell of the projects whether some of these fund lines are theirs."""
        keys = ["period", "project_id"]
        wanted = pd.MultiIndex.from_frame(lines[keys])
        return pd.Series(pd.MultiIndex.from_frame(self.projects[keys]).isin(wanted), self.projects.index)

    @property
    def awarded(self) -> pd.DataFrame:
        """The fund lines that are awarded something."""
        return self.lines[self.lines["awarded_fen"].fillna(0) > 0]

    def documents(self) -> list[str]:
        """Give the documents' numbers of each project's awards."""
        numbered = self.awarded[self.awarded["document_number"] != ""]
        named = numbered.groupby(["period", "project_id"])["document_number"].agg("、".join).to_dict()
        return [named.get(key, "") for key in zip(self.projects["period"], self.projects["project_id"], strict=True)]


def _idle(told: _Told) -> pd.Series:
    return told.has(told.lines[told.lines["idle"]]) & told.own


def _unspent(told: _Told) -> pd.Series:
    projects = told.projects
    month = projects["period"].map(month_of)
    came = month.where(projects["received_fen"] > 0).groupby(projects["project_id"]).transform("min")
    long = month - came >= told.ledger.workspace.settings.findings.waiting_months
    nothing = (projects["paid_fen"] == 0) & ~projects["paid_hidden"] & told.asked("paid", projects)
    return told.own & (projects["received_fen"] > 0) & long & nothing & ~projects["unstarted"] & ~_put_aside(told)


def _without_person(told: _Told) -> pd.Series:
    blank = (told.projects["person"] == "") & told.asked("person", told.projects)
    return told.own & told.projects["applied"] & blank


def _leader_changed(told: _Told) -> pd.Series:
    rows = told.projects.sort_values("period", kind="stable")
    project = rows["project_id"]
    key = rows["leader"].map({name: person_key(name) for name in rows["leader"].unique()}).astype("object")
    named = key.where((rows["leader"] != "") & ~rows["carried"], np.nan)
    before = named.groupby(project).ffill().groupby(project).shift()
    changed = (before.notna() & (named != before)).astype("float64").where(named.notna())
    return changed.groupby(project).ffill().fillna(0).astype("bool").reindex(told.projects.index)


def _put_aside(told: _Told) -> pd.Series:
    return told.own & told.projects["stage"].isin([stage.value for stage in ASIDE])


def _without_document(told: _Told) -> pd.Series:
    blank = (told.awarded["document_number"] == "") & told.asked("document_number", told.awarded)
    return told.has(told.awarded[blank]) & told.own


_SIGNS: dict[str, Callable[[_Told], pd.Series]] = {
    "idle": _idle, "unspent": _unspent, "without_person": _without_person, "leader_changed": _leader_changed,
    "put_aside": _put_aside, "without_document": _without_document,
}  # fmt: skip


def _vanished(projects: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Give a row for each project and month in which its unit's own return has not got it, nor one of its name."""
    units = ledger.units
    filed = units.loc[units["stated"] & ~units["carried"] & ~units["undecided"], ["period", "unit_id"]]
    ids = projects.drop_duplicates("project_id")
    ids = ids[ids["unit_id"] == ids["project_id"].map(owner_of)][["unit_id", "project_id", "name_key", "period"]]
    known = filed.merge(ids.rename(columns={"period": "first"}), on="unit_id")
    known = known[known["period"] > known["first"]]
    for key in ("project_id", "name_key"):
        there = pd.MultiIndex.from_frame(projects[["period", "unit_id", key]])
        known = known[~pd.MultiIndex.from_frame(known[["period", "unit_id", key]]).isin(there)]
    rows = [
        projects[(projects["project_id"] == project) & (projects["period"] < period)].iloc[[-1]].assign(period=period)
        for period, project in zip(known["period"], known["project_id"], strict=True)
    ]
    return pd.concat(rows).assign(vanished=True) if rows else projects.iloc[:0]
