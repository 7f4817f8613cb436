"""Files as people send them: damaged, in other encodings, nested, hidden, locked; nothing of them passes unread in silence."""

import io
import json
import os
import random
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from zzlib.audit import UnreadableDocumentError, audit_blocks, audit_file, audit_text
from zzlib.audit.documents.documents import read_document, text_blocks
from zzlib.audit.reading.reading import read
from zzlib.audit.telling.coverage import coverage_line
from zzlib.audit.telling.telling import audit_lines
from zzlib.cli import main

WRONG = "全县共上报项目86个，其中获批31个，获批率为38.0%。"
W = nsdecls("w")
NOBODY = 65534
DAMAGED_OFFICE_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def verdicts(claims):
    return [(claim.stated, claim.verdict) for claim in claims]


def left_out(blocks) -> str:
    return coverage_line(blocks, audit_blocks(blocks)).partition("没有读的：")[2]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ---- bytes


def test_a_file_whose_last_letter_is_cut_is_read_and_the_damage_told(here):
    Path("a.txt").write_bytes(WRONG.encode()[:-1])
    assert verdicts(audit_file(Path("a.txt"))) == [("38.0%", "wrong")]
    assert left_out(read_document(Path("a.txt"))).startswith("损坏的字 1 处")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-32", "utf-8-sig"])
def test_a_text_is_read_in_its_own_encoding(here, encoding):
    Path("a.txt").write_bytes(WRONG.encode(encoding))
    assert verdicts(audit_file(Path("a.txt"))) == [("38.0%", "wrong")]


def test_a_text_in_big5_is_read(here):
    Path("a.txt").write_bytes("全縣共上報項目86個，其中獲批31個，獲批率為38.0%。".encode("big5"))
    assert verdicts(audit_file(Path("a.txt"))) == [("38.0%", "wrong")]


@pytest.mark.parametrize("raw", [WRONG.encode("utf-16-le"), random.Random(7).randbytes(5000).replace(b"\0", b"")])
def test_what_is_no_text_is_refused_and_not_read_as_rubbish(here, raw):
    Path("a.txt").write_bytes(raw)
    with pytest.raises(UnreadableDocumentError, match=r"a\.txt .*另存为"):
        read_document(Path("a.txt"))


# ---- numbers


@pytest.mark.parametrize("minus", "-－−﹣–—")
def test_every_minus_is_one(minus):
    right = f"5月，甲厂利润为{minus}700万元，比上年的{minus}500万元减少200万元。"
    assert not [claim for claim in audit_text(right) if claim.verdict == "wrong"]
    assert verdicts(c for c in audit_text(right.replace("减少200", "减少300")) if c.verdict == "wrong")


def test_a_dash_between_two_numbers_is_a_range():
    texts = [m.quantity.text for m in read(text_blocks("补助300–500元，1—5月开工12个。")).mentions]
    assert texts == ["500元", "12个"]


def test_letters_that_nobody_sees_hide_no_slip():
    hidden = WRONG.replace("86", "8\u200b6").replace("31", "3\u20601").replace("38.0", "38\ufeff.0")
    assert [claim.verdict for claim in audit_text(hidden)] == ["wrong"]


def test_a_number_without_end_is_none_and_the_rest_is_read():
    assert ("38.0%", "wrong") in verdicts(audit_text(f"收入{'1234567890' * 600}元，增长5%。{WRONG}"))


def test_a_sentence_without_end_is_cut_at_its_marks_within_the_reach():
    endless = "".join(f"甲{n}镇完成投资{n}万元，增长{n}.5%；" for n in range(1, 400))
    reading = read(text_blocks(endless))
    assert max(len(sentence.mentions) for sentence in reading.sentences) <= 200
    assert "".join(sentence.original for sentence in reading.sentences) == endless
    assert all(sentence.original.endswith("；") for sentence in reading.sentences)
    assert [m.quantity.text for m in reading.mentions][-2:] == ["399万元", "399.5%"]


def test_letters_without_any_mark_are_cut_but_no_number_is():
    reading = read(text_blocks("推进" * 1499 + "12345户" + "推进" * 1600))
    assert len(reading.sentences) > 1
    assert [m.quantity.text for m in reading.mentions] == ["12345户"]


# ---- Word, web pages, workbooks

ROWS = [["单位", "户数", "人数"], ["甲镇", "1312", "4120"], ["乙镇", "2405", "7230"], ["合计", "4717", "11350"]]


def fill(table):
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def test_a_table_inside_a_table_is_one(here):
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "各镇情况"
    fill(cell.add_table(len(ROWS), len(ROWS[0])))
    document.save("a.docx")
    blocks = read_document(Path("a.docx"))
    assert [block.rows for block in blocks] == [(("各镇情况",),), tuple(map(tuple, ROWS))]
    assert verdicts(c for c in audit_blocks(blocks) if c.verdict == "wrong") == [("4717", "wrong")]
    assert main(["audit", "a.docx", "--comments", "b.docx"]) == 1
    assert len(list(docx.Document("b.docx").comments)) == 1


def test_hidden_text_is_no_part_of_what_is_printed(here):
    document = docx.Document()
    paragraph = document.add_paragraph("全县共上报项目86个，其中获批31个，获批率为36")
    paragraph.add_run("5").font.hidden = True
    paragraph.add_run(".0%。")
    document.save("a.docx")
    blocks = read_document(Path("a.docx"))
    assert verdicts(audit_blocks(blocks)) == [("36.0%", "ok")]
    assert left_out(blocks) == "隐藏的文字 1 个"


def test_what_is_struck_out_of_a_page_is_not_read(here):
    Path("a.html").write_text(f"<p>{WRONG.replace('38.0', '<del>38</del><ins>36</ins>.0')}</p>", encoding="utf-8")
    assert verdicts(audit_file(Path("a.html"))) == [("36.0%", "ok")]


def test_a_page_is_read_however_deep_it_is_nested_or_refused(here):
    Path("a.html").write_text(f"{'<div>' * 900}{WRONG}{'</div>' * 900}", encoding="utf-8")
    Path("b.html").write_text(f"{'<div>' * 9000}{WRONG}{'</div>' * 9000}", encoding="utf-8")
    assert verdicts(audit_file(Path("a.html"))) == [("38.0%", "wrong")]
    with pytest.raises(UnreadableDocumentError, match=r"b\.html"):
        read_document(Path("b.html"))


def test_what_a_workbook_hides_or_never_reckoned_is_said(here):
    book = openpyxl.Workbook()
    book.active.title = "附表"
    for row in [*ROWS[:3], ["合计", "=SUM(B2:B3)", "=SUM(C2:C3)"]]:
        book.active.append(row)
    book.create_sheet("底稿").sheet_state = "hidden"
    book.create_sheet("空白")
    book.save("a.xlsx")
    told = left_out(read_document(Path("a.xlsx")))
    assert "隐藏的工作表“底稿”" in told and "没有存下结果的公式 2 格" in told and "空白" not in told


def test_a_file_that_does_not_open_is_told_with_what_to_do(here):
    locked = DAMAGED_OFFICE_FILE + "EncryptedPackage".encode("utf-16-le")
    Path("密.docx").write_bytes(locked)
    Path("旧.docx").write_bytes(DAMAGED_OFFICE_FILE)
    Path("乱.docx").write_bytes(b"no zip")
    Path("空.docx").write_bytes(b"")
    Path("~$稿.docx").write_bytes(b"\4user" + b"\0" * 157)
    said = {}
    for name in ("密", "旧", "乱", "空", "~$稿"):
        with pytest.raises(UnreadableDocumentError) as raised:
            read_document(Path(f"{name}.docx"))
        said[name] = str(raised.value)
    assert "密码" in said["密"] and ".doc" in said["旧"] and "完好" in said["乱"]
    assert "是空的" in said["空"] and "临时文件" in said["~$稿"]
    assert all(("另存" in text) == (name in "密旧乱") for name, text in said.items())


@pytest.mark.parametrize("text", [WRONG, WRONG.replace("38.0", "36.0")])
def test_a_word_file_of_the_strict_form_is_read_like_others(here, text):
    document = docx.Document()
    document.add_paragraph(text)
    document.save("a.docx")
    with zipfile.ZipFile("a.docx") as usual, zipfile.ZipFile("严.docx", "w") as strict:
        for name in usual.namelist():
            names = re.sub(
                rb"http://schemas.openxmlformats.org/(?!package)(\w+)/2006/",
                rb"http://purl.oclc.org/ooxml/\1/",
                usual.read(name),
            )
            strict.writestr(name, names.replace(b"<w:document ", b'<w:document w:conformance="strict" '))
    assert b"purl.oclc.org" in zipfile.ZipFile("严.docx").read("word/document.xml")
    blocks = read_document(Path("严.docx"))
    assert [block.text for block in blocks] == [text]
    assert [c.stated for c in audit_blocks(blocks) if c.verdict == "wrong"] == ["38.0%"] * (text == WRONG)
    assert main(["audit", "严.docx", "--comments", "核对稿.docx"]) == (text == WRONG)
    assert b"strict" not in zipfile.ZipFile("核对稿.docx").read("word/document.xml")


def test_a_note_is_named_with_its_place(here):
    document = docx.Document()
    document.add_paragraph("正文。")
    for text in ("说明。", WRONG):
        box = f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        document.paragraphs[0]._p.append(parse_xml(box))
    document.save("a.docx")
    blocks = read_document(Path("a.docx"))
    assert any("文本框 2 第 1 段" in line for line in audit_lines(audit_blocks(blocks), [], blocks))


# ---- the command


def test_a_file_that_is_missing_does_not_keep_the_others_back(here, capsys):
    Path("a.txt").write_text(WRONG, encoding="utf-8")
    assert main(["audit", "没有.txt", "a.txt", "--json"]) == 2
    said = capsys.readouterr()
    assert [claim["verdict"] for claim in json.loads(said.out)] == ["wrong"]
    assert "没有.txt" in said.err


@contextmanager
def without_rights() -> Iterator[None]:
    """Be somebody who owns nothing: for root no file is closed."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def open_folder(monkeypatch):
    """A folder that all may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        monkeypatch.chdir(folder)
        yield
        Path("里面").chmod(0o700)
        monkeypatch.undo()


@pytest.mark.skipif(os.name != "posix", reason="rights are told otherwise there")
def test_what_may_not_be_read_is_told_and_keeps_nothing_back(open_folder, capsys):
    Path("里面").mkdir()
    for name in ("a.txt", "密.txt", "里面/b.txt"):
        Path(name).write_text(WRONG, encoding="utf-8")
    openpyxl.Workbook().save("密.xlsx")
    docx.Document().save("密.docx")
    typed = ["audit", "密.txt", "密.xlsx", "密.docx", "里面/b.txt", "a.txt", "--json"]
    main(typed)  # what it imports may stand where others than the owner read nothing
    capsys.readouterr()
    for closed in ("密.txt", "密.xlsx", "密.docx", "里面"):
        Path(closed).chmod(0)
    with without_rights():
        code = main(typed)
    assert code == 3
    said = capsys.readouterr()
    assert [claim["file"] for claim in json.loads(said.out)] == ["a.txt"]
    for told, name in zip(said.err.splitlines(), ("密.txt", "密.xlsx", "密.docx", "b.txt"), strict=True):
        assert told.startswith(f"{name} 读不出：") and "权限" in told


@pytest.mark.skipif(os.name != "posix", reason="rights are told otherwise there")
def test_a_folder_that_may_not_be_written_in_is_told_as_wrong_use(open_folder, capsys):
    document = docx.Document()
    document.add_paragraph(WRONG)
    document.save("稿.docx")
    Path("里面").mkdir()
    Path("里面").chmod(0o555)
    with without_rights():
        assert main(["audit", "稿.docx", "--comments", "里面/核对稿.docx"]) == 2
    assert "不能写文件" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "files"),
    [(["坏.docx"], 3, []), (["没有.txt"], 2, []), (["a.txt", "--before", "坏.docx"], 3, ["a.txt"])],
)
def test_a_program_that_reads_on_always_gets_a_list(here, capsys, arguments, code, files):
    Path("a.txt").write_text(WRONG, encoding="utf-8")
    Path("坏.docx").write_bytes(b"no zip")
    assert main(["audit", *arguments, "--json"]) == code
    assert [claim["file"] for claim in json.loads(capsys.readouterr().out)] == files


def test_a_word_file_on_standard_input_is_refused(here, monkeypatch, capsys):
    document = docx.Document()
    document.add_paragraph(WRONG)
    stream = io.BytesIO()
    document.save(stream)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stream.getvalue())))
    assert main(["audit", "-"]) == 3
    assert "标准输入" in capsys.readouterr().err


def test_a_device_is_read_as_what_it_gives(capsys):
    assert main(["audit", "/dev/null"]) == 0
    assert "没有找到可核对的数字" in capsys.readouterr().out


def test_a_closed_output_keeps_the_exit_code(here, monkeypatch):
    Path("a.txt").write_text(WRONG, encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["audit", "a.txt"]) == 1


def test_comments_replace_nothing_but_an_earlier_copy(here, capsys):
    document = docx.Document()
    document.add_paragraph(WRONG)
    document.save("稿.docx")
    assert [main(["audit", "稿.docx", "--comments", "核对稿.docx"]) for _ in range(2)] == [1, 1]
    other = docx.Document()
    other.add_paragraph("别的稿子。")
    other.save("别的.docx")
    before = Path("别的.docx").read_bytes()
    for target, said in (("别的.docx", "已有"), ("核对稿.txt", ".docx 结尾"), ("没有/核对稿.docx", "没有文件夹 没有")):
        capsys.readouterr()
        assert main(["audit", "稿.docx", "--comments", target]) == 2
        assert said in capsys.readouterr().err
    assert Path("别的.docx").read_bytes() == before


def test_a_copy_that_somebody_worked_in_is_kept(here, capsys):
    document = docx.Document()
    document.add_paragraph(WRONG)
    document.save("稿.docx")
    assert main(["audit", "稿.docx", "--comments", "核对稿.docx"]) == 1
    copy = docx.Document("核对稿.docx")
    copy.save("核对稿.docx")
    assert main(["audit", "稿.docx", "--comments", "核对稿.docx"]) == 1
    copy = docx.Document("核对稿.docx")
    copy.add_paragraph("（此数已请科室复核）")
    copy.save("核对稿.docx")
    kept = Path("核对稿.docx").read_bytes()
    capsys.readouterr()
    assert main(["audit", "稿.docx", "--comments", "核对稿.docx"]) == 2
    assert "有人改过" in capsys.readouterr().err
    assert Path("核对稿.docx").read_bytes() == kept


def test_a_document_is_commented_with_its_attachment(here, capsys):
    document = docx.Document()
    document.add_paragraph("截至8月底，县林业局到位资金724万元。")
    document.save("稿.docx")
    book = openpyxl.Workbook()
    for row in (("单位", "任务", "到位资金"), ("县林业局", 1400, 742), ("县民政局", 1100, 495), ("合计", 2600, 1237)):
        book.active.append(row)
    book.save("附表.xlsx")
    assert main(["audit", "稿.docx", "附表.xlsx", "--comments", "核对稿.docx"]) == 1
    said = capsys.readouterr().err
    assert "1 处批注" in said and "没有批注的：附表.xlsx" in said
    assert main(["audit", "附表.xlsx", "--comments", "核对稿.docx"]) == 2
