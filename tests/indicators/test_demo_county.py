"""The demo county's May 2013 gives, by computation, every figure of the document that this project answers."""

from pathlib import Path

import pytest

from tests.indicators.comparing import differences, false_alarms, missed_faults, read_rows
from zzlib.indicators import Month, figures_table, load_month
from zzlib.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
TRUTH = ROOT / "tests" / "synthetic" / "truth"


@pytest.fixture(scope="module")
def may() -> Month:
    return load_month("2013-05", Workspace(ROOT))


@pytest.mark.parametrize(
    "seed", read_rows(ROOT / "tests" / "synthetic" / "seed_figures.csv"), ids=lambda r: r["figure"]
)
def test_seed_figure(may: Month, seed: dict[str, str]) -> None:
    figures = figures_table(may)
    row = figures[(figures["figure"] == seed["figure"]) & (figures["scope"] == "county")].iloc[0]
    digits = len(row["value"].partition(".")[2])
    assert row["value"] == f"{_rounded(seed['demo_decimal'], digits)}"


def _rounded(text: str, digits: int) -> str:
    from decimal import ROUND_HALF_UP, Decimal

    return f"{Decimal(text).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP):f}"


def test_the_bands_name_the_units_of_the_document(may: Month) -> None:
    assert list(may.units_in("high")["unit"]) == ["发改委", "财政局", "民政局", "国土局"]
    assert len(may.units_in("middle")) == 10


@pytest.mark.slow
@pytest.mark.parametrize("period", [f"2013-0{month}" for month in range(1, 6)])
def test_every_month_equals_its_truth(period: str) -> None:
    month = load_month(period, Workspace(ROOT))
    assert differences(month, TRUTH / period) == []


def test_planted_faults_are_found_and_nothing_else_is_said(may: Month) -> None:
    assert missed_faults(may, TRUTH / "2013-05") == []
    assert false_alarms(may, TRUTH / "2013-05") == []
