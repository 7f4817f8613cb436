"""A notebook runs in a process of its own, and its success is only what that process says."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import nbformat
import psutil
import pytest

from tests.patience import SECONDS
from zzlib.runs.execution import Job, NotebookProcess, Start, started
from zzlib.runs.faults import RunError
from zzlib.runs.forking import forking

Notebook = Callable[..., Path]


def job(folder: Path, notebook: Path, **parameters: str) -> Job:
    return Job(
        notebook=str(notebook),
        parameters=parameters,
        environment={"ZZ_FINGERPRINT": "abc"},
        raw=str(folder / "raw.ipynb"),
        executed=str(folder / "executed.ipynb"),
        hidden=[str(folder)],
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "输出 {period} 100%"
    path.mkdir()
    return path


@pytest.fixture(params=[started, pytest.param(forking, marks=pytest.mark.slow)])
def start(request: pytest.FixtureRequest) -> Start:
    """How the process comes about: started anew, or forked from one that has loaded everything."""
    return started if request.param is started else forking([])


def test_a_notebook_gets_its_parameters_and_environment(folder: Path, notebook: Notebook, start: Start) -> None:
    path = notebook("import os\nprint(period, os.environ['ZZ_ROOT'], os.environ['ZZ_FINGERPRINT'], os.getcwd())")
    with NotebookProcess(path.parent, folder / "log", {"ZZ_ROOT": "/srv/county"}, start=start) as process:
        process.submit(job(folder, path, period="2013-04"))
        process.wait()
    cells = nbformat.read(folder / "executed.ipynb", as_version=4).cells
    assert cells[-1].outputs[0].text == f"2013-04 /srv/county abc {path.parent}\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            "# 算一算\nones = 1\nones / 0",
            r"单元 In \[3\] 出错：ZeroDivisionError: division by zero（该单元首行：# 算一算）",
        ),
        ("raise ValueError('第一行\\n第二行')", r"出错：ValueError: 第一行（"),
        ("import os; os._exit(7)", r"内核在单元 In \[3\] 意外终止"),
        ("raise SystemExit(3)", r"单元 In \[3\] 出错：SystemExit: 3"),
    ],
)
def test_a_failing_cell_is_named(folder: Path, notebook: Notebook, cell: str, said: str, start: Start) -> None:
    path = notebook(cell, "print('后面的单元')")
    with NotebookProcess(path.parent, folder / "log", {}, start=start) as process:
        process.submit(job(folder, path, period="2013-05"))
        with pytest.raises(RunError, match=said):
            process.wait()
    assert not (folder / "executed.ipynb").exists()
    assert "后面的单元" in (folder / "raw.ipynb").read_text(encoding="utf-8")


def test_a_process_that_dies_is_a_failure(folder: Path, notebook: Notebook, start: Start) -> None:
    path = notebook("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nimport time; time.sleep(600)")
    with NotebookProcess(path.parent, folder / "log", {}, start=start) as process:
        process.submit(job(folder, path))
        with pytest.raises(RunError, match="进程意外结束（代码 -9）"):
            process.wait()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, with less room than a run writes."""
    disk = tmp_path / "盘"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "zz", str(disk)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("a disk of its own needs the right to mount one")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_process_that_dies_without_a_word_on_a_full_disk_says_so(
    small_disk: Path, notebook: Notebook, start: Start
) -> None:
    path = notebook("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nimport time; time.sleep(600)")
    with NotebookProcess(path.parent, small_disk / "log", {}, start=start) as process:
        process.submit(job(small_disk, path))
        with pytest.raises(RunError, match=r"^磁盘空间不足：.*磁盘只剩 [12]\.\d MB，请腾出空间再运行"):
            process.wait()


def test_a_notebook_that_cannot_be_written_says_that_the_disk_is_full(
    small_disk: Path, notebook: Notebook, start: Start
) -> None:
    path = notebook("print(1)")
    with NotebookProcess(path.parent, small_disk / "log", {}, start=start) as process:
        with pytest.raises(OSError), (small_disk / "filler").open("wb", buffering=0) as filler:
            while True:
                filler.write(b"\0" * 4096)
        process.submit(job(small_disk, path))
        with pytest.raises(RunError, match="磁盘空间不足"):
            process.wait()


def test_stopping_ends_the_kernel_too(folder: Path, notebook: Notebook, start: Start) -> None:
    path = notebook(f"import os, time\nopen({str(folder / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)")
    with NotebookProcess(path.parent, folder / "log", {}, start=start) as process:
        process.submit(job(folder, path))
        kernel = _kernel(folder / "pid")
    _assert_ends(kernel)


@pytest.mark.parametrize("how", ["execution.started", pytest.param("forking.forked", marks=pytest.mark.slow)])
def test_the_death_of_the_run_ends_the_notebook(folder: Path, notebook: Notebook, how: str) -> None:
    path = notebook(f"import os, time\nopen({str(folder / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)")
    code = (
        "import sys, json, pathlib, time\n"
        "from zzlib.runs import execution, forking\n"
        "from zzlib.runs.execution import Job, NotebookProcess\n"
        f"process = NotebookProcess(pathlib.Path('/'), pathlib.Path(sys.argv[1]), {{}}, ['zzlib.charts'], {how})\n"
        "process.submit(Job(**json.loads(sys.argv[2])))\n"
        "time.sleep(600)\n"
    )
    run = subprocess.Popen([sys.executable, "-c", code, str(folder / "log"), json.dumps(asdict(job(folder, path)))])
    kernel = _kernel(folder / "pid")
    parent = kernel.parent()
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert parent is not None
    _assert_ends(parent)
    _assert_ends(kernel)


def _kernel(path: Path) -> psutil.Process:
    deadline = time.monotonic() + SECONDS
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < deadline, "the kernel did not start"
        time.sleep(0.05)
    return psutil.Process(int(path.read_text()))


def _assert_ends(process: psutil.Process) -> None:
    deadline = time.monotonic() + SECONDS
    with suppress(psutil.NoSuchProcess):
        while process.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < deadline, "the process goes on"
            time.sleep(0.05)


HASTY = """
import socket, sys
from jupyter_client.manager import KernelManager
from zzlib.runs import notebook

taken = []

class Hasty(KernelManager):
    def write_connection_file(self, **options):
        super().write_connection_file(**options)
        if not taken:
            taken.append(socket.create_server(("127.0.0.1", self.stdin_port)))

sys.exit(notebook.main([], Hasty))
"""
"""The process of a notebook where another program takes a port that was chosen for the first kernel."""


@pytest.mark.slow
def test_a_kernel_whose_port_is_taken_is_started_anew(folder: Path, notebook: Notebook) -> None:
    """Ports are chosen before they are taken: of runs at the same time one may be quicker."""
    path = notebook("print(period)")
    told = json.dumps(asdict(job(folder, path, period="2013-04"))).encode() + b"\n"
    with subprocess.Popen([sys.executable, "-c", HASTY], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(told)
        process.stdin.flush()
        assert process.wait(SECONDS) == 0
    assert nbformat.read(folder / "executed.ipynb", as_version=4).cells[-1].outputs[0].text == "2013-04\n"
