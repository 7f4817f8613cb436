"""Tables under each other, beside each other and turned; what stands below a table and is none of its rows."""

from typing import Any

import pytest

from tests.returns.sheets import BLOCK, HEADER, PLAIN, TITLE, codes, read_sheet, received, troubles
from zzlib.returns import Extraction

HEAD = [TITLE, BLOCK]


def _places(extraction: Extraction) -> list[tuple[str | None, str]]:
    return [(r.fields["project_name"].value, r.fields["received"].cell) for r in extraction.records]


@pytest.mark.parametrize("gap", [[], [None]])
def test_tables_side_by_side_each_have_their_own_columns(gap: list[None]) -> None:
    rows = [
        [*HEADER, *gap, *HEADER],
        [1, "甲", "个性型", 5, *gap, 3, "丙", "政策型", 7],
        [2, "乙", "个性型", 6, *gap, 4, "丁", "个性型", 8],
        ["合计", None, None, 11, *gap, "合计", None, None, 15],
    ]
    extraction = read_sheet([*HEAD, *rows])
    last = "I" if gap else "H"
    assert _places(extraction) == [("甲", "D4"), ("乙", "D5"), ("丙", f"{last}4"), ("丁", f"{last}5")]
    assert [r.table for r in extraction.records] == [0, 0, 1, 1]
    assert [(s.name, s.records) for s in extraction.sheets] == [("Sheet1", 4)]
    assert troubles(extraction) == []


def test_tables_side_by_side_may_have_other_labels_and_begin_at_other_rows() -> None:
    rows = [[*HEADER, None, "编号", "项目", "类型", "已到位资金"], [1, "甲", "个性型", 5, None, 1, "丙", "政策型", 7]]
    extraction = read_sheet([*HEAD, *rows])
    assert _places(extraction) == [("甲", "D4"), ("丙", "I4")]
    assert troubles(extraction) == []
    lower = [HEADER, [1, "甲", "个性型", 5, None, *HEADER], [2, "乙", "个性型", 6, None, 1, "丁", "政策型", 8]]
    extraction = read_sheet([*HEAD, *lower])
    assert _places(extraction) == [("甲", "D4"), ("乙", "D5"), ("丁", "I5")]
    assert troubles(extraction) == []


def test_an_earlier_months_table_beside_this_months_is_said_with_its_range() -> None:
    titles = [*TITLE, None, None, None, None, "2013年4月争资争项月报表"]
    rows = [[*HEADER, None, *HEADER], [1, "甲", "个性型", 5, None, 1, "甲", "个性型", 3]]
    extraction = read_sheet([titles, BLOCK, *rows])
    assert _places(extraction) == [("甲", "D4")]
    [said] = extraction.issues
    assert (said.level, said.code, said.cell, said.value) == ("error", "table_of_other_month", "F3", "F3:I4")


def test_months_over_tables_side_by_side_are_never_taken_for_each_other() -> None:
    captions = ["序号", "5月", None, None, "4月"]
    below = [None, *HEADER[1:], *HEADER[1:]]
    rows = [captions, below, [1, "甲", "个性型", 5, "甲", "个性型", 3]]
    extraction = read_sheet([*HEAD, *rows], ["A3:A4", "B3:D3", "E3:G3"])
    assert not extraction.readable
    assert "required_column_missing" in codes(extraction, "error")


def test_two_columns_that_may_be_the_name_are_no_two_tables() -> None:
    rows = [["序号", "项目名称", "争资项目名称", "项目类型", "到位资金"], [1, "甲", "甲二", "个性型", 5]]
    assert received(read_sheet([*HEAD, *rows])) == [("甲", 5_000_000)]


TURNED = [
    ["序号", 1, 2, 3],
    ["项目名称", "甲", "乙", "丙"],
    ["项目类型", "个性型", "政策型", "个性型"],
    ["到位资金", 5, "待定", 7],
    ["项目阶段", "到位", "到位", "开工"],
]


def test_projects_that_stand_side_by_side_are_read_with_the_cells_that_people_see() -> None:
    extraction = read_sheet([*HEAD, *TURNED])
    assert received(extraction) == [("甲", 5_000_000), ("乙", None), ("丙", 7_000_000)]
    assert [r.fields["received"].cell for r in extraction.records] == ["B6", "C6", "D6"]
    assert [(i.code, i.cell) for i in extraction.issues] == [("amount_unreadable", "C6")]
    [column] = [c for c in extraction.sheets[0].columns if c.field_id == "received"]
    assert column.letter == "6"


def test_what_is_said_of_a_turned_table_speaks_of_its_columns() -> None:
    extraction = read_sheet([*HEAD, *TURNED, ["备注", None, "资金收回", None], ["已到位资金", 5, 6, 7]])
    said = {i.code: i for i in extraction.issues}
    assert said["remark_tells"].message.startswith("第 3 列（C）“备注”")
    assert "这一列却分别是" in said["column_differs"].message
    twice = read_sheet([*HEAD, *TURNED, ["批复金额", 5, 6, 7], ["获批资金", 5, 6, 7]])
    [ambiguous] = [i for i in twice.issues if i.code == "column_ambiguous"]
    assert ambiguous.message.startswith("有几列都像“争取资金”：A8“批复金额”、A9“获批资金”")


def test_a_turned_table_with_captions_and_a_total() -> None:
    rows = [
        ["项目名称", None, "甲", "乙", "合计"],
        ["项目类型", None, "个性型", "政策型", None],
        ["资金情况", "申报资金", 8, 9, 17],
        [None, "到位资金", 5, 6, 11],
    ]
    extraction = read_sheet([*HEAD, *rows], ["A3:B3", "A4:B4", "A5:A6"])
    assert received(extraction) == [("甲", 5_000_000), ("乙", 6_000_000)]
    assert [t.cell for t in extraction.sheets[0].totals] == ["E5", "E6"]
    assert troubles(extraction) == []


def test_what_stands_below_a_turned_table_keeps_its_place() -> None:
    extraction = read_sheet([TITLE, *TURNED, [], ["填报单位：县水利局", None, "单位：万元"]])
    assert extraction.filing.block_unit is not None
    assert extraction.filing.block_unit.text == "县水利局"
    assert received(extraction)[0] == ("甲", 5_000_000)


def _card(name: str, amount: int) -> list[list[Any]]:
    return [
        ["项目名称", name, "项目类型", "个性型"],
        ["争取资金", amount + 1, "到位资金", amount],
        ["责任人", "责任人甲", "备注", None],
    ]


def test_forms_of_a_project_under_each_other_are_a_record_each() -> None:
    extraction = read_sheet([*HEAD, *_card("甲", 5), [], *_card("乙", 6), [], *_card("丙", 7)])
    assert _places(extraction) == [("甲", "D4"), ("乙", "D8"), ("丙", "D12")]
    assert [r.table for r in extraction.records] == [0, 1, 2]
    assert troubles(extraction) == []


def _beside(*cards: list[list[Any]]) -> list[list[Any]]:
    return [[cell for part in parts for cell in (*part, None)] for parts in zip(*cards, strict=True)]


def test_forms_of_a_project_beside_each_other_are_a_record_each() -> None:
    rows = [*_beside(_card("甲", 5), _card("乙", 6)), [], *_beside(_card("丙", 7), _card("丁", 8))]
    extraction = read_sheet([*HEAD, *rows])
    assert sorted(_places(extraction)) == [("丁", "I8"), ("丙", "D8"), ("乙", "I4"), ("甲", "D4")]
    assert sorted(r.table for r in extraction.records) == [0, 1, 2, 3]
    assert troubles(extraction) == []
    uneven = read_sheet([*HEAD, *_beside(_card("甲", 5), _card("乙", 6)), [], *_card("丙", 7)])
    assert sorted(_places(uneven)) == [("丙", "D8"), ("乙", "I4"), ("甲", "D4")]
    narrow = [
        [["项目名称", name], ["项目类型", "个性型"], ["到位资金", n], ["备注", None]] for n, name in enumerate("甲乙丙")
    ]
    close = [[cell for part in parts for cell in part] for parts in zip(*narrow, strict=True)]
    assert _places(read_sheet([*HEAD, *close])) == [("甲", "B5"), ("乙", "D5"), ("丙", "F5")]


def test_a_form_of_a_project_that_lacks_the_money_is_an_error_with_its_range() -> None:
    lacking = [["项目名称", "乙", "项目类型", "个性型"], ["争取资金", 3, "支付资金", 2]]
    extraction = read_sheet([*HEAD, *_card("甲", 5), [], *lacking])
    assert _places(extraction) == [("甲", "D4")]
    [said] = extraction.issues
    assert (said.level, said.code, said.cell) == ("error", "card_not_understood", "A7")
    assert said.message == "A7:D8 是一个项目的卡片，没有“到位资金”，没有计入"


def test_values_beside_a_form_that_no_label_is_for_are_an_error() -> None:
    rows = [
        ["项目名称", "甲", "乙"],
        ["项目类型", "个性型", "个性型"],
        ["申报资金", 9, 8],
        ["争取资金", 7, 6],
        ["到位资金", 5, 4],
    ]
    assert [name for name, _ in received(read_sheet([*HEAD, *rows]))] == ["甲", "乙"]
    parted = read_sheet([*HEAD, rows[0], [], *rows[1:]])
    years = read_sheet([*HEAD, ["项目名称", "甲"], ["项目类型", "个性型"], ["争取资金", 9, 7], ["到位资金", 5, 4]])
    for extraction, place in ((parted, "C3:C8"), (years, "C5:C6")):
        assert len(extraction.records) == 1
        [said] = [i for i in extraction.issues if i.level == "error"]
        assert (said.code, said.details["place"]) == ("card_values_left", place)


def test_blank_rows_of_labels_do_not_end_a_turned_table() -> None:
    rows = [*TURNED[:3], ["联系人", None, None, None], ["6月", None, None, None], *TURNED[3:]]
    assert received(read_sheet([*HEAD, *rows])) == [("甲", 5_000_000), ("乙", None), ("丙", 7_000_000)]


def test_an_amount_that_may_be_either_of_two_in_a_form_is_not_nothing() -> None:
    rows = [["项目名称", "甲", "项目类型", "个性型"], ["批复资金", 3, "到位资金", 5], ["获批资金", 4, None, None]]
    extraction = read_sheet([*HEAD, *rows])
    assert codes(extraction, "error") == ["column_ambiguous"]
    assert extraction.records[0].fields["awarded"].unreadable


def test_a_table_under_the_title_of_an_earlier_month_does_not_count_and_is_said() -> None:
    april = [["2013年4月争资争项月报表"], HEADER, [1, "甲", "个性型", 3], ["合计", None, None, 3]]
    may = [HEADER, [1, "甲", "个性型", 5], [2, "乙", "个性型", 6], ["合计", None, None, 11]]
    below = read_sheet([*HEAD, *may, [], *april])
    above = read_sheet([april[0], BLOCK, *april[1:], TITLE, *may])
    for extraction, place in ((below, "A8"), (above, "A1")):
        assert received(extraction) == [("甲", 5_000_000), ("乙", 6_000_000)]
        assert [(i.code, i.cell) for i in extraction.issues] == [("table_of_other_month", place)]
        assert extraction.filing.title_period is not None
        assert extraction.filing.title_period.text == "2013-05"


def test_the_same_months_title_printed_again_goes_on_with_the_table() -> None:
    extraction = read_sheet([*PLAIN, [1, "甲", "个性型", 5], TITLE, BLOCK, HEADER, [2, "乙", "个性型", 6]])
    assert received(extraction) == [("甲", 5_000_000), ("乙", 6_000_000)]
    assert codes(extraction) == []


def test_a_table_of_something_else_below_is_kept_out_and_said_with_its_range() -> None:
    rows = [["序号", "事项", "负责人", "经费"], [1, "会议", "责任人甲", 3], [2, "调研", "责任人乙", 4]]
    extraction = read_sheet([*PLAIN, [1, "甲", "个性型", 5], [], *rows])
    assert received(extraction) == [("甲", 5_000_000)]
    [said] = extraction.issues
    assert (said.code, said.level, said.cell) == ("table_not_understood", "warning", "A6")
    assert said.message.startswith("A6:D8 是另一张表（序号、事项、负责人、经费）")


FOOTERS = [
    ["填表人：", "责任人甲", "日期", 20130515],
    ["填表人：责任人甲", "审核人：责任人乙", "联系电话", 6000001],
    [None, "审核人", None, 2013],
    [None, None, "日期：", 41409],
    ["制表：", "责任人甲", None, 20130605],
]


@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize("footer", FOOTERS)
def test_a_footer_in_cells_of_its_own_is_no_project(footer: list[object], total: bool) -> None:
    rows = [[1, "甲", "个性型", 5], *([["合计", None, None, 5]] if total else [])]
    extraction = read_sheet([*PLAIN, *rows, footer])
    assert received(extraction) == [("甲", 5_000_000)]
    assert troubles(extraction) == []


@pytest.mark.parametrize("row", [[None, None, None, 6], [None, "上年结转", None, 6], [None, "2013年5月", None, 2013]])
def test_loose_numbers_below_the_total_are_kept_out_with_an_error(row: list[object]) -> None:
    rows = [[1, "甲", "个性型", 5], [2, "乙", "个性型", 7], ["合计", None, None, 12], [], row]
    extraction = read_sheet([*PLAIN, *rows])
    assert received(extraction) == [("甲", 5_000_000), ("乙", 7_000_000)]
    assert [(i.level, i.code, i.cell) for i in extraction.issues] == [("error", "row_left_out", "D8")]


def test_projects_below_a_total_count() -> None:
    rows = [[1, "甲", "个性型", 5], ["合计", None, None, 5], [2, "乙", "个性型", 7], [None, "丙", "政策型", 8]]
    assert [name for name, _ in received(read_sheet([*PLAIN, *rows]))] == ["甲", "乙", "丙"]
    plain = [*HEAD, ["项目名称", "到位资金"], ["甲", 5], ["合计", 5], ["乙", 7]]
    assert [name for name, _ in received(read_sheet(plain))] == ["甲", "乙"]


@pytest.mark.parametrize("number", [20130515, "20130515", 20121231.0, 13907900001])
def test_a_date_or_a_telephone_number_in_a_column_of_money_is_an_error_and_left_out(number: object) -> None:
    extraction = read_sheet([*PLAIN, [1, "甲", "个性型", number], [2, "乙", "个性型", 5]])
    assert received(extraction) == [("甲", None), ("乙", 5_000_000)]
    assert [(i.code, i.level, i.cell) for i in extraction.issues] == [("amount_not_money", "error", "D4")]


@pytest.mark.parametrize("amount", [2013, 20130000, 20131350, 19500101, 20180101])
def test_other_large_amounts_are_amounts(amount: int) -> None:
    assert codes(read_sheet([*PLAIN, [1, "甲", "个性型", amount]])) == []
