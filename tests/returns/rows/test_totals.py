import io

import openpyxl
import pytest

from tests.returns.sheets import BLOCK, PLAIN, TITLE, read_sheet, saved, troubles, workbook
from zzlib.returns import read

ROWS = [[1, "甲补助", "政策型", 0.1], [2, "乙工程", "个性型", 0.2], [3, "丙工程", "个性型", 30]]


def _totals(rows: list[list[object]], **options: object) -> list[tuple[str, str, str, str]]:
    found = read_sheet(rows, **options).sheets[0].totals
    return [(t.cell, t.label, t.stated, t.computed) for t in found]


@pytest.mark.parametrize("place", [0, 3])
def test_total_stands_at_the_top_or_at_the_bottom(place: int) -> None:
    rows = ROWS[:]
    rows.insert(place, ["合计", None, None, 0.1 + 0.2 + 30])
    assert _totals([*PLAIN, *rows]) == [(f"D{4 + place}", "合计", "30.3", "30.3")]


def test_a_total_that_leaves_rows_out_is_said_with_both_numbers() -> None:
    extraction = read_sheet([*PLAIN, *ROWS, ["合计", None, None, 30]])
    (issue,) = [issue for issue in extraction.issues if issue.level != "notice"]
    assert (issue.code, issue.level, issue.cell, issue.field) == ("total_mismatch", "warning", "D7", "received")
    assert "30万元" in issue.message and "30.3万元" in issue.message and "0.3万元" in issue.message


def test_a_fen_of_difference_counts_but_binary_noise_does_not() -> None:
    assert "total_mismatch" in troubles(read_sheet([*PLAIN, *ROWS, ["合计", None, None, 30.300001]]))
    assert troubles(read_sheet([*PLAIN, *ROWS, ["合计", None, None, 30.300000000000004]])) == []


def test_subtotals_by_kind() -> None:
    rows = [*ROWS, ["政策型小计", None, None, 0.1], ["个性型小计", None, None, 30.2], ["总计", None, None, 30.3]]
    extraction = read_sheet([*PLAIN, *rows])
    assert troubles(extraction) == []
    assert [t.computed for t in extraction.sheets[0].totals] == ["0.1", "30.2", "30.3"]


def test_totals_of_every_amount_column_in_the_unit_of_the_column() -> None:
    rows = [
        TITLE,
        BLOCK,
        ["序号", "项目名称", "项目类型", "到位资金（元）", "争取资金", "用地需求（亩）"],
        [1, "甲", "政策型", "3万元", 1.5, 10],
        [2, "乙", "政策型", 20000, "2亿", 2.5],
        ["合计", None, None, 50000, 20001.5, 12.5],
    ]
    assert _totals(rows) == [
        ("D6", "合计", "50000", "50000"),
        ("E6", "合计", "20001.5", "20001.5"),
        ("F6", "合计", "12.5", "12.5"),
    ]


def test_no_blame_for_a_total_over_an_unreadable_amount() -> None:
    rows = [*PLAIN, *ROWS[:2], [3, "丙工程", "个性型", "待定"], ["合计", None, None, 50]]
    assert troubles(read_sheet(rows)) == ["amount_unreadable"]


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        ([12.34, 56.785], 69.13),
        ([33.33, 33.33, 33.33], 100),
        ([120.26, 99.74, 80.5], 300.5),
        ([1234.56, 7654.32], 8888.9),
    ],
)
def test_totals_that_were_rounded_are_no_fault(amounts: list[float], total: float) -> None:
    rows = [[n, f"工程{n}", "个性型", amount] for n, amount in enumerate(amounts, 1)]
    assert troubles(read_sheet([*PLAIN, *rows, ["合计", None, None, total]])) == []


@pytest.mark.parametrize(("amounts", "total"), [([12, 57], 70), ([12.34, 56.78], 69.22), ([0.01, 0.02], 0.04)])
def test_more_than_rounding_is_said(amounts: list[float], total: float) -> None:
    rows = [[n, f"工程{n}", "个性型", amount] for n, amount in enumerate(amounts, 1)]
    assert troubles(read_sheet([*PLAIN, *rows, ["合计", None, None, total]])) == ["total_mismatch"]


def test_amounts_in_yuan_are_exact() -> None:
    rows = [
        [TITLE[0]],
        ["填报单位：县水利局", None, None, "单位：元"],
        *PLAIN[2:],
        [1, "甲", "个性型", 100.25],
        [2, "乙", "个性型", 200.25],
    ]
    assert troubles(read_sheet([*rows, ["合计", None, None, 300.51]])) == ["total_mismatch"]


def test_each_section_and_the_grand_total_over_its_subtotals() -> None:
    rows = [
        ["一、政策型项目"], *ROWS[:1], ["小计", None, None, 0.1],
        ["二、个性型项目"], *ROWS[1:], ["小计", None, None, 30.2], ["合计", None, None, 30.3],
    ]  # fmt: skip
    assert troubles(read_sheet([*PLAIN, *rows])) == []
    rows[-2] = ["小计", None, None, 31.2]
    assert troubles(read_sheet([*PLAIN, *rows])) == ["total_mismatch"]


def test_a_grand_total_that_only_repeats_the_fault_of_its_subtotals_is_not_told_again() -> None:
    rows = [*ROWS[:1], ["小计", None, None, 0.1], *ROWS[1:], ["小计", None, None, 31.2], ["合计", None, None, 31.3]]
    extraction = read_sheet([*PLAIN, *rows])
    assert [i.cell for i in extraction.issues if i.code == "total_mismatch"] == ["D8"]
    assert [t.computed for t in extraction.sheets[0].totals] == ["0.1", "30.2", "30.3"]


def test_rows_of_which_part_is_said_below_count_once() -> None:
    rows = [ROWS[0], ["", "其中：中央", None, 0.05], *ROWS[1:], ["合计", None, None, 30.3]]
    assert troubles(read_sheet([*PLAIN, *rows])) == []


def test_a_total_that_counts_hidden_rows_is_worth_knowing_and_no_fault_by_itself() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([*PLAIN, *ROWS, ["合计", None, None, 30.3]])))
    book.active.row_dimensions[5].hidden = True
    extraction = read("报表.xlsx", data=saved(book))
    assert troubles(extraction) == ["row_hidden"]
    [notice] = [i for i in extraction.issues if i.code == "total_with_hidden_rows"]
    assert "填的是 30.3万元，看得见的各行相加是 30.1万元，相差的 0.2万元在隐藏的行里" in notice.message
    book.active.cell(7, 4).value = 31
    assert troubles(read("报表.xlsx", data=saved(book))) == ["row_hidden", "total_mismatch"]


def test_a_subtotal_of_a_unit_sums_that_units_rows_wherever_it_stands() -> None:
    rows = [
        TITLE,
        ["单位：万元"],
        ["序号", "责任单位", "项目名称", "项目类型", "到位资金"],
        [1, "水利局", "甲工程", "个性型", 20],
        [2, "农业局", "乙工程", "个性型", 30],
        ["合计", None, None, None, 50],
        ["水利局小计", None, None, None, 20],
    ]
    assert troubles(read_sheet(rows)) == []
