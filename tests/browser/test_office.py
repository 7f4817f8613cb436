"""The clerk's month in a real browser, from the first file to the issued Word document, without a terminal."""

import base64
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.access import FAULTS
from tests.browser.lab import Lab, Notebook, thrown
from tests.browser.test_pages import CUT, TELEPHONE
from tests.browser.voila import serving
from tests.ready import ReadyCounties
from zzlib.workspace import Workspace
from zzlib.writing import read_writing

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PERIOD = "2013-02"
DROP = """(box, [name, data]) => {
    const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0)), carried = new DataTransfer();
    carried.items.add(new File([bytes], name));
    for (const kind of ["dragover", "drop"]) box.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def county(tmp_path: Path, ready_county: ReadyCounties) -> tuple[Path, list[Path]]:
    """A county whose last month's files have not been taken in yet; and these files."""
    root = ready_county(tmp_path / "县", units=4, months=2, seed=3, mess="none")
    came = Path(shutil.move(root / "data" / "returns" / PERIOD, tmp_path / "下载"))
    shutil.rmtree(root / "data" / "ledger")
    return root, sorted(path for path in came.iterdir() if path.suffix != ".csv")


@pytest.fixture
def page(county: tuple[Path, list[Path]], tmp_path: Path, chromium: Browser) -> Iterator[Page]:
    """The office's page as `zz serve --office` gives it."""
    with serving(county[0], tmp_path / "jupyter", 600, "--office") as served:
        page = chromium.new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"{served.address}/voila/render/month.ipynb?token={served.token}", wait_until="commit")
        yield page
        page.close()


def says(page: Page, step: str, words: str) -> None:
    expect(page.locator(f".zz-step-{step}")).to_contain_text(words)


def unfold(page: Page, step: str) -> None:
    head = page.locator(f".zz-step-{step}")
    if "mod-info" not in (head.get_attribute("class") or ""):
        head.click()
    expect(head).to_have_class(re.compile("mod-info"))
    expect(head).to_be_in_viewport()


def test_a_month_from_the_first_file_to_the_issued_document(county: tuple[Path, list[Path]], page: Page) -> None:
    root, files = county
    notebook = Notebook(page, thrown(page))
    says(page, "receive", "收报表")
    notebook.choose("月份", "2013年2月")
    says(page, "receive", "还没有收到报表，截止 3 月 5 日")

    notebook.fill("何时收到", "2013-03-02 9:00")
    first, *others = files
    page.locator(".zz-drop").evaluate(DROP, [first.name, base64.b64encode(first.read_bytes()).decode()])
    says(page, "receive", "等 3 个单位")
    page.locator(".zz-drop input").set_input_files(others)
    says(page, "receive", "4 个单位都报了")
    notebook.shows("已收 3 份")
    assert {path.name for path in (root / "data" / "returns" / PERIOD).glob("*.*")} > {path.name for path in files}

    unfold(page, "check")
    notebook.shows("报送情况：4 个单位，按时 4")
    unfold(page, "send")
    for words, done in {
        "写填报表": "已写 4 份填报表",
        "写回执": "已写 4 份回执",
        "写催报的话": "催报的话在下面",
    }.items():
        notebook.click(words)
        notebook.shows(done)
    says(page, "send", "填报表和回执都写好了")

    _run(notebook)
    _write(notebook)
    _sign(notebook)
    says(page, "run", "等再出一次")
    _run(notebook)
    says(page, "issue", "可以印发")
    unfold(page, "issue")
    notebook.click("印发")
    notebook.shows("没有印发：请填谁印发的")
    notebook.fill("谁印发的", "责任人丙")
    notebook.click("印发")
    says(page, "issue", "已印发第 1 版")
    with page.expect_download() as taken:
        page.get_by_text("印发的通报：").click()
    kept = root / "outputs" / "版本" / PERIOD / "1" / "artefacts" / "bulletin.docx"
    assert Path(taken.value.path()).read_bytes() == kept.read_bytes()
    assert "全县到位资金要抓紧。" in "\n".join(paragraph.text for paragraph in docx.Document(str(kept)).paragraphs)
    assert notebook.errors == []
    _on_a_telephone(page)


def _run(notebook: Notebook) -> None:
    unfold(notebook.page, "run")
    notebook.click("出数")
    notebook.shows("读取报表，汇总台账 …")
    says(notebook.page, "run", "outputs/2013-02 是最新的")


def _write(notebook: Notebook) -> None:
    page = notebook.page
    unfold(page, "write")
    notebook.fill("句子", "全县到位资金要抓紧。")
    notebook.click("加一句")
    expect(page.locator(".drafted-page")).to_contain_text("全县到位资金要抓紧。")
    notebook.click("保存")
    says(page, "write", "稿1.md（草稿）")
    notebook.click("看印出来的样子")
    notebook.shows("按data/drafts/2013-02/稿1.md印出来是下面的样子（没有发布）")
    expect(page.locator(".zz-pages img").first).to_be_visible()


def _sign(notebook: Notebook) -> None:
    page = notebook.page
    unfold(page, "sign")
    for who, words, step in (("责任人甲", "记下已审", "责任人甲 已审"), ("责任人乙", "记下已签", "责任人乙 已签")):
        page.locator(".zz-panel .widget-text", has_text="经手").locator("visible=true").locator("input").fill(who)
        page.keyboard.press("Tab")
        notebook.click(words)
        says(page, "sign", step)


def _on_a_telephone(page: Page) -> None:
    page.set_viewport_size(TELEPHONE)
    for step in ("receive", "check", "decide", "send", "run", "write", "sign", "issue"):
        unfold(page, step)
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"], step
        assert page.evaluate(CUT) == [], step
        assert page.evaluate(FAULTS) == [], step


def test_the_same_page_in_the_lab(lab: Lab, chromium: Browser, county: tuple[Path, list[Path]]) -> None:
    root, files = county
    with lab.open(chromium, "month.ipynb", root, {"period": PERIOD}) as notebook:
        notebook.page.set_viewport_size({"width": 1366, "height": 768})
        assert notebook.failures() == [] and notebook.errors == []
        says(notebook.page, "receive", "还没有收到报表")
        notebook.page.locator(".zz-drop input").set_input_files(files[0])
        says(notebook.page, "receive", "等 3 个单位")
        unfold(notebook.page, "decide")  # it is long: when it folds, what was below it would be out of sight
        notebook.shows("电话更正")
        unfold(notebook.page, "send")
        unfold(notebook.page, "write")
        notebook.shows("还没有稿子，下面是按发现的问题起的草")
        notebook.click("保存")
        says(notebook.page, "write", "稿1.md（草稿）")
    assert read_writing(Workspace(root), PERIOD).file == "data/drafts/2013-02/稿1.md"
