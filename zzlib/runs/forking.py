"""Notebook processes forked from one that has loaded everything: what takes seconds is loaded once.

Who runs several months has a process beside it from which they are forked (`forking`); a single month forks its own from the command (`forked`).
Linux alone: elsewhere system libraries don't bear it, and each process is started anew (`zzlib.runs.execution.started`).
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, BinaryIO

from zzlib import stopping
from zzlib.runs.execution import Start, started


def forking(modules: Sequence[str]) -> Start:
    """Begin to load in a process beside this one what executes notebooks, and `modules`; give what forks a notebook's process from it.

    That process ends when this one and all that were forked have ended. matplotlib's configuration (`MPLCONFIGDIR`) is that of now.
    """
    if sys.platform != "linux":
        return started
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload(["zzlib.runs.forked", *modules])
    with _unheard():
        forkserver.ensure_running()
    return Forked


@contextmanager
def _unheard() -> Iterator[None]:
    """Let what is started say nothing in the terminal: what is forked from it has a log, and may be given up before it begins."""
    heard = os.dup(2)
    with Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(heard, 2)
        os.close(heard)


def forked(folder: Path, log: Path, environment: Mapping[str, str], modules: Sequence[str]) -> Any:
    """Start a notebook's process as `started` does, but as a copy of this one, which loads the notebook's `modules` first: it needs most of them itself.

    For a process that is there for one command alone, and before it reads any table: DuckDB's threads would be missing in the copy.
    """
    if sys.platform != "linux":
        return started(folder, log, environment, modules)
    for module in modules:
        with suppress(ImportError):  # the cell that imports it tells
            import_module(module)
    return Forked(folder, log, environment, modules, "fork")


class Forked:
    """A forked process with its standard input and output, used as `subprocess.Popen` is."""

    def __init__(
        self, folder: Path, log: Path, environment: Mapping[str, str], modules: Sequence[str], way: str = "forkserver"
    ) -> None:
        """Fork the process (`way` is multiprocessing's name of how); its kernel loads `modules` that are not loaded yet."""
        asked, ask = Pipe(duplex=False)
        told, tell = Pipe(duplex=False)
        printed = Connection(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), readable=False)
        inherited = (ask, told) if way == "fork" else ()
        self._process: Any = get_context(way).Process(  # type: ignore[attr-defined]
            target=_serve, args=(str(folder), dict(environment), list(modules), inherited, asked, tell, printed)
        )
        self._process.start()
        self.stdin, self.stdout = _file(ask, "wb"), _file(told, "rb")
        for end in (asked, ask, told, tell, printed):
            end.close()

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; give its code.

        Raises:
            TimeoutExpired: it works still.
        """
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("notebook", timeout or 0)
        code: int = self._process.exitcode
        return code

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it."""
        self._process.kill()


def _file(end: "Connection[Any, Any]", mode: str) -> BinaryIO:
    return os.fdopen(os.dup(end.fileno()), mode)  # type: ignore[return-value]


def _serve(
    folder: str,
    environment: dict[str, str],
    modules: list[str],
    inherited: "Sequence[Connection[Any, Any]]",
    *ends: "Connection[Any, Any]",
) -> None:
    """Be the process, with its standard input, output and errors: as one that is started anew finds its surroundings."""
    os.setsid()  # Ctrl-C is for the program, which stops its processes in order
    stopping.unheed()
    for end in inherited:
        end.close()  # the program's own: while it is open here, its end is not seen
    if not sys.flags.safe_path:
        del sys.path[0]  # the folder in which the program was called
    os.chdir(folder)
    os.environ.update(environment)
    for place, end in enumerate(ends):
        os.dup2(end.fileno(), place)
        end.close()
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    from zzlib.runs import forked

    sys.exit(forked.execute(modules))
