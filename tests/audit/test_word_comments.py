"""Comments stand on what they speak of, wherever it stands in a Word file; what can't carry one is named."""

from pathlib import Path

import docx
import pytest

from tests.audit.word_files import (
    RIGHT,
    TOTAL,
    WRONG,
    add_footnotes,
    box,
    commented,
    element,
    new_document,
    paragraph,
    run,
    table,
)
from zzlib.cli import main

AFTER = "请抓好落实。"


@pytest.fixture
def comments_of(tmp_path, monkeypatch, capsys):
    """Write a document, audit it with comments, and give the letters that each stands around; `said` is what was told beside."""
    monkeypatch.chdir(tmp_path)

    def comments_of(document) -> list[str]:
        document.save("稿.docx")
        assert main(["audit", "稿.docx", "--comments", "核对稿.docx"]) == 1
        comments_of.said = capsys.readouterr().err
        comments_of.texts = [text for _, text in commented(Path("核对稿.docx"))]
        assert f"{len(comments_of.texts)} 处批注" in comments_of.said
        return [around for around, _ in commented(Path("核对稿.docx"))]

    return comments_of


WRAPPED = {
    "inserted": "<w:ins w:id='9'>{}</w:ins>",
    "a link": "<w:hyperlink w:anchor='x'>{}</w:hyperlink>",
    "a smart tag": "<w:smartTag w:element='x'>{}</w:smartTag>",
    "a control": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "a field": "<w:fldSimple w:instr='x'>{}</w:fldSimple>",
}


@pytest.mark.parametrize("wrap", WRAPPED.values(), ids=WRAPPED)
def test_a_cell_carries_its_comment_whatever_its_text_stands_in(comments_of, wrap):
    xml = table(TOTAL).replace(run("3454"), wrap.format(run("3454")))
    assert comments_of(new_document(xml)) == ["3454"]


@pytest.mark.parametrize("tag", ["tr", "tc"])
def test_rows_and_cells_in_controls_carry_comments(comments_of, tag):
    document = new_document(table(TOTAL))
    last = list(document.element.body.iter(element(f"<w:{tag}/>").tag))[-1]
    control = element("<w:sdt><w:sdtContent></w:sdtContent></w:sdt>")
    last.addprevious(control)
    control[0].append(last)
    assert comments_of(document) == ["3454"]


def test_what_stands_in_a_box_has_its_comment_at_the_run_that_holds_the_box(comments_of):
    document = new_document(paragraph(run("见下图。"), box(WRONG)), table((("说明",), ("见框",))))
    other = "全市植树640万株，比上年的500万株增长38%。"
    document.tables[0].cell(1, 0).paragraphs[0]._p.append(element(box(other)))
    assert len(comments_of(document)) == 2
    for n, (said, text) in enumerate(zip((WRONG, other), comments_of.texts, strict=True), 1):
        assert text.startswith(f"文本框 {n} 第 1 段“{said}”：【不符】")


def test_a_footnote_has_its_comment_at_its_reference_and_one_that_nothing_refers_to_is_not_read(comments_of):
    document = new_document(paragraph(run("见注"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("。")))
    add_footnotes(document, WRONG.replace("水渠", "公路"), WRONG)
    assert comments_of(document) == [""]
    assert comments_of.texts[0].startswith(f"脚注 1 第 1 段“{WRONG}”：【不符】")


def test_a_header_can_carry_none_and_that_is_said(comments_of):
    document = new_document(paragraph(run(AFTER)))
    document.sections[0].header.paragraphs[0].text = WRONG
    assert comments_of(document) == []
    assert "没有批注的：页眉第 1 段" in comments_of.said


def test_only_the_sentence_is_marked_where_lines_are_broken_by_hand(comments_of):
    broken = (
        f"<w:r><w:rPr><w:b/></w:rPr><w:t>会议要求落实。</w:t><w:br/><w:t>{WRONG}</w:t><w:br/><w:t>{AFTER}</w:t></w:r>"
    )
    assert comments_of(new_document(f"<w:p>{broken}</w:p>")) == [WRONG]
    copy = docx.Document("核对稿.docx")
    assert copy.paragraphs[0].text == f"会议要求落实。\n{WRONG}\n{AFTER}"
    assert all(r.bold for r in copy.paragraphs[0].runs if r.text)


def test_two_slips_of_one_run_have_a_comment_each(comments_of):
    other = WRONG.replace("水渠", "公路").replace("640", "750").replace("82", "53")
    assert comments_of(new_document(paragraph(run(f"{WRONG}{AFTER}{other}")))) == [WRONG, other]


def test_a_sentence_over_a_formula_and_a_reading_aid_is_marked_whole(comments_of):
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>99</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>640</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    formula = "<m:oMath><m:r><m:t>82%</m:t></m:r></m:oMath>"
    runs = (run(f"{AFTER}全县新建水渠"), ruby, run("公里，比上年同期的500公里增长"), formula, run(f"。{AFTER}"))
    assert comments_of(new_document(paragraph(*runs))) == ["全县新建水渠99640公里，比上年同期的500公里增长82%。"]


def test_a_cell_of_a_table_of_tabs_carries_its_comment(comments_of):
    rows = [("<w:tab/>").join(f"<w:t>{cell}</w:t>" for cell in cells) for cells in TOTAL]
    assert comments_of(new_document(*(f"<w:p><w:r>{row}</w:r></w:p>" for row in rows))) == ["3454"]


def test_a_copy_without_comments_is_known_and_written_anew(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    new_document(paragraph(run(RIGHT))).save("稿.docx")
    assert main(["audit", "稿.docx", "--comments", "核对稿.docx"]) == 0
    assert commented(Path("核对稿.docx")) == []
    new_document(paragraph(run(WRONG))).save("稿.docx")
    assert main(["audit", "稿.docx", "--comments", "核对稿.docx"]) == 1
    assert [around for around, _ in commented(Path("核对稿.docx"))] == [WRONG]
    new_document(paragraph(run(AFTER))).save("核对稿.docx")
    assert main(["audit", "稿.docx", "--comments", "核对稿.docx"]) == 2
    assert "不覆盖" in capsys.readouterr().err
