"""What a view's model gives: a sentence with its figures, a note on missing data, a table, the projects behind it, a chart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pandas as pd

from zzlib.charts.theme import Chart
from zzlib.drafting import StoredFigure
from zzlib.indicators import Figure
from zzlib.indicators.catalogue import definition
from zzlib.indicators.figures import figure_text
from zzlib.money import display_money, display_percent, number_text
from zzlib.report.display import Table
from zzlib.report.workbook import Column

MOST_ROWS = 200
"""Rows that a view shows of a table; the exported workbook has them all."""


@dataclass(frozen=True)
class ViewTable:
    """A table of a view: raw values (money in fen, shares as fractions, `None` for what can't be said)."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]]
    empty: str = "没有"

    def shown(self, most: int = MOST_ROWS) -> Table:
        """Give the table as people read it, its first rows."""
        texts = [
            [shown(column, value) for column, value in zip(self.columns, row, strict=True)] for row in self.rows[:most]
        ]
        frame = pd.DataFrame(texts, columns=[_heading(column) for column in self.columns], dtype="str")
        return Table(frame, self.empty)

    def html(self, most: int = MOST_ROWS) -> str:
        """Give the table as HTML, and say where it was cut."""
        cut = f"<p>只列前 {most} 行，共 {len(self.rows)} 行；导出的表是全的。</p>" if len(self.rows) > most else ""
        return self.shown(most)._repr_html_() + cut


NOTHING = ViewTable("没有", (), ())


def _heading(column: Column) -> str:
    return column.heading.removesuffix("（万元）")


def shown(column: Column, value: Any) -> str:
    """Write a cell as people read it; what can't be said is —."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return "—"
    if isinstance(value, str):
        return value
    if column.kind == "money":
        return display_money(int(value))
    if column.kind == "percent":
        return display_percent(Decimal(str(float(value))))
    return number_text(Decimal(str(value)), 2)


def points(share: float) -> str:
    """Write a difference of shares in percentage points, with its sign."""
    return f"{'+' if share >= 0 else '−'}{number_text(Decimal(str(abs(share) * 100)), 1)}个百分点"


def percent(share: float) -> str:
    """Write a share as a percentage with one digit."""
    return display_percent(Decimal(str(share)))


def money(fen: float | int | None) -> str:
    """Write an amount of fen, — for none."""
    return "—" if fen is None else display_money(round(fen))


def counted_figure(
    name: str, value: int, catalogue_id: str = "", scope: str | None = "county", lower: bool = False
) -> StoredFigure:
    """Give a count for a sentence; `lower` marks a lower bound (至少)."""
    return _figure(name, Decimal(value), "count", number_text(Decimal(value), 0), catalogue_id, scope, lower)


def share_figure(
    name: str, share: float | Decimal, catalogue_id: str = "", scope: str | None = "county", lower: bool = False
) -> StoredFigure:
    """Give a share for a sentence."""
    return _figure(name, Decimal(str(share)), "ratio", display_percent(Decimal(str(share))), catalogue_id, scope, lower)


def money_figure(name: str, fen: float) -> StoredFigure:
    """Give an amount that only a view computes."""
    return StoredFigure(name=name, text=money(fen), value=f"{Decimal(round(fen)) / 100:f}", unit="yuan")


def text_figure(name: str, text: str) -> StoredFigure:
    """Give words that a sentence refers to (an interval, names)."""
    return StoredFigure(name=name, text=text)


def catalogue_figure(name: str, figure: Figure) -> StoredFigure:
    """Give a figure of the catalogue for a sentence; a later run can renew it."""
    value = "" if figure.value is None else f"{figure.value:f}"
    return StoredFigure(
        name=name, text=figure.text, value=value, unit=figure.unit, figure=figure.figure, scope=figure.scope
    )


def _figure(
    name: str, value: Decimal, unit: str, text: str, catalogue_id: str, scope: str | None, lower: bool
) -> StoredFigure:
    if catalogue_id and scope is not None:
        text = figure_text(definition(catalogue_id), value, lower)
        return StoredFigure(name=name, text=text, value=f"{value:f}", unit=unit, figure=catalogue_id, scope=scope)
    bound = {"count": "至少", "ratio": "约"}.get(unit, "") if lower else ""
    return StoredFigure(name=name, text=bound + text, value=f"{value:f}", unit=unit)


@dataclass(frozen=True)
class Result:
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
