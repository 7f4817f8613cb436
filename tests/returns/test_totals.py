import pytest

from tests.returns.sheets import BLOCK, PLAIN, TITLE, read_sheet, troubles

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
