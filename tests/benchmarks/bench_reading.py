"""How long 672 returns take to be read, parsed and checked, as a ratio to pandas merely loading the same files.

Read is `zzlib.returns.read` (cells, layout, records, totals, issues); checked is a ledger built from nothing
(`build_ledger`) and all checks between months and units. pandas is `pandas.read_excel(engine="openpyxl")`. All take the
same files in the same process, in turns. Seconds are the processor's, so that other programs don't matter; ratios travel
between machines, seconds do not. The memory that 56, 224 and 672 returns need at most is measured in processes of their
own.
"""

import argparse
import gc
import multiprocessing
import re
import shutil
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from zzlib.checks import check
from zzlib.ledger import build_ledger
from zzlib.returns import read
from zzlib.returns.containers.inside import look_inside
from zzlib.synthetic import make_county
from zzlib.workspace import Workspace

RETURNS = 672
UNITS = 64
MONTHS = {"2013-01": 1, "2013-04": 4, "2013-12": 12}
"""Up to these months 56, 224 and 672 returns lie in the county, about."""

TURNS = 3
MOST_READ, MOST_CHECKED = 0.6, 0.75
"""Shares of the time of pandas that reading, and reading with all checks, may take."""

MOST_GROWTH_READ, MOST_GROWTH_CHECKED = 1.1, 1.5
"""Times the memory that twelve times as many returns may need; a ledger holds its year's rows, and nothing else grows."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mess", choices=("ordinary", "hard"), default="ordinary")
    mess = parser.parse_args().mess
    with tempfile.TemporaryDirectory() as folder:
        county = Path(folder) / "county"
        make_county(county, units=UNITS, months=12, seed=7, mess=mess)
        files = _only_xlsx(county)
        speeds = _speeds(county, files, mess)
        growths = _growths(county)
    limits = (MOST_READ, MOST_CHECKED, MOST_GROWTH_READ, MOST_GROWTH_CHECKED)
    return int(any(ratio > limit for ratio, limit in zip((*speeds, *growths), limits, strict=True)))


def _only_xlsx(county: Path) -> list[Path]:
    """Leave `RETURNS` files that all can load, and list them."""
    returns = county / "data" / "returns"
    files = sorted(returns.rglob("*.xlsx"))
    kept = set(files[:RETURNS])
    for path in returns.rglob("*"):
        if path.is_file() and path not in kept and path.name != "received.csv":
            path.unlink()
    return files[:RETURNS]


def _speeds(county: Path, files: list[Path], mess: str) -> tuple[float, float]:
    """Print and give the times of reading, and of reading with all checks, over that of pandas."""
    read(files[0]), _load(files[0]), _check(county, "2013-01")  # the first of each loads modules and data
    actions: tuple[Callable[[], object], ...] = (
        lambda: [read(file) for file in files],
        lambda: _check(county, "2013-12"),
        lambda: [_load(file) for file in files],
        lambda: [_look(file) for file in files],
    )
    turns = [[_seconds(action) for action in actions] for _ in range(TURNS)]
    reading, checking, pandas, looking = (min(times) for times in zip(*turns, strict=True))
    print(f"{len(files)} returns ({mess}), the best of {TURNS} turns:")
    print(f"  read and parsed           {reading:.2f} s, pandas {pandas:.2f} s, ratio {reading / pandas:.2f}")
    print(
        f"  of that, how cells are drawn (fonts, formats, rules, what is hidden) {looking:.2f} s, {looking / reading:.0%}"
    )
    print(
        f"  read, parsed and checked  {checking:.2f} s, pandas {pandas:.2f} s, ratio {checking / pandas:.2f}",
        flush=True,
    )
    return reading / pandas, checking / pandas


def _load(file: Path) -> object:
    return pd.read_excel(file, engine="openpyxl")


def _look(file: Path) -> object:
    with zipfile.ZipFile(file) as archive:
        return look_inside(archive)


def _check(county: Path, period: str) -> object:
    shutil.rmtree(county / "data" / "ledger", ignore_errors=True)
    return check(build_ledger(Workspace(county), period))


def _seconds(action: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    action()
    return time.process_time() - started


def _growths(county: Path) -> tuple[float, float]:
    """Print the peaks of memory, and give by how many times that of the year is the first month's."""
    growths = []
    for name, task in (("read one by one", _read_until), ("read, parsed and checked", _check_until)):
        peaks = [_peak(task, county, period) for period in MONTHS]
        counts = [sum(len(files) for _, files in _returns(county, period)) for period in MONTHS]
        said = ", ".join(f"{count} returns {peak} MB" for count, peak in zip(counts, peaks, strict=True))
        growths.append(peaks[-1] / peaks[0])
        print(f"  memory, {name}: {said}, ratio {growths[-1]:.2f}", flush=True)
    return growths[0], growths[1]


def _returns(county: Path, period: str) -> list[tuple[Path, list[Path]]]:
    folders = sorted((county / "data" / "returns").iterdir())
    return [(folder, sorted(folder.rglob("*.xlsx"))) for folder in folders if folder.name <= period]


def _read_until(county: Path, period: str) -> None:
    for _, files in _returns(county, period):
        for file in files:
            read(file)


def _check_until(county: Path, period: str) -> None:
    _check(county, period)


def _peak(task: Callable[[Path, str], None], county: Path, period: str) -> int:
    """Give the most memory (MB) that a task takes in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (task, county, period))


def _measured(task: Callable[[Path, str], None], county: Path, period: str) -> int:
    task(county, period)
    # What `resource` tells counts the parent's memory too, from which the process was made.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) // 1024  # type: ignore[index]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.exit(main())
