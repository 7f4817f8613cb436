"""The ledger on disk: one Parquet file a table, written whole or not at all, with the fingerprint of what it came from."""

import json
import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd


def write_tables(folder: Path, tables: Mapping[str, pd.DataFrame], meta: Mapping[str, Any]) -> None:
    """Write tables and `meta.json` into a new folder and put it in the place of the old one."""
    building = folder.with_name(f".{folder.name}-{uuid.uuid4().hex}")
    building.mkdir(parents=True)
    try:
        with duckdb.connect() as connection:
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


def read_table(folder: Path, name: str, columns: Mapping[str, str]) -> pd.DataFrame:
    """Read a stored table with exactly its dtypes."""
    with duckdb.connect() as connection:
        path = str(folder / f"{name}.parquet").replace("'", "''")
        return typed_frame(connection.sql(f"SELECT * FROM read_parquet('{path}')"), columns)


def typed_frame(relation: duckdb.DuckDBPyRelation, columns: Mapping[str, str]) -> pd.DataFrame:
    """Fetch a relation into pandas with the dtypes given; whole numbers never pass through floats."""
    arrays = relation.fetchnumpy()
    return pd.DataFrame({name: _series(arrays[name], kind) for name, kind in columns.items()})


def _series(values: Any, kind: str) -> pd.Series:
    mask = np.ma.getmaskarray(values) if isinstance(values, np.ma.MaskedArray) else np.zeros(len(values), dtype=bool)
    data = np.ma.getdata(values)
    if kind == "Int64":
        return pd.Series(pd.arrays.IntegerArray(np.where(mask, 0, data).astype("int64"), mask))
    if mask.any():
        data = np.where(mask, np.nan if kind == "float64" else "", data)
    return pd.Series(data).astype(kind)  # type: ignore[call-overload, no-any-return]
