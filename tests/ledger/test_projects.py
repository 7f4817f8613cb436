"""Which project a row is, what is counted once, and what stands for a month without a return."""

import pytest

from tests.small_county import HEADER, SmallCounty
from zzlib.ledger import Ledger, build_ledger, load_funding, load_projects, load_units, open_ledger
from zzlib.workspace import WorkspaceError


def row(name: str = "通村公路", code: str = "", received: object = 50, **other: object) -> list[object]:
    """A row of the small form; amounts in 万元."""
    values = {"kind": "个性型", "origin": "新增", "category": "省级专项", "applied": 100, "awarded": 80, "land": None}
    v = values | other
    return [name, code, v["kind"], v["origin"], v["category"], v["applied"], v["awarded"], received, v["land"]]


def build(county: SmallCounty, period: str = "2013-01") -> Ledger:
    return build_ledger(county.workspace, period)


def codes(ledger: Ledger) -> list[str]:
    return [issue.code for issue in ledger.issues]


def test_two_fund_lines_are_one_project_and_two_amounts(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row(land=10), row(category="中央预算内投资", received=30, land=10)])
    ledger = build(county)
    assert len(ledger.projects) == 1 and len(ledger.funding) == 2
    project = ledger.projects.iloc[0]
    assert (project["received_fen"], project["land_granted"], project["lines"]) == (80_000_000, 10.0, 2)


@pytest.mark.parametrize("again", [0, None, "0.0", "10.00"])
def test_nought_blank_or_the_same_land_on_a_further_line_is_no_difference(county: SmallCounty, again: object) -> None:
    county.file_return("2013-01", "水利局", [row(land=10), row(category="中央预算内投资", received=30, land=again)])
    assert codes(build(county)) == []


def test_other_land_on_a_further_line_is_said(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row(land=10), row(category="中央预算内投资", received=30, land=12)])
    assert codes(build(county)) == ["project_values_differ"]


def test_a_pasted_row_counts_once(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row(), row()])
    ledger = build(county)
    assert list(ledger.funding["received_fen"]) == [50_000_000]
    assert [(i.level, i.cell) for i in ledger.issues if i.code == "row_duplicate"] == [("warning", "B5")]


def test_a_project_pasted_once_for_each_indicator_counts_once(county: SmallCounty) -> None:
    header = ["指标编码", *HEADER]
    county.file_return("2013-01", "水利局", [[7, *row()], [7, *row()], [8, *row(received=20)]], header=header)
    ledger = build(county)
    assert list(ledger.funding["received_fen"]) == [50_000_000, 20_000_000]
    assert [(i.level, i.cell) for i in ledger.issues if i.code == "row_pasted"] == [("warning", "C5")]


def test_rows_that_only_another_column_and_their_number_tell_apart_are_two(county: SmallCounty) -> None:
    header = ["村号", *HEADER]
    county.file_return("2013-01", "水利局", [[1, *row()], [2, *row()]], header=header)
    assert list(build(county).funding["received_fen"]) == [50_000_000, 50_000_000]


def test_a_code_that_appears_later_joins_the_rows_of_that_name(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row()])
    county.file_return("2013-02", "水利局", [row(code="2013-360000-48-01")])
    county.file_return("2013-03", "水利局", [row(name="通村公路(改名)", code="2013-360000-48-01")])
    assert build(county, "2013-03").projects["project_id"].nunique() == 1


def test_same_name_under_other_codes_are_other_projects(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row(code="A-1"), row(code="A-2")])
    assert build(county).projects["project_id"].nunique() == 2


def test_likeness_never_merges(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row(name="通村公路一期"), row(name="通村公路二期")])
    assert len(build(county).projects) == 2


def test_a_decided_link_joins_a_renamed_project(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row(name="旧名")])
    county.file_return("2013-02", "水利局", [row(name="新名")])
    county.reference(
        "project_links",
        [{"unit_id": "u02", "name": "新名", "project_id": "u02/旧名", "verdict": "same", "decided_by": "责任人甲"}],
    )
    assert set(build(county, "2013-02").projects["project_id"]) == {"u02/旧名"}


def test_a_project_decided_to_be_another_units_counts_there(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row(name="合建水厂", received=70)])
    county.file_return("2013-01", "城关镇", [row(name="合建水厂", received=65)])
    assert len(build(county).projects) == 2
    county.reference(
        "project_links",
        [{"unit_id": "u03", "name": "合建水厂", "project_id": "u02/合建水厂", "verdict": "same"}],
    )
    ledger = build(county)
    assert list(ledger.projects["unit_id"]) == ["u02"]
    assert list(ledger.funding["received_fen"]) == [70_000_000]
    assert "project_linked" in codes(ledger)


def test_a_missing_month_is_carried_and_says_so(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row()])
    county.file_return("2013-02", "发改委", [row()])
    county.file_return("2013-03", "发改委", [row()])
    ledger = build(county, "2013-03")
    march = ledger.month("units").set_index("unit")
    assert (march.loc["水利局", "carried_from"], march.loc["水利局", "incomplete"]) == ("2013-01", False)
    carried = ledger.month("funding").query("carried")
    assert list(carried["received_fen"]) == [50_000_000]
    assert not march.loc["城关镇", "stated"]


def test_with_exclude_nothing_is_carried(county: SmallCounty) -> None:
    county.settings('[returns]\nmissing = "exclude"\n')
    county.file_return("2013-01", "水利局", [row()])
    county.file_return("2013-02", "发改委", [row()])
    ledger = build(county, "2013-02")
    assert set(ledger.month("funding")["unit_id"]) == {"u01"}


def test_an_unreadable_amount_is_left_out_and_never_taken_from_last_month(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row(received=50)])
    county.file_return("2013-02", "水利局", [row(received="待定"), row(name="水库", received=7)])
    ledger = build(county, "2013-02")
    february = ledger.month("funding")
    assert february["received_fen"].sum() == 7_000_000
    assert list(february["received_unreadable"]) == [True, False]
    assert ledger.month("units").set_index("unit").loc["水利局", "incomplete"]


def test_a_correction_applies_while_the_source_says_what_was_expected(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row(received=32)])
    entry = {"id": "c1", "period": "2013-01", "unit_id": "u02", "project": "通村公路", "field": "received"}
    county.reference("corrections", [entry | {"expected": "32", "value": "320万", "decided_by": "责任人甲"}])
    ledger = build(county)
    assert list(ledger.funding["received_fen"]) == [320_000_000]
    assert list(ledger.funding["corrected"]) == ["received:c1"]
    county.file_return("2013-01", "水利局", [row(received=33)])
    stale = build(county)
    assert list(stale.funding["received_fen"]) == [33_000_000]
    assert [i.level for i in stale.issues if i.code == "correction_stale"] == ["error"]


@pytest.mark.parametrize(
    ("file", "entry", "cell"),
    [
        ("corrections", {"unit_id": "u99", "field": "received"}, "C2"),
        ("corrections", {"unit_id": "u02", "field": "到位"}, "E2"),
        ("project_links", {"unit_id": "u99", "verdict": "same"}, "A2"),
        ("project_links", {"unit_id": "u02", "verdict": "也许"}, "E2"),
    ],
)
def test_a_decision_that_cannot_be_used_is_an_issue(
    county: SmallCounty, file: str, entry: dict[str, str], cell: str
) -> None:
    county.file_return("2013-01", "水利局", [row()])
    county.reference(file, [entry])
    codes = ("reference_bad_value", "reference_word_unknown")
    bad = [(i.level, i.file, i.cell) for i in build(county).issues if i.code in codes]
    assert bad == [("error", f"data/reference/{file}.csv", cell)]


def test_money_taken_back_counts_and_is_listed(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row(received=-12.5), row(name="水库")])
    ledger = build(county)
    assert list(ledger.funding["received_fen"]) == [-12_500_000, 50_000_000]
    assert [(i.level, i.cell) for i in ledger.issues if i.code == "received_negative"] == [("notice", "I4")]


def test_a_county_without_units_is_said(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row()])
    county.reference("units", [])
    with pytest.raises(WorkspaceError, match="没有单位"):
        build(county)


def test_converted_by_land_alone_and_large_by_award(county: SmallCounty) -> None:
    county.file_return(
        "2013-01",
        "水利局",
        [
            row(name="只有地", awarded=None, received=None, land=12.5),
            row(name="大项目", awarded=500, received=None),
            row(name="政策大项目", awarded=500, received=None, kind="政策型"),
            row(name="没争到", awarded=0, received=None),
        ],
    )
    projects = build(county).projects.set_index("project_name")
    assert projects["converted"].to_dict() == {"只有地": True, "大项目": True, "政策大项目": True, "没争到": False}
    assert projects["large"].to_dict() == {"只有地": False, "大项目": True, "政策大项目": False, "没争到": False}


def test_the_stored_ledger_is_opened_again_and_made_anew_when_a_return_changes(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row(land=1.5)])
    built = build(county)
    opened = open_ledger(county.workspace, "2013-01")
    for table in ("projects", "funding", "units", "sources", "layouts", "targets", "base_funds"):
        left, right = getattr(built, table), getattr(opened, table)
        assert left.equals(right), table
        assert left.dtypes.to_dict() == right.dtypes.to_dict(), table
    assert opened.issues == built.issues
    county.file_return("2013-01", "水利局", [row(received=51)])
    assert list(open_ledger(county.workspace, "2013-01").funding["received_fen"]) == [51_000_000]


def test_analysts_frames(county: SmallCounty, monkeypatch: pytest.MonkeyPatch) -> None:
    county.file_return("2013-01", "水利局", [row()])
    monkeypatch.chdir(county.root)
    assert list(load_projects("2013-01")["project_name"]) == ["通村公路"]
    assert str(load_funding("2013-01")["received_fen"].dtype) == "Int64"
    assert list(load_units("2013-01")["unit"]) == ["发改委", "水利局", "城关镇"]


def test_analysts_add_up_what_counts_and_find_the_rest_beside(
    county: SmallCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.reference(
        "fund_categories", [{"category": "省级专项", "counts": "yes"}, {"category": "专项债券", "counts": "no"}]
    )
    county.file_return(
        "2013-01", "水利局", [row(), row(category="专项债券", received=7), row(name="河堤", received=-3)]
    )
    monkeypatch.chdir(county.root)
    for frame in (load_projects("2013-01"), load_funding("2013-01")):
        assert frame["received_fen"].sum() == 47_000_000
        assert frame["received_uncounted_fen"].sum() == 7_000_000
    assert list(load_projects("2013-01")["received_fen"]) == [50_000_000, -3_000_000]


def test_unknown_category_is_kept_and_said(county: SmallCounty) -> None:
    county.reference("fund_categories", [{"category": "省级专项", "counts": "yes"}])
    county.file_return("2013-01", "水利局", [row(), row(name="水库", category="神秘资金")])
    ledger = build(county)
    assert "神秘资金" in set(ledger.funding["fund_category"])
    assert [i.value for i in ledger.issues if i.code == "fund_category_unknown"] == ["神秘资金"]


def test_header_is_the_small_form() -> None:
    assert len(row()) == len(HEADER) - 1
