"""Fixtures of the tests that click: a JupyterLab server for the session, a browser for each module.

Without a browser these tests are skipped, but not where CI is set: there they fail.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.lab import CHROMIUM, PATIENCE, Lab, lab_server

expect.set_options(timeout=PATIENCE)

_ABSENT = f"没有浏览器 {CHROMIUM}：apt-get install chromium 后再运行"


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Give a running JupyterLab: `with lab.open(chromium, "x.ipynb", root, {"period": …}) as notebook`."""
    _need_browser()
    with lab_server(tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Give the browser. It lives no longer than a module: while it does, nothing else may run an event loop."""
    _need_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        browser.on("context", lambda context: context.set_default_timeout(PATIENCE))
        yield browser
        browser.close()


def _need_browser() -> None:
    if not CHROMIUM.exists():
        pytest.fail(_ABSENT) if os.environ.get("CI") else pytest.skip(_ABSENT)
