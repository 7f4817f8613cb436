"""The month's workbook, read back with another library."""

import openpyxl
import pytest

from tests.report.hand_made import UNITS, hand_made_month
from zzlib.report import write_tables

HEADER = 3


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "tables.xlsx"
    write_tables(hand_made_month(), path)
    return path


def rows(path, sheet: str, data_only: bool = True) -> list[dict]:
    table = openpyxl.load_workbook(path, data_only=data_only)[sheet]
    headings = [cell.value for cell in table[HEADER]]
    return [dict(zip(headings, [c.value for c in row], strict=True)) for row in table.iter_rows(min_row=HEADER + 1)]


def test_the_sheets(written):
    names = openpyxl.load_workbook(written).sheetnames
    assert names == [
        "总表", "分单位", "分类别", "存在的问题", "问题项目", "可申报专项", "投资方向", "项目清单", "报送情况", "数据问题", "指标口径",
    ]  # fmt: skip


def test_totals_are_live_sums_that_carry_the_figures_values(written):
    month = hand_made_month()
    totals, formulas = rows(written, "分单位")[-1], rows(written, "分单位", data_only=False)[-1]
    assert totals["单位"] == "合计"
    assert formulas["到位资金"] == f"=SUM(K4:K{HEADER + len(UNITS)})"
    assert totals["到位资金"] == float(month.figures["funds_received"].value) / 10_000
    assert totals["年度目标"] == float(month.figures["funds_target"].value) / 10_000
    assert totals["项目数"] == month.figures["projects_total"].value
    assert rows(written, "分类别")[-1]["到位资金"] == totals["到位资金"]


def test_missing_stays_blank_and_zero_stays_zero(written):
    by_unit = {row["单位"]: row for row in rows(written, "分单位")}
    assert by_unit["北河镇"]["到位资金"] is None
    assert by_unit["县文化局"]["到位资金"] == 0
    assert by_unit["东山乡"]["到位资金"] == -20
    assert by_unit["县民政局"]["代替数据"] == "用2013年4月报表"


def test_a_name_that_looks_like_a_formula_stays_a_name(written):
    cell = openpyxl.load_workbook(written)["项目清单"]["C4"]
    assert (cell.value, cell.data_type) == ("=水库除险加固", "s")


def test_fund_lines_tell_blank_from_unreadable_and_add_up_only_what_counts(written):
    first, second, third, total = rows(written, "项目清单")
    assert (first["到位资金"], first["支付资金"]) == (4200, None)
    assert second["到位资金"] == "读不出或未计入"
    assert (third["资金类别"], third["计入合计"]) == ("专项债券", "否")
    assert total["到位资金"] == 4200
    assert rows(written, "项目清单", data_only=False)[-1]["到位资金"] == '=SUMIF($A$4:$A$6,"是",N4:N6)'


def test_no_person_stands_in_any_sheet(written):
    book = openpyxl.load_workbook(written)
    assert not [c.coordinate for sheet in book for row in sheet for c in row if "责任人" in str(c.value)]


def test_sheets_print_one_page_wide_with_their_headings(written):
    for sheet in openpyxl.load_workbook(written):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.freeze_panes.endswith("4")


def test_every_figure_has_its_definition(written):
    defined = {row["编号"] for row in rows(written, "指标口径")}
    shown = rows(written, "总表")
    assert {row["编号"] for row in shown} <= defined
    received = next(row for row in shown if row["编号"] == "funds_received")
    assert (received["数值"], received["单位"], received["数据不全"]) == (10030, "万元", "是")


def test_the_same_month_gives_the_same_bytes(written, tmp_path):
    write_tables(hand_made_month(), tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == written.read_bytes()
