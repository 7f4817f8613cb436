"""A county's tables as sums over many counties are made of them (`zzlib.indicators.at_scale`): its partition, a year in a folder."""

from pathlib import Path

import pandas as pd

from zzlib.indicators.flags import flag_months
from zzlib.indicators.policy_fields import field_table, programme_table
from zzlib.indicators.sums import calculation
from zzlib.ledger import Ledger
from zzlib.ledger.references import inspection_table, target_table
from zzlib.ledger.store import write_tables
from zzlib.periods import year_of


def county_tables(ledger: Ledger, county: str) -> dict[str, pd.DataFrame]:
    """Give the tables of all months of the ledger's year up to its period, as they are known at it.

    `projects` and `funding` with their flags, `units`, `targets`, `base_funds` and `base_projects` (of last year, by its
    own months), `fields`, `programmes`, `inspections` and `waiting` (a row a file); `county` and `period` are in all.
    """
    with calculation(ledger.workspace.settings.engine) as connection:
        flagged = flag_months(connection, ledger)
    workspace, periods = ledger.workspace, list(ledger.units["period"].unique())
    tables = {
        "projects": flagged.projects,
        "funding": flagged.lines,
        "units": ledger.units,
        "base_funds": ledger.base_funds[ledger.base_funds["counts"]],
        "base_projects": ledger.base_projects,
    }
    beside: dict[str, list[pd.DataFrame]] = {}
    for period in periods:
        projects = flagged.projects[flagged.projects["period"] == period]
        of_period = {
            "targets": target_table(workspace, period, ledger.period)[0],
            "fields": field_table(workspace, projects),
            "programmes": programme_table(workspace, period, projects),
            "inspections": inspection_table(workspace, period)[0],
            "waiting": pd.DataFrame({"file": ledger.waiting_by(period)}, dtype="str"),
        }
        for name, rows in of_period.items():
            beside.setdefault(name, []).append(rows.assign(period=period).astype({"period": "str"}))
    tables |= {name: pd.concat(rows, ignore_index=True) for name, rows in beside.items()}
    return {name: rows.assign(county=county).astype({"county": "str"}) for name, rows in tables.items()}


def write_county_tables(ledger: Ledger, county: str, folder: Path) -> Path:
    """Write the tables as Parquet into `<folder>/<county>/<year>/`, in the place of those that were there, whole or not at all."""
    own = folder / county / str(year_of(ledger.period))
    own.parent.mkdir(parents=True, exist_ok=True)
    write_tables(own, county_tables(ledger, county), {"county": county, "period": ledger.period, "facts": ledger.facts})
    return own


def tables_in(folder: Path) -> dict[str, list[str]]:
    """Give the Parquet files of all counties and years that lie in a folder, by table."""
    files: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*/*/*.parquet")):
        files.setdefault(path.stem, []).append(str(path))
    return files
