"""Several months, side by side in processes: each is an ordinary run with its own lock, so nothing can mix."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from zzlib.told import full_disk

_SECONDS_TO_STOP = 30


@dataclass(frozen=True)
class MonthOutcome:
    """What became of one month, and why not or what is to be said of it."""

    period: str
    done: bool
    said: str


def backfill(root: Path, periods: list[str], on_done: Callable[[MonthOutcome], None], *, force: bool = False) -> int:
    """Run months side by side, as many at once as there are cores; `on_done` is told of each as it ends.

    Gives the number of months that were not done. Whatever ends this, no process stays behind: each ends when its
    standard input closes, also when this process is killed.
    """
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for period in periods:
        waiting.put(period)
    ended: queue.SimpleQueue[MonthOutcome] = queue.SimpleQueue()
    failed = 0
    crew = [_Hand(root, force, waiting, ended) for _ in range(min(os.cpu_count() or 1, len(periods)))]
    try:
        for hand in crew:
            hand.start()
        for _ in periods:
            outcome = ended.get()
            failed += not outcome.done
            on_done(outcome)
    finally:
        for hand in crew:
            hand.dismiss()
        while not ended.empty():  # stopped: what was done meanwhile is told, too
            outcome = ended.get()
            if outcome.done:
                on_done(outcome)
    return failed


class _Hand(threading.Thread):
    """Has one process at a time run months (`zzlib.runs.worker`) until none is waiting."""

    def __init__(
        self, root: Path, force: bool, waiting: "queue.SimpleQueue[str]", ended: "queue.SimpleQueue[MonthOutcome]"
    ) -> None:
        super().__init__(daemon=True)
        self._root = root
        self._command = [sys.executable, "-m", "zzlib.runs.worker", str(root), *(["--force"] if force else [])]
        self._waiting, self._ended = waiting, ended
        self._process: subprocess.Popen[bytes] | None = None
        self._dismissed = False
        self._changing = threading.Lock()

    def run(self) -> None:
        """Do one month after the other; a process that dies is said, and another takes its place."""
        with suppress(queue.Empty):
            while process := self._worker():
                period = self._waiting.get_nowait()
                assert process.stdin is not None and process.stdout is not None
                with suppress(OSError):  # it has died: there is no answer
                    process.stdin.write(f"{period}\n".encode())
                    process.stdin.flush()
                answer = process.stdout.readline()
                self._ended.put(MonthOutcome(*json.loads(answer)) if answer else self._lost(period, process))

    def _worker(self) -> "subprocess.Popen[bytes] | None":
        """Give a process that lives, `None` once dismissed."""
        with self._changing:
            if self._dismissed:
                return None
            if self._process is None or self._process.poll() is not None:
                # A session of its own: Ctrl-C is for this program, which stops its workers in order.
                self._process = subprocess.Popen(
                    self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
                )
            return self._process

    def _lost(self, period: str, process: "subprocess.Popen[bytes]") -> MonthOutcome:
        why = full_disk(self._root) or f"多半是内存不足；请单独运行 zz run {period}"
        return MonthOutcome(period, False, f"运行的进程意外结束（代码 {process.wait()}），{why}")

    def dismiss(self) -> None:
        """End the process, whatever it is at, and wait for that."""
        with self._changing:
            self._dismissed = True
        if self._process is not None:
            assert self._process.stdin is not None
            with suppress(OSError):
                self._process.stdin.close()
            try:
                self._process.wait(_SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self.ident is not None:
            self.join()
        if self._process is not None and self._process.stdout is not None:
            self._process.stdout.close()  # only now: the thread reads from it
