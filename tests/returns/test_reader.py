from datetime import datetime
from typing import Any

import pytest

from tests.returns.sheets import BLOCK, HEADER, PLAIN, TITLE, codes, read_sheet, received, troubles, workbook
from zzlib.returns import read
from zzlib.returns.extraction import Value


def _cells(header: list[str], row: list[Any], **options: Any) -> Any:
    """Read one row of columns beside the plain ones; the plain columns are A to D, the first of `header` is E."""
    return read_sheet([TITLE, BLOCK, [*HEADER, *header], [1, "甲工程", "个性型", 5, *row]], **options)


def test_every_value_has_its_cell_and_what_stands_in_it() -> None:
    extraction = _cells(["申报资金（元）", "批复日期", "项目代码"], ["1,200.50", datetime(2013, 5, 17), 20130517001])
    record = extraction.records[0]
    assert (record.sheet, record.row) == ("Sheet1", 4)
    assert record.fields["applied"] == Value("1,200.50", "E4", "1200.50", "元", 120_050)
    assert record.fields["received"] == Value("5", "D4", "5", "万元", 5_000_000)
    assert record.fields["awarded_on"] == Value("2013-05-17", "F4", "2013-05-17")
    assert record.fields["project_code"] == Value("20130517001", "G4", "20130517001")
    assert troubles(extraction) == []


UNIT_LEVELS = [
    ([TITLE, ["填报单位：县水利局"], ["序号", "项目名称", "项目类型", "到位资金"]], "亿元", 5 * 10**10),
    ([TITLE, BLOCK, ["序号", "项目名称", "项目类型", "到位资金"]], "亿元", 5 * 10**6),
    ([TITLE, BLOCK, ["序号", "项目名称", "项目类型", "到位资金（元）"]], "亿元", 500),
    ([TITLE, ["（金额单位：亿元）"], ["序号", "项目名称", "项目类型", "到位资金"]], "", 5 * 10**10),
    ([TITLE, ["单位：县水利局"], ["序号", "项目名称", "项目类型", "到位资金"]], "", None),
]


@pytest.mark.parametrize(("head", "default", "fen"), UNIT_LEVELS)
def test_unit_of_money_from_the_nearest_place_that_states_one(head: list[Any], default: str, fen: int | None) -> None:
    extraction = read_sheet(
        [*head, [1, "甲工程", "个性型", 5], [2, "乙工程", "个性型", "3万元"]], default_money_unit=default
    )
    assert received(extraction) == [("甲工程", fen), ("乙工程", 3_000_000)], "the cell's own unit comes first"


def test_unit_of_money_may_stand_in_a_note_or_on_another_sheet() -> None:
    rows = [["填报单位：县水利局"], HEADER, [1, "甲工程", "个性型", 5]]
    assert received(read_sheet([*rows, ["注：金额单位为万元"]])) == [("甲工程", 5_000_000)]
    extraction = read("报表.xlsx", data=workbook(rows, [["填表说明"], ["单位：万元"]]))
    assert received(extraction) == [("甲工程", 5_000_000)]


def test_amounts_without_a_unit_are_not_converted_and_it_is_said_once_a_column() -> None:
    head = [TITLE, ["填报单位：县水利局"], [*HEADER, "支付资金", "申报资金（千元）"]]
    extraction = read_sheet([*head, [1, "甲工程", "个性型", 5, 0, 7], [2, "乙工程", "个性型", 6, None, 8]])
    assert [(i.code, i.cell, i.field) for i in extraction.issues] == [
        ("money_unit_unstated", "D3", "received"),
        ("money_unit_unknown", "F3", "applied"),
    ]
    fields = extraction.records[0].fields
    assert fields["received"] == Value("5", "D4", "5", None, None, unreadable=True)
    assert fields["paid"].fen == 0, "nothing is nothing in any unit"
    assert extraction.readable


def test_text_in_an_amount_is_an_issue_while_the_rest_is_read() -> None:
    extraction = read_sheet([*PLAIN, [1, "甲工程", "个性型", "500万（含配套）"], [2, "乙工程", "个性型", 6]])
    (issue,) = extraction.issues
    assert (issue.code, issue.level, issue.sheet, issue.cell, issue.field) == (
        "amount_unreadable", "error", "Sheet1", "D4", "received",
    )  # fmt: skip
    assert "500万（含配套）" in issue.message and "如 500" in issue.advice
    assert received(extraction) == [("甲工程", None), ("乙工程", 6_000_000)]
    assert extraction.records[0].fields["received"].unreadable


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, Value("", "D4")),
        ("—", Value("—", "D4")),
        ("无", Value("无", "D4")),
        ("零", Value("零", "D4", "0", "万元", 0)),
        (0, Value("0", "D4", "0", "万元", 0)),
        (-12.5, Value("-12.5", "D4", "-12.5", "万元", -12_500_000)),
        ("待定", Value("待定", "D4", unreadable=True)),
        ("约500万", Value("约500万", "D4", "500", "万元", 500_000_000, hedged=True)),
    ],
)
def test_missing_zero_and_unreadable_are_three_things(cell: Any, expected: Value) -> None:
    assert read_sheet([*PLAIN, [1, "甲工程", "个性型", cell]]).records[0].fields["received"] == expected


@pytest.mark.parametrize(
    ("column", "cell", "code", "level", "value"),
    [
        ("争取资金", "近2亿", "amount_hedged", "warning", "2"),
        ("争取资金（元）", 0.125, "amount_finer_than_fen", "warning", "0.125"),
        ("争取资金", 10**13, "amount_too_large", "error", None),
        ("争取资金", 1e300, "amount_too_large", "error", None),
        ("争取资金", "10000000000000万元", "amount_too_large", "error", None),
        ("批复日期", "2013年2月30日", "date_unreadable", "warning", None),
        ("项目性质", "续建", "origin_unknown", "warning", "unstated"),
        ("项目性质", None, "origin_missing", "warning", "unstated"),
        ("项目阶段", "正在跑办", "stage_unknown", "warning", None),
        ("资金级次", "县级", "source_level_unknown", "warning", None),
        ("项目代码", 201336070005012345, "code_damaged", "warning", None),
        ("用地需求（亩）", "5公顷", "amount_unreadable", "error", None),
    ],
)
def test_cell_that_can_not_be_taken_as_it_is(column: str, cell: Any, code: str, level: str, value: str | None) -> None:
    extraction = _cells([column], [cell])
    (issue,) = extraction.issues
    assert (issue.code, issue.level, issue.cell) == (code, level, "E4")
    assert extraction.records[0].fields[issue.field].value == value


@pytest.mark.parametrize(("cell", "shown"), [(10**13, "10000000000000"), (1e300, "10000000…（共301位）")])
def test_a_number_too_large_is_shown_by_its_first_digits_and_never_proposed(cell: float, shown: str) -> None:
    (issue,) = _cells(["争取资金"], [cell]).issues
    assert (issue.value, f"“{shown}”" in issue.message) == (shown, True)
    assert "如 320.5（万元）" in issue.advice and "00000000" not in issue.advice


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("项目类型", "政策型项目", "formula"),
        ("项目类型", "竞争性", "competitive"),
        ("项目性质", "上年结转", "carried_over"),
        ("项目性质", "新  增", "new"),
        ("项目阶段", "已开工", "started"),
        ("项目阶段", "前期阶段", "preparation"),
        ("项目阶段", "申报（第二批）", "applied"),
        ("资金级次", "省级资金", "provincial"),
        ("资金级次", "中央", "central"),
    ],
)
def test_words_of_the_vocabulary(column: str, text: str, value: str) -> None:
    rows = [TITLE, BLOCK, ["项目名称", "到位资金", column], ["甲工程", 5, text]]
    (found,) = [v.value for v in read_sheet(rows).records[0].fields.values() if v.cell == "C4"]
    assert found == value


def test_the_countys_words_come_first() -> None:
    vocabulary = {"政策性": "formula", "竞争性": "formula", "跑办中": "preparation", "续建": "carried_over"}
    extraction = _cells(["项目阶段", "项目性质"], ["跑办中", "续建"], vocabulary=vocabulary)
    assert extraction.records[0].fields["stage"].value == "preparation"
    assert extraction.records[0].fields["origin"].value == "carried_over"
    assert troubles(extraction) == []


def test_an_unknown_kind_is_an_error_and_the_row_counts() -> None:
    extraction = read_sheet([*PLAIN, [1, "甲工程", "政策性", 5], [2, "乙工程", None, 6]])
    assert codes(extraction, "error") == ["kind_unknown", "kind_missing"]
    assert [record.fields["kind"].value for record in extraction.records] == ["unstated", "unstated"]
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", 6_000_000)]


def test_a_day_without_a_year_takes_the_year_of_the_return() -> None:
    assert _cells(["批复日期"], ["5月17日"]).records[0].fields["awarded_on"].value == "2013-05-17"


@pytest.mark.parametrize(
    "rows",
    [
        [*PLAIN],
        [*PLAIN, [1, None, None, None], [2, None, None, 0]],
        [*PLAIN, [None, "零报告"]],
        [*PLAIN, ["本月无争资争项项目"]],
        [*PLAIN, [1, "无", None, None]],
        [TITLE, BLOCK, ["零报告"]],
    ],
)
def test_a_return_without_rows_is_filed(rows: list[Any]) -> None:
    extraction = read_sheet(rows)
    assert (extraction.readable, extraction.form, extraction.records) == (True, True, ())
    assert extraction.filing.block_unit is not None and extraction.filing.block_unit.text == "县水利局"
    assert codes(extraction) == []


def test_a_blank_form_names_no_unit() -> None:
    rows = [["${年}年${月}月报表"], ["填报单位：", None, None, "单位：万元"], HEADER, [1, "<project_name>"], [2]]
    extraction = read_sheet(rows)
    assert (extraction.readable, extraction.form, extraction.records) == (True, True, ())
    assert extraction.filing.block_unit is None and extraction.filing.title is None


def test_a_second_sheet_adds_its_records_unless_it_repeats_the_first() -> None:
    first, other = [*PLAIN, [1, "甲工程", "个性型", 5]], [*PLAIN, [1, "乙工程", "个性型", 6]]
    extraction = read("报表.xlsx", data=workbook(first, other, first, names=["一", "二", "三"]))
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", 6_000_000)]
    assert [(i.code, i.level, i.sheet) for i in extraction.issues] == [("sheet_repeated", "notice", "三")]


def test_of_a_sheet_a_month_only_the_last_counts() -> None:
    sheets = [[TITLE[:0], BLOCK, HEADER, [1, "甲工程", "个性型", n]] for n in (3, 5)]
    extraction = read("水利局2013年.xlsx", data=workbook(*sheets, names=["4月", "5月"]))
    assert received(extraction) == [("甲工程", 5_000_000)]
    assert [(i.code, i.sheet) for i in extraction.issues] == [("sheet_of_other_month", "4月")]


def test_a_sheet_that_says_there_is_nothing_is_its_months_and_one_that_stands_ready_is_none() -> None:
    def sheet(month: int, *rows: list[object]) -> list[list[object]]:
        return [
            [f"2013年{month}月争资争项情况月报表"],
            [f"填报单位：水利局　2013年{month}月　单位：万元"],
            HEADER,
            *rows,
        ]

    nothing, filled = [["零报告"]], [[1, "甲工程", "个性型", 5]]
    names = ["1月", "2月", "3月"]
    for rows, kept in (
        ([nothing, filled, filled], [("甲工程", 5_000_000)]),
        ([filled, filled, nothing], []),
        ([filled, filled, []], [("甲工程", 5_000_000)]),
    ):
        extraction = read("水利局.xlsx", data=workbook(*(sheet(n, *r) for n, r in enumerate(rows, 1)), names=names))
        assert extraction.readable and received(extraction) == kept
        last = "2013-02" if rows[-1] == [] else "2013-03"
        assert extraction.filing.title_period is not None and extraction.filing.title_period.text == last


def test_a_table_without_received_beside_the_return_is_left_out_and_said() -> None:
    pool = [["储备项目"], ["序号", "项目名称", "总投资（万元）"], [1, "丙工程", 900]]
    extraction = read("报表.xlsx", data=workbook([*PLAIN, [1, "甲工程", "个性型", 5]], pool))
    assert received(extraction) == [("甲工程", 5_000_000)]
    assert codes(extraction, "warning") == ["table_left_out"]


def test_a_table_of_another_form_is_read_as_it_is() -> None:
    rows = [
        ["桥梁一览表"],
        ["编号", "桥梁名称", "长度", "总投资（万元）"],
        ["1", "青石桥", "45", "320"],
        ["2", "白沙桥", "60", "410"],
    ]
    extraction = read_sheet(rows)
    assert not extraction.readable
    assert [record.other["桥梁名称"].raw for record in extraction.records] == ["青石桥", "白沙桥"]
    assert extraction.records[0].fields["total_investment"].fen == 320_000_000


def test_an_ordinary_clean_return_has_nothing_to_say() -> None:
    header = ["序号", "责任单位", "项目名称", "项目类型", "项目性质", "资金类别", "资金级次", "总投资", "申报资金", "争取资金", "下达资金",
              "到位资金", "支付资金", "项目阶段", "批复日期", "批复文号", "责任领导", "责任人", "联系电话", "存在问题", "备注"]  # fmt: skip
    row = [1, "县水利局", "甲工程", "个性型", "新增", "中央专项", "中央", 900, 500, 400, 300, 200, 100, "在建", "2013.5", "赣财建〔2013〕1号",
           "责任领导甲", "责任人甲", "0790-6000001", "无", None]  # fmt: skip
    extraction = read_sheet([TITLE, BLOCK, header, row, ["合计", *[None] * 6, 900, 500, 400, 300, 200, 100]])
    assert codes(extraction) == []
    assert len(extraction.records[0].fields) == len(header)


@pytest.mark.parametrize("amount", ["9" * 60 + "待定", "约" + "9" * 30, "0." + "1" * 30, 9e307, float(10**13), -1e-320])
def test_an_amount_of_absurd_length_is_said_like_any_other(amount: object) -> None:
    extraction = read_sheet(
        [*PLAIN, [1, "甲工程", "个性型", amount], [2, "乙工程", "个性型", 6], ["合计", None, None, amount]]
    )
    assert codes(extraction) != []
    assert received(extraction)[1] == ("乙工程", 6_000_000)


@pytest.mark.parametrize("name", ["<二期>项目", "<New>河道治理", "河道<A>段治理", "<B>"])
def test_words_between_angle_brackets_belong_to_a_name(name: str) -> None:
    assert received(read_sheet([*PLAIN, [1, name, "个性型", 5]])) == [(name, 5_000_000)]


@pytest.mark.parametrize("blank", ["<yyyy>", "<yyyy>年<mm>月", "${项目}", "{{name}}", "<project_name>"])
def test_blanks_of_templates_are_no_data(blank: str) -> None:
    assert read_sheet([*PLAIN, [1, blank, blank, blank]]).records == ()


def test_sheets_that_hold_no_table_are_named_in_one_notice_a_file() -> None:
    table = [*PLAIN, [1, "甲工程", "个性型", 5]]
    data = workbook(table, [["填表说明"]], [["指标解释"]], names=["月报", "说明", "解释"])
    (issue,) = read("月报.xlsx", data=data).issues
    assert (issue.code, issue.sheet, issue.value) == ("sheet_without_table", "", "说明、解释")
