"""A sample of the round trips; `round_trips.py` makes them over hundreds of workbooks."""

from pathlib import Path

import pytest

from tests.exchange.round_trips import forms_trip, receipts_trip
from zzlib.synthetic import make_county


@pytest.mark.slow
def test_receipts_of_a_hard_county_with_faults_change_nothing_else(tmp_path: Path) -> None:
    make_county(tmp_path / "县", units=14, months=2, seed=5, mess="hard", faults=True)
    counts, wrong = receipts_trip(tmp_path / "县")
    assert wrong == []
    assert counts["annotated"] >= 7 and counts["marks"] > 0


@pytest.mark.slow
def test_forms_filled_with_what_returns_say_give_the_county_s_true_figures(tmp_path: Path) -> None:
    make_county(tmp_path / "县", units=14, months=2, seed=6, mess="ordinary", faults=False)
    counts, wrong = forms_trip(tmp_path / "县")
    assert wrong == []
    assert counts["filled"] >= 9 and counts["keys"] > 50
