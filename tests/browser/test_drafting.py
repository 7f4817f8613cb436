"""The writer at the desk in a real browser: picks, orders, edits, adds, and saves a draft that the run uses."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Notebook
from tests.ready import ReadyCounties
from zzlib.indicators import load_month
from zzlib.report import compose
from zzlib.workspace import Workspace
from zzlib.writing import read_writing
from zzlib.writing.sections import first_draft
from zzlib.writing.wording import wording

PERIOD = "2013-05"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, ready_county: ReadyCounties) -> Path:
    return ready_county.demo(tmp_path_factory.mktemp("desk") / "县")


@pytest.mark.slow
def test_the_writer_picks_orders_edits_adds_and_signs(lab, chromium, root):
    with lab.open(chromium, "draft_recommendations.ipynb", root, {"period": PERIOD}) as notebook:
        assert notebook.failures() == [] and notebook.errors == []
        notebook.shows("还没有稿子，下面是按发现的问题起的草")
        notebook.shows("95%区间 8.7%—16.0% 跨过 15.0%")
        page = notebook.page
        _change_the_situation_and_back(page)
        page.locator(".row-use-stuck input").first.click()
        sentence = page.locator(".row-text-of-problems.row-text-conversion textarea")
        sentence.fill("转化不高：个性型项目{projects_competitive}个，转化{converted_competitive}个。")
        sentence.press("Tab")
        notebook.shows("转化不高：个性型项目303个，转化36个。")
        page.get_by_title("项目管理有待加强 上移").first.click()
        notebook.choose("点名", "不点")
        notebook.fill("小标题", "其他问题")
        notebook.fill("句子", "到位{funds_recieved}。")
        notebook.button("加一句").click()
        notebook.shows("{funds_recieved} 不认识，最接近的是 {funds_received}")
        notebook.choose("状态", "已签")
        notebook.button("保存").click()
        notebook.shows("没有保存：已审、已签要写明是谁、哪一天")
        assert not (root / "data" / "drafts").exists()
        notebook.fill("经手", "责任人甲")
        notebook.fill("日期", "2013-06-04")
        _sign_despite_a_wrong_number(notebook, root)
        expect(page.locator(".jp-Notebook")).to_contain_text("稿1.md（已签 责任人甲 2013-06-04）")
        assert notebook.failures() == [] and notebook.errors == []
    workspace = Workspace(root)
    draft = read_writing(workspace, PERIOD).draft
    assert draft.despite == "文件原文如此"
    assert (draft.state, draft.by, draft.on, draft.naming) == ("signed", "责任人甲", "2013-06-04", ())
    bases = [line.basis for paragraph in draft.problems for line in paragraph.lines]
    assert "stuck" not in bases and "conversion" in bases
    titles = [paragraph.title for paragraph in draft.problems]
    begun = [p.title for p in first_draft(load_month(PERIOD, workspace), wording()).problems]
    assert titles.index("项目管理有待加强") == begun.index("项目管理有待加强") - 1
    text = str(compose(load_month(PERIOD, workspace), None, read_writing(workspace, PERIOD)))
    assert "转化不高：个性型项目303个，转化36个。" in text
    assert "体育局" not in text


def _change_the_situation_and_back(page: Page) -> None:
    sheet = page.locator(".drafted-page")
    expect(sheet).to_contain_text("已争取各类上级补助资金55600万元")
    situation = page.locator(".row-text-of-situation.row-text-funds textarea")
    situation.fill("到{month}月底，向上争取{funds_awarded}。")
    situation.press("Tab")
    expect(sheet).to_contain_text("到5月底，向上争取55600万元。")
    situation.fill("")
    situation.press("Tab")
    expect(sheet).to_contain_text("已争取各类上级补助资金55600万元")


def _sign_despite_a_wrong_number(notebook: Notebook, root: Path) -> None:
    notebook.fill("句子", "全县争取资金500万元，其中水利300万元、教育300万元。")
    notebook.button("加一句").click()
    notebook.button("保存").click()
    notebook.shows("处数字对不上，改好再签")
    assert not (root / "data" / "drafts").exists()
    notebook.page.get_by_label("对不上也照签").check()
    notebook.fill("理由", "文件原文如此")
    notebook.button("保存").click()
    notebook.shows("已存为 data/drafts/2013-05/稿1.md")
