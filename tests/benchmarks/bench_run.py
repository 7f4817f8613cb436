"""How long a month takes, as a ratio to papermill executing a notebook that only imports pandas and seaborn; and how
much faster five months are side by side (`zz backfill`) than one after the other.

All are whole processes, run in turns on the same machine; ratios travel between machines, seconds do not.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
PERIOD = "2013-05"
MONTHS = [f"2013-0{month}" for month in range(1, 6)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=5)
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "county"
        shutil.copytree(ROOT / "data", workspace / "data", ignore=shutil.ignore_patterns("ledger"))
        baseline = _baseline(Path(folder))
        run = [sys.executable, "-m", "zzlib", "run", PERIOD, "--force", "--root", str(workspace)]
        papermill = [sys.executable, "-m", "papermill", str(baseline), str(Path(folder) / "out.ipynb")]
        _seconds(run), _seconds(papermill)  # the first of each fills caches
        measured = [(_seconds(run), _seconds(papermill)) for _ in range(pairs)]
        report("zz run", "papermill", measured)
        in_turn = [[*run[:4], period, *run[5:]] for period in MONTHS]
        together = [*run[:3], "backfill", MONTHS[0], MONTHS[-1], *run[5:]]
        report(
            "five months in turn",
            "side by side",
            [(sum(map(_seconds, in_turn)), _seconds(together)) for _ in range(max(1, pairs // 2))],
        )


def report(mine: str, other: str, measured: list[tuple[float, float]]) -> None:
    for first, second in measured:
        print(f"{mine} {first:.2f} s, {other} {second:.2f} s, ratio {first / second:.2f}")
    ratio = statistics.median(first / second for first, second in measured)
    print(f"median ratio of {mine} to {other}: {ratio:.2f}", flush=True)


def _baseline(folder: Path) -> Path:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import pandas\nimport seaborn")])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / "imports.ipynb"
    nbformat.write(notebook, path)
    return path


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
