"""A Word file is read as it is printed, and what of it can't be read is named in the last line."""

import re
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from tests.audit.word_files import (
    RIGHT,
    TOTAL,
    WRONG,
    box,
    element,
    field,
    instruction,
    new_document,
    paragraph,
    run,
    table,
)
from zzlib.audit import audit_blocks, audit_file, audit_text
from zzlib.audit.documents.documents import read_document, text_blocks
from zzlib.audit.telling.coverage import coverage_line

TWO_PARTS = (
    ("片区", "乡镇", "新建水渠（公里）"),
    ("东片", "东镇", "1212"),
    ("东片", "南镇", "1187"),
    ("西片", "西镇", "1145"),
    ("西片", "北镇", "1129"),
    ("合计", "", "4637"),
)
"""The four rows make 4673."""


@pytest.fixture
def read(tmp_path):
    def read(document):
        document.save(tmp_path / "稿.docx")
        return read_document(tmp_path / "稿.docx")

    return read


def texts(blocks) -> list[str]:
    return [block.text for block in blocks if block.text]


def wrong(blocks) -> list[str]:
    return [claim.stated for claim in audit_blocks(blocks) if claim.verdict == "wrong"]


def left_out(blocks) -> str:
    return coverage_line(blocks, audit_blocks(blocks)).partition("没有读的：")[2]


def test_a_paragraph_whose_end_is_deleted_reads_on_in_the_next(read):
    first, second = WRONG.split("，")
    deleted = "<w:rPr><w:del w:id='1'/></w:rPr>"
    blocks = read(new_document(paragraph(run(f"{first}，"), look=deleted), paragraph(run(second))))
    assert texts(blocks) == [WRONG] and wrong(blocks) == ["82%"]


@pytest.mark.parametrize("mark", ["<w:trPr><w:del w:id='1'/></w:trPr>", "<w:trPr><w:ins w:id='1'/></w:trPr>"])
def test_a_deleted_row_is_not_read_and_an_inserted_one_is(read, mark):
    document = new_document(table(TOTAL))
    document.tables[0].rows[3]._tr.insert(0, element(mark))
    assert len(read(document)[0].rows) == len(TOTAL) - ("del" in mark)


def test_what_tells_how_a_character_is_read_is_no_part_of_the_text(read):
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>77</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>640</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    before, behind = RIGHT.split("640")
    blocks = read(new_document(paragraph(run(before), ruby, run(behind))))
    assert texts(blocks) == [RIGHT] and not wrong(blocks)


PERCENTS = {
    "a formula": "<m:oMath><m:r><m:t>82%</m:t></m:r></m:oMath>",
    "a sign of Symbol": run("82") + '<w:r><w:sym w:font="Symbol" w:char="F025"/></w:r>',
    "a line broken before it": f"<w:r><w:br/></w:r>{run('82%')}",
}


@pytest.mark.parametrize("percent", PERCENTS.values(), ids=PERCENTS)
def test_a_number_is_read_however_it_is_set(read, percent):
    first, second, behind = re.split("(?<=，)|82%", WRONG)
    runs = (run(first), "<w:r><w:br/></w:r>", run(second), percent, run(behind))
    assert wrong(read(new_document(paragraph(*runs)))) == ["82%"]


def test_a_sign_that_multiplies_is_read_wherever_word_keeps_it(read):
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B4"/></w:r>'
    equation = paragraph(run("伙食费：130元"), sign, run("45人"), sign, run("3天=17850元。"))
    assert wrong(read(new_document(equation))) == ["17850元"]


RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    "mark", [run("1", RAISED), run("[12]", RAISED), run("³")], ids=["a run", "a bracket", "a sign"]
)
@pytest.mark.parametrize("text", [WRONG, RIGHT])
def test_the_mark_of_a_note_is_no_digit_of_the_number_before_it(read, text, mark):
    before, behind = re.split("(?<=640)", text)
    assert wrong(read(new_document(paragraph(run(before), mark, run(behind))))) == ["82%"] * (text == WRONG)


def test_a_raised_figure_is_part_of_a_unit_or_makes_a_power(read):
    area = [run("学校建筑面积1200m"), run("2", RAISED), run("，其中教室900m"), run("2", RAISED), run("，占57%。")]
    power = [run("储量3×10"), run("4", RAISED), run("吨，其中可采2×10"), run("4", RAISED), run("吨，占30%。")]
    assert wrong(read(new_document(paragraph(*area), paragraph(*power)))) == ["57%"]


def test_what_a_page_raises_is_no_digit_of_the_number_before_it(tmp_path):
    page = WRONG.replace("640", "640<sup>1</sup>").replace("500", "500<sup><a>[2]</a></sup>")
    (tmp_path / "页.html").write_text(f"<p>{page}</p>", encoding="utf-8")
    assert [c.operands[0].value for c in audit_file(tmp_path / "页.html") if c.verdict == "wrong"] == ["640"]


INNER = {
    "a field of runs": field(instruction(" REF 本期 "), result="640"),
    "a simple field": f'<w:fldSimple w:instr=" REF 本期 ">{run("640")}</w:fldSimple>',
}


@pytest.mark.parametrize("inner", INNER.values(), ids=INNER)
@pytest.mark.parametrize("text", [WRONG, RIGHT])
def test_of_a_field_the_result_is_read_and_not_that_of_a_field_within_its_instruction(read, inner, text):
    before, rate, behind = re.split(r"(\d+(?=%))", text)
    outer = field(instruction("="), inner, instruction(" /500*100-100 "), result=rate)
    blocks = read(new_document(paragraph(run(before), outer, run(behind)), paragraph(run(RIGHT))))
    assert texts(blocks) == [text, RIGHT] and wrong(blocks) == ["82%"] * (text == WRONG)


def test_a_field_that_goes_on_over_paragraphs_hides_nothing(read):
    begin, end = field(instruction("TOC"), result="640").split("640")
    blocks = read(
        new_document(paragraph(begin, "目录</w:t></w:r>"), paragraph(run(RIGHT), end.removeprefix("</w:t></w:r>")))
    )
    assert texts(blocks) == ["目录", RIGHT]


def test_letters_hidden_by_a_style_are_not_printed(read):
    document = new_document()
    hidden = document.styles.add_style("内部", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    hidden.font.hidden = True
    base = document.styles.add_style("内部批语", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    base.base_style = hidden
    line = document.add_paragraph(RIGHT)
    line.add_run(WRONG, style=base)
    blocks = read(document)
    assert texts(blocks) == [RIGHT] and left_out(blocks) == "隐藏的文字 1 个"


@pytest.mark.parametrize("shown", [True, False])
def test_the_header_of_the_first_page_is_read_where_it_is_switched_on(read, shown):
    document = new_document(paragraph(run("正文。")))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = WRONG
    section.different_first_page_header_footer = shown
    assert wrong(read(document)) == ["82%"] * shown


def test_a_box_within_a_cell_is_read_once(read):
    document = new_document(table((("说明", "数"), ("见框", "5"))))
    document.tables[0].cell(1, 0).paragraphs[0]._p.append(element(box(WRONG)))
    blocks = read(document)
    assert [(block.where, block.text) for block in blocks if block.text] == [("文本框 1", WRONG)]


def test_a_sentence_in_a_cell_is_judged_by_itself(read):
    rows = (
        ("乡镇", "情况"),
        ("东镇", f"情况如下：{WRONG}"),
        ("南镇", RIGHT.replace("640", "128").replace("500", "100")),
    )
    blocks = read(new_document(table(rows)))
    claims = [c for c in audit_blocks(blocks) if c.verdict in ("wrong", "doubtful")]
    assert [(c.stated, c.cell) for c in claims] == [("82%", (1, 1))]


def test_what_cannot_be_read_is_named_wherever_it_stands(read):
    fraction = (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>"
    )
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0E5"/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    document = new_document(paragraph(run("另有"), fraction, sign, run("。")))
    header = document.sections[0].header.paragraphs[0]
    header.add_run("密").font.hidden = True
    assert left_out(read(document)) == "隐藏的文字 1 个、公式 1 个、特殊符号 1 个"


@pytest.mark.parametrize("blob", [b"<p>x</p>", b"PK\3\4 another document"])
def test_a_document_that_another_embeds_is_named_and_hinders_nothing(read, blob):
    document = new_document(paragraph(run(WRONG)))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    chunk = Part(PackURI("/word/chunk1.docx"), kind, blob, document.part.package)
    document.part.relate_to(chunk, RT.A_F_CHUNK)
    blocks = read(document)
    assert wrong(blocks) == ["82%"] and left_out(blocks) == "嵌入的文稿 1 个"


@pytest.mark.parametrize("merged", [(), (2, 4)])
def test_a_total_is_judged_below_names_that_stand_behind_repeated_ones(read, merged):
    rows = tuple(("", *row[1:]) if n in merged else row for n, row in enumerate(TWO_PARTS))
    assert wrong(read(new_document(table(rows, merged)))) == ["4637"]


@pytest.mark.parametrize("file", ["稿.docx", "稿.txt"])
def test_lines_with_tabs_are_a_table_in_word_and_in_text(tmp_path, file):
    lines = ["各镇情况", *("\t".join(row) for row in TOTAL), "请落实。"]
    if file.endswith("txt"):
        Path(tmp_path / file).write_text("\n".join(lines), encoding="utf-8")
    else:
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(tmp_path / file)
    assert [(c.stated, c.cell) for c in audit_file(tmp_path / file) if c.verdict == "wrong"] == [("3454", (4, 1))]


def test_a_contents_list_is_no_table(read):
    lines = ("一、总体情况\t1", "二、存在问题\t3", "三、下步打算\t5", "附表\t8")
    assert not [block for block in read(new_document(*(paragraph(run(line)) for line in lines))) if block.rows]


@pytest.mark.parametrize("blank", [" ", "\xa0", "\u2009", "\u202f"])
def test_a_number_in_groups_before_a_blank_and_a_unit_is_one(blank):
    text = f"全县到位资金1{blank}280{blank}万元，比上年同期的1{blank}000{blank}万元增长82%。"
    assert [c.stated for c in audit_text(text) if c.verdict == "wrong"] == ["82%"]


def test_numbers_of_tables_are_counted_among_those_seen(read):
    blocks = read(new_document(paragraph(run(RIGHT)), table(TOTAL), table((("甲", "乙"), ("3", "4")))))
    said = coverage_line(blocks, audit_blocks(blocks))
    assert "正文 3 个、表格 " in said and "核对过 3 个、4 格" in said and "表格没有核对 " in said


def test_a_number_that_a_cell_prints_is_held_against_it(read):
    said = coverage_line(
        blocks := read(new_document(paragraph(run("东镇新建水渠1212公里。")), table(TOTAL[:3]))), audit_blocks(blocks)
    )
    assert "核对过 1 个、1 格，其中证明相符 1 个、1 格；表格没有核对 1 格：表里没有别的数" in said


def test_what_the_reason_quotes_is_told_whole(read):
    rows = (("乡镇", "任务（公里）"), ("东镇", "1212"), ("余下", "98"), ("合计", "4637"))
    said = coverage_line(blocks := read(new_document(table(rows))), audit_blocks(blocks))
    assert "表中合计“任务（公里）” 1 格" in said or "“" not in said


def test_a_wrong_number_told_again_and_what_falls_with_it_are_held():
    text = """全县共受理申请1535件，由新办518件、变更746件和注销289件构成。
新办518件，占受理申请1535件的33.4%。"""
    blocks = text_blocks(text)
    assert coverage_line(blocks, audit_blocks(blocks)) == "有数：正文 7 个；与别的数核对过 7 个，其中证明相符 0 个"
