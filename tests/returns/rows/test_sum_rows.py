"""Rows that sum others: taken for totals where arithmetic and a sign say so, said where it is doubtful, never counted twice."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest

from tests.returns import innocents
from tests.returns.sheets import BLOCK, PLAIN, TITLE, codes, read_sheet, received, troubles

HEAD = [TITLE, BLOCK, ["序号", "项目名称", "项目类型", "争取资金", "到位资金"]]
FIRST, SECOND, OTHER = ["甲一期", "个性型", 200, 150], ["甲二期", "个性型", 300, 150], ["乙", "政策型", 70, 30]


def _counted(rows: list[list[Any]], **options: Any) -> list[tuple[str | None, int]]:
    return [(name, (fen or 0) // 10**6) for name, fen in received(read_sheet([*HEAD, *rows], **options))]


@pytest.mark.parametrize(
    ("head", "first", "second", "other"),
    [
        ("1", "1.1", "1.2", "2"),
        (1, 1.1, 1.2, 2),
        ("1", "1-1", "1-2", "2"),
        ("1", "（1）", "（2）", "2"),
        ("1", "①", "②", "2"),
        (None, 1, 2, 3),
        ("（一）", 1, 2, "（二）"),
    ],
)
def test_sub_projects_count_and_the_row_above_that_sums_them_does_not(
    head: object, first: object, second: object, other: object
) -> None:
    rows = [[head, "甲", "个性型", 500, 300], [first, *FIRST], [second, *SECOND], [other, *OTHER]]
    assert _counted(rows) == [("甲一期", 150), ("甲二期", 150), ("乙", 30)]


def test_sub_projects_of_sub_projects() -> None:
    rows = [
        ["1", "甲", "个性型", 500, 300],
        ["1.1", "甲一期", "个性型", 200, 150],
        ["1.1.1", "甲一期桥", "个性型", 120, 100],
        ["1.1.2", "甲一期路", "个性型", 80, 50],
        ["1.2", *SECOND],
        ["2", *OTHER],
        ["合计", None, None, 570, 330],
    ]
    extraction = read_sheet([*HEAD, *rows])
    assert [r.row for r in extraction.records] == [6, 7, 8, 9]
    assert troubles(extraction) == []
    assert codes(extraction) == ["sum_row", "sum_row"]


def test_parts_that_say_nothing_of_themselves_are_the_projects_and_it_counts() -> None:
    rows = [
        ["1", "甲", "个性型", 500, 300],
        ["1.1", "土建", None, 200, 150],
        ["1.2", "设备", None, 300, 150],
        ["2", *OTHER],
    ]
    extraction = read_sheet([*HEAD, *rows])
    assert received(extraction) == [("甲", 300_000_000), ("乙", 30_000_000)]
    assert codes(extraction) == ["sum_parts"]
    assert [(s.rows, s.why) for s in extraction.sheets[0].skipped] == [("5-6", "“其中”行")]


@pytest.mark.parametrize(
    "names", [("中央资金", "省级资金"), ("（1）中央预算内", "（2）县级配套"), ("上级补助", "自筹资金")]
)
def test_what_a_projects_money_is_made_of_counts_once_without_the_word_for_it(names: tuple[str, str]) -> None:
    rows = [
        [1, "甲", "个性型", 500, 300],
        [None, names[0], None, 200, 150],
        [None, names[1], None, 300, 150],
        [2, *OTHER],
    ]
    assert _counted(rows) == [("甲", 300), ("乙", 30)]
    rows[2][4] = 100
    extraction = read_sheet([*HEAD, *rows])
    assert received(extraction) == [("甲", 300_000_000), ("乙", 30_000_000)]
    [said] = [issue for issue in extraction.issues if issue.level != "notice"]
    assert (said.code, said.level, said.cell) == ("part_lines_differ", "warning", "E4")
    assert "相加是 250万元，第 4 行填的是 300" in said.message


@pytest.mark.parametrize(
    "label",
    [
        *("累计", "计", "汇总", "合计2个项目", "共2个项目", "【合计】", "Total", "小计（含结转）"),
        *("过次页", "承前页", "本页合计", "合 计：", "资金汇总"),
    ],
)
def test_a_total_by_any_word_is_no_project(label: str) -> None:
    for row in ([label, None, None, 370, 180], [None, label, None, 370, 180]):
        extraction = read_sheet([*HEAD, [1, *SECOND], [2, *OTHER], row])
        assert [r.row for r in extraction.records] == [4, 5]
        assert troubles(extraction) == []


def test_the_total_of_a_page_is_carried_to_the_next() -> None:
    rows = [[1, *FIRST], [2, *SECOND], ["过次页", None, None, 500, 300], HEAD[2], ["承前页", None, None, 500, 300]]
    extraction = read_sheet([*HEAD, *rows, [3, *OTHER], ["合计", None, None, 570, 330]])
    assert troubles(extraction) == []
    assert [(t.label, t.computed) for t in extraction.sheets[0].totals][1::2] == [
        ("过次页", "300"),
        ("承前页", "300"),
        ("合计", "330"),
    ]


def test_towns_with_the_sums_of_their_projects() -> None:
    rows = [
        [None, "城关镇", None, 500, 300],
        [1, *FIRST],
        [2, *SECOND],
        [None, "东乡", None, 110, 50],
        [3, *OTHER],
        [4, "丙", "政策型", 40, 20],
        ["合计", None, None, 610, 350],
    ]
    extraction = read_sheet([*HEAD, *rows])
    assert [r.row for r in extraction.records] == [5, 6, 8, 9]
    assert troubles(extraction) == []


def test_a_town_with_one_project_and_one_of_whose_projects_only_one_has_money() -> None:
    rows = [
        [None, "城关镇", None, 500, 300],
        [1, "甲一期", "个性型", 500, 300],
        [2, "甲二期", "个性型", 0, 0],
        [None, "东乡", None, 70, 30],
        [3, *OTHER],
    ]
    extraction = read_sheet([*HEAD, *rows])
    assert [r.row for r in extraction.records] == [5, 6, 8]
    assert troubles(extraction) == []


def test_each_total_is_held_against_its_own_group_though_one_of_its_columns_is_wrong() -> None:
    rows = [[1, *FIRST], [2, *SECOND], ["合计", None, None, 500, 310], [3, *OTHER], ["合计", None, None, 70, 30]]
    extraction = read_sheet([*HEAD, *rows])
    assert [(i.code, i.cell) for i in extraction.issues] == [("total_mismatch", "E6")]
    assert "填的是 310万元，按各行相加是 300万元" in extraction.issues[0].message


def test_a_sum_row_of_which_one_column_is_wrong_is_a_total_and_the_column_is_said() -> None:
    head = [TITLE, BLOCK, ["序号", "项目名称", "项目类型", "申报资金", "争取资金", "到位资金"]]
    rows = [
        ["1", "甲", "个性型", 600, 500, 310],
        ["1.1", "甲一期", "个性型", 250, 200, 150],
        ["1.2", "甲二期", "个性型", 350, 300, 150],
    ]
    extraction = read_sheet([*head, *rows])
    assert [r.row for r in extraction.records] == [5, 6]
    assert [(i.code, i.cell) for i in extraction.issues] == [("total_mismatch", "F4")]


def test_numbers_that_make_rows_parts_of_one_that_they_do_not_add_up_to_are_said() -> None:
    rows = [["1", "甲", "个性型", 500, 300], ["1.1", "甲一期", "个性型", 100, 50], ["1.2", "甲二期", "个性型", 100, 50]]
    extraction = read_sheet([*HEAD, *rows])
    assert len(extraction.records) == 3
    assert [(i.code, i.cell) for i in extraction.issues] == [("parts_differ", "E4")]


LINES = [TITLE, BLOCK, ["序号", "项目名称", "项目类型", "资金级次", "到位资金"]]


@pytest.mark.parametrize("name", [None, "甲"])
def test_a_projects_row_above_its_fund_lines_is_their_sum_and_gives_them_its_name(name: str | None) -> None:
    rows = [[1, "甲", "个性型", None, 300], [None, name, None, "中央", 200], [None, name, None, "省级", 100]]
    extraction = read_sheet([*LINES, *rows, [2, "乙", "政策型", "省级", 30]])
    assert received(extraction) == [("甲", 200_000_000), ("甲", 100_000_000), ("乙", 30_000_000)]
    assert [r.fields["kind"].value for r in extraction.records] == ["competitive", "competitive", "formula"]
    assert troubles(extraction) == []


def test_fund_lines_of_which_one_happens_to_be_the_sum_of_the_others_all_count() -> None:
    rows = [[1, "甲", "个性型", "中央", 300], [None, None, None, "省级", 200], [None, None, None, "市级", 100]]
    extraction = read_sheet([*LINES, *rows], ["B4:B6", "C4:C6"])
    assert len(extraction.records) == 3
    assert codes(extraction) == []


def test_columns_that_agree_without_following_from_each_other_make_a_sum_and_it_is_said() -> None:
    rows = [[1, "甲", "个性型", 523, 310], [2, "甲一期", "个性型", 210, 160], [3, "甲二期", "个性型", 313, 150]]
    extraction = read_sheet([*HEAD, *rows])
    assert [r.row for r in extraction.records] == [5, 6]
    [said] = extraction.issues
    assert (said.code, said.level, said.cell) == ("sum_row_likely", "warning", "E4")
    assert "全表计 310万元，都是项目的是 620万元" in said.message


def test_one_column_alone_counts_as_written_and_is_said_only_where_chance_is_unlikely() -> None:
    rows = [[1, "甲", "个性型", 512.34], [2, "乙", "个性型", 200.11], [3, "丙", "个性型", 312.23]]
    extraction = read_sheet([*PLAIN, *rows])
    assert len(extraction.records) == 3
    [said] = extraction.issues
    assert (said.code, said.level, said.cell) == ("sum_row_unsure", "warning", "D4")
    assert "全表是 1024.68万元，这一行如是合计，应是 512.34万元" in said.message
    # Applied, won and received alike are one column.
    alike = [[*row, row[-1]] for row in rows]
    assert codes(read_sheet([*HEAD, *alike])) == ["sum_row_unsure"]
    assert (
        codes(read_sheet([*PLAIN, [1, "甲", "个性型", 500], [2, "乙", "个性型", 200], [3, "丙", "个性型", 300]])) == []
    )


@pytest.mark.parametrize("name", ["合计楼维修", "其中村道路", "县医院", "小计量站改造", "一期工程", "中央公园"])
def test_a_numbered_project_counts_whatever_its_name_where_round_amounts_add_up(name: str) -> None:
    rows = [[1, name, "个性型", 500], [2, "乙", "个性型", 200], [3, "丙", "个性型", 300], [4, "丁", "个性型", 300]]
    extraction = read_sheet([*PLAIN, *rows])
    assert len(extraction.records) == 4
    assert codes(extraction) == []


@cache
def _measure(amounts: str, layout: str) -> Counter[str]:
    return innocents.measure(amounts, layout, tables=40, seed=1)


def _measured(kinds: tuple[str, ...], layouts: Iterable[str] = innocents.LAYOUTS) -> Counter[str]:
    return sum((_measure(amounts, layout) for amounts in kinds for layout in layouts), Counter[str]())


@pytest.mark.slow
@pytest.mark.parametrize("amounts", innocents.ROUND)
def test_of_a_thousand_innocent_rows_of_round_amounts_no_more_than_one_is_asked_about_or_taken(amounts: str) -> None:
    counts = _measured((amounts,))
    assert counts["行数"] > 3_500
    assert max(counts["当成合计"], counts["提醒"]) <= counts["行数"] / 1000


@pytest.mark.slow
def test_in_tables_of_whole_hundreds_no_kind_of_columns_is_asked_about_more_often() -> None:
    for layout in innocents.LAYOUTS:
        counts = innocents.measure("整百", layout, tables=120, seed=2)
        assert counts["提醒"] <= counts["行数"] / 1000


@pytest.mark.slow
def test_no_innocent_row_of_ordinary_amounts_is_asked_about_or_taken() -> None:
    counts = _measured(innocents.ORDINARY)
    assert counts["行数"] > 7_000
    assert (counts["当成合计"], counts["提醒"], counts["提示"]) == (0, 0, 0)


@pytest.mark.slow
def test_a_real_sum_without_any_sign_is_said_where_columns_differ_or_amounts_are_ordinary() -> None:
    ordinary = _measured(innocents.ORDINARY)
    assert ordinary["认作合计"] + ordinary["问到"] >= 0.99 * ordinary["合计行"]
    assert ordinary["说到"] >= 0.95 * ordinary["填错一列"]
    several = _measured(("整百", "整五十", "整十", "常用的几档"), ("两列各填", "三列各填"))
    assert several["认作合计"] + several["问到"] >= 0.9 * several["合计行"]
    assert several["认作合计"] + several["问到"] + several["提到"] >= 0.99 * several["合计行"]
    whole = _measured(("整数",))
    assert whole["认作合计"] + whole["问到"] >= 0.9 * whole["合计行"]


def test_columns_that_agree_by_chance_in_round_amounts_are_noted_and_count_as_written() -> None:
    rows = [
        [n, f"工程{n}", "个性型", *amounts]
        for n, amounts in enumerate([(500, 300), (200, 100), (300, 200), (100, 500), (700, 400)], 1)
    ]
    extraction = read_sheet([*HEAD, *rows])
    assert len(extraction.records) == 5
    [said] = extraction.issues
    assert (said.code, said.level, said.cell) == ("sum_row_possible", "notice", "E4")


WIDE = [TITLE, BLOCK, ["序号", "项目名称", "项目类型", "申报资金", "争取资金", "到位资金"]]


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("wrong", [3, 4, 5])
def test_a_sum_with_a_projects_name_and_number_of_which_one_column_is_mistyped_is_said(above: bool, wrong: int) -> None:
    parts = [["甲一期", "个性型", 251.5, 200.25, 150.4], ["甲二期", "个性型", 353, 300.75, 151.7]]
    head: list[Any] = ["甲", "个性型", 604.5, 501, 302.1]
    head[wrong - 1] += 9
    rows = [[n, *row] for n, row in enumerate([head, *parts] if above else [*parts, head], 1)]
    extraction = read_sheet([*WIDE, *rows, [4, "乙", "政策型", 90.1, 70.35, 30]])
    assert len(extraction.records) == 4
    [said] = extraction.issues
    assert (said.code, said.level, said.cell) == ("parts_differ", "warning", f"{'ABCDEF'[wrong]}{4 if above else 6}")
    agreeing = [label for place, label in enumerate(("申报资金", "争取资金", "到位资金"), 3) if place != wrong]
    assert said.details["sign"] == f"{'、'.join(agreeing)}正好是它们之和"
