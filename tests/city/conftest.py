"""A city of three made-up counties, whose truth is computed from the plan by the generator, added up here."""

import io
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest

from tests.ready import ReadyCounties
from zzlib.city import read_counties
from zzlib.city.beginning import begin_city
from zzlib.city.gathering import DERIVED, CountyPart, gather, read_part
from zzlib.city.month import city_month
from zzlib.city.running import CityRun, run_city, write_outputs
from zzlib.indicators.stated import read_rows
from zzlib.runs.progress import Progress
from zzlib.workspace import Workspace

PERIOD = "2013-02"
SHAPES = {
    "c01": {"units": 4, "months": 2, "seed": 3, "mess": "none"},
    "c02": {"units": 6, "months": 3, "seed": 3, "mess": "none"},
    "c03": {"units": 3, "months": 2, "seed": 3, "mess": "none"},
}
NAMES = {"c01": "甲县", "c02": "乙县", "c03": "丙县"}


@pytest.fixture(scope="session")
def counties(ready_county: ReadyCounties) -> dict[str, Path]:
    return {county: ready_county(**shape) for county, shape in SHAPES.items()}


@pytest.fixture(scope="session")
def read_city(counties: dict[str, Path], ready_county: ReadyCounties) -> Path:
    """A city's folder, made once a session, in which it has read these counties."""

    def make(folder: Path) -> None:
        begin_city(folder, "云岭市", _named(counties))
        _read(Workspace(folder))

    return ready_county.made("city", make)


@pytest.fixture(scope="session")
def make_city(counties: dict[str, Path], read_city: Path) -> Callable[..., Workspace]:
    """Give a city's workspace in a folder, of these counties, which it has read before, and others: `make_city(folder, 丁县=path)`."""

    def make(folder: Path, **others: Path) -> Workspace:
        begin_city(folder, "云岭市", [*_named(counties), *others.items()])
        shutil.copytree(read_city / DERIVED, folder / DERIVED)
        return Workspace(folder)

    return make


@pytest.fixture(scope="session")
def parts(read_city: Path) -> list[CountyPart]:
    """The counties' months as a city reads them; only looked at."""
    return _read(Workspace(read_city))


def _named(counties: dict[str, Path]) -> list[tuple[str, Path]]:
    return [(NAMES[county], path) for county, path in counties.items()]


def _read(city: Workspace) -> list[CountyPart]:
    return [read_part(city, county, PERIOD) for county in read_counties(city)]


@pytest.fixture(scope="session")
def run(make_city: Callable[..., Workspace], parts: list[CountyPart], ready_county: ReadyCounties) -> CityRun:
    """A published month of the three counties; only looked at."""
    city = Workspace(ready_county.made("city-run", lambda folder: run_quietly(make_city(folder))))
    return CityRun(PERIOD, city.outputs_dir / PERIOD, city_month(city, PERIOD, parts))


def run_quietly(city: Workspace, *, force: bool = False, notebook: Path | None = None) -> CityRun:
    """Run the city's month; with a notebook that says nothing unless another is given."""
    notebook = notebook or _saying_nothing(city.root / "笔记本")
    return run_city(city, PERIOD, progress=Progress(io.StringIO()), force=force, notebook=notebook, workers=1)


def written(city: Workspace) -> CityRun:
    """Give the city's month with its files as a run writes them, but for the analysis: in less than half the time."""
    counties = read_counties(city, PERIOD)
    whole = city_month(city, PERIOD, gather(city, PERIOD, counties, workers=1))
    (city.outputs_dir / PERIOD).mkdir(parents=True, exist_ok=True)
    write_outputs(whole, city.outputs_dir / PERIOD)
    return CityRun(PERIOD, city.outputs_dir / PERIOD, whole)


def _saying_nothing(folder: Path) -> Path:
    parameters = nbformat.v4.new_code_cell('period: str = ""', metadata={"tags": ["parameters"]})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = nbformat.v4.new_notebook(cells=[parameters], metadata={"kernelspec": kernel})
    for number, cell in enumerate(content.cells):
        cell.id = str(number)
    folder.mkdir(exist_ok=True)
    nbformat.write(content, folder / "analysis.ipynb")
    return folder / "analysis.ipynb"


def number(text: str) -> Decimal:
    return Decimal(text or 0)


def told(run: CityRun, figure: str, scope: str = "city") -> dict[str, str]:
    [row] = [r for r in read_rows(run.outputs / "figures.csv") if (r["figure"], r["scope"]) == (figure, scope)]
    return row
