"""One kernel stands ready for the next page: it knows the page's own address, is not culled, and another takes its place."""

import asyncio
import os
import re
import time
import urllib.request
from pathlib import Path
from threading import Event, Thread

import psutil
import pytest
from tornado.ioloop import IOLoop
from voila.utils import ENV_VARIABLE  # as Voilà names it

from tests.browser.voila import Served, kernels, serving
from tests.ready import ReadyCounties
from zzlib.serving import SOMEBODY_WAITS
from zzlib.serving.server import ViewServer, _Leavings
from zzlib.serving.warm import WarmKernels

pytestmark = pytest.mark.slow
_IDLE = 5
"""Seconds after which kernels that nobody uses are ended."""
_QUIET, _REST = 4, 0.1
"""Seconds on end in which a kernel has nothing to do, and what it works in such a second at most."""


def _open(served: Served) -> str:
    address = f"{served.address}/voila/render/explore_gap.ipynb?token={served.token}"
    with urllib.request.urlopen(address, timeout=120) as answer:
        return str(answer.read().decode())


def _awaited(served: Served, but: set[psutil.Process]) -> psutil.Process:
    for _ in range(600):
        if found := set(kernels(served)) - but:
            return found.pop()
        time.sleep(0.1)
    raise AssertionError("no kernel")


def _loaded(kernel: psutil.Process) -> psutil.Process:
    """Wait until a kernel has loaded the program and works no more. How long that takes is the machine's affair."""
    while not any("pandas" in mapped.path for mapped in kernel.memory_maps()):
        time.sleep(0.1)
    worked, quiet = 0.0, 0
    while quiet < _QUIET:
        time.sleep(1)
        before, worked = worked, sum(kernel.cpu_times()[:2])
        quiet = quiet + 1 if worked - before < _REST else 0
    return kernel


def test_a_page_takes_the_kernel_that_is_ready_and_another_is_made(tmp_path: Path, ready_county: ReadyCounties) -> None:
    county = ready_county(units=3, months=2, seed=3, mess="none")
    with serving(county, tmp_path / "jupyter", _IDLE) as served:
        ready = _loaded(_awaited(served, set()))
        time.sleep(2 * _IDLE)
        command = " ".join(ready.cmdline())  # once it has served its page it may soon be gone
        page = _open(served)
        [kernel] = re.findall(r'"kernelId": "([\w-]+)"', page)
        assert kernel in command
        assert "正在打开，请稍等" in page and "Executing" not in page and "Running explore" not in page
        assert _awaited(served, {ready}).is_running()


def test_a_kernel_that_is_being_made_ready_is_taken_and_waits_for_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv(SOMEBODY_WAITS, str(somebody_waits := tmp_path / "opening"))

    async def known(kernels: WarmKernels, kernel: str) -> str:
        client = kernels.get_kernel(kernel).client()
        client.start_channels()
        known = {"known": "__import__('os').environ['QUERY_STRING'], 'zzlib.explore' in __import__('sys').modules"}
        reply = await client.execute("", user_expressions=known, reply=True, timeout=60)
        client.stop_channels()
        return str(reply["content"]["user_expressions"]["known"]["data"]["text/plain"])

    async def visited() -> None:
        kernels = WarmKernels(root_dir=str(tmp_path))
        kernels.make_ready()
        environment = {**os.environ, ENV_VARIABLE.QUERY_STRING: "picture='units'"}
        try:
            kernel = await kernels.start_kernel(path="", env=environment)
            # The first that was begun; on a busy machine there may be another by now.
            assert kernels.list_kernel_ids()[0] == kernel != kernels.waiting
            assert await known(kernels, kernel) == """("picture='units'", True)"""
            while kernels.get_kernel(kernel).execution_state != "idle":
                await asyncio.sleep(0.05)
            leavings = _Leavings(kernels, patience=0)
            for _ in range(2):
                await leavings.end()
            assert kernel in kernels and somebody_waits.exists()  # its page is loading
            kernels.notify_connect(kernel)
            assert not somebody_waits.exists()
            kernels.notify_disconnect(kernel)
            await leavings.end()
            assert kernel not in kernels
        finally:
            await kernels.shutdown_all(now=True)

    asyncio.run(visited())


def test_told_to_stop_while_a_kernel_is_being_started_it_ends_that_one_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))

    async def stopped() -> None:
        kernels = WarmKernels(root_dir=str(tmp_path))
        kernels.make_ready()
        while not (starting := set(kernels._pending_kernels)):
            await asyncio.sleep(0)
        assert not kernels.list_kernel_ids()
        await kernels.shutdown_all(now=True)
        assert not kernels.list_kernel_ids()
        for gone in starting:
            await kernels.shutdown_kernel(gone, now=True)  # its page and the look after the lonely may both end it

    asyncio.run(stopped())


def test_a_server_told_to_stop_while_a_kernel_is_being_started_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    (folder := tmp_path / "connections").mkdir()
    kernels = WarmKernels(root_dir=str(tmp_path), connection_dir=str(folder))

    ended = Event()

    async def begin() -> None:
        kernels.make_ready()
        while not kernels._pending_kernels:
            await asyncio.sleep(0)

    def served() -> None:
        server = ViewServer(connection_dir=str(folder))
        server.kernel_manager, server.ioloop = kernels, IOLoop(make_current=False)
        server.ioloop.run_sync(begin)
        server.stop()
        ended.set()

    Thread(target=served, daemon=True).start()  # one that does not end does not keep the tests from ending
    assert ended.wait(timeout=60)
    assert not kernels.list_kernel_ids() and not folder.exists()
