"""What a page asks next, most likely: the months beside the one that is shown, worked out while nobody asks for anything."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from zzlib.explore.data import ViewData
from zzlib.explore.telling import somebody_reads
from zzlib.serving import SOMEBODY_WAITS
from zzlib.workspace import Workspace

QUIET_SECONDS = 1.0
"""So long nothing was asked before work is begun; between its pieces it is a fifth, in which a page is answered."""
MOST_ROWS = 20_000
"""Beside a ledger of more project-months no other is loaded unasked: that takes seconds, and as much memory again."""


def months_beside(workspace: Workspace, data: ViewData) -> list[str]:
    """Name the months on either side of the one shown that are soon loaded: a later one whose returns nobody has read yet is not."""
    if workspace.is_city or len(data.ledger.projects) > MOST_ROWS:
        return []
    periods = workspace.periods()
    place = periods.index(data.period)
    later = [period for period in periods[place + 1 : place + 2] if workspace.ledger_dir(period).exists()]
    return periods[max(place - 1, 0) : place] + later


class Idle:
    """Work in pieces, done in the page's process while nobody asks it for anything; without a page none is done."""

    def __init__(self, work: Callable[[], Iterator[None]]) -> None:
        """Take what begins the work anew; a step of the iterator is a piece."""
        self._work = work
        self._waiting: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Begin anew once it has been quiet: something else is shown."""
        if self._waiting:
            self._waiting.cancel()
        with suppress(RuntimeError):  # no loop is running: nobody can ask for anything
            loop = asyncio.get_running_loop()
            if somebody_reads():
                self._waiting = loop.call_later(QUIET_SECONDS, self._go_on, loop, self._work())

    def _go_on(self, loop: asyncio.AbstractEventLoop, pieces: Iterator[None]) -> None:
        if (opening := os.environ.get(SOMEBODY_WAITS)) and Path(opening).exists():
            self._waiting = loop.call_later(QUIET_SECONDS, self._go_on, loop, pieces)
            return
        for _ in pieces:
            self._waiting = loop.call_later(QUIET_SECONDS / 5, self._go_on, loop, pieces)
            return
