"""A place is named in one way, as a person counts: paragraphs below their heading, tables, notes, charts."""

import docx
import pytest

from tests.audit.word_files import TOTAL, WRONG, box, element, new_document, paragraph, run, table
from zzlib.audit import audit_blocks
from zzlib.audit.documents.documents import read_document, text_blocks
from zzlib.audit.documents.places import standing
from zzlib.audit.telling.telling import audit_lines


def place_of(blocks) -> str:
    """Give the place that people are told of the first claim."""
    return audit_lines(audit_blocks(blocks), [], blocks)[1].strip().rpartition("：")[0]


@pytest.fixture
def place_in(tmp_path):
    def place_in(document) -> str:
        document.save(tmp_path / "稿.docx")
        blocks = read_document(tmp_path / "稿.docx")
        return standing(blocks)[next(n for n, block in enumerate(blocks) if block.text == WRONG)]

    return place_in


@pytest.mark.parametrize("line", ["工作扎实推进，", "水渠、公路、"])
def test_a_line_that_ends_in_a_comma_is_no_heading(line):
    assert place_of(text_blocks(f"一、总体情况\n{line}\n{WRONG}")) == "“一、总体情况”下第 2 段"


def test_items_behind_a_colon_are_no_headings_and_what_is_numbered_like_one_is():
    text = f"一、总体情况\n共三处，分别是：\n东渠\n南渠\n西渠\n{WRONG}"
    assert place_of(text_blocks(text)) == "“一、总体情况”下第 5 段"
    assert place_of(text_blocks(f"情况如下：\n（一）水利\n{WRONG}")) == "“（一）水利”下第 1 段"


def test_marks_of_markdown_tell_headings_and_items():
    assert place_of(text_blocks(f"# 总的：情况\n- 东渠\n{WRONG}")) == "“总的：情况”下第 2 段"


@pytest.mark.parametrize("style", ["List Number", "List Bullet", "Normal"])
def test_where_word_names_headings_no_other_short_line_is_one(place_in, style):
    document = docx.Document()
    document.add_paragraph("二、关于水渠：进度；问题", style="Heading 1")
    document.add_paragraph("东渠修复工程", style=style)
    document.add_paragraph(WRONG)
    assert place_in(document) == "“二、关于水渠：进度；问题”下第 2 段"


def test_an_outline_level_makes_a_heading(place_in):
    level = '<w:outlineLvl w:val="0"/>'
    document = new_document(paragraph(run("关于水渠；进度"), look=level), paragraph(run(WRONG)))
    assert place_in(document) == "“关于水渠；进度”下第 1 段"


def test_without_styles_a_short_line_is_a_heading(place_in):
    document = new_document(paragraph(run("总体情况")), paragraph(run(WRONG)))
    assert place_in(document) == "“总体情况”下第 1 段"


def test_a_heading_of_a_page_is_one_and_named_by_its_words(tmp_path):
    page = f"<h2>关于水渠：{WRONG}</h2><li>东渠</li><p>{WRONG}</p>"
    (tmp_path / "页.html").write_text(page, encoding="utf-8")
    stand = standing(read_document(tmp_path / "页.html"))
    assert stand == [f"标题“关于水渠：{WRONG}”", *(f"“关于水渠：{WRONG}”下第 {n} 段" for n in (1, 2))]


def test_a_message_names_a_place_as_the_line_of_the_place_does():
    text = "一、水利\n截至5月底，全县到位资金2.15亿元。\n二、抗旱\n投入人力。\n截至5月底，全县到位资金2.51亿元。"
    blocks = text_blocks(text)
    said = audit_lines(audit_blocks(blocks), [], blocks)
    assert "“一、水利”下第 1 段写 2.15亿元，“二、抗旱”下第 2 段写 2.51亿元" in said[0]
    assert "“二、抗旱”下第 2 段：" in said[1]


def test_a_table_that_is_deleted_is_not_counted(tmp_path):
    document = new_document(table((("旧", "表"), ("甲", "5"))), table(TOTAL))
    for row in document.tables[0].rows:
        row._tr.insert(0, element("<w:trPr><w:del w:id='1'/></w:trPr>"))
    document.save(tmp_path / "稿.docx")
    assert place_of(read_document(tmp_path / "稿.docx")) == "表 1 第 5 行"


def places_in(tmp_path, document) -> list[str]:
    """Give the places that people are told of the claims of a document."""
    document.save(tmp_path / "稿.docx")
    blocks = read_document(tmp_path / "稿.docx")
    told = [line for line in audit_lines(audit_blocks(blocks), [], blocks) if line.startswith("    ")]
    return [line.strip().partition("：")[0] for line in told]


def test_a_box_is_counted_and_placed_below_the_heading_of_what_it_hangs_on(tmp_path):
    titles = [paragraph(run(title), look='<w:outlineLvl w:val="0"/>') for title in ("一、水渠", "二、公路")]
    document = new_document(
        titles[0],
        paragraph(run("见框。"), box("另见附表。")),
        titles[1],
        paragraph(run("见框。"), box("说明。")),
        paragraph(run("见框。"), box(WRONG)),
    )
    assert places_in(tmp_path, document) == ["“二、公路”下的文本框 2 第 1 段"]


def test_a_table_of_a_note_or_a_box_is_named_as_one(tmp_path):
    boxed = f"<w:r><w:pict><w:txbxContent>{table(TOTAL)}{paragraph()}</w:txbxContent></w:pict></w:r>"
    document = new_document(paragraph(run("见框。"), boxed))
    assert places_in(tmp_path, document) == ["文本框 1 表 1 第 5 行"]


@pytest.mark.parametrize(
    ("sections", "place"), [(1, "页眉第 1 段"), (2, "第 2 节的页眉第 1 段"), (3, "第 3 节的页眉第 1 段")]
)
def test_a_header_is_named_by_its_section_where_there_are_several(tmp_path, sections, place):
    document = new_document(paragraph(run("正文。")))
    for _ in range(sections - 1):
        document.add_section()
    header = document.sections[-1].header
    header.is_linked_to_previous = False
    header.paragraphs[0].text = WRONG
    assert places_in(tmp_path, document) == [place]


PEOPLE = "人员情况\n|单位|人数（人）|\n|东站|4213|\n|南站|3687|\n|合计|7900|"
WORKS = "|单位|金额（万元）|\n|东站|1520|\n|南站|1180|\n|合计|2700|\n"


@pytest.mark.parametrize("said", ["4213", "4231"])
def test_the_other_side_of_a_conflict_is_placed_too(said):
    blocks = text_blocks(f"东站现有{said}人，南站现有3687人。\n{WORKS}{PEOPLE}")
    told = [claim.message for claim in audit_blocks(blocks) if claim.verdict == "wrong"]
    assert len(told) == (said != "4213")
    assert all("表 2 第 2 行“东站”“人数”是 4213" in message for message in told)
