"""Several months, side by side in processes: each is an ordinary run with its own lock, so nothing can mix."""

import io
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from zzlib.periods import month_of, period_of, year_of
from zzlib.runs.faults import operating_system_fault
from zzlib.runs.progress import Progress
from zzlib.workspace import Workspace


@dataclass(frozen=True)
class Outcome:
    """What became of one month, and why not or what is to be said of it."""

    period: str
    done: bool
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
    workers = min(os.cpu_count() or 1, len(periods))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for job in as_completed([pool.submit(_run, root, period, force) for period in periods]):
            failed += not job.result().done
            on_done(job.result())
    return failed


def _run(root: Path, period: str, force: bool) -> Outcome:
    """Run one month in a process of the pool."""
    from zzlib.runs.run import error_count, run_month

    try:
        result = run_month(Workspace(root), period, progress=Progress(io.StringIO()), force=force)
    except Exception as error:
        fault = "" if type(error).__module__.startswith("zzlib.") else operating_system_fault(error)
        return Outcome(period, False, fault or " ".join(str(error).split()))
    return Outcome(period, True, "没有变化" if result.month is None else f"错误 {error_count(result.month)} 处")
