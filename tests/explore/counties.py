"""Ledgers for the views' tests: whole synthetic counties, and the same with something planted in their frames."""

from dataclasses import replace

import pandas as pd

from zzlib.explore.data import ViewData
from zzlib.ledger import Ledger


def with_projects(ledger: Ledger, projects: pd.DataFrame) -> ViewData:
    """Give a view's data of a ledger whose project months are these."""
    return ViewData(replace(ledger, projects=projects.reset_index(drop=True)))


def grown(ledger: Ledger, times: int) -> Ledger:
    """Give the ledger with every project there `times` times, under ids of their own: the same county, more of it."""
    return replace(
        ledger,
        projects=pd.concat([renamed(ledger.projects, n) for n in range(times)], ignore_index=True),
        funding=pd.concat([renamed(ledger.funding, n) for n in range(times)], ignore_index=True),
    )


def renamed(rows: pd.DataFrame, number: int) -> pd.DataFrame:
    return rows.assign(project_id=rows["project_id"] + f"~{number}") if number else rows


def as_month(rows: pd.DataFrame, period: str) -> pd.DataFrame:
    """Give rows as if they stood in another month."""
    return rows.assign(period=period)
