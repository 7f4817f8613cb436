"""Stage 1: sums of the measures over the month's tables, by any keys; written once with narwhals, run by DuckDB.

Restricted style, so that every engine gives the same: flag columns first, then plain sums; no rounding; blanks filled
before they are compared.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd

from zzlib.indicators.catalogue import UNSTATED, Measure
from zzlib.indicators.queries import kept_query
from zzlib.ledger.store import session
from zzlib.settings import Engine

LAND_DIGITS = 4
"""Land in mu is kept to this many digits: enough for any form, and exact in sums of floats."""


@dataclass(frozen=True)
class Sum:
    """A measure summed over a scope: fen, counts or mu; the part from carried rows; the rows that make it incomplete.

    These have a cell that can't be read, or don't state whether they belong to the sum. `unasked` and `asked` count the rows
    whose return has no column for it, and the others, of a measure that tells them (`Measure.asked_by`).
    """

    value: int | float
    carried: int | float = 0
    unreadable: int = 0
    unasked: int = 0
    asked: int = 0

    @property
    def in_doubt(self) -> bool:
        """Whether the true sum may be another."""
        return self.unreadable > 0 or self.unasked > 0

    def __add__(self, other: "Sum") -> "Sum":
        """Add two sums; land stays at its digits."""
        return _added((self, other))


Sums = dict[tuple[str, ...], Sum]
"""A measure's sums by the values of some keys."""


def connect(engine: Engine) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB of one's own for tables to be kept in, within a quarter of the settings' memory.

    Who keeps tables holds the ledger, too, and pages stand open beside each other. What is more lies in a folder of
    `temp_directory`, which DuckDB makes where it needs it, and takes away.
    """
    amount, unit = float(engine.memory_limit[:-2]) / 4, engine.memory_limit[-2:]
    spill = Path(engine.temp_directory or gettempdir()) / f"zz-engine-{uuid4().hex}"
    return duckdb.connect(config={**_bounds(engine), "memory_limit": f"{amount}{unit}", "temp_directory": str(spill)})


def calculation(engine: Engine) -> duckdb.DuckDBPyConnection:
    """Open a session of this process's DuckDB within the bounds of the settings, for what is computed and not kept."""
    return session(**_bounds(engine))


def _bounds(engine: Engine) -> dict[str, str | int]:
    return {"memory_limit": engine.memory_limit} | ({"threads": engine.threads} if engine.threads else {})


def sum_measures(
    connection: duckdb.DuckDBPyConnection,
    table: pd.DataFrame | duckdb.DuckDBPyRelation,
    measures: Mapping[str, Measure],
    keys: Iterable[str],
) -> dict[str, Sums]:
    """Sum measures of one table, a frame or a relation of the connection, by keys.

    Returns measure -> key values -> `Sum`; without keys the one key is `()`, present also for an empty table.
    """
    keys = list(keys)
    parts = _asked(table, measures) if isinstance(table, pd.DataFrame) else _PARTS
    if isinstance(table, pd.DataFrame) and table.empty:
        return {name: {} if keys else {(): Sum(_zero(measure), _zero(measure))} for name, measure in measures.items()}
    found: duckdb.DuckDBPyRelation | duckdb.DuckDBPyConnection
    if isinstance(table, pd.DataFrame):
        found = connection.execute(_query(connection, table, measures, keys, parts))
    else:
        found = summed(lazy(table), measures, keys, parts).to_native()
    return _by_measure(_rows(found), measures, keys)


class SummedRows:
    """Sums of many measures by a key; those of a measure are read when they are asked for."""

    def __init__(self, rows: Sequence[tuple[tuple[str, ...], Mapping[str, Any]]]) -> None:
        """Take the key values with the row of each."""
        self._rows = rows

    def of(self, name: str) -> Sums:
        """Give a measure's sums."""
        columns = _columns(name)
        return {key: _sum(row, columns) for key, row in self._rows}


def sum_by_each(
    connection: duckdb.DuckDBPyConnection,
    table: pd.DataFrame,
    measures: Mapping[str, Measure],
    within: str,
    keys: Sequence[str],
) -> dict[tuple[str, str], SummedRows]:
    """Sum measures of a table within each value of a column: as a whole, and by each of the keys alone.

    The rows are summed once by all keys together; these sums are added up. Gives value and key (`""`: as a whole) -> sums.
    """
    if table.empty:
        return {}
    parts = _asked(table, measures)
    finest = _query(connection, table, measures, [within, *keys], parts)
    added = [
        f'sum(round("{name}{part}", {LAND_DIGITS})) AS "{name}{part}"'
        if _kind(measure, part) == "float64"
        else f'sum("{name}{part}") AS "{name}{part}"'
        for name, measure in measures.items()
        for part in _parts_of(measure, parts)
    ]
    own = [f'"{key}"' for key in keys]
    columns = [f'"{within}"', *own, *(f'grouping({key}) AS "{_GROUPED}{n}"' for n, key in enumerate(own)), *added]
    sets = [f'("{within}")', *(f'("{within}", {key})' for key in own)]
    rows = _rows(
        connection.execute(f"SELECT {', '.join(columns)} FROM ({finest}) GROUP BY GROUPING SETS ({', '.join(sets)})")
    )
    found: dict[tuple[str, str], list[tuple[tuple[str, ...], Mapping[str, Any]]]] = {}
    for row in rows:
        key = next((key for n, key in enumerate(keys) if not row[f"{_GROUPED}{n}"]), "")
        found.setdefault((row[within], key), []).append((_values(row, [key] if key else []), row))
    return {of: SummedRows(own_rows) for of, own_rows in found.items()}


def _query(
    connection: duckdb.DuckDBPyConnection,
    table: pd.DataFrame,
    measures: Mapping[str, Measure],
    keys: Sequence[str],
    parts: Collection[str],
) -> str:
    """Give the query of sums over a frame, which it shows to the connection."""
    read = {*keys, *columns_read(measures.values())}
    table = table[[column for column in table.columns if column in read]]  # to show a column to DuckDB takes its time
    connection.register(_TABLE, table)
    wanted = str(([*table.columns], dict(measures), keys, parts))
    return kept_query(wanted, lambda: summed(lazy(connection.view(_TABLE)), measures, keys, parts))


def _rows(found: duckdb.DuckDBPyRelation | duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    columns = [str(name) for name, *_ in found.description]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def columns_read(measures: Iterable[Measure]) -> set[str]:
    """Name the columns that measures read of their table, as far as it has them, besides keys."""
    found = {"carried"}
    for measure in measures:
        found |= {name for name in (measure.column, measure.doubt, measure.asked_by, *measure.where) if name}
        found |= {f"{field}_unreadable" for field in measure.uses}
    return found


def _by_measure(rows: list[dict[str, Any]], measures: Collection[str], keys: Sequence[str]) -> dict[str, Sums]:
    """Read the rows of a query of sums."""
    values = [_values(row, keys) for row in rows]
    return {
        name: {key: _sum(row, columns) for key, row in zip(values, rows, strict=True)}
        for name in measures
        for columns in [_columns(name)]
    }


def _values(row: Mapping[str, Any], keys: Sequence[str]) -> tuple[str, ...]:
    return tuple("" if row[key] is None else str(row[key]) for key in keys)


def _asked(table: pd.DataFrame, measures: Mapping[str, Measure]) -> list[str]:
    """Give the parts of a sum that can be other than nothing: most months nothing is carried, or in doubt, and need not be asked."""
    carried = "carried" in table and table["carried"].any()
    doubtful = any(table[name].any() for name in table if str(name).endswith("_unreadable"))
    stated = {column for measure in measures.values() for column in measure.unless_stated}
    doubtful = doubtful or any((table[column] == UNSTATED).any() for column in stated)
    return ["", *(["__carried"] if carried else []), *(["__unreadable"] if doubtful else [])]


_TABLE, _GROUPED = "zz_summed", "zz_grouped"


def lazy(table: Any) -> nw.LazyFrame[Any]:
    """Take a relation or a frame of some engine, nothing of which is computed yet."""
    return nw.from_native(table).lazy()  # type: ignore[no-any-return]


def summed(
    frame: nw.LazyFrame[Any], measures: Mapping[str, Measure], keys: Iterable[str], parts: Collection[str] = ("",)
) -> nw.LazyFrame[Any]:
    """Sum measures of one table by keys, on whatever engine it lies: the keys, and a column `<measure><part>` for each.

    Parts are `""` (the value), `__carried` (of carried rows) and `__unreadable` (how many rows are in doubt); measures that tell
    who was asked have these parts, too. Flags first, then plain sums and counts of them: one scan.
    """
    keys, schema = list(keys), frame.collect_schema()
    added = {
        f"{name}{part}": (column, _NW[_kind(measure, part)])
        for name, measure in measures.items()
        for part, column in _flagged(measure, schema).items()
        if part in _parts_of(measure, parts)
    }
    flagged = frame.select(*keys, *(column.alias(name) for name, (column, _) in added.items()))
    counted = {name for name, kind in flagged.collect_schema().items() if kind == nw.Boolean}
    sums = [
        (nw.col(name).count() if name in counted else nw.col(name).sum()).cast(kind)
        for name, (_, kind) in added.items()
    ]
    return flagged.group_by(keys).agg(*sums) if keys else flagged.select(*sums)


UNASKED, ASKED = "__unasked", "__asked"
_PARTS, _WHO = ("", "__carried", "__unreadable"), (UNASKED, ASKED)
_COUNTS = ("__unreadable", *_WHO)
_NW = {"Int64": nw.Int64, "float64": nw.Float64}


def _parts_of(measure: Measure, parts: Collection[str]) -> list[str]:
    return [*parts, *(_WHO if measure.asked_by else ())]


def _kind(measure: Measure, part: str) -> str:
    return "float64" if measure.in_digits and part not in _COUNTS else "Int64"


def _flagged(measure: Measure, schema: Mapping[str, Any]) -> dict[str, nw.Expr]:
    """Give the columns that a measure adds up by part: its value, the carried part, the rows in doubt, who was asked.

    What is counted is true or blank, what is added up a number or blank.
    """
    within: nw.Expr | None = None
    possible: nw.Expr | None = None
    for column, value in measure.where.items():
        stated = _is(column, value)
        within = _and(within, stated)
        possible = _and(possible, stated | (nw.col(column) == UNSTATED) if column in measure.unless_stated else stated)
    raw: nw.Expr = nw.col(measure.column) if measure.column else nw.lit(value=True)
    amount: nw.Expr
    if counts := not measure.column or schema[measure.column] == nw.Boolean:
        amount = nw.when(_and(within, raw)).then(nw.lit(value=True))
    else:
        raw = raw.cast(nw.Float64 if measure.in_digits else nw.Int64)
        amount = raw if within is None else nw.when(within).then(raw)
    flags = [nw.col(f"{field}_unreadable") for field in measure.uses if f"{field}_unreadable" in schema]
    hidden = nw.any_horizontal(*flags, ignore_nulls=True) if flags else None
    doubtful = _and(within, hidden) if hidden is not None else nw.lit(value=False)
    if measure.unless_stated and within is not None and possible is not None:
        stake = nw.col(measure.doubt) if measure.doubt else raw
        at_stake = stake if counts else stake.fill_null(0) != 0
        doubtful = doubtful | (possible & ~within & (at_stake if hidden is None else at_stake | hidden))
    found = {"": amount, "__unreadable": _true(doubtful)}
    if "carried" in schema:
        found["__carried"] = nw.when(nw.col("carried")).then(amount)
    else:
        found["__carried"] = nw.lit(0)
    if measure.asked_by in schema:  # rows of last year don't tell it
        unasked = nw.col(measure.asked_by)
        found |= {UNASKED: _true(_and(within, unasked)), ASKED: _true(_and(within, ~unasked))}
    return found


def _and(first: nw.Expr | None, second: nw.Expr) -> nw.Expr:
    return second if first is None else first & second


def _true(flag: nw.Expr) -> nw.Expr:
    return nw.when(flag).then(nw.lit(value=True))


def _is(column: str, value: str | bool | tuple[str, ...]) -> nw.Expr:
    """Tell whether a column holds a value, or any of several."""
    if not isinstance(value, tuple):
        return nw.col(column) == value
    return nw.any_horizontal(nw.lit(False), *(nw.col(column) == one for one in value), ignore_nulls=True)


def roll_up(sums: Sums, positions: Iterable[int]) -> Sums:
    """Add sums up to fewer keys, given by their positions among the keys; `()` is always there for none."""
    positions = list(positions)
    parts: dict[tuple[str, ...], list[Sum]] = {} if positions else {(): []}
    for key, found in sums.items():
        parts.setdefault(tuple(key[position] for position in positions), []).append(found)
    return {key: found[0] if len(found) == 1 else _added(found) for key, found in parts.items()}


def _added(sums: Collection[Sum]) -> Sum:
    """Add sums up, many at once; land stays at its digits."""
    counts = (sum(s.unreadable for s in sums), sum(s.unasked for s in sums), sum(s.asked for s in sums))
    return Sum(_exact(sum(s.value for s in sums)), _exact(sum(s.carried for s in sums)), *counts)


def _exact(value: int | float) -> int | float:
    return round(value, LAND_DIGITS) if isinstance(value, float) else value


def _columns(name: str) -> list[str]:
    """Name a measure's columns in the order of the parts of a sum."""
    return [f"{name}{part}" for part in (*_PARTS, *_WHO)]


def _sum(row: Mapping[str, Any], columns: Iterable[str]) -> Sum:
    value, carried, *counts = (row.get(column, 0) for column in columns)
    return Sum(_exact(value), _exact(carried), *map(int, counts))


def _zero(measure: Measure) -> int | float:
    return 0.0 if measure.in_digits else 0
