"""What a person sees otherwise than it is stored in a Word document: struck, hidden and white letters, tracked changes."""

from collections.abc import Sequence

import pytest

from tests.returns.containers.test_seen import said
from tests.returns.sheets import received, troubles
from zzlib.returns import Extraction, read
from zzlib.synthetic.formats.files import stored_parts

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text: str, properties: str = "", tag: str = "t") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:{tag}>{text}</w:{tag}></w:r>"


def deleted(text: str) -> str:
    return f'<w:del w:author="责任人甲">{run(text, tag="delText")}</w:del>'


def word(*rows: Sequence[str], table: str = "", row: str = "", cell: str = "", styles: str = "") -> Extraction:
    """Read a document with these rows of runs; `table`, `row` and `cell` are properties of the table, of the last row, and of cells."""
    head = [run(text) for text in ("项目名称", "项目类型", "到位资金（万元）")]
    lines = [
        f"<w:tr><w:trPr>{row * (cells is rows[-1])}</w:trPr>"
        + "".join(f"<w:tc><w:tcPr>{cell}</w:tcPr><w:p>{text}</w:p></w:tc>" for text in cells)
        + "</w:tr>"
        for cells in (head, *rows)
    ]
    document = (
        f"<w:document {SPACE}><w:body><w:tbl><w:tblPr>{table}</w:tblPr>{''.join(lines)}</w:tbl></w:body></w:document>"
    )
    parts = {"word/document.xml": document, "word/styles.xml": f"<w:styles {SPACE}>{styles}</w:styles>"}
    return read("月报.docx", data=stored_parts({name: text.encode() for name, text in parts.items()}))


def test_letters_struck_out_in_word_documents() -> None:
    strike = "<w:strike/>"
    lines = [[run("甲"), run("个性型"), run("5", strike) + run("8")], [run("乙", strike), run("个性型"), run("6")]]
    assert said(word(*lines)) == [("amount_part_struck", "C2"), ("row_struck", "C3")]


WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    ("amount", "cell", "codes_said"),
    [
        (run("5", WHITE), "", ["amount_unseen"]),
        (run("5", WHITE), '<w:shd w:val="clear" w:fill="1F4E79"/>', []),
        (run("5", '<w:color w:val="1F4E79"/>'), '<w:shd w:val="clear" w:fill="1F4E79"/>', ["amount_unseen"]),
        (run("5", f'{WHITE}<w:highlight w:val="red"/>'), "", []),
        (run("5", "<w:vanish/>"), "", ["amount_unseen"]),
        (run("5", '<w:vanish w:val="0"/>'), "", []),
        (run("5", '<w:sz w:val="2"/>'), "", ["amount_unseen"]),
        (run("5") + run("8", WHITE), "", ["amount_shown_otherwise"]),
        (run("5", '<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>'), "", []),
        (run("5", '<w:rStyle w:val="gone"/>'), "", ["amount_struck"]),
    ],
)  # fmt: skip
def test_letters_that_nobody_sees_in_word_documents(amount: str, cell: str, codes_said: list[str]) -> None:
    styles = '<w:style w:type="character" w:styleId="gone"><w:rPr><w:strike/></w:rPr></w:style>'
    assert troubles(word([run("甲工程"), run("个性型"), amount], cell=cell, styles=styles)) == codes_said


def test_white_letters_in_a_table_whose_style_gives_a_ground_are_seen() -> None:
    styles = (
        '<w:style w:type="table" w:styleId="dark"><w:tcPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr></w:style>'
    )
    line = [run("甲工程"), run("个性型"), run("5", WHITE)]
    assert troubles(word(line, table='<w:tblStyle w:val="dark"/>', styles=styles)) == []
    assert troubles(word(line, table='<w:tblStyle w:val="plain"/>', styles=styles)) == ["amount_unseen"]


def test_tracked_changes_of_a_document() -> None:
    """An amount that was changed is asked, a name that was corrected is the new one, a deleted row is struck out."""
    lines = [
        [deleted("旧") + run("甲工程"), run("个性型"), deleted("5") + run("8")],
        [run("乙工程"), run("个性型"), run("6")],
        [deleted("丙工程"), deleted("个性型"), deleted("7")],
    ]
    extraction = word(*lines)
    assert received(extraction) == [("甲工程", None), ("乙工程", 6_000_000), ("丙工程", None)]
    assert said(extraction) == [("amount_part_struck", "C2"), ("row_struck", "C4")]
    assert extraction.records[0].fields["received"].raw == "58"
    whole = word(lines[1], [run("丁工程"), run("个性型"), run("9")], row='<w:del w:author="责任人甲"/>')
    assert said(whole) == [("row_struck", "C3")]
