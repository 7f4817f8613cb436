"""The command `zz serve`: the views for a leader, read-only, or the office's page, on this machine alone."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from typing import Annotated

import typer

from zzlib.cli.commands import Debug, Root, command, workspace_of
from zzlib.cli.output import say


class ServeError(RuntimeError):
    """The views can't be served; the message says in Chinese why and what to do."""


@command(
    "把四个探索视图开成网页给领导看：只在本机（127.0.0.1），要带口令的网址，只看不写；看不到任何文件。按 Ctrl-C 停止。"
    "加 --office 是办公室自己用的一页：从收报表到印发，一步一步做，可以写。"
)
def serve(
    office: Annotated[bool, typer.Option("--office", help="办公室自己用：从收报表到印发的一页，可以写")] = False,
    cold: Annotated[bool, typer.Option("--cold", help="不预先备好下一个网页：省些内存，打开慢几秒")] = False,
    root: Root = None,
    port: Annotated[int, typer.Option("--port", metavar="端口", help="网页的端口", min=1, max=65535)] = 8866,
    idle: Annotated[int, typer.Option("--idle", metavar="秒", help="一个网页闲置多久就收回它占的内存", min=5)] = 1800,
    debug: Debug = False,
) -> int:
    """Serve the views, or the office's page."""
    from zzlib.runs.parameters import NOTEBOOKS_DIR
    from zzlib.serving import OFFICE, READ_ONLY, SERVED_PAGE, TOKEN

    workspace = workspace_of(root, or_city=True)
    if office and workspace.is_city:
        from zzlib.office import OF_COUNTIES

        raise typer.BadParameter(OF_COUNTIES)
    _need_free(port)
    token = secrets.token_urlsafe(24)
    environment = {**os.environ, "ZZ_ROOT": str(workspace.root), SERVED_PAGE: "1", TOKEN: token}
    environment |= {} if office else {READ_ONLY: "1"}
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the server, which ends its kernels
    server = [
        sys.executable,
        "-m",
        "zzlib.serving.server",
        str(NOTEBOOKS_DIR),
        str(port),
        str(idle),
        *(["office"] * office),
        *(["cold"] * cold),
    ]
    process = subprocess.Popen(server, env=environment)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    if _answers(process, port):
        page = f"voila/render/{next(iter(OFFICE))}" if office else ""
        say(f"打开这个网址看（只有知道它的人能看）：\nhttp://127.0.0.1:{port}/{page}?token={token}\n按 Ctrl-C 停止")
    return 0 if process.wait() in (0, -signal.SIGINT, -signal.SIGTERM) else 3


def _answers(process: "subprocess.Popen[bytes]", port: int) -> bool:
    """Wait until the server takes connections; false if it ended instead."""
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


def _need_free(port: int) -> None:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServeError(f"端口 {port} 已被占用：请换一个，如 zz serve --port {port + 1}") from error
