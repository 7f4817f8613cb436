"""The compiled fractions of the auditor are those of the standard library: the rest of the program hands it these, and takes its own."""

import copy
import math
import numbers
import operator
import pickle
from decimal import Decimal
from fractions import Fraction as Standard

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zzlib.audit.numbers.fractions import Fraction

_FRACTIONS = st.fractions(max_denominator=10**6)
_TWO_SIDED = (operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod)
_COMPARED = (operator.eq, operator.lt, operator.le, operator.gt, operator.ge)


@given(_FRACTIONS, _FRACTIONS)
def test_reckons_alone_and_mixed_as_the_standard_ones(one: Standard, other: Standard) -> None:
    mixed = [(Fraction(one), Fraction(other)), (Fraction(one), other), (one, Fraction(other))]
    for reckon in (*(_TWO_SIDED if other else ()), *_COMPARED):
        told = reckon(one, other)
        assert all(reckon(*pair) == told and str(reckon(*pair)) == str(told) for pair in mixed)


@given(_FRACTIONS, st.integers(1, 10**6), st.floats(0.1, 1e6), st.decimals(0, 10**6, places=2))
def test_meets_other_numbers_as_the_standard_ones(one: Standard, whole: int, rough: float, printed: Decimal) -> None:
    mine = Fraction(one)
    for other in (whole, rough):
        for reckon in (*_TWO_SIDED, *_COMPARED):
            assert reckon(mine, other) == reckon(one, other)
    assert (mine == printed) == (one == printed)
    assert Fraction(printed) == Standard(printed) == Fraction(str(printed))


@given(_FRACTIONS)
def test_is_the_same_number_in_every_way_it_is_used(one: Standard) -> None:
    mine = Fraction(one)
    ways = (hash, str, repr, float, int, round, abs, bool, math.floor, math.ceil, math.trunc, operator.neg)
    assert all(way(mine) == way(one) for way in ways)
    assert {one: "found"}[mine] == "found"
    assert (mine.numerator, mine.denominator) == (one.numerator, one.denominator)
    assert mine.limit_denominator(1000) == one.limit_denominator(1000)
    assert pickle.loads(pickle.dumps(mine)) == copy.deepcopy(mine) == Standard(mine) == mine
    assert isinstance(mine, numbers.Rational)


@pytest.mark.parametrize("said", ["12.34", "-3", "1/3", " 7 ", "１２", "", "1,000", "nan"])
def test_reads_what_the_standard_ones_read(said: str) -> None:
    try:
        told = Standard(said)
    except ValueError:
        with pytest.raises(ValueError):
            Fraction(said)
    else:
        assert Fraction(said) == told


@pytest.mark.parametrize("digit", "0123456789")
def test_leaves_the_bytes_of_the_process_alone_when_it_reads_one_digit(digit: str) -> None:
    """Found by files in UTF-16 that could not be read any more after a document was audited."""
    assert Fraction(digit) == int(digit)
    assert bytes([0])[0] == 0


def test_divides_by_no_nought() -> None:
    with pytest.raises(ZeroDivisionError):
        Fraction(1) / 0
