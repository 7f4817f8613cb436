"""How long a month takes, as a ratio to papermill executing a notebook that only imports pandas and seaborn; and how
much faster a year's months are side by side (`zz backfill`) than one after the other.

All are whole processes with all that they start, run in turns on the same machine, in wall and in processor time; ratios
travel between machines, seconds do not. Of the repository's county unless the folder of another is given.
"""

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
PERIOD = "2013-05"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("county", type=Path, nargs="?", default=ROOT)
    wanted = parser.parse_args()
    pairs = wanted.pairs
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "county"
        shutil.copytree(wanted.county / "data", workspace / "data", ignore=shutil.ignore_patterns("ledger"))
        months = sorted(path.name for path in (workspace / "data" / "returns").iterdir() if path.name[:4] == PERIOD[:4])
        baseline = _baseline(Path(folder))
        run = [sys.executable, "-m", "zzlib", "run", PERIOD, "--force", "--root", str(workspace)]
        papermill = [sys.executable, "-m", "papermill", str(baseline), str(Path(folder) / "out.ipynb")]
        _times(run), _times(papermill)  # the first of each fills caches
        measured = [(_times(run), _times(papermill)) for _ in range(pairs)]
        report("zz run", "papermill", measured)
        in_turn = [[*run[:4], period, *run[5:]] for period in months]
        together = [*run[:3], "backfill", months[0], months[-1], *run[5:]]
        report(
            f"{len(months)} months in turn",
            "side by side",
            [(_added(map(_times, in_turn)), _times(together)) for _ in range(max(1, pairs // 2))],
        )


Times = tuple[float, float]
"""Wall and processor seconds."""


def report(mine: str, other: str, measured: list[tuple[Times, Times]]) -> None:
    for of, place in {"wall": 0, "processor": 1}.items():
        pairs = [(first[place], second[place]) for first, second in measured]
        for first, second in pairs:
            print(f"{mine} {first:.2f} s, {other} {second:.2f} s of {of} time, ratio {first / second:.2f}")
        ratio = statistics.median(first / second for first, second in pairs)
        print(f"median ratio of {mine} to {other}, {of} time: {ratio:.2f}", flush=True)


def _added(times: Iterable[Times]) -> Times:
    wall, processor = zip(*times, strict=True)
    return sum(wall), sum(processor)


def _baseline(folder: Path) -> Path:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import pandas\nimport seaborn")])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / "imports.ipynb"
    nbformat.write(notebook, path)
    return path


def _times(command: list[str]) -> Times:
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, used


if __name__ == "__main__":
    main()
