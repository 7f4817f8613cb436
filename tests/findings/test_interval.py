from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zzlib.findings.interval import wilson_interval


@pytest.mark.parametrize(
    ("cases", "total", "low", "high"),
    [(36, 303, "0.0871", "0.1601"), (0, 10, "0.0000", "0.2775"), (10, 10, "0.7225", "1.0000"), (5, 10, "0.2366", "0.7634")],
)  # fmt: skip
def test_known_intervals(cases, total, low, high):
    assert [f"{edge:.4f}" for edge in wilson_interval(cases, total)] == [low, high]


@given(st.integers(1, 10_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_rate_lies_within_and_the_interval_within_zero_and_one(rate):
    cases, total = rate
    low, high = wilson_interval(cases, total)
    assert 0 <= low <= Decimal(cases) / total <= high <= 1


def test_no_rate_without_cases():
    with pytest.raises(ValueError, match="no rate"):
        wilson_interval(1, 0)
