"""What `zz check` says to people: the county's own files first, a problem of a file once, then who is in and who is not."""

import pandas as pd
import pytest

from tests.small_county import SmallCounty
from zzlib.cli import main
from zzlib.cli.checked import Checked
from zzlib.issues import Issue, issue, issues_frame

UNITS = pd.DataFrame(
    {
        "unit_id": ["u01", "u02", "u03", "u04"],
        "unit": ["发改委", "水利局", "城关镇", "供电公司"],
        "filing": ["on_time", "late", "missing", "unreadable"],
    }
)


def text(*issues: Issue, waiting: tuple[str, ...] = ()) -> list[str]:
    return Checked(issues_frame(list(issues)), UNITS, waiting, "2013-05").text().splitlines()


def unreadable(unit_id: str, file: str, cell: str, value: str) -> Issue:
    place = {"unit_id": unit_id, "file": file, "sheet": "5月", "cell": cell, "field": "received", "value": value}
    return issue("amount_unreadable", label="到位资金", example="320.5", **place)


def bad(cell: str, value: str, why: str) -> Issue:
    return issue("reference_bad_value", file="data/reference/targets.csv", cell=cell, value=value, why=why)


def test_own_files_come_first_then_errors_then_warnings_in_the_offices_order() -> None:
    lines = text(
        issue("date_unreadable", unit_id="u01", file="甲.xlsx", sheet="5月", cell="R7", value="13月", label="批复日期"),
        unreadable("u03", "丙.xlsx", "J9", "待定"),
        unreadable("u02", "乙.xlsx", "J4", "无"),
        issue("unit_unknown", file="丁.xlsx", value="水利站", suggestions=""),
        bad("F4", "八百", "应是数字"),
    )
    assert [line for line in lines if line and not line.startswith(" ")][:5] == [
        "data/reference/targets.csv（参考文件，先改这里）",
        "丁.xlsx",
        "水利局《乙.xlsx》",
        "城关镇《丙.xlsx》",
        "发改委《甲.xlsx》",
    ]
    assert lines[1].startswith("  [错误] 参考文件 data/reference/targets.csv 的 F4 填的是“八百”：应是数字。请改正")


def test_values_that_cannot_be_used_for_other_reasons_are_other_problems() -> None:
    lines = text(bad("F4", "八百", "应是数字"), bad("F5", "七百", "应是数字"), bad("B6", "U999", "单位名册里没有"))
    assert [line.partition("。")[0] for line in lines if "[错误]" in line] == [
        "  [错误] 参考文件 data/reference/targets.csv 的 F4 填的是“八百”：应是数字；同样的还有F5“七百”",
        "  [错误] 参考文件 data/reference/targets.csv 的 B6 填的是“U999”：单位名册里没有",
    ]


def test_a_project_that_two_units_file_is_told_once() -> None:
    twice = [
        issue("project_twice", unit_id=u, file=f"{u}.xlsx", value="水库", units="甲、乙", amounts="…")
        for u in ("u01", "u02")
    ]
    assert sum("水库" in line for line in text(*twice)) == 1
    assert text(*twice)[-1] == "错误 0 处，提醒 2 处，提示 0 处"


def test_notices_are_a_line_for_each_kind() -> None:
    sheets = [
        issue("sheet_without_table", unit_id=u, file=f"{u}.xlsx", sheet="填表说明", value="填表说明")
        for u in ("u01", "u02")
    ]
    lines = text(*sheets, issue("return_unchanged", unit_id="u02", file="乙.xlsx", previous="2013年4月"))
    assert lines[0] == "供了解："
    assert lines[1].startswith("  没有报表的工作表，2 处：发改委 填表说明；水利局 填表说明。")
    assert lines[2].startswith("  内容与上月相同，1 处：水利局。请核对")


def test_it_ends_with_who_is_in_and_who_is_not() -> None:
    assert text(waiting=("丁.xlsx",)) == [
        "报送情况：4 个单位，按时 1，迟报 1，未报 1，无法读取 1",
        "  未报（1）：城关镇",
        "  无法读取（1）：供电公司",
        "  迟报（1）：水利局",
        "  1 份文件待认领：丁.xlsx",
        "  认领：zz decide 2013-05 列出，再如 zz decide 2013-05 1 水利局 --by 责任人甲 --why 电话核实",
        "错误 0 处，提醒 0 处，提示 0 处",
    ]


def test_files_by_themselves_are_told_by_name() -> None:
    lines = Checked(issues_frame([unreadable("", "乙.xlsx", "J4", "无")])).text().splitlines()
    assert lines[0] == "乙.xlsx" and lines[-1] == "错误 1 处，提醒 0 处，提示 0 处"


def test_a_month_is_taken_as_people_write_it_and_never_for_a_file(
    county: SmallCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    county.file_return("2013-01", "水利局", [["灌区改造", "", "个性型", "新增", "省级专项", 100, 80, 32, None]])
    at = ["--root", str(county.root)]
    assert main(["check", "2013年1月", *at]) == main(["check", "2013-01", *at]) != 2
    capsys.readouterr()
    assert main(["check", "2013年13月", *at]) == 2 and "不是月份" in capsys.readouterr().err
    for command in (["check", "2013年1月", "甲.xlsx", *at], ["extract", "2013年1月"], ["audit", "2013年1月"]):
        assert main(command) == 2
        assert (
            "2013年1月 是月份，这里要写文件；要检查一个月的报表，只写月份：zz check 2013-01" in capsys.readouterr().err
        )
