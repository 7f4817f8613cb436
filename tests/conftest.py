"""Fixtures that every room's tests may use."""

import gc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import hypothesis
import pytest

from tests.ready import ReadyCounties
from tests.small_county import SmallCounty

# Hypothesis times what it tries (200 ms an example, and its own making of examples); a busy machine is no defect.
hypothesis.settings.register_profile("zzlib", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("zzlib")

# Each look for garbage goes through thousands of tests and the modules of a dozen packages: up to a fifth of the time of tests that compute.
gc.set_threshold(20_000, 20, 20)

_LONG = {"slow", "browser", "office", "spark"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long: a worker gets one file after the other, and short ones fill up the end."""
    long = {
        item.path
        for item in items
        if item.path.suffix == ".ipynb" or any(item.get_closest_marker(mark) for mark in _LONG)
    }
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def session_folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder that all workers of a session share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session", autouse=True)
def _fonts_are_listed_once(session_folder: Path) -> Iterator[None]:
    """Let all programs that tests start find matplotlib's list of fonts: a run in a new county makes its own."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MPLCONFIGDIR", str(session_folder / "matplotlib"))
        yield


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    return SmallCounty(tmp_path / "县")


@pytest.fixture(scope="session")
def ready_county(session_folder: Path) -> Iterator[ReadyCounties]:
    """Made-up counties, once a session: `ready_county(units=4, months=2, seed=3, mess="none")` is only looked at."""
    counties = ReadyCounties(session_folder / "counties")
    yield counties
    assert counties.changed() == [], "a test changed a county that others look at; take a copy (own=…)"


@pytest.fixture
def copied(ready_county: ReadyCounties, tmp_path: Path) -> Callable[..., SmallCounty]:
    """A county that many tests begin with, as one's own: `copied(make, "2013-05")` (`ReadyCounties.copied`)."""
    return partial(ready_county.copied, tmp_path / "县")
