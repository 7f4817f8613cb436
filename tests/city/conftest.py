"""A city of three made-up counties, whose truth is computed from the plan by the generator, added up here."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.ready import ReadyCounties
from zzlib.city.beginning import begin_city
from zzlib.city.running import CityRun, run_city
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
def make_city(counties: dict[str, Path]) -> Callable[..., Workspace]:
    """Give a city's workspace in a folder, of these counties and others: `make_city(folder, 丁县=path)`."""

    def make(folder: Path, **others: Path) -> Workspace:
        own = [(NAMES[county], path) for county, path in counties.items()]
        begin_city(folder, "云岭市", [*own, *others.items()])
        return Workspace(folder)

    return make


@pytest.fixture(scope="session")
def run(make_city: Callable[..., Workspace], tmp_path_factory: pytest.TempPathFactory) -> CityRun:
    """A published month of the three counties; only looked at."""
    return run_quietly(make_city(tmp_path_factory.mktemp("city") / "市"))


def run_quietly(city: Workspace, *, force: bool = False) -> CityRun:
    class Quiet(Progress):
        def _write(self, text: str) -> None:
            pass

    return run_city(city, PERIOD, progress=Quiet(None), force=force)  # type: ignore[arg-type]


def number(text: str) -> Decimal:
    return Decimal(text or 0)
