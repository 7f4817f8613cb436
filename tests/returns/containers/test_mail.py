"""Mails, workbooks saved as one web page, and old Word documents: what offices send beside workbooks."""

import email
import email.policy
import subprocess
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.returns.containers.test_markup import word_return
from tests.returns.sheets import PLAIN, codes, received, troubles, workbook
from zzlib.returns import read, read_all
from zzlib.returns.containers import bounds
from zzlib.returns.containers.members import unpack
from zzlib.returns.containers.old_document import find_office

TABLE = workbook([*PLAIN, [1, "甲工程", "个性型", 5]])


def mail(*files: tuple[str, bytes], html: str = "") -> bytes:
    letter = EmailMessage()
    letter["Subject"] = "5月报表"
    letter.set_content("请查收")
    if html:
        letter.add_alternative(html, subtype="html")
    for name, data in files:
        letter.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return letter.as_bytes(policy=email.policy.SMTP)


def names(data: bytes) -> list[str]:
    return [name for name, _ in unpack("五月.eml", data)]


def test_the_attachments_of_a_mail_are_read_like_the_members_of_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "五月.eml"
    path.write_bytes(mail(("县水利局月报.xlsx", TABLE), ("附/说明.csv", b"1,2")))
    first, second = read_all(path)
    assert first.file.endswith("五月.eml/县水利局月报.xlsx")
    assert received(first) == [("甲工程", 5_000_000)]
    assert second.file.endswith("五月.eml/附_说明.csv")


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("办公室：报表见附件。另：第3个项目到位资金报错了，应为135.7万元，不再另发", True),
        ("甲工程的到位资金改为8万元", True),
        ("请查收，如有误请联系责任人甲", False),
        ("5月报表，到位资金共120万元", False),
    ],
)
def test_a_letter_that_corrects_the_table_it_brings_is_a_warning(letter: str, said: bool, tmp_path: Path) -> None:
    path = tmp_path / "五月.eml"
    message = email.message_from_bytes(mail(("月报.xlsx", TABLE)), policy=email.policy.default)
    body = message.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    body.set_content(letter)
    path.write_bytes(message.as_bytes(policy=email.policy.SMTP))
    (extraction,) = read_all(path)
    assert received(extraction) == [("甲工程", 5_000_000)]
    assert troubles(extraction) == ["letter_says"] * said
    assert all(issue.value in letter for issue in extraction.issues)


@pytest.mark.parametrize(
    "head",
    [
        'filename="=?gb2312?B?1MKxqC54bHN4?="',
        "filename*=UTF-8''%E6%9C%88%E6%8A%A5.xlsx",
        "filename*0*=UTF-8''%E6%9C%88;\n filename*1*=%E6%8A%A5.xlsx",
        'filename="月报.xlsx"',
    ],
)
def test_the_name_of_an_attachment_however_it_is_written(head: str) -> None:
    for encoding in ("utf-8", "gb18030"):
        letter = "MIME-Version: 1.0\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
        data = (letter + f"Content-Disposition: attachment; {head}\n\nMSwy\n").encode(encoding)
        assert unpack("五月.eml", data) == [("五月.eml/月报.xlsx", b"1,2")]


def test_a_letter_within_a_letter_is_looked_into_and_pictures_of_a_signature_are_no_file() -> None:
    outer = EmailMessage()
    outer.set_content("转发")
    inner = EmailMessage()
    inner.set_content("请查收")
    inner.add_attachment(TABLE, maintype="application", subtype="octet-stream", filename="月报.xlsx")
    inner.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png", disposition="inline")
    inner.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="照片.jpg")
    outer.add_attachment(inner)
    assert names(outer.as_bytes()) == ["五月.eml/月报.xlsx", "五月.eml/照片.jpg"]


def test_a_mail_without_attachments_brings_the_table_in_its_text_or_nothing() -> None:
    table = "<table><tr><td>项目名称<td>项目类型<td>到位资金（万元）<tr><td>甲工程<td>个性型<td>5</table>"
    ((name, body),) = unpack("五月.eml", mail(html=table))
    assert name == "五月.eml/正文.html"
    assert received(read(name, data=body)) == [("甲工程", 5_000_000)]
    (extraction,) = [read("五月.eml", data=data) for _, data in unpack("五月.eml", mail())]
    assert "没有附件的邮件" in extraction.issues[0].message


def test_mails_stay_within_the_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000))
    assert codes(read("深.eml", data=b"MIME-Version: 1.0\n" + deep), "error")
    assert names(b"MIME-Version: 1.0\n" + deep) == ["五月.eml"]
    assert codes(read("乱.eml", data=b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\n\n\0\xff")) != []
    long = b'MIME-Version: 1.0\nContent-Type: multipart/mixed; a="' + b'";' * 500_000 + b"\n\nx"
    assert codes(read("长.eml", data=long)) == ["file_not_a_table"]
    monkeypatch.setattr("zzlib.returns.containers.members.MAX_MEMBERS", 1)
    assert names(mail(("a.csv", b"1"), ("b.csv", b"2"))) == ["五月.eml"]
    for module in ("mail", "book"):
        monkeypatch.setattr(f"zzlib.returns.containers.{module}.MAX_MAIL", 100)
    assert codes(read("大.eml", data=mail(("a.csv", b"1")))) == ["file_too_large"]
    assert bounds.MAX_MAIL <= bounds.MAX_UNPACKED


def page(*sheets: tuple[str, str, str]) -> bytes:
    """Write a workbook saved as one page: name, what is said of its visibility, and rows of each sheet."""
    listed = "".join(
        f'<x:ExcelWorksheet><x:Name>{name}</x:Name>{visible}<x:WorksheetSource HRef=3D"a.files/sheet{n}.htm"/></x:ExcelWorksheet>'
        for n, (name, visible, _) in enumerate(sheets)
    )
    parts = [("a.htm", "text/html", f"<html><xml>{listed}</xml><frameset></frameset></html>")]
    head = "<tr><td>项目名称<td>项目类型<td>到位资金（万元）"
    parts += [(f"sheet{n}.htm", "text/html", f"<table>{head}{rows}</table>") for n, (_, _, rows) in enumerate(sheets)]
    parts += [("tabstrip.htm", "text/html", "<table><tr><td>月报</table>")]
    parts += [("stylesheet.css", "text/css", ".xl9\n\t{color:white;\n\ttext-decoration:line-through;}")]
    body = "".join(
        f"--x\nContent-Type: {kind}; charset=utf-8\nContent-Location: file:///C:/甲/{name}\n\n{text}\n"
        for name, kind, text in parts
    )
    return f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n{body}--x--\n".encode()


def test_a_workbook_saved_as_one_web_page_has_its_sheets_and_their_names() -> None:
    rows = "<tr><td>甲工程<td>个性型<td>5<tr><td>乙工程<td>个性型<td class=xl9>6"
    hidden = "<x:Visible>SheetHidden</x:Visible>"
    extraction = read("月报.xls", data=page(("月报", "", rows), ("旧表", hidden, "<tr><td>丙工程<td>个性型<td>9")))
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", None)]
    assert [record.sheet for record in extraction.records] == ["月报", "月报"]
    assert codes(extraction) == ["hidden_sheet", "amount_struck"]


def test_an_old_word_document_needs_libreoffice_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
    monkeypatch.setattr("zzlib.returns.containers.old_document.find_office", lambda: "")
    (issue,) = read("月报.doc", data=data).issues
    assert (issue.code, issue.level) == ("document_old", "error")
    assert ".docx" in issue.advice and "LibreOffice" in issue.message


@pytest.mark.office
@pytest.mark.skipif(not find_office(), reason="LibreOffice is not installed")
def test_an_old_word_document_is_read_through_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "月报.docx").write_bytes(word_return())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [find_office(), profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "月报.docx")], check=True, capture_output=True, timeout=120)
    extraction = read("月报.doc", data=(tmp_path / "月报.doc").read_bytes())
    assert received(extraction) == received(read("月报.docx", data=word_return()))
    assert troubles(extraction) == troubles(read("月报.docx", data=word_return()))


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"Rar!\x1a\x07\x00", "archive_of_other_format", ".rar"),
        (b"7z\xbc\xaf\x27\x1c", "archive_of_other_format", ".7z"),
        (b"%PDF-1.4\n", "file_not_a_table", "扫描件"),
        (b"\xff\xd8\xff\xe0", "file_not_a_table", "照片"),
        (b"\0\0\0\x18ftypheic", "file_not_a_table", "照片"),
    ],
)
def test_what_can_not_be_read_is_refused_with_a_clear_word(data: bytes, code: str, word: str) -> None:
    (issue,) = read("月报", data=data).issues
    assert (issue.code, issue.level) == (code, "error")
    assert word in issue.message


TEXT = "单位：万元;;;\n序号;项目名称;项目类型;到位资金\n1;甲,乙工程;个性型;1,200.5\n2;丙,丁工程;个性型;1,300,000\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("head", ["", "sep=;\n"])
def test_texts_parted_by_semicolons_in_any_encoding(encoding: str, head: str) -> None:
    extraction = read("月报.csv", data=(head + TEXT).encode(encoding))
    assert received(extraction) == [("甲,乙工程", 1_200_500_000), ("丙,丁工程", 1_300_000_000_000)]
    assert extraction.records[0].fields["received"].cell == "D3"


def test_semicolons_within_cells_part_nothing() -> None:
    text = "单位：万元,,,\n序号,项目名称,项目类型,到位资金\n1,甲;乙;丙;丁;戊工程,个性型,5\n"
    assert received(read("月报.csv", data=text.encode())) == [("甲;乙;丙;丁;戊工程", 5_000_000)]
