"""Keys pressed in a view are the view's, in JupyterLab itself; at a cell they are the cell's, as ever."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.lab import Lab, Notebook
from tests.ready import ReadyCounties

pytestmark = pytest.mark.browser

WITH_WIDGETS = ("explore_progress.ipynb", "data_quality.ipynb", "draft_recommendations.ipynb", "audit.ipynb")
"""Of the views, which are laid out alike, the one with most kinds of widgets."""
KEYS = (
    "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "j", "k", "x", "c", "v", "v", "d", "d", "a", "b", "m", "y", "r",
    "i", "i", "0", "0", "z", "1", "Shift+ArrowDown", "Shift+ArrowUp", "Shift+j", "Shift+k", "Shift+m", "Shift+z",
    "Shift+Home", "Shift+End", "Shift+l", "Shift+r", "Control+z", "Control+Enter", "Shift+Enter", "Alt+Enter",
    "Control+Shift+ArrowUp", "Control+Shift+ArrowDown", "Control+Backspace", "Space", "Enter", "Escape",
)  # fmt: skip
FOCUSED = {
    "drop-down": ".widget-dropdown select",
    "slider": ".widget-slider .noUi-handle",
    "text": ".widget-text input:not([disabled]), .widget-textarea textarea:not([disabled])",
    "box": ".widget-checkbox input",
    "button": "button.widget-button:not([disabled])",
    "table": ".zz-table [tabindex='0']",
    "picture": ".zz-spot[tabindex='0']",
    "several": ".zz-choices summary",
}
"""What in a view takes keys."""

# Walks up from what has the focus, as JupyterLab does for a key, and gives the shortcuts that would answer.
_ANSWERING = """() => {
    const found = new Set();
    for (let node = document.activeElement; node; node = node.parentElement)
        for (const binding of window.jupyterapp.commands.keyBindings)
            if (node.matches(binding.selector)) found.add(`${binding.selector} ${binding.command}`);
    return [...found];
}"""
_CELLS = """() => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    return [notebook.activeCellIndex, ...notebook.model.sharedModel.cells.map(
        cell => [cell.id, cell.cell_type, cell.getSource(), cell.execution_count ?? null])];
}"""
_OF_THE_WINDOW = ("body ", ".jp-Activity ", ".jp-mod-searchable ", "body.jp-mod-tooltip ")
"""Selectors of shortcuts that belong to the window: save, search, side bars, tabs."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, ready_county: ReadyCounties) -> Path:
    county = tmp_path_factory.mktemp("county") / "县"
    return ready_county(county, units=4, months=2, seed=3, mess="ordinary")


@pytest.fixture(scope="module")
def notebook(request: pytest.FixtureRequest, lab: Lab, chromium: Browser, root: Path) -> Iterator[Notebook]:
    """Open a notebook once for all tests of it: what works in it stands before what leaves it as it was."""
    parameters = {} if request.param == "audit.ipynb" else {"period": "2013-02"}
    with lab.open(chromium, request.param, root, parameters) as opened:
        assert opened.failures() == []
        yield opened


def _first(page: Page, selector: str) -> Locator | None:
    found = page.locator(".jp-OutputArea").locator(selector).locator("visible=true")
    return found.first if found.count() else None


@pytest.mark.parametrize("notebook", ["explore_progress.ipynb"], indirect=True)
def test_keys_in_a_view_work_the_view(notebook: Notebook) -> None:
    page = notebook.page
    picture = page.locator(".jp-OutputArea .widget-dropdown select").nth(1)  # the first stands at its last month
    slider = page.locator(".jp-OutputArea .widget-slider .noUi-handle").first
    for widget, key, read in (
        (picture, "ArrowDown", "node => node.selectedIndex"),
        (slider, "ArrowRight", "node => node.getAttribute('aria-valuenow')"),
    ):
        before = widget.evaluate(read)
        widget.press(key)
        page.wait_for_function(f"([node, before]) => ({read})(node) !== before", arg=[widget.element_handle(), before])


@pytest.mark.parametrize("notebook", ["data_quality.ipynb"], indirect=True)
def test_keys_at_a_cell_are_the_cells(notebook: Notebook) -> None:
    page = notebook.page

    def cells() -> int:
        return len(page.evaluate(_CELLS)) - 1

    text = _first(page, FOCUSED["text"])
    assert text is not None
    text.press_sequentially("xdda")
    assert text.input_value() == "xdda"
    count = cells()
    page.locator(".jp-Cell .jp-InputPrompt").first.click()
    for keys, more in (("a", 1), ("b", 2), ("x", 1), ("dd", 0)):
        for key in keys:
            page.keyboard.press(key)
        assert cells() == count + more, keys
    active = page.evaluate(_CELLS)[0]
    page.keyboard.press("ArrowDown")
    assert page.evaluate(_CELLS)[0] == active + 1


@pytest.mark.parametrize("notebook", WITH_WIDGETS, indirect=True)
def test_keys_in_a_view_leave_every_cell_as_it_was(notebook: Notebook) -> None:
    page = notebook.page
    expect(page.locator(".jp-OutputArea button.widget-button").first).to_be_visible()
    pressed = 0
    for selector in FOCUSED.values():
        if (widget := _first(page, selector)) is None:
            continue
        widget.focus()
        before = page.evaluate(_CELLS)
        answering = [found for found in page.evaluate(_ANSWERING) if not found.startswith(_OF_THE_WINDOW)]
        assert answering == [], selector
        for key in KEYS:
            widget.focus()
            page.keyboard.press(key)
        assert page.locator(".jp-Dialog").count() == 0
        assert page.evaluate(_CELLS) == before, selector
        pressed += 1
    assert pressed >= 2
    assert notebook.errors == []
