"""Where sums over many counties are computed: DuckDB on this machine, within its bounds and spilling to disk, or Spark."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd

from zzlib.settings import Engine
from zzlib.told import ToldError

Frame = nw.LazyFrame[Any]
Paths = str | Path | Sequence[str | Path]


class ScaleError(ToldError, ValueError):
    """The tables or the engine can't be used; the message says in Chinese why."""

    wrong_use = True


class Calculator(Protocol):
    """An engine at work: opens tables, keeps what is used more than once, and gives sums as frames."""

    def open(self, paths: Paths) -> Frame:
        """Open Parquet files, given as a path, a pattern or a list of them."""

    def keep(self, name: str, frame: Frame) -> Frame:
        """Compute a relation once; memory that it needs beyond the engine's bounds is taken from disk."""

    def frame(self, frame: Frame) -> pd.DataFrame:
        """Compute a relation and give it as a frame; whole numbers stay whole."""


class DuckCalculator:
    """DuckDB in memory, within `memory_limit`; what exceeds it goes to a temporary folder."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Take a connection of one's own."""
        self.connection = connection

    def open(self, paths: Paths) -> Frame:
        """Open Parquet files; `county=…/period=…` in their paths are columns."""
        listed = [str(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
        try:
            return nw.from_native(self.connection.read_parquet(listed)).lazy()
        except duckdb.Error as error:
            raise ScaleError(f"读不了 {'、'.join(listed)}：{str(error).splitlines()[0]}") from error

    def keep(self, name: str, frame: Frame) -> Frame:
        """Create a table in memory of it."""
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {frame.to_native().sql_query()}")
        return nw.from_native(self.connection.table(name)).lazy()

    def frame(self, frame: Frame) -> pd.DataFrame:
        """Run the query; the wide numbers that DuckDB's sums are would come back as floats."""
        wide = [name for name, kind in frame.collect_schema().items() if kind == nw.Int128]
        frame = frame.with_columns(nw.col(*wide).cast(nw.Int64)) if wide else frame
        return frame.to_native().df()  # type: ignore[no-any-return]


@contextmanager
def duck_calculator(engine: Engine) -> Iterator[DuckCalculator]:
    """Open a DuckDB of one's own within the bounds of the settings, and close it."""
    folder = Path(engine.temp_directory) if engine.temp_directory else None
    with TemporaryDirectory(prefix="zz-engine-", dir=folder) as spill:
        bounds: dict[str, Any] = {
            "memory_limit": engine.memory_limit,
            "temp_directory": spill,
            "preserve_insertion_order": False,
        }
        threads = {"threads": engine.threads} if engine.threads else {}
        with duckdb.connect(config=bounds | threads) as connection:
            yield DuckCalculator(connection)
