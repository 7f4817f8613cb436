"""The views clicked in a real browser: in JupyterLab and as served pages; screenshots lie in outputs/browser/."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.access import FAULTS, LIVE, SMALLEST_LETTERS
from tests.browser.lab import REPOSITORY, Lab, Notebook, thrown
from tests.browser.test_pages import TELEPHONE
from tests.browser.voila import Served, serving
from tests.ready import ReadyCounties
from zzlib.serving import SERVED

pytestmark = pytest.mark.browser

SCREEN = {"width": 1366, "height": 768}
CHANGES = {
    "explore_conversion.ipynb": [("按", "unit_id"), ("看", "control"), ("项目类型", "formula")],
    "explore_progress.ipynb": [("看", "lorenz"), ("组别", "县直"), ("看", "path")],
    "explore_gap.ipynb": [("看", "split"), ("组别", "县直"), ("缺口", "gap")],
    "explore_items.ipynb": [("看", "units"), ("组别", "县直"), ("怎样了", "overdue")],
}
"""What is changed in each view: the control's words, and which of its options by place is chosen (see `_choose`)."""
IN_THE_LAB = ("explore_progress.ipynb", "explore_items.ipynb")
"""A view of figures and that of items; all of them are clicked through as served pages."""
OPENED = (*IN_THE_LAB, *(name for name in SERVED if name not in IN_THE_LAB))
"""Views opened in the lab."""
OPTIONS = {
    "control": "各单位控制图", "formula": "政策型", "unit_id": "单位", "lorenz": "资金集中度", "县直": "县直", "path": "一个单位的路",
    "split": "缺口分到单位", "gap": "按各单位缺口", "units": "各单位要办的事", "overdue": "逾期",
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
    """Choose an option of the list whose words are exactly these; of one from which several may be chosen, tick it."""
    several = page.locator(".zz-choices").filter(has=page.locator("summary", has_text=re.compile(f"^{label}：")))
    if several.count():
        several.locator("summary").click()
        several.locator("label", has_text=OPTIONS[option]).click()
        page.keyboard.press("Escape")
        return
    control = page.locator(".widget-dropdown").filter(
        has=page.locator("label", has_text=label).get_by_text(label, exact=True)
    )
    control.first.locator("select").select_option(label=OPTIONS[option])


def _picture(page: Page) -> Locator:
    return page.locator(".zz-drawn")


def _loaded(page: Page) -> None:
    page.wait_for_selector(".zz-drawn svg")


def _click_through(page: Page, notebook: str) -> None:
    """Change each control: the picture must be another, the sentence or the table too, and no error be said."""
    for label, option in CHANGES[notebook]:
        before = _picture(page).inner_html()
        words = page.evaluate(_WORDS)
        _choose(page, label, option)
        _another(page, before)
        page.wait_for_function(f"words => ({_WORDS})() !== words", arg=words)  # they come after the picture
        expect(page.locator(".zz-message")).to_have_text("")


def _on_first_screen(page: Page, bottom: float) -> None:
    """Hold that the sentence and the picture stand above the screen's end as a whole, and the table with some of its rows."""
    sentence, picture, table = (
        page.locator(part).bounding_box() for part in (".zz-headline", ".zz-drawn svg", ".zz-table tbody tr:nth-child(3)")
    )  # fmt: skip
    assert sentence and picture and table
    assert 0 <= sentence["y"] < picture["y"]
    assert picture["y"] + picture["height"] <= bottom and table["y"] + table["height"] <= bottom


_WORDS = "() => ['.zz-sentence', '.zz-table'].map(part => document.querySelector(part).innerText).join('')"


def _another(page: Page, before: str) -> None:
    page.wait_for_function("before => document.querySelector('.zz-drawn').innerHTML !== before", arg=before)


def _theme(page: Page, name: str) -> None:
    page.evaluate(f"window.jupyterapp.commands.execute('apputils:change-theme', {{theme: 'JupyterLab {name}'}})")
    page.wait_for_selector(f"body[data-jp-theme-light='{str(name == 'Light').lower()}']", state="attached")
    page.wait_for_timeout(1000)  # the theme's own sheet comes after its name


def _keep(page: Page, name: str) -> None:
    folder = REPOSITORY / "outputs" / "browser"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")


def in_the_lab(*notebooks: str) -> pytest.MarkDecorator:
    """Give a test each of these notebooks, opened once for all tests that name it at the same place."""
    of = [(name, name) for name in notebooks]
    return pytest.mark.parametrize(("opened", "notebook"), of, indirect=["opened"], ids=notebooks, scope="module")


@pytest.fixture(scope="module")
def opened(request: pytest.FixtureRequest, lab: Lab, chromium: Browser, root: Path) -> Iterator[Notebook]:
    """A view in the lab, opened once for all tests of it."""
    with lab.open(chromium, request.param, root) as view:
        view.page.set_viewport_size(SCREEN)
        assert view.failures() == []
        _loaded(view.page)
        yield view


@in_the_lab(*OPENED[:1])
def test_words_stand_out_in_both_themes_and_sliders_have_names(opened: Notebook, notebook: str) -> None:
    page = opened.page
    page.wait_for_selector(".noUi-handle[aria-label='高档线']")
    assert page.locator(".noUi-handle:not([aria-label])").count() == 0
    assert page.locator(".noUi-handle").first.get_attribute("aria-valuetext") == "80%"
    assert page.evaluate(CONTRAST) == []
    _theme(page, "Dark")
    assert page.evaluate(CONTRAST) == []
    _theme(page, "Light")


@in_the_lab(*OPENED)
def test_the_first_screen_of_a_notebook_is_its_view_in_both_themes(opened: Notebook, notebook: str) -> None:
    page = opened.page
    for theme in ("Dark", "Light"):
        _theme(page, theme)
        panel = page.locator(".jp-NotebookPanel-notebook").bounding_box()
        assert panel is not None
        _on_first_screen(page, panel["y"] + panel["height"])
        for part in (".zz-picture", ".zz-beside > .zz-table"):
            box = page.locator(part).bounding_box()
            assert box and panel["x"] <= box["x"] and box["x"] + box["width"] <= panel["x"] + panel["width"]
        assert page.locator(".jp-InputArea-editor:visible").count() == 1  # the cell that names the county of the test
        _keep(page, f"lab-{Path(notebook).stem}-{theme.lower()}")


@in_the_lab(*IN_THE_LAB)
def test_a_view_in_the_lab_changes_and_exports(opened: Notebook, root: Path, notebook: str) -> None:
    page, errors = opened.page, list[str]()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    panel = page.locator(".jp-NotebookPanel-notebook").bounding_box()
    assert panel is not None
    _on_first_screen(page, panel["y"] + panel["height"])
    _click_through(page, notebook)
    opened.button("导出表格").click()
    opened.shows("已导出 outputs/explore/2013-03/")
    opened.button("写入报告").click()
    opened.shows("已写入报告：data/drafts/2013-03/views/")
    _keep(page, f"lab-{Path(notebook).stem}")
    assert opened.errors == [] and errors == []
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
    said = thrown(page)
    elsewhere: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda r: elsewhere.append(r.url) if not r.url.startswith((served.address, "data:", "blob:", "ws:")) else None,
    )
    page.goto(f"{served.address}/voila/render/{notebook}?token={served.token}", wait_until="commit")
    _loaded(page)
    _on_first_screen(page, SCREEN["height"])
    _click_through(page, notebook)
    _keep(page, f"served-{Path(notebook).stem}")
    assert page.locator("button.widget-button").all_inner_texts() == ["后退", "前进", "复位", "只看选中的"]
    assert (page.title(), page.locator("html").get_attribute("lang")) == (SERVED[notebook], "zh")
    page.wait_for_function("() => !document.querySelector('.noUi-handle:not([aria-label])')")  # named once a second
    assert page.evaluate(FAULTS) == [] and page.evaluate(LIVE)
    page.set_viewport_size(TELEPHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
    assert page.evaluate(SMALLEST_LETTERS) >= 9
    page.close()
    assert said == []
    assert elsewhere == []


def test_a_view_can_be_worked_by_keyboard(served: Served, chromium: Browser) -> None:
    page = chromium.new_page(viewport=SCREEN)
    page.goto(f"{served.address}/voila/render/explore_gap.ipynb?token={served.token}", wait_until="commit")
    _loaded(page)
    before = _picture(page).inner_html()
    page.locator(".widget-dropdown select").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    _another(page, before)
    _walk(page)
    page.locator(".zz-table [tabindex='0']").focus()
    assert page.evaluate("document.activeElement.closest('.zz-table') !== null")
    page.close()


def _walk(page: Page) -> None:
    """Go into the picture with Tab and through it with arrows, and list a mark's projects with Enter."""
    page.locator(".zz-picture").scroll_into_view_if_needed()
    while not page.evaluate("document.activeElement.classList.contains('zz-spot')"):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')").partition("：")[0]
    expect(page.locator(".zz-tip")).to_contain_text(name)
    page.keyboard.press("Enter")
    expect(page.locator(".zz-tabs [aria-selected='true']")).to_contain_text(f"{name}项目（")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    assert page.locator(".zz-table thead th[scope='col']").count() >= 10


def test_a_mark_says_what_it_is_and_lists_its_projects(served: Served, chromium: Browser) -> None:
    page = chromium.new_page(viewport=SCREEN)
    address = f"{served.address}/voila/render/explore_conversion.ipynb?token={served.token}&by=unit&compare=rest"
    page.goto(address, wait_until="commit")
    _loaded(page)
    sentence = page.locator(".zz-sentence").inner_text()
    assert page.locator(".zz-drawn svg").get_attribute("aria-label").endswith(sentence)
    mark = page.locator(".zz-spot").first
    name, _, values = (mark.get_attribute("aria-label") or "").partition("：")
    before, box = _picture(page).inner_html(), page.locator(".zz-table").bounding_box()
    assert box is not None and box["y"] < SCREEN["height"] / 2
    mark.hover()
    expect(page.locator(".zz-tip")).to_have_text(f"{name}{values}")
    mark.click()
    tab = page.locator(".zz-tabs [aria-selected='true']")
    expect(tab).to_contain_text(f"{name}项目（")
    assert _picture(page).inner_html().replace(" zz-chosen", "").count("zz-spot") == before.count("zz-spot")
    assert set(page.locator(".zz-table tbody tr th").all_inner_texts()) == {name}
    listed = page.locator(".zz-status").inner_text()
    page.reload(wait_until="commit")  # the address holds the state
    _loaded(page)
    expect(page.locator(".zz-tabs [aria-selected='true']")).to_be_visible()
    page.locator(".zz-tabs button").nth(1).click()
    expect(page.locator(".zz-status")).to_have_text(listed)
    _use_table(page)
    page.close()


def test_a_rectangle_over_marks_chooses_all_that_it_meets(served: Served, chromium: Browser) -> None:
    page = chromium.new_page(viewport=SCREEN)
    page.goto(
        f"{served.address}/voila/render/explore_conversion.ipynb?token={served.token}&by=unit", wait_until="commit"
    )
    _loaded(page)
    chosen, spots = page.locator(".zz-chosen"), page.locator(".zz-spot")
    names = [(spots.nth(n).get_attribute("aria-label") or "").partition("：")[0] for n in range(5)]
    _draw(page, 0, 2)
    expect(chosen).to_have_count(3)
    tab = page.locator(".zz-tabs [aria-selected='true']")
    expect(tab).to_contain_text("、".join(names[:3]))
    assert set(page.locator(".zz-table tbody tr th").all_inner_texts()) == set(names[:3])
    page.keyboard.down("Shift")
    _draw(page, 4, 4)
    page.keyboard.up("Shift")
    expect(chosen).to_have_count(4)
    spots.nth(1).click()
    expect(chosen).to_have_count(1)
    expect(tab).to_contain_text(re.compile(f"^{names[1]}项目（"))  # the kernel knows it, too
    page.get_by_role("button", name="只看选中的").click()
    expect(page.locator(".zz-sentence")).to_contain_text(f"{names[1]}编报项目")
    page.close()


def _draw(page: Page, first: int, last: int) -> None:
    """Draw a rectangle with the mouse from the middle of a mark to the middle of another."""
    boxes = [page.locator(".zz-spot").nth(n).bounding_box() for n in (first, last)]
    assert boxes[0] and boxes[1]
    page.mouse.move(boxes[0]["x"] + 40, boxes[0]["y"] + boxes[0]["height"] / 2)
    page.mouse.down()
    page.mouse.move(boxes[1]["x"] + 90, boxes[1]["y"] + boxes[1]["height"] / 2, steps=4)
    expect(page.locator(".zz-brush")).to_be_visible()
    page.mouse.up()


def _use_table(page: Page) -> None:
    """Sort, search, leave out a column and copy."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    heading = page.locator(".zz-table thead button", has_text="到位资金（万元）")
    heading.click()
    place = page.locator(".zz-table thead th").all_inner_texts().index("到位资金（万元） ▼")
    column = f".zz-table tbody tr > :nth-child({place + 1})"
    amounts = [float(text) for text in page.locator(column).all_inner_texts()]
    assert len(amounts) > 1 and amounts == sorted(amounts, reverse=True)
    page.locator(".zz-chooser summary").click()
    page.locator(".zz-chooser label", has_text="存在问题").click()
    assert "存在问题" not in page.locator(".zz-table thead th").all_inner_texts()
    page.get_by_text("复制", exact=True).click()
    expect(page.locator(".zz-status")).to_contain_text("已复制")
    head, *lines = page.evaluate("navigator.clipboard.readText()").split("\r\n")
    copied = head.split("\t").index("到位资金（万元）")
    assert [round(float(line.split("\t")[copied]), 2) for line in lines] == amounts
    page.locator(".zz-table input[type=search]").fill("没有这样的字")
    expect(page.locator(".zz-table tbody")).to_have_text("没有找到")


CONTRAST = """() => {
    const colour = text => (text.match(/[\\d.]+/g) || []).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, place) => sum + v * [0.2126, 0.7152, 0.0722][place], 0);
    const ground = node => { for (; node; node = node.parentElement) { const c = colour(getComputedStyle(node).backgroundColor);
        if (c.length && (c.length < 4 || c[3] > 0.9)) return c; } return [255, 255, 255]; };
    const found = [];
    for (const node of document.querySelectorAll('.zz-view *')) {
        if (node.closest('svg') || !node.offsetParent || node.closest(':disabled')) continue;
        if (![...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim())) continue;
        const [a, b] = [light(colour(getComputedStyle(node).color)), light(ground(node))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) found.push([node.className, node.textContent.slice(0, 20), ratio.toFixed(1)].join(' '));
    }
    return found;
}"""
"""The texts of a view that stand out from their ground less than WCAG's 4.5 : 1."""


def test_on_a_telephone_nothing_is_cut_off(served: Served, chromium: Browser) -> None:
    page = chromium.new_page(viewport=TELEPHONE, device_scale_factor=2, has_touch=True)
    page.goto(f"{served.address}/voila/render/explore_progress.ipynb?token={served.token}", wait_until="commit")
    _loaded(page)
    frame = page.locator(".zz-drawn").bounding_box()
    assert frame is not None and 330 < frame["width"] <= 390 and frame["x"] >= 0
    page.locator(".zz-drawn").evaluate("drawn => drawn.scrollTo(999, 0)")  # what does not fit is moved in its own frame
    right = page.locator(".zz-drawn svg").evaluate("svg => svg.getBoundingClientRect().right")
    assert right <= frame["x"] + frame["width"] + 1
    spot = page.locator(".zz-spot").first
    spot.tap()
    name, _, values = (spot.get_attribute("aria-label") or "").partition("：")
    expect(page.locator(".zz-tip")).to_have_text(name + values)
    expect(page.locator(".zz-tabs")).to_contain_text(f"{name}项目")
    _keep(page, "telephone")
    page.locator(".zz-table input[type=search]").fill(
        "没有的"
    )  # under a short table, too, the list of its columns is seen
    page.locator(".zz-chooser summary").click()
    page.locator(".zz-chooser").evaluate("chooser => chooser.scrollIntoView()")
    assert page.locator(".zz-chooser .zz-list").evaluate(_SEEN_TO_ITS_END)
    page.close()


_SEEN_TO_ITS_END = """list => {
    const box = list.getBoundingClientRect();
    return list.contains(document.elementFromPoint(box.left + 8, box.bottom - 8));
}"""
