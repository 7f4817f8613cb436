"""The ledger on disk: one Parquet file a table, written whole or not at all, with the fingerprint of what it came from."""

import atexit
import json
import shutil
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import numpy as np
import pandas as pd

Made = TypeVar("Made")


@cache
def _engine(bounds: str) -> duckdb.DuckDBPyConnection:
    engine = duckdb.connect(config=dict(json.loads(bounds)))
    atexit.register(engine.close)
    return engine


def session(**bounds: str | int) -> duckdb.DuckDBPyConnection:
    """Open a session of this process's DuckDB, one engine for the same bounds: to open an engine takes as long as to read a table.

    It sees the tables that it registers itself; what it creates, all see.
    """
    return _engine(json.dumps(bounds)).cursor()


def write_tables(folder: Path, tables: Mapping[str, pd.DataFrame], meta: Mapping[str, Any]) -> None:
    """Write tables and `meta.json` into a new folder and put it in the place of the old one."""
    building = folder.with_name(f".{folder.name}-{uuid.uuid4().hex}")
    building.mkdir(parents=True)
    try:
        with session() as connection:
            for name, table in tables.items():
                connection.register("ledger_table", table)
                target = str(building / f"{name}.parquet").replace("'", "''")
                connection.execute(f"COPY ledger_table TO '{target}' (FORMAT parquet)")
                connection.unregister("ledger_table")
        (building / "meta.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")
        _replace(building, folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _replace(building: Path, folder: Path) -> None:
    """Swap folders; whoever reads between the two renames finds none and builds its own."""
    old = building.with_name(f"{building.name}-old")
    if folder.exists():
        folder.replace(old)
    building.replace(folder)
    shutil.rmtree(old, ignore_errors=True)


def read_meta(folder: Path) -> dict[str, Any] | None:
    """Give `meta.json` of a stored ledger, or `None` if there is no whole one."""
    try:
        meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return meta


def opened(
    folder: Path, fingerprint: str, columns: Mapping[str, Mapping[str, str]] | None, make: Callable[..., Made]
) -> Made | None:
    """Make something of the stored meta and tables, if they were made of what has this fingerprint; else `None`.

    `columns` are those of each table, by default those that the meta tells. What is gone or damaged is made anew by who asks.
    """
    meta = read_meta(folder)
    if meta and meta["fingerprint"] == fingerprint:
        with suppress(duckdb.Error, OSError, KeyError):
            known = meta["columns"] if columns is None else columns
            return make(meta, {name: read_table(folder, name, own) for name, own in known.items()})
    return None


def read_table(folder: Path, name: str, columns: Mapping[str, str]) -> pd.DataFrame:
    """Read a stored table with exactly its dtypes."""
    with session() as connection:
        path = str(folder / f"{name}.parquet").replace("'", "''")
        return typed_frame(connection.execute(f"SELECT * FROM read_parquet('{path}')"), columns)


def typed_frame(found: duckdb.DuckDBPyRelation | duckdb.DuckDBPyConnection, columns: Mapping[str, str]) -> pd.DataFrame:
    """Fetch a relation, or what a connection has executed, into pandas with the dtypes given; whole numbers never pass through floats."""
    arrays = found.fetchnumpy()
    return pd.DataFrame({name: _series(arrays[name], kind) for name, kind in columns.items()})


def _series(values: Any, kind: str) -> pd.Series:
    mask = np.ma.getmaskarray(values) if isinstance(values, np.ma.MaskedArray) else np.zeros(len(values), dtype=bool)
    data = np.ma.getdata(values)
    if kind == "Int64":
        return pd.Series(pd.arrays.IntegerArray(np.where(mask, 0, data).astype("int64"), mask))
    if mask.any():
        data = np.where(mask, np.nan if kind == "float64" else "", data)
    return pd.Series(data).astype(kind)  # type: ignore[call-overload, no-any-return]
