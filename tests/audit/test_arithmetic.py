"""Verdicts: the kindest that holds, in exact arithmetic."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zzlib.audit.numbers.arithmetic import DIFFERENCE, GROWTH, SHARE, Printed, judge, round_half_up, total_of


def printed(text: str, *, exact: bool = False) -> Printed:
    decimals = len(text.partition(".")[2])
    return Printed(Fraction(text), Fraction(1, 10**decimals), exact)


@pytest.mark.parametrize(
    ("part", "whole", "stated", "verdict"),
    [
        ("36", "303", "11.9", "ok"),
        ("2650", "4000", "66.3", "ok"),  # 66.25 is rounded up
        ("2.9259", "4.12", "70.9", "reachable"),
        ("2.9259", "4.12", "71.0", "ok"),
        ("2.9259", "4.12", "72.0", "wrong"),
    ],
)
def test_shares(part, whole, stated, verdict):
    assert judge(SHARE, [printed(part), printed(whole)], printed(stated))[0] == verdict


@pytest.mark.parametrize(("stated", "verdict"), [("66.7", "ok"), ("66.6", "truncated"), ("66.5", "wrong")])
def test_counts_are_exact(stated, verdict):
    assert judge(SHARE, [printed("2", exact=True), printed("3", exact=True)], printed(stated))[0] == verdict


def test_nothing_is_said_of_a_division_by_zero():
    assert judge(GROWTH, [printed("5"), printed("0", exact=True)], printed("10.0"))[0] == "unverifiable"


def test_halves_are_rounded_away_from_zero():
    assert round_half_up(Fraction(-5, 2), Fraction(1)) == -3


amounts = st.integers(1, 10**7).map(lambda n: Fraction(n, 1000))


@given(amounts, amounts, st.integers(0, 3), st.integers(0, 3), st.integers(0, 2))
def test_what_was_rounded_from_the_truth_is_never_wrong(part, whole, d1, d2, d3):
    def shown(value: Fraction, digits: int) -> Printed:
        step = Fraction(1, 10**digits)
        return Printed(round_half_up(value, step), step)

    operands = [shown(part, d1), shown(whole, d2)]
    for formula in (SHARE, DIFFERENCE, total_of(2)):
        result = shown(formula.compute(part, whole), d3)
        assert judge(formula, operands, result)[0] in ("ok", "reachable", "truncated", "unverifiable")
