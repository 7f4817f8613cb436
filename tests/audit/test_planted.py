"""Slips of every kind in numbers that long documents prove are found: those that no reading of the words alone tells, too."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.audit.planted import KINDS, planted, shares_found

TEXTS = [
    re.sub(r"\{([^|{}]*)\|[^{}]*\}", r"\1", document["text"])
    for document in tomllib.loads(Path(__file__).with_name("long_texts.toml").read_text("utf-8"))["document"][:6]
]
LEAST = dict.fromkeys(("another base", "another number", "part left out"), 0.3)
"""Where the words call no list a whole and bind no number, nobody can tell such a slip."""


def test_every_slip_changes_one_place():
    slips = list(planted(TEXTS[0]))
    assert {slip.kind for slip in slips} == set(KINDS)
    assert all(slip.text != TEXTS[0] and slip.printed in slip.text for slip in slips)


@pytest.mark.slow
def test_slips_of_every_kind_are_found():
    told = shares_found(TEXTS, most=50)
    assert set(told) == set(KINDS)
    few = {
        kind: f"{wrong} of {tried}" for kind, (wrong, _, tried) in told.items() if wrong < LEAST.get(kind, 0.5) * tried
    }
    assert few == {}
    wrong, doubtful, tried = (sum(column) for column in zip(*told.values(), strict=True))
    assert wrong >= 0.6 * tried
    assert wrong + doubtful >= 0.7 * tried
