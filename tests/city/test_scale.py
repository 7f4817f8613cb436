"""`zz city figures`: all counties' figures of all months, from tables that are brought up to date where something changed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.city.conftest import PERIOD
from zzlib.city.scale import TABLES
from zzlib.cli import main
from zzlib.workspace import Workspace


def zz(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["zz", *map(str, arguments)])
    return main()


@pytest.mark.slow
def test_all_counties_and_months_in_one_table(
    counties: dict[str, Path], make_city: Callable[..., Workspace], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    city, out = make_city(tmp_path / "市"), tmp_path / "数.parquet"
    command = ("city", "figures", PERIOD, "--root", city.root, "--to", out)
    assert zz(monkeypatch, *command) == 0
    found = duckdb.sql(f"SELECT county, period, funds_received_fen FROM '{out}' ORDER BY ALL").fetchall()
    assert {(county, period) for county, period, _ in found} == {
        (county, f"2013-0{month}") for county in counties for month in (1, 2)
    }
    for county, root in counties.items():
        truth = duckdb.sql(
            f"SELECT value FROM '{root}/truth/{PERIOD}/figures.csv' WHERE figure = 'funds_received' AND scope = 'county'"
        ).fetchall()
        own = next(fen for known, period, fen in found if (known, period) == (county, PERIOD))
        assert own == round(float(truth[0][0]) * 100)
    before = {path: path.stat().st_mtime_ns for path in (city.root / TABLES).rglob("*.parquet")}
    assert zz(monkeypatch, *command) == 2  # what is there is not overwritten
    assert "不覆盖" in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in (city.root / TABLES).rglob("*.parquet")} == before
    elsewhere = shutil.copytree(city.root / TABLES, tmp_path / "表")
    shutil.rmtree(elsewhere / "c02")
    assert (
        zz(monkeypatch, "city", "figures", "--tables", elsewhere, "--root", city.root, "--to", tmp_path / "数.csv") == 0
    )
    assert "2 个县 2 个月" in capsys.readouterr().out
