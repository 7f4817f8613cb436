"""What the measure of made-up messes found, each as small as it can be."""

import io
import zipfile

from tests.returns.sheets import PLAIN, codes, read_sheet, received, troubles, workbook
from zzlib.returns import read
from zzlib.synthetic.formats import packed_file
from zzlib.synthetic.grid import WrittenGrid

UNIT = ["填报单位：县水利局", None, None, "单位：万元"]


def test_a_caption_of_a_group_whose_sums_are_texts_still_says_the_kind() -> None:
    rows = [
        UNIT,
        ["序号", "项目名称", "到位资金", "支付资金", "上年结余"],
        ["一、政策型项目2项", None, "7", "1,002.5", "6"],
    ]
    extraction = read_sheet([*rows, [1, "甲补助", "3", "2.5"], [2, "乙补助", "4", "1000"]])
    assert [record.fields["kind"].value for record in extraction.records] == ["formula", "formula"]
    assert troubles(extraction) == []


def test_two_columns_of_one_meaning_differ_by_their_amounts_not_by_how_they_are_typed() -> None:
    header = ["序号", "项目名称", "项目类型", "到位资金（万元）", "已到位资金（元）"]
    rows = [
        [1, "甲工程", "个性型", "5.00", 50000],
        [2, "乙工程", "个性型", 6, "6万元"],
        [3, "丙工程", "个性型", 7, 7],
        [4, "丁工程", "个性型", "—", 0],
    ]
    extraction = read_sheet([header, *rows])
    assert [(issue.code, issue.cell) for issue in extraction.issues if issue.level != "notice"] == [
        ("column_differs", "E4")
    ]


def test_a_sample_is_one_also_where_the_serial_number_has_no_header() -> None:
    rows = [
        UNIT,
        [None, "项目名称", "项目类型", "到位资金"],
        ["示例", "某某工程", None, 500],
        [1, "甲工程", "个性型", 3],
    ]
    extraction = read_sheet(rows)
    assert received(extraction) == [("甲工程", 3_000_000)]
    assert troubles(extraction) == []


def test_a_header_printed_again_with_other_brackets_goes_on_with_the_table() -> None:
    rows = [["序号", "项目名称", "项目类型", "到位资金[万元]"], [1, "甲工程", "个性型", 3]]
    rows += [["序 号", "项目名称", "项目类型", "到位资金【万元】"], [2, "乙工程", "个性型", 4], ["合计", None, None, 7]]
    extraction = read_sheet([UNIT, *rows])
    assert received(extraction) == [("甲工程", 3_000_000), ("乙工程", 4_000_000)]
    assert troubles(extraction) == []


def test_two_cards_of_one_project_are_two_fund_lines_where_the_category_differs() -> None:
    cards = [
        [
            UNIT,
            ["项目名称", "甲工程", "项目类型", "个性型"],
            ["资金类别", category, "到位资金", 5],
            ["项目阶段", "在建"],
        ]
        for category in ("中央专项", "省级专项", "省级专项")
    ]
    extraction = read("卡片.xlsx", data=workbook(*cards))
    assert [record.fields["fund_category"].value for record in extraction.records] == ["中央专项", "省级专项"]
    assert codes(extraction) == ["sheet_repeated"]


def test_the_stage_of_a_card_may_be_a_word_that_is_a_label_elsewhere() -> None:
    rows = [
        UNIT,
        ["项目名称", "甲工程", "项目类型", "个性型"],
        ["项目阶段", "到位", "到位资金", 5],
        ["申报资金", 6, "备注", None],
    ]
    (record,) = read("卡片.xlsx", data=workbook(rows)).records
    assert record.fields["stage"].value == "received"
    assert record.fields["received"].fen == 5_000_000


def test_a_card_without_a_kind_says_so() -> None:
    rows = [UNIT, ["项目名称", "甲工程", "项目类型", None], ["项目性质", "新增", "到位资金", 5], ["项目阶段", "在建"]]
    extraction = read("卡片.xlsx", data=workbook(rows))
    assert extraction.records[0].fields["kind"].value == "unstated"
    assert [(issue.code, issue.cell) for issue in extraction.issues] == [("kind_missing", "D2")]


def test_a_date_in_a_card_is_no_month_of_the_return() -> None:
    rows = [["填报单位：县水利局", None, "报送月份：2013年5月"], ["项目名称", "甲工程", "项目类型", "个性型"]]
    rows += [["申报日期", "2013年4月", "到位资金（万元）", 5], ["项目阶段", "到位", "备注", None]]
    filing = read("卡片.xlsx", data=workbook(rows)).filing
    assert filing.block_period is not None and filing.block_period.text == "2013-05"
    undated = read("卡片.xlsx", data=workbook([["填报单位：县水利局"], *rows[1:]])).filing
    assert undated.block_period is None and undated.block_unit is not None


def test_a_header_of_two_rows_in_a_text_file_with_one_child() -> None:
    rows = [
        "填报单位：县水利局,,,,单位：万元",
        "序号,项目名称,项目类型,到位资金,支付资金,用地(亩),项目阶段",
        ",,,年初至本月末累计,,已争取指标,",
        "1,甲工程,个性型,3,1,2.5,在建",
    ]
    extraction = read("报表.csv", data="\n".join(rows).encode("gb18030"))
    assert received(extraction) == [("甲工程", 3_000_000)]
    assert troubles(extraction) == []


def test_merged_cells_of_an_open_document() -> None:
    grid = WrittenGrid()
    rows = [*PLAIN, [1, "甲工程", "个性型", 5], [None, None, None, 6], [2, "乙工程", None, 7]]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            grid.put(row, column, value)
    grid.merge(3, 1, 4, 1)
    grid.merge(3, 2, 5, 2)
    data = packed_file("ods", {"月报": grid}, "月报")
    assert zipfile.is_zipfile(io.BytesIO(data))
    extraction = read("月报.ods", data=data)
    assert received(extraction) == [("甲工程", 5_000_000), ("甲工程", 6_000_000), ("乙工程", 7_000_000)]
    assert [record.fields["kind"].value for record in extraction.records] == ["competitive"] * 3
    assert troubles(extraction) == []
