"""The views clicked in a real browser: in JupyterLab and as served pages; screenshots lie in outputs/browser/."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.lab import REPOSITORY, Lab
from tests.browser.voila import Served, serving
from tests.ready import ReadyCounties
from zzlib.explore.server import SERVED

pytestmark = pytest.mark.browser

SCREEN = {"width": 1366, "height": 768}
CHANGES = {
    "explore_conversion.ipynb": [("按", "unit_id"), ("看", "control"), ("项目类型", "formula")],
    "explore_progress.ipynb": [("看", "lorenz"), ("组别", "县直"), ("看", "path")],
    "explore_gap.ipynb": [("看", "split"), ("组别", "县直"), ("缺口", "gap")],
}
"""What is changed in each view: the control's words, and which of its options by place is chosen (see `_choose`)."""
OPTIONS = {
    "control": "各单位控制图", "formula": "政策型", "unit_id": "单位", "lorenz": "资金集中度", "县直": "县直", "path": "一个单位的路",
    "split": "缺口分到单位", "gap": "按各单位缺口",
}  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, ready_county: ReadyCounties) -> Path:
    """A small county, its ledger made."""
    county = tmp_path_factory.mktemp("county") / "县"
    return ready_county(county, units=8, months=3, seed=3, mess="ordinary")


@pytest.fixture(scope="module")
def served(root: Path, tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Served]:
    with serving(root, tmp_path_factory.mktemp("jupyter")) as server:
        yield server


def _choose(page: Page, label: str, option: str) -> None:
    """Choose an option of the drop-down list whose words are exactly these."""
    control = page.locator(".widget-dropdown").filter(
        has=page.locator("label", has_text=label).get_by_text(label, exact=True)
    )
    control.first.locator("select").select_option(label=OPTIONS[option])


def _picture(page: Page) -> Locator:
    return page.locator("img.zz-picture")


def _loaded(page: Page) -> None:
    page.wait_for_function("(document.querySelector('img.zz-picture') || {}).naturalWidth > 300", timeout=60_000)


def _click_through(page: Page, notebook: str) -> None:
    """Change each control: the picture must be another, the sentence or the table too, and no error be said."""
    for label, option in CHANGES[notebook]:
        before = _picture(page).get_attribute("src")
        words = page.locator(".zz-sentence").inner_text() + page.locator(".zz-table").inner_text()
        _choose(page, label, option)
        expect(_picture(page)).not_to_have_attribute("src", before or "", timeout=20_000)
        assert page.locator(".zz-sentence").inner_text() + page.locator(".zz-table").inner_text() != words
        expect(page.locator(".zz-message")).to_have_text("")


def _keep(page: Page, name: str) -> None:
    folder = REPOSITORY / "outputs" / "browser"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")


@pytest.mark.parametrize("notebook", list(SERVED))
def test_a_view_in_the_lab_changes_and_exports(lab: Lab, chromium: Browser, root: Path, notebook: str) -> None:
    errors: list[str] = []
    with lab.open(chromium, notebook, root) as opened:
        page = opened.page
        page.set_viewport_size(SCREEN)
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        assert opened.failures() == []
        _loaded(page)
        _click_through(page, notebook)
        opened.button("导出表格").click()
        opened.shows("已导出 outputs/explore/2013-03/")
        opened.button("写入报告").click()
        opened.shows("已写入报告：data/drafts/2013-03/views/")
        _keep(page, f"lab-{Path(notebook).stem}")
        assert opened.errors == []
    assert errors == []
    assert list((root / "outputs" / "explore" / "2013-03").glob("*.xlsx"))


def test_the_first_page_leads_on(lab: Lab, chromium: Browser, root: Path) -> None:
    with lab.open(chromium, "index.ipynb", root) as opened:
        assert opened.failures() == []
        opened.shows("2013年3月要做的事")
        _keep(opened.page, "lab-index")
        assert opened.errors == []


@pytest.mark.parametrize("notebook", list(SERVED))
def test_a_served_view_changes_offline_and_saves_nothing(served: Served, chromium: Browser, notebook: str) -> None:
    page = chromium.new_page(viewport=SCREEN)
    said: list[str] = []
    elsewhere: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda r: elsewhere.append(r.url) if not r.url.startswith((served.address, "data:", "blob:", "ws:")) else None,
    )
    page.goto(f"{served.address}/voila/render/{notebook}?token={served.token}", wait_until="commit")
    _loaded(page)
    _click_through(page, notebook)
    _keep(page, f"served-{Path(notebook).stem}")
    assert page.locator("button.widget-button").count() == 0
    page.close()
    assert said == []
    assert elsewhere == []


def test_a_view_can_be_worked_by_keyboard(served: Served, chromium: Browser) -> None:
    page = chromium.new_page(viewport=SCREEN)
    page.goto(f"{served.address}/voila/render/explore_gap.ipynb?token={served.token}", wait_until="commit")
    _loaded(page)
    before = _picture(page).get_attribute("src")
    page.locator(".widget-dropdown select").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(_picture(page)).not_to_have_attribute("src", before or "", timeout=20_000)
    page.locator(".zz-table [tabindex='0']").focus()
    assert page.evaluate("document.activeElement.closest('.zz-table') !== null")
    page.close()
