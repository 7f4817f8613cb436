"""What it costs to ask again: `zz status`, and `zz run` of a month in which nothing changed, as ratios to importing pandas.

Processor time of whole processes, in turns, on a county whose month was run before: `python -m tests.benchmarks.bench_again COUNTY`
(a workspace that is copied; `zz demo` makes one).
"""

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

TURNS = 5


def main(county: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(county, Path(folder) / "county"))
        period = max(path.name for path in (root / "data" / "returns").iterdir())
        zz = [sys.executable, "-m", "zzlib"]
        run, status = ([*zz, *command, "--root", str(root)] for command in (["run", period], ["status"]))
        seconds(run), seconds(run), seconds(status)  # makes the month, finds it unchanged, finds how the others stand
        known = [
            (seconds(status), seconds(run), seconds([sys.executable, "-c", "import pandas"])) for _ in range(TURNS)
        ]
        for name, place in {"zz status": 0, "zz run, nothing changed": 1}.items():
            ratio = statistics.median(turn[place] / turn[2] for turn in known)
            print(f"{name}: {statistics.median(turn[place] for turn in known):.2f} s, {ratio:.2f} of importing pandas")


def seconds(command: list[str]) -> float:
    """Give the processor time that a command takes with all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main(Path(sys.argv[1]))
