"""Figures as a version keeps them, as a workspace computes them, and where two sets differ."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from zzlib.indicators import FIGURE_COLUMNS, figures_table, measured
from zzlib.ledger import open_ledger
from zzlib.tabular import csv_text
from zzlib.workspace import Workspace

FILE = "figures.csv"
Figures = dict[tuple[str, str], dict[str, str]]
"""Rows of `figures.csv` by figure and scope."""


@dataclass(frozen=True)
class FigureChange:
    """A figure that differs; a side is empty where it is not stated. Values are those of `figures.csv`, texts as printed."""

    figure: str
    scope: str
    before: dict[str, str]
    after: dict[str, str]


def read_figures(folder: Path) -> Figures:
    """Read the figures that a run has written.

    Raises:
        OSError: there are none.
        ValueError: they can't be read.
    """
    return _rows((folder / FILE).read_bytes().decode("utf-8-sig"))


def computed_figures(workspace: Workspace, period: str) -> Figures:
    """Compute a month's figures from what lies in a workspace, as a run writes them."""
    table = figures_table(measured(open_ledger(workspace, period)))
    return _rows(csv_text(list(table.columns), table.to_dict("records")))


def changed(before: Figures, after: Figures, columns: tuple[str, ...] = tuple(FIGURE_COLUMNS)) -> list[FigureChange]:
    """Give where two sets of figures differ in one of some columns, in the order of the later one."""
    pairs = [(key, before.get(key, {}), after.get(key, {})) for key in dict.fromkeys([*after, *before])]
    return [
        FigureChange(*key, one, other)
        for key, one, other in pairs
        if [one.get(column, "") for column in columns] != [other.get(column, "") for column in columns]
    ]


def _rows(text: str) -> Figures:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return {(row["figure"], row["scope"]): dict(row) for row in rows}
