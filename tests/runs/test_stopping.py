"""Who asks to stop is heard at any moment; the code is what was done; no process stays behind."""

import functools
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.patience import SECONDS
from tests.small_county import SmallCounty

PERIOD = "2013-01"
ROW = ["灌区改造", "", "个性型", "新增", "中央预算内", 900, 600, 300, None]
STOPPED = "已中断，没有完成；原有输出未动"
# A job in the background of a shell ignores SIGINT, and its children with it.
heed = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)

AT_IMPORT = """
import os, signal, sys
module = sys.argv.pop()
class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)
from zzlib.__main__ import run
sys.meta_path.insert(0, Finder)
sys.exit(run())
"""

PATCHED = """
import os, signal, sys, weakref
from zzlib import stopping
from zzlib.runs import run
def ask():
    os.kill(os.getpid(), signal.SIGTERM)
class Thing: pass
def published(workspace, period, **_):
    stopping.too_late()
    ask()
    return run.RunResult(period, workspace.outputs_dir / period, None)
def lost(workspace, period, progress, **_):
    thing = Thing()
    reference = weakref.ref(thing, lambda _: ask())
    del thing  # what is raised in the callback is only printed
    with progress.stage("下一步"):
        return run.RunResult(period, workspace.outputs_dir / period, None)
run.run_month = {"published": published, "lost": lost}[sys.argv.pop()]
from zzlib.__main__ import run as zz
sys.exit(zz())
"""


def python(code: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, preexec_fn=heed)


@pytest.mark.slow
@pytest.mark.parametrize(
    "module", ["zzlib.cli", "typer", "zzlib.runs.faults", "pandas", "duckdb", "zzlib.ledger.ledger"]
)
def test_while_the_program_is_still_being_loaded(county: SmallCounty, module: str) -> None:
    county.file_return(PERIOD, "发改委", [ROW])
    done = python(AT_IMPORT, "check", PERIOD, "--root", str(county.root), module)
    assert (done.returncode, done.stderr.splitlines()[-1], done.stdout) == (3, STOPPED, "")
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_after_publishing_it_is_too_late_and_the_code_is_what_was_done(county: SmallCounty) -> None:
    county.file_return(PERIOD, "发改委", [ROW])
    done = python(PATCHED, "run", PERIOD, "--root", str(county.root), "published")
    assert done.returncode == 0 and "已是最新" in done.stdout and STOPPED not in done.stderr


@pytest.mark.slow
def test_what_a_library_swallows_is_not_forgotten(county: SmallCounty) -> None:
    county.file_return(PERIOD, "发改委", [ROW])
    done = python(PATCHED, "run", PERIOD, "--root", str(county.root), "lost")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (3, STOPPED)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_backfill_that_ends_leaves_no_process_behind(county: SmallCounty, number: signal.Signals) -> None:
    for period in ("2013-01", "2013-02", "2013-03"):
        county.file_return(period, "发改委", [ROW])
    command = [sys.executable, "-m", "zzlib", "backfill", "2013-01", "2013-03", "--root", str(county.root)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", preexec_fn=heed)
    children = _at_work(process.pid, county.root / "outputs" / ".staging")
    process.send_signal(number)
    _, said = process.communicate(timeout=SECONDS)
    assert not psutil.wait_procs(children, timeout=SECONDS)[1]
    if number != signal.SIGKILL:
        assert process.returncode == 3 and "已中断：3 个月，完成 " in said and "Traceback" not in said
        assert not list((county.root / "outputs" / ".staging").iterdir())


def _at_work(pid: int, staging: Path) -> list[psutil.Process]:
    """Wait until a month is being made; give the processes at it."""
    deadline = time.monotonic() + SECONDS
    while not (staging.is_dir() and list(staging.iterdir())):
        assert time.monotonic() < deadline, "no month began"
        time.sleep(0.05)
    return psutil.Process(pid).children(recursive=True)
