"""Fixtures that every room's tests may use."""

from pathlib import Path

import hypothesis
import pytest

from tests.small_county import SmallCounty

# Hypothesis times what it tries (200 ms an example, and its own making of examples); a busy machine is no defect.
hypothesis.settings.register_profile("zzlib", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("zzlib")


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    return SmallCounty(tmp_path / "县")
