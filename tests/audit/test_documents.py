"""Documents of every kind are read alike, and one that can't be read is told in a line."""

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from zzlib.audit import UnreadableDocumentError, audit_blocks, audit_file
from zzlib.audit.documents.documents import read_document
from zzlib.audit.telling.coverage import coverage_line

SENTENCE = "全县共上报项目86个，其中获批31个，获批率为38.0%。"
ROWS = [
    ["单位", "任务（万元）", "到位（万元）", "完成率"],
    ["财政局", "12000", "9600", "80%"],
    ["水利局", "8000", "5200", "56%"],
]
ROWS += [["合计", "20000", "14800", "74%"]]


def as_docx(path):
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(path)


def as_html(path):
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    page = f"<html><head><title>99%</title><style>p {{width: 50%}}</style></head><body><p>{SENTENCE}</p><table>{rows}</table></body>"
    path.write_text(page, encoding="utf-8")


def as_markdown(path):
    rows = ["| " + " | ".join(row) + " |" for row in ROWS]
    path.write_text("\n".join([f"## {SENTENCE}", "", rows[0], "|---|---|---|---|", *rows[1:]]), encoding="utf-8")


def as_gb18030(path):
    path.write_bytes("\n".join([SENTENCE, *("\t".join(row) for row in ROWS)]).encode("gb18030"))


@pytest.mark.parametrize(
    ("name", "write"),
    [("a.docx", as_docx), ("a.html", as_html), ("a.md", as_markdown), ("a.txt", as_gb18030)],
)
def test_the_same_claims_are_found(tmp_path, name, write):
    write(tmp_path / name)
    claims = audit_file(tmp_path / name)
    assert [(c.kind, c.stated) for c in claims if c.verdict == "wrong"] == [("share", "38.0%"), ("level", "56%")]
    assert {claim.file for claim in claims} == {name}


@pytest.mark.parametrize(("name", "content"), [("a.docx", b"no zip"), ("a.pdf", b"%PDF"), ("a.txt", b"\0\1\2\0")])
def test_an_unreadable_document_is_told_in_one_line(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableDocumentError, match=name) as raised:
        read_document(tmp_path / name)
    assert "\n" not in str(raised.value)


def test_an_empty_file_has_no_claims(tmp_path):
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    (tmp_path / "a.html").write_text("", encoding="utf-8")
    assert audit_file(tmp_path / "a.txt") == audit_file(tmp_path / "a.html") == []


def test_wide_digits_and_blanks_do_not_matter(tmp_path):
    wide = "全县共上报项目 ８６ 个 ， 其中获批 31 个 ，获批率为 38．0％ 。"
    (tmp_path / "a.txt").write_text(wide, encoding="utf-8")
    assert [(c.stated, c.verdict) for c in audit_file(tmp_path / "a.txt")] == [("38.0%", "wrong")]


W = nsdecls("w")
ONE_PIXEL = (
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550"
    "000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)


def test_a_word_file_is_read_as_it_stands_once_changes_are_accepted(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("全县共上报项目86个，其中获批")._p
    paragraph.append(parse_xml(f'<w:del {W} w:id="1"><w:r><w:delText>30个</w:delText></w:r></w:del>'))
    paragraph.append(parse_xml(f'<w:ins {W} w:id="2"><w:r><w:t>31个，获批率为38.0%。</w:t></w:r></w:ins>'))
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>受理90件，办结80件，办结率95%。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(control))
    box = (
        f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>文本框里的字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    paragraph.append(parse_xml(box))
    document.sections[0].header.paragraphs[0].text = "页眉里的字"
    document.save(tmp_path / "a.docx")
    blocks = read_document(tmp_path / "a.docx")
    assert [(block.where, block.text) for block in blocks] == [
        ("", "全县共上报项目86个，其中获批31个，获批率为38.0%。"),
        ("文本框 1", "文本框里的字"),
        ("", "受理90件，办结80件，办结率95%。"),
        ("页眉", "页眉里的字"),
    ]


def test_what_cannot_be_read_in_a_word_file_is_said(tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(bytes.fromhex(ONE_PIXEL))
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    document.add_picture(str(picture))
    document.save(tmp_path / "a.docx")
    blocks = read_document(tmp_path / "a.docx")
    assert coverage_line(blocks, audit_blocks(blocks)).endswith("；没有读的：图片 1 个")


def test_a_workbook_is_read_as_tables(tmp_path):
    book = openpyxl.Workbook()
    for row in [["附表1"], *ROWS]:
        book.active.append(row)
    book.save(tmp_path / "附表.xlsx")
    wrong = [claim for claim in audit_file(tmp_path / "附表.xlsx") if claim.verdict == "wrong"]
    assert [(claim.stated, claim.cell) for claim in wrong] == [("56%", (3, 3))]
