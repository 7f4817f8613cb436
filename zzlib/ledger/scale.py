"""When two amounts are not of one size, and what the amounts of a return usually are."""

from collections.abc import Iterable
from statistics import median_low
from typing import Any

SUSPECT_FACTOR = 1000
"""From this factor on a change within a month, or an amount against the project's own total, is a likely slip of units.

A slip between 元 and 万元 is a factor of 10,000; one of a thousands separator 1,000.
"""

TOO_SMALL = 100_000
"""Fen: amounts of which half are below 1,000元 are 万元 that were taken for 元."""


def out_of_scale(one: Any, other: Any, factor: int = SUSPECT_FACTOR) -> bool:
    """Tell whether one of two amounts is `factor` times the other; nothing (0) and no amount have no scale."""
    if not isinstance(one, int) or not isinstance(other, int) or not one or not other:
        return False
    return max(abs(one), abs(other)) >= factor * min(abs(one), abs(other))


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
