"""How long the catalogue's figures by county and month take, as a ratio to hand-written SQL over the same Parquet (`anchor.sql`).

Each side is a process of its own with the same bounds, told apart in processor and wall time and in its largest memory; the
sides take turns. `python -m tests.benchmarks.scale.bench_scale 1 3 --turns 3` measures one and three million project-months.
"""

import argparse
import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.scale.made import make_tables

MEMORY = {1: "1200MB", 3: "1200MB", 10: "2GB", 50: "2500MB"}
"""The engine's bound by million rows; the process itself takes some hundred MB more."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("millions", type=int, nargs="*", default=[1, 3])
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the tables lie, or are made")
    parser.add_argument("--sides", nargs="+", default=["sql", "figures"])
    parser.add_argument("--side", help=argparse.SUPPRESS)
    parser.add_argument("--memory", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.side:
        print(json.dumps(_measured(wanted.side, wanted.folder, wanted.memory)))
        return
    with tempfile.TemporaryDirectory() as own:
        _compare(wanted.folder or Path(own), wanted.millions, wanted.turns, wanted.sides)


def _compare(folder: Path, millions: list[int], turns: int, sides: list[str]) -> None:
    rows, seconds = [], {side: [] for side in sides}
    for million in millions:
        own = folder / f"{million}M"
        if not (own / "targets.parquet").exists():
            make_tables(own, million * 1_000_000)
        rows.append(million)
        found: dict[str, list[dict[str, float]]] = {side: [] for side in sides}
        for _ in range(turns):
            for side in sides:
                command = [
                    sys.executable,
                    "-m",
                    __spec__.name,
                    "--side",
                    side,
                    "--folder",
                    str(own),
                    "--memory",
                    MEMORY[million],
                ]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode:
                    sys.exit(done.stderr)
                found[side].append(json.loads(done.stdout.splitlines()[-1]))
                told = found[side][-1]
                print(
                    f"{million}M {side}: wall {told['wall']:.2f} s, processor {told['cpu']:.2f} s, {told['mb']:.0f} MB",
                    flush=True,
                )
        for side in sides:
            seconds[side].append(statistics.median(one["cpu"] for one in found[side]))
        for side in sides[1:]:
            pairs = zip(found[side], found[sides[0]], strict=True)
            ratios = {of: statistics.median(a[of] / b[of] for a, b in pairs) for of in ("cpu",)}
            wall = statistics.median(a["wall"] / b["wall"] for a, b in zip(found[side], found[sides[0]], strict=True))
            print(
                f"{million}M median ratio of {side} to {sides[0]}: processor {ratios['cpu']:.2f}, wall {wall:.2f}",
                flush=True,
            )
    for side, spent in seconds.items():
        for (n, a), (m, b) in zip(
            list(zip(rows, spent, strict=True))[:-1], list(zip(rows, spent, strict=True))[1:], strict=True
        ):
            print(f"{side}: exponent of growth from {n}M to {m}M rows {math.log(b / a) / math.log(m / n):.2f}")


def _measured(side: str, folder: Path, memory: str) -> dict[str, float]:
    work = {"sql": _sql, "figures": _figures, "spark": _spark}[side]
    started, used = time.perf_counter(), time.process_time()
    work(folder, memory)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": time.perf_counter() - started, "cpu": time.process_time() - used, "mb": peak}


def _sql(folder: Path, memory: str) -> None:
    import duckdb

    with tempfile.TemporaryDirectory() as spill:
        bounds = {"memory_limit": memory, "temp_directory": spill, "preserve_insertion_order": False, "threads": 2}
        with duckdb.connect(config=bounds) as connection:
            for name in ("projects", "funding", "units", "targets"):
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{folder / name}.parquet')")
            connection.execute((Path(__file__).parent / "anchor.sql").read_text(encoding="utf-8"))
            assert len(connection.sql("FROM figures").df()) == len(connection.sql("FROM unit_measures").df())
            connection.sql("FROM leap_sums").df()


def _figures(folder: Path, memory: str, kind: str = "duckdb") -> None:
    from zzlib.indicators.at_scale import figures_by_county
    from zzlib.settings import Engine, Settings

    tables = {name: f"{folder / name}.parquet" for name in ("projects", "funding", "units", "targets")}
    engine = Engine(memory_limit=memory, threads=2, kind=kind)  # type: ignore[arg-type]
    assert len(figures_by_county(tables, Settings(engine=engine)))


def _spark(folder: Path, memory: str) -> None:
    _figures(folder, memory, "spark")


if __name__ == "__main__":
    main()
