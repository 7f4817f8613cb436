"""A process that runs months one after the other (`python -m zzlib.runs.worker ROOT [--force]`).

Periods come on standard input, a line each; what became of each goes to standard output as a line of JSON. The process
ends when its standard input closes: when nothing is left to do, and also when who started it has died.
"""

import io
import json
import os
import queue
import signal
import sys
import threading
import time
from pathlib import Path

from zzlib import stopping
from zzlib.runs.execution import Start, started
from zzlib.runs.forking import forking
from zzlib.runs.imports import own_pictures
from zzlib.runs.parameters import NOTEBOOK, notebook_rooms
from zzlib.workspace import Workspace

_SECONDS_TO_STOP = 20


def main() -> int:
    """Run the months that are asked for; give 0, or 3 when stopped."""
    stopping.heed()
    asked = _Asked()
    threading.Thread(target=asked.listen, daemon=True).start()
    root, force = Path(sys.argv[1]), "--force" in sys.argv[2:]
    own_pictures(Workspace(root).outputs_dir)
    start = forking(notebook_rooms(NOTEBOOK))  # it loads while the first month is read
    try:
        while period := asked.periods.get():
            done, said = run(root, period, force=force, start=start)
            print(json.dumps([period, done, said]), flush=True)
            asked.done += 1
            stopping.check()
            stopping.forget()
    except (stopping.Stopped, BrokenPipeError):
        return 3
    return 0


def run(root: Path, period: str, *, force: bool, start: Start = started) -> tuple[bool, str]:
    """Run a month; give whether it was done, and why not or what is to be said of it."""
    from zzlib.runs.progress import Progress
    from zzlib.runs.run import error_count, run_month
    from zzlib.told import operating_system_fault

    try:
        result = run_month(Workspace(root), period, progress=Progress(io.StringIO()), force=force, start=start)
    except Exception as error:
        stopping.check()
        fault = "" if type(error).__module__.startswith("zzlib.") else operating_system_fault(error)
        return False, fault or " ".join(str(error).split())
    said = ["没有变化" if result.month is None else f"错误 {error_count(result.month)} 处"]
    return True, "，".join([*said, *(result.signed.lines()[:1] if result.signed else ())])


class _Asked:
    """The periods asked for, as they come."""

    def __init__(self) -> None:
        self.periods: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.come = self.done = 0

    def listen(self) -> None:
        """Hand on what comes; at its end, stop the month that is still at work: nobody waits for it any more."""
        pending = b""
        # Not sys.stdin: a thread waiting there would hang the interpreter's own end.
        while received := os.read(0, 4096):
            *lines, pending = (pending + received).split(b"\n")
            self.come += len(lines)
            for line in lines:
                self.periods.put(line.decode())
        self.periods.put("")
        if self.come > self.done:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(_SECONDS_TO_STOP)
            os._exit(3)


if __name__ == "__main__":
    code = main()
    stopping.ignore()
    sys.exit(code)
