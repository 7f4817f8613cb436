"""Tells people how far a run is: a bar on a terminal, plain lines elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from zzlib import stopping

OnFile = Callable[[int, int, str], None]
"""Called with the number of files done, their total, and the name of the last one."""


class Progress:
    """Writes a line for each stage: its name when it begins, what it took when it ends."""

    def __init__(self, stream: TextIO) -> None:
        """Take the stream to write to."""
        self._stream = stream

    @contextmanager
    def stage(self, title: str, counted: str = "个文件") -> Iterator[OnFile]:
        """Tell the beginning and the end of a stage; the stage may call what it is given for each file, or what else is `counted`."""
        stopping.check()
        files = _Count()
        self._begin(title)
        started = time.monotonic()
        try:
            with self._bar(title, files):
                yield files
        except BaseException:
            self._end(title, "未完成")
            raise
        done = f"{files.done} {counted}，" if files.done else ""
        self._end(title, f"{done}{time.monotonic() - started:.1f} 秒")

    def note(self, text: str) -> None:
        """Write a line of its own."""
        self._write(f"{text}\n")

    def _begin(self, title: str) -> None:
        self._write(f"{title} … ")

    def _end(self, title: str, outcome: str) -> None:
        self._write(f"{outcome}\n")

    @contextmanager
    def _bar(self, title: str, files: "_Count") -> Iterator[None]:
        yield

    def _write(self, text: str) -> None:
        with suppress(BrokenPipeError):
            self._stream.write(text)
            self._stream.flush()


class TerminalProgress(Progress):
    """The same with a bar that moves while a stage is at work."""

    def _begin(self, title: str) -> None:
        """Leave the beginning to the bar."""

    def _end(self, title: str, outcome: str) -> None:
        self._write(f"{title} … {outcome}\n")

    @contextmanager
    def _bar(self, title: str, files: "_Count") -> Iterator[None]:
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[counted]}"))
        with Bar(*columns, console=Console(file=self._stream), transient=True) as bar:
            task = bar.add_task(title, total=None, counted="")
            files.on_change = lambda: bar.update(
                task, completed=files.done, total=files.total, counted=f"{files.done}/{files.total}"
            )
            yield


class _Count:
    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self.on_change: Callable[[], None] = lambda: None

    def __call__(self, done: int, total: int, name: str) -> None:
        stopping.check()
        self.done, self.total = done, total
        self.on_change()


def progress_for(stream: TextIO) -> Progress:
    """Give the progress that suits a stream."""
    return TerminalProgress(stream) if stream.isatty() else Progress(stream)
