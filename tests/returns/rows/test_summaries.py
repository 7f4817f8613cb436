"""A sheet that sums the other sheets is no further money; one that may do so counts and is said."""

from typing import Any

import pytest

from tests.returns.sheets import BLOCK, TITLE, codes, received, workbook
from zzlib.returns import read

HEADER = ["序号", "项目名称", "项目类型", "争取资金", "到位资金"]
LIST = [
    TITLE,
    BLOCK,
    HEADER,
    [1, "甲工程", "政策型", 90, 50],
    [2, "乙工程", "政策型", 40, 40],
    [3, "丙工程", "个性型", 70, 10],
]


def sheet(*rows: list[Any]) -> list[list[Any]]:
    return [TITLE, BLOCK, HEADER, *([number, *row] for number, row in enumerate(rows, start=1))]


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    "rows",
    [[["政策型项目2个", "政策型", 130, 90], ["个性型项目1个", "个性型", 70, 10]], [["县水利局", "政策型", 200, 100]]],
)
def test_a_summary_is_left_out_wherever_it_stands(rows: list[list[Any]], first: bool) -> None:
    sheets = [sheet(*rows), LIST] if first else [LIST, sheet(*rows)]
    extraction = read("报表.xlsx", data=workbook(*sheets, names=["一", "二"]))
    assert [name for name, _ in received(extraction)] == ["甲工程", "乙工程", "丙工程"]
    assert codes(extraction, "warning") == ["sheet_is_summary"]


def test_one_amount_that_happens_to_be_the_sum_counts_and_is_said() -> None:
    one, two = ([TITLE, BLOCK, ["序号", "项目名称", "项目类型", "到位资金"], *rows] for rows in (
        [[1, "丁工程", "政策型", 90]], [[1, "甲工程", "政策型", 50], [2, "乙工程", "政策型", 40]],
    ))  # fmt: skip
    extraction = read("报表.xlsx", data=workbook(one, two))
    assert len(extraction.records) == 3
    assert codes(extraction, "warning") == ["sheet_may_be_summary"]


@pytest.mark.parametrize("row", [["丁工程", "政策型", 200, 99], ["甲工程", "政策型", 200, 100]])
def test_other_amounts_or_the_same_projects_are_no_summary(row: list[Any]) -> None:
    extraction = read("报表.xlsx", data=workbook(sheet(row), LIST))
    assert len(extraction.records) == 4
    assert not codes(extraction, "warning", "error")
