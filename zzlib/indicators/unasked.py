"""Amounts that a return may have no column for, the county's own and those of steps that many forms leave out: nobody said anything of them, which is not zero."""

from collections.abc import Iterable

import pandas as pd

from zzlib.form import FieldType, Form
from zzlib.ledger import Ledger

_AMOUNTS: tuple[FieldType, ...] = ("money", "number")
_STEPS = ("allotted", "paid")
"""Amounts of a fund line that a county's form need not ask for."""


def amounts_to_ask(form: Form, *, line: bool) -> tuple[str, ...]:
    """Give the amounts and numbers of a fund line, or of a project as such, that not every form asks for: those of some steps, and the county's own."""
    return (*(_STEPS if line else ()), *(own.field_id for kind in _AMOUNTS for own in form.own_of(kind, line=line)))


def unasked(field: str) -> str:
    """Name the column (bool) that tells of a row that its return has no column for a field, and nobody stated it since."""
    return f"{field}_unasked"


def with_unasked(rows: pd.DataFrame, ledger: Ledger, *, line: bool) -> pd.DataFrame:
    """Add the column of each such amount that they hold to fund lines or projects of any months."""
    fields = [name for name in amounts_to_ask(ledger.workspace.form, line=line) if f"{name}_unreadable" in rows]
    layouts = ledger.layouts
    said = {}
    for field in fields:
        asked = set(layouts.loc[layouts["field_id"] == field, "source_id"])
        value = rows[f"{field}_fen" if f"{field}_fen" in rows else field]
        source = rows["source_id"].isin(asked) if line else _any_line(rows, ledger, asked)
        said[unasked(field)] = (value.isna() & ~rows[f"{field}_unreadable"] & ~source).astype("bool")
    return rows.assign(**said) if said else rows


def lines_with_unasked(lines: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Add the columns to fund lines that are without: what nobody was asked may have been paid, and none of it is told to lie idle."""
    if unasked("paid") in lines:
        return lines
    lines = with_unasked(lines, ledger, line=True)
    return lines.assign(idle=lines["idle"] & ~lines[unasked("paid")])


def _any_line(projects: pd.DataFrame, ledger: Ledger, asked: Iterable[str]) -> pd.Series:
    """Tell of projects whether one of their lines comes from a table with the column."""
    keys = ["period", "unit_id", "project_id"]
    lines = ledger.funding.loc[ledger.funding["source_id"].isin(list(asked)), keys].drop_duplicates()
    return (
        projects[keys].merge(lines, on=keys, how="left", indicator="asked")["asked"].eq("both").set_axis(projects.index)
    )
