"""A Voilà server that gives the views, or the office's page, and nothing else: listed notebooks, their kernels, the program's own assets.

Run as a process of its own (`python -m zzlib.serving.server`), with the token in the environment, never on the command
line. Voilà's handlers for files, folders and contents are left out, so that no path leads to the file system.
"""

import html
import logging
import os
import re
import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tornado.ioloop
import tornado.web
from jupyter_server.base.handlers import JupyterHandler
from voila.app import Voila
from voila.static_file_handler import TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from zzlib.files import package_file
from zzlib.serving import OFFICE, SERVED, SOMEBODY_WAITS, TOKEN

ALONE_SECONDS = 60
"""How long a kernel waits for its page after the connection broke."""
LOADING_SECONDS = 10 * ALONE_SECONDS
"""How long it waits for a page that has never come to it: on a busy machine a page takes minutes to load."""

_LEFT_OUT = ("/voila/files/", "/voila/tree", "/voila/render/", "/voila/api/contents", "/voila/templates/")
_TEMPLATES = r"voila/templates/(\w+/static/(?:(?!\.\.).)+)"
"""The templates' own assets; a path that climbs is no path."""
_ELSEWHERE = re.compile(r'<link\b[^>]*href="https?://[^>]*>')
_CELLS = '<div id="rendered_cells"'
_SAYING = f"<script>{package_file('zzlib.serving', 'page/opening.js').decode()}</script>"
_KERNEL = re.compile(r'"kernelId": "([\w-]+)"')
_WAITING = re.compile(r"Running [^<]*\.\.\.|(?:Executing|Reading) \$\{cell_index\} of \$\{cell_count\}")
"""What Voilà says while it makes a page."""
_FAILED = re.compile(r"An exception occurred at the server[^<]*show_tracebacks\.")


class _FirstPage(JupyterHandler):
    """Lists the pages."""

    def initialize(self, title: str, served: dict[str, str]) -> None:
        """Take the page's title and the notebooks."""
        self._title, self._served = title, served

    @tornado.web.authenticated
    def get(self) -> None:
        links = "".join(
            f'<li><a href="{self.base_url}voila/render/{name}">{html.escape(words)}</a></li>'
            for name, words in self._served.items()
        )
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>争资争项</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
            f'<body style="font: 18px/2 sans-serif; margin: 2em"><h1>争资争项：{self._title}</h1><ul>{links}</ul></body></html>'
        )


class _View(TornadoVoilaHandler):  # type: ignore[misc]
    """A page without the links to other machines that Voilà's template has: it must work offline; it waits in Chinese.

    A page that does not come, or whose kernel has ended, says so (`page/opening.js`). One that is left while it is made
    ends its kernel: who can't wait and loads it again does not wait for both.
    """

    _kernel, _left = "", False

    async def get(self, path: str | None = None) -> None:
        """Give the page, with its `_xsrf` cookie: by it the page ends its kernel when it is left."""
        _ = self.xsrf_token
        await super().get(path)  # type: ignore[misc]

    def write(self, chunk: Any) -> None:
        if isinstance(chunk, str):
            chunk = _WAITING.sub("正在打开，请稍等……", _FAILED.sub("没有算完", _ELSEWHERE.sub("", chunk)))
            chunk = chunk.replace(_CELLS, _SAYING + _CELLS)
            if found := _KERNEL.search(chunk):
                self._kernel = found[1]
                self._end_if_left()
        super().write(chunk)

    def on_connection_close(self) -> None:
        """Note that nobody waits for the page any more."""
        super().on_connection_close()
        self._left = True
        self._end_if_left()

    def _end_if_left(self) -> None:
        if self._left and self._kernel in self.kernel_manager:
            tornado.ioloop.IOLoop.current().add_callback(self.kernel_manager.shutdown_kernel, self._kernel, now=True)


class _Leavings:
    """Ends the kernels of pages that went without a word: a browser that was killed, a page left while it was made."""

    def __init__(self, kernels: Any, patience: float) -> None:
        """Watch over a manager of kernels; one may be alone for `patience` seconds, longer while its page is loading."""
        self._kernels, self._patience, self._alone = kernels, patience, dict[str, float]()

    async def end(self) -> None:
        """End every kernel to which no page has been connected for a while and that has nothing to do."""
        now = time.monotonic()
        alone = [
            kernel["id"]
            for kernel in self._kernels.list_kernels()
            if not kernel["connections"]
            and kernel["execution_state"] not in ("starting", "busy")
            and kernel["id"] != self._kernels.waiting
        ]
        self._alone = {kernel: self._alone.get(kernel, now) for kernel in alone}
        for kernel, since in self._alone.items():
            if now - since > max(self._patience, LOADING_SECONDS if kernel in self._kernels.opening else 0):
                await self._kernels.shutdown_kernel(kernel, now=True)


class ViewServer(Voila):  # type: ignore[misc]
    """Voilà without its ways to files."""

    title, served, patience = "只看不改", SERVED, ALONE_SECONDS
    warm = True
    """Whether one kernel stands ready for the next page."""

    def listen(self) -> None:
        """Serve until told to stop, and look after the kernels."""
        leavings = _Leavings(self.kernel_manager, self.patience)
        looking = tornado.ioloop.PeriodicCallback(leavings.end, 1000 * ALONE_SECONDS / 20)
        looking.start()
        if self.warm:
            tornado.ioloop.IOLoop.current().add_callback(self.kernel_manager.make_ready)
        super().listen()  # type: ignore[no-untyped-call]

    def stop(self) -> None:
        """End the kernels, in the loop in which they began: in another, one that is being started would be waited for without end."""
        self.ioloop.run_sync(self.kernel_manager.end)
        shutil.rmtree(self.connection_dir)

    def init_settings(self) -> Any:
        """Take requests for this machine's own names only."""
        own = {"allow_remote_access": False, "local_hostnames": ["localhost", "127.0.0.1"]}
        settings: Any = super().init_settings()
        return {**settings, **own}

    def init_handlers(self) -> Any:
        """Give the handlers: the listed notebooks, the kernels, the program's assets."""
        first: str = self.server_url
        known: Any = super().init_handlers()
        kept = [
            handler for handler in known if handler[0] != first and not any(part in handler[0] for part in _LEFT_OUT)
        ]
        names = "|".join(name.replace(".", r"\.") for name in self.served)
        view = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        templates = (f"{first}{_TEMPLATES}", TemplateStaticFileHandler)
        return [
            *kept,
            templates,
            (first, _FirstPage, {"title": self.title, "served": self.served}),
            (rf"{first}voila/render/({names})", _View, view),
        ]


class OfficeServer(ViewServer):
    """The same for the office: what lies on a page that is open, or that a computer lost while it slept, stays."""

    title, served, patience = "办公室", OFFICE, 20 * ALONE_SECONDS


def main(notebooks: str, port: str, idle_seconds: str, *modes: str) -> None:
    """Serve the notebooks of a folder on 127.0.0.1 until told to stop.

    Of `modes` `office` gives the office's pages in place of the views, `cold` keeps no kernel ready.
    """
    office = "office" in modes
    server = OfficeServer if office else ViewServer
    server.warm = "cold" not in modes
    folder = TemporaryDirectory(prefix="zz-serve-")
    os.environ[SOMEBODY_WAITS] = str(Path(folder.name, "opening"))
    logging.disable(logging.ERROR)  # refused requests would be logged with the token in their address
    token = os.environ.pop(TOKEN)
    server.launch_instance(
        [
            str(Path(notebooks)),
            "--Voila.ip=127.0.0.1",
            f"--port={port}",
            "--Voila.port_retries=0",
            "--no-browser",
            f"--Voila.token={token}",
            f"--MappingKernelManager.cull_idle_timeout={idle_seconds}",
            f"--MappingKernelManager.cull_interval={max(1, int(idle_seconds) // 10)}",
            f"--MappingKernelManager.cull_connected={not office}",
            "--VoilaConfiguration.multi_kernel_manager_class=zzlib.serving.warm.WarmKernels",
            f"--WarmKernels.loads={'zzlib.office' if office else 'zzlib.explore'}",
            f"--VoilaExecutor.startup_timeout={LOADING_SECONDS}",
            f"--VoilaExecutor.iopub_timeout={ALONE_SECONDS}",  # what a cell shows comes late on a busy machine: without it the page is blank
            "--KernelRestarter.restart_limit=0",  # a kernel begun anew knows nothing of its page: the page says that it is gone
            "--VoilaConfiguration.allow_template_override=NO",
            "--VoilaConfiguration.allow_theme_override=NO",
            "--HTMLExporter.language_code=zh",  # by it a browser chooses the shapes of characters, and a reader its voice
        ]
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
