"""Several months, side by side in processes: each is an ordinary run with its own lock, so nothing can mix."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from zzlib.periods import month_of, period_of, year_of


@dataclass(frozen=True)
class Outcome:
    """What became of one month: the exit code of its run, and the last line that it wrote."""

    period: str
    code: int
    said: str


def months_between(first: str, last: str) -> list[str]:
    """List the periods from `first` to `last`, inclusive; none when `last` lies before."""
    numbers = range(year_of(first) * 12 + month_of(first) - 1, year_of(last) * 12 + month_of(last))
    return [period_of(number // 12, number % 12 + 1) for number in numbers]


def backfill(root: Path, periods: list[str], on_done: Callable[[Outcome], None], *, force: bool = False) -> int:
    """Run months side by side, as many at once as there are cores; `on_done` is told of each as it ends.

    Gives the number of months that were not done.
    """
    failed = 0
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        jobs = [pool.submit(_run, root, period, force) for period in periods]
        for job in as_completed(jobs):
            failed += job.result().code != 0
            on_done(job.result())
    return failed


def _run(root: Path, period: str, force: bool) -> Outcome:
    command = [sys.executable, "-m", "zzlib", "run", period, "--root", str(root), *(["--force"] if force else [])]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    lines = (done.stderr if done.returncode else done.stdout).strip().splitlines()
    return Outcome(period, done.returncode, lines[-1] if lines else "")
