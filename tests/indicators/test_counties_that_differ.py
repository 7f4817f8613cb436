"""Counties that differ give figures and units equal to the truth that they carry, and nothing normal there is an alarm."""

from pathlib import Path

import pytest

from tests.indicators.comparing import differences, false_alarms, missed_faults
from tests.synthetic.shapes import COUNTIES, differing_county
from zzlib.indicators import load_month
from zzlib.workspace import Workspace


@pytest.mark.parametrize("name", COUNTIES)
def test_a_county_that_differs_equals_its_truth(name: str, tmp_path: Path) -> None:
    period = differing_county(name, tmp_path / "县")
    month, truth = load_month(period, Workspace(tmp_path / "县")), tmp_path / "县" / "truth" / period
    assert differences(month, truth) == []
    assert missed_faults(month, truth) == []
    assert false_alarms(month, truth) == []
