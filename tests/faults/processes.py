"""Commands in processes of their own that something befalls: killed at a file event, left without room, without rights."""

import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

KILLED, BROKEN = 9, 70
_LOADED = ["zzlib.cli", "zzlib.publication.verifying", "zzlib.publication.difference_text", "zzlib.report"]
"""What commands load is loaded once, before they are forked."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGING = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.link", "os.truncate")


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its code (`KILLED`; `BROKEN` for a traceback), its file events each with its site (none if it was killed), what it said.

    Events of one kind at files of one kind in one folder have the same site.
    """

    code: int
    sites: tuple[str, ...]
    said: str


def command(
    words: Sequence[str], below: Path, *, last: int = 0, room: int | None = None, user: int | None = None
) -> Outcome:
    """Type a command; `last` is the file event below a folder at which its process dies, `room` the bytes that a file may have.

    Its process is made by one without threads: the tests' own may hold locks that nobody would free in its copy.
    """
    makers = multiprocessing.get_context("forkserver")
    makers.set_forkserver_preload(_LOADED)
    counted, counting = makers.Pipe(duplex=False)
    heard, saying = makers.Pipe(duplex=False)  # a pipe: what a process says needs no room on a disk
    child = makers.Process(target=_be_child, args=(words, below, saying, counting, last, room, user))
    child.start()
    saying.close(), counting.close()
    with os.fdopen(os.dup(heard.fileno()), encoding="utf-8", errors="replace") as told:
        said = told.read()
    with os.fdopen(os.dup(counted.fileno())) as events:
        sites = tuple(events.read().splitlines())
    child.join()
    assert child.exitcode is not None
    return Outcome(child.exitcode, sites, said)


def _be_child(
    words: Sequence[str],
    below: Path,
    told: Connection,
    writer: Connection,
    last: int,
    room: int | None,
    user: int | None,
) -> None:
    code = BROKEN
    try:
        os.dup2(told.fileno(), 1), os.dup2(told.fileno(), 2)
        told.close()
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        if user is not None:
            os.setgid(user), os.setuid(user)
            os.environ["HOME"] = str(below)
        if room is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        count = Dying(str(below), last)
        sys.addaudithook(count)
        from zzlib.cli import main

        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        code = main(list(words))
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        os.write(writer.fileno(), "\n".join(count.sites).encode())
    finally:
        sys.stdout.flush(), sys.stderr.flush()
        os._exit(code)


class Dying:
    """Counts what changes files below a folder, and ends the process at the `last` of it; the ledger can be made anew."""

    def __init__(self, below: str, last: int) -> None:
        self._below, self._last, self.sites = below, last, list[str]()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        meant = [str(argument) for argument in arguments if self._is_meant(str(argument))]
        if (opened or event in _CHANGING) and meant:
            place = Path(meant[0])
            self.sites.append(f"{event} {place.parent.as_posix()} {place.suffix}".replace("\n", " "))
            if len(self.sites) == self._last:
                os._exit(KILLED)

    def _is_meant(self, argument: str) -> bool:
        return self._below in argument and "/data/ledger/" not in argument and "/.cache/" not in argument
