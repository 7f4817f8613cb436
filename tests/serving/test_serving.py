"""`zz serve`: nothing without the token, the listed views and no file with it; kernels end; told in Chinese when it can't."""

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.voila import Served, commands, kernels, serving
from tests.ready import ReadyCounties
from zzlib.serving import SERVED

pytestmark = pytest.mark.slow


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def status(served: Served, path: str, token: bool = True, host: str = "") -> int:
    """Ask for a path as it stands; redirects are not followed."""
    query = f"{'&' if '?' in path else '?'}token={served.token}" if token else ""
    request = urllib.request.Request(served.address + path + query, headers={"Host": host} if host else {})
    try:
        return urllib.request.build_opener(_Stay).open(request, timeout=60).status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.fixture(scope="module")
def county(ready_county: ReadyCounties) -> Path:
    return ready_county(units=3, months=2, seed=3, mess="none")


@pytest.fixture(scope="module")
def served(county, tmp_path_factory) -> Iterator[Served]:
    with serving(county, tmp_path_factory.mktemp("jupyter"), 5, "--cold") as server:
        yield server


def test_without_the_token_there_is_no_view(served):
    for path in ("/", *(f"/voila/render/{name}" for name in SERVED)):
        assert status(served, path, token=False) == 302  # to the login page
        assert status(served, f"{path}?token=wrong", token=False) == 302
    assert status(served, "/") == 200


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
    assert status(served, path) in (403, 404)
    assert status(served, path, token=False) in (403, 404)


def test_another_host_name_is_refused(served):
    assert status(served, "/", host="example.invalid") == 403


@pytest.mark.parametrize("cookies", ["", "_xsrf=made-up"])
def test_nobody_else_ends_a_kernel(served, cookies):
    status(served, "/voila/render/explore_gap.ipynb")
    kernel = max(
        kernels(served), key=lambda process: process.create_time()
    )  # older ones are nobody's, and ended for it
    [name] = re.findall(r"kernel-([\w-]{36})", " ".join(kernel.cmdline()))
    for query in ("", "?token=wrong"):
        request = urllib.request.Request(
            f"{served.address}/voila/api/shutdown/{name}{query}", data=b"_xsrf=made-up", headers={"Cookie": cookies}
        )
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(request, timeout=60)
    assert kernel.is_running()


def test_the_token_is_on_no_command_line_and_in_no_kernel(served):
    assert status(served, "/voila/render/explore_gap.ipynb") == 200
    assert not [command for _, command in commands(served) if served.token in command]
    assert kernels(served)
    for kernel in kernels(served):
        environment = kernel.environ()
        assert environment["ZZ_READ_ONLY"] == "1"
        assert served.token not in environment.values()


def test_kernels_of_pages_that_nobody_uses_are_ended(served):
    status(served, "/voila/render/explore_gap.ipynb")
    for _ in range(240):
        if not kernels(served):
            return
        time.sleep(0.5)
    raise AssertionError("a kernel is still there")


def test_a_taken_port_is_said_with_what_to_do(county):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "zzlib", "serve", "--root", str(county), "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert f"端口 {port} 已被占用" in done.stderr
