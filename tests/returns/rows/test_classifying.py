from typing import Any

import pytest

from tests.returns.sheets import BLOCK, HEADER, PLAIN, TITLE, codes, read_sheet, received, troubles

RECORD = [1, "甲工程", "个性型", 5]


@pytest.mark.parametrize(
    "row",
    [
        ["合计", None, None, 5],
        [None, "合  计", None, 5],
        ["总计：", None, None, 5],
        ["合计（1项）", None, None, 5],
        [None, "合计1个", None, 5],
        ["全县合计", None, None, 5],
        ["注：1.本表次月5日前报送", None, None, None],
        ["说明：资金以文件为准", None, None, None],
        ["填报人：责任人甲", "审核人：责任人乙", None, "填报日期：2013年6月3日"],
        [None, None, None, None],
        ["  ", "　", None, None],
        [2, None, None, None],
        [2, None, None, 0],
        [None, "${项目名称}", None, None],
        ["例", "某某工程", "个性型", 100],
        [None, "零报告", None, None],
        [None, "以上数据截至5月底。", None, None],
        ["其中：", "中央资金", None, 3],
        [None, None, None, "2013年6月3日"],
        [None, None, "县水利局", "2013年6月3日"],
        [None, None, None, "云溪县水利局"],
    ],
    ids=lambda row: "".join(str(cell) for cell in row if cell is not None),
)
@pytest.mark.parametrize("above", [False, True])
def test_row_that_is_no_record(row: list[Any], above: bool) -> None:
    rows = [*PLAIN, row, RECORD] if above else [*PLAIN, RECORD, row]
    extraction = read_sheet(rows)
    assert received(extraction) == [("甲工程", 5_000_000)]
    assert troubles(extraction) == []


def test_everything_under_the_header_is_accounted_for() -> None:
    rows = [*PLAIN, RECORD, [2], [3], ["合计", None, None, 5], ["注：", None], ["填报人：责任人甲"]]
    skipped = {s.rows: s.why for s in read_sheet(rows).sheets[0].skipped}
    assert list(skipped) == ["5-6", "7", "8", "9"]
    assert "没有项目名称" in skipped["5-6"]


@pytest.mark.parametrize(
    "name", ["合计划生育服务站", "小计量站改造", "注册资本补助", "无线网络工程", "例行检修工程", "其他项目"]
)
def test_a_project_whose_name_only_looks_like_a_total_or_note_is_a_record(name: str) -> None:
    extraction = read_sheet([*PLAIN, [1, name, "个性型", 5]])
    assert received(extraction) == [(name, 5_000_000)]


SECTIONS = [
    TITLE,
    BLOCK,
    ["序号", "项目名称", "到位资金"],
    ["一、政策型项目", None, None],
    [1, "甲补助", 5],
    [2, "乙补助", 6],
    ["小计", None, 11],
    ["二、个性型项目", None, None],
    [1, "丙工程", 7],
    ["小计", None, 7],
    ["合计", None, 18],
]


def test_section_rows_give_their_kind_to_the_rows_under_them() -> None:
    extraction = read_sheet(SECTIONS, ["A4:C4", "A8:C8"])
    assert troubles(extraction) == []
    kinds = [(r.fields["kind"].value, r.fields["kind"].cell) for r in extraction.records]
    assert kinds == [("formula", "A4"), ("formula", "A4"), ("competitive", "A8")]
    assert [(t.label, t.stated, t.computed) for t in extraction.sheets[0].totals] == [
        ("小计", "11", "11"),
        ("小计", "7", "7"),
        ("合计", "18", "18"),
    ]


def test_sections_with_amounts_and_nested_sections() -> None:
    rows = [
        TITLE,
        BLOCK,
        ["序号", "项目名称", "到位资金"],
        ["一", "政策型项目", 11],
        ["（一）", "结转项目", 5],
        [1, "甲补助", 5],
        ["（二）", "新增项目", 6],
        [1, "乙补助", 6],
        ["二", "个性型项目", 8],
        [1, "丙工程", 7],
        ["合计", None, 18],
    ]
    extraction = read_sheet(rows)
    said = [[r.fields[f].value if f in r.fields else None for f in ("kind", "origin")] for r in extraction.records]
    assert said == [["formula", "carried_over"], ["formula", "new"], ["competitive", None]]
    (mismatch,) = [issue for issue in extraction.issues if issue.level != "notice"]
    assert (mismatch.code, mismatch.cell) == ("total_mismatch", "C9")
    assert "8" in mismatch.message and "7" in mismatch.message


def test_a_local_word_in_a_section_needs_the_countys_vocabulary() -> None:
    rows = [TITLE, BLOCK, ["序号", "项目名称", "到位资金"], ["一、政策性项目"], [1, "甲补助", 5]]
    assert read_sheet(rows).records[0].fields["kind"].value == "unstated"
    assert read_sheet(rows, vocabulary={"政策性": "competitive"}).records[0].fields["kind"].value == "competitive"


def test_projects_numbered_with_chinese_numerals_are_records() -> None:
    extraction = read_sheet([*PLAIN[:2], ["序号", "项目名称", "到位资金"], ["一", "甲工程", 5], ["二", "乙工程", 6]])
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", 6_000_000)]


LINES = [
    TITLE,
    BLOCK,
    ["序号", "项目名称", "项目类型", "资金类别", "总投资", "到位资金"],
    [1, "甲工程", "个性型", "中央专项", 100, 5],
    [None, None, None, "省级专项", None, 6],
    [2, "乙工程", "政策型", "扶贫", 50, 7],
]


@pytest.mark.parametrize("merges", [["A4:A5", "B4:B5", "C4:C5", "E4:E5"], []], ids=["merged", "left blank"])
def test_further_fund_line_takes_the_name_but_never_an_amount(merges: list[str]) -> None:
    extraction = read_sheet(LINES, merges)
    assert troubles(extraction) == []
    assert received(extraction) == [("甲工程", 5_000_000), ("甲工程", 6_000_000), ("乙工程", 7_000_000)]
    second = extraction.records[1].fields
    assert (second["project_name"].cell, second["kind"].value) == ("B4", "competitive")
    assert second["total_investment"].value is None


def test_a_numbered_row_without_a_name_is_an_error_and_its_amount_counts() -> None:
    extraction = read_sheet([*PLAIN, RECORD, [2, None, "个性型", 6]])
    assert codes(extraction, "error") == ["project_name_missing"]
    assert received(extraction) == [("甲工程", 5_000_000), (None, 6_000_000)]


def test_a_total_that_bears_no_label_is_not_taken_for_a_fund_line() -> None:
    extraction = read_sheet([*PLAIN, RECORD, [2, "乙工程", "个性型", 6], [None, None, None, 11]])
    assert len(extraction.records) == 2
    assert [(t.stated, t.computed) for t in extraction.sheets[0].totals] == [("11", "11")]


def test_names_and_kinds_may_stand_in_merged_cells_but_units_of_other_rows_may_not() -> None:
    header = ["序号", "责任单位", *HEADER[1:]]
    rows = [
        TITLE,
        BLOCK,
        header,
        [1, "县水利局", "甲", "个性型", 5],
        [2, None, "乙", "个性型", 6],
        [3, None, "丙", "政策型", 7],
    ]
    units = [r.fields["unit"].value for r in read_sheet(rows, ["B4:B5"]).records]
    assert units == ["县水利局", "县水利局", None]


def test_subtotals_of_a_project_stand_in_the_column_of_categories() -> None:
    rows = [*LINES[:5], [None, None, None, "小计", None, 11], LINES[5]]
    extraction = read_sheet(rows, ["A4:A6", "B4:B6", "C4:C6"])
    assert troubles(extraction) == []
    assert len(extraction.records) == 3


def test_subtotal_before_the_lines_of_its_project() -> None:
    rows = [*LINES[:3], [1, "甲工程", "个性型", "小计", None, 11], [None, None, None, "中央专项", None, 5],
            [None, None, None, "省级专项", None, 6], LINES[5]]  # fmt: skip
    extraction = read_sheet(rows, ["A4:A6", "B4:B6", "C4:C6"])
    assert troubles(extraction) == []
    assert received(extraction) == [("甲工程", 5_000_000), ("甲工程", 6_000_000), ("乙工程", 7_000_000)]
    assert [(t.cell, t.computed) for t in extraction.sheets[0].totals] == [("F4", "11")]


def test_what_a_project_is_made_of_is_not_counted_again() -> None:
    rows = [*PLAIN, RECORD, [None, "其中：中央资金", None, 3], [None, "省级资金", None, 2], [2, "乙工程", "个性型", 6]]
    assert received(read_sheet(rows)) == [("甲工程", 5_000_000), ("乙工程", 6_000_000)]


def test_title_and_header_printed_again_on_the_next_page_end_no_section() -> None:
    rows = [TITLE, BLOCK, ["序号", "项目名称", "到位资金"], ["一、政策型项目"], [1, "甲补助", 5],
            TITLE, BLOCK, ["序号", "项目名称", "到位资金"], [2, "乙补助", 6]]  # fmt: skip
    extraction = read_sheet(rows, ["A1:C1", "A6:C6"])
    assert troubles(extraction) == []
    assert [r.fields["kind"].value for r in extraction.records] == ["formula", "formula"]


def test_stars_before_a_name_are_no_part_of_it() -> None:
    name = read_sheet([*PLAIN, ["1●", "★甲工程", "个性型", 5]]).records[0].fields["project_name"]
    assert (name.value, name.raw) == ("甲工程", "★甲工程")


def test_a_table_for_each_kind_under_its_caption() -> None:
    header = ["序号", "项目名称", "到位资金"]
    rows = [TITLE, BLOCK, ["一、政策型项目"], header, [1, "甲补助", 5], ["合计", None, 5],
            ["二、个性型项目"], header, [1, "乙工程", 6], ["合计", None, 6]]  # fmt: skip
    extraction = read_sheet(rows)
    assert troubles(extraction) == []
    assert [r.fields["kind"].value for r in extraction.records] == ["formula", "competitive"]


def test_an_amount_merged_over_two_projects_counts_once_and_is_said() -> None:
    rows = [*PLAIN, [1, "甲", "个性型", 5], [2, "乙", "个性型", None], [3, "丙", "个性型", 7]]
    extraction = read_sheet(rows, ["D4:D5"])
    assert received(extraction) == [("甲", 5_000_000), ("乙", None), ("丙", 7_000_000)]
    assert [(i.code, i.cell, i.value) for i in extraction.issues] == [("amount_shared", "D4", "5")]


def test_an_amount_merged_over_the_lines_of_one_project_is_nothing_to_speak_of() -> None:
    rows = [*PLAIN, [1, "甲", "个性型", 5], [None, None, "个性型", None], [2, "乙", "个性型", 7]]
    extraction = read_sheet(rows, ["A4:A5", "B4:B5", "D4:D5"])
    assert troubles(extraction) == []


@pytest.mark.parametrize("second", ["省级资金", "省级", "市县配套"])
def test_the_lines_after_the_first_of_a_breakdown_are_parts_too_though_numbered(second: str) -> None:
    rows = [
        [1, "甲路", "政策型", 8],
        [2, "其中：中央资金", "政策型", 5],
        [3, second, "政策型", 3],
        [4, "乙路", "政策型", 6],
    ]
    extraction = read_sheet([*PLAIN, *rows, ["合计", None, None, 14]])
    assert received(extraction) == [("甲路", 8_000_000), ("乙路", 6_000_000)]
    assert troubles(extraction) == []


def test_a_numbered_project_whose_name_begins_like_a_breakdown_or_note_counts() -> None:
    extraction = read_sheet(
        [
            *PLAIN,
            RECORD,
            [2, "其中村村部建设", "个性型", 30],
            [3, "注：桥", "个性型", 4],
            [None, "其中：中央资金", None, 3],
        ]
    )
    assert [r.fields["project_name"].value for r in extraction.records] == ["甲工程", "其中村村部建设", "注：桥"]


def test_a_first_row_of_short_names_and_whole_numbers_does_not_number_the_columns() -> None:
    rows = [TITLE, BLOCK, ["序号", "项目名称", "到位资金"], [1, "甲", 10], [2, "乙", 20]]
    assert received(read_sheet(rows)) == [("甲", 10_000_000), ("乙", 20_000_000)]
    rows.insert(3, [1, "甲", 2])
    assert received(read_sheet(rows)) == [("甲", 10_000_000), ("乙", 20_000_000)]
