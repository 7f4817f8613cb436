"""Reference files as Excel leaves them are read, held against each other, and explained at their cells."""

from pathlib import Path

import openpyxl
import pytest

from tests.small_county import TARGETS, UNITS, SmallCounty
from zzlib.indicators import explain
from zzlib.issues import Issue
from zzlib.ledger import Ledger, open_ledger
from zzlib.ledger.excel import identifier, month_text
from zzlib.ledger.registry import read_registry

ROAD = ["通村公路", "", "个性型", "新增", "省级专项", 100, 80, 32, None]


def build(county: SmallCounty) -> Ledger:
    county.file_return("2013-01", "水利局", [ROAD])
    return open_ledger(county.workspace, "2013-01")


def said(county: SmallCounty, code: str) -> list[Issue]:
    return [issue for issue in build(county).issues if issue.code == code]


def path(county: SmallCounty, name: str) -> Path:
    return county.root / "data" / "reference" / f"{name}.csv"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2013-05", "2013-05"), ("2013/5", "2013-05"), ("2013/5/1", "2013-05"), ("2013-05-01", "2013-05"),
        ("2013-05-01 00:00:00", "2013-05"), ("May-13", "2013-05"), ("1-May-13", "2013-05"), ("2013年5月", "2013-05"),
        ("２０１３年５月", "2013-05"), ("", ""), ("五月", "五月"), ("2013/13", "2013/13"),
    ],
)  # fmt: skip
def test_months_as_excel_writes_them(text: str, month: str) -> None:
    assert month_text(text) == month


@pytest.mark.parametrize(
    ("text", "found"), [("01", "01"), ("1", "01"), ("1.0", "01"), ("０１", "01"), ("9", ""), ("", ""), ("0", "")]
)
def test_identifiers_that_lost_their_zeros(text: str, found: str) -> None:
    assert identifier(text, ["01", "02"]) == found


def test_units_whose_zeros_excel_took_are_known_and_it_is_said(county: SmallCounty) -> None:
    county.reference("units", [unit | {"unit_id": f"0{n}"} for n, unit in enumerate(UNITS, start=1)])
    county.reference("targets", [target | {"unit_id": str(n)} for n, target in enumerate(TARGETS, start=1)])
    county.reference("aliases", [{"alias": "水务局", "unit_id": "2"}])
    ledger = build(county)
    assert list(ledger.targets["unit_id"]) == ["01", "02", "03"]
    assert read_registry(county.workspace).find("水务局", "2013-01") == "02"
    lost = [(i.level, i.file, i.cell) for i in ledger.issues if i.code == "reference_doubtful_value"]
    targets = [("warning", "data/reference/targets.csv", f"B{row}") for row in (2, 3, 4)]
    assert sorted(lost) == sorted([*targets, ("warning", "data/reference/aliases.csv", "B2")])


def test_a_correction_whose_month_excel_turned_into_a_date_is_used(county: SmallCounty) -> None:
    entry = {
        "id": "c1",
        "unit_id": "u02",
        "project": "通村公路",
        "field": "received",
        "expected": "32",
        "value": "320万",
    }
    for month in ("Jan-13", "2013/1", "2013/1/1"):
        county.reference("corrections", [entry | {"period": month}])
        assert list(build(county).funding["received_fen"]) == [320_000_000]


def test_blank_rows_and_columns_and_full_width_blanks_are_nothing(county: SmallCounty) -> None:
    lines = [
        "unit_id,name,full_name,group,ranked,leader,,",
        *(f"{u['unit_id']},\u3000{u['name']}\u3000,,{u['group']},yes,,,　" for u in UNITS),
        ",,,,,,,",
        "\u3000,,,,,,,",
    ]
    path(county, "units").write_bytes("\r\n".join(lines).encode("gb18030"))
    ledger = build(county)
    assert list(ledger.month("units")["unit"]) == ["发改委", "水利局", "城关镇"]
    assert not [i for i in ledger.issues if i.file.endswith("units.csv")]


def test_dates_in_an_xlsx_twin_are_read_as_months(county: SmallCounty) -> None:
    import datetime as dt

    book = openpyxl.Workbook()
    book.active.append(["alias", "unit_id", "valid_from", "valid_to"])
    book.active.append(["水务局", "u02", dt.date(2013, 1, 1), dt.datetime(2013, 6, 30)])
    book.save(path(county, "aliases").with_suffix(".xlsx"))
    registry = read_registry(county.workspace)
    assert [registry.find("水务局", p) for p in ("2012-12", "2013-01", "2013-06", "2013-07")] == [
        None,
        "u02",
        "u02",
        None,
    ]


def test_aliases_that_clash_are_said_at_their_cells(county: SmallCounty) -> None:
    county.reference(
        "aliases",
        [
            {"alias": "水利局", "unit_id": "u01"},
            {"alias": "镇办", "unit_id": "u01", "valid_to": "2012-12"},
            {"alias": "镇办", "unit_id": "u03", "valid_from": "2013-01"},
            {"alias": "水办", "unit_id": "u02"},
            {"alias": "水办", "unit_id": "u03", "valid_from": "2013-01"},
            {"alias": "委里", "unit_id": "u01", "valid_from": "去年"},
        ],
    )
    issues = {(i.level, i.cell): i.message for i in build(county).issues if i.file.endswith("aliases.csv")}
    assert set(issues) == {("warning", "A2"), ("warning", "A6"), ("error", "C7")}
    assert "水利局自己的名称，按水利局认" in issues["warning", "A2"]
    assert "同一时间也是水利局的别名，谁的都不认" in issues["warning", "A6"]


def test_units_without_a_target_are_named_unless_they_are_not_ranked(county: SmallCounty) -> None:
    county.reference("targets", TARGETS[:1])
    [issue] = said(county, "target_missing")
    assert (issue.level, issue.value) == ("notice", "水利局、城关镇")
    county.reference("units", [*UNITS[:1], *(unit | {"ranked": "no"} for unit in UNITS[1:])])
    assert said(county, "target_missing") == []


def test_the_countys_target_is_held_against_the_sum_of_the_units(county: SmallCounty) -> None:
    own = {"year": 2013, "unit_id": "全县", "projects": 12, "funds_wan": 3100}
    county.reference("targets", [*TARGETS, own])
    [issue] = said(county, "targets_sum_differs")
    assert (issue.level, issue.cell, issue.value) == ("warning", "E5", "3100") and "各单位合计是 3000" in issue.message
    county.reference("targets", [*TARGETS, own | {"funds_wan": 3000}])
    assert said(county, "targets_sum_differs") == []
    assert len(build(county).targets) == 3


def test_a_year_without_history_is_said_once(county: SmallCounty) -> None:
    assert said(county, "history_absent") == []  # a county that keeps no history knows it
    row = {"year": 2012, "month": 1, "unit_id": "u02", "kind": "formula", "fund_category": "扶贫", "received_yuan": "1"}
    county.reference("history_funds", [row | {"month": 12}])
    assert [(i.level, i.value) for i in said(county, "history_absent")] == [("notice", "2012年1月")]
    county.reference("history_funds", [row])
    assert said(county, "history_absent") == []


def test_words_that_no_list_has_are_pointed_at(county: SmallCounty) -> None:
    county.reference(
        "fund_categories",
        [
            {"category": "扶贫", "counts": "yes"},
            {"category": "债券", "counts": "不计", "kind_hint": "惠民"},
            {"category": "扶贫", "counts": "yes"},
        ],
    )
    row = {"year": 2012, "month": 1, "unit_id": "u02", "kind": "formula", "fund_category": "扶贫", "received_yuan": "1"}
    county.reference(
        "history_funds",
        [row, row | {"fund_category": "神秘"}, row | {"fund_category": "神秘"}, row | {"kind": "惠民型"}],
    )
    county.reference("inspections", [{"year": 2013, "month": 1, "unit_id": "u99", "finding": "挪用"}])
    found = {(i.file.rsplit("/")[-1], i.cell) for i in build(county).issues if i.code.startswith("reference_")}
    assert found == {
        ("fund_categories.csv", "C3"), ("fund_categories.csv", "B3"), ("fund_categories.csv", "A4"),
        ("history_funds.csv", "E3"), ("history_funds.csv", "D5"), ("inspections.csv", "C2"),
    }  # fmt: skip


def test_the_register_may_name_a_unit_and_is_told_when_nobody_bears_the_name(county: SmallCounty) -> None:
    county.file_return("2013-01", "", [ROAD], name="a.xlsx")
    register = county.root / "data" / "returns" / "2013-01" / "received.csv"
    for unit, filing, codes in (("水利局", "on_time", []), ("水力局", "missing", ["register_unit_unknown"])):
        register.write_text(
            f"file,sha256,unit_id,received_at,by\na.xlsx,,{unit},2013-02-02T09:00:00,\n", encoding="utf-8"
        )
        ledger = open_ledger(county.workspace, "2013-01")
        assert ledger.month("units").set_index("unit").loc["水利局", "filing"] == filing
        assert [i.code for i in ledger.issues if i.code.startswith("register_")] == codes


def test_explain_walks_into_the_cells_of_targets_and_history(county: SmallCounty) -> None:
    row = {
        "year": 2012,
        "month": 1,
        "unit_id": "u02",
        "kind": "formula",
        "fund_category": "扶贫",
        "received_yuan": "1234.50",
    }
    county.reference("history_funds", [row])
    ledger = build(county)
    target = explain(ledger, "funds_gap", "unit:水利局").parts
    assert ("data/reference/targets.csv", "E3", "1000") in set(
        zip(target["file"], target["cell"], target["raw"], strict=True)
    )
    growth = explain(ledger, "funds_received_growth").parts
    assert ("data/reference/history_funds.csv", "H2", "1234.50") in set(
        zip(growth["file"], growth["cell"], growth["raw"], strict=True)
    )
