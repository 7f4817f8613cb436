"""`zz serve`: nothing without the token, the listed views and no file with it; kernels end; told in Chinese when it can't."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar

import psutil
import pytest

from zzlib.explore.server import SERVED


@dataclass
class Served:
    address: str
    token: str
    process: subprocess.Popen

    def status(self, path: str, token: bool = True, host: str = "") -> int:
        """Ask for a path as it stands; redirects are not followed."""
        query = f"{'&' if '?' in path else '?'}token={self.token}" if token else ""
        request = urllib.request.Request(self.address + path + query, headers={"Host": host} if host else {})
        opener = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(CookieJar()))
        try:
            return opener.open(request, timeout=60).status
        except urllib.error.HTTPError as error:
            return error.code


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def served(demo_workspace, tmp_path_factory) -> Iterator[Served]:
    port, own = free_port(), str(tmp_path_factory.mktemp("jupyter"))
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "zzlib",
            "serve",
            "--root",
            str(demo_workspace.root),
            "--port",
            str(port),
            "--idle",
            "5",
        ],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "JUPYTER_CONFIG_DIR": own, "JUPYTER_DATA_DIR": own, "JUPYTER_RUNTIME_DIR": own},
    )
    said = ""
    while "token=" not in said:
        line = process.stdout.readline()
        assert line, said
        said += line
    yield Served(f"http://127.0.0.1:{port}", re.search(r"token=(\S+)", said)[1], process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0


def test_without_the_token_there_is_no_view(served):
    for path in ("/", *(f"/voila/render/{name}" for name in SERVED)):
        assert served.status(path, token=False) == 302  # to the login page
        assert served.status(f"{path}?token=wrong", token=False) == 302
    assert served.status("/") == 200


@pytest.mark.parametrize(
    "path",
    [
        "/voila/files/explore_gap.ipynb", "/voila/files/../pyproject.toml", "/voila/tree", "/voila/tree/", "/tree",
        "/voila/api/contents", "/voila/api/contents/", "/api/contents", "/api/contents/explore_gap.ipynb", "/files/explore_gap.ipynb",
        "/voila/render/index.ipynb", "/voila/render/monthly_analysis.ipynb", "/voila/render/../pyproject.toml",
        "/voila/render/%2e%2e/pyproject.toml", "/voila/render/explore_gap.ipynb/../../README.md", "/explore_gap.ipynb",
        "/api/kernels", "/api/sessions", "/api/terminals", "/api/kernelspecs", "/nbconvert/html/explore_gap.ipynb",
        "/voila/static/../../../../../../etc/passwd", "/voila/static/%2e%2e/%2e%2e/app.py",
        "/voila/templates/lab/static/../../../../../../../etc/passwd", "/voila/templates/x",
        "/voila/labextensions/../../../../../etc/passwd", "/voila/api/themes/../../../../etc/passwd", "/static/../server.py",
    ],
)  # fmt: skip
def test_no_path_leads_to_a_file_or_a_list(served, path):
    assert served.status(path) in (403, 404)
    assert served.status(path, token=False) in (403, 404)


def test_another_host_name_is_refused(served):
    assert served.status("/", host="example.invalid") == 403


def test_the_token_is_on_no_command_line_and_in_no_kernel(served):
    assert served.status("/voila/render/explore_gap.ipynb") == 200
    children = psutil.Process(served.process.pid).children(recursive=True)
    assert served.token not in " ".join(part for child in children for part in child.cmdline())
    kernels = [child for child in children if "ipykernel" in " ".join(child.cmdline())]
    assert kernels
    for kernel in kernels:
        assert kernel.environ()["ZZ_READ_ONLY"] == "1"
        assert served.token not in kernel.environ().values()


def test_kernels_of_pages_that_nobody_uses_are_ended(served):
    served.status("/voila/render/explore_gap.ipynb")
    for _ in range(60):
        children = psutil.Process(served.process.pid).children(recursive=True)
        if not [child for child in children if "ipykernel" in " ".join(child.cmdline())]:
            return
        time.sleep(0.5)
    raise AssertionError("a kernel is still there")


def test_a_taken_port_is_said_with_what_to_do(demo_workspace):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "zzlib", "serve", "--root", str(demo_workspace.root), "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert f"端口 {port} 已被占用" in done.stderr
