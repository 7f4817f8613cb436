"""`zz serve` running for a test, at a free port, with Jupyter folders of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Served:
    """A running server: its address without the token, the token, the process of `zz serve`."""

    address: str
    token: str
    process: "subprocess.Popen[str]"


@contextmanager
def serving(root: Path, own: Path, idle: int = 600, *options: str) -> Iterator[Served]:
    """Run `zz serve` for a workspace; `own` is a folder for Jupyter's own files. It must end well when it is told to."""
    port = free_port()
    command = [sys.executable, "-m", "zzlib", "serve", "--root", str(root), "--port", str(port), "--idle", str(idle)]
    command += options
    folders = {f"JUPYTER_{name}_DIR": str(own / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **folders})
    assert process.stdout is not None
    said = ""
    while not (found := re.search(r"token=(\S+)", said)):
        line = process.stdout.readline()
        assert line, said
        said += line
    try:
        yield Served(f"http://127.0.0.1:{port}", found[1], process)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
        process.stdout.close()


def commands(served: Served) -> list[tuple[psutil.Process, str]]:
    """Give the processes under `zz serve` with their command lines; one that is just ending has none."""
    found = []
    for child in psutil.Process(served.process.pid).children(recursive=True):
        with suppress(psutil.Error):
            found.append((child, " ".join(child.cmdline())))
    return found


def kernels(served: Served) -> list[psutil.Process]:
    """Give the kernels of the pages that are open."""
    return [process for process, command in commands(served) if "ipykernel" in command]


def free_port() -> int:
    """Give a port that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
