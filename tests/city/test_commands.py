"""What `zz city` prints: since when and from what each county is in, what a run left, what a program reads of it; and a city to try."""

import json
from pathlib import Path

import pytest

from tests.city.conftest import NAMES, PERIOD, told
from zzlib import office
from zzlib.city import load_city, read_counties
from zzlib.city.running import CityRun
from zzlib.cli import main
from zzlib.cli.jupyter import pages, write_opening
from zzlib.explore.notebooks import copy_notebooks
from zzlib.indicators.stated import read_rows
from zzlib.runs.parameters import NOTEBOOKS_DIR
from zzlib.workspace import Workspace


def test_status_says_since_when_and_from_what_each_county_is_in(
    run: CityRun, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(run.outputs.parents[1])
    assert main(["city", "status", PERIOD, "--root", root, "--workers", "1", "--json"]) == 0
    rows = {row["county"]: row for row in json.loads(capsys.readouterr().out)["counties"]}
    assert {county: row["name"] for county, row in rows.items()} == NAMES
    for county, row in rows.items():
        assert row["received_yuan"] == told(run, "funds_received", f"county:{county}")["value"]
        assert (row["is_in"], row["take"], row["version"], row["since"]) == (True, "current", 0, "")


def test_a_run_without_changes_gives_a_program_what_was_published(run: CityRun) -> None:
    said = CityRun(run.period, run.outputs, None).to_json()
    assert said["unchanged"] and said["lacking"] == [] and said["data_errors"] == 0
    assert said["figures"]["funds_received"] == told(run, "funds_received")["value"]


@pytest.mark.parametrize(
    "command", [["run", PERIOD], ["backfill", PERIOD, PERIOD], ["check", PERIOD], ["status"], ["forms", PERIOD]]
)
def test_a_countys_commands_are_wrong_use_in_a_city_and_leave_nothing(
    run: CityRun, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    root = run.outputs.parents[1]
    before = sorted(root.rglob("*"))
    assert main([*command, "--root", str(root)]) == 2
    assert "zz city run" in capsys.readouterr().err and sorted(root.rglob("*")) == before


def test_a_made_up_city_has_its_counties_in_its_own_folder(tmp_path: Path) -> None:
    folder = tmp_path / "市"
    assert main(["city", "demo", str(folder), "--counties", "2", "--units", "4", "--months", "1"]) == 0
    assert [county.place for county in read_counties(Workspace(folder))] == [
        folder / "各县" / "甲县", folder / "各县" / "乙县",
    ]  # fmt: skip
    whole = load_city("2013-01", Workspace(folder), 1)
    for county, place in (("c01", "甲县"), ("c02", "乙县")):  # 乙县 goes by other bands
        truth = read_rows(folder / "各县" / place / "truth" / "2013-01" / "figures.csv")
        bands = [row for row in truth if row["figure"].startswith("units_band_") and row["scope"] == "county"]
        found = [whole.figures[row["figure"], f"county:{county}"].value for row in bands]
        assert [str(value) for value in found] == [row["value"] for row in bands] and len(bands) == 3
    assert main(["city", "demo", str(folder)]) == 2


def test_what_is_for_a_countys_returns_says_so_in_a_city(
    run: CityRun, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = run.outputs.parents[1]
    assert main(["serve", "--office", "--root", str(root)]) == 2
    assert office.OF_COUNTIES in capsys.readouterr().err
    monkeypatch.setenv("ZZ_ROOT", str(root))
    assert [repr(page) for page in (office.month(), office.month_page())] == [office.OF_COUNTIES] * 2


def test_jupyterlab_opens_a_citys_analysis(run: CityRun, tmp_path: Path) -> None:
    city = Workspace(run.outputs.parents[1])
    write_opening(tmp_path, pages(city))
    assert "笔记本/city_analysis.ipynb" in next(tmp_path.rglob("opening.js")).read_text(encoding="utf-8")
    notebooks, _ = copy_notebooks(NOTEBOOKS_DIR, tmp_path)
    assert (notebooks / pages(city)[0]).is_file()
