"""The year before: its ledger as it stood at its last month, what base of growth, projects and amounts come from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd
from filelock import FileLock

from zzlib.form import Form
from zzlib.ledger.absurd import without_absurd
from zzlib.ledger.arrivals import Arrival
from zzlib.ledger.base import base_tables
from zzlib.ledger.decisions import read_file_decisions
from zzlib.ledger.identity import Known
from zzlib.ledger.inputs import Inputs
from zzlib.ledger.lines import CUMULATIVE
from zzlib.ledger.projects import project_columns
from zzlib.ledger.references import target_amounts, target_table
from zzlib.ledger.store import opened, write_tables
from zzlib.ledger.tables import LAYOUT_COLUMNS, SOURCE_COLUMNS, funding_columns, ledger_tables, written_amounts
from zzlib.ledger.turn import LastYear, Stood, of_this_year
from zzlib.ledger.year import OnFile, Year, read_year
from zzlib.money import out_of_scale
from zzlib.periods import year_of
from zzlib.workspace import Workspace


def _tables(form: Form) -> dict[str, dict[str, str]]:
    return {
        "projects": project_columns(form),
        "funding": funding_columns(form),
        "sources": SOURCE_COLUMNS,
        "layouts": LAYOUT_COLUMNS,
    }


@dataclass(frozen=True)
class Past:
    """The ledger of a year as it stood at `period`, its last month with a folder of returns; `months` are those with returns.

    The frames hold all its months (`zzlib.ledger.tables`); `arrivals` are its files by the month in whose folder they lie.
    """

    period: str
    months: tuple[str, ...]
    projects: pd.DataFrame
    funding: pd.DataFrame
    sources: pd.DataFrame
    layouts: pd.DataFrame
    arrivals: Mapping[str, list[Arrival]]

    def last_month(self, table: str) -> pd.DataFrame:
        """Give the rows of `projects` or `funding` of the last month, with a fresh index."""
        frame: pd.DataFrame = getattr(self, table)
        return frame[frame["period"] == self.period].reset_index(drop=True)

    def last_year(self, called: str) -> LastYear:
        """Give what each fund line stood at in the last month, which people call so; an amount out of scale is the month's before."""
        earlier_months = [month for month in self.months if month < self.period]
        before = {key: own for key, own, _ in self._amounts(earlier_months[-1])} if earlier_months else {}
        lines: dict[tuple[str, str], list[Stood]] = {}
        for key, last, written in self._amounts(self.period):
            unit_id, project_id, category, level = key
            earlier = before.get(key, {})
            own = {f: earlier[f] if out_of_scale(fen, earlier.get(f)) else fen for f, fen in last.items()}
            lines.setdefault((unit_id, project_id), []).append(Stood(category, level, own, written))
        return LastYear(called, lines)

    def _amounts(self, period: str) -> Iterator[tuple[tuple[str, str, str, str], dict[str, int], dict[str, int]]]:
        """Give unit, project, category and level of each line of a month with its amounts above zero, in fen by field.

        Last come those that were corrected, as the return has them.
        """
        rows = self.funding[self.funding["period"] == period]
        keys = rows[["unit_id", "project_id", "fund_category", "source_level"]].itertuples(index=False, name=None)
        amounts = rows[[f"{field}_fen" for field in CUMULATIVE]].astype("object").itertuples(index=False, name=None)
        for (unit_id, project_id, category, level), row, said in zip(keys, amounts, rows["written"], strict=True):
            own = {f: int(fen) for f, fen in zip(CUMULATIVE, row, strict=True) if pd.notna(fen) and fen > 0}
            yield (str(unit_id), str(project_id), str(category), str(level)), own, written_amounts(said)

    def known(self) -> dict[str, list[Known]]:
        """Give unit_id -> the projects' ids, names and codes, in the order in which they were filed."""
        rows = self.projects[["unit_id", "project_id", "project_name", "project_code"]].drop_duplicates()
        known: dict[str, list[Known]] = {}
        for unit_id, *project in rows.itertuples(index=False, name=None):
            known.setdefault(unit_id, []).append((str(project[0]), str(project[1]), str(project[2])))
        return known


def read_past(inputs: Inputs | None, on_file: OnFile | None = None) -> Past | None:
    """Open the stored year of these inputs if they are unchanged, else read it, and that before it; `None` without inputs."""
    if inputs is None:
        return None
    # A year that was read with the one before it is another than one that was read alone.
    folder = inputs.workspace.ledger_dir(f".past-{year_of(inputs.period)}{'-alone' if inputs.past is None else ''}")
    lock, columns = FileLock(folder.with_name(f"{folder.name}.lock")), _tables(inputs.workspace.form)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with lock:
        kept = opened(
            folder, inputs.fingerprint, columns,
            lambda meta, tables: Past(inputs.period, tuple(meta["months"]), **tables, arrivals=inputs.arrivals),
        )  # fmt: skip
    if kept:
        return kept
    past = _read(inputs, on_file)
    with lock:
        stored = {name: getattr(past, name) for name in columns}
        write_tables(folder, stored, {"fingerprint": inputs.fingerprint, "months": past.months})
    return past


def _read(inputs: Inputs, on_file: OnFile | None) -> Past:
    before = read_past(inputs.past, on_file)
    workspace, period = inputs.workspace, inputs.period
    year = read_year(workspace, inputs.arrivals, period, on_file, before.known() if before else {})
    months = tuple(month for month, claims in year.claims.items() if claims and month <= period)
    base, _, _ = base_tables(workspace, period, before, year.homes)
    tables = ledger_tables(workspace, as_meant(workspace, year, base["base_funds"], before))
    return Past(period, months, **{name: tables[name] for name in _tables(workspace.form)}, arrivals=inputs.arrivals)


def as_meant(workspace: Workspace, year: Year, base_funds: pd.DataFrame, past: Past | None) -> Year:
    """Give a year without amounts that can't be meant, or are last year's; `base_funds` is what is known of that one."""

    def targets(period: str) -> dict[str, int]:
        return target_amounts(target_table(workspace, period)[0])

    decisions = read_file_decisions(workspace)
    year = without_absurd(year, decisions, targets, _largest_months(base_funds), workspace.form)
    return of_this_year(year, past.last_year(workspace.rhythm.name(past.period)) if past else None, decisions)


def _largest_months(base_funds: pd.DataFrame) -> dict[str, int]:
    """Give the largest of each unit's amounts in any month of last year, in fen."""
    sums = base_funds.groupby(["unit_id", "period"])[["applied_fen", "awarded_fen", "received_fen"]].sum()
    return {str(u): int(fen) for u, fen in sums.max(axis=1).groupby("unit_id").max().items()}
