"""The circular as a Word file, read back."""

import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.report.hand_made import UNITS, hand_made_month
from zzlib.money import display_money
from zzlib.report import write_bulletin

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:亿元|万元|元|%)?")


@pytest.fixture
def bulletin(tmp_path):
    month = hand_made_month(
        {"document": {"issuer": "某县领导小组办公室", "basis": "《意见》"}, "county": {"name": "某县"}}
    )
    write_bulletin(month, tmp_path / "bulletin.docx")
    return Document(tmp_path / "bulletin.docx"), month


def test_every_number_in_the_text_is_the_text_of_a_figure(bulletin):
    document, month = bulletin
    known = {number for figure in month.figures for number in NUMBER.findall(figure.text)}
    # Besides figures: the period, the edges and thresholds of the settings, what is carried, and files that wait.
    known |= {"2013", "1", "5", "6", "80%", "25%", "500万元", display_money(500_000_000), str(len(month.waiting_files))}
    printed = [number for paragraph in document.paragraphs for number in NUMBER.findall(paragraph.text)]
    assert len(printed) > 50
    assert [number for number in printed if number not in known] == []


def test_page_fonts_and_indent_follow_the_standard(bulletin):
    document, _ = bulletin
    section = document.sections[0]
    millimetres = [round(length.mm) for length in (section.page_width, section.page_height)]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert millimetres == [210, 297]
    assert [round(length.mm) for length in margins] == [37, 35, 28, 26]
    heading = next(p for p in document.paragraphs if p.text == "一、基本情况")
    body = next(p for p in document.paragraphs if p.text.startswith("（一）"))
    title = next(p for p in document.paragraphs if "通报" in p.text)
    assert fonts(title) == ["方正小标宋简体"]
    assert fonts(heading) == ["黑体"]
    assert fonts(body) == ["楷体", "仿宋"]
    assert body._p.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert "PAGE" in section.footer._element.xml


def fonts(paragraph) -> list[str]:
    return [run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in paragraph.runs]


def test_the_attachment_lists_every_unit_and_keeps_missing_apart_from_zero(bulletin):
    document, _ = bulletin
    rows = {row.cells[1].text: [cell.text for cell in row.cells] for row in document.tables[0].rows}
    assert [unit[1] for unit in UNITS if unit[1] not in rows and unit[1] + "※" not in rows] == []
    assert rows["县发改委"][2:] == ["5000", "4200", "84.0%", "高档", "按时"]
    assert rows["县文化局"][3] == "0"
    assert rows["北河镇"][3:] == ["—", "—", "全年未报", "未报"]
    assert rows["县水利局"][3] == "至少2000"
    assert rows["合计"][2:5] == ["32600", "至少10030", "至少30.8%"]
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml


def test_a_document_head_in_red_carries_issuer_and_number(tmp_path):
    document = {"red_head": True, "issuer": "某县领导小组办公室", "number": "某争办〔2013〕5号"}
    write_bulletin(hand_made_month({"document": document}), tmp_path / "b.docx")
    mark, number = Document(tmp_path / "b.docx").paragraphs[:2]
    assert mark.text == "某县领导小组办公室"
    assert str(mark.runs[0].font.color.rgb) == "E60000"
    assert number.text == "某争办〔2013〕5号"
    assert number._p.pPr.find(qn("w:pBdr")) is not None


def test_no_person_is_named(bulletin):
    document, _ = bulletin
    assert "责任人" not in "".join(p.text for p in document.paragraphs)


def test_the_same_month_gives_the_same_bytes(tmp_path):
    for name in ("a.docx", "b.docx"):
        write_bulletin(hand_made_month(), tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.docx") as members:
        assert {member.date_time[0] for member in members.infolist()} == {1980}
