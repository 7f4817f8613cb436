"""Fixtures that every room's tests may use."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.ready import ReadyCounties
from tests.small_county import SmallCounty

# Hypothesis times what it tries (200 ms an example, and its own making of examples); a busy machine is no defect.
hypothesis.settings.register_profile("zzlib", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("zzlib")


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    return SmallCounty(tmp_path / "县")


@pytest.fixture(scope="session")
def ready_county(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[ReadyCounties]:
    """Made-up counties, once a session: `ready_county(units=4, months=2, seed=3, mess="none")` is only looked at."""
    own = tmp_path_factory.getbasetemp()
    counties = ReadyCounties((own.parent if hasattr(request.config, "workerinput") else own) / "counties")
    yield counties
    assert counties.changed() == [], "a test changed a county that others look at; take a copy (own=…)"
