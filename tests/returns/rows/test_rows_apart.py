"""Rows under a table, under a note, or of last month that a person does not count: kept out, and said at their cell."""

import pytest

from tests.returns.sheets import BLOCK, HEADER, PLAIN, TITLE, codes, read_sheet, received, troubles, workbook
from zzlib.returns import read

TWO = [[1, "甲路", "政策型", 5], [2, "乙路", "个性型", 6]]


def said(extraction):
    return [(i.code, i.cell) for i in extraction.issues if i.level in ("error", "warning")]


def test_a_small_summary_by_kind_under_the_table_is_no_project():
    extraction = read_sheet([*PLAIN, *TWO, [], [None, "政策型", "1个", 5], [None, "个性型", "1个", 6]])
    assert received(extraction) == [("甲路", 5_000_000), ("乙路", 6_000_000)]
    assert troubles(extraction) == []


def test_a_small_summary_that_is_wrong_is_said():
    extraction = read_sheet([*PLAIN, *TWO, [], [None, "政策型", "1个", 7], [None, "个性型", "1个", 6]])
    assert said(extraction) == [("total_mismatch", "D7")]


@pytest.mark.parametrize("loose", [11, 7])
def test_a_number_parted_from_the_table_by_a_blank_row_is_no_project(loose):
    extraction = read_sheet([*PLAIN, *TWO, [], [None, None, None, loose]])
    assert received(extraction) == [("甲路", 5_000_000), ("乙路", 6_000_000)]
    assert said(extraction) == [("row_left_out", "D7")]


@pytest.mark.parametrize("column", [0, 1])
def test_rows_under_a_note_that_they_do_not_count_wait_for_a_person(column):
    note = [*[None] * column, "以下项目6月份到位，本月不统计"]
    extraction = read_sheet([*PLAIN, TWO[0], note, TWO[1], ["合计", None, None, 5]])
    assert [(v.fen, v.unreadable) for r in extraction.records for v in [r.fields["received"]]] == [
        (5_000_000, False),
        (None, True),
    ]
    assert said(extraction)[0] == ("row_disclaimed", "D6")


@pytest.mark.parametrize("said_of_them", ["2012年度已到位项目（上年已统计，列此备查）", "往年已汇总的项目", "列此备查"])
def test_rows_of_a_section_that_was_counted_before_wait_for_a_person(said_of_them):
    sections = [["一", "本年到位项目"], TWO[0], ["二", said_of_them], TWO[1]]
    extraction = read_sheet([*PLAIN, *sections])
    assert received(extraction) == [("甲路", 5_000_000), ("乙路", None)]
    assert said(extraction) == [("row_disclaimed", "D7")]


@pytest.mark.parametrize("note", ["以下项目6月份开工", "有关资金文件留存备查", "由上月汇总数加本月数而来"])
def test_a_note_that_says_nothing_of_the_kind_changes_nothing(note):
    extraction = read_sheet([*PLAIN, TWO[0], [note], TWO[1]])
    assert received(extraction) == [("甲路", 5_000_000), ("乙路", 6_000_000)]
    assert troubles(extraction) == []


@pytest.mark.parametrize(("before", "now"), [("上月数", "本月数"), ("4月底", "5月底"), ("截至4月", "截至5月")])
def test_a_row_of_last_month_beside_this_months_does_not_count(before, now):
    header = ["序号", "项目名称", "时间", "项目类型", "到位资金"]
    rows = [[1, "甲路", before, "政策型", 5], [None, None, now, "政策型", 6]]
    extraction = read_sheet([TITLE, BLOCK, header, *rows], merges=["A4:A5", "B4:B5"])
    assert received(extraction) == [("甲路", 6_000_000)]
    assert said(extraction) == [("row_of_other_month", "C4")]


def test_a_column_with_one_month_alone_keeps_all_rows():
    header = ["序号", "项目名称", "时间", "项目类型", "到位资金"]
    extraction = read_sheet(
        [TITLE, BLOCK, header, [1, "甲路", "5月底", "政策型", 5], [2, "乙路", "5月底", "政策型", 6]]
    )
    assert received(extraction) == [("甲路", 5_000_000), ("乙路", 6_000_000)]
    assert troubles(extraction) == []


@pytest.mark.parametrize(("unit", "counted"), [("万元", None), ("元", 20_130_500)])
def test_a_year_and_month_in_a_column_of_money_is_no_amount(unit, counted):
    extraction = read_sheet(
        [TITLE, ["填报单位：县水利局", None, None, f"单位：{unit}"], HEADER, [1, "甲路", "政策型", 201305]]
    )
    assert [fen for _, fen in received(extraction)] == [counted]
    assert ("amount_not_money" in codes(extraction)) is (counted is None)


@pytest.mark.parametrize("heading", ["类型", "类型（政策型/个性型）", "类别（政策型、个性型）"])
def test_a_heading_that_may_be_many_things_is_told_by_what_stands_under_it(heading):
    extraction = read_sheet([TITLE, BLOCK, ["序号", "项目名称", heading, "到位资金"], *TWO])
    assert [r.fields["kind"].value for r in extraction.records] == ["formula", "competitive"]
    assert troubles(extraction) == []


@pytest.mark.parametrize("label", ["年度任务", "去年同期", "比去年增减", "完成率", "同比增长（%）", "增减额"])
def test_a_task_or_comparison_under_the_rows_is_no_project(label):
    extraction = read_sheet([*PLAIN, *TWO, [None, label, None, 20]])
    assert received(extraction) == [("甲路", 5_000_000), ("乙路", 6_000_000)]


def test_a_project_whose_name_begins_like_a_comparison_counts():
    extraction = read_sheet([*PLAIN, TWO[0], [2, "完成率达标奖补项目", "个性型", 6]])
    assert received(extraction) == [("甲路", 5_000_000), ("完成率达标奖补项目", 6_000_000)]


def test_what_is_planned_under_a_caption_waits_for_a_person_where_it_stands_as_won():
    rows = [TWO[0], ["二、下一步拟争取项目"], [2, "乙路", "个性型", 6], [3, "丙路", "个性型", 0]]
    extraction = read_sheet([*PLAIN, *rows])
    assert received(extraction) == [("甲路", 5_000_000), ("乙路", None), ("丙路", 0)]
    assert said(extraction) == [("row_disclaimed", "D6")]


def test_the_same_projects_in_another_unit_and_order_of_columns_count_once():
    first = [TITLE, BLOCK, [*HEADER, "争取资金"], [1, "甲路", "政策型", 5, 7], [2, "乙路", "个性型", 6, 8]]
    again = [
        ["单位：元"],
        ["序号", "项目类型", "项目名称", "到位资金"],
        [1, "政策型", "甲路", 50000],
        [2, "个性型", "乙路", 60000],
    ]
    extraction = read("报表.xlsx", data=workbook(first, again))
    assert received(extraction) == [("甲路", 5_000_000), ("乙路", 6_000_000)]
    assert "sheet_repeated" in codes(extraction)


def test_a_row_without_a_name_that_bears_a_code_of_its_own_is_no_further_line_of_the_project_above():
    header = ["项目名称", "项目代码", "项目类型", "到位资金"]
    extraction = read_sheet([TITLE, BLOCK, header, ["甲路", "A-1", "政策型", 5], [None, "A-2", "政策型", 6]])
    assert received(extraction) == [("甲路", 5_000_000), (None, 6_000_000)]
    assert said(extraction) == [("project_name_missing", "A5")]


@pytest.mark.parametrize(("plan", "done"), [("全年计划", "实际"), ("计划数", "完成数"), ("年度目标", "已到位")])
def test_a_row_of_what_was_planned_beside_what_was_done_does_not_count(plan, done):
    header = ["序号", "项目名称", "口径", "项目类型", "到位资金"]
    rows = [[1, "甲路", plan, "政策型", 9], [None, None, done, "政策型", 6]]
    extraction = read_sheet([TITLE, BLOCK, header, *rows], merges=["A4:A5", "B4:B5"])
    assert [(r.fields["received"].fen, r.row) for r in extraction.records] == [(None, 4), (6_000_000, 5)]
    assert said(extraction) == [("row_disclaimed", "E4")]


def test_plans_alone_in_a_column_say_nothing_of_their_rows():
    header = ["序号", "项目名称", "来源", "项目类型", "到位资金"]
    extraction = read_sheet([TITLE, BLOCK, header, [1, "甲路", "预算", "政策型", 5], [2, "乙路", "计划", "政策型", 6]])
    assert received(extraction) == [("甲路", 5_000_000), ("乙路", 6_000_000)]
    assert troubles(extraction) == []
