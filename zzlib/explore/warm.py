"""Kernels for served pages, one of which stands ready: started, the program loaded, nobody's yet. A page that takes it opens sooner.

It has computed nothing: what a page shows is read when the page is asked for. When it is taken, the next one is made ready.
"""

import asyncio
import json
import os
from contextlib import suppress
from typing import Any

import traitlets
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.utils import ApiPath

_AFTER_SECONDS = 3.0
"""So long the page that has taken the kernel goes first."""


class WarmKernels(AsyncMappingKernelManager):
    """Manager of kernels with one in reserve once `make_ready` was called; it has imported `loads`."""

    loads = traitlets.Unicode("zzlib.explore", config=True)
    _spare: "asyncio.Task[str] | None" = None
    waiting = ""
    """The kernel in reserve: it is alone and idle, and is left so."""

    def make_ready(self, after: float = 0.0) -> None:
        """Begin to make a kernel ready."""
        self._spare = asyncio.ensure_future(self._made_ready(after))

    async def _made_ready(self, after: float) -> str:
        await asyncio.sleep(after)
        self.waiting = kernel_id = str(await super().start_kernel(path=ApiPath(""), env=dict(os.environ)))
        await self._told(kernel_id, f"import {self.loads}")
        return kernel_id

    async def start_kernel(  # type: ignore[override]
        self, *, kernel_id: str | None = None, path: ApiPath | None = None, **options: Any
    ) -> str:
        """Give a kernel: the one that is ready, with the environment of the page that takes it, else a new one."""
        spare = self._spare
        if kernel_id is None and spare is not None and spare.done():
            self.make_ready(_AFTER_SECONDS)
            with suppress(Exception):  # it has died meanwhile
                ready = spare.result()
                own = {name: value for name, value in options["env"].items() if os.environ.get(name) != value}
                # Voilà's names are members of an enumeration: as JSON they are the texts that they stand for.
                await asyncio.wait_for(self._told(ready, f"import os; os.environ.update({json.dumps(own)})"), 10)
                if self.waiting == ready:  # until it has done something it would be ended for its idleness
                    self.waiting = ""
                return ready
        return str(await super().start_kernel(kernel_id=kernel_id, path=path, **options))

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
