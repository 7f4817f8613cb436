"""The demo county's five months of records: items stand as their stories mean."""

import csv
from pathlib import Path

import pytest

from zzlib.dispatch import dispatch_of
from zzlib.indicators import measured
from zzlib.ledger import open_ledger
from zzlib.workspace import Workspace

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2013-01", "2013-02", "2013-03", "2013-04", "2013-05"])
def test_items_stand_as_their_stories_mean(period: str) -> None:
    ledger = open_ledger(Workspace(ROOT), period)
    found = dispatch_of(ledger, measured(ledger))
    truth = (ROOT / "tests" / "synthetic" / "truth" / period / "items.csv").read_text(encoding="utf-8-sig")
    told = {row["item"]: row["state"] for row in csv.DictReader(truth.splitlines())}
    assert told
    assert {item.id: item.state.value for item in found.items if item.id in told} == told
    assert found.unmatched == ()
