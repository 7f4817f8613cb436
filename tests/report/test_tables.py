"""The month's workbook, read back with another library."""

from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest

from tests.report.hand_made import UNITS, hand_made_month
from zzlib import paper
from zzlib.report import write_tables
from zzlib.report.workbook import SheetColumn, WorkbookSheet, write_workbook

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
        "分单位", "总表", "分类别", "存在的问题", "问题项目", "可申报专项", "投资方向", "项目清单", "报送情况", "数据问题", "指标口径",
    ]  # fmt: skip


def test_totals_are_live_sums_that_carry_the_figures_values(written):
    month = hand_made_month()
    totals, formulas = rows(written, "分单位")[-1], rows(written, "分单位", data_only=False)[-1]
    assert totals["单位"] == "合计"
    assert formulas["到位资金"] == f"=SUM(G4:G{HEADER + len(UNITS)})"
    assert formulas["完成率"] == '=IF(F14=0,"",G14/F14)'
    assert totals["还差"] == totals["年度目标"] - totals["到位资金"]
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


def test_units_stand_by_rank_in_their_group_with_what_they_owe(written):
    found = [(row["位次"], row["单位"], row["还差"]) for row in rows(written, "分单位")[:-1]]
    assert found[:5] == [
        ("1", "县发改委", 800), ("2", "县水利局", 4000), ("3", "县财政局", 7000), ("4", "县民政局", 4500), ("—", "县文化局", 1000)
    ]  # fmt: skip
    assert [(unit, owed) for _, unit, owed in found if unit in ("北河镇", "城投公司", "县供电公司")] == [
        ("北河镇", 800), ("城投公司", -50), ("县供电公司", None)
    ]  # fmt: skip


def test_figures_stand_in_groups_and_codes_are_hidden(written):
    groups = [row["类别"] for row in rows(written, "总表")]
    assert list(dict.fromkeys(groups)) == ["资金", "单位", "项目", "用地", "方向和专项", "审计检查"]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)
    for sheet in openpyxl.load_workbook(written):
        codes = [cell for cell in sheet[HEADER] if cell.value == "编号"]
        assert all(sheet.column_dimensions[cell.column_letter].hidden for cell in codes), sheet.title


def test_sheets_print_one_page_wide_no_smaller_than_can_be_read_with_their_headings(written):
    for sheet in openpyxl.load_workbook(written):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert printed_size(sheet) >= 7.5, sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.freeze_panes.endswith("4")


def printed_size(sheet) -> float:
    """Give the points of the smallest print on paper: of a cell's letters, shrunk by as much as the sheet's columns need."""
    margins = sheet.page_margins
    shown = [c for c in sheet.column_dimensions.values() if not c.hidden]
    columns = sum((c.max - c.min + 1) * (c.width * 8 - 0.7) * 0.75 for c in shown)
    room = {9: 297, 8: 420}[sheet.page_setup.paperSize] / 25.4 * 72 - (margins.left + margins.right) * 72
    sizes = [cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return min(sizes) * min(1.0, room / columns)


def test_no_row_stands_alone_on_the_last_page():
    for count in range(20, 110):
        heights = paper.stretched([19.0] * count, 41, 33, 500)
        assert paper._on_last_page(heights, 41, 33, 500) >= 3, count
        assert max(heights) <= 19 * 1.3


def test_every_figure_has_its_definition(written):
    defined = {row["编号"] for row in rows(written, "指标口径")}
    shown = rows(written, "总表")
    assert {row["编号"] for row in shown} <= defined
    received = next(row for row in shown if row["编号"] == "funds_received")
    assert (received["数值"], received["单位"], received["数据不全"]) == (10030, "万元", "是")


def test_the_same_month_gives_the_same_bytes(written, tmp_path):
    write_tables(hand_made_month(), tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == written.read_bytes()


def test_a_completion_just_below_an_edge_stays_a_number_and_is_printed_as_in_the_circular(tmp_path) -> None:
    edges = tuple(map(Decimal, ("0.8", "0.25", "1")))
    columns = (SheetColumn("单位", 10), SheetColumn("完成率", 9, "percent", edges=edges))
    shares = [0.2499998, 0.24962, 0.25, 0.317]
    sheet = WorkbookSheet("表", "", columns, [["甲", share] for share in shares], ["合计", Decimal("0.7999999")])
    write_workbook(tmp_path / "a.xlsx", "", "", datetime(2013, 6, 5), [sheet])

    cells = [row[1] for row in openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(min_row=4)]

    assert [cell.value for cell in cells] == [*shares, 0.7999999]
    assert [cell.number_format for cell in cells] == [
        '[>=0.25]0.0%;[<=0.2499]0.00%;"24.99%"', '[>=0.25]0.0%;[<=0.2499]0.00%;"24.99%"', "0.0%", "0.0%",
        '[>=0.8]0.0%;[<=0.7999]0.00%;"79.99%"',
    ]  # fmt: skip
