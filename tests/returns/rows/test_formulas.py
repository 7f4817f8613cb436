"""The arithmetic that a form prints is held against every row; what can't be bound to columns is left alone."""

import pytest

from tests.returns.sheets import read_sheet, troubles

TITLE = ["2013年5月争资争项月报表"]
BLOCK = ["填报单位：县水利局", None, None, None, None, "单位：万元"]
HEADER = ["序号", "项目名称", "项目类型", "到位资金", "其中：中央", "其中：省级"]
NUMBERS = ["甲", "乙", "丙", "1=2+3", "2", "3"]


def numbered(numbers, *rows, header=HEADER, block=BLOCK, **options):
    return read_sheet(
        [TITLE, block, header, numbers, *([n, f"工程{n}", "个性型", *row] for n, row in enumerate(rows, 1))], **options
    )


def mismatches(extraction):
    assert set(troubles(extraction)) <= {"formula_mismatch", "amount_shared"}
    return [i.cell for i in extraction.issues if i.code == "formula_mismatch"]


@pytest.mark.parametrize(
    "numbers",
    [
        ["甲", "乙", "丙", "1=2+3", "2", "3"],
        ["甲", "乙", "丙", "(1)=(2)+(3)", "(2)", "(3)"],
        ["（1）", "（2）", "（3）", "（4）＝（5）＋（6）", "（5）", "（6）"],
        ["1栏", "2栏", "3栏", "4栏=5栏+6栏", "5栏", "6栏"],
        ["①", "②", "③", "④=⑤+⑥", "⑤", "⑥"],
        ["甲", "乙", "丙", "A=B+C", "B", "C"],
        [None, None, None, "＝2＋3", 2, 3],
    ],
)
def test_formulas_of_the_column_number_row(numbers):
    assert mismatches(numbered(numbers, (100, 60, 40), (100, 60, 30))) == ["D6"]


def test_a_formula_may_take_away():
    numbers = ["甲", "乙", "丙", 3, "1=3-2", 2]
    assert mismatches(numbered(numbers, (100, 60, 40), (100, 60, 30))) == ["E6"]


def test_both_numbers_are_said_and_what_to_type():
    [issue] = [i for i in numbered(NUMBERS, (100, 60, 30)).issues if i.code == "formula_mismatch"]
    assert (issue.level, issue.cell, issue.field, issue.value) == ("warning", "D5", "received", "100")
    assert issue.message == (
        "第 5 行的“到位资金”填的是 100万元，按表上印的“1=2+3”算是 60+30=90万元，相差 10万元；照填的计"
    )
    assert issue.advice.endswith("“到位资金”请填 90")


@pytest.mark.parametrize(
    "row",
    [
        (100, 100, None),
        (None, None, None),
        (100, None, None),
        (None, 60, 40),
        (0, "—", "/"),
        ("待定", 60, 40),
        ("约100", 60, 30),
    ],
    ids=["a blank part", "all blank", "no parts", "no sum", "nothing", "unreadable", "hedged"],
)
def test_blank_and_unreadable_cells_are_no_mismatch(row):
    assert "formula_mismatch" not in troubles(numbered(NUMBERS, row))


@pytest.mark.parametrize("row", [(33.34, 16.67, 16.68), (100.1, 60.06, 40.06), (101, 60, 40)])
def test_amounts_that_were_rounded_one_by_one_may_differ_by_their_last_place(row):
    assert mismatches(numbered(NUMBERS, row)) == []


@pytest.mark.parametrize("row", [(3, 1, 1), (33.5, 16.67, 16.68), (0.01, 0.01, 0.01)])
def test_more_than_rounding_is_said(row):
    assert mismatches(numbered(NUMBERS, row)) == ["D5"]


def test_columns_and_cells_of_different_units():
    header = ["序号", "项目名称", "项目类型", "到位资金（万元）", "其中：中央（元）", "其中：省级"]
    rows = [(100, 600000, "40万元"), (100, 600000, 30)]
    assert mismatches(numbered(NUMBERS, *rows, header=header)) == ["D6"]


def test_products_unknown_numbers_and_doubtful_numbers_are_left_alone():
    assert mismatches(numbered(["甲", "乙", "丙", "1=2×3", "2", "3"], (100, 60, 30))) == []
    assert mismatches(numbered(["甲", "乙", "丙", "1=2+9", "2", "3"], (100, 60, 30))) == []
    assert mismatches(numbered(["甲", "乙", "丙", "1=2-(3-4)", "2", "3"], (100, 60, 30))) == []


def test_formulas_in_brackets_after_the_labels():
    header = ["序号", "项目名称", "项目类型", "到位资金（1=2+3）", "中央资金（2）", "省级资金（3）"]
    rows = [[1, "甲", "个性型", 100, 60, 40], [2, "乙", "个性型", 100, 60, 30]]
    assert mismatches(read_sheet([TITLE, BLOCK, header, *rows])) == ["D5"]


@pytest.mark.parametrize(
    "note",
    [
        "注：到位资金=中央+省级",
        "注：1.填报口径见通知；2.到位资金＝中央＋省级。",
        "说明：到位资金等于中央、省级之和",
    ],
)
def test_rules_in_notes(note):
    header = ["序号", "项目名称", "项目类型", "到位资金", "中央", "省级"]
    rows = [[1, "甲", "个性型", 100, 60, 40], [2, "乙", "个性型", 100, 60, 30], [note]]
    assert mismatches(read_sheet([TITLE, BLOCK, header, *rows])) == ["D5"]


def test_a_rule_holds_under_each_caption_that_has_all_its_names():
    header = [
        ["序号", "项目名称", "项目类型", "争取资金", None, None, "到位资金", None, None],
        [None, None, None, "合计", "中央", "省级", "合计", "中央", "省级"],
    ]
    merges = ["A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:I3"]
    row = [1, "甲", "个性型", 100, 60, 30, 50, 20, 10]
    sheet = [TITLE, BLOCK, *header, row, ["注：合计=中央+省级"]]
    assert mismatches(read_sheet(sheet, merges=merges)) == ["D5", "G5"]


@pytest.mark.parametrize(
    "note",
    [
        "注：本年到位=当月到位之和",
        "注：合计=中央+省级+市级",
        "注：完成率=到位资金/目标",
        "注：中央=国家级",
        "注：资金=中央+省级",
    ],
)
def test_a_rule_whose_names_are_not_all_columns_is_left_alone(note):
    header = ["序号", "项目名称", "项目类型", "到位资金", "中央", "省级"]
    assert mismatches(read_sheet([TITLE, BLOCK, header, [1, "甲", "个性型", 100, 60, 30], [note]])) == []


def test_an_amount_in_a_merged_cell_speaks_of_several_rows():
    assert mismatches(numbered(NUMBERS, (100, 30, 20), (None, 30, 20), merges=["D5:D6"])) == []


def test_what_belongs_to_a_project_stands_in_one_of_its_rows():
    header = ["序号", "项目名称", "项目类型", "总投资", "到位资金", "自筹资金"]
    rows = [[1, "甲", "个性型", 100, 30, 20], [2, "甲", "个性型", 100, 40, 10], [3, "乙", "个性型", 100, 40, 10]]
    sheet = [TITLE, BLOCK, header, ["甲", "乙", "丙", "1=2+3", "2", "3"], *rows]
    assert mismatches(read_sheet(sheet)) == ["D7"]


@pytest.mark.parametrize("label", ["总投资（总投资=中央+省级）", "总投资=中央+省级"])
def test_rules_in_headers(label):
    header = ["序号", "项目名称", "项目类型", label, "中央", "省级", "到位资金"]
    rows = [[1, "甲", "个性型", 100, 60, 40, 5], [2, "乙", "个性型", 100, 60, 30, 5]]
    assert mismatches(read_sheet([TITLE, BLOCK, header, *rows])) == ["D5"]


def test_percentages_totals_and_other_units_are_no_mismatch():
    header = ["序号", "项目名称", "项目类型", "到位资金（亿元）", "中央（万元）", "省级（元）", "到位率"]
    rows = [
        ["合计", None, None, 0.02, 120, 800000, None],
        [1, "甲", "个性型", 0.01, 60, 400000, 0.5],
        [2, "乙", "个性型", 0.01, 60, 400000, 0.5],
    ]
    assert (
        mismatches(read_sheet([TITLE, BLOCK, header, ["甲", "乙", "丙", "1=2+3", "2", "3", "4=1/2*100%"], *rows])) == []
    )


def test_what_has_not_come_is_what_was_won_less_what_came():
    header = ["序号", "项目名称", "项目类型", "争取资金", "到位资金", "未到位"]
    rows = [[1, "甲", "个性型", 100, None, 100], [2, "乙", "个性型", 100, 50, 40]]
    assert mismatches(read_sheet([TITLE, BLOCK, header, ["甲", "乙", "丙", "1", "2", "3=1-2"], *rows])) == ["F6"]
