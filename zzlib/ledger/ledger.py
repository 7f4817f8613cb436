"""The ledger of a period: built from the returns, kept on disk, opened again while its inputs are unchanged."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pandas as pd
from filelock import FileLock

from zzlib.issues import Issue, restored
from zzlib.ledger.absurd import without_absurd
from zzlib.ledger.arrivals import Arrival
from zzlib.ledger.base import BASE_FUNDS_COLUMNS, BASE_PROJECTS_COLUMNS, base_tables
from zzlib.ledger.collecting import rare_collections
from zzlib.ledger.consistency import line_issues
from zzlib.ledger.decisions import read_file_decisions
from zzlib.ledger.inputs import Inputs, read_inputs
from zzlib.ledger.kinds import issues_without_kinds
from zzlib.ledger.lists import list_issues
from zzlib.ledger.projects import PROJECT_COLUMNS
from zzlib.ledger.references import TARGET_COLUMNS, reference_issues, target_amounts, target_table
from zzlib.ledger.store import read_meta, read_table, write_tables
from zzlib.ledger.tables import (
    FUNDING_COLUMNS,
    LAYOUT_COLUMNS,
    LEFT_OUT_COLUMNS,
    SOURCE_COLUMNS,
    UNIT_MONTH_COLUMNS,
    ledger_tables,
)
from zzlib.ledger.year import OnFile, Year, read_year
from zzlib.periods import month_of, period_of, year_of
from zzlib.told import ToldError
from zzlib.workspace import Workspace

TABLES: dict[str, dict[str, str]] = {
    "projects": PROJECT_COLUMNS,
    "funding": FUNDING_COLUMNS,
    "units": UNIT_MONTH_COLUMNS,
    "sources": SOURCE_COLUMNS,
    "layouts": LAYOUT_COLUMNS,
    "left_out": LEFT_OUT_COLUMNS,
    "targets": TARGET_COLUMNS,
    "base_funds": BASE_FUNDS_COLUMNS,
    "base_projects": BASE_PROJECTS_COLUMNS,
}


class InputsChangedError(ToldError, RuntimeError):
    """The inputs are no longer those that a run began with."""


@dataclass(frozen=True)
class Ledger:
    """The ledger as it stands at `period`; frames hold all months of the year up to it (`zzlib.ledger.tables`).

    `targets` has a row a unit; `base_funds` and `base_projects` hold the same months of last year. `issues` are
    those of every month's files and of the reference files. `workspace` is as it stood when the ledger was read, `inputs`
    are (path below the workspace, sha256) of what was read, `arrivals` the files by the month in whose folder they lie.
    """

    period: str
    workspace: Workspace
    fingerprint: str
    inputs: list[tuple[str, str]]
    projects: pd.DataFrame
    funding: pd.DataFrame
    units: pd.DataFrame
    sources: pd.DataFrame
    layouts: pd.DataFrame
    left_out: pd.DataFrame
    targets: pd.DataFrame
    base_funds: pd.DataFrame
    base_projects: pd.DataFrame
    issues: list[Issue]
    waiting_files: tuple[str, ...]
    arrivals: Mapping[str, list[Arrival]] = field(default_factory=dict)

    def month(self, table: str, period: str | None = None) -> pd.DataFrame:
        """Give one month's rows of `projects`, `funding` or `units`, with a fresh index."""
        frame: pd.DataFrame = getattr(self, table)
        return frame[frame["period"] == (period or self.period)].reset_index(drop=True)


def build_ledger(workspace: Workspace, period: str, on_file: OnFile | None = None) -> Ledger:
    """Read all returns of the year up to `period`, make the ledger and store it under `data/ledger/<period>/`.

    Raises:
        PeriodError: there is no folder of returns for the period.
        ValueError: the period is not a month.
    """
    return _build(read_inputs(workspace, period), period, on_file)


def open_ledger(workspace: Workspace, period: str, on_file: OnFile | None = None) -> Ledger:
    """Open the stored ledger if its inputs are unchanged, else build it; see `build_ledger`.

    Raises:
        InputsChangedError: the environment's `ZZ_FINGERPRINT` (set while a run executes) names other inputs.
    """
    inputs = read_inputs(workspace, period)
    expected = os.environ.get("ZZ_FINGERPRINT")
    if expected and expected != inputs.fingerprint:
        raise InputsChangedError("运行期间有人改动了报表、参考文件或设置，请重新运行")
    with _lock(workspace, period):
        meta = read_meta(workspace.ledger_dir(period))
        if meta and meta["fingerprint"] == inputs.fingerprint:
            with suppress(duckdb.Error, OSError, KeyError):  # a table that is gone or damaged: made anew
                return _load(inputs, period, meta)
    return _build(inputs, period, on_file)


def inputs_fingerprint(workspace: Workspace, period: str) -> str:
    """Give the digest of everything that a ledger of the period is made of; raises as `build_ledger`."""
    return read_inputs(workspace, period).fingerprint


@rare_collections()
def _build(inputs: Inputs, period: str, on_file: OnFile | None) -> Ledger:
    workspace = inputs.workspace
    this_year, last_year = arrivals_by_year(inputs.arrivals, period)
    year = read_year(workspace, this_year, period, on_file)
    ledger = ledger_of(inputs, year, read_last_year(workspace, period, last_year, on_file))
    meta = {
        "fingerprint": inputs.fingerprint,
        "issues": [issue.stored() for issue in ledger.issues],
        "waiting_files": list(ledger.waiting_files),
    }
    with _lock(workspace, period):
        write_tables(workspace.ledger_dir(period), {name: getattr(ledger, name) for name in TABLES}, meta)
    return ledger


def arrivals_by_year(
    arrivals: Mapping[str, list[Arrival]], period: str
) -> tuple[dict[str, list[Arrival]], dict[str, list[Arrival]]]:
    """Part what came into the year of the period and the year before."""
    last_year = {p: month for p, month in arrivals.items() if year_of(p) < year_of(period)}
    return {p: month for p, month in arrivals.items() if p not in last_year}, last_year


def ledger_of(inputs: Inputs, year: Year, last_year: Year | None) -> Ledger:
    """Put the ledger together from the years as read; nothing is stored."""
    workspace, period = inputs.workspace, year.period
    last_year = last_year and _meant(workspace, last_year, {})
    base, places, base_issues = base_tables(workspace, period, last_year)
    year = _meant(workspace, year, _largest_months(base["base_funds"]))
    tables = ledger_tables(workspace, year)
    targets, target_issues = target_table(workspace, period)
    tables |= base | {"targets": targets}
    tables |= {name: pd.concat([tables[name], more], ignore_index=True) for name, more in places.items()}
    issues = [
        *issues_without_kinds(year),
        *line_issues(workspace, year),
        *base_issues,
        *target_issues,
        *reference_issues(workspace),
    ]
    issues += list_issues(workspace, period, targets, base["base_funds"])
    issues = worded(workspace, dict.fromkeys([*issues, *inputs.issues]))
    return Ledger(
        period, workspace, inputs.fingerprint, inputs.files, **tables, issues=issues, waiting_files=year.waiting(),
        arrivals=inputs.arrivals,
    )  # fmt: skip


def worded(workspace: Workspace, issues: Iterable[Issue]) -> list[Issue]:
    """Give issues in the words of the county's rhythm."""
    rhythm = workspace.rhythm
    return list(issues) if rhythm.is_monthly else [issue.worded(rhythm.said) for issue in issues]


def _meant(workspace: Workspace, year: Year, last_year: Mapping[str, int]) -> Year:
    """Give a year without the amounts that can't be meant; `last_year` is what is known of the one before, unit -> fen."""

    def targets(period: str) -> dict[str, int]:
        return target_amounts(target_table(workspace, period)[0])

    return without_absurd(year, read_file_decisions(workspace), targets, last_year)


def _largest_months(base_funds: pd.DataFrame) -> dict[str, int]:
    """Give the largest of each unit's amounts in any month of last year, in fen."""
    sums = base_funds.groupby(["unit_id", "period"])[["applied_fen", "awarded_fen", "received_fen"]].sum()
    return {str(u): int(fen) for u, fen in sums.max(axis=1).groupby("unit_id").max().items()}


def read_last_year(
    workspace: Workspace, period: str, arrivals: dict[str, list[Arrival]], on_file: OnFile | None = None
) -> Year | None:
    """Read last year's returns up to the same month, where there are any for that month."""
    same_month = period_of(year_of(period) - 1, month_of(period))
    return read_year(workspace, arrivals, same_month, on_file) if arrivals.get(same_month) else None


def _load(inputs: Inputs, period: str, meta: dict[str, Any]) -> Ledger:
    folder = inputs.workspace.ledger_dir(period)
    tables = {name: read_table(folder, name, columns) for name, columns in TABLES.items()}
    issues = worded(inputs.workspace, map(restored, meta["issues"]))
    return Ledger(
        period, inputs.workspace, inputs.fingerprint, inputs.files, **tables, issues=issues,
        waiting_files=tuple(meta["waiting_files"]), arrivals=inputs.arrivals,
    )  # fmt: skip


def _lock(workspace: Workspace, period: str) -> FileLock:
    folder = workspace.ledger_dir(period).parent
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / f".{period}.lock")
