"""Figures of many counties and months from Parquet are those of each county's own month, whatever engine adds them up."""

import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.benchmarks.scale.made import make_tables
from tests.indicators.comparing import read_rows
from tests.ready import ReadyCounties
from zzlib.indicators.at_scale import figures_by_county
from zzlib.indicators.catalogue import Definition, catalogue
from zzlib.indicators.county_figures import column_of
from zzlib.indicators.county_tables import tables_in, write_county_tables
from zzlib.indicators.engines import ScaleError
from zzlib.indicators.measuring import measure
from zzlib.indicators.month import Month
from zzlib.ledger import open_ledger
from zzlib.settings import Engine, Settings
from zzlib.workspace import Workspace

SHAPES = {
    "c01": {"units": 4, "months": 2, "seed": 3, "mess": "ordinary"},
    "c02": {"units": 6, "months": 3, "seed": 3, "mess": "none"},
}
MADE = ("projects", "funding", "units", "targets")
ANCHOR = Path(__file__).parents[1] / "benchmarks" / "scale" / "anchor.sql"
FIGURES = {name: d for name, d in catalogue().items() if "county" in d.scopes}


@pytest.fixture(scope="session")
def lake(
    ready_county: ReadyCounties, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Month], dict[str, Path]]:
    """The tables of two counties, their months as each measures its own, and where they lie."""
    folder = tmp_path_factory.mktemp("lake")
    roots = {county: ready_county(**shape) for county, shape in SHAPES.items()}
    months = {}
    for county, root in roots.items():
        workspace = Workspace(root)
        ledger = open_ledger(workspace, workspace.latest_period())
        write_county_tables(ledger, county, folder)
        months[county] = measure(ledger)
    return folder, months, roots


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Made-up tables of one county and four years, with blanks, negatives and ties."""
    folder = tmp_path_factory.mktemp("made")
    make_tables(folder, 1)
    return {name: f"{folder / name}.parquet" for name in MADE}


def row_of(figures: pd.DataFrame, county: str, period: str) -> pd.Series:
    return figures[(figures["county"] == county) & (figures["period"] == period)].iloc[0]


def told(definition: Definition, row: pd.Series) -> Decimal | None:
    """Give a figure of a row as a month has it, to the digits of figures.csv."""
    value = row[column_of(definition)]
    if pd.isna(value):
        return None
    whole = definition.unit in ("yuan", "count")
    exact = Decimal(int(value)) if whole else Decimal(repr(float(value)))
    return exact / 100 if definition.unit == "yuan" else exact


def close(found: Decimal | None, wanted: Decimal | None) -> bool:
    return found == wanted if found is None or wanted is None else abs(found - wanted) <= Decimal("1e-10")


@pytest.mark.slow
def test_every_figure_is_the_one_of_the_county(lake: tuple[Path, dict[str, Month], dict[str, Path]]) -> None:
    folder, months, _ = lake
    figures = figures_by_county(tables_in(folder))
    for county, month in months.items():
        row = row_of(figures, county, month.period)
        for name, definition in FIGURES.items():
            own = month.figures[name]
            assert close(told(definition, row), own.value), (county, name, told(definition, row), own.value)
            assert bool(row[f"{name}_incomplete"]) is own.incomplete, (county, name)


@pytest.mark.slow
def test_every_figure_is_the_one_that_was_planned(lake: tuple[Path, dict[str, Month], dict[str, Path]]) -> None:
    folder, months, roots = lake
    figures = figures_by_county(tables_in(folder))
    for county, month in months.items():
        row = row_of(figures, county, month.period)
        truth = read_rows(roots[county] / "truth" / month.period / "figures.csv")
        planned = {r["figure"]: r for r in truth if r["scope"] == "county"}
        assert len(planned) > 50
        for name in planned.keys() & FIGURES.keys():
            wanted = Decimal(planned[name]["value"]) if planned[name]["value"] else None
            assert close(told(FIGURES[name], row), wanted), (county, name)
            if planned[name]["carried_yuan"] and f"{name}_carried_fen" in row:
                assert row[f"{name}_carried_fen"] == Decimal(planned[name]["carried_yuan"]) * 100, (county, name)


@pytest.mark.slow
def test_a_county_is_replaced_whole(lake: tuple[Path, dict[str, Month], dict[str, Path]], tmp_path: Path) -> None:
    folder, _, roots = lake
    shutil.copytree(folder, tmp_path / "own")
    before = figures_by_county(tables_in(tmp_path / "own"))
    workspace = Workspace(roots["c02"])
    write_county_tables(open_ledger(workspace, "2013-01"), "c02", tmp_path / "own")
    after = figures_by_county(tables_in(tmp_path / "own"))
    assert list(after[after["county"] == "c02"]["period"]) == ["2013-01"]
    pd.testing.assert_frame_equal(after[after["county"] == "c01"], before[before["county"] == "c01"])


SAME = {
    "funds_completion": "funds_completion", "payment_rate": "payment_rate", "conversion": "conversion", "conversion_competitive": "conversion_competitive",
    "funds_received_fen": "received", "funds_received_carried_fen": "received_c", "projects_stuck": "stuck", "funds_received_growth": "received_growth",
    "funds_received_comparable_growth": "received_comparable", "projects_comparable_growth": "projects_comparable", "funds_top5_share": "top5",
    "funds_gini": "gini", "funds_gap_top5_share": "top_gap_share", "funds_increment_fen": "increment", "units_band_high": "high", "units_band_middle": "middle",
    "units_band_low": "low", "units_unknown": "unknown", "units_zero": "zero", "units_zero_land_only": "zero_land", "units_dry": "dry",
    "units_no_new_projects": "no_new_projects", "units_behind_schedule": "behind", "funds_target_of_zero_fen": "target_of_zero", "start_rate": "start_rate",
}  # fmt: skip
"""Columns of the figures, and of the hand-written SQL."""


def test_the_hand_written_sql_that_it_is_measured_against_says_the_same(made: dict[str, str]) -> None:
    figures = figures_by_county(made)
    with duckdb.connect() as connection:
        for name, path in made.items():
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
        connection.execute(ANCHOR.read_text(encoding="utf-8"))
        by_hand = connection.sql("FROM figures ORDER BY county, period").df()
    assert len(by_hand) == len(figures) == 48
    for ours, theirs in SAME.items():
        known = figures[ours].notna()
        assert known.any(), ours
        wanted = by_hand[theirs].astype("float64").fillna(0)
        assert (abs(figures[ours].astype("float64") - wanted)[known] <= 1e-9 * (1 + abs(wanted[known]))).all(), ours


@pytest.mark.slow
def test_what_does_not_fit_into_memory_is_taken_from_disk(made: dict[str, str]) -> None:
    small = Settings(engine=Engine(memory_limit="90MB", threads=1))
    pd.testing.assert_frame_equal(figures_by_county(made, small), figures_by_county(made))


def test_a_table_that_is_missing_is_said(made: dict[str, str]) -> None:
    with pytest.raises(ScaleError, match="units"):
        figures_by_county({name: path for name, path in made.items() if name != "units"})


def test_a_file_that_is_no_parquet_is_said(made: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "坏.parquet").write_text("不是")
    with pytest.raises(ScaleError, match="坏"):
        figures_by_county(made | {"units": str(tmp_path / "坏.parquet")})


@pytest.mark.spark
@pytest.mark.slow
def test_spark_says_the_same(
    made: dict[str, str], lake: tuple[Path, dict[str, Month], dict[str, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed: pip install '.[spark]'")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java: apt-get install default-jre-headless")
    # Little is computed, once: to compile it for speed, as a virtual machine of Java does, takes most of the time.
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    engine = Engine(kind="spark", address="local[2]", memory_limit="2GB")
    for tables in (made, tables_in(lake[0])):
        own, sparks = figures_by_county(tables), figures_by_county(tables, Settings(engine=engine))
        pd.testing.assert_frame_equal(own, sparks, check_exact=False, rtol=1e-12, check_dtype=False)
