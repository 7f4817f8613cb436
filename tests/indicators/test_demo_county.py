"""The demo county's May 2013 gives, by computation, every figure of the document that this project answers."""

import csv
from pathlib import Path

import pytest

from zzlib.indicators import Month, figures_table, load_month, units_table
from zzlib.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
TRUTH = ROOT / "tests" / "synthetic" / "truth"


@pytest.fixture(scope="module")
def may() -> Month:
    return load_month("2013-05", Workspace(ROOT))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("seed", _rows(ROOT / "tests" / "synthetic" / "seed_figures.csv"), ids=lambda r: r["figure"])
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


@pytest.mark.parametrize("period", [f"2013-0{month}" for month in range(1, 6)])
def test_every_month_equals_its_truth(period: str) -> None:
    month = load_month(period, Workspace(ROOT))
    assert differences(month, TRUTH / period) == []


def differences(month: Month, truth: Path) -> list[str]:
    """Compare a month with its truth: every row of both tables; text and issue counts have no truth."""
    found = {(r["figure"], r["scope"]): r for r in figures_table(month).to_dict("records")}
    wrong = []
    for row in _rows(truth / "figures.csv"):
        ours = found.get((row["figure"], row["scope"]))
        for column in ("value", "numerator", "denominator", "carried_yuan", "incomplete"):
            if ours is None or ours[column] != row[column]:
                wrong.append(f"{row['figure']} {row['scope']} {column}: {ours and ours[column]} != {row[column]}")
    units = {r["unit_id"]: r for r in units_table(month).to_dict("records")}
    for row in _rows(truth / "units.csv"):
        for column in row.keys() - {"errors", "warnings"}:
            if units[row["unit_id"]][column] != row[column]:
                wrong.append(f"{row['unit_id']} {column}: {units[row['unit_id']][column]} != {row[column]}")
    return wrong
