"""A month in which every figure of the catalogue is another: each scope by its own amount, its frames with it."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Any

import pandas as pd

from zzlib.indicators import Month, figures
from zzlib.indicators.catalogue import Definition
from zzlib.indicators.figures import FigureResult
from zzlib.indicators.month import Figure, Figures

Mover = Callable[[Fraction, str, str], Fraction]
"""Gives another value for an exact one; its unit is yuan (then it is in fen), count, ratio, mu, months, or `whole`: a count
of which another is a part, and which stays the larger one. Its key is its own."""

_UNIT_COLUMNS = {
    "projects": "projects_total", "applied_fen": "funds_applied", "awarded_fen": "funds_awarded",
    "received_fen": "funds_received", "target_fen": "funds_target", "completion": "funds_completion",
    "land_mu": "land_granted",
}  # fmt: skip
"""What `Month.units` repeats of the figures of each unit."""


def gently(value: Fraction, unit: str, key: str) -> Fraction:
    """Move a little, so that the same sentences are said: what is nothing stays nothing, signs and bounds stay."""
    step = 1 + int(hashlib.sha256(key.encode()).hexdigest(), 16) % 89
    if value == 0:
        return value
    if unit in ("count", "months"):
        return value + 1 + step % 11
    if unit == "whole":
        return value + 12 + step % 11
    if unit == "ratio":
        return value + Fraction(step, 2000)
    return value * (1 + Fraction(step, 1000))


class Loudly:
    """Move far, each key to a value that no other has, so that whatever is printed can be told; what is nothing as well."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._next = count(1)

    def __call__(self, value: Fraction, unit: str, key: str) -> Fraction:
        number = self._numbers.setdefault(key, next(self._next))
        if unit in ("count", "months"):
            return Fraction(10_000 + number)
        if unit == "whole":
            return Fraction(40_000 + number)
        if unit == "ratio":
            return Fraction(1000 + number, 1000)
        return Fraction(20_000 * 4 + number, 4) if unit == "mu" else Fraction((100_000 + number) * 10**8)


@contextmanager
def moving(mover: Mover) -> Iterator[None]:
    """Let every figure that is computed be another: whoever asks the catalogue gets that."""
    written = figures._written

    def moved(definition: Definition, scope: Any, result: FigureResult, *arguments: Any) -> Figure:
        part = figures._part_unit(definition.of_money)
        below = "months" if definition.compute == "monthly" else "whole" if part == "count" else part
        units = {"value": definition.unit, "numerator": part, "denominator": below, "carried": part}
        parts = {
            name: value if value is None else mover(value, unit, f"{definition.id} {scope} {name}")
            for name, unit in units.items()
            for value in [getattr(result, name)]
        }
        return written(definition, scope, replace(result, **parts), *arguments)

    figures._written = moved
    try:
        yield
    finally:
        figures._written = written


def following(month: Month) -> Month:
    """Give the month whose frames repeat its figures, as they do in any month."""
    return replace(
        month, units=_units(month), categories=_categories(month.categories, month.figures), trend=_trend(month)
    )


def repeated(month: Month) -> Iterator[tuple[str, str, Any, Figure]]:
    """Give what the frames of a month repeat: figure, scope, what the frame says (fen, count, fraction, mu), the figure."""
    for unit in month.units.to_dict("records"):
        for column, figure in _UNIT_COLUMNS.items():
            scope = f"unit:{unit['unit_id']}"
            yield figure, scope, unit[column], month.figures[figure, scope]
    for row in month.categories.to_dict("records"):
        scope = f"category:{row['fund_category']}"
        yield "funds_received", scope, row["received_fen"], month.figures["funds_received", scope]
    last = month.trend.iloc[-1]
    for column, figure in (
        ("received_fen", "funds_received"),
        ("awarded_fen", "funds_awarded"),
        ("projects", "projects_total"),
        ("last_year_fen", "funds_received_last_year"),
    ):
        yield figure, "county", last[column], month.figures[figure]


def same(stated: Any, figure: Figure) -> bool:
    """Tell whether a frame's number is the figure: both blank, or equal to the figure's digits."""
    if pd.isna(stated) or figure.value is None:
        return bool(pd.isna(stated)) and figure.value is None
    factor = 100 if figure.unit == "yuan" else 1
    return abs(float(stated) / factor - float(figure.value)) <= 1e-9 * max(1, abs(float(figure.value)))


def _units(month: Month) -> pd.DataFrame:
    units = month.units.copy()
    for column, figure in _UNIT_COLUMNS.items():
        values = [month.figures[figure, f"unit:{unit_id}"].value for unit_id in units["unit_id"]]
        units[column] = _as(column, values, units[column])
    return units


def _categories(table: pd.DataFrame, figures: Figures) -> pd.DataFrame:
    scopes = [f"category:{name}" for name in table["fund_category"]]
    received = [figures["funds_received", scope].value for scope in scopes]
    before = [figures["funds_received_growth", scope].denominator for scope in scopes]
    return table.assign(
        received_fen=_as("_fen", received, table["received_fen"]),
        last_year_fen=_as("_fen", before, table["last_year_fen"]),
    )


def _trend(month: Month) -> pd.DataFrame:
    trend, last = month.trend.copy(), month.trend.index[-1]
    values = {
        "received_fen": "funds_received", "awarded_fen": "funds_awarded", "projects": "projects_total",
        "last_year_fen": "funds_received_last_year",
    }  # fmt: skip
    for column, figure in values.items():
        value = month.figures[figure].value
        if pd.notna(trend.loc[last, column]) and value is not None:
            trend.loc[last, column] = int(value * (100 if column.endswith("_fen") else 1))
    return trend


def _as(column: str, values: list[Decimal | None], like: pd.Series) -> pd.Series:
    factor = 100 if column.endswith("_fen") else 1
    kind = float if like.dtype == "float64" else int
    made = [
        pd.NA if value is None or pd.isna(old) else kind(value * factor)
        for value, old in zip(values, like, strict=True)
    ]
    return pd.Series(made, index=like.index, dtype="Float64" if kind is float else "Int64").astype(like.dtype)
