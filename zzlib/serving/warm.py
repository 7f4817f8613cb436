"""Kernels for served pages, one of which stands ready: started, the program loaded, nobody's yet. A page that takes it opens sooner.

It has computed nothing: what a page shows is read when the page is asked for. The next one is made ready once nobody
waits for a page. While somebody does, the file that `SOMEBODY_WAITS` names is there, and open pages work nothing ahead.
"""

import asyncio
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import traitlets
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.utils import ApiPath

from zzlib.serving import SOMEBODY_WAITS

_LOOK_SECONDS, _LOOKS = 3.0, 10
"""How often it is asked whether a page is still waited for before another kernel is made ready; at last it is made all the same."""


class WarmKernels(AsyncMappingKernelManager):
    """Manager of kernels with one in reserve once `make_ready` was called; it has imported `loads`."""

    loads = traitlets.Unicode("zzlib.explore", config=True)
    _spare: "asyncio.Task[str] | None" = None
    _making: "asyncio.Task[None] | None" = None
    waiting = ""
    """The kernel in reserve: it is alone and idle, and is left so."""

    def __init__(self, **options: Any) -> None:
        """Begin with none."""
        super().__init__(**options)  # type: ignore[no-untyped-call]
        self.opening: set[str] = set()
        """Kernels whose pages have not come to them yet: those load, and somebody waits."""
        self._ending = False

    def make_ready(self) -> None:
        """Begin to make a kernel ready."""
        if not self._ending:
            self._spare = asyncio.ensure_future(self._made_ready())

    async def end(self) -> None:
        """End every kernel; none is made ready any more."""
        self._ending = True
        await self.shutdown_all()

    async def _made_ready(self) -> str:
        self.waiting = kernel_id = str(await super().start_kernel(path=ApiPath(""), env=dict(os.environ)))
        await self._told(kernel_id, f"import {self.loads}")
        return kernel_id

    async def _make_another(self) -> None:
        for _ in range(_LOOKS):
            await asyncio.sleep(_LOOK_SECONDS)
            if not self.opening:
                break
        self.make_ready()

    async def start_kernel(  # type: ignore[override]
        self, *, kernel_id: str | None = None, path: ApiPath | None = None, **options: Any
    ) -> str:
        """Give a kernel: the one that is ready, or soon will be, with the environment of the page that takes it; else a new one."""
        page = uuid4().hex  # it has no kernel yet
        self._note(self.opening | {page})
        try:
            given = None if kernel_id else await self._taken(options["env"])
            given = given or str(await super().start_kernel(kernel_id=kernel_id, path=path, **options))
            self._note(self.opening | {given})
            return given
        finally:
            self._note(self.opening - {page})

    async def _taken(self, environment: dict[str, str]) -> str | None:
        """Give the kernel in reserve. One that is alive is waited for, however busy the machine: another would be ready later still."""
        spare, self._spare = self._spare, None
        if spare is None:
            return None
        self._making = asyncio.ensure_future(self._make_another())
        with suppress(Exception):  # it has died meanwhile
            ready = await spare
            own = {name: value for name, value in environment.items() if os.environ.get(name) != value}
            # Voilà's names are members of an enumeration: as JSON they are the texts that they stand for.
            await self._told(ready, f"import os; os.environ.update({json.dumps(own)})")
            self.waiting = ""  # until it has done something it would be ended for its idleness
            return ready
        return None

    def _note(self, opening: set[str]) -> None:
        """Note which pages are waited for, and tell those that are open whether there are any."""
        self.opening = opening
        if told := os.environ.get(SOMEBODY_WAITS):
            Path(told).touch() if opening else Path(told).unlink(missing_ok=True)

    def notify_connect(self, kernel_id: str) -> None:
        """Note that a page has come to its kernel."""
        super().notify_connect(kernel_id)  # type: ignore[no-untyped-call]
        self._note(self.opening - {kernel_id})

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that has ended."""
        self._note(self.opening - {kernel_id})
        return super().remove_kernel(kernel_id)

    async def _async_shutdown_kernel(
        self, kernel_id: str, now: bool | None = False, restart: bool | None = False
    ) -> None:
        """End a kernel: one that is being started once it is there; of one that has ended meanwhile nothing is left to end."""
        if kernel_id not in self and (starting := self._pending_kernels.get(kernel_id)):
            await asyncio.wait([starting])
        if kernel_id in self:
            await super()._async_shutdown_kernel(kernel_id, now=now, restart=restart)  # type: ignore[no-untyped-call]

    shutdown_kernel = _async_shutdown_kernel  # type: ignore[assignment]

    async def _told(self, kernel_id: str, code: str) -> None:
        """Have a kernel do something of which no page sees anything."""
        client: Any = self.get_kernel(kernel_id).client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=120)
            reply = await client.execute(code, silent=True, reply=True, timeout=120)
            if reply["content"]["status"] != "ok":
                raise RuntimeError(f"{code}: {reply['content'].get('evalue', '')}")
        finally:
            client.stop_channels()

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel that nobody has used for long, but for the one in reserve."""
        if kernel_id != self.waiting:
            await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]
