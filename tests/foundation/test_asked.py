"""What units are asked: what a figure hangs on and only they can settle; the rest they may mend the next time."""

import pytest

from zzlib.issues import catalogue, issue, issues_frame
from zzlib.issues.asked import asked, weights
from zzlib.vocabulary import Level

AT = {"period": "2013-05", "unit_id": "u02", "file": "a.xlsx", "sheet": "月报表", "cell": "C4"}
UNREADABLE = {"label": "到位资金", "value": "待定", "example": "320.5"}


def codes(*issues) -> list[str]:
    return asked(issues_frame(list(issues))).code.tolist()


def test_errors_and_the_warnings_that_figures_hang_on_are_asked() -> None:
    wrong = issue("amount_unreadable", **AT, **UNREADABLE)
    twice = issue("project_twice", **AT, value="水库", units="甲、乙", amounts="")
    assert codes(wrong, twice) == ["amount_unreadable", "project_twice"]


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("stage_unknown", {"label": "项目阶段", "value": "跑办中", "known": ""}),
        ("date_unreadable", {"label": "批复日期", "value": "2013年2月30日"}),
        ("fund_category_unknown", {"value": "某专项"}),
        ("project_lines_differ", {"project": "水库", "label": "项目阶段", "values": "申报、到位"}),
    ],
)
def test_what_no_figure_hangs_on_is_not_asked(code: str, parts: dict[str, str]) -> None:
    assert codes(issue(code, **AT, **parts)) == []


def test_nothing_is_asked_of_the_offices_own_files_nor_of_nobody() -> None:
    mine = issue("reference_bad_value", **AT | {"file": "data/reference/targets.csv"}, why="不是数")
    waiting = issue("unit_unknown", **AT | {"unit_id": ""}, value="某某局", suggestions="")
    assert codes(mine, waiting) == []


def test_what_most_hangs_on_has_most_weight() -> None:
    table = issues_frame(
        [issue("origin_missing", **AT, label="项目性质", known=""), issue("amount_unreadable", **AT, **UNREADABLE)]
    )
    assert dict(zip(table["code"], weights(table), strict=True)) == {"amount_unreadable": 3, "origin_missing": 1}


def test_an_error_that_a_unit_can_mend_is_always_asked() -> None:
    errors = [kind for kind in catalogue().values() if kind.level is Level.ERROR and kind.unit_advice]
    assert [kind.code for kind in errors if not kind.asked] == []
