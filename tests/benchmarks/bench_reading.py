"""How long 672 returns take to be read (`zzlib.returns.read`: cells, layout, records, totals, issues), as a ratio to
pandas merely loading the same files (`pandas.read_excel(engine="openpyxl")`).

Both take the same files in turns, ten at a time, in the same process; ratios travel between machines, seconds do not.
"""

import argparse
import gc
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from zzlib.returns import read
from zzlib.synthetic import make_county

RETURNS = 672
TOGETHER = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mess", choices=("ordinary", "hard"), default="ordinary")
    mess = parser.parse_args().mess
    with tempfile.TemporaryDirectory() as folder:
        county = Path(folder) / "county"
        make_county(county, units=64, months=12, seed=7, mess=mess)
        files = sorted((county / "data" / "returns").rglob("*.xlsx"))[:RETURNS]
        read(files[0]), _load(files[0])  # the first of each loads modules and data
        measured = [
            (_seconds(read, together), _seconds(_load, together))
            for together in (files[start : start + TOGETHER] for start in range(0, len(files), TOGETHER))
        ]
    mine, other = (sum(times) for times in zip(*measured, strict=True))
    ratio, middle = mine / other, statistics.median(first / second for first, second in measured)
    print(f"{len(files)} returns ({mess}): read {mine:.2f} s, pandas {other:.2f} s")
    print(f"ratio of zzlib.returns.read to pandas.read_excel: {ratio:.2f} (median of tens {middle:.2f})", flush=True)


def _load(file: Path) -> object:
    return pd.read_excel(file, engine="openpyxl")


def _seconds(action: Callable[[Path], Any], files: list[Path]) -> float:
    gc.collect()
    started = time.perf_counter()
    for file in files:
        action(file)
    return time.perf_counter() - started


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
