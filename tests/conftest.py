"""Fixtures that every room's tests may use."""

from pathlib import Path

import pytest

from tests.small_county import SmallCounty


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    return SmallCounty(tmp_path / "县")
