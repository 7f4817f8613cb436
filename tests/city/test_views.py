"""The views over a city: the county as a dimension, and down from it to units, projects and cells; each number is the catalogue's."""

import pytest

from tests.city.conftest import NAMES, PERIOD
from zzlib.city.running import CityRun
from zzlib.explore.conversion import view_of as conversion
from zzlib.explore.data import ViewData, forget, load_data
from zzlib.explore.dimensions import Filters
from zzlib.explore.gap import view_of as gap
from zzlib.explore.gap_state import GapParameters
from zzlib.explore.parts import ConversionParameters
from zzlib.explore.progress import view_of as progress
from zzlib.explore.rules import ProgressParameters
from zzlib.indicators.stated import read_rows
from zzlib.workspace import Workspace

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data(run: CityRun) -> ViewData:
    forget()
    return load_data(PERIOD, Workspace(run.outputs.parents[1]))


@pytest.fixture(scope="module")
def figures(run: CityRun) -> dict[tuple[str, str], str]:
    return {(row["figure"], row["scope"]): row["text"] for row in read_rows(run.outputs / "figures.csv")}


def test_a_city_has_the_periods_of_its_counties(run: CityRun) -> None:
    assert Workspace(run.outputs.parents[1]).periods()[:2] == ["2013-01", "2013-02"]


def test_counties_are_a_dimension_of_conversion(data: ViewData, figures: dict[tuple[str, str], str]) -> None:
    found = conversion(data, ConversionParameters(PERIOD, by="county"))
    assert found.text().startswith("截至2013年2月底，全市编报项目")
    shown = {row[0]: row for row in found.table.rows}
    assert list(shown) == list(NAMES.values())
    for county, name in NAMES.items():
        asked = data.ask(("projects_total", "conversion", "funds_received"), Filters(county=county))[""]
        assert {f.figure: f.text for f in asked.values()} == {
            figure: figures[figure, f"county:{county}"] for figure in asked
        }
        assert str(shown[name][2]) == figures["projects_total", f"county:{county}"]


def test_a_county_is_walked_down_to_the_cells_of_its_units(data: ViewData) -> None:
    found = conversion(data, ConversionParameters(PERIOD, by="unit_id", filters=Filters(county="c02")))
    assert all(row[0].startswith("乙县") for row in found.table.rows)
    behind = list(found.behind.rows)
    assert len(behind) == found.table.rows[0][2] + sum(row[2] for row in found.table.rows[1:])
    assert all(row[0].startswith("乙县") and "/乙县/" in row[-3] and row[-1] for row in behind)


@pytest.mark.parametrize("picture", ["schedule", "bands", "heat", "lorenz", "path", "causes"])
def test_progress_shows_counties_and_within_one_its_units(
    data: ViewData, figures: dict[tuple[str, str], str], picture: str
) -> None:
    whole = progress(data, ProgressParameters(PERIOD, picture))
    assert whole.text().startswith(f"截至2013年2月底，全市完成年度目标的{figures['funds_completion', 'city']}")
    own = progress(data, ProgressParameters(PERIOD, picture, group="乙县"))
    assert own.text().startswith(f"截至2013年2月底，乙县完成年度目标的{figures['funds_completion', 'county:c02']}")
    if picture == "schedule":
        assert {row[0] for row in whole.table.rows} == set(NAMES.values())
        assert "个县（市、区）落后" in whole.text() and "单位落后" in own.text()


@pytest.mark.parametrize("picture", ["year", "units", "pipeline", "what_if", "split"])
def test_the_gap_is_the_citys(data: ViewData, figures: dict[tuple[str, str], str], picture: str) -> None:
    assert figures["funds_gap", "city"] in gap(data, GapParameters(PERIOD, picture)).text()
    assert figures["funds_gap", "county:c03"] in gap(data, GapParameters(PERIOD, picture, group="丙县")).text()
