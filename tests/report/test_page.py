"""A notebook as a page to read: no code, nothing from outside."""

import re

import nbformat
import pytest

from zzlib.report import write_html

pytestmark = pytest.mark.filterwarnings("ignore:Your element with mimetype")


@pytest.fixture
def page(tmp_path):
    table = '<div class="scroll"><table><tr><td>县发改委</td></tr></table></div>'
    cells = [
        nbformat.v4.new_code_cell("period = '2013-05'", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_markdown_cell("# 旧标题\n\n开头。"),
        nbformat.v4.new_markdown_cell("## 目标与总量\n\n说明。"),
        nbformat.v4.new_code_cell("show(month)", outputs=[output({"text/html": table, "text/plain": "纯文字"})]),
        nbformat.v4.new_markdown_cell("## 缺口 & 进度"),
        nbformat.v4.new_code_cell("draw()", outputs=[output({"image/png": "iVBORw0KGgo=", "text/plain": "<Chart>"})]),
        nbformat.v4.new_code_cell(
            "w", outputs=[output({"application/vnd.jupyter.widget-view+json": {"model_id": "a"}})]
        ),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "n.ipynb")
    write_html(tmp_path / "n.ipynb", tmp_path / "n.html", "2013年5月争资争项分析")
    return (tmp_path / "n.html").read_text(encoding="utf-8")


def output(data: dict) -> dict:
    return nbformat.v4.new_output("execute_result", data=data, execution_count=1)


def test_it_shows_prose_tables_and_pictures_under_its_title_in_chinese(page):
    assert '<html lang="zh-CN">' in page
    assert "<title>2013年5月争资争项分析</title>" in page
    assert page.count("<h1>") == 1
    assert "旧标题" not in page
    assert "<td>县发改委</td>" in page
    assert "data:image/png;base64,iVBORw0KGgo=" in page


def test_it_shows_no_code_no_prompt_no_widget_no_script(page):
    for trace in ("show(month)", "period =", "纯文字", "In&nbsp;[", "Out[", "<script", "model_id", "jupyter.widget"):
        assert trace not in page


def test_it_fetches_nothing(page):
    assert not re.findall(r"""(?:src|href)=["'](?!#|data:)[^"']*""", page)
    assert "http" not in page
    assert "@import" not in page


def test_its_contents_list_leads_to_its_sections(page):
    links = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', page)
    assert [text for _, text in links] == ["目标与总量", "缺口 &amp; 进度"]
    assert all(f'<h2 id="{anchor}">{text}</h2>' in page for anchor, text in links)
