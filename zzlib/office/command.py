"""A command of `zz` at work beside the page: what it says is heard as it says it, and the page stays alive meanwhile."""

import codecs
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

_OF_THE_KERNEL = ("MPLBACKEND", "JPY_PARENT_PID", "JPY_SESSION_NAME")
"""What a notebook's kernel finds in its environment for itself alone."""


class ZzCommand:
    """One run of `zz` for a workspace; `text` is what it has said, `code` its exit code once it has ended."""

    def __init__(self, root: Path, arguments: Sequence[str], heard: Callable[[], object]) -> None:
        """Start it; `heard` is called from a thread whenever it has said something, and once more when it has ended."""
        self.text, self._heard = "", heard
        self.code: int | None = None
        environment = {name: value for name, value in os.environ.items() if name not in _OF_THE_KERNEL}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "zzlib", *arguments, "--root", str(root)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment | {"PYTHONUTF8": "1"},
            start_new_session=True,  # what interrupts a cell is not meant for it
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        assert self._process.stdout is not None
        while piece := os.read(self._process.stdout.fileno(), 4096):
            self.text += decoder.decode(piece)
            self._heard()
        self.code = self._process.wait()
        self._process.stdout.close()
        self._heard()

    @property
    def last_line(self) -> str:
        """The last line that it has said: of one that failed, why."""
        lines = self.text.strip().splitlines()
        return lines[-1] if lines else ""

    def stop(self) -> None:
        """Ask it to stop; what it had not finished is not done."""
        if self.code is None:
            self._process.terminate()

    def wait(self) -> int:
        """Wait until it has ended and all that it said is heard; give its exit code."""
        self._listener.join()
        assert self.code is not None
        return self.code
