"""The counties that faults befall, made once."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.faults.counties import make


@pytest.fixture(scope="session")
def _counties(session_folder: Path) -> Path:
    if sys.platform != "linux":
        pytest.skip("processes are forked")
    (session_folder / "faults").mkdir(exist_ok=True)
    return session_folder / "faults"


@pytest.fixture
def county(_counties: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Gives a fresh copy of a county with its desk, always in the same place."""

    def fresh(name: str) -> Path:
        place = tmp_path / "place"
        shutil.rmtree(place, ignore_errors=True)
        with FileLock(_counties / ".lock"):
            made = make(_counties, name)
        return Path(shutil.copytree(made, place))

    return fresh
