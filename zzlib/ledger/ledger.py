"""The ledger of a period: built from the returns, kept on disk, opened again while its inputs are unchanged."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd
from filelock import FileLock

from zzlib.form import Form
from zzlib.issues import Issue, restored
from zzlib.ledger.arrivals import Arrival
from zzlib.ledger.base import BASE_FUNDS_COLUMNS, BASE_PROJECTS_COLUMNS, base_tables
from zzlib.ledger.collecting import rare_collections
from zzlib.ledger.consistency import line_issues
from zzlib.ledger.ended import left_behind
from zzlib.ledger.identity import Known
from zzlib.ledger.inputs import Inputs, read_inputs
from zzlib.ledger.issued import IssuedMonth
from zzlib.ledger.kinds import issues_without_kinds
from zzlib.ledger.lists import list_issues
from zzlib.ledger.past import Past, as_meant, read_past
from zzlib.ledger.projects import project_columns
from zzlib.ledger.references import TARGET_COLUMNS, reference_issues, target_table
from zzlib.ledger.store import opened, write_tables
from zzlib.ledger.tables import (
    LAYOUT_COLUMNS,
    LEFT_OUT_COLUMNS,
    REPLACED_COLUMNS,
    SOURCE_COLUMNS,
    UNIT_MONTH_COLUMNS,
    funding_columns,
    ledger_tables,
)
from zzlib.ledger.year import OnFile, Year, read_year
from zzlib.told import ToldError
from zzlib.workspace import Workspace


def tables_of(form: Form) -> dict[str, dict[str, str]]:
    """Give the tables that are kept on disk, each with its columns and dtypes: those of fields by the county's form."""
    return {
        "projects": project_columns(form),
        "funding": funding_columns(form),
        "units": UNIT_MONTH_COLUMNS,
        "sources": SOURCE_COLUMNS,
        "layouts": LAYOUT_COLUMNS,
        "left_out": LEFT_OUT_COLUMNS,
        "replaced": REPLACED_COLUMNS,
        "targets": TARGET_COLUMNS,
        "base_funds": BASE_FUNDS_COLUMNS,
        "base_projects": BASE_PROJECTS_COLUMNS,
    }


class InputsChangedError(ToldError, RuntimeError):
    """The inputs are no longer those that a run began with."""


@dataclass(frozen=True)
class Ledger:
    """The ledger as it stands at `period`; frames hold all months of the year up to it (`zzlib.ledger.tables`).

    `targets` has a row a unit; `base_funds` and `base_projects` hold the same months of last year, `past` all of it as far
    as returns are on file. `issues` are those of every month's files and of the reference files. `workspace` is as it
    stood when the ledger was read, `inputs` are (path below the workspace, sha256) of what was read, `fingerprint` and
    `facts` digests of it (`zzlib.ledger.inputs`), `arrivals` the year's files by the month in whose folder they lie, `issued` the months that it
    is compared with as they were issued.
    """

    period: str
    workspace: Workspace
    fingerprint: str
    facts: str
    inputs: list[tuple[str, str]]
    projects: pd.DataFrame
    funding: pd.DataFrame
    units: pd.DataFrame
    sources: pd.DataFrame
    layouts: pd.DataFrame
    left_out: pd.DataFrame
    replaced: pd.DataFrame
    targets: pd.DataFrame
    base_funds: pd.DataFrame
    base_projects: pd.DataFrame
    issues: list[Issue]
    waiting_files: tuple[str, ...]
    arrivals: Mapping[str, list[Arrival]] = field(default_factory=dict)
    past: Past | None = None
    issued: Mapping[str, IssuedMonth] = field(default_factory=dict)

    def arrived(self, period: str) -> list[Arrival]:
        """Give the files that lie in a month's folder, of this year or the one before."""
        return [*self.arrivals.get(period, ()), *(self.past.arrivals.get(period, ()) if self.past else ())]

    def waiting_by(self, period: str) -> tuple[str, ...]:
        """Give those of `waiting_files` that lie in the folders of the months up to one."""
        if period == self.units["period"].max():
            return self.waiting_files
        until = {f"{month}/{a.file}" for month, own in self.arrivals.items() if month <= period for a in own}
        return tuple(file for file in self.waiting_files if file in until)

    def waiting_in(self, period: str) -> frozenset[str]:
        """Name the counties in which files wait to be claimed by a month: `""` stands for a county by itself."""
        return frozenset([""] if self.waiting_by(period) else [])

    def targets_at(self, period: str) -> pd.DataFrame:
        """Give the targets (`TARGET_COLUMNS`) as they stood in a month of the year, told of the units as they are now."""
        return self.targets if period == self.period else target_table(self.workspace, period, self.period)[0]

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
    return ledger_of_inputs(inputs, on_file)


def ledger_of_inputs(inputs: Inputs, on_file: OnFile | None = None) -> Ledger:
    """Open the stored ledger if it was made of these inputs, else build it of them."""
    workspace, period = inputs.workspace, inputs.period
    with _lock(workspace, period):
        kept = opened(workspace.ledger_dir(period), inputs.facts, tables_of(workspace.form), partial(_restored, inputs))
    return kept or _build(inputs, period, on_file)


def inputs_fingerprint(workspace: Workspace, period: str) -> str:
    """Give the digest of everything that a ledger of the period is made of; raises as `build_ledger`."""
    return read_inputs(workspace, period).fingerprint


@rare_collections()
def _build(inputs: Inputs, period: str, on_file: OnFile | None) -> Ledger:
    workspace, past = inputs.workspace, read_past(inputs.past, on_file)
    year = read_year(workspace, inputs.arrivals, period, on_file, known_before(past))
    ledger = ledger_of(inputs, year, past)
    meta = {
        "fingerprint": inputs.facts,
        "issues": [issue.stored() for issue in ledger.issues],
        "waiting_files": list(ledger.waiting_files),
    }
    with _lock(workspace, period):
        write_tables(
            workspace.ledger_dir(period), {name: getattr(ledger, name) for name in tables_of(workspace.form)}, meta
        )
    return ledger


def known_before(past: Past | None) -> dict[str, list[Known]]:
    """Give the projects of the years before by unit; none without returns of last year."""
    return past.known() if past else {}


def ledger_of(inputs: Inputs, year: Year, past: Past | None) -> Ledger:
    """Put the ledger together from the years as read; nothing is stored."""
    workspace, period = inputs.workspace, year.period
    base, places, base_issues = base_tables(workspace, period, past, year.homes)
    year = as_meant(workspace, year, base["base_funds"], past)
    tables = ledger_tables(workspace, year)
    targets, target_issues = target_table(workspace, period)
    tables |= base | {"targets": targets}
    tables |= {name: pd.concat([tables[name], more], ignore_index=True) for name, more in places.items()}
    issues = [
        *issues_without_kinds(year, workspace.settings.kinds),
        *line_issues(workspace, year),
        *base_issues,
        *target_issues,
        *reference_issues(workspace),
    ]
    issues += [*list_issues(workspace, period, targets, base["base_funds"]), *left_behind(workspace, year)]
    issues = worded(workspace, dict.fromkeys([*issues, *inputs.issues]))
    return Ledger(
        period, workspace, inputs.fingerprint, inputs.facts, inputs.files, **tables, issues=issues, waiting_files=year.waiting(),
        arrivals=inputs.arrivals, past=past, issued=inputs.issued,
    )  # fmt: skip


def worded(workspace: Workspace, issues: Iterable[Issue]) -> list[Issue]:
    """Give issues in the words of the county's rhythm."""
    rhythm = workspace.rhythm
    return list(issues) if rhythm.is_monthly else [issue.worded(rhythm.said) for issue in issues]


def _restored(inputs: Inputs, meta: dict[str, Any], tables: dict[str, pd.DataFrame]) -> Ledger:
    issues = worded(inputs.workspace, map(restored, meta["issues"]))
    return Ledger(
        inputs.period, inputs.workspace, inputs.fingerprint, inputs.facts, inputs.files, **tables, issues=issues,
        waiting_files=tuple(meta["waiting_files"]), arrivals=inputs.arrivals, past=read_past(inputs.past), issued=inputs.issued,
    )  # fmt: skip


def _lock(workspace: Workspace, period: str) -> FileLock:
    folder = workspace.ledger_dir(period).parent
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / f".{period}.lock")
