"""Receipts: each return comes back with what was found in it; a resubmission's says what became of that."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exchange.packages import differences, faults_of
from tests.small_county import SmallCounty
from zzlib.exchange.forms import write_forms
from zzlib.exchange.receipts import MadeReceipt, WrittenReceipts, month_receipts, write_receipts
from zzlib.indicators import measure
from zzlib.ledger import open_ledger
from zzlib.synthetic.locked import locked_workbook

HEDGED = ["甲工程", "", "政策型", "新增", "中央专项", 500, 400, "约320", None]
UNREAD = ["乙工程", "", "政策型", "新增", "中央专项", 60, 30, "待定", None]
SOUND = ["甲工程", "", "政策型", "新增", "中央专项", 500, 400, 300, None]
MAY, JUNE_3 = "2013-05", "2013-06-03T10:00:00"


@pytest.fixture
def may(copied: Callable[..., SmallCounty]) -> SmallCounty:
    """A county where 水利局's return has a hedged and an unreadable amount and 城关镇's is clean."""
    return copied(_may, MAY)


def _may(root: Path) -> None:
    county = SmallCounty(root)
    county.file_return(MAY, "水利局", [HEDGED, UNREAD])
    county.file_return(MAY, "城关镇", [["丙工程", *SOUND[1:]]])


def made(written: WrittenReceipts, file: str) -> MadeReceipt:
    return next(receipt for receipt in written.receipts if receipt.file == file)


def texts(receipt: MadeReceipt) -> list[list[str]]:
    """Give the rows of the sheet 回执 that say something."""
    sheet = openpyxl.load_workbook(io.BytesIO(receipt.data))["回执"]
    rows = [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
    return [row if row[4] else row[:1] for row in rows if row[0]]


def section(receipt: MadeReceipt, caption: str) -> list[list[str]]:
    """Give the rows of a list, without its heading."""
    rows = texts(receipt)
    start = next(n for n, row in enumerate(rows) if row[0].startswith(caption))
    length = next((n for n, row in enumerate(rows[start + 1 :]) if len(row) == 1), len(rows))
    return rows[start + 2 : start + 1 + length]


def test_each_return_comes_back_with_its_issues_at_the_cells(may: SmallCounty) -> None:
    written = write_receipts(may.workspace, MAY)
    assert written.folder == may.root / "outputs" / "receipts" / MAY
    receipt = made(written, "水利局.xlsx")
    book = openpyxl.load_workbook(written.folder / receipt.path)
    sheet = book["Sheet"]
    assert sheet["I4"].comment.text.startswith("【提醒】“到位资金”填的是“约320”，按 320万元 计")
    assert sheet["I5"].comment.text.startswith("【错误】“到位资金”填的是“待定”，读不出数额\n怎样改：")
    assert [sheet[c].fill.fgColor.rgb for c in ("I4", "I5", "H4")] == ["FFFFEB9C", "FFFFC7CE", "00000000"]
    assert faults_of(receipt.data) == []
    original = (may.root / "data" / "returns" / MAY / "水利局.xlsx").read_bytes()
    assert differences(original, receipt.data, {("Sheet", "I4"), ("Sheet", "I5")}) == []


def test_the_first_sheet_says_how_the_return_was_taken_and_what_to_do(may: SmallCounty) -> None:
    receipt = made(write_receipts(may.workspace, MAY), "水利局.xlsx")
    lines = [row[0] for row in texts(receipt) if len(row) == 1]
    assert lines[0].startswith("回执（本页由程序写出")
    assert "2013年5月争资争项月报表回执：水利局" in lines
    assert "收到时间：2013-06-02 09:00:00；应报时间：6月5日前；报送情况：按时" in lines
    assert "查出：错误 1 处，提醒 1 处，提示 0 处。" in lines
    assert "这份报表已采用：读出 2 个项目，到位资金累计 至少320万元。" in lines
    assert [row[:4] for row in section(receipt, "问题清单")] == [
        ["错误", "Sheet", "I5", "待定"], ["提醒", "Sheet", "I4", "约320"],
    ]  # fmt: skip
    assert [row[-1] for row in section(receipt, "读出的项目")] == [
        "申报资金 500 万元，争取资金 400 万元，到位资金 320 万元",
        "申报资金 60 万元，争取资金 30 万元，到位资金读不出或待核实，没有计入",
    ]


def test_a_clean_return_is_thanked_for(may: SmallCounty) -> None:
    receipt = made(write_receipts(may.workspace, MAY), "城关镇.xlsx")
    assert ["没有查出问题，谢谢。"] in texts(receipt)
    assert receipt.counts == {"error": 0, "warning": 0, "notice": 0}


def test_files_that_can_not_be_annotated_get_the_receipt_alone(may: SmallCounty) -> None:
    folder = may.root / "data" / "returns" / MAY
    (folder / "locked.xlsx").write_bytes(locked_workbook())
    (folder / "half.xlsx").write_bytes((folder / "水利局.xlsx").read_bytes()[:900])
    (folder / "空.xls").write_bytes(b"")
    (folder / "表.csv").write_text("填报单位：发改委,,单位：万元\n项目名称,项目类型,到位资金\n甲,政策型,约5\n", "utf-8")
    (folder / "网页.xls").write_text("<html><table><tr><td>a</td></tr></table></html>", "utf-8")
    written = write_receipts(may.workspace, MAY)
    alone = {receipt.file: receipt for receipt in written.receipts if receipt.not_marked}
    assert set(alone) == {"locked.xlsx", "half.xlsx", "空.xls", "表.csv", "网页.xls"}
    assert all(receipt.path == f"{file}.回执.xlsx" for file, receipt in alone.items())
    assert all(faults_of(receipt.data) == [] for receipt in alone.values())
    assert section(alone["表.csv"], "问题清单")[0][:4] == ["提醒", "", "C3", "约5"]
    assert any("不是 .xlsx 格式的工作簿，没有在原表上标注" in row[0] for row in texts(alone["表.csv"]))
    assert section(alone["locked.xlsx"], "问题清单")[0][4] == "文件加了密码，读不出"


def test_members_of_a_zip_come_back_one_by_one_and_inside_the_folder(may: SmallCounty) -> None:
    folder = may.root / "data" / "returns" / MAY
    data = (folder / "水利局.xlsx").read_bytes()
    (folder / "水利局.xlsx").unlink()
    with zipfile.ZipFile(folder / "资料.zip", "w") as archive:
        archive.writestr("../../外面.xlsx", data)
    written = write_receipts(may.workspace, MAY)
    paths = [receipt.path for receipt in written.receipts]
    assert "资料.zip/_/_/外面.xlsx" in paths or "资料.zip/外面.xlsx" in paths
    assert all(written.folder in (written.folder / path).resolve().parents for path in paths)
    assert sorted(str(p.relative_to(may.root).parts[:2]) for p in may.root.rglob("*外面*")) == [
        "('outputs', 'receipts')"
    ]


def test_a_workbook_named_as_another_kind_comes_back_as_xlsx(may: SmallCounty) -> None:
    folder = may.root / "data" / "returns" / MAY
    (folder / "水利局.xlsx").rename(folder / "水利局.et")
    assert made(write_receipts(may.workspace, MAY), "水利局.et").path == "水利局.et.xlsx"


@pytest.mark.slow
def test_a_resubmission_says_what_is_fixed_open_and_new_and_which_figures_moved(may: SmallCounty) -> None:
    fixed, still = ["甲工程", *SOUND[1:]], UNREAD
    new = ["丁工程", "", "个性型", "新增", "中央专项", "约9", 5, 5, None]
    may.file_return(MAY, "水利局", [new, still, fixed], name="水利局（改）.xlsx", received_at=JUNE_3)
    receipt = made(write_receipts(may.workspace, MAY), "水利局（改）.xlsx")
    assert [(row[0], row[2]) for row in section(receipt, "与上一份“水利局.xlsx”（2013-06-02 09:00:00 收到）相比")] == [
        ("已改", "I4"), ("仍有", "I5"), ("新增", "G4"),
    ]  # fmt: skip
    moved = [[text for text in row if text] for row in section(receipt, "换成这一份后")]
    assert ["全县", "已到位资金", "至少620万元（6,200,000.00 元）", "至少605万元（6,050,000.00 元）"] in moved
    assert ["本单位", "累计开发项目", "2", "3"] in moved
    former = made(write_receipts(may.workspace, MAY), "水利局.xlsx")
    assert any("已由后来报的“水利局（改）.xlsx”代替" in row[0] for row in texts(former))


@pytest.mark.slow
def test_a_readable_return_after_a_locked_one_shows_the_lock_as_fixed(county: SmallCounty) -> None:
    (county.root / "data" / "returns" / MAY).mkdir()
    (county.root / "data" / "returns" / MAY / "旧.xlsx").write_bytes(locked_workbook())
    county.receive(MAY, "旧.xlsx", "2013-06-01T09:00:00", unit_id="u02")
    county.file_return(MAY, "水利局", [SOUND])
    receipt = made(write_receipts(county.workspace, MAY), "水利局.xlsx")
    assert [row[0] for row in section(receipt, "与上一份“旧.xlsx”")] == ["已改"]


@pytest.mark.slow
def test_a_file_that_replaced_one_of_the_same_name_says_that_it_can_not_be_compared(may: SmallCounty) -> None:
    write_receipts(may.workspace, MAY)
    register = may.root / "data" / "returns" / MAY / "received.csv"
    may.file_return(MAY, "水利局", [SOUND], received_at=JUNE_3)
    register.write_text(
        register.read_text("utf-8").replace("水利局.xlsx,,", f"水利局.xlsx,{64 * chr(48)},", 1), "utf-8"
    )
    receipt = made(write_receipts(may.workspace, MAY), "水利局.xlsx")
    assert any("替换了 2013-06-02 09:00:00 收到的同名文件" in row[0] for row in texts(receipt))


def test_receipts_of_some_units_leave_the_others_where_they_are(may: SmallCounty) -> None:
    write_receipts(may.workspace, MAY)
    written = write_receipts(may.workspace, MAY, ["水利局"])
    assert [receipt.unit_id for receipt in written.receipts] == ["u02"]
    assert {p.name for p in written.folder.glob("*.xlsx")} == {"水利局.xlsx", "城关镇.xlsx"}


@pytest.mark.slow
def test_a_receipt_that_a_person_changed_is_kept_and_one_of_a_file_that_is_gone_goes(may: SmallCounty) -> None:
    written = write_receipts(may.workspace, MAY)
    (written.folder / "水利局.xlsx").write_bytes(b"my own")
    (may.root / "data" / "returns" / MAY / "城关镇.xlsx").unlink()
    again = write_receipts(may.workspace, MAY)
    assert again.moved is not None
    assert [p.read_bytes() for p in again.moved.iterdir()] == [b"my own"]
    assert [p.name for p in written.folder.glob("*.xlsx")] == ["水利局.xlsx"]


def test_no_leftovers_and_the_same_bytes_each_time(may: SmallCounty) -> None:
    def state(folder: Path) -> dict[str, Any]:
        return {p.name: p.read_bytes() for p in folder.iterdir()}

    folder = write_receipts(may.workspace, MAY).folder
    first = state(folder)
    assert state(write_receipts(may.workspace, MAY).folder) == first
    assert set(first) == {"水利局.xlsx", "城关镇.xlsx", ".written.json"}


@pytest.mark.slow
def test_our_own_form_comes_back_with_its_key_column_still_hidden(may: SmallCounty) -> None:
    forms = write_forms(may.workspace, "2013-06", ["水利局"])
    name = next(iter(forms.forms))
    book = openpyxl.load_workbook(forms.folder / name)
    book["月报表"]["M5"] = "大约4"
    (may.root / "data" / "returns" / "2013-06").mkdir()
    book.save(may.root / "data" / "returns" / "2013-06" / name)
    receipt = write_receipts(may.workspace, "2013-06").receipts[0]
    assert receipt.not_marked == ""
    again = openpyxl.load_workbook(io.BytesIO(receipt.data))
    assert again.sheetnames == ["回执", "月报表", "填表说明"]
    assert again["月报表"].column_dimensions["Z"].hidden and again["月报表"].protection.sheet
    assert again["月报表"]["M5"].comment.text.startswith("【提醒】")


@pytest.mark.slow
def test_a_sheet_too_large_to_take_apart_gets_the_receipt_alone(
    may: SmallCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zzlib.exchange.package.MAX_PART", 1500)
    assert made(write_receipts(may.workspace, MAY), "水利局.xlsx").not_marked == "工作表太大"


@pytest.mark.slow
def test_a_run_takes_those_with_errors_or_warnings(may: SmallCounty) -> None:
    ledger = open_ledger(may.workspace, MAY)
    published = list(month_receipts(ledger, measure(ledger), faulty_only=True))
    assert [receipt.path for receipt in published] == ["水利局.xlsx"]
    assert published[0].data == (write_receipts(may.workspace, MAY).folder / "水利局.xlsx").read_bytes()
