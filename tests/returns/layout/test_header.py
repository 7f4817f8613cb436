from typing import Any

import pytest

from tests.returns.sheets import BLOCK, HEADER, PLAIN, TITLE, codes, read_sheet, received, troubles

TWO_ROWS = [
    TITLE,
    BLOCK,
    ["序号", "项目名称", "项目类型", "到位资金", None, "用地（亩）", None, "备注"],
    [None, None, None, "当月", "年初至本月末累计", "需求", "已争取指标", None],
    [1, "甲工程", "个性型", 20, 120.5, 30, 12, None],
]
TWO_ROW_MERGES = ["A1:H1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:H4"]


def _value(extraction: object, field_id: str) -> str | None:
    return extraction.records[0].fields[field_id].value  # type: ignore[attr-defined]


@pytest.mark.parametrize("merges", [TWO_ROW_MERGES, []], ids=["merged", "centred over the columns"])
def test_header_of_two_rows(merges: list[str]) -> None:
    extraction = read_sheet(TWO_ROWS, merges)
    assert troubles(extraction) == []
    assert extraction.sheets[0].header_rows == (3, 4)
    assert received(extraction) == [("甲工程", 120_500_000)]
    assert _value(extraction, "received_month") == "20"
    assert (_value(extraction, "land_needed"), _value(extraction, "land_granted")) == ("30", "12")
    headers = {column.field_id: (column.letter, column.header) for column in extraction.sheets[0].columns}
    assert headers["received"] == ("E", "到位资金/年初至本月末累计")


def test_header_of_three_rows_with_captions_and_column_numbers() -> None:
    rows = [
        TITLE,
        ["填报单位：县水利局"],
        ["项目基本情况", None, None, "资金情况（万元）", None, None, "责任人"],
        ["序号", "项目名称", "项目类型", "到位资金", None, "支付资金", None],
        [None, None, None, "当月", "开工以来", "累计", None],
        ["甲", "乙", "丙", "(1)", "(2)", "(3)", "(4)"],
        [1, "甲工程", "个性型", 20, 900, 15, "责任人甲"],
    ]
    merges = ["A1:G1", "A3:C3", "D3:F3", "G3:G5", "A4:A5", "B4:B5", "C4:C5", "D4:E4"]
    extraction = read_sheet(rows, merges)
    assert extraction.sheets[0].header_rows == (3, 4, 5, 6)
    fields = extraction.records[0].fields
    assert fields["received_since_start"].fen == 900_000_000
    assert fields["received_month"].fen == 20_000_000
    assert fields["paid"].fen == 15_000_000
    assert "received" not in fields, "money since the start is never this year's"
    assert extraction.absent_fields == ("received",)
    assert not extraction.readable


def test_filing_block_above_the_header_is_no_part_of_it() -> None:
    rows = [TITLE, ["填报单位", "县水利局", "报送月份", "2013年5月"], HEADER, [1, "甲工程", "个性型", 3]]
    extraction = read_sheet(rows, default_money_unit="万元")
    assert extraction.sheets[0].header_rows == (3,)
    assert extraction.filing.block_unit is not None
    assert extraction.filing.block_unit.text == "县水利局"


@pytest.mark.parametrize(
    "line", [["单位：万元"], [None, None, None, "单位：万元"], [None, None, None, "（2013年1-5月）"]]
)
def test_a_line_alone_above_the_header_is_no_caption(line: list[str | None]) -> None:
    extraction = read_sheet([TITLE, ["填报单位：县水利局"], line, HEADER, [1, "甲工程", "个性型", 3]])
    assert extraction.sheets[0].header_rows == (4,)


@pytest.mark.parametrize("caption", ["上年同期", "资金情况（元）"])
def test_a_caption_alone_above_its_columns_counts(caption: str) -> None:
    rows = [TITLE, BLOCK, [None, None, None, caption, None], [*HEADER, "申报资金"], [1, "甲工程", "个性型", 3, 4]]
    extraction = read_sheet(rows, ["D3:E3"])
    assert extraction.sheets[0].header_rows == (3, 4)
    assert extraction.readable == (caption != "上年同期"), "last year's money is not this year's"
    assert [r.fields["applied"].unit for r in extraction.records if "applied" in r.fields] in (["元"], [])


def test_a_small_table_is_a_return_if_it_has_name_and_received() -> None:
    rows = [["填报单位：县水利局"], ["项目名称", "到位资金（万元）", "进度描述"], ["甲工程", 3, "主体封顶"]]
    assert received(read_sheet(rows)) == [("甲工程", 3_000_000)]


def test_total_row_of_text_numbers_right_under_the_header_is_no_header() -> None:
    rows = [*PLAIN, ["合计", None, None, "３．５"], [1, "甲工程", "个性型", "３．５"]]
    extraction = read_sheet(rows)
    assert received(extraction) == [("甲工程", 3_500_000)]
    assert troubles(extraction) == []


def test_two_columns_for_an_amount_are_an_error_and_none_is_taken() -> None:
    rows = [TITLE, BLOCK, [*HEADER, "累计到位资金"], [1, "甲工程", "个性型", 5, 9]]
    extraction = read_sheet(rows)
    assert codes(extraction, "error") == ["column_ambiguous"]
    assert "received" not in extraction.records[0].fields
    assert not extraction.readable
    assert extraction.records[0].other["累计到位资金"].raw == "9"


def test_the_very_label_wins_over_a_word_of_like_meaning() -> None:
    rows = [
        TITLE,
        BLOCK,
        [*HEADER, "争取资金", "批复资金", "联系人", "责任人"],
        [1, "甲", "个性型", 5, 9, 7, "责任人乙", "责任人甲"],
    ]
    extraction = read_sheet(rows)
    assert extraction.records[0].fields["awarded"].value == "9"
    assert extraction.records[0].fields["person"].value == "责任人甲"
    assert troubles(extraction) == []
    assert codes(extraction).count("column_set_aside") == 2


def test_unknown_columns_are_kept_and_said() -> None:
    rows = [TITLE, BLOCK, [*HEADER, "形象进度", None], [1, "甲工程", "个性型", 5, "主体封顶", "另注"]]
    extraction = read_sheet(rows)
    assert troubles(extraction) == []
    assert codes(extraction) == ["column_unknown", "column_without_header"]
    assert extraction.issues[0].cell == "E3"
    assert {header: raw.raw for header, raw in extraction.records[0].other.items()} == {
        "形象进度": "主体封顶",
        "无表头（F列）": "另注",
    }


@pytest.mark.parametrize("label", ["建设性质", "性质"])
@pytest.mark.parametrize(
    ("values", "origin"),
    [
        (["结转", "新增"], "carried_over"),
        (["新建", "扩建"], None),
        (["公益性", "经营性"], None),
        (["政策型", "个性型"], None),
    ],
)
def test_a_label_of_two_meanings_counts_by_its_values(label: str, values: list[str], origin: str | None) -> None:
    rows = [TITLE, BLOCK, [*HEADER, label], *([n, f"工程{n}", "个性型", 5, v] for n, v in enumerate(values, 1))]
    fields = read_sheet(rows).records[0].fields
    assert (fields["origin"].value if "origin" in fields else None) == origin


def test_missing_received_makes_the_return_unreadable_and_shows_the_headers_seen() -> None:
    rows = [TITLE, BLOCK, ["序号", "项目名称", "项目类型", "本月到位"], [1, "甲工程", "个性型", 5]]
    extraction = read_sheet(rows)
    assert not extraction.readable
    assert extraction.form
    assert extraction.absent_fields == ("received",)
    (missing,) = [issue for issue in extraction.issues if issue.level == "error"]
    assert (missing.code, missing.field) == ("required_column_missing", "received")
    assert "本月到位" in missing.message


def test_missing_kind_is_an_error_and_the_amounts_count() -> None:
    extraction = read_sheet([TITLE, BLOCK, ["序号", "项目名称", "到位资金"], [1, "甲工程", 5], [2, "乙工程", 6]])
    assert extraction.readable
    assert codes(extraction, "error") == ["required_column_missing"]
    assert [r.fields["kind"].value for r in extraction.records] == ["unstated", "unstated"]
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", 6_000_000)]


def test_header_printed_again_goes_on_with_the_table() -> None:
    rows = [*PLAIN, [1, "甲工程", "个性型", 5], HEADER, [2, "乙工程", "个性型", 6], ["合计", None, None, 11]]
    extraction = read_sheet(rows)
    assert troubles(extraction) == []
    assert len(extraction.records) == 2


def test_two_tables_in_a_sheet_have_each_their_own_columns() -> None:
    rows = [
        TITLE,
        BLOCK,
        HEADER,
        [1, "甲工程", "政策型", 5],
        ["合计", None, None, 5],
        [None, "单位：元"],
        ["序号", "项目类型", "到位资金", "项目名称"],
        [1, "个性型", 70000, "乙工程"],
        ["合计", None, 70000],
    ]
    extraction = read_sheet(rows)
    assert troubles(extraction) == []
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", 7_000_000)]


def test_two_columns_of_what_was_received_that_differ_are_said() -> None:
    rows = [TITLE, BLOCK, [*HEADER, "已到位资金"], [1, "甲", "个性型", 5, 5], [2, "乙", "个性型", 6, 7]]
    extraction = read_sheet(rows)
    assert [r.fields["received"].value for r in extraction.records] == ["5", "6"]
    said = next(i for i in extraction.issues if i.level == "warning")
    assert (said.code, said.cell, said.value) == ("column_differs", "E5", "7")


def test_a_column_without_a_header_is_the_field_that_its_content_leaves_no_doubt_of() -> None:
    rows: list[list[Any]] = [TITLE, BLOCK, [None, "项目名称", None, "到位资金", None, None, None]]
    rows += [
        [1, "甲", "个性型", 5, "在建", "云财〔2013〕5号", 30],
        [2, "乙", "政策型", 6, "竣工", "云财〔2013〕6号", 40],
        ["合计", None, None, 11, None, None, 70],
    ]
    extraction = read_sheet(rows)
    values = extraction.records[1].fields
    assert (values["kind"].value, values["stage"].value) == ("formula", "completed")
    assert (values["serial"].value, values["document_number"].value) == ("2", "云财〔2013〕6号")
    assert extraction.records[0].other["无表头（G列）"].raw == "30"
    assert codes(extraction) == ["column_by_content"] * 4 + ["column_without_header"]


def test_a_column_without_a_header_is_left_as_it_is_where_another_has_that_field_or_words_are_unknown() -> None:
    rows = [
        TITLE,
        BLOCK,
        [*HEADER, None, None],
        [1, "甲", "个性型", 5, "政策型", "在建"],
        [2, "乙", "个性型", 6, "政策型", "快了"],
    ]
    extraction = read_sheet(rows)
    assert [r.fields["kind"].value for r in extraction.records] == ["competitive"] * 2
    assert set(extraction.records[0].other) == {"无表头（E列）", "无表头（F列）"}


def test_a_subtotal_over_years_is_not_what_was_received_this_year() -> None:
    rows: list[list[Any]] = [
        TITLE,
        BLOCK,
        ["序号", "项目名称", "项目类型", "到位资金", None, None],
        [None, None, None, "小计", "上年结转", "本年到位"],
        [1, "甲", "个性型", 30, 10, 20],
    ]
    extraction = read_sheet(rows, merges=["A3:A4", "B3:B4", "C3:C4", "D3:F3"])
    assert extraction.records[0].fields["received"].value == "20"
    assert set(extraction.records[0].other) == {"到位资金/小计", "到位资金/上年结转"}


def test_amounts_by_source_are_no_names_of_sources() -> None:
    rows = [TITLE, BLOCK, [*HEADER, "资金来源"], [1, "甲", "个性型", 5, 170], [2, "乙", "个性型", 6, 20]]
    extraction = read_sheet(rows)
    assert "fund_category" not in extraction.records[0].fields
    assert extraction.records[0].other["资金来源"].raw == "170"
