"""Another month's table under this month's, with a heading of its own or only a title: kept out, with its range."""

from typing import Any

import pytest

from tests.returns.sheets import BLOCK, HEADER, TITLE, codes, read_sheet, received

MAY = [
    ["2013年5月争资争项月报表"],
    ["填报单位：县水利局", None, None, "单位：万元"],
    HEADER,
    [1, "通村公路建设工程", "个性型", 500],
]
APRIL = [
    ["2013年4月争资争项月报表"],
    ["填报单位：县水利局", None, None, "单位：万元"],
    HEADER,
    [1, "通村公路建设工程", "个性型", 300],
    [2, "泵站改造二期工程", "政策型", 40],
]
TOTAL = ["合计", None, None, 500]
SIGNED = ["填报人：责任人甲", None, "填报日期：2013年6月3日"]


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([*MAY, *APRIL], "A5:D9"),
        ([*MAY, TOTAL, SIGNED, [], *APRIL], "A6:D12"),
        ([*APRIL, [], *MAY], "A1:D5"),
        ([*MAY, [], APRIL[0], *APRIL[3:]], "A6:D8"),
        ([*MAY, TOTAL, ["2013年4月"], *APRIL[3:]], "A6:D8"),
        ([*MAY, ["4月份情况表"], *APRIL[2:]], "A5:D8"),
    ],
    ids=["below", "below a footer", "above", "without a heading", "under a month alone", "a month without a year"],
)
def test_the_other_months_table_is_kept_out_with_its_range(rows: list[list[Any]], cells: str) -> None:
    extraction = read_sheet(rows, month="2013-05", year=2013)
    assert received(extraction) == [("通村公路建设工程", 500_000_000)]
    said = [(i.level, i.value) for i in extraction.issues if i.code == "table_of_other_month"]
    assert len(said) == 1 and said[0][0] == "error"
    assert said[0][1].split(":")[1] == cells.split(":")[1]
    assert extraction.filing.block_period is None or extraction.filing.block_period.text == "2013-05"
    assert extraction.filing.title_period and extraction.filing.title_period.text == "2013-05"


def test_the_month_of_the_folder_counts_for_a_table_that_names_none() -> None:
    extraction = read_sheet([["争资争项月报表"], *MAY[1:], *APRIL], month="2013-05")
    assert received(extraction) == [("通村公路建设工程", 500_000_000)]
    assert "table_of_other_month" in codes(extraction)


def test_without_a_known_month_the_latest_counts() -> None:
    assert received(read_sheet([*MAY, *APRIL])) == [("通村公路建设工程", 500_000_000)]


@pytest.mark.parametrize(
    "rows",
    [
        [*MAY, HEADER, [2, "泵站改造", "政策型", 40]],
        [*MAY, [], MAY[0], MAY[1], HEADER, [2, "泵站改造", "政策型", 40]],
        [*MAY[:3], ["4月份新增项目"], *MAY[3:], ["5月份新增项目"], [2, "泵站改造", "政策型", 40]],
        [*MAY[:3], ["4月"], *MAY[3:], ["5月"], [2, "泵站改造", "政策型", 40]],
        [*MAY, [2, "泵站改造", "政策型", 40], ["注：与2013年4月报表相比，新增1个项目。"]],
        [*MAY, [2, "2013年4月台账整改工程", "政策型", 40], SIGNED],
    ],
    ids=["heading again", "page again", "groups", "months as groups", "a note", "a project named so"],
)
def test_what_only_mentions_a_month_stays(rows: list[list[Any]]) -> None:
    extraction = read_sheet(rows, month="2013-05", year=2013)
    assert sum(fen or 0 for _, fen in received(extraction)) == 540_000_000
    assert "table_of_other_month" not in codes(extraction)


def test_a_date_in_the_last_row_above_a_continued_table_is_no_month_of_it() -> None:
    header = [*HEADER, "争取资金", "申报日期", "备注"]
    rows = [TITLE, BLOCK, header, ["1", "甲", "个性型", "5", "6", "2013年02月", "无"], [], ["附表二（续）"], header]
    extraction = read_sheet([*rows, ["2", "乙", "个性型", "7", "8", "2013年03月", "无"]])
    assert received(extraction) == [("甲", 5_000_000), ("乙", 7_000_000)]
    assert "table_of_other_month" not in codes(extraction)
