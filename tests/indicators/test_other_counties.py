"""Counties from other seeds give figures, units and planted faults equal to the truth that they carry."""

import math
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.indicators.comparing import differences, false_alarms, missed_faults
from tests.sampling import EVERY
from zzlib.indicators import load_month
from zzlib.synthetic import make_county
from zzlib.workspace import Workspace

MESSES = ("none", "ordinary", "hard")
SEEDS = range(12 if EVERY else 11)


def first(count: int, every: Iterable[object]) -> list[object]:
    """Of examples that cost seconds each the first run every day, the others with all tests."""
    return [pytest.param(example, marks=[pytest.mark.slow] if at >= count else []) for at, example in enumerate(every)]


@pytest.mark.parametrize(
    "mess",
    first(2, ["zip_gbk", "docx", "sections_nested", "zip", "ods", "cards", "sheets_by_kind", "number_format"]),
)
def test_a_county_whose_returns_all_have_one_mess_equals_its_truth(mess: str, tmp_path: Path) -> None:
    make_county(tmp_path / "县", units=8, months=2, seed=4, mess="none", messes=[mess])
    month, truth = load_month("2013-02", Workspace(tmp_path / "县")), tmp_path / "县" / "truth" / "2013-02"
    assert differences(month, truth) == []
    assert false_alarms(month, truth) == []


def size(seed: int) -> dict[str, int]:
    return {"units": (5, 12, 20, 30)[seed % 4], "months": 1 + seed * 5 % 8}


@pytest.mark.parametrize("seed", first(4, sorted(SEEDS, key=lambda seed: math.prod(size(seed).values()))))
def test_a_county_equals_its_truth(seed: int, tmp_path: Path) -> None:
    make_county(tmp_path / "县", **size(seed), seed=seed, mess=MESSES[seed % 3], faults=seed % 2 == 1)
    period = f"2013-{size(seed)['months']:02d}"
    month, truth = load_month(period, Workspace(tmp_path / "县")), tmp_path / "县" / "truth" / period
    assert differences(month, truth) == []
    assert missed_faults(month, truth) == []
    assert false_alarms(month, truth) == []
