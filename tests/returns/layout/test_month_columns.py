"""Months as columns: read where the headings or arithmetic say what they are, else asked; never the wrong month in silence."""

from typing import Any

import pytest

from tests.returns.sheets import BLOCK, TITLE, codes, read_sheet, troubles
from zzlib.returns import Extraction
from zzlib.returns.layout.headings import Headings, heading_key

HEAD = ["序号", "项目名称", "项目类型"]
MONTHS = ["1月", "2月", "3月", "4月", "5月"]
OWN = ([1, 2, 0, 3, 4], [0, None, 5, 0, 5], [None, None, None, None, 6])
"""What came in each month; together 10, 10 and 6."""
GROWN = ([1, 3, 3, 6, 10], [0, 0, 5, 5, 10], [0, 0, 0, 0, 6])
"""The same since January."""


def flat(headings: list[str], *rows: list[Any]) -> list[list[Any]]:
    written = [[number, f"{number}号工程", "个性型", *row] for number, row in enumerate(rows, start=1)]
    return [TITLE, BLOCK, [*HEAD, *headings], *written]


def under(caption: str, below: list[str], *rows: list[Any]) -> list[list[Any]]:
    """Write a header of two rows: a caption over the months."""
    title, block, _, *written = flat([], *rows)
    return [title, block, [*HEAD, caption, *[None] * (len(below) - 1)], [None, None, None, *below], *written]


def amounts(extraction: Extraction, field: str = "received") -> list[tuple[str, int | None] | None]:
    values = [record.fields.get(field) for record in extraction.records]
    return [(v.cell, None if v.fen is None else v.fen // 1_000_000) if v else None for v in values]


def with_sum(rows: tuple[list[Any], ...]) -> list[list[Any]]:
    return [[*row, sum(filter(None, row))] for row in rows]


@pytest.mark.parametrize(
    ("months", "total"),
    [
        (MONTHS, "1-5月累计到位资金"),
        (MONTHS, "到位资金"),
        (["1月到位", "2月到位", "3月到位", "4月到位", "5月到位"], "累计到位"),
        (["一月份", "二月份", "三月份", "四月份", "五月份"], "1至5月到位资金"),
        (["2013年1月", "2013年2月", "2013年3月", "2013年4月", "2013年5月"], "截至5月底累计到位资金"),
        ([f"到位资金（{month}）" for month in MONTHS], "1—5月到位资金"),
    ],
)
def test_months_that_add_up_to_what_came_since_january(months: list[str], total: str) -> None:
    extraction = read_sheet(flat([*months, total], *with_sum(OWN)))
    assert amounts(extraction) == [("I4", 10), ("I5", 10), ("I6", 6)]
    assert amounts(extraction, "received_month") == [("H4", 4), ("H5", 5), ("H6", 6)]
    assert codes(extraction) == ["months_read"]


@pytest.mark.parametrize("total", ["1-5月累计", "累计", "合计", "小计"])
@pytest.mark.parametrize("merged", [True, False])
def test_months_under_a_caption(total: str, merged: bool) -> None:
    merges = ["A3:A4", "B3:B4", "C3:C4", "D3:I3"] if merged else []
    extraction = read_sheet(under("到位资金", [*MONTHS, total], *with_sum(OWN)), merges)
    assert amounts(extraction) == [("I5", 10), ("I6", 10), ("I7", 6)]
    assert amounts(extraction, "received_month") == [("H5", 4), ("H6", 5), ("H7", 6)]
    assert troubles(extraction) == []


def test_months_that_hold_what_came_since_january_are_no_months_amounts() -> None:
    rows = [[*row, row[-1]] for row in GROWN]
    extraction = read_sheet(under("到位资金", [*MONTHS, "累计"], *rows))
    assert amounts(extraction) == [("I5", 10), ("I6", 10), ("I7", 6)]
    assert amounts(extraction, "received_month") == [None, None, None]
    assert codes(extraction) == ["months_read"]
    assert "最近一月等于 I4“到位资金/累计”" in extraction.issues[0].message


def test_a_first_part_of_the_year_beside_the_month() -> None:
    extraction = read_sheet(under("到位资金", ["1-4月", "5月", "合计"], [6, 4, 10], [5, 5, 10]))
    assert amounts(extraction) == [("F5", 10), ("F6", 10)]
    assert amounts(extraction, "received_month") == [("E5", 4), ("E6", 5)]
    alone = read_sheet(under("到位资金", ["1-4月", "5月"], [6, 4], [5, 5]))
    assert not alone.readable
    assert troubles(alone) == ["months_unclear"]


def test_quarters_are_months_too() -> None:
    extraction = read_sheet(under("到位资金", ["一季度", "4月", "5月", "合计"], [3, 3, 4, 10]))
    assert (amounts(extraction), amounts(extraction, "received_month")) == ([("G5", 10)], [("F5", 4)])


def test_a_template_of_twelve_months_of_which_some_are_to_come() -> None:
    months = [f"{number}月" for number in range(1, 13)]
    rows = [[*row, *[None] * 7, sum(filter(None, row))] for row in OWN]
    extraction = read_sheet(under("到位资金", [*months, "合计"], *rows))
    assert [fen for _, fen in filter(None, amounts(extraction))] == [10, 10, 6]
    assert amounts(extraction, "received_month")[0] == ("H5", 4)
    ahead = read_sheet(under("到位资金", [*months, "合计"], *rows[:2], [1, 1, 1, 1, 1, 9, *[None] * 6, 14]))
    assert [(i.level, i.code, i.cell) for i in ahead.issues if i.level != "notice"] == [
        ("error", "month_ahead", "I7"), ("warning", "months_mismatch", "P7"),
    ]  # fmt: skip


def test_a_row_that_does_not_add_up_is_said_at_its_cell_and_counts_as_the_total_says() -> None:
    rows = with_sum(OWN)
    rows[1][-1] = 12
    extraction = read_sheet(under("到位资金", [*MONTHS, "合计"], *rows))
    assert [fen for _, fen in filter(None, amounts(extraction))] == [10, 12, 6]
    [said] = [i for i in extraction.issues if i.level != "notice"]
    assert (said.level, said.code, said.cell) == ("warning", "months_mismatch", "I6")
    assert "按各月的列（0+0+5+0+5）是 10万元" in said.message


def test_a_blank_total_of_filled_months_is_not_nothing() -> None:
    rows = with_sum(OWN)
    rows[1][-1] = None
    extraction = read_sheet(under("到位资金", [*MONTHS, "合计"], *rows))
    assert [(i.level, i.code, i.cell) for i in extraction.issues if i.level != "notice"] == [
        ("error", "months_without_total", "I6")
    ]
    assert extraction.records[1].fields["received"].unreadable


def test_months_that_make_neither_reading_leave_the_total_that_is_stated() -> None:
    extraction = read_sheet(under("到位资金", [*MONTHS, "累计"], [1, 1, 1, 1, 1, 90], [2, 2, 2, 2, 2, 80]))
    assert [fen for _, fen in filter(None, amounts(extraction))] == [90, 80]
    assert amounts(extraction, "received_month") == [None, None]
    assert troubles(extraction) == ["months_unproved"]


def test_the_last_months_beside_a_total_are_kept_and_not_added_up() -> None:
    extraction = read_sheet(under("到位资金", ["4月", "5月", "累计"], [3, 4, 10], [0, 5, 10]))
    assert [fen for _, fen in filter(None, amounts(extraction))] == [10, 10]
    assert codes(extraction) == ["months_aside"]


def test_months_that_name_no_amount_are_never_taken_for_one() -> None:
    extraction = read_sheet(flat([*MONTHS, "合计"], *with_sum(OWN)))
    assert not extraction.readable
    assert troubles(extraction) == ["required_column_missing"]
    [missing] = [i for i in extraction.issues if i.level == "error"]
    assert missing.details["headings"] == ("合计",)


def test_months_of_two_amounts_each_have_their_own_total() -> None:
    below = [*MONTHS, "累计", *MONTHS, "累计"]
    rows = [[*own, *[amount and amount / 2 for amount in own]] for own in with_sum(OWN)]
    sheet = under("到位资金", below, *rows)
    sheet[2][9] = "支付资金"
    extraction = read_sheet(sheet)
    assert amounts(extraction) == [("I5", 10), ("I6", 10), ("I7", 6)]
    assert amounts(extraction, "paid") == [("O5", 5), ("O6", 5), ("O7", 3)]
    assert troubles(extraction) == []


def test_months_alone_are_asked_with_both_sums_and_count_for_nothing() -> None:
    sheet = under("到位资金", MONTHS, *OWN, ["合计"])
    sheet[-1] = ["合计", None, None, 1, 2, 5, 3, 15]
    extraction = read_sheet(sheet)
    assert not extraction.readable
    assert amounts(extraction) == [None, None, None]
    [said] = [i for i in extraction.issues if i.level != "notice"]
    assert (said.level, said.code, said.cell) == ("error", "months_unclear", "D4")
    assert "（各月相加共 26，最近一月共 15）" in said.message
    assert said.details["headings"] == ("到位资金/各月相加", "到位资金/最近一月")
    grown = read_sheet(under("到位资金", MONTHS, *GROWN))
    assert grown.issues[0].details["headings"] == ("到位资金/最近一月", "到位资金/各月相加")


EACH = Headings({heading_key("到位资金/各月相加"): "received"})
SINCE = Headings({heading_key("到位资金/最近一月"): "received"})


def test_months_alone_are_read_as_a_person_said_and_lead_back_to_their_cells() -> None:
    summed = read_sheet(under("到位资金", MONTHS, *OWN), headings=EACH)
    assert [fen for _, fen in filter(None, amounts(summed))] == [10, 10, 6]
    assert amounts(summed, "received_month") == [("H5", 4), ("H6", 5), ("H7", 6)]
    value = summed.records[1].fields["received"]
    assert [(part.cell, part.raw) for part in value.parts] == [("D6", "0"), ("F6", "5"), ("G6", "0"), ("H6", "5")]
    latest = read_sheet(under("到位资金", MONTHS, *GROWN), headings=SINCE)
    assert amounts(latest) == [("H5", 10), ("H6", 10), ("H7", 6)]
    assert troubles(summed) == troubles(latest) == []


@pytest.mark.parametrize("decided", [EACH, SINCE])
def test_what_was_decided_is_not_applied_to_months_that_do_not_reach_the_returns(decided: Headings) -> None:
    extraction = read_sheet(under("到位资金", MONTHS[:4], *(row[:4] for row in OWN)), headings=decided, month="2013-05")
    assert not extraction.readable
    assert troubles(extraction) == ["months_unclear", "months_end_early"]


def test_another_amount_of_which_only_months_stand_there_is_neither_counted_nor_nothing() -> None:
    sheet = under("到位资金", ["累计", "4月", "5月"], [10, 1, 2])
    sheet[2][4] = "支付资金"
    extraction = read_sheet(sheet)
    assert amounts(extraction) == [("D5", 10)]
    assert extraction.records[0].fields["paid"].unreadable
    assert troubles(extraction) == ["months_unclear"]


def test_an_earlier_months_columns_are_said() -> None:
    rows = with_sum(tuple(row[:4] for row in OWN))
    extraction = read_sheet(under("到位资金", [*MONTHS[:4], "累计"], *rows), month="2013-05")
    assert troubles(extraction) == ["months_end_early"]
    stale = read_sheet(flat(["1-4月累计到位资金"], [6], [5]), month="2013-05")
    assert [(i.code, i.cell) for i in stale.issues] == [("column_of_other_month", "D3")]
    assert read_sheet(flat(["1-5月累计到位资金", "5月到位"], [6, 1], [5, 1]), month="2013-05").issues == ()


def test_a_turned_table_of_months() -> None:
    rows = [
        ["项目名称", "甲", "乙"],
        ["项目类型", "个性型", "政策型"],
        *([m, 1, 2] for m in MONTHS),
        ["到位资金", 5, 10],
    ]
    extraction = read_sheet([TITLE, BLOCK, *rows])
    assert amounts(extraction) == [("B10", 5), ("C10", 10)]
    assert amounts(extraction, "received_month") == [("B9", 1), ("C9", 2)]
    assert troubles(extraction) == []


def test_months_of_last_year_and_of_dates_are_no_months_of_the_year() -> None:
    extraction = read_sheet(flat(["2012年4月到位资金", "2012年5月到位资金", "到位资金"], [1, 2, 3]))
    assert amounts(extraction) == [("F4", 3)]
    assert troubles(extraction) == []


def test_what_came_up_to_last_month_beside_this_months_and_both() -> None:
    headings = ["截至4月底累计到位", "5月到位", "截至5月底累计到位"]
    extraction = read_sheet(flat(headings, [6, 4, 10], [5, 5, 10]), month="2013-05")
    assert (amounts(extraction), amounts(extraction, "received_month")) == (
        [("F4", 10), ("F5", 10)],
        [("E4", 4), ("E5", 5)],
    )
    assert troubles(extraction) == []
    both = read_sheet(flat(["1-4月到位资金", "1-5月到位资金"], [6, 10], [5, 10]), month="2013-05")
    assert amounts(both) == [("E4", 10), ("E5", 10)]
    assert troubles(both) == []


@pytest.mark.parametrize("month", ["", "2013-05"])
@pytest.mark.parametrize("total", ["年初至本月末累计到位", "年初以来累计到位资金", "截至本月底到位资金"])
def test_what_came_up_to_this_month_is_a_total_whatever_month_it_is(total: str, month: str) -> None:
    rows = [TITLE, BLOCK, [*HEAD, *MONTHS, total], *flat([], *with_sum(OWN))[3:]]
    extraction = read_sheet([["争资争项表"], *rows[1:]] if not month else rows, month=month, year=2013)
    assert [fen for _, fen in filter(None, amounts(extraction))] == [10, 10, 6]
    assert codes(extraction) == ["months_read"]
