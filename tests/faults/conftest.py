"""The counties that faults befall, made once; `ZZ_FAULTS=all` tries every event, else a few of each command."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.counties import make

EVERY = os.environ.get("ZZ_FAULTS") == "all"


@pytest.fixture(scope="session")
def _counties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if sys.platform != "linux":
        pytest.skip("processes are forked")
    return tmp_path_factory.mktemp("faults")


@pytest.fixture
def county(_counties: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Gives a fresh copy of a county with its desk, always in the same place."""

    def fresh(name: str) -> Path:
        place = tmp_path / "place"
        shutil.rmtree(place, ignore_errors=True)
        return Path(shutil.copytree(make(_counties, name), place))

    return fresh
