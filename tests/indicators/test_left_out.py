"""Money in a file that nobody claimed, or in an amount that can't be read, is not zero: totals are bounds, a unit's own is not known."""

from pathlib import Path

import pytest

from tests.explore.rows import rows_of
from tests.small_county import SmallCounty
from zzlib.explore.conversion import view_of
from zzlib.explore.data import ViewData
from zzlib.explore.parts import ConversionParameters
from zzlib.indicators import figures_table, load_month, units_table
from zzlib.indicators.at_scale import figures_by_county
from zzlib.indicators.county_tables import tables_in, write_county_tables
from zzlib.ledger import open_ledger

APRIL, MAY = "2013-04", "2013-05"
ROAD = ["乡村道路", "B-1", "个性型", "新增", "省级专项", 90, 80, 70, 3]
NOBODY = "水务事务专班"


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    return SmallCounty(tmp_path / "县")


def test_totals_are_at_least_what_they_are_while_a_file_waits(county: SmallCounty) -> None:
    county.file_return(MAY, NOBODY, [ROAD])
    month = load_month(MAY, county.workspace)
    said = figures_table(month).set_index(["figure", "scope"])

    assert list(said.loc[("funds_received", "county"), ["value", "incomplete", "text"]]) == ["0.00", "yes", "至少0万元"]

    county.file_return(MAY, "发改委", [ROAD])
    month = load_month(MAY, county.workspace)
    scopes = ("county", "group:县直", "kind:competitive", "category:省级专项", "unit:u01")
    assert [month.figures.text("funds_received", scope) for scope in scopes] == ["至少70万元"] * 4 + ["70万元"]
    assert month.figures.text("funds_gap") == "至多2930万元"
    assert month.figures.text("projects_total") == "至少1"
    assert month.figures["units_missing_this_month"].bound == ""


def test_views_and_figures_of_many_counties_say_so_too(county: SmallCounty, tmp_path: Path) -> None:
    county.file_return(MAY, NOBODY, [ROAD])
    county.file_return(MAY, "发改委", [ROAD])
    ledger = open_ledger(county.workspace, MAY)
    data = ViewData(ledger)
    write_county_tables(ledger, "c01", tmp_path / "lake")
    row = figures_by_county(tables_in(tmp_path / "lake")).query("period == @MAY").iloc[0]
    funnel = rows_of(view_of(data, ConversionParameters(MAY, picture="funnel")))

    assert "到位资金（至少）" in [line["资金"] for line in funnel]
    assert data.unit_figures(MAY)["funds_received", "county"].text == "至少70万元"
    assert row["funds_received_incomplete"] and row["funds_received_fen"] == 70_000_000
    assert row["files_waiting"] == 1


def test_what_waits_hides_nothing_of_the_months_before_its_own(county: SmallCounty, tmp_path: Path) -> None:
    county.file_return(APRIL, "发改委", [ROAD])
    county.file_return(MAY, "发改委", [ROAD])
    county.file_return(MAY, NOBODY, [ROAD])
    month, ledger = load_month(MAY, county.workspace), open_ledger(county.workspace, MAY)

    assert month.figures.text("funds_received", f"month:{APRIL}") == "70万元"
    assert ViewData(ledger).unit_figures(APRIL)["funds_received", "county"].text == "70万元"
    assert (ledger.waiting_by(APRIL), len(ledger.waiting_by(MAY))) == ((), 1)


def test_of_a_unit_whose_only_amount_cannot_be_read_nothing_is_said(county: SmallCounty) -> None:
    county.file_return(MAY, "发改委", [[*ROAD[:7], "待定", 3]])
    county.file_return(MAY, "水利局", [["干渠", "C-1", *ROAD[2:7], "待定", 0], ["大坝", "C-2", *ROAD[2:]]])
    month = load_month(MAY, county.workspace)
    units = units_table(month).set_index("unit")
    told = ["awarded_yuan", "received_yuan", "completion", "band", "incomplete"]

    assert list(units.loc["发改委", told]) == ["800000.00", "", "", "unknown", "yes"]
    assert list(units.loc["水利局", told]) == ["1600000.00", "700000.00", "0.0700000000", "unknown", "yes"]
    found = month.figures["funds_received", "unit:u01"]
    assert (found.value, found.text, found.incomplete) == (None, "—", True)
    assert month.figures.text("funds_completion", "unit:u01") == "—"
    assert [month.figures.text("funds_received", scope) for scope in ("unit:u02", "county")] == ["至少70万元"] * 2
