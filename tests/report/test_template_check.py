"""A template that somebody broke is told by place, with what to type; the office's own template makes the circular."""

from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement

from tests.indicators.test_figures import file, row
from tests.report.hand_made import hand_made_month
from zzlib.cli import main
from zzlib.indicators import load_month
from zzlib.report import write_bulletin
from zzlib.report.starter import write_starter_template
from zzlib.report.template_check import TemplateFaultError, check_template

FIRST_TEXT = 12
"""The paragraph of the title in the starter template, counted from 0."""


@pytest.fixture
def edited(tmp_path):
    """Give a function that edits the starter template, saves it and checks it."""

    def edit(change) -> list:
        path = tmp_path / "bulletin.docx"
        write_starter_template(path)
        document = Document(path)
        change(document)
        document.save(path)
        return check_template(path)

    return edit


def paragraph_with(document, text: str):
    return next(p for p in document.paragraphs if text in p.text)


def retype(old: str, new: str):
    return lambda document: setattr(paragraph_with(document, old).runs[0], "text", new)


def test_the_starter_template_has_no_fault(edited):
    assert edited(lambda document: None) == []


@pytest.mark.parametrize(
    ("old", "new", "message", "advice"),
    [
        ("{{ 主送 }}", "{{ 主送机关 }}", "没有“主送机关”这个占位符", "{{ 主送 }}"),
        ("{{ 节.标题 }}", "{{ 节.题目 }}", "“节”没有“题目”", "{{ 节.标题 }}"),
        ("{{ 主送 }}", "{{ 1/0 }}", "不是占位符", "不写算式"),
        ("{{ 主送 }}", "{{ 主送.__init__.__globals__ }}", "不是占位符", "不写算式"),
        ("{{ 主送 }}", "{{ ''.__class__ }}", "不是占位符", "不写算式"),
        ("{{ 主送 }}", "{{ 主送 }", "没有写完整", "{{ 名称 }}"),
        ("{{ 主送 }}", "{{ 主送", "没有写完整", "{{ 名称 }}"),
        ("{{ 主送 }}", "{{ 主送 和 {{ 县名 }}", "没有写完整", "每个 {{ 要有 }}"),
        ("{{ 主送 }}", "｛｛ 主送 ｝｝", "花括号是全角的", "半角"),
        ("{{ 主送 }}", "{{ 主 送 }}", "写得不对", "重写"),
        ("{%p for 节 in 各节 %}", "{%p fro 节 in 各节 %}", "“fro”不认识", "for"),
        ("{%p for 节 in 各节 %}", "{% p for 节 in 各节 %}", "p 要紧跟在 {% 后面", "{%p"),
        ("{%p for 节 in 各节 %}", "{%p for 节 各节 %}", "写得不对", "{%p for 节 in 各节 %}"),
        ("{{ 主送 }}", "{{ 数('funds_recieved') }}", "没有 数('funds_recieved')", "funds_received"),
        ("{{ 主送 }}", "{{ 数（'funds_received'） }}", "写得不对", "重写"),
        ("{{ 主送 }}", "{{ 图('全年进展') }}", "没有 图('全年进展')", "全年进度"),
        ("{{ 主送 }}", "{{ 主送|大写 }}", "没有“大写”这个过滤器", "最接近的是"),
        ("{%p if 数据说明 %}", "说明：{%p if 数据说明 %}", "其他内容也跟着没有了", "独占一段"),
        ("{{ 主送 }}", "各单位{%tr if 红头 %}", "只能用在表格里", "{%p"),
        ("{{ 主送 }}", "见图：{{ 图('全年进度') }}", "图要单独成段", "自己的一段"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_what_to_type(edited, old, new, message, advice):
    problems = edited(retype(old, new))
    told = next(problem for problem in problems if message in problem.message)
    assert advice in told.advice
    assert told.place.startswith("正文第")
    assert told.text == (new if len(new) <= 24 else new[:24] + "…")


def test_the_place_is_the_paragraph_that_one_counts_in_the_document(edited):
    problem = edited(retype("{{ 标题 }}", "{{ 题目 }}"))[0]
    assert (problem.place, problem.text) == (f"正文第{FIRST_TEXT + 1}段", "{{ 题目 }}")


def test_a_block_without_its_end_is_told_at_its_beginning(edited):
    problems = edited(lambda d: paragraph_with(d, "endfor")._p.getparent().remove(paragraph_with(d, "endfor")._p))
    assert [(p.text, p.message) for p in problems][-1] == (
        "{%p for 节 in 各节 %}",
        "{% for %} 没有对应的 endfor",
    )


def test_an_end_without_a_beginning_is_told(edited):
    problems = edited(retype("{%p for 段", "{%p if 红头 %}"))
    assert any("对不上，这里该结束的是 {%p if 红头 %}" in problem.message for problem in problems)


def test_a_required_placeholder_that_is_gone_is_told(edited):
    def without_title_and_date(document):
        for text in ("{{ 标题 }}", "{{ 成文日期 }}"):
            paragraph_with(document, text).runs[0].text = "固定的字"

    messages = [problem.message for problem in edited(without_title_and_date)]
    assert messages == ["缺少{{ 标题 }}", "缺少{{ 成文日期 }}"]


def test_a_fault_in_a_table_or_a_footer_is_told_there(edited):
    def change(document):
        document.tables[0].cell(4, 2).paragraphs[0].runs[0].text = "{{ 单位.任务 }}"
        document.sections[0].footer.paragraphs[0].add_run("{{ 文号 }}")

    places = [problem.place for problem in edited(change)]
    assert places == ["正文表格1第5行第3格", "页脚第1段"]


def test_a_picture_in_lines_of_fixed_height_is_told(edited):
    def change(document):
        paragraph_with(document, "图('全年").paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY

    assert [problem.message for problem in edited(change)] == ["图所在的段落行距是固定值，图会被切掉"]


@pytest.mark.slow
def test_a_tag_over_several_runs_is_no_fault_and_works(edited, tmp_path):
    def change(document):
        paragraph = paragraph_with(document, "{{ 主送 }}")
        paragraph.runs[0].text = "{"
        for part in ("{ 主", "送 }", "}"):
            paragraph.add_run(part).bold = True

    assert edited(change) == []
    write_bulletin(hand_made_month(), tmp_path / "out.docx", tmp_path)
    assert "各责任单位：" in [p.text for p in Document(tmp_path / "out.docx").paragraphs]


def test_a_tag_that_formatting_interrupts_is_told(edited):
    def change(document):
        paragraph = paragraph_with(document, "{{ 主送 }}")
        paragraph.runs[0].text = "{{ 主"
        link = OxmlElement("w:hyperlink")
        link.append(paragraph.add_run("送 }}")._r)
        paragraph._p.append(link)

    assert [problem.message for problem in edited(change)] == ["标记被超链接、域等格式隔断，合不起来"]


def test_tracked_changes_are_told(edited):
    def change(document):
        paragraph = paragraph_with(document, "{{ 主送 }}")
        insertion = OxmlElement("w:ins")
        insertion.append(paragraph.add_run("同志")._r)
        paragraph._p.append(insertion)

    assert [problem.message for problem in edited(change)] == ["这一段有修订痕迹"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"not a zip", "不是 Word 文档"), (b"\xd0\xcf\x11\xe0 old", "旧格式"), (b"", "不是 Word 文档")],
)
def test_a_file_that_is_no_docx_is_told(tmp_path, content, said):
    path = tmp_path / "模板.docx"
    path.write_bytes(content)
    assert said in check_template(path)[0].message


def own_template(folder: Path, old: str, new: str) -> None:
    write_starter_template(folder / "bulletin.docx")
    document = Document(folder / "bulletin.docx")
    retype(old, new)(document)
    document.save(folder / "bulletin.docx")


def test_the_office_writes_its_own_sentence_with_any_figure(tmp_path):
    own_template(
        tmp_path,
        "{{ 导语 }}",
        "到位{{ 数(“已到位资金”) }}，县发改委{{ 数('funds_received', '县发改委') }}。{{ 段('gap') }}",
    )
    assert check_template(tmp_path / "bulletin.docx") == []
    write_bulletin(hand_made_month(), tmp_path / "out.docx", tmp_path)
    text = "\n".join(p.text for p in Document(tmp_path / "out.docx").paragraphs)
    assert "到位至少1亿元，县发改委4200万元。要完成全年任务，今后每月平均需到位资金至多3224万元；还差最多的" in text


@pytest.mark.slow
def test_a_template_written_with_the_label_that_a_figure_had_goes_on_working(tmp_path):
    own_template(tmp_path, "{{ 导语 }}", "争资额为零的{{ 数('争资额为零的单位') }}个")
    assert check_template(tmp_path / "bulletin.docx") == []
    write_bulletin(hand_made_month(), tmp_path / "out.docx", tmp_path)
    assert "争资额为零的2个" in [p.text for p in Document(tmp_path / "out.docx").paragraphs]


def test_an_older_template_without_an_imprint_goes_on_working_and_is_told_what_it_lacks(county, tmp_path, capsys):
    """Its list had no column for the day, which stood above it for all rows."""
    path, out = tmp_path / "bulletin.docx", tmp_path / "out.docx"
    write_starter_template(path)
    document = Document(path)
    body, imprint = document.element.body, document.tables[-1]._tbl
    for element in (imprint.getprevious(), imprint.getnext(), imprint):
        body.remove(element)
    retype("请有关单位按时限办理", "请各单位{{ 时限 }}前办理")(document)
    document.save(path)
    assert main(["template", "check", str(path)]) == 0
    said = capsys.readouterr().out
    assert "没有问题，可以使用" in said and "没有印{%p if 版记 %}" in said and "zz template new" in said
    file(county, "2013-05", "发改委", *(row(name, -50) for name in ("渠道", "水库", "堤防")))
    write_bulletin(load_month("2013-05", county.workspace), out, tmp_path)
    assert "请各单位6月底前办理" in [p.text for p in Document(out).paragraphs]
    assert "印发" not in "".join(cell.text for table in Document(out).tables for cell in table._cells)


def test_the_template_to_start_from_lacks_nothing(tmp_path, capsys):
    write_starter_template(tmp_path / "bulletin.docx")
    assert main(["template", "check", str(tmp_path / "bulletin.docx")]) == 0
    assert "没有印" not in capsys.readouterr().out


def test_a_run_with_a_broken_template_says_where(tmp_path):
    own_template(tmp_path, "{{ 主送 }}", "{{ 主送机关 }}")
    with pytest.raises(TemplateFaultError, match=r"bulletin.docx 不能用：正文第\d+段没有“主送机关”这个占位符"):
        write_bulletin(hand_made_month(), tmp_path / "out.docx", tmp_path)
    assert not (tmp_path / "out.docx").exists()


def test_a_fault_that_shows_only_when_filled_in_is_told_too(tmp_path):
    own_template(tmp_path, "{{ 主送 }}", "{{ 年 + 1 }}")
    with pytest.raises(TemplateFaultError, match=r"bulletin.docx 不能用"):
        write_bulletin(hand_made_month(), tmp_path / "out.docx", tmp_path)


def test_names_with_markup_stay_text(tmp_path):
    month = hand_made_month({"document": {"issuer": "A&B<公司>", "red_head": True}})
    write_bulletin(month, tmp_path / "out.docx")
    assert "A&B<公司>" in [p.text for p in Document(tmp_path / "out.docx").paragraphs]
