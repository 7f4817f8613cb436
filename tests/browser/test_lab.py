"""`zz lab` as a person sees it: the month and the views show themselves, links open the other notebooks, nothing of the program."""

import html
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.lab import REPOSITORY
from tests.ready import ReadyCounties

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path: Path, ready_county: ReadyCounties) -> Iterator[str]:
    """Run `zz lab` for a small county; give the address that it would open a browser on."""
    ready_county(tmp_path / "县", units=4, months=2, seed=3, mess="none")
    own = {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {f"JUPYTERLAB_{name}_DIR": str(tmp_path / name) for name in ("SETTINGS", "WORKSPACES")}
    own |= {"IPYTHONDIR": str(tmp_path / "ipython"), "PYTHONPATH": str(REPOSITORY)}
    browser = tmp_path / "browser"  # takes the place of the person's own, and notes what it is to open
    browser.write_text(f"#!/bin/sh\necho \"$1\" > '{tmp_path / 'opened'}'\n")
    browser.chmod(0o755)
    command = [sys.executable, "-m", "zzlib", "lab", "--root", str(tmp_path / "县")]
    passed_on = ["--allow-root", "--port=0", "--port-retries=0", f"--ServerApp.browser={browser} %s"]
    passed_on.append("--LabApp.expose_app_in_browser=True")  # the test asks the page whether it is connected
    lab = subprocess.Popen([*command, *passed_on], stderr=subprocess.DEVNULL, env={**os.environ, **own})
    for _ in range(240):
        assert lab.poll() is None
        if (tmp_path / "opened").exists() and (page := (tmp_path / "opened").read_text().strip()):
            break
        time.sleep(0.5)
    [link] = re.findall(r'href="(http[^"]+)"', Path(page.removeprefix("file://")).read_text(encoding="utf-8"))
    yield html.unescape(link)
    lab.terminate()
    lab.wait(timeout=20)


def test_the_month_s_page_opens_and_leads_on(address: str, chromium: Browser, tmp_path: Path) -> None:
    page = chromium.new_page(viewport={"width": 1500, "height": 1100})
    page.goto(address, wait_until="commit")
    expect(page.locator(".zz-step-receive")).to_contain_text("1 收报表")
    page.locator(".zz-step-run").click()
    expect(page.locator(".zz-step-run")).to_have_class(re.compile("mod-info"))
    saved = tmp_path / "县" / "笔记本" / "month.ipynb"
    for _ in range(120):
        if "widget-view+json" in saved.read_text(encoding="utf-8"):
            break
        page.wait_for_timeout(500)
    page.reload(wait_until="commit")  # what was begun on the page stays
    expect(page.locator(".zz-step-run")).to_have_class(re.compile("mod-info"))
    files = page.locator(".jp-DirListing-content")
    expect(files).to_contain_text("data_quality.ipynb")
    assert "zzlib" not in files.inner_text()
    files.get_by_text("index.ipynb").dblclick()
    link = page.locator(".jp-OutputArea a", has_text="data_quality.ipynb").first
    expect(link).to_be_visible()
    link.click()
    expect(page.locator(".lm-DockPanel-tabBar")).to_contain_text("data_quality.ipynb")
    assert (tmp_path / "县" / "笔记本" / "data_quality.ipynb").exists()
    files.get_by_text("explore_gap.ipynb").dblclick()
    expect(page.locator(".zz-drawn svg")).to_be_visible()
    page.close()
