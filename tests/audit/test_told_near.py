"""Numbers of the text one slip from the cell that their words name, growths against its sign, ranks and how many rows a table has."""

import pytest

from zzlib.audit import audit_text

FARMS = """
| 农场 | 出苗面积（亩） | 同比增长（%） | 成活率（%） |
|---|---|---|---|
| 南坡场 | 3417 | 6.3 | 91.7 |
| 北岗场 | 2865 | -4.8 | 88.2 |
| 西沟场 | 1938 | -0.6 | 93.5 |
| 东滩场 | 1254 | 12.9 | 85.4 |
| 合计 | 9474 | 2.4 | 89.6 |
"""
AIR = """
| 项目 | 2024年 | 2023年 | 变化率 | 限值 |
|---|---|---|---|---|
| 甲物 | 28 | 32 | -12.5 | 40 |
| 乙物 | 57 | 60 | -5.0 | 75 |
| 丙物 | 44 | 40 | 10.0 | 80 |
"""
RANKS = """
| 单位 | 得分率 | 得分率位次 |
|---|---|---|
| 甲所 | 71.4 | 3 |
| 乙所 | 88.6 | {} |
| 丙所 | 64.9 | 5 |
| 丁所 | 80.3 | 2 |
| 戊所 | 68.8 | 4 |
| 己所 | 60.1 | 6 |
"""
PAIRS = [
    ("南坡场出苗面积{}亩，北岗场出苗面积2865亩。", "3417", "3917"),
    ("南坡场出苗面积{}亩，北岗场出苗面积2865亩。", "3417", "3471"),
    ("南坡场出苗面积3417亩，成活率{}%。", "91.7", "97.7"),
    ("西沟场成活率{}%，东滩场成活率85.4%。", "93.5", "93.8"),
    ("全部农场出苗面积{}亩。", "9474", "9174"),
    ("出苗面积9474亩，增长{}%。", "2.4", "2.7"),
    ("南坡场增长{}%，走在前面。", "6.3", "8.3"),
    ("北岗场{}4.8%。", "下降", "增长"),
    ("东滩场{}12.9%。", "增长", "下降"),
    ("北岗场、西沟场分别下降{}%和0.6%。", "4.8", "4.3"),
    ("北岗场、西沟场分别下降4.8%和{}%。", "0.6", "7.6"),
    ("南坡场出苗面积3417亩，居第{}位。", "1", "3"),
    ("东滩场增长12.9%，居第{}位。", "1", "4"),
    ("{}个农场中，南坡场出苗面积3417亩。", "4", "6"),
    ("{}个农场出苗情况见下表。", "4", "7"),
]


def accused(text: str) -> list[str]:
    return [claim.stated for claim in audit_text(text) if claim.verdict == "wrong"]


@pytest.mark.parametrize(("said", "right", "slip"), PAIRS)
def test_what_the_text_tells_of_a_row_is_held_against_its_cell(said: str, right: str, slip: str) -> None:
    assert accused(said.format(right) + "\n" + FARMS) == []
    assert len(accused(said.format(slip) + "\n" + FARMS)) == 1


@pytest.mark.parametrize(
    "said",
    [
        "上年南坡场出苗面积3917亩。",
        "南坡场雨后补种317亩。",
        "未出苗面积最多的是南坡场3416亩。",
        "列第三位的是西沟场。",
        "其中2个农场中，南坡场出苗面积3417亩。",
    ],
)
def test_what_is_told_of_something_else_is_not(said: str) -> None:
    assert accused(f"{said}\n{FARMS}") == []


@pytest.mark.parametrize(("right", "slip"), [("| 28 |", "| 58 |"), ("| 60 |", "| 90 |"), ("-5.0", "-7.0")])
def test_a_column_of_changes_is_made_by_the_two_before_it(right: str, slip: str) -> None:
    assert accused(AIR) == []
    assert accused(AIR.replace(right, slip))


def test_a_rank_far_off_is_found_where_its_column_is_named() -> None:
    assert accused(RANKS.format(1)) == []
    assert accused(RANKS.format(6)) == ["6"]


@pytest.mark.parametrize(("months", "found"), [("3", 0), ("8", 1)])
def test_months_that_a_thing_was_done_for(months: str, found: int) -> None:
    assert len(accused(f"自10月起至12月用{months}个月时间集中清理积案。")) == found
