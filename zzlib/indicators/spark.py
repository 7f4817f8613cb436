"""Spark as the engine of sums over many counties: the same expressions, on `local[2]` or a cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from zzlib.indicators.engines import Frame, Paths, ScaleError
from zzlib.indicators.sums import lazy
from zzlib.settings import Engine

_LOCAL = "local[*]"


class SparkCalculator:
    """A Spark session at work."""

    def __init__(self, session: Any) -> None:
        """Take a session; who gave it ends it."""
        self.session = session

    def open(self, paths: Paths) -> Frame:
        """Open Parquet files."""
        listed = [str(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
        try:
            return lazy(self.session.read.parquet(*listed))
        except Exception as error:  # what Spark raises depends on what it runs on
            raise ScaleError(f"Spark 读不了 {'、'.join(listed)}：{str(error).splitlines()[0]}") from error

    def keep(self, name: str, frame: Frame) -> Frame:
        """Keep it in Spark's memory and, beyond that, on its disks, from when it is first asked for."""
        return lazy(frame.to_native().persist())

    def frame(self, frame: Frame) -> pd.DataFrame:
        """Run the query."""
        return frame.to_native().toPandas()  # type: ignore[no-any-return]


@contextmanager
def spark_calculator(engine: Engine) -> Iterator[SparkCalculator]:
    """Start a session at `engine.address`, `local[*]` unless said, and end it.

    Raises:
        ScaleError: Spark is not installed, or does not start.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ScaleError(
            "没有装 Spark：pip install 'zzlib[spark]'，并装 Java 17（Debian：default-jre-headless）"
        ) from error
    builder = SparkSession.builder.master(engine.address or _LOCAL).appName("zzlib")
    if (engine.address or _LOCAL).startswith("local"):
        builder = builder.config("spark.driver.memory", engine.memory_limit.replace(" ", "").removesuffix("B").lower())
    quiet = {"spark.ui.enabled": "false", "spark.sql.ansi.enabled": "true", "spark.sql.shuffle.partitions": _SHUFFLED}
    for key, value in quiet.items():
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:
        raise ScaleError(f"Spark 启动不了（要 Java 17）：{str(error).splitlines()[0]}") from error
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield SparkCalculator(session)
    finally:
        session.stop()


_SHUFFLED = "8"
"""Parts that Spark deals rows out into when it groups them; its own 200 are for clusters of many machines."""
