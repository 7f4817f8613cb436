"""The demo county's May 2013, read once for all tests that only look at it."""

from pathlib import Path

import pytest

from zzlib.indicators import Month, load_month
from zzlib.workspace import Workspace


@pytest.fixture(scope="session")
def demo_month() -> Month:
    return load_month("2013-05", Workspace(Path(__file__).parents[2]))
