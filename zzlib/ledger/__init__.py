"""The ledger: who is who, which project is which, what stands for each unit in each month; two fact tables on disk.

For analysts: `load_projects("2013-05")`, `load_funding("2013-05")` and `load_units("2013-05")` give pandas frames.
"""

import pandas as pd

from zzlib.ledger.inputs import PeriodError
from zzlib.ledger.ledger import InputsChangedError, Ledger, build_ledger, inputs_fingerprint, open_ledger
from zzlib.workspace import Workspace

__all__ = [
    "InputsChangedError",
    "Ledger",
    "PeriodError",
    "build_ledger",
    "inputs_fingerprint",
    "load_funding",
    "load_projects",
    "load_units",
    "open_ledger",
]


def load_projects(period: str, workspace: Workspace | None = None) -> pd.DataFrame:
    """Give `project_months` of a period: a row a unit and project (columns: `zzlib.ledger.projects.PROJECT_COLUMNS`).

    Money is in fen (`*_fen`), land in mu. Rows with `carried` come from an earlier month of the year.

    Raises:
        PeriodError: there is no folder of returns for the period.
    """
    return open_ledger(workspace or Workspace.find(), period).month("projects")


def load_funding(period: str, workspace: Workspace | None = None) -> pd.DataFrame:
    """Give `funding_months` of a period: a row a fund line (columns: `zzlib.ledger.tables.FUNDING_COLUMNS`).

    Amounts are cumulative from January in fen; blank is "not filled in", `*_unreadable` marks what can't be read.
    Lines with `counts` false (bonds, say) enter no funds figure.

    Raises:
        PeriodError: there is no folder of returns for the period.
    """
    return open_ledger(workspace or Workspace.find(), period).month("funding")


def load_units(period: str, workspace: Workspace | None = None) -> pd.DataFrame:
    """Give `unit_months` of a period: a row a unit (columns: `zzlib.ledger.tables.UNIT_MONTH_COLUMNS`).

    Raises:
        PeriodError: there is no folder of returns for the period.
    """
    return open_ledger(workspace or Workspace.find(), period).month("units")
