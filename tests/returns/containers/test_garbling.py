"""Old .xls files whose text the first library garbles without a word, made by changing the encoding that they declare."""

import struct
from pathlib import Path

import pytest
import xlrd
from python_calamine import CalamineWorkbook

from tests.returns.compoundfile import biff5_return, compound_file
from tests.returns.sheets import codes, received
from zzlib.returns import read
from zzlib.returns.containers.compound import read_stream
from zzlib.returns.containers.grid import Grid
from zzlib.returns.containers.legible import is_garbled

FILE = Path(__file__).parents[1] / "files" / "月报.xls"
CODE_PAGE = 0x0042


def _declaring(code_page: int) -> bytes:
    """Change the number of the encoding that the file declares; its text is UTF-16 whatever that says."""
    stream = bytearray(read_stream(FILE.read_bytes(), "Workbook") or b"")
    place = 0
    while struct.unpack_from("<H", stream, place)[0] != CODE_PAGE:
        place += 4 + int(struct.unpack_from("<H", stream, place + 2)[0])
    struct.pack_into("<H", stream, place + 4, code_page)
    return compound_file("Workbook", bytes(stream))


@pytest.mark.parametrize("code_page", [936, 949, 1252, 65001, 0, 437, 10008, 1201])
def test_text_garbled_by_a_wrong_declared_encoding_is_read_right(code_page: int) -> None:
    right = read(FILE)
    extraction = read("月报.xls", data=_declaring(code_page))
    assert received(extraction) == received(right) != []
    assert extraction.sheets == right.sheets
    assert extraction.issues == read("月报.xls", data=FILE.read_bytes()).issues


def test_the_first_library_garbles_such_a_file_without_an_error() -> None:
    """If this fails, the library has been mended, and the second look is needed no more."""
    import io

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(_declaring(936))).get_sheet_by_index(0)
    assert is_garbled([Grid(sheet.name, sheet.to_python())])


def test_both_libraries_agree_on_an_ordinary_file() -> None:
    sheet = CalamineWorkbook.from_path(FILE).get_sheet_by_index(0)
    other = xlrd.open_workbook(FILE).sheet_by_index(0)
    texts = [str(c) for row in sheet.to_python(skip_empty_area=False) for c in row if isinstance(c, str) and c]
    assert texts == [c.value for row in other.get_rows() for c in row if c.ctype == xlrd.XL_CELL_TEXT and c.value]


def test_chinese_text_of_an_older_file_that_declares_a_western_encoding_is_read_right() -> None:
    for declared in (936, 1252):
        assert received(read("月报.xls", data=biff5_return("gb18030", declared))) == [("甲工程", 5_000_000)]


def test_text_that_stays_garbled_whatever_is_tried_is_said_and_not_used() -> None:
    extraction = read("月报.xls", data=biff5_return("utf-16-be", 1252))
    assert (codes(extraction), extraction.readable, extraction.records) == (["file_garbled"], False, ())


@pytest.mark.parametrize(
    ("texts", "garbled"),
    [
        (["项目名称", "到位资金", "café 5㎡", "鄢陵浉河"], False),
        (["Project", "Amount", "naïve café"], False),
        (["¹¤³Ì×Ê½ðµ½Î»Ê±¼ä"], True),
        (["\x08g\ue668", "y橆v\rT饄", "\x01\x02\x03\x04\x05"], True),
        (["㈀㌀瑞㔀ࡧ襎䒍襎禘ࡧꕢ梈", "歘ꕢ啓䵏"], True),
    ],
)
def test_what_is_garbled(texts: list[str], garbled: bool) -> None:
    assert is_garbled([Grid("Sheet1", [[text] for text in texts])]) is garbled


def test_a_file_cut_off_anywhere_is_said_in_a_sentence_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    """Found by damaging files: the first library crashes on a directory cut off, and says so at length."""
    data = FILE.read_bytes()
    for end in range(600, len(data), 97):
        extraction = read("月报.xls", data=data[:end])
        assert codes(extraction) == ["file_damaged"] or received(extraction) == received(read(FILE))
    assert capfd.readouterr().err == ""
