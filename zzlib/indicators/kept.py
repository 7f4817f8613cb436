"""The measured month, kept beside its ledger under the same fingerprint: whoever opens it again needn't compute it."""

import dataclasses
from contextlib import suppress
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from zzlib.indicators.measuring import measure
from zzlib.indicators.month import Figure, Figures, Month
from zzlib.ledger import Ledger, open_ledger
from zzlib.ledger.inputs import Inputs
from zzlib.ledger.store import opened, write_tables
from zzlib.periods import typed_period
from zzlib.workspace import Workspace

_FRAMES = tuple(field.name for field in dataclasses.fields(Month) if field.type is pd.DataFrame)
_EXACT = ("value", "numerator", "denominator", "carried_yuan")


def load_month(period: str = "", workspace: Workspace | None = None) -> Month:
    """Open the ledger of a period, the latest when `""` (building it when returns have changed), and give its month.

    Raises:
        NoReturnsError: the workspace has no returns.
        PeriodError: there is no folder of returns for the period.
    """
    workspace = workspace or Workspace.find()
    return measured(open_ledger(workspace, typed_period(period) or workspace.latest_period()))


def measured(ledger: Ledger) -> Month:
    """Give the month of a ledger as it is stored: as kept, where that was made of the same inputs, else measured and kept."""
    if kept := kept_month(ledger):
        return kept
    month = measure(ledger)
    with suppress(duckdb.Error, OSError):  # what can't be kept is still good
        write_tables(_folder(ledger), {name: getattr(month, name) for name in _FRAMES}, _meta(ledger, month))
    return month


def kept_month(of: Ledger | Inputs) -> Month | None:
    """Give the month as kept of a ledger, or of what one is made of; `None` where nothing whole is kept of just these inputs."""
    return opened(_folder(of), of.facts, None, partial(_restored, of))


def _folder(of: Ledger | Inputs) -> Path:
    return of.workspace.ledger_dir(of.period) / "month"


def _meta(ledger: Ledger, month: Month) -> dict[str, Any]:
    return {
        "fingerprint": ledger.facts,
        "columns": {name: getattr(month, name).dtypes.astype("str").to_dict() for name in _FRAMES},
        "figures": [[_written(value) for value in vars(figure).values()] for figure in month.figures],
        "gaps": sorted(month.gaps),
        "waiting_files": month.waiting_files,
        "unreadable_targets": month.unreadable_targets,
    }


def _written(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value


def _restored(of: Ledger | Inputs, meta: dict[str, Any], frames: dict[str, Any]) -> Month:
    return Month(
        period=of.period,
        settings=of.workspace.settings,
        figures=Figures([_figure(written) for written in meta["figures"]]),
        waiting_files=tuple(meta["waiting_files"]),
        gaps=frozenset(meta["gaps"]),
        unreadable_targets=tuple(meta["unreadable_targets"]),
        workspace=of.workspace,
        fingerprint=of.facts,
        **frames,
    )


def _figure(written: list[Any]) -> Figure:
    parts = dict(zip((field.name for field in dataclasses.fields(Figure)), written, strict=True))
    return Figure(**parts | {name: None if parts[name] is None else Decimal(parts[name]) for name in _EXACT})
