"""What a view's model gives: a sentence with its figures, a note on missing data, a table, the projects behind it, a chart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import pandas as pd

from zzlib.charts.theme import Chart
from zzlib.indicators import Figure
from zzlib.money import display_money, display_percent, number_text
from zzlib.report.display import ShownTable
from zzlib.report.workbook import SheetColumn
from zzlib.writing import StoredFigure

MOST_ROWS = 200
"""Rows that a view shows of a table; the exported workbook has them all."""


class LaterRows(Sequence[Sequence[Any]]):
    """Rows of a table that are made when they are first read, so that a picture need not wait for them."""

    def __init__(self, make: Callable[[], Sequence[Sequence[Any]]]) -> None:
        """Take what makes them."""
        self._make = make

    @cached_property
    def _rows(self) -> Sequence[Sequence[Any]]:
        return self._make()

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: Any) -> Any:
        return self._rows[place]


@dataclass(frozen=True)
class ViewTable:
    """A table of a view: raw values (money in fen, shares as fractions, `None` for what can't be said)."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[Any]]
    empty: str = "没有"

    def shown(self, most: int = MOST_ROWS) -> ShownTable:
        """Give the table as people read it, its first rows."""
        texts = [
            [shown(column, value) for column, value in zip(self.columns, row, strict=True)] for row in self.rows[:most]
        ]
        frame = pd.DataFrame(texts, columns=[_heading(column) for column in self.columns], dtype="str")
        return ShownTable(frame, self.empty)

    def worded(self, said: Callable[[str], str]) -> "ViewTable":
        """Give the table with its headings put otherwise."""
        return replace(self, columns=tuple(replace(c, heading=said(c.heading)) for c in self.columns))

    def frame(self) -> pd.DataFrame:
        """Give the table whole as a frame: money in 万元 as its headings say, shares as fractions, numbers as numbers."""
        money = [column.kind == "money" for column in self.columns]
        rows = [
            [
                value / 10**6 if is_money and value is not None else value
                for value, is_money in zip(row, money, strict=True)
            ]
            for row in self.rows[:]
        ]
        return pd.DataFrame(rows, columns=[column.heading for column in self.columns])

    def html(self, most: int = MOST_ROWS) -> str:
        """Give the table as HTML, and say where it was cut."""
        cut = f"<p>只列前 {most} 行，共 {len(self.rows)} 行；导出的表是全的。</p>" if len(self.rows) > most else ""
        return self.shown(most)._repr_html_() + cut


NOTHING = ViewTable("没有", (), ())


def _heading(column: SheetColumn) -> str:
    return column.heading.removesuffix("（万元）")


def shown(column: SheetColumn, value: Any) -> str:
    """Write a cell as people read it; what can't be said is —."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return "—"
    if isinstance(value, str):
        return value
    if column.kind == "money":
        return display_money(int(value))
    if column.kind == "percent":
        return display_percent(Decimal(str(float(value))), column.edges)
    return number_text(Decimal(str(value)), 2)


def points(share: float, digits: int = 1) -> str:
    """Write a difference of shares in percentage points, with its sign."""
    return f"{'+' if share >= 0 else '−'}{number_text(Decimal(str(abs(share) * 100)), digits)}个百分点"


def percent(share: float) -> str:
    """Write a share as a percentage with one digit."""
    return display_percent(Decimal(str(share)))


def money(fen: float | int | None) -> str:
    """Write an amount of fen, — for none."""
    return "—" if fen is None else display_money(round(fen))


def fen(figure: Figure) -> int | None:
    """Give a figure of money in fen, as tables and charts take it."""
    return None if figure.value is None else int(figure.value * 100)


def counted(figure: Figure) -> int:
    """Give a figure that is a count."""
    return int(figure.value or 0)


def counted_figure(name: str, value: int) -> StoredFigure:
    """Give a count that only a view has."""
    return StoredFigure(name=name, text=number_text(Decimal(value), 0), value=str(value), unit="count")


def money_figure(name: str, fen: float, text: str = "") -> StoredFigure:
    """Give an amount that only a view computes; `text` is how its sentence prints it, where that hangs on others."""
    return StoredFigure(name=name, text=text or money(fen), value=f"{Decimal(round(fen)) / 100:f}", unit="yuan")


def text_figure(name: str, text: str) -> StoredFigure:
    """Give words that a sentence refers to (an interval, names)."""
    return StoredFigure(name=name, text=text)


def catalogue_figure(name: str, figure: Figure) -> StoredFigure:
    """Give a figure of the catalogue for a sentence; a later run can renew it."""
    return asked_figure(name, figure, (figure.figure, figure.scope))


def asked_figure(name: str, figure: Figure, catalogued: tuple[str, str] = ("", "")) -> StoredFigure:
    """Give a figure that was asked over a part, with the id and scope under which the catalogue has it, if it has."""
    value = "" if figure.value is None else f"{figure.value:f}"
    known, scope = catalogued
    return StoredFigure(name=name, text=figure.text, value=value, unit=figure.unit, figure=known, scope=scope)


@dataclass(frozen=True)
class ViewResult:
    """One state of a view. `sentence` refers to `figures` by name (`{rate}`); `notes` say what bounds the numbers.

    `name` is what its files are called: the picture and what sets it apart from others.
    """

    view: str
    period: str
    title: str
    sentence: str
    figures: tuple[StoredFigure, ...]
    notes: tuple[str, ...]
    table: ViewTable
    draw: Callable[[], Chart]
    name: str
    behind: ViewTable = NOTHING
    parameters: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Give the sentence with its numbers."""
        return self.sentence.format(**{figure.name: figure.text for figure in self.figures})
