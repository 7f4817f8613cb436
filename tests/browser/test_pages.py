"""The pages that are sent and printed: on a telephone nothing is cut, on paper what is folded stays away."""

import base64
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser, Page

from tests.ready import ReadyCounties
from zzlib import charts
from zzlib.indicators import Explainer, Month, load_month
from zzlib.ledger import open_ledger
from zzlib.notebook_page import write_html
from zzlib.report import notebook as show
from zzlib.report import write_linked_page
from zzlib.workspace import Workspace

pytestmark = pytest.mark.browser

TELEPHONE = {"width": 390, "height": 844}
CUT = """() => [...document.querySelectorAll('body *')].filter(shown => {
    if (shown.getBoundingClientRect().right <= innerWidth + 1) return false;
    for (let box = shown.parentElement; box; box = box.parentElement)
        if (['auto', 'scroll'].includes(getComputedStyle(box).overflowX)) return false;
    return true;
}).map(shown => shown.tagName + ' ' + shown.textContent.slice(0, 30))"""
"""What stands beyond the screen's edge in no box that scrolls."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, ready_county: ReadyCounties) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    ready_county(folder / "县", units=12, months=2, seed=3, mess="none")
    workspace = Workspace(folder / "县")
    month = load_month("2013-02", workspace)
    write_linked_page(month, Explainer(open_ledger(workspace, "2013-02")), folder / "bulletin.html")
    executed = folder / "executed.ipynb"
    nbformat.write(analysis(month), executed)
    write_html(executed, folder / "analysis.html", "云溪县2013年2月争资争项分析")
    return folder


def analysis(month: Month) -> nbformat.NotebookNode:
    """Give a notebook as it is after a run: the widest tables and a chart."""
    tables = (
        show.head(month),
        show.figures(month, "funds_received"),
        show.unit_bands(month),
        show.behind_schedule(month),
    )
    cells = [new_markdown_cell("## 主要数字")]
    cells += [
        new_code_cell(outputs=[new_output("display_data", {"text/html": table._repr_html_()})]) for table in tables
    ]
    data, _ = charts.completion_by_unit(month)._repr_png_()
    picture = nbformat.from_dict({"image/png": base64.b64encode(data).decode()})
    return new_notebook(cells=[*cells, new_code_cell(outputs=[new_output("display_data", picture)])])


@pytest.fixture
def telephone(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport=TELEPHONE)
    yield page
    page.close()


@pytest.mark.parametrize("name", ["analysis", "bulletin"])
def test_on_a_telephone_the_page_does_not_scroll_sideways_and_nothing_is_cut(name: str, pages: Path, telephone: Page):
    telephone.goto((pages / f"{name}.html").as_uri())
    for folded in (False, True):
        if folded:
            telephone.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
        assert telephone.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
        assert telephone.evaluate(CUT) == []


def test_commands_and_cells_are_seen_where_they_are_asked_for(pages: Path, telephone: Page):
    telephone.goto((pages / "analysis.html").as_uri())
    command = telephone.locator("code", has_text="zz explain funds_received")
    assert not command.is_visible()
    telephone.get_by_text("列出单元格的命令").click()
    assert command.is_visible()
    telephone.goto((pages / "bulletin.html").as_uri())
    assert telephone.locator("details[open]").count() == 0
    link = telephone.locator("main sup a").first
    link.click()
    telephone.wait_for_selector("details[open]")
    assert "#" + telephone.locator("details[open]").get_attribute("id") == link.get_attribute("href")


def test_paper_holds_the_text_and_not_what_is_folded(pages: Path, telephone: Page):
    telephone.goto((pages / "bulletin.html").as_uri())
    telephone.emulate_media(media="print")
    assert telephone.locator("#n1").is_visible()
    assert not telephone.locator("#cells").is_visible()
    telephone.evaluate("() => document.querySelector('details').open = true")
    assert telephone.locator("#cells").is_visible()
