"""The ledger: who is who, which project is which, what stands for each unit in each month; two fact tables on disk.

For analysts: `load_projects("2013-05")`, `load_funding("2013-05")` and `load_units("2013-05")` give pandas frames. In
them a plain sum is the official figure: `load_projects("2013-05")["received_fen"].sum()` is `funds_received`.
"""

import pandas as pd

from zzlib.ledger.counting import funding_apart, projects_apart
from zzlib.ledger.inputs import PeriodError
from zzlib.ledger.ledger import InputsChangedError, Ledger, build_ledger, inputs_fingerprint, open_ledger
from zzlib.ledger.projects import WON_MONEY
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
    """Give `project_months` of a period: a row a unit and project (columns: `zzlib.ledger.projects.PROJECT_COLUMNS`, and the county's own).

    Money is in fen (`*_fen`), land in mu. Rows with `carried` come from an earlier month of the year.
    `awarded_fen`, `allotted_fen`, `received_fen` (int64) hold what counts, so that their sums are `funds_awarded`,
    `funds_allotted`, `funds_received`; what fund categories with `counts = no` (bonds, say) brought stands beside, in
    `awarded_uncounted_fen`, … (int64). `project_months` itself holds the two together, and by these `converted` and
    `large` are judged.

    Raises:
        PeriodError: there is no folder of returns for the period.
    """
    ledger = open_ledger(workspace or Workspace.find(), period)
    return projects_apart(ledger.month("projects"), ledger.month("funding"), WON_MONEY)


def load_funding(period: str, workspace: Workspace | None = None) -> pd.DataFrame:
    """Give `funding_months` of a period: a row a fund line (columns: `zzlib.ledger.tables.FUNDING_COLUMNS`, and the county's own).

    Amounts (Int64) are cumulative from January in fen; blank is "not filled in", `*_unreadable` marks what can't be read.
    `received_fen` and its like hold what counts, so that their sums are the figures; the amounts of lines with `counts`
    false (bonds, say), which enter no figure, stand beside in `received_uncounted_fen`, … `funding_months` itself holds
    the two in one column.

    Raises:
        PeriodError: there is no folder of returns for the period.
    """
    ledger = open_ledger(workspace or Workspace.find(), period)
    return funding_apart(ledger.month("funding"), ledger.workspace.form.line_money)


def load_units(period: str, workspace: Workspace | None = None) -> pd.DataFrame:
    """Give `unit_months` of a period: a row a unit (columns: `zzlib.ledger.tables.UNIT_MONTH_COLUMNS`).

    Raises:
        PeriodError: there is no folder of returns for the period.
    """
    return open_ledger(workspace or Workspace.find(), period).month("units")
