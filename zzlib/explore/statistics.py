"""Intervals and limits that only views need; each formula with its source. Plain numbers in, plain numbers out."""

import math
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from statistics import NormalDist, median

CONFIDENCE = 0.95
"""Of every interval that a view shows, unless it says otherwise."""


def z_of(confidence: float) -> float:
    """Give the two-sided standard normal quantile: 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson_interval(successes: int, trials: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Give the score interval of a proportion (Wilson 1927, JASA 22:209); (0, 1) where nothing was tried."""
    if trials <= 0:
        return 0.0, 1.0
    z = z_of(confidence)
    share, spread = successes / trials, z * z / trials
    centre = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / trials + spread / (4 * trials))
    # Its ends are exact at none and at all: floats must not say otherwise.
    low = 0.0 if successes <= 0 else max(0.0, centre - half)
    return low, 1.0 if successes >= trials else min(1.0, centre + half)


def difference_interval(
    now: tuple[int, int], before: tuple[int, int], confidence: float = CONFIDENCE
) -> tuple[float, float]:
    """Give the interval of a difference of two proportions, each (successes, trials).

    Newcombe 1998 (Statistics in Medicine 17:873), method 10: the two Wilson intervals combined by squares.
    """
    share_now, share_before = (k / n if n else 0.0 for k, n in (now, before))
    (low_now, high_now), (low_before, high_before) = (wilson_interval(*x, confidence) for x in (now, before))
    difference = share_now - share_before
    below = math.hypot(share_now - low_now, high_before - share_before)
    above = math.hypot(high_now - share_now, share_before - low_before)
    return difference - below, difference + above


@cache
def binomial_limits(trials: int, share: float, confidence: float) -> tuple[float, float]:
    """Give the control limits of a funnel plot for a unit with `trials` cases where the whole has `share`.

    Spiegelhalter 2005 (Statistics in Medicine 24:1185), appendix A.1.1: exact binomial limits, interpolated between
    whole numbers of cases so that they run smoothly.
    """
    tail = (1 - confidence) / 2
    return _limit(trials, share, tail), _limit(trials, share, 1 - tail)


def _limit(trials: int, share: float, probability: float) -> float:
    if trials <= 0 or not 0 < share < 1:
        return share
    below, cumulated = 0.0, 0.0
    for cases in range(trials + 1):
        below, cumulated = cumulated, cumulated + _binomial(cases, trials, share)
        if cumulated >= probability:
            part = (cumulated - probability) / (cumulated - below)
            return min(1.0, max(0.0, (cases - part) / trials))
    return 1.0


def _binomial(cases: int, trials: int, share: float) -> float:
    ways = math.lgamma(trials + 1) - math.lgamma(cases + 1) - math.lgamma(trials - cases + 1)
    return math.exp(ways + cases * math.log(share) + (trials - cases) * math.log1p(-share))


def lorenz(amounts: Sequence[int]) -> list[tuple[float, float]]:
    """Give the points (share of units, share of the amount) of the Lorenz curve, smallest first (Lorenz 1905).

    Amounts below zero count as zero, as in `funds_gini`; the last point is (1, 1), or the diagonal where there is nothing.
    """
    ordered = sorted(max(0, amount) for amount in amounts)
    total, count, cumulated = sum(ordered), len(ordered), 0
    points = [(0.0, 0.0)]
    for number, amount in enumerate(ordered, start=1):
        cumulated += amount
        points.append((number / count, cumulated / total if total else number / count))
    return points


def median_of(counts: Sequence[int]) -> float:
    """Give the median of whole numbers from 1 on, of which each is there so many times."""
    return float(median([number for number, count in enumerate(counts, start=1) for _ in range(count)]))


def cumulated_shares(amounts: Sequence[int]) -> list[tuple[float | None, float | None]]:
    """Give each amount's share of all, and that of it with those before it; `None` where there is nothing to share."""
    total = sum(amounts)
    if total <= 0:
        return [(None, None)] * len(amounts)
    return [(amount / total, upto / total) for amount, upto in zip(amounts, accumulate(amounts), strict=True)]
