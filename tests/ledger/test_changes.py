"""The lines of unit_changes.csv: what they mean for any month, and what is said of those that can't be meant."""

from fractions import Fraction
from typing import Any

import pytest

from tests.small_county import TARGETS, UNITS, SmallCounty
from zzlib.issues import Issue
from zzlib.ledger import build_ledger
from zzlib.ledger.change_lines import group_at, name_at, read_changes
from zzlib.ledger.change_words import changes_said
from zzlib.ledger.changes import Changes, apportioned
from zzlib.ledger.registry import read_registry

MORE = [
    {"unit_id": f"u0{n}", "name": name, "full_name": "", "group": "县直", "ranked": "yes"}
    for n, name in enumerate(("市场局", "水务局", "大数据局"), start=4)
]


def line(
    date: str = "2013-03", from_unit: str = "", to_unit: str = "", share: object = "", **more: Any
) -> dict[str, Any]:
    document = {"document": "县编1号"}
    return {"date": date, "from_unit": from_unit, "to_unit": to_unit, "share": share} | document | more


def read(county: SmallCounty, *lines: dict[str, Any]) -> tuple[Changes, list[Issue]]:
    county.reference("units", [*UNITS, *MORE])
    county.reference("unit_changes", lines)
    return read_changes(county.workspace)


def members(changes: Changes, period: str) -> list[str]:
    return [unit["unit_id"] for unit in (*UNITS, *MORE) if changes.is_member(unit["unit_id"], period)]


def test_a_renamed_unit_is_another_from_its_month_on(county: SmallCounty) -> None:
    changes, issues = read(county, line(from_unit="u02", to_unit="u05"))
    assert issues == []
    assert "u02" in members(changes, "2013-02") and "u05" not in members(changes, "2013-02")
    assert "u05" in members(changes, "2013-03") and "u02" not in members(changes, "2013-03")
    assert changes.successors("u02", "2012-03", "2013-03") == (("u05", 1),)
    assert changes.successors("u02", "2012-03", "2013-02") == (("u02", 1),)
    assert (changes.bearer("u02", "2013-04"), changes.bearer("u05", "2013-02")) == ("u05", "u02")


def test_of_merged_units_the_new_one_has_all(county: SmallCounty) -> None:
    changes, _ = read(county, line(from_unit="u01", to_unit="u04"), line(from_unit="u02", to_unit="u04"))
    assert members(changes, "2013-02")[:2] == ["u01", "u02"] and "u04" not in members(changes, "2013-02")
    assert changes.lineage("u04", "2013-03") == ("u04", "u01", "u02")
    assert changes.predecessors("u04", "2013-03") == ("u01", "u02")
    # before, the name of the merged unit is nobody's; afterwards those of the former ones are its own
    assert (changes.bearer("u04", "2013-02"), changes.bearer("u01", "2013-03")) == ("", "u04")


def test_a_unit_may_join_one_that_stays(county: SmallCounty) -> None:
    changes, _ = read(county, line(from_unit="u01", to_unit="u01"), line(from_unit="u02", to_unit="u01"))
    assert [u in members(changes, "2013-02") for u in ("u01", "u02")] == [True, True]
    assert [u in members(changes, "2013-03") for u in ("u01", "u02")] == [True, False]


def test_a_unit_with_numbers_of_its_own_was_there_before_another_joined_it(county: SmallCounty) -> None:
    county.reference("targets", [target | {"from_month": 1} for target in TARGETS])
    changes, issues = read(county, line(from_unit="u02", to_unit="u01"))
    assert "u01" in members(changes, "2013-02")
    assert [(i.level, i.cell) for i in issues] == [("notice", "C2")] and "按原来就有的单位算" in issues[0].message
    # a target that the office already moved to the new unit makes it no older: the former one has none
    county.reference("targets", [{"year": 2013, "unit_id": "u05", "from_month": 1, "funds_wan": 900}])
    changes, _ = read(county, line(from_unit="u02", to_unit="u05"))
    assert "u05" not in members(changes, "2013-02")


@pytest.mark.parametrize("share", ["0.4", "40%", "2/5", " ４０％ "])
def test_a_split_unit_is_shared_however_the_share_is_written(county: SmallCounty, share: str) -> None:
    changes, issues = read(
        county, line(from_unit="u01", to_unit="u04", share="0.6"), line(from_unit="u01", to_unit="u05", share=share)
    )
    assert issues == []
    assert changes.successors("u01", "2012-12", "2013-05") == (("u04", Fraction(3, 5)), ("u05", Fraction(2, 5)))
    assert changes.bearer("u01", "2013-03") == ""


def test_what_stays_with_a_unit_that_is_split_from_may_be_left_blank(county: SmallCounty) -> None:
    changes, issues = read(
        county, line(from_unit="u01", to_unit="u01"), line(from_unit="u01", to_unit="u05", share="30%")
    )
    assert issues == []
    assert dict(changes.successors("u01", "2013-02", "2013-03")) == {"u01": Fraction(7, 10), "u05": Fraction(3, 10)}
    assert "u01" in members(changes, "2013-03")


def test_changes_follow_each_other_within_a_month_and_over_years(county: SmallCounty) -> None:
    changes, issues = read(
        county,
        line(from_unit="u01", to_unit="u02"),
        line(from_unit="u02", to_unit="u05"),
        line("2014-01", "u05", "u04", "0.5"),
        line("2014-01", "u05", "u06", "0.5"),
    )
    assert issues == []
    assert changes.successors("u01", "2013-02", "2013-03") == (("u05", 1),)
    assert dict(changes.successors("u01", "2013-02", "2014-06")) == {"u04": Fraction(1, 2), "u06": Fraction(1, 2)}


def test_new_and_ended_units_are_there_in_their_months_only(county: SmallCounty) -> None:
    changes, _ = read(county, line(to_unit="u06"), line("2013-07", "u03", ""))
    assert ["u06" in members(changes, p) for p in ("2013-02", "2013-03")] == [False, True]
    assert ["u03" in members(changes, p) for p in ("2013-06", "2013-07", "2014-01")] == [True, False, False]
    assert changes.successors("u03", "2012-01", "2013-07") == ()


def test_a_name_and_a_group_hold_from_their_month_on(county: SmallCounty) -> None:
    read(county, line(from_unit="u02", to_unit="u02", name="水利水务局", group="垂管"))
    workspace = county.workspace
    assert [name_at(workspace, p)["u02"] for p in ("2013-02", "2013-03")] == ["水利局", "水利水务局"]
    assert [group_at(workspace, p)["u02"] for p in ("2013-02", "2013-03")] == ["县直", "垂管"]
    registry = read_registry(workspace)
    assert {registry.find(name, "2013-02") for name in ("水利局", "水利水务局")} == {"u02"}
    assert registry.find("水利局", "2013-04") == "u02"
    assert "从2013年3月起是水利水务局" in registry.other_time("水利局", "2013-04")
    assert registry.other_time("水利水务局", "2013-04") == ""


def test_two_units_may_have_one_name_at_different_times(county: SmallCounty) -> None:
    county.reference("units", [*UNITS, {"unit_id": "u09", "name": "水利局", "group": "县直", "ranked": "yes"}])
    county.reference("unit_changes", [line(from_unit="u01", to_unit="u09"), line(from_unit="u02", to_unit="u09")])
    registry = read_registry(county.workspace)
    assert [issue.code for issue in registry.issues] == []
    assert (registry.find("水利局", "2013-02"), registry.find("水利局", "2013-03")) == ("u02", "u09")


@pytest.mark.parametrize(
    ("lines", "code", "cell", "why"),
    [
        ([line(from_unit="u01", to_unit="u04", share="0.5"), line(from_unit="u01", to_unit="u05", share="0.4")], "reference_shares", "D2", "合计是 0.9，应是 1"),
        ([line(from_unit="u01", to_unit="u04", share="一半"), line(from_unit="u01", to_unit="u05", share="0.4")], "reference_shares", "D2", "应是 0 到 1 之间"),
        ([line(from_unit="u01", to_unit="u04"), line(from_unit="u01", to_unit="u05")], "reference_shares", "D2", "没有写清各占多少"),
        ([line(from_unit="u99", to_unit="u04")], "reference_bad_value", "B2", "没有这个 unit_id"),
        ([line(from_unit="u01", to_unit="市场局")], "reference_bad_value", "C2", "要填编号，不是名称"),
        ([line("明年", "u01", "u04")], "reference_bad_value", "A2", "应是从哪个月起"),
        ([line()], "reference_bad_value", "B2", "都没有填"),
        ([line(from_unit="u01", to_unit="u02"), line(from_unit="u02", to_unit="u01")], "reference_bad_value", "C2", "绕成一圈"),
        ([line(from_unit="u01", to_unit="u04"), line("2013-05", "u01", "u05")], "reference_bad_value", "B3", "已经撤并"),
        ([line(from_unit="u01", to_unit="u04", name="新局")], "reference_doubtful_value", "F2", "是同一单位的行才看这一列"),
        ([line(from_unit="u01", to_unit="u01", name="水利局")], "reference_bad_value", "F2", "另一个单位已用这个名称"),
        ([line(from_unit="u01", to_unit="u01", group="县直")], "reference_doubtful_value", "G2", "units.csv 里已经是这样"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_meant_is_said_at_its_cell(
    county: SmallCounty, lines: list[dict[str, Any]], code: str, cell: str, why: str
) -> None:
    read(county, *lines)
    issues = read_registry(county.workspace).issues
    assert [(i.code, i.cell) for i in issues][:1] == [(code, cell)]
    assert why in issues[0].message


def test_shares_that_do_not_add_up_are_taken_in_proportion(county: SmallCounty) -> None:
    changes, _ = read(
        county, line(from_unit="u01", to_unit="u04", share="0.5"), line(from_unit="u01", to_unit="u05", share="0.3")
    )
    assert dict(changes.successors("u01", "2012-01", "2013-03")) == {"u04": Fraction(5, 8), "u05": Fraction(3, 8)}


@pytest.mark.parametrize(
    ("given", "cell", "why"),
    [
        (line("2013-03-15", "u01", "u04"), "A2", "从2013年3月的报表起算"),
        (line(from_unit="u01", to_unit="u04", document=""), "E2", "没有写依据的文件"),
    ],
)
def test_a_day_within_a_month_and_a_blank_document_are_worth_knowing(
    county: SmallCounty, given: dict[str, Any], cell: str, why: str
) -> None:
    changes, issues = read(county, given)
    assert [(i.level, i.code, i.cell) for i in issues] == [("notice", "reference_noted", cell)]
    assert why in issues[0].message and "u04" in members(changes, "2013-03")


@pytest.mark.parametrize("date", ["2013-03-01", "2013/3", "2013年3月", "Mar-13"])
def test_the_month_may_be_written_as_excel_makes_it(county: SmallCounty, date: str) -> None:
    changes, issues = read(county, line(date, "u01", "u04"))
    assert (issues, changes.months) == ([], ("2013-03",))


def test_a_later_line_takes_an_earlier_one_back(county: SmallCounty) -> None:
    taken_back = line(from_unit="u01", to_unit="u04", share="撤销", document="")
    changes, issues = read(county, line(from_unit="u01", to_unit="u04"), taken_back)
    assert (changes.lines, issues) == ((), [])


def test_wrong_lines_stop_no_month(county: SmallCounty) -> None:
    read(county, line("x", "y", "z"), line(from_unit="u01", to_unit="u99"))
    county.file_return("2013-01", "发改委", [["通村公路", "", "个性型", "新增", "省级专项", 100, 80, 50, None]])
    ledger = build_ledger(county.workspace, "2013-01")
    assert ledger.funding["received_fen"].sum() == 50_000_000
    assert [i.cell for i in ledger.issues if i.level == "error" and i.file.endswith("unit_changes.csv")] == ["B2", "C3"]


def test_money_is_divided_to_the_fen() -> None:
    thirds = tuple((unit, Fraction(1, 3)) for unit in "abc")
    assert apportioned(100, thirds) == [34, 33, 33]
    assert apportioned(-100, thirds) == [-34, -33, -33]
    assert apportioned(5, (("a", Fraction(1, 2)), ("b", Fraction(1, 4)), ("c", Fraction(1, 4)))) == [3, 1, 1]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([line(from_unit="u02", to_unit="u05")], "3月起，水利局更名为水务局"),
        ([line(from_unit="u02", to_unit="u02", name="水利水务局")], "3月起，水利局更名为水利水务局"),
        ([line(from_unit="u01", to_unit="u04"), line(from_unit="u02", to_unit="u04")], "3月起，发改委、水利局合并为市场局"),
        ([line(from_unit="u01", to_unit="u01"), line(from_unit="u02", to_unit="u01")], "3月起，水利局并入发改委"),
        ([line(from_unit="u01", to_unit="u04", share=0.6), line(from_unit="u01", to_unit="u05", share=0.4)], "3月起，发改委分为市场局、水务局"),
        ([line(from_unit="u01", to_unit="u01", share=0.6), line(from_unit="u01", to_unit="u05", share=0.4)], "3月起，发改委分出水务局"),
        ([line(to_unit="u06"), line("2013-04", "u03", "")], "3月起，新设大数据局；4月起，城关镇撤销"),
        ([line(from_unit="u02", to_unit="u02", group="垂管")], "3月起，水利局改列垂管"),
        ([line("2012-07", "u02", "u05")], "上年7月起，水利局更名为水务局"),
    ],
)  # fmt: skip
def test_what_changed_is_said_as_documents_say_it(county: SmallCounty, lines: list[dict[str, Any]], said: str) -> None:
    read(county, *lines)
    assert changes_said(county.workspace, "2012-05", "2013-05") == said
