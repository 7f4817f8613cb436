"""Work that kills the process that does it; by itself, for a process that is to do it loads all that stands beside it."""

import os
import signal
from pathlib import Path

DEADLY = 2


def work(folder: Path, item: int) -> int:
    if item == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    with (folder / str(item)).open("a") as stream:
        stream.write("done\n")
    return item * item
