"""The demo county: its data are what the generator writes, and its truth is what the spec promises."""

import csv
from collections import Counter
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from zzlib.synthetic.demo import write_demo

ROOT = Path(__file__).parents[2]
TRUTH = Path(__file__).with_name("truth")
MAY = TRUTH / "2013-05"


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


SEED = table(Path(__file__).with_name("seed_figures.csv"))
COUNTY = {row["figure"]: row for row in table(MAY / "figures.csv") if row["scope"] == "county"}


def written_files(root: Path) -> dict[str, bytes]:
    folders = (
        root / "data" / "reference",
        root / "data" / "dispatch",
        root / "data" / "returns",
        root / "tests" / "synthetic" / "truth",
    )
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in [root / "data" / "settings.toml", *files]}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("demo")
    write_demo(root)
    return root


@pytest.mark.slow
def test_generator_writes_the_committed_bytes(made: Path) -> None:
    fresh, committed = written_files(made), written_files(ROOT)

    assert fresh.keys() == committed.keys()
    assert [name for name in fresh if fresh[name] != committed[name]] == []


@pytest.mark.slow
def test_regenerating_keeps_what_others_put_there(made: Path) -> None:
    before = written_files(made)
    mine = made / "data" / "returns" / "2013-05" / "补报.xlsx"
    mine.write_bytes(b"mine")

    write_demo(made)

    assert mine.read_bytes() == b"mine"
    mine.unlink()
    assert written_files(made) == before


@pytest.mark.parametrize("seed", SEED, ids=lambda seed: seed["figure"])
def test_truth_equals_the_figures_that_the_demo_is_built_for(seed: dict[str, str]) -> None:
    found = COUNTY[seed["figure"]]

    if "/" in seed["demo_value"]:
        promised = Fraction(*map(int, seed["demo_value"].split("/")))
        assert Fraction(found["numerator"]) / Fraction(found["denominator"]) == promised
        assert abs(Fraction(found["value"]) - promised) <= Fraction(1, 200)  # a quotient of money is rounded to the fen
    else:
        assert found["value"] == seed["demo_value"]
    assert found["unit"] == seed["demo_unit"]


def test_bands_name_the_units_of_the_summary() -> None:
    bands: dict[str, set[str]] = {}
    for unit in table(MAY / "units.csv"):
        bands.setdefault(unit["band"], set()).add(unit["unit"])

    assert bands["high"] == {"发改委", "财政局", "民政局", "国土局"}
    assert bands["middle"] == {
        "林业局", "科技局", "扶贫和移民办", "水利局", "农机局", "供电公司", "白沙镇", "烟草局", "商务局", "水保局",
    }  # fmt: skip
    assert {band: len(units) for band, units in bands.items()} == {
        "high": 4, "middle": 10, "low": 10, "zero": 27, "unfiled": 5,
    }  # fmt: skip


def test_cumulative_amounts_never_fall_from_month_to_month() -> None:
    months = [table(TRUTH / f"2013-0{month}" / "figures.csv") for month in range(1, 6)]
    for figure in ("funds_applied", "funds_awarded", "funds_allotted", "funds_received", "funds_paid"):
        values = [
            float(row["value"])
            for rows in months
            for row in rows
            if row["figure"] == figure and row["scope"] == "county"
        ]
        assert values == sorted(values)


def test_every_planted_fact_stands_where_the_truth_says() -> None:
    folder = ROOT / "data" / "returns" / "2013-05"
    faults = [fault for fault in table(MAY / "faults.csv") if fault["cell"]]
    for file in {fault["file"] for fault in faults}:
        book = openpyxl.load_workbook(folder / file)
        for fault in (fault for fault in faults if fault["file"] == file):
            value = book[fault["sheet"]][fault["cell"]].value
            assert ("" if value is None else str(value)) == fault["value"]


def test_the_facts_that_an_office_should_notice_are_planted() -> None:
    codes = Counter(fault["code"] for fault in table(MAY / "faults.csv"))

    assert codes["project_twice"] == 4
    assert codes["amount_unreadable"] == codes["date_unreadable"] == codes["stage_unknown"] == 1
    assert codes["late"] == codes["resubmitted"] == codes["came_back"] == codes["inspection"] == 1
    assert min(codes["stalled"], codes["received_not_started"], codes["leader_missing"]) >= 3


def test_an_unreadable_applied_amount_touches_only_the_applied_funds() -> None:
    incomplete = {name for name, row in COUNTY.items() if row["incomplete"] == "yes"}

    assert incomplete == {"funds_applied"}


def test_a_month_that_a_unit_missed_is_carried_from_the_month_before() -> None:
    march, april, may = (
        next(unit for unit in table(TRUTH / f"2013-0{month}" / "units.csv") if unit["unit"] == "环保局")
        for month in (3, 4, 5)
    )
    april_awarded = next(row for row in table(TRUTH / "2013-04" / "figures.csv") if row["figure"] == "funds_awarded")

    assert (april["filing"], april["carried"], april["incomplete"]) == ("missing", "yes", "no")
    assert april["awarded_yuan"] == march["awarded_yuan"] == april_awarded["carried_yuan"] != "0.00"
    assert (may["filing"], may["carried"]) == ("on_time", "no")
