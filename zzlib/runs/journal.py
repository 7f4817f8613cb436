"""The log of runs: a line of JSON each in `outputs/.log/runs.jsonl`, for people through `zz status` and for programs."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Literal

from zzlib.files import replace_file
from zzlib.periods import clock

_PATIENCE_SECONDS = 10

Outcome = Literal["published", "unchanged", "failed", "interrupted", "running"]
OUTCOMES: dict[Outcome, str] = {
    "published": "已出数",
    "unchanged": "没有变化",
    "failed": "没有完成",
    "interrupted": "已中断",
    "running": "没有结束的记录",
}
"""What became of a run, and how people read it; a run that was killed leaves `running` behind."""


@dataclass
class JournalEntry:
    """A run: when (the county's time, ISO 8601), which period, what became of it and why, how many data errors it met."""

    started: str
    period: str
    outcome: Outcome = "running"
    seconds: float = 0.0
    data_errors: int | None = None
    reason: str = ""
    process: int = field(default_factory=os.getpid)


def _path(outputs: Path) -> Path:
    return outputs / ".log" / "runs.jsonl"


@contextmanager
def logged(outputs: Path, period: str) -> Iterator[JournalEntry]:
    """Log a run at its beginning and its end; the run sets `outcome` and `data_errors`, an exception the rest.

    The log never hinders a run: what can't be written is left out.
    """
    entry = JournalEntry(clock().isoformat(), period)
    began = perf_counter()
    _append(outputs, entry)
    try:
        yield entry
    except BaseException as error:
        failed = isinstance(error, Exception)
        entry.outcome = "failed" if failed else "interrupted"
        entry.reason = " ".join(str(error).split()) or (type(error).__name__ if failed else "")
        raise
    finally:
        entry.seconds = round(perf_counter() - began, 1)
        _append(outputs, entry)


def _append(outputs: Path, entry: JournalEntry) -> None:
    from filelock import FileLock, Timeout  # slow to load, and who only reads the log needs no lock

    path = _path(outputs)
    line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
    with suppress(OSError, Timeout):
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock"), timeout=_PATIENCE_SECONDS):
            data = path.read_bytes() if path.exists() else b""
            gap = b"" if data.endswith(b"\n") or not data else b"\n"
            replace_file(path, data + gap + line.encode())


def read_journal(outputs: Path) -> list[JournalEntry]:
    """Give the runs in the order in which they began, each as it stands last; damaged lines are passed over."""
    entries: dict[tuple[str, str, int], JournalEntry] = {}
    path = _path(outputs)
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else ():
        with suppress(ValueError, TypeError):
            entry = JournalEntry(**json.loads(line))
            entries[entry.started, entry.period, entry.process] = entry
    return list(entries.values())
