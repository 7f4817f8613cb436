"""The hidden key of our own form tells which project a row is; one that can't be right is said, never guessed at."""

from typing import Any

import pytest

from tests.small_county import HEADER, SmallCounty
from zzlib.ledger import Ledger, open_ledger

KEYED = [*HEADER, "项目标识"]
JIA = ["甲工程", "", "政策型", "新增", "中央专项", 100, 80, 50, None]
YI = ["乙工程", "20-01", "政策型", "新增", "中央专项", 60, 30, 20, None]


def filed(county: SmallCounty, *rows: list[Any], unit: str = "水利局") -> Ledger:
    """File two projects in January and these rows, each with its key at the end, in February."""
    county.file_return("2013-01", "水利局", [JIA, YI])
    county.file_return("2013-01", "城关镇", [["丙工程", *JIA[1:]]])
    county.file_return("2013-02", unit, [list(row) for row in rows], header=KEYED)
    return open_ledger(county.workspace, "2013-02")


def projects(ledger: Ledger) -> list[tuple[str, str]]:
    month = ledger.month("projects")
    own = month[month["unit_id"] == "u02"]
    return list(zip(own["project_id"], own["project_name"], strict=True))


def said(ledger: Ledger) -> list[tuple[str, str, str]]:
    return [(i.level.value, i.code, i.cell) for i in ledger.issues if i.period == "2013-02"]


def test_a_renamed_project_with_its_key_is_the_same_project_and_the_new_name_is_said(county: SmallCounty) -> None:
    ledger = filed(county, ["甲工程（一期）", *JIA[1:], "u02/甲工程"], [*YI, "u02/20-01"])
    assert projects(ledger) == [("u02/甲工程", "甲工程（一期）"), ("u02/20-01", "乙工程")]
    assert said(ledger) == [("notice", "project_renamed", "B4")]
    assert "“甲工程”本月改名为“甲工程（一期）”" in next(i.message for i in ledger.issues if i.code == "project_renamed")


def test_the_new_name_is_known_from_then_on(county: SmallCounty) -> None:
    filed(county, ["甲工程（一期）", *JIA[1:], "u02/甲工程"])
    county.file_return("2013-03", "水利局", [["甲工程（一期）", *JIA[1:]]])
    ledger = open_ledger(county.workspace, "2013-03")
    assert projects(ledger) == [("u02/甲工程", "甲工程（一期）")]
    assert [i.code for i in ledger.issues if i.period == "2013-03"] == []


def test_a_key_beats_a_new_code(county: SmallCounty) -> None:
    ledger = filed(county, ["乙工程", "21-99", *YI[2:], "u02/20-01"])
    assert projects(ledger) == [("u02/20-01", "乙工程")]
    assert said(ledger) == []


def test_two_rows_of_a_project_share_its_key(county: SmallCounty) -> None:
    provincial = ["甲工程", "", "政策型", "新增", "省级专项", 10, 10, 10, None]
    ledger = filed(county, [*JIA, "u02/甲工程"], [*provincial, "u02/甲工程"])
    assert projects(ledger) == [("u02/甲工程", "甲工程")]
    assert said(ledger) == []


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("u03/丙工程", "project_key_foreign"),
        ("随便写的", "project_key_foreign"),
        ("u02/没有的工程", "project_key_unknown"),
    ],
)
def test_a_key_of_another_unit_or_of_no_project_is_an_issue_and_the_name_decides(
    county: SmallCounty, key: str, code: str
) -> None:
    ledger = filed(county, [*JIA, key])
    assert projects(ledger) == [("u02/甲工程", "甲工程")]
    assert said(ledger) == [("warning", code, "B4")]


def test_keys_that_no_longer_stand_beside_their_names_are_set_aside(county: SmallCounty) -> None:
    """Somebody sorted the columns that can be seen: the hidden one stayed as it was."""
    ledger = filed(county, [*YI, "u02/甲工程"], [*JIA, "u02/20-01"])
    assert projects(ledger) == [("u02/20-01", "乙工程"), ("u02/甲工程", "甲工程")]
    assert said(ledger) == [("warning", "project_key_conflict", cell) for cell in ("B4", "B5")]


def test_a_copied_row_with_another_name_is_a_project_of_its_own(county: SmallCounty) -> None:
    copied = ["丁工程", *JIA[1:5], 7, 7, 7, None]
    ledger = filed(county, [*JIA, "u02/甲工程"], [*copied, "u02/甲工程"])
    assert projects(ledger) == [("u02/甲工程", "甲工程"), ("u02/丁工程", "丁工程")]
    assert said(ledger) == [("warning", "project_key_shared", "B5")]


def test_a_row_that_differs_from_another_by_its_key_alone_counts_once(county: SmallCounty) -> None:
    ledger = filed(county, [*JIA, "u02/甲工程"], [*JIA, ""])
    assert int(ledger.month("funding")["received_fen"].sum()) == 2 * 50 * 10**6  # 城关镇's is carried
    assert said(ledger) == [("warning", "row_duplicate", "B5")]
