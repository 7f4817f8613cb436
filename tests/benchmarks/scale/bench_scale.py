"""How long the catalogue's figures by county and month take, as a ratio to hand-written SQL over the same Parquet.

Each side is a process of its own with the same bounds, told in processor time (of all that it starts, from start to end), wall
time and largest memory; the sides take turns. `python -m tests.benchmarks.scale.bench_scale 1 3 --turns 3` measures one
and three million project-months on DuckDB beside `anchor.sql`; with `--sides spark-sql spark 10` on Spark beside the same
text in Spark's words.
"""

import argparse
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.scale.made import make_tables

HERE = Path(__file__).parent
TABLES = ("projects", "funding", "units", "targets")
MEMORY = {1: "1200MB", 3: "1200MB", 10: "2GB", 50: "3GB"}
"""The engine's bound by million rows; the process itself takes some hundred MB more."""

Told = dict[str, float]
"""What a turn took: `cpu` and `wall` seconds, `mb` of memory at its most."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("millions", type=int, nargs="*", default=[1, 3])
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the tables lie, or are made")
    parser.add_argument("--sides", nargs="+", default=["sql", "figures"], choices=SIDES)
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--memory", help="the engine's bound, unless that of the number of rows")
    wanted = parser.parse_args()
    if wanted.side:
        SIDES[wanted.side]({name: wanted.folder / f"{name}.parquet" for name in TABLES}, wanted.memory)
        return
    with tempfile.TemporaryDirectory() as own:
        folder, medians = wanted.folder or Path(own), {}
        for million in wanted.millions:
            medians[million] = _compare(folder, million, wanted.turns, wanted.sides, wanted.memory or MEMORY[million])
    for (n, a), (m, b) in zip(list(medians.items())[:-1], list(medians.items())[1:], strict=True):
        for side in wanted.sides:
            print(
                f"{side}: exponent of growth from {n}M to {m}M rows {math.log(b[side] / a[side]) / math.log(m / n):.2f}"
            )


def _compare(folder: Path, million: int, turns: int, sides: Sequence[str], memory: str) -> Told:
    """Let the sides take turns over so many million rows; give the median of the processor time of each."""
    own = folder / f"{million}M"
    if not (own / "targets.parquet").exists():
        make_tables(own, million * 1_000_000)
    found: dict[str, list[Told]] = {side: [] for side in sides}
    for _ in range(turns):
        for side in sides:
            told = _measured(side, own, memory)
            found[side].append(told)
            print(
                f"{million}M {side}: wall {told['wall']:.2f} s, processor {told['cpu']:.2f} s, {told['mb']:.0f} MB",
                flush=True,
            )
    for side in sides[1:]:
        cpu, wall = (
            statistics.median(a[of] / b[of] for a, b in zip(found[side], found[sides[0]], strict=True))
            for of in ("cpu", "wall")
        )
        print(f"{million}M median ratio of {side} to {sides[0]}: processor {cpu:.2f}, wall {wall:.2f}", flush=True)
    return {side: statistics.median(one["cpu"] for one in found[side]) for side in sides}


def _measured(side: str, folder: Path, memory: str) -> Told:
    """Run a side in a process of its own."""
    started = time.perf_counter()
    command = [sys.executable, "-m", __spec__.name, "--side", side, "--folder", str(folder), "--memory", memory]
    with tempfile.TemporaryFile() as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(said.read().decode())
    wall = time.perf_counter() - started
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024}


def _sql(tables: dict[str, Path], memory: str) -> None:
    import duckdb

    with tempfile.TemporaryDirectory() as spill:
        bounds = {"memory_limit": memory, "temp_directory": spill, "preserve_insertion_order": False, "threads": 2}
        with duckdb.connect(config=bounds) as connection:
            for name, path in tables.items():
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
            connection.execute((HERE / "anchor.sql").read_text(encoding="utf-8"))
            assert len(connection.sql("FROM figures").df()) == len(connection.sql("FROM unit_measures").df())
            connection.sql("FROM leap_sums").df()


def _figures(tables: dict[str, Path], memory: str, kind: str = "duckdb", address: str = "") -> None:
    from zzlib.indicators.at_scale import figures_by_county
    from zzlib.settings import Engine, Settings

    engine = Engine(memory_limit=memory, threads=2, kind=kind, address=address)  # type: ignore[arg-type]
    assert len(figures_by_county({name: str(path) for name, path in tables.items()}, Settings(engine=engine)))


def _spark_sql(tables: dict[str, Path], memory: str) -> None:
    from zzlib.indicators.spark import spark_calculator
    from zzlib.settings import Engine

    with spark_calculator(Engine(memory_limit=memory, kind="spark", address=_LOCAL)) as calculator:
        session = calculator.session
        for name, path in tables.items():
            session.read.parquet(str(path)).createOrReplaceTempView(name)
        for statement in in_spark_words((HERE / "anchor.sql").read_text(encoding="utf-8")):
            session.sql(statement)
        assert len(session.table("figures").toPandas())
        session.table("leap_sums").toPandas()
    _end_java()


def in_spark_words(text: str) -> list[str]:
    """Give the statements of DuckDB's SQL as Spark takes them; in its memory is kept what is asked more than once, the rest is not."""
    for pattern, words in _SPARK_WORDS.items():
        text = re.sub(pattern, words, text)
    asked = Counter(re.findall(r"(?:FROM|JOIN) (\w+)", text))
    kept = re.compile(r"CREATE TEMPORARY VIEW (\w+)")
    text = kept.sub(lambda found: f"CACHE LAZY TABLE {found[1]}" if asked[found[1]] > 1 else found[0], text)
    return text.strip().removesuffix(";").split(";\n")


_SPARK_WORDS = {
    r"CREATE TEMP TABLE": "CREATE TEMPORARY VIEW",
    r'"([^"]+)"': r"`\1`",
    r" IGNORE NULLS\)": ") IGNORE NULLS",
    r"\* REPLACE \((.+) AS (\w+)\) FROM": r"* EXCEPT (\2), \1 AS \2 FROM",
    r"\bEXCLUDE\b": "EXCEPT",
}


def _spark(tables: dict[str, Path], memory: str) -> None:
    _figures(tables, memory, "spark", _LOCAL)
    _end_java()


def _end_java() -> None:
    """Wait for Spark's own process to end: what it used is told of a process only when it was waited for."""
    from pyspark import SparkContext

    process = SparkContext._gateway.proc  # type: ignore[union-attr]
    process.stdin.close()
    process.wait()


_LOCAL = "local[2]"
SIDES = {"sql": _sql, "figures": _figures, "spark-sql": _spark_sql, "spark": _spark}

if __name__ == "__main__":
    main()
