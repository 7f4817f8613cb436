"""Tables that are no further money, and rows that go on where no heading stands: said, and never counted twice or lost in silence."""

from typing import Any

import pytest

from tests.returns.sheets import codes, read_sheet, received, troubles, workbook
from zzlib.returns import read

HEAD = ["序号", "项目名称", "项目类型", "争取资金", "到位资金"]
TABLE: list[list[Any]] = [
    ["2013年5月争资争项月报表"],
    ["填报单位：县水利局", None, None, "单位：万元"],
    HEAD,
    [1, "甲工程", "个性型", 92, 49],
    [2, "一事一议奖补", "政策型", 229, 138],
    [3, "丙工程", "个性型", 75, 53],
]
WANTED = [("甲工程", 49_000_000), ("一事一议奖补", 138_000_000), ("丙工程", 53_000_000)]


def annex(*amounts: tuple[int, int], villages: bool = True) -> list[list[Any]]:
    more = ([*HEAD[:3], "村数", *HEAD[3:]], [4]) if villages else (HEAD, [])
    rows = [[n, f"奖补（{n}村）", "政策型", *more[1], won, came] for n, (won, came) in enumerate(amounts, start=1)]
    return [[], ["附：第2项分村安排情况"], more[0], *rows]


def test_a_table_that_parts_one_project_is_counted_once() -> None:
    total = ["合计", None, None, 396, 240]
    extraction = read_sheet(
        [*TABLE, total, *annex((100, 70), (79, 30), (50, 38)), ["小计", None, None, None, 229, 138]]
    )
    assert received(extraction) == WANTED
    assert troubles(extraction) == ["table_is_detail"]
    [said] = [i for i in extraction.issues if i.code == "table_is_detail"]
    assert (said.cell, said.message) == (
        "B11",
        "第 11—13 行的表各列合计正好是项目“一事一议奖补”的，是它的明细，没有重复计入",
    )


def test_under_the_same_heading_too() -> None:
    extraction = read_sheet([*TABLE, *annex((100, 70), (79, 30), (50, 38), villages=False)])
    assert received(extraction) == WANTED
    assert "table_is_detail" in troubles(extraction)


@pytest.mark.parametrize(
    "amounts",
    [
        ((100, 70), (79, 30), (50, 39)),  # another sum
        ((229, 138),),  # one row parts nothing
        ((458, 276), (-229, -138)),  # only in proportion: columns that say the same
    ],
)
def test_a_second_table_of_other_amounts_counts(amounts: tuple[tuple[int, int], ...]) -> None:
    extraction = read_sheet([*TABLE, *annex(*amounts)])
    assert len(received(extraction)) == len(WANTED) + len(amounts)
    assert "table_is_detail" not in codes(extraction)


def test_rows_that_go_on_in_a_sheet_without_a_heading_are_an_error() -> None:
    more = [[4, "丁工程", "政策型", 38, 22], [5, "戊工程", "个性型", 59, 18], ["合计", None, None, 493, 280]]
    extraction = read("报表.xlsx", data=workbook(TABLE, more))
    assert received(extraction) == WANTED
    [said] = [i for i in extraction.issues if i.code == "sheet_goes_on"]
    assert (said.level, said.cell) == ("error", "A1")
    assert said.message == "工作表“Sheet2”没有表头，有 2 行像是接着工作表“Sheet1”的项目，没有计入"


@pytest.mark.parametrize(
    "sheet",
    [
        [["项目类型", "政策型", "个性型"], ["资金级次", "中央", "省级"]],
        [["填表说明"], [1, "本表于次月5日前报送", "个性型"], [2, "金额以万元计"]],
        [["政策型", 12], ["个性型", 30]],
    ],
)
def test_a_sheet_of_choices_or_notes_is_no_table_that_goes_on(sheet: list[list[Any]]) -> None:
    extraction = read("报表.xlsx", data=workbook(TABLE, sheet))
    assert received(extraction) == WANTED
    assert troubles(extraction) == []
