"""The circular as a Word file, read back."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Emu

from tests.report.hand_made import UNITS, hand_made_month
from zzlib.money import display_money
from zzlib.report import compose, write_bulletin
from zzlib.report.bulletin import _context, default_template
from zzlib.report.placeholders import FUNCTIONS, RECORDS, TEXTS, TOP_LISTS, guide
from zzlib.report.starter import write_starter_template
from zzlib.writing import Writing
from zzlib.writing.sections import first_draft
from zzlib.writing.wording import wording

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:亿元|万元|元|%)?")


@pytest.fixture(scope="module")
def bulletin(tmp_path_factory):
    """A circular read back, and its month; only looked at."""
    month = hand_made_month(
        {"document": {"issuer": "某县领导小组办公室", "basis": "《意见》"}, "county": {"name": "某县"}}
    )
    path = tmp_path_factory.mktemp("circular") / "bulletin.docx"
    write_bulletin(month, path)
    return Document(path), month


def test_every_number_in_the_text_is_the_text_of_a_figure(bulletin):
    document, month = bulletin
    known = {number for figure in month.figures for number in NUMBER.findall(figure.text)}
    amounts = compose(month).amounts
    fens = [int(figure.value * 100) for figure in month.figures if figure.unit == "yuan" and figure.value is not None]
    known |= {
        number
        for fen in fens
        for number in NUMBER.findall(
            "、".join([*amounts.texts([fen]), *amounts.texts([fen, 1]), *amounts.texts([fen, 1], amounts.finer)])
        )
    }
    # Besides figures: the period, the attachments' numbers, edges and thresholds of the settings, what is carried.
    known |= {"2013", "1", "2", "5", "6", "80%", "25%", "500万元", display_money(500_000_000)}
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
    assert body.style.element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert "PAGE" in section.footer._element.xml
    assert [p.alignment for part in (section.footer, section.even_page_footer) for p in part.paragraphs] == [2, 0]


def test_the_page_holds_22_lines_of_28_characters(bulletin):
    document, _ = bulletin
    section = document.sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    text_height = Emu(section.page_height - section.top_margin - section.bottom_margin)
    text_width = Emu(section.page_width - section.left_margin - section.right_margin)
    assert text_height.twips // int(grid.get(qn("w:linePitch"))) == 22
    assert document.styles["Normal"].paragraph_format.line_spacing.twips == int(grid.get(qn("w:linePitch")))
    assert text_width.pt // (16 + int(grid.get(qn("w:charSpace"))) / 4096) == 28


def fonts(paragraph) -> list[str]:
    """Give the Chinese font of each run: its own, else its style's, else the paragraph's style's or what that stands on."""
    found = []
    for run in paragraph.runs:
        styles = [run.style, paragraph.style, paragraph.style.base_style]
        places = [run._r.rPr, *(style.element.rPr for style in styles if style is not None)]
        named = (
            place.rFonts.get(qn("w:eastAsia")) for place in places if place is not None and place.rFonts is not None
        )
        found.append(next(filter(None, named)))
    return found


def test_title_headings_and_text_are_in_styles_of_their_own(bulletin):
    document, _ = bulletin
    heading = next(p for p in document.paragraphs if p.text == "一、基本情况")
    body = next(p for p in document.paragraphs if p.text.startswith("（一）"))
    title = next(p for p in document.paragraphs if "通报" in p.text)
    assert [p.style.name for p in (title, heading, body)] == ["Title", "Heading 1", "Body Text"]
    assert [run.style.name for run in body.runs] == ["二级标题", "Default Paragraph Font"]
    assert all(run._r.rPr is None or run._r.rPr.rFonts is None for p in (title, heading, body) for run in p.runs)
    assert heading.style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"
    assert body.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY


def test_pictures_say_what_they_show_and_no_thumbnail_is_left(bulletin):
    document, _ = bulletin
    said = [picture.get("descr") for picture in document.element.body.iter(qn("wp:docPr"))]
    assert len(said) == 2 and all("2013年" in text for text in said)
    assert not [r for r in document.part.package.rels.values() if "thumbnail" in r.reltype]


def test_the_signature_keeps_to_the_last_lines_of_the_text(bulletin):
    document, _ = bulletin
    signed = next(n for n, p in enumerate(document.paragraphs) if p.style.name == "署名")
    before = document.paragraphs[:signed]
    last = max(n for n, p in enumerate(before) if p.style.name == "Body Text")
    assert all(p.paragraph_format.keep_with_next for p in before[last:])
    assert not before[last - 1].paragraph_format.keep_with_next


def test_the_attachment_lists_every_unit_and_keeps_missing_apart_from_zero(bulletin):
    document, _ = bulletin
    rows = {row.cells[1].text: [cell.text for cell in row.cells] for row in document.tables[0].rows}
    assert [unit[1] for unit in UNITS if unit[1] not in rows and unit[1] + "※" not in rows] == []
    assert [rows["县发改委"][0], rows["县发改委"][4], *rows["县发改委"][6:]] == [
        "1",
        "5000",
        "4200",
        "84.0%",
        "800",
        "80%以上",
    ]
    assert [rows["县文化局"][0], *rows["县文化局"][6:8]] == ["—", "0", "0.0%"]
    assert [rows["北河镇"][0], *rows["北河镇"][5:]] == ["—", "—", "—", "—", rows["北河镇"][4], "今年未报"]
    assert rows["县水利局"][6] == "至少2000"
    assert [rows["合计"][4], *rows["合计"][6:8]] == ["32600", "至少10030", "至少30.8%"]
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml


@pytest.mark.slow
def test_every_amount_of_the_attachment_is_a_figure_in_wan(bulletin):
    document, month = bulletin
    ids = dict(zip(month.units["unit"], month.units["unit_id"], strict=True))
    for row in document.tables[0].rows:
        cells = [cell.text for cell in row.cells]
        scope = "county" if cells[1] == "合计" else f"unit:{ids.get(cells[1].rstrip('※'))}"
        if scope == "unit:None":
            continue
        target, received = (month.figures[name, scope] for name in ("funds_target", "funds_received"))
        assert [wan(cells[4]), wan(cells[6])] == [target.value and target.value / 10_000, in_wan(received.value)]
        back = cells[9].startswith("收回")
        assert cells[7] == ("—" if back else month.figures.text("funds_completion", scope))
        gap = month.figures["funds_gap", scope].value
        assert wan(cells[8]) == in_wan(target.value if cells[9] == "今年未报" else gap)


def wan(text: str) -> Decimal | None:
    return None if text == "—" else Decimal(text.removeprefix("至少"))


def in_wan(yuan: Decimal | None) -> Decimal | None:
    return None if yuan is None else yuan / 10_000


def test_places_are_by_completion_within_a_group(bulletin):
    document, _ = bulletin
    places = {row.cells[1].text.rstrip("※"): row.cells[0].text for row in document.tables[0].rows}
    departments = [places[name] for name in list(places) if name in {unit[1] for unit in UNITS if unit[2] == "县直"}]
    assert departments == ["1", "2", "3", "4", "—"]
    assert [places[name] for name in ("城关镇", "东山乡", "北河镇", "城投公司")] == ["1", "—", "—", "—"]


def test_the_note_explains_the_signs_that_occur(bulletin):
    document, _ = bulletin
    note = next(p.text for p in document.paragraphs if p.text.startswith("注："))
    assert note.startswith("注：1.有1个单位5月未报或报表待重报")
    assert (
        "2.位次按完成率在本组内排，到位资金为零的不排；没有年度目标的单位不计完成率和还差，其到位资金50万元计入合计，合计的还差已扣除该数；"
    ) in note
    assert (
        "“至少”有金额待核定" in note
        and "“—”没有数据或不计" in note
        and "※本期报表未报或待核定" in note
        and "“仅用地”" not in note
    )


def test_pictures_stand_alone_in_paragraphs_that_grow_with_them(bulletin):
    document, _ = bulletin
    pictures = [p for p in document.paragraphs if p._p.findall(f".//{qn('w:drawing')}")]
    assert len(pictures) == 2
    assert [(p.text, p.paragraph_format.line_spacing_rule) for p in pictures] == [("", WD_LINE_SPACING.SINGLE)] * 2


def test_without_names_there_is_no_attachment(tmp_path):
    write_bulletin(hand_made_month({"document": {"naming": "none"}}), tmp_path / "b.docx")
    document = Document(tmp_path / "b.docx")
    assert document.tables == []
    assert "附件" not in "".join(p.text for p in document.paragraphs)


def test_the_packaged_template_is_what_the_starter_writes(tmp_path):
    write_starter_template(tmp_path / "starter.docx")
    with zipfile.ZipFile(tmp_path / "starter.docx") as made, zipfile.ZipFile(io.BytesIO(default_template())) as held:
        assert made.namelist() == held.namelist()
        # If this fails: write_starter_template(Path("zzlib/report/bulletin_template.docx")) writes it anew.
        assert [name for name in held.namelist() if made.read(name) != held.read(name)] == []


def test_every_placeholder_that_the_guide_names_has_a_value():
    month = hand_made_month()
    names = set(_context(month, compose(month), None, None, []))
    assert names == {*TEXTS, *TOP_LISTS, *RECORDS, *FUNCTIONS}
    assert all(name in guide() for name in names)


def test_a_document_head_in_red_carries_issuer_and_number(tmp_path):
    document = {
        "red_head": True,
        "issuer": "某县领导小组办公室",
        "number": "某争办〔2013〕5号",
        "copies_to": "县委办、县政府办。",
    }
    write_bulletin(hand_made_month({"document": document}), tmp_path / "b.docx")
    mark, *blank, number = Document(tmp_path / "b.docx").paragraphs[:4]
    assert [p.text for p in blank] == ["", ""] and round(mark.paragraph_format.space_before.mm) == 35
    assert mark.text == "某县领导小组办公室"
    assert str(mark.runs[0].font.color.rgb) == "E60000"
    assert number.text == "某争办〔2013〕5号"
    assert number._p.pPr.find(qn("w:pBdr")) is not None
    imprint = [[cell.text for cell in row.cells] for row in Document(tmp_path / "b.docx").tables[-1].rows]
    assert imprint == [["抄送：县委办、县政府办。"] * 2, ["某县领导小组办公室", "2013年6月5日印发"]]


def test_an_imprint_without_copies_says_who_printed_and_when(tmp_path):
    document = {"red_head": True, "issuer": "某县领导小组办公室", "printed_by": "某县人民政府办公室"}
    write_bulletin(hand_made_month({"document": document}), tmp_path / "b.docx")
    imprint = [[cell.text for cell in row.cells] for row in Document(tmp_path / "b.docx").tables[-1].rows]
    assert imprint == [["某县人民政府办公室", "2013年6月5日印发"]]


SIGNED_BY = {"issuer": "某县领导小组办公室"}


@pytest.mark.parametrize("is_printed", [True, False])
def test_every_circular_has_an_imprint_but_where_the_county_wants_none(tmp_path, is_printed):
    write_bulletin(hand_made_month({"document": SIGNED_BY | {"imprint": is_printed}}), tmp_path / "b.docx")
    document = Document(tmp_path / "b.docx")
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert ("某县领导小组办公室" in cells, "2013年6月5日印发" in cells) == (is_printed, is_printed)
    # Nothing at the foot leaves the charts the whole width of the text.
    assert {round(Emu(shape.width).mm) for shape in document.inline_shapes} == {156}


def test_an_issuer_that_is_not_known_prints_nothing_at_the_foot(tmp_path):
    write_bulletin(hand_made_month({"county": {"office": ""}}), tmp_path / "b.docx")
    assert "印发" not in "".join(cell.text for table in Document(tmp_path / "b.docx").tables for cell in table._cells)


@pytest.mark.parametrize(("state", "day"), [("draft", "　　年　月　日"), ("signed", "2013年6月5日")])
def test_the_day_of_printing_stays_blank_until_the_draft_is_signed(tmp_path, state, day):
    month = hand_made_month({"document": SIGNED_BY})
    draft = replace(first_draft(month, wording()), state=state)
    write_bulletin(month, tmp_path / "b.docx", None, Writing(draft=draft))
    document = Document(tmp_path / "b.docx")
    assert document.tables[-1].rows[-1].cells[-1].text == f"{day}印发"
    assert "2013年6月5日" in [p.text for p in document.paragraphs]  # the day of signing itself


def test_no_person_is_named(bulletin):
    document, _ = bulletin
    assert "责任人" not in "".join(p.text for p in document.paragraphs)


@pytest.mark.slow
def test_the_same_month_gives_the_same_bytes(tmp_path):
    for name in ("a.docx", "b.docx"):
        write_bulletin(hand_made_month(), tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.docx") as members:
        assert {member.date_time[0] for member in members.infolist()} == {1980}
