"""Tables that are no return form: statistics, yearbooks, lists. What they say is read as it stands."""

import json
from typing import Any

from tests.returns.sheets import codes, read_sheet
from zzlib.returns import Extraction, to_json_lines

YEARBOOK: list[list[Any]] = [
    ["3-1  各乡镇财政收入情况（2013年）"],
    [None, None, None, None, "单位：万元"],
    ["乡 镇", "财政总收入", None, "一般预算\n收入", "比上年增长（%）"],
    [None, "绝对数", "税收", None, None],
    ["全 县", 1234.5, 600, 700, "12.5%"],
    ["东 镇", "1,034.5", 500, 600, "7000.00%"],
    ["西 镇", 200, 100, 100, -3.4],
    ["注：本表为快报数。"],
]
MERGES = ["A1:E1", "B3:C3", "A3:A4", "D3:D4", "E3:E4"]


def _others(extraction: Extraction) -> list[dict[str, str]]:
    return [{header: raw.raw for header, raw in record.other.items()} for record in extraction.records]


def test_a_statistics_table_is_read_and_what_it_lacks_is_said_once() -> None:
    extraction = read_sheet(YEARBOOK, MERGES)
    assert _others(extraction)[0] == {
        "乡 镇": "东 镇",
        "财政总收入/绝对数": "1,034.5",
        "财政总收入/税收": "500",
        "一般预算收入": "600",
        "比上年增长（%）": "7000.00%",
    }
    assert len(extraction.records) == 2
    assert codes(extraction) == ["required_column_missing"]
    assert extraction.sheets[0].money_unit == "万元"


def test_its_totals_are_held_against_its_rows_without_a_word() -> None:
    rows = [list(row) for row in YEARBOOK]
    rows[4][3] = 900
    extraction = read_sheet(rows, MERGES)
    totals = {total.cell: (total.stated, total.computed) for total in extraction.sheets[0].totals}
    assert totals == {"B5": ("1234.5", "1234.5"), "C5": ("600", "600"), "D5": ("900", "700")}
    assert codes(extraction) == ["required_column_missing"]


def test_a_percentage_is_given_with_its_value() -> None:
    lines = [json.loads(line) for line in to_json_lines(read_sheet(YEARBOOK, MERGES))]
    assert lines[0]["other"]["比上年增长（%）"] == {"raw": "7000.00%", "cell": "E6", "value": "70.0000"}


def test_several_tables_of_a_sheet_each_have_their_own_columns() -> None:
    rows: list[list[Any]] = [
        ["表一 收入"], ["地区", "收入", "支出"], ["东镇", 1, 2], ["西镇", 3, 4], [],
        ["表二 人口"], ["地区", "户数", "人口", "男"], ["东镇", 10, 20, 9], ["西镇", 30, 40, 22],
    ]  # fmt: skip
    extraction = read_sheet(rows)
    assert extraction.sheets[0].header_rows == (2, 7)
    assert _others(extraction)[1:3] == [
        {"地区": "西镇", "收入": "3", "支出": "4"},
        {"地区": "东镇", "户数": "10", "人口": "20", "男": "9"},
    ]
    assert codes(extraction) == ["required_column_missing"] * 2


def test_years_may_head_columns() -> None:
    extraction = read_sheet([["指标", 2011, 2012, "2013年"], ["生产总值", 5, 6, 7], ["财政收入", 1, 2, 3]])
    assert _others(extraction)[1] == {"指标": "财政收入", "2011": "1", "2012": "2", "2013年": "3"}


def test_captions_over_most_columns_are_part_of_the_header() -> None:
    rows: list[list[Any]] = [
        ["地区", "农业", None, None, "工业", None, None],
        [None, "本月", "累计", "增长%", "本月", "累计", "增长%"],
        ["东镇", 1, 2, "3%", 4, 5, "6%"],
    ]
    extraction = read_sheet(rows, ["A1:A2", "B1:D1", "E1:G1"])
    assert _others(extraction)[0]["工业/累计"] == "5"
    assert list(_others(extraction)[0]) == [
        "地区", "农业/本月", "农业/累计", "农业/增长%", "工业/本月", "工业/累计", "工业/增长%",
    ]  # fmt: skip


def test_a_list_with_dates_and_no_amounts_is_read() -> None:
    extraction = read_sheet([["文件名", "文号", "日期"], ["关于甲的通知", "云发〔2013〕1号", "2013-01-02"]])
    assert extraction.records[0].fields["document_number"].value == "云发〔2013〕1号"
    assert _others(extraction) == [{"文件名": "关于甲的通知", "日期": "2013-01-02"}]


def test_the_missing_column_is_said_with_the_headers_seen_and_the_nearest_known_labels() -> None:
    extraction = read_sheet([["项目名称", "项目类型", "资金到账（万元）"], ["甲工程", "个性型", 5]])
    said = next(i for i in extraction.issues if i.code == "required_column_missing")
    assert said.field == "received"
    assert "资金到账（万元）" in said.message
    assert "“资金到位”" in said.advice
