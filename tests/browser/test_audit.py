"""A writer pastes a text into the notebook and sees it marked."""

import pytest
from playwright.sync_api import Browser

from tests.browser.lab import REPOSITORY, Lab

pytestmark = pytest.mark.browser


def test_a_pasted_text_is_marked(lab: Lab, chromium: Browser) -> None:
    with lab.open(chromium, "audit.ipynb", REPOSITORY, {}) as notebook:
        box = notebook.page.locator(".jp-OutputArea textarea").first
        box.fill("全县共上报项目86个，其中获批31个，获批率为38.0%。")
        notebook.click("核对")
        mark = notebook.page.locator(".jp-OutputArea mark", has_text="38.0%")
        mark.wait_for()
        assert "应为 36.0%" in (mark.get_attribute("title") or "")
        assert notebook.errors == []
