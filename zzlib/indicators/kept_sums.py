"""What a month's sums and those of the month before are made of, kept beside the ledger under its fingerprint: who adds counties up reads them."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from zzlib.indicators.gains import Gain
from zzlib.indicators.scopes import MonthSums, MonthTables, TwoMonths, month_before
from zzlib.ledger import Ledger
from zzlib.ledger.inputs import Inputs
from zzlib.ledger.store import opened, write_tables

FOLDER = "sums"
_BEFORE = "received_before"
"""The name of that table of a month beside those that measures are summed over."""


def kept_sums(inputs: Inputs) -> TwoMonths | None:
    """Give the sums of what these inputs hold as they are kept, `None` where nothing whole is kept of just these."""
    return opened(_folder(inputs), inputs.facts, None, partial(_restored, inputs))


def keep_sums(ledger: Ledger, sums: TwoMonths) -> None:
    """Keep what the sums of a ledger are made of; what can't be kept exactly, or at all, is put together anew next time."""
    months = {p: of for p, of in zip((ledger.period, month_before(ledger)), sums, strict=True) if of}
    tables = {f"{period} {name}": table for period, of in months.items() for name, table in _tables(of).items()}
    if any(table.select_dtypes("str").isna().to_numpy().any() for table in tables.values()):
        return  # a text that is not there comes back as ""
    meta = {
        "fingerprint": ledger.facts,
        "columns": {name: table.dtypes.astype("str").to_dict() for name, table in tables.items()},
        "waiting_files": {period: of.waiting_files for period, of in months.items()},
        "gains": {
            period: [asdict(gain) | {"units": sorted(gain.units)} for gain in of.monthly_gains]
            for period, of in months.items()
        },
    }
    with suppress(duckdb.Error, OSError):
        write_tables(_folder(ledger), tables, meta)


def _folder(of: Ledger | Inputs) -> Path:
    return of.workspace.ledger_dir(of.period) / FOLDER


def _tables(sums: MonthSums) -> dict[str, pd.DataFrame]:
    return sums.tables | ({} if sums.received_before is None else {_BEFORE: sums.received_before})


def _restored(inputs: Inputs, meta: Mapping[str, Any], frames: Mapping[str, pd.DataFrame]) -> TwoMonths:
    found = []
    for period, gains in meta["gains"].items():
        own = {name.removeprefix(f"{period} "): table for name, table in frames.items() if name.startswith(period)}
        received_before = own.pop(_BEFORE, None)
        brought = [Gain(**gain | {"units": set(gain["units"])}) for gain in gains]
        tables = MonthTables(period, own, brought, received_before, tuple(meta["waiting_files"][period]))
        found.append(MonthSums(inputs.workspace, inputs.issued, tables))
    return found[0], found[1] if found[1:] else None
