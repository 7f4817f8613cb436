"""Units that change in the course of the year: what they had stays counted, once, and nobody is told what is not so."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from tests.small_county import TARGETS, UNITS, SmallCounty
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.questions import open_questions
from zzlib.indicators import Month, explain, load_month
from zzlib.ledger import open_ledger
from zzlib.ledger.references import target_table

WATER = {"unit_id": "u05", "name": "水务局", "full_name": "", "group": "县直", "ranked": "yes"}
MARKET = {"unit_id": "u04", "name": "市场局", "full_name": "", "group": "县直", "ranked": "yes"}
RENAMED = ({"date": "2013-03", "from_unit": "u02", "to_unit": "u05", "share": 1, "document": "1号"},)
MERGED = tuple(
    {"date": "2013-03", "from_unit": u, "to_unit": "u04", "share": 1, "document": "1号"} for u in ("u01", "u02")
)
SPLIT = tuple(
    {"date": "2013-03", "from_unit": "u01", "to_unit": unit_id, "share": share, "document": "1号"}
    for unit_id, share in (("u04", 0.6), ("u05", 0.4))
)


def row(name: str, received: object = 50, code: str = "", awarded: object = 80) -> list[object]:
    return [name, code, "个性型", "新增", "省级专项", 100, awarded, received, None]


def changed(county: SmallCounty, lines: Sequence[dict[str, Any]], *units: dict[str, Any]) -> SmallCounty:
    """A county in which, in January and February, all units have filed."""
    county.reference("units", [*UNITS, *units])
    county.reference("unit_changes", lines)
    county.reference("targets", [target | {"from_month": 1} for target in TARGETS])
    for period in ("2013-01", "2013-02"):
        county.file_return(period, "发改委", [row("甲", 10), row("乙", 20), row("丙", 30), row("丁", 7)])
        county.file_return(period, "水利局", [row("水库", 40, code="2013-000001-01")])
        county.file_return(period, "城关镇", [row("街道", 5)])
    return county


def received(month: Month) -> dict[str, int]:
    """Give unit -> what it received, in 万元."""
    known = month.units.dropna(subset="received_fen")
    return {u: int(fen) // 10**6 for u, fen in zip(known["unit_id"], known["received_fen"], strict=True)}


def said(month: Month, *levels: str) -> list[tuple[str, str]]:
    own = month.issues[month.issues["level"].isin(levels or ("error", "warning"))]
    return list(zip(own["code"], own["unit_id"], strict=True))


def test_before_the_change_nothing_is_different(county: SmallCounty) -> None:
    changed(county, (*RENAMED, *SPLIT[1:]), MARKET, WATER)
    county.reference("unit_changes", MERGED)
    february = load_month("2013-02", county.workspace)
    assert list(february.units["unit_id"])[:3] == ["u01", "u02", "u03"] and "u04" not in set(february.units["unit_id"])
    assert received(february)["u01"] == 67 and said(february) == []


def test_a_renamed_unit_has_all_that_it_had_and_its_old_name_is_accepted(county: SmallCounty) -> None:
    changed(county, RENAMED, WATER)
    county.reference("history_funds", [
        {"year": 2012, "month": 3, "unit_id": "u02", "kind": "formula", "fund_category": "省级专项", "received_yuan": "200000"},
    ])  # fmt: skip
    county.file_return("2013-03", "水利局", [row("水库", 44, code="2013-000001-01")])
    march = load_month("2013-03", county.workspace)
    assert received(march) == {"u01": 67, "u03": 5, "u05": 44}
    assert march.figures["funds_target", "unit:u05"].value == Decimal(10_000_000)
    assert march.figures["funds_received_growth", "unit:u05"].value == Decimal("1.2")
    assert set(march.projects["project_id"]) >= {"u02/2013-000001-01"} and said(march) == []
    assert ("unit_other_time", "u05") in said(march, "notice")
    filed = march.filings[march.filings["unit_id"] == "u05"]
    assert filed["filing"].tolist() == ["on_time"] * 3 and (filed["formerly"] == "").all()


def test_a_new_name_that_comes_early_is_the_old_units(county: SmallCounty) -> None:
    changed(county, RENAMED, WATER)
    county.file_return("2013-02", "水务局", [row("水库", 42, code="2013-000001-01")], received_at="2013-03-04T09:00:00")
    february = load_month("2013-02", county.workspace)
    assert received(february)["u02"] == 42 and ("unit_other_time", "u02") in said(february, "notice")


def test_files_under_the_old_and_the_new_name_are_files_of_one_unit(county: SmallCounty) -> None:
    changed(county, RENAMED, WATER)
    county.file_return("2013-03", "水利局", [row("水库", 44, code="2013-000001-01")])
    county.file_return("2013-03", "水务局", [row("水库", 45, code="2013-000001-01")], received_at="2013-04-03T09:00:00")
    march = load_month("2013-03", county.workspace)
    assert received(march)["u05"] == 45 and ("file_repeated", "u05") in said(march, "notice")


@pytest.mark.slow
def test_merged_units_are_carried_on_together_and_then_report_together(county: SmallCounty) -> None:
    changed(county, MERGED, MARKET)
    march = (
        load_month("2013-03", county.workspace) if county.file_return("2013-03", "城关镇", [row("街道", 6)]) else None
    )
    assert march and received(march) == {"u03": 6, "u04": 107}
    stood = march.units.set_index("unit_id").loc["u04"]
    assert (stood["filing"], stood["carried"], stood["stand_in"]) == (
        "missing",
        True,
        "发改委2013年2月、水利局2013年2月",
    )
    assert march.figures["funds_target", "unit:u04"].value == Decimal(20_000_000)
    county.file_return(
        "2013-04", "市场局", [row("甲", 11), row("乙", 20), row("丙", 30), row("丁", 7), row("水库", 40)]
    )
    april = load_month("2013-04", county.workspace)
    assert received(april) == {"u03": 6, "u04": 108} and said(april) == []
    assert april.figures["funds_target"].value == march.figures["funds_target"].value == Decimal(30_000_000)


def test_the_months_before_count_the_same_county_in_the_new_units(county: SmallCounty) -> None:
    changed(county, MERGED, MARKET)
    county.file_return("2013-03", "城关镇", [row("街道", 6)])
    february, ledger = load_month("2013-02", county.workspace), open_ledger(county.workspace, "2013-03")
    earlier = ledger.month("funding", "2013-02").groupby("unit_id")["received_fen"].sum()
    assert earlier.to_dict() == {"u03": 5_000_000, "u04": 107_000_000}
    assert earlier.sum() == int(february.figures["funds_received"].value * 100)
    rows = ledger.units[ledger.units["unit_id"] == "u04"].set_index("period")
    assert rows["formerly"].to_dict() == {
        "2013-01": "发改委按时、水利局按时",
        "2013-02": "发改委按时、水利局按时",
        "2013-03": "",
    }


def test_what_a_merged_unit_does_not_report_any_more_is_asked_of_it(county: SmallCounty) -> None:
    changed(county, MERGED, MARKET)
    county.file_return("2013-03", "市场局", [row("甲", 11), row("乙", 20), row("丙", 30), row("丁", 7)])
    march = load_month("2013-03", county.workspace)
    assert said(march) == [("project_vanished", "u04")]
    assert "2013年2月原水利局报过的项目“水库”" in march.issues.iloc[0]["message"]


def test_one_project_of_two_units_that_merge_does_not_vanish(county: SmallCounty) -> None:
    changed(county, MERGED, MARKET)
    for period in ("2013-01", "2013-02"):
        county.file_return(period, "水利局", [row("甲", 10)])
    county.file_return("2013-03", "市场局", [row("甲", 11), row("乙", 20), row("丙", 30), row("丁", 7)])
    assert said(load_month("2013-03", county.workspace)) == []


def test_returns_of_all_former_units_are_the_merged_units(county: SmallCounty) -> None:
    changed(county, MERGED, MARKET)
    county.file_return("2013-03", "发改委", [row("甲", 11), row("乙", 20), row("丙", 30), row("丁", 7)])
    county.file_return("2013-03", "水利局", [row("水库", 41, code="2013-000001-01")], received_at="2013-04-09T09:00:00")
    march = load_month("2013-03", county.workspace)
    stood = march.units.set_index("unit_id").loc["u04"]
    assert received(march)["u04"] == 109 and said(march) == []
    # it is whole only when the last of them came
    assert (stood["filing"], bool(stood["resubmitted"]), bool(stood["incomplete"])) == ("late", False, False)


@pytest.mark.slow
def test_a_return_of_one_of_them_waits_until_a_person_says_what_it_is(county: SmallCounty) -> None:
    changed(county, MERGED, MARKET)
    county.file_return("2013-03", "水利局", [row("水库", 41, code="2013-000001-01")])
    march = load_month("2013-03", county.workspace)
    assert received(march)["u04"] == 107 and said(march) == [("unit_ended", "")]
    assert march.waiting_files == ("水利局.xlsx",)
    (asked,) = open_questions(open_ledger(county.workspace, "2013-03"))
    assert (asked.kind, asked.choices[0].label) == ("unit", "市场局")
    answer(county.workspace, asked, "市场局", Word("责任人甲", "只报了水利的部分"))
    assert received(load_month("2013-03", county.workspace))["u04"] == 41


def test_a_split_unit_is_told_by_the_projects_that_the_new_ones_name(county: SmallCounty) -> None:
    changed(county, SPLIT, MARKET, WATER)
    county.file_return("2013-03", "市场局", [row("乙", 22)])
    county.file_return("2013-03", "水务局", [row("甲", 10), row("丙", 30), row("丁", 7)])
    march = load_month("2013-03", county.workspace)
    assert received(march) == {"u02": 40, "u03": 5, "u04": 22, "u05": 47} and said(march) == []
    earlier = open_ledger(county.workspace, "2013-03").month("projects", "2013-02")
    assert earlier.groupby("unit_id")["received_fen"].sum().to_dict() == {
        "u02": 40_000_000, "u03": 5_000_000, "u04": 20_000_000, "u05": 47_000_000,
    }  # fmt: skip


def test_until_the_other_one_reports_it_has_the_rest(county: SmallCounty) -> None:
    changed(county, SPLIT, MARKET, WATER)
    county.file_return("2013-03", "市场局", [row("乙", 22)])
    march = load_month("2013-03", county.workspace)
    assert received(march) == {"u02": 40, "u03": 5, "u04": 22, "u05": 47} and said(march) == []


def test_while_none_has_reported_whole_projects_go_by_the_shares(county: SmallCounty) -> None:
    changed(county, SPLIT, MARKET, WATER)
    county.file_return("2013-03", "城关镇", [row("街道", 5)])
    march = load_month("2013-03", county.workspace)
    # of 67 the shares are 40.2 and 26.8: 30 to the first, 20 to the second, 10 to the first, 7 to the second
    assert received(march) == {"u02": 40, "u03": 5, "u04": 40, "u05": 27}
    assert march.figures["projects_total"].value == 6


@pytest.mark.slow
def test_nobody_is_named_at_zero_by_a_share(county: SmallCounty) -> None:
    changed(county, SPLIT, MARKET, WATER)
    for period in ("2013-01", "2013-02"):
        county.file_return(period, "发改委", [row("甲", 10), row("乙", 0)])
    county.file_return("2013-03", "城关镇", [row("街道", 5)])
    march = load_month("2013-03", county.workspace)
    assert received(march) == {"u02": 40, "u03": 5, "u04": 10, "u05": 0}
    assert march.units.set_index("unit_id")["band"][["u04", "u05"]].tolist() == ["low", "unknown"]
    assert march.figures["funds_received"].incomplete is False
    county.file_return("2013-03", "水务局", [row("乙", 0)])
    assert county.units("2013-03").set_index("unit_id").loc["u05", "band"] == "zero"


def test_a_project_that_no_unit_reports_after_a_split_is_no_units_fault(county: SmallCounty) -> None:
    changed(county, SPLIT, MARKET, WATER)
    county.file_return("2013-03", "市场局", [row("乙", 22)])
    county.file_return("2013-03", "水务局", [row("甲", 10), row("丙", 30)])
    march = load_month("2013-03", county.workspace)
    assert said(march) == [("project_unclaimed", "")]
    assert march.issues.iloc[0]["unit_advice"] == "" and march.units["warnings"].sum() == 0


@pytest.mark.slow
def test_a_project_that_both_report_is_decided_as_any_other(county: SmallCounty) -> None:
    changed(county, SPLIT, MARKET, WATER)
    county.file_return("2013-03", "市场局", [row("乙", 22), row("丙", 30)])
    county.file_return("2013-03", "水务局", [row("甲", 10), row("丙", 30), row("丁", 7)])
    assert {code for code, _ in said(load_month("2013-03", county.workspace))} == {"project_twice"}
    (asked,) = open_questions(open_ledger(county.workspace, "2013-03"))
    answer(county.workspace, asked, "水务局", Word("责任人甲", "划给水务局"))
    march = load_month("2013-03", county.workspace)
    assert received(march) == {"u02": 40, "u03": 5, "u04": 22, "u05": 47} and said(march) == []


@pytest.mark.slow
def test_or_they_are_two_projects(county: SmallCounty) -> None:
    changed(county, SPLIT, MARKET, WATER)
    county.file_return("2013-03", "市场局", [row("乙", 22), row("丙", 31)])
    county.file_return("2013-03", "水务局", [row("甲", 10), row("丙", 18), row("丁", 7)])
    (asked,) = open_questions(open_ledger(county.workspace, "2013-03"))
    answer(county.workspace, asked, "different", Word("责任人甲", "各有一个"))
    march = load_month("2013-03", county.workspace)
    assert received(march)["u04"] == 53 and received(march)["u05"] == 35 and said(march) == []


@pytest.mark.slow
def test_a_return_of_the_split_unit_waits(county: SmallCounty) -> None:
    changed(county, SPLIT, MARKET, WATER)
    county.file_return("2013-03", "发改委", [row("甲", 99), row("乙", 20), row("丙", 30), row("丁", 7)])
    march = load_month("2013-03", county.workspace)
    assert said(march) == [("unit_ended", "")] and sum(received(march).values()) == 112
    (asked,) = open_questions(open_ledger(county.workspace, "2013-03"))
    assert [choice.label for choice in asked.choices[:2]] == ["市场局", "水务局"]


@pytest.mark.slow
def test_a_return_of_a_unit_that_is_none_yet_waits(county: SmallCounty) -> None:
    changed(county, MERGED, MARKET)
    county.file_return("2013-02", "市场局", [row("甲", 99)])
    february = load_month("2013-02", county.workspace)
    assert said(february) == [("unit_not_begun", "")] and received(february)["u01"] == 67
    assert "原单位：发改委、水利局" in february.issues.iloc[0]["message"]


@pytest.mark.slow
def test_a_new_unit_is_missing_from_its_month_on_only(county: SmallCounty) -> None:
    changed(county, [{"date": "2013-03", "from_unit": "", "to_unit": "u04", "document": "1号"}], MARKET)
    county.reference("targets", [*TARGETS, {"year": 2013, "unit_id": "u04", "from_month": 3, "funds_wan": 500}])
    county.file_return("2013-03", "城关镇", [row("街道", 5)])
    february, march = (load_month(period, county.workspace) for period in ("2013-02", "2013-03"))
    assert [m.figures["units_missing"].value for m in (february, march)] == [0, 1]
    assert [m.figures["funds_target"].value for m in (february, march)] == [Decimal(30_000_000), Decimal(35_000_000)]
    assert march.filings[march.filings["unit_id"] == "u04"]["period"].tolist() == ["2013-03"]


@pytest.mark.slow
def test_a_unit_that_ended_is_in_no_list_and_what_it_had_is_said(county: SmallCounty) -> None:
    ended = {"date": "2013-03", "from_unit": "u02", "to_unit": "", "document": "1号"}
    changed(county, [ended])
    county.file_return("2013-03", "城关镇", [row("街道", 5)])
    march = load_month("2013-03", county.workspace)
    assert list(march.units["unit_id"]) == ["u01", "u03"] and said(march) == [("unit_without_successor", "")]
    assert "1 个项目、到位40万元" in march.issues.iloc[0]["message"]
    assert march.figures["funds_target"].value == Decimal(20_000_000)
    county.reference("unit_changes", [ended | {"reason": "上收市里"}])
    assert said(load_month("2013-03", county.workspace)) == []


def test_targets_go_with_the_units_until_they_are_set_anew(county: SmallCounty) -> None:
    rows = [target | {"from_month": 1, "funds_wan": 1001, "projects": 3} for target in TARGETS]
    changed(county, SPLIT, MARKET, WATER)
    county.reference(
        "targets", [*rows, {"year": 2013, "unit_id": "u04", "from_month": 5, "funds_wan": 700, "projects": 1}]
    )
    table = {p: target_table(county.workspace, p)[0].set_index("unit_id") for p in ("2013-02", "2013-03", "2013-05")}
    assert table["2013-02"]["funds_fen"].to_dict() == dict.fromkeys(("u01", "u02", "u03"), 1_001_000_000)
    assert table["2013-03"]["funds_fen"].to_dict() == {
        "u02": 1_001_000_000, "u03": 1_001_000_000, "u04": 600_600_000, "u05": 400_400_000,
    }  # fmt: skip
    assert table["2013-03"].loc[["u04", "u05"], "projects"].tolist() == [2, 1]
    assert table["2013-05"].loc[["u04", "u05"], "funds_fen"].tolist() == [700_000_000, 400_400_000]


def test_history_is_divided_by_the_shares_and_every_part_names_its_cell(county: SmallCounty) -> None:
    changed(county, SPLIT, MARKET, WATER)
    county.reference("history_funds", [
        {"year": 2012, "month": 3, "unit_id": "u01", "kind": "formula", "fund_category": "省级专项", "received_yuan": "100000.01"},
    ])  # fmt: skip
    county.file_return("2013-03", "市场局", [row("乙", 22)])
    ledger = open_ledger(county.workspace, "2013-03")
    base = ledger.base_funds.set_index("unit_id")["received_fen"]
    assert base.to_dict() == {"u04": 6_000_001, "u05": 4_000_000}
    parts = explain(ledger, "funds_received_growth", "unit:u04").parts
    (cell,) = parts[parts["role"] == "denominator"].to_dict("records")
    assert (cell["value"], cell["raw"], cell["decision"]) == ("60000.01", "100000.01", "机构调整：发改委的60%")


@pytest.mark.slow
def test_history_may_already_be_told_of_the_new_unit(county: SmallCounty) -> None:
    changed(county, RENAMED, WATER)
    county.reference("history_funds", [
        {"year": 2012, "month": 3, "unit_id": "u05", "kind": "formula", "fund_category": "省级专项", "received_yuan": "100"},
    ])  # fmt: skip
    county.file_return("2013-03", "水务局", [row("水库", 44)])
    assert load_month("2013-03", county.workspace).figures["funds_received_growth", "unit:u05"].denominator == 100
    february = load_month("2013-02", county.workspace)
    assert "u05" not in set(february.units["unit_id"]) and said(february) == []


@pytest.mark.slow
@pytest.mark.parametrize(("lines", "units"), [(MERGED, [MARKET]), (SPLIT, [MARKET, WATER])])
def test_next_year_is_compared_with_the_returns_of_the_units_of_before(
    county: SmallCounty, lines: Sequence[dict[str, Any]], units: list[dict[str, Any]]
) -> None:
    changed(county, lines, *units)
    names = ("甲", "乙", "丙", "丁", "水库") if len(units) == 1 else ("甲", "乙", "丙", "丁")
    county.file_return("2014-01", "市场局", [row(name, 20) for name in names[:1] + names[2:]])
    county.file_return("2014-01", "水务局" if len(units) > 1 else "城关镇", [row("乙", 60)])
    january = load_month("2014-01", county.workspace)
    base = open_ledger(county.workspace, "2014-01").base_funds.groupby("unit_id")["received_fen"].sum().to_dict()
    if len(units) == 1:
        assert base == {"u03": 5_000_000, "u04": 107_000_000}
    else:
        # each project of last year is of the unit that names it this year
        assert base == {"u02": 40_000_000, "u03": 5_000_000, "u04": 47_000_000, "u05": 20_000_000}
    assert january.figures["funds_received_growth"].denominator == Decimal(1_120_000)
    assert january.figures["funds_received_growth", "unit:u04"].denominator == Decimal(base["u04"]) / 100


@pytest.mark.slow
def test_what_was_decided_of_a_project_holds_for_the_unit_that_has_it(county: SmallCounty) -> None:
    changed(county, MERGED, MARKET)
    county.reference("project_links", [
        {"unit_id": "u02", "name": "水库除险加固", "period": "2013-02", "project_id": "u02/2013-000001-01", "verdict": "same"},
    ])  # fmt: skip
    county.file_return(
        "2013-03", "市场局", [row("甲", 11), row("乙", 20), row("丙", 30), row("丁", 7), row("水库除险加固", 41)]
    )
    march = load_month("2013-03", county.workspace)
    assert said(march) == [] and "u02/2013-000001-01" in set(march.projects["project_id"])


def test_amounts_that_fall_and_months_that_do_not_add_up_are_seen_over_a_change(county: SmallCounty) -> None:
    changed(county, MERGED, MARKET)
    county.file_return("2013-03", "市场局", [row("甲", 4), row("乙", 20), row("丙", 30), row("丁", 7), row("水库", 40)])
    assert said(load_month("2013-03", county.workspace)) == [("amount_fell", "u04")]
