"""One notebook in one process of its own, started early so that its kernel is ready by the time its job is known.

The process also ends, with its kernel, when its standard input closes because the run has died.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from zzlib.runs.faults import RunError
from zzlib.told import full_disk

_SECONDS_TO_STOP = 10


@dataclass(frozen=True)
class Job:
    """What the process is to do; paths are absolute.

    `raw` is where papermill keeps the notebook while it runs; `executed` appears only after success. `hidden` are
    folders whose names must not stand in the result. `every` tells how often the county's units report. `page`, where there is one,
    is written of the result, with its `title` and `links` (`zzlib.report.write_html`).
    """

    notebook: str
    parameters: dict[str, str]
    environment: dict[str, str]
    raw: str
    executed: str
    hidden: list[str]
    every: str = "month"
    page: str = ""
    title: str = ""
    links: dict[str, str] = field(default_factory=dict)


Start = Callable[[Path, Path, Mapping[str, str], Sequence[str]], Any]
"""Starts a notebook's process as `started` does; gives it as a `subprocess.Popen`."""


def started(
    folder: Path, log: Path, environment: Mapping[str, str], modules: Sequence[str]
) -> "subprocess.Popen[bytes]":
    """Start the process and its kernel in a folder; the kernel loads `modules`; what they print goes to `log`."""
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "zzlib.runs.notebook", *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            env={**os.environ, **environment},
            cwd=folder,
            start_new_session=True,
        )


class NotebookProcess:
    """A process that executes one notebook (`zzlib.runs.notebook`)."""

    def __init__(
        self,
        folder: Path,
        log: Path,
        environment: Mapping[str, str],
        modules: Sequence[str] = (),
        start: Start = started,
    ) -> None:
        """Start the process."""
        self._process = start(folder, log, environment, modules)
        self._log = log

    def submit(self, job: Job) -> None:
        """Give the process its job; it begins at once."""
        self._executed = Path(job.executed)
        with suppress(OSError):  # the process has ended: `wait` says why
            self._process.stdin.write(json.dumps(asdict(job)).encode("ascii") + b"\n")
            self._process.stdin.flush()

    def wait(self) -> None:
        """Wait until the job is done.

        Raises:
            RunError: the notebook failed, or its process ended without a result.
        """
        said = self._process.stdout.read().decode("utf-8")
        code = self._process.wait()
        if code != 0 or not self._executed.exists():
            last = said or self._last_words()
            told = said or f"运行笔记本的进程意外结束（代码 {code}）{last}"
            raise RunError(full_disk(self._log.parent, last) or told)

    def _last_words(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return f"：{lines[-1]}" if lines else ""

    def __enter__(self) -> Self:
        """Give the process."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the process if it is still at work, with its kernel."""
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.terminate()
        try:
            self._process.wait(_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
