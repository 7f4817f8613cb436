"""An amount of the county's own that returns have no column for is not zero: nobody was asked, or not everybody."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.explore.rows import rows_of
from tests.foundation.own_columns import OWN_HEADER, ROWS, own_county
from tests.small_county import HEADER, SmallCounty
from zzlib.cli import main
from zzlib.explore.conversion import view_of
from zzlib.explore.data import ViewData
from zzlib.explore.parts import ConversionParameters
from zzlib.indicators import Month, load_month
from zzlib.indicators.at_scale import figures_by_county
from zzlib.indicators.county_tables import tables_in, write_county_tables
from zzlib.ledger import open_ledger
from zzlib.phrasing.phrases import Phrases

APRIL, MAY = "2013-04", "2013-05"
PLAIN = ["乡村道路", "B-1", "个性型", "新增", "省级专项", 90, 80, 70]
OWN, LOAN, FOREST = "funds_special_bonds", "funds_loan", "land_forest"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """In April no return has the columns; in May the water bureau's has, and that of 发改委 has not."""
    made = own_county(tmp_path_factory.mktemp("unasked") / "县")
    made.file_return(APRIL, "水利局", [row[:8] for row in ROWS], header=HEADER[:9])
    made.file_return(MAY, "发改委", [PLAIN], header=HEADER[:9])
    made.file_return(
        MAY, "水利局", [[*row[:8], row[8] if row[8] != "待定" else "", *row[9:]] for row in ROWS], header=OWN_HEADER
    )
    return made


@pytest.fixture(scope="module")
def april(county: SmallCounty) -> Month:
    return load_month(APRIL, county.workspace)


@pytest.fixture(scope="module")
def may(county: SmallCounty) -> Month:
    return load_month(MAY, county.workspace)


@pytest.mark.parametrize("figure", [OWN, LOAN, FOREST, "bonds_share"])
@pytest.mark.parametrize("scope", ["county", "unit:u02", "kind:competitive"])
def test_what_no_return_has_a_column_for_is_not_known(april: Month, figure: str, scope: str) -> None:
    found = april.figures.get(figure, scope)
    assert found is not None
    assert (found.value, found.text) == (None, "—")


@pytest.mark.parametrize("condition", [f"{OWN} is 0", f"{OWN} = 0", f"{OWN} < 1", f"{LOAN} is 0"])
def test_no_condition_holds_of_what_is_not_known(april: Month, condition: str) -> None:
    assert not Phrases(april).hold(condition)


def test_what_some_returns_have_a_column_for_is_a_lower_bound(may: Month) -> None:
    texts = {figure: may.figures.text(figure) for figure in (OWN, LOAN, FOREST)}
    assert texts == {OWN: "至少150.5万元", LOAN: "至少980万元", FOREST: "至少15.5"}
    assert may.figures[OWN].incomplete
    assert (may.figures.text(OWN, "unit:u02"), may.figures.text(OWN, "unit:u01")) == ("150.5万元", "—")


def test_a_column_that_is_there_and_blank_says_nothing_came(tmp_path: Path) -> None:
    made = own_county(tmp_path / "县")
    made.file_return(MAY, "水利局", [[*ROWS[0][:8], "", *ROWS[0][9:]]], header=OWN_HEADER)
    month = load_month(MAY, made.workspace)
    assert month.figures.text(OWN) == "0万元"
    assert Phrases(month).hold(f"{OWN} is 0")
    made.file_return(MAY, "发改委", [PLAIN], header=HEADER[:9])
    month = load_month(MAY, made.workspace)
    assert month.figures.text(OWN) == "至少0万元"
    assert not Phrases(month).hold(f"{OWN} is 0")


def test_a_correction_states_what_the_return_has_no_column_for(tmp_path: Path) -> None:
    made = own_county(tmp_path / "县")
    made.file_return(MAY, "水利局", [row[:8] for row in ROWS[:1]], header=HEADER[:9])
    words = ["--by", "责任人甲", "--why", "电话核实", "--root", str(made.root)]
    assert main(["correct", MAY, "水利局", "灌区改造", "专项债资金", "130万", *words]) == 0
    assert load_month(MAY, made.workspace).figures.text(OWN) == "130万元"


def test_explain_says_whose_returns_have_the_column(county: SmallCounty, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", OWN, MAY, "--root", str(county.root)]) == 0
    assert "有项目的2个单位中，1个的报表有“专项债资金”这一列；没有的：发改委" in capsys.readouterr().out
    assert main(["explain", OWN, APRIL, "--root", str(county.root)]) == 0
    assert "有项目的1个单位中，0个的报表有“专项债资金”这一列；没有的：水利局" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("figure", "scope", "said"),
    [
        ("专项债资金合计", "unit:水利局", "（funds_special_bonds，unit:u02）：150.5万元"),
        ("已到位资金", "kind:个性型", "（funds_received，kind:competitive）：540万元"),
    ],
)
def test_explain_takes_a_figure_and_a_kind_by_what_people_call_them(
    county: SmallCounty, figure: str, scope: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", figure, MAY, "--scope", scope, "--root", str(county.root)]) == 0
    assert said in capsys.readouterr().out


_STEPS = ("funds_allotted", "funds_paid", "payment_rate", "arrival_rate", "funds_not_allotted")
_STEPS_HEADER = [*HEADER[:9], "下达资金", "支付资金"]


def told_elsewhere(made: SmallCounty, lake: Path) -> list[tuple[list[Any], list[Any]]]:
    """Give allotted and paid as the funnel of the views shows them, and as the figures of many counties hold them."""
    ledger = open_ledger(made.workspace, MAY)
    funnel = rows_of(view_of(ViewData(ledger), ConversionParameters(MAY, picture="funnel")))
    of_steps = {row["资金"]: row["金额（万元）"] for row in funnel}
    shown = [[name, fen] for name, fen in of_steps.items() if name.startswith(("下达", "支付"))]
    write_county_tables(ledger, "c01", lake)
    row = figures_by_county(tables_in(lake)).query("period == @MAY").iloc[0]
    at_scale = [[row[f"{name}_fen"], bool(row[f"{name}_incomplete"])] for name in ("funds_allotted", "funds_paid")]
    rates = [row[name] for name in ("payment_rate", "arrival_rate")]
    return [*shown, *at_scale, rates]


def test_views_and_many_counties_say_so_too(tmp_path: Path) -> None:
    made = SmallCounty(tmp_path / "县")
    made.file_return(MAY, "发改委", [PLAIN], header=HEADER[:9])
    allotted, paid, *amounts, rates = told_elsewhere(made, tmp_path / "lake")
    assert [allotted, paid] == [["下达资金", None], ["支付资金", None]]
    assert all(pd.isna(value) and not incomplete for value, incomplete in amounts)
    assert all(map(pd.isna, rates))

    made.file_return(MAY, "水利局", [["干渠", "C-1", *PLAIN[2:], 60, 0]], header=_STEPS_HEADER)
    allotted, paid, *amounts, _ = told_elsewhere(made, tmp_path / "lake")
    assert [allotted, paid] == [["下达资金（至少）", 60_000_000], ["支付资金（至少）", 0]]
    assert amounts == [[60_000_000, True], [0, True]]


def test_a_step_that_no_form_asks_for_is_not_zero(tmp_path: Path) -> None:
    made = SmallCounty(tmp_path / "县")
    made.file_return(MAY, "发改委", [PLAIN], header=HEADER[:9])
    month = load_month(MAY, made.workspace)
    assert {month.figures.text(name) for name in _STEPS} == {"—"}
    assert {month.figures.text(name, "unit:u01") for name in _STEPS if (name, "unit:u01") in month.figures} == {"—"}
    made.file_return(MAY, "水利局", [["干渠", "C-1", *PLAIN[2:], 60, 0]], header=_STEPS_HEADER)
    month = load_month(MAY, made.workspace)
    assert [month.figures.text(name) for name in ("funds_allotted", "funds_paid")] == ["至少60万元", "至少0万元"]
    assert [month.figures.text(name, "unit:u02") for name in ("funds_allotted", "funds_paid")] == ["60万元", "0万元"]
    assert month.figures.text("funds_paid", "unit:u01") == "—"
