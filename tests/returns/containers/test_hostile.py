"""Files made to do harm: reading stays within its bounds, executes nothing and writes nothing."""

import io
import json
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.returns.sheets import BLOCK, HEADER, PLAIN, TITLE, codes, read_sheet, received, workbook
from zzlib.returns import read, to_json_lines
from zzlib.returns.containers import bounds


def _with_shared_strings() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate([*PLAIN, [1, "甲工程", "个性型", 5]]):
        sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
    book.close()
    return stream.getvalue()


SHARED = _with_shared_strings()
GOOD = workbook([*PLAIN, [1, "甲工程", "个性型", 5]])


def changed(part: str, change: tuple[bytes, bytes], data: bytes = GOOD, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Write the archive anew with something replaced in one part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", method) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                assert re.search(change[0], content), f"nothing to replace in {part}"
                content = re.sub(change[0], lambda _: change[1], content, count=1)
            new.writestr(name, content)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_an_archive_that_unpacks_to_more_than_it_states_is_refused() -> None:
    huge = b"<x>" + b" " * (bounds.MAX_UNPACKED + 1) + b"</x>"
    honest = changed("docProps/core.xml", (rb"^.*$", huge))
    assert len(honest) < 1024 * 1024
    assert codes(read("报表.xlsx", data=honest)) == ["file_too_large"]
    lying = honest.replace(struct.pack("<I", len(huge)), struct.pack("<I", 1000))
    assert codes(read("报表.xlsx", data=lying)) == ["file_too_large"]


def test_an_archive_packed_as_no_office_program_does_is_refused() -> None:
    data = changed(SHEET, (b"<sheetData>", b"<sheetData>"), method=zipfile.ZIP_BZIP2)
    assert codes(read("报表.xlsx", data=data)) == ["file_damaged"]


def test_a_sheet_that_claims_to_be_huge_is_as_large_as_its_cells() -> None:
    data = changed(SHEET, (rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"'))
    assert received(read("报表.xlsx", data=data)) == [("甲工程", 5_000_000)]


@pytest.mark.parametrize("cell", [b"XFD2", b"A1048576", b"ZZZZ2", b"A99999999999"])
def test_a_cell_far_out_or_nowhere_is_refused(cell: bytes) -> None:
    extraction = read("报表.xlsx", data=changed(SHEET, (b'r="B4"', b'r="' + cell + b'"')))
    assert codes(extraction, "error")
    assert not extraction.readable


def test_a_wide_sheet_within_the_bounds_is_read() -> None:
    wide = [f"其他{number}" for number in range(bounds.MAX_COLUMNS - len(HEADER))]
    extraction = read_sheet([TITLE, BLOCK, [*HEADER, *wide], [1, "甲工程", "个性型", 5, *range(len(wide))]])
    assert received(extraction) == [("甲工程", 5_000_000)]


def test_deep_and_self_referring_parts_do_no_harm() -> None:
    deep = changed(SHEET, (b"<sheetData>", b"<a>" * 100_000 + b"<sheetData>"))
    assert read("报表.xlsx", data=deep).issues or read("报表.xlsx", data=deep).readable
    assert "xl/sharedStrings.xml" in zipfile.ZipFile(io.BytesIO(SHARED)).namelist()
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    shared = changed("xl/sharedStrings.xml", ("甲工程".encode(), b"&e;"), SHARED)
    shared = changed("xl/sharedStrings.xml", (rb"<sst", entity + b"<sst"), shared)
    assert "root:" not in "".join(to_json_lines(read("报表.xlsx", data=shared)))


@pytest.mark.slow
def test_a_few_bytes_that_claim_many_cells_stay_within_the_bounds_of_memory() -> None:
    """Each file in one child process that may hold no more than is stated on the page."""
    folder = Path(__file__).parents[3]
    child = subprocess.run(
        [sys.executable, "-m", "tests.returns.exhausting"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, child.stderr[-2000:]
    assert json.loads(child.stdout) == {
        "sparse.xlsx": ["sheet_too_large"],
        "wide.xlsx": ["sheet_too_large"],
        "merged.xlsx": ["file_too_large"],
        "spans.xls": ["file_too_large"],
        "repeated.ods": ["file_too_large"],
        "text.csv": ["file_too_large"],
        "long.csv": ["file_too_large"],
        "entities.xls": ["file_damaged"],
        "deep.xls": ["file_damaged"],
        "headers.csv": ["file_too_large"],
    }


def test_the_cells_of_all_sheets_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    table = [*PLAIN, [1, "甲工程", "个性型", 5]]
    data = workbook(table, [["说明"] * 50] * 50, [["解释"] * 50] * 50, [["续"]])
    assert received(read("报表.xlsx", data=data)) == [("甲工程", 5_000_000)]
    monkeypatch.setattr("zzlib.returns.containers.book.MAX_CELLS_TOGETHER", 2_600)
    extraction = read("报表.xlsx", data=data)
    assert received(extraction) == [("甲工程", 5_000_000)]
    said = [(i.code, i.value) for i in extraction.issues if i.level == "error"]
    assert said == [("sheet_too_large", "Sheet3、Sheet4")]


def test_a_binary_workbook_is_refused_in_one_sentence() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
    (issue,) = read("报表.xlsb", data=stream.getvalue()).issues
    assert (issue.code, issue.level) == ("file_of_other_format", "error")
    assert ".xlsb" in issue.message


def test_a_file_too_large_to_be_looked_at_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as stream:
        stream.truncate(bounds.MAX_UNPACKED + 1)
    assert codes(read(path)) == ["file_too_large"]


def test_totals_of_a_table_too_long_to_be_checked_are_said_to_be_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [*PLAIN, *([n, f"工程{n}", "个性型", 1] for n in range(1, 7)), ["合计", None, None, 7]]
    assert codes(read_sheet(rows)) == ["total_mismatch"]
    for module in ("totals", "sum_rows"):
        monkeypatch.setattr(f"zzlib.returns.rows.{module}.MAX_SUMMED", 5)
    (issue,) = read_sheet(rows).issues
    assert (issue.code, issue.level, issue.cell) == ("totals_unchecked", "notice", "A10")


NAMES = ["=HYPERLINK(\"http://x\",\"a\")", "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "../../甲", "C:\\甲\\乙", "甲\u202e乙", "<img src=x onerror=alert(1)>",
         "甲\x07乙", "'; DROP TABLE sources; --", "甲" * 5000]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_name_holds_is_only_text(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = ",".join(HEADER) + '\n1,"' + name.replace('"', '""') + '",个性型,5\n'
    extraction = read(f"{name[:200]}.csv", data=("单位：万元,\n" + text).encode())
    if extraction.records:
        assert extraction.records[0].fields["project_name"].raw == name
    list(to_json_lines(extraction))
    assert list(tmp_path.iterdir()) == []


def test_names_of_archive_parts_with_paths_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as archive:
        for name in ("../x.txt", "/tmp/x.txt", "xl/worksheets/../../../x.xml", "C:\\x.txt"):
            archive.writestr(name, "x")
    assert received(read("../../报表.xlsx", data=stream.getvalue())) == [("甲工程", 5_000_000)]
    assert list(tmp_path.iterdir()) == []


def test_a_text_of_nothing_but_totals_is_not_checked_without_end() -> None:
    """Found by damaging files: a thousand totals over two thousand rows took minutes."""
    lines = ["单位：万元,,,", ",".join(HEADER), *["1,甲工程,个性型,5", "2,乙工程,个性型,约6万元", "合计,,,11"] * 1000]
    extraction = read("月报.csv", data="\n".join(lines).encode())
    assert len(extraction.records) == 2000
    assert codes(extraction).count("totals_unchecked") == 1
    assert extraction.sheets[0].totals == ()


@pytest.mark.parametrize("end", ["</table:table>", "</table:table-row>", "</office:spreadsheet>"])
def test_a_document_without_one_of_its_ends_is_damaged_and_not_read_for_ever(end: str) -> None:
    """Found by damaging files: the library looks for the end of the table past the end of the file."""
    source = (Path(__file__).parents[1] / "files" / "月报.ods").read_bytes()
    data = changed("content.xml", (end.encode(), b""), source)
    assert codes(read("月报.ods", data=data)) == ["file_damaged"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/styles.xml", rb"<fonts\b", b"<fonts><font " * 300_000 + b"<fonts"),
        ("xl/styles.xml", rb"<styleSheet[^>]*>", b"<styleSheet>" + b"<numFmt <strike " * 300_000),
        ("xl/sharedStrings.xml", rb"<si>", b"<si><r><strike" * 300_000 + b"<si>"),
    ],
)
def test_looks_that_never_end_are_not_searched_for_ever(part: str, old: bytes, new: bytes) -> None:
    extraction = read("报表.xlsx", data=changed(part, (old, new), SHARED))
    assert extraction.issues or extraction.records


def test_cells_drawn_otherwise_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, percent = book.add_worksheet(), book.add_format({"num_format": "0%"})
    for row in range(20):
        sheet.write_number(row, 0, 1, percent)
    book.close()
    monkeypatch.setattr("zzlib.returns.containers.bounds.MAX_LOOKS", 10)
    assert codes(read("报表.xlsx", data=stream.getvalue())) == ["file_too_large"]


def test_a_page_of_many_long_styles_takes_no_more_than_it_holds() -> None:
    rule = ".x{" + "color:white;" * 20_000 + "background:red}"
    cells = f'<td class="{"x " * 5_000}" style="{"color:white;" * 20_000}">5'
    rows = "<tr><td>项目名称<td>项目类型<td>到位资金（万元）<tr><td>甲<td>个性型" + cells * 20
    assert read("月报.xls", data=f"<style>{rule}</style><table>{rows}</table>".encode()).records
