"""What the amounts of a return usually are."""

from collections.abc import Iterable
from statistics import median_low

TOO_SMALL = 100_000
"""Fen: amounts of which half are below 1,000元 are 万元 that were taken for 元."""


def usual(amounts: Iterable[int]) -> int:
    """Give the amount in the middle, the lower of two; 0 without amounts."""
    amounts = list(amounts)
    return median_low(amounts) if amounts else 0


def cluster_top(amounts: Iterable[int], gap: int) -> int:
    """Give the largest amount that is reached from the usual one upwards without a step of more than `gap` times."""
    ordered = sorted(amounts)
    top = usual(ordered)
    for amount in ordered:
        if top < amount <= gap * top:
            top = amount
    return top
