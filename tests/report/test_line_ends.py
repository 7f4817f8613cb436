"""No paragraph of the circular ends with a line of one character, in Word as in LibreOffice."""

import docx
import pytest
from docx.oxml.ns import qn

from zzlib.indicators import Month
from zzlib.report import layout, write_bulletin
from zzlib.report.line_ends import between_letters, lone_ends
from zzlib.writing.page_room import filled_lines, line_count


@pytest.mark.parametrize(
    ("text", "lines", "last"),
    [
        ("一二三四五六七八九十一二三四五六七八九十一二三四五六", 1, 28),
        ("一二三四五六七八九十一二三四五六七八九十一二三四五六七", 2, 1),
        (
            "一二三四五六七八九十一二三四五六七八九十一二三四五六。",
            2,
            2,
        ),  # no mark begins a line: the character before goes with it
        ("一二三四五六七八九十一二三四五六七八九十一二三四12345", 2, 5 * 0.507),  # nor is a number divided
    ],
)
def test_lines_are_filled_as_on_the_page(text: str, lines: int, last: float) -> None:
    assert filled_lines(text) == (lines, pytest.approx(last))
    assert line_count(text) == lines


@pytest.mark.parametrize("length", range(20, 130, 3))
def test_letters_are_set_so_that_no_character_stands_alone(length: int) -> None:
    text = "责任单位、财政部门6月底前催办到位或说明原因。" * 6
    cut = text[-length:]
    assert lone_ends(cut, between_letters(cut)) <= lone_ends(cut)
    assert not between_letters(cut) or lone_ends(cut)  # what ends well is left alone


@pytest.mark.slow
def test_the_circular_s_paragraphs_are_set_so(demo_month: Month, tmp_path) -> None:
    write_bulletin(demo_month, tmp_path / "通报.docx")
    text = [p for p in docx.Document(str(tmp_path / "通报.docx")).paragraphs if p.style.name == layout.TEXT_STYLE]
    for paragraph in text:
        own = {run._r.find(f".//{qn('w:spacing')}") for run in paragraph.runs}
        assert (own == {None}) is (between_letters(paragraph.text) == 0)
        assert lone_ends(paragraph.text, between_letters(paragraph.text)) <= 2
