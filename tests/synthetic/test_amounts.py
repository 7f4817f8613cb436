"""Parts of a partition always make the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zzlib.synthetic.amounts import TICK, split, split_fen


@given(st.integers(0, 10**12), st.lists(st.integers(0, 500), min_size=1, max_size=40).filter(any))
def test_parts_add_up_and_follow_their_weights(total: int, weights: list[int]) -> None:
    parts = split(total, weights)

    assert sum(parts) == total
    assert all(
        abs(part * sum(weights) - total * weight) < sum(weights) for part, weight in zip(parts, weights, strict=True)
    )


def test_amounts_come_in_whole_steps() -> None:
    assert split_fen(10 * TICK, [1, 1, 1]) == [4 * TICK, 3 * TICK, 3 * TICK]


def test_money_without_takers_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be shared"):
        split(1, [])
