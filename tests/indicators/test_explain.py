"""Every figure walks back to cells whose values add up to it, and the cells say what the parts say."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.small_county import SmallCounty
from zzlib.indicators import Explainer, Explanation, FigureError, catalogue, explain
from zzlib.indicators.meant import meant_scope
from zzlib.ledger import Ledger, build_ledger, open_ledger
from zzlib.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return open_ledger(Workspace(ROOT), "2013-05")


@pytest.fixture(scope="module")
def may(ledger: Ledger) -> Explainer:
    return Explainer(ledger)


def total(explanation: Explanation, role: str) -> Decimal:
    return sum((Decimal(v) for v in explanation.parts.query("role == @role")["value"]), Decimal(0))


@pytest.mark.parametrize(
    "figure",
    [
        d.id
        for d in catalogue().values()
        if d.compute in ("sum", "difference", "change", "waiting", "rise", "comparable_rise")
    ],
)
def test_parts_add_up_to_the_figure(may: Explainer, figure: str) -> None:
    explanation = may.explain(figure)
    assert total(explanation, "value") == explanation.figure.value


@pytest.mark.parametrize(
    "figure",
    [
        d.id
        for d in catalogue().values()
        if d.compute in ("ratio", "growth", "top_share", "top_gap_share", "comparable_growth")
    ],
)
def test_parts_add_up_to_numerator_and_denominator(may: Explainer, figure: str) -> None:
    explanation = may.explain(figure)
    assert total(explanation, "numerator") == explanation.figure.numerator
    assert total(explanation, "denominator") == explanation.figure.denominator


def test_the_pace_is_the_gap_over_the_months_left(may: Explainer) -> None:
    pace = may.explain("funds_needed_monthly")
    assert total(pace, "numerator") == pace.figure.numerator == may.explain("funds_gap").figure.value


def test_the_water_bureau_cell_by_cell(may: Explainer) -> None:
    explanation = may.explain("funds_received", "unit:水利局")
    assert explanation.figure.scope == may.explain("funds_received", "unit:U08").figure.scope == "unit:U08"
    assert total(explanation, "value") == explanation.figure.value == Decimal("23300000.00")
    for part in explanation.parts.to_dict("records"):
        sheet = openpyxl.load_workbook(ROOT / part["file"], data_only=True)[part["sheet"]]
        assert str(sheet[part["cell"]].value if sheet[part["cell"]].value is not None else "") == part["raw"]


def test_every_scope_of_received_money_walks(may: Explainer) -> None:
    for scope in ("kind:formula", "group:乡镇", "category:扶贫", "field:农田水利"):
        explanation = may.explain("funds_received", scope)
        assert total(explanation, "value") == explanation.figure.value, scope


def test_a_leading_project_is_its_own_lines(county: SmallCounty) -> None:
    lines = [
        ["通村公路", "", "个性型", "新增", source, 100, awarded, 32, None]
        for source, awarded in (("省级专项", 80), ("市级专项", 20))
    ]
    county.file_return("2013-01", "水利局", [*lines, ["水库", "", "个性型", "新增", "省级专项", 100, 50, 32, None]])
    explanation = explain(build_ledger(county.workspace, "2013-01"), "funds_awarded", "project:u02/通村公路")
    assert list(explanation.parts["raw"]) == ["80", "20"]
    assert total(explanation, "value") == explanation.figure.value == 1_000_000


def test_carried_and_corrected_amounts_lead_to_their_own_files(county: SmallCounty) -> None:
    rows = [["通村公路", "", "个性型", "新增", "省级专项", 100, 80, 32, None]]
    county.file_return("2013-01", "水利局", rows)
    county.file_return("2013-02", "发改委", rows)
    entry = {"id": "c1", "period": "2013-01", "unit_id": "u02", "project": "通村公路", "field": "received"}
    county.reference("corrections", [entry | {"expected": "32", "value": "320万"}])
    parts = explain(build_ledger(county.workspace, "2013-02"), "funds_received").parts
    carried = parts[parts["unit_id"] == "u02"].iloc[0]
    assert carried["file"] == "data/returns/2013-01/水利局.xlsx"
    assert (carried["raw"], carried["value"], carried["correction"], carried["cell"]) == (
        "32",
        "3200000.00",
        "c1",
        "I4",
    )


def test_cells_and_returns_that_cannot_be_read_are_listed(county: SmallCounty) -> None:
    def project(name: str, received: object) -> list[object]:
        return [name, "", "个性型", "新增", "省级专项", 100, 80, received, None]

    county.file_return("2013-01", "水利局", [project("通村公路", 32), project("水库", "待定")])
    path = county.file_return("2013-01", "城关镇", [])
    path.write_bytes(b"PK damaged")
    ledger = build_ledger(county.workspace, "2013-01")
    explanation = explain(ledger, "funds_received", "unit:水利局")
    assert list(explanation.parts["cell"]) == ["I4"]
    [unread] = explanation.to_json()["unread"]
    assert (unread["cell"], unread["raw"], unread["value"], unread["project"]) == ("I5", "待定", "", "水库")
    assert list(explain(ledger, "funds_received", "unit:城关镇").unread["file"]) == ["data/returns/2013-01/城关镇.xlsx"]
    assert list(explain(ledger, "arrival_rate").unread["cell"]) == ["I5", ""]
    assert explain(ledger, "funds_target").unread.empty


def test_files_that_wait_are_listed(county: SmallCounty) -> None:
    county.file_return("2013-01", "发改局", [])
    explanation = explain(build_ledger(county.workspace, "2013-01"), "files_waiting")
    assert explanation.figure.value == 1
    assert list(explanation.parts["file"]) == ["data/returns/2013-01/发改局.xlsx"]


def test_reference_files_are_sources_too(may: Explainer) -> None:
    parts = may.explain("funds_target").parts
    assert set(parts["file"]) == {"data/reference/targets.csv"}
    growth = may.explain("funds_received_growth").parts
    assert "data/reference/history_funds.csv" in set(growth["file"])
    cell = parts.iloc[0]
    line = (ROOT / cell["file"]).read_text(encoding="utf-8-sig").splitlines()[int(cell["cell"][1:]) - 1]
    assert line.split(",")["ABCDEF".index(cell["cell"][0])] == cell["raw"]


@pytest.mark.parametrize(
    ("figure", "scope", "said"),
    [
        ("funds_recieved", "county", "funds_received"),
        ("到位", "county", "funds_received"),
        ("funds_received", "unit:nobody", "最接近的是 unit:U"),
        ("funds_gini", "unit:U08", "没有"),
    ],
)
def test_what_is_not_there_is_said_with_what_is_near(may: Explainer, figure: str, scope: str, said: str) -> None:
    with pytest.raises(FigureError, match=said):
        may.explain(figure, scope)


@pytest.mark.parametrize(
    ("written", "scope"),
    [
        ("unit:u08", "unit:U08"),
        ("u08", "unit:U08"),
        ("unit：U08", "unit:U08"),
        ("kind:政策型", "kind:formula"),
        ("政策型", "kind:formula"),
        ("COUNTY", "county"),
    ],
)
def test_a_scope_is_known_by_id_in_any_letters_or_by_name(may: Explainer, written: str, scope: str) -> None:
    assert may.explain("funds_received", written).figure == may.explain("funds_received", scope).figure


@pytest.mark.parametrize(
    ("word", "figure"), [("到位资金", "funds_received"), ("争取资金", "funds_awarded"), ("用地指标", "land_granted")]
)
def test_a_column_of_the_return_names_the_one_figure_that_adds_it_up(may: Explainer, word: str, figure: str) -> None:
    assert may.explain(word).figure.figure == figure


def test_at_most_five_are_suggested_the_nearest_first(may: Explainer) -> None:
    for ask, nearest in (
        (lambda: may.explain("到位资今"), "有：funds_received（已到位资金）、"),
        (lambda: may.explain("funds_received", "unit:水力局"), "是 unit:水利局、"),
    ):
        with pytest.raises(FigureError, match=nearest) as error:
            ask()
        assert str(error.value).count("、") == 4


def test_a_citys_counties_and_their_units_are_found_by_name_too() -> None:
    known, names = (
        ["city", "county:c01", "unit:c01/U08"],
        {"county:乙县": "county:c01", "unit:乙县/水利局": "unit:c01/U08"},
    )
    found = [meant_scope(asked, known, names) for asked in ("乙县", "county:C01", "unit:c01/u08", "unit:乙县/水利局")]
    assert found == ["county:c01", "county:c01", "unit:c01/U08", "unit:c01/U08"]
    with pytest.raises(FigureError, match="最接近的是 county:乙县"):
        meant_scope("county:丙县", known, names)
