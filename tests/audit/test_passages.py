"""Made passages of many fields, each once right and once with a slip: who is accused, and what is found, by kind."""

from collections import Counter

import pytest

from tests.audit.passages import found, is_found, pairs


@pytest.fixture(scope="module")
def drawn():
    return list(pairs(seed=7))


def test_no_innocent_passage_is_accused_or_doubted(drawn):
    told = [(good.text, claim.message) for good, _ in drawn for claim in [*found(good), *found(good, "doubtful")]]
    assert told == []


def test_a_slip_is_found(drawn):
    all_, right = Counter(bad.kind for _, bad in drawn), Counter(bad.kind for _, bad in drawn if is_found(bad))
    told = Counter(bad.kind for _, bad in drawn if is_found(bad) or found(bad, "doubtful"))
    asked = sum(bool(found(bad, "doubtful")) for _, bad in drawn if not is_found(bad))
    assert len(drawn) >= 150
    assert sum(right.values()) / len(drawn) >= 0.85
    assert (sum(right.values()) + asked) / len(drawn) >= 0.93
    assert {kind for kind in all_ if told[kind] * 2 < all_[kind]} == set()
