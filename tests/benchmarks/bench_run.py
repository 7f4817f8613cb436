"""How long a month takes, as a ratio to papermill executing a notebook that only imports pandas and seaborn.

Both are whole processes, run in turns on the same machine; ratios travel between machines, seconds do not.
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=5)
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "county"
        shutil.copytree(ROOT / "data", workspace / "data", ignore=shutil.ignore_patterns("ledger"))
        baseline = _baseline(Path(folder))
        run = [sys.executable, "-m", "zzlib", "run", PERIOD, "--root", str(workspace)]
        papermill = [sys.executable, "-m", "papermill", str(baseline), str(Path(folder) / "out.ipynb")]
        _seconds(run), _seconds(papermill)  # the first of each fills caches
        measured = [(_seconds(run), _seconds(papermill)) for _ in range(pairs)]
    for mine, other in measured:
        print(f"zz run {mine:.2f} s, papermill {other:.2f} s, ratio {mine / other:.2f}")
    medians = [statistics.median(column) for column in zip(*measured, strict=True)]
    ratio = statistics.median(mine / other for mine, other in measured)
    print(f"median: zz run {medians[0]:.2f} s, papermill {medians[1]:.2f} s, ratio {ratio:.2f}")


def _baseline(folder: Path) -> Path:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import pandas\nimport seaborn")])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / "imports.ipynb"
    nbformat.write(notebook, path)
    return path


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
