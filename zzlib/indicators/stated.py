"""Figures as they were written down, as a workspace computes them, and where two sets differ."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from zzlib.indicators.kept import measured
from zzlib.indicators.measuring import table_of_figures
from zzlib.indicators.month import FIGURE_COLUMNS, Figures, Month
from zzlib.ledger import open_ledger
from zzlib.ledger.inputs import Inputs
from zzlib.ledger.ledger import ledger_of_inputs
from zzlib.tabular import csv_text
from zzlib.workspace import Workspace

FILE = "figures.csv"
StatedFigures = dict[tuple[str, str], dict[str, str]]
"""Rows of `figures.csv` by figure and scope."""


@dataclass(frozen=True)
class FigureChange:
    """A figure that differs; a side is empty where it is not stated. Values are those of `figures.csv`, texts as printed."""

    figure: str
    scope: str
    before: dict[str, str]
    after: dict[str, str]


def read_figures(folder: Path) -> StatedFigures:
    """Read the figures that a run has written.

    Raises:
        OSError: there are none.
        ValueError: they can't be read.
    """
    return _figures(read_rows(folder / FILE))


def computed_figures(workspace: Workspace, period: str) -> StatedFigures:
    """Compute a month's figures from what lies in a workspace, as a run writes them."""
    return figures_of(measured(open_ledger(workspace, period)))


def figures_of_inputs(inputs: Inputs) -> StatedFigures:
    """Compute a month's figures from inputs that were read, also while a run of another month is at work."""
    return figures_of(measured(ledger_of_inputs(inputs)))


def figures_of(month: Month) -> StatedFigures:
    """Give a month's figures as a run writes them."""
    return stated(month.figures)


def stated(figures: Figures) -> StatedFigures:
    """Give figures as a run writes them."""
    return _figures(written_rows(table_of_figures(figures)))


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a table that a run has written; raises as `read_figures`."""
    return _rows(path.read_bytes().decode("utf-8-sig"))


def written_rows(table: pd.DataFrame) -> list[dict[str, str]]:
    """Give a table's rows as a run writes them."""
    return _rows(csv_text(list(table.columns), table.to_dict("records")))


def changed(
    before: StatedFigures, after: StatedFigures, columns: tuple[str, ...] = tuple(FIGURE_COLUMNS)
) -> list[FigureChange]:
    """Give where two sets of figures differ in one of some columns, in the order of the later one."""
    pairs = [(key, before.get(key, {}), after.get(key, {})) for key in dict.fromkeys([*after, *before])]
    return [
        FigureChange(*key, one, other)
        for key, one, other in pairs
        if [one.get(column, "") for column in columns] != [other.get(column, "") for column in columns]
    ]


def _figures(rows: list[dict[str, str]]) -> StatedFigures:
    return {(row["figure"], row["scope"]): row for row in rows}


def _rows(text: str) -> list[dict[str, str]]:
    return [dict(row) for row in csv.DictReader(io.StringIO(text, newline=""))]
