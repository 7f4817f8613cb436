"""Which months are asked for, and each as it is kept: opened once, until something in the workspace's `data/` changes."""

import datetime
import difflib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from numbers import Integral
from pathlib import Path
from typing import Any

import pandas as pd

from zzlib.door.missing import DoorError
from zzlib.indicators import Month, measured
from zzlib.ledger import Ledger, open_ledger
from zzlib.periods import is_period, typed_period
from zzlib.workspace import Workspace

Months = str | int | datetime.date | Iterable[Any] | None
"""A period (`2013-05`), a year (2013, `2013`), several of them, or the latest month (`None`)."""

_KEPT = 24
"""So many months stay open: two years."""


@dataclass(frozen=True, eq=False)
class Edition:
    """A month as it is kept; `made` holds what was made of it."""

    ledger: Ledger
    month: Month
    made: dict[Any, pd.DataFrame] = field(default_factory=dict)


def edition(workspace: Workspace, period: str) -> Edition:
    """Give a month as it stands; one that was opened before and has not changed since is given again.

    Raises:
        PeriodError: there is no folder of returns for the period.
    """
    return _opened(workspace.root, period, _stamp(workspace.root / "data"), os.environ.get("ZZ_FINGERPRINT", ""))


@lru_cache(maxsize=_KEPT)
def _opened(root: Path, period: str, stamp: int, expected: str) -> Edition:
    ledger = open_ledger(Workspace(root), period)
    return Edition(ledger, measured(ledger))


def _stamp(folder: Path) -> int:
    """Give a number that is another one once a file below has come, gone or been written; the derived ledger apart."""
    return hash(tuple(_files(str(folder), os.path.join(folder, "ledger"))))  # noqa: PTH118


def _files(folder: str, apart: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                if entry.path != apart:
                    yield from _files(entry.path, apart)
            else:
                state = entry.stat()
                yield entry.path, state.st_size, state.st_mtime_ns


def periods_of(months: Months, workspace: Workspace) -> list[str]:
    """Give the periods that are asked for, in order of time, each once.

    Raises:
        NoReturnsError: the workspace has no returns.
        DoorError: there are none of a month or year; the message names the nearest.
    """
    if months is None or (isinstance(months, str) and not months):
        return [workspace.latest_period()]
    if isinstance(months, str | Integral | datetime.date | pd.Period):
        return _periods(months, workspace)
    if not isinstance(months, Iterable):
        raise DoorError(
            f"看不懂月份 {months!r}；写成 '2013-05'、2013、['2013-04', '2013-05'] 的样子，不写就是最近一个月"
        )
    found = sorted({period for one in months for period in _periods(one, workspace)})
    if not found:
        raise DoorError("一个月份也没有写；不写 months 就是最近一个月")
    return found


def _periods(asked: Any, workspace: Workspace) -> list[str]:
    on_file = workspace.periods()
    if not on_file:
        workspace.latest_period()  # says what to do
    text = f"{asked:%Y-%m}" if isinstance(asked, datetime.date) else typed_period(str(asked).strip())
    if len(text) == 4 and text.isdecimal():
        found = [period for period in on_file if period.startswith(f"{text}-")]
    else:
        found = [text] if text in on_file else []
    if not found:
        raise DoorError(_not_on_file(text, on_file))
    return found


def _not_on_file(text: str, on_file: list[str]) -> str:
    """Say that there are no returns of a month or year, and which is nearest."""
    others = "、".join(on_file if len(on_file) <= _SHOWN else [on_file[0], "…", *on_file[2 - _SHOWN :]])
    if is_period(text) or (len(text) == 4 and text.isdecimal()):
        nearest = min(on_file, key=lambda period: (abs(_number(period) - _number(text)), period))
        return f"没有 {text} 的报表；最近的是 {nearest}（有报表的月份：{others}）"
    near = difflib.get_close_matches(text, on_file, n=1, cutoff=0.0)
    return f"看不懂月份“{text}”，写成 2013-05 的样子；最接近的是 {near[0]}（有报表的月份：{others}）"


_SHOWN = 12


def _number(text: str) -> int:
    year, _, month = text.partition("-")
    return int(year) * 12 + int(month or 12)
