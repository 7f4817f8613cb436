"""Intervals and limits against published examples and exact counts."""

import math

import pytest

from zzlib.explore.decomposition import decompose
from zzlib.explore.statistics import (
    binomial_limits,
    cumulated_shares,
    difference_interval,
    lorenz,
    median_of,
    wilson_interval,
)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_wilson_interval_is_the_published_one(successes, trials, low, high):
    assert wilson_interval(successes, trials) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_without_trials_nothing_is_known():
    assert wilson_interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17:873, table II, method 10
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090), ((10, 10), (0, 20), 0.6791, 1.0)],
)
def test_the_interval_of_a_difference_is_the_published_one(now, before, low, high):
    assert difference_interval(now, before) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@pytest.mark.parametrize("trials", [5, 20, 100])
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_control_limits_hold_as_much_as_they_say(trials, confidence):
    low, high = binomial_limits(trials, 0.3, confidence)
    inside = sum(
        math.comb(trials, k) * 0.3**k * 0.7 ** (trials - k) for k in range(trials + 1) if low <= k / trials <= high
    )
    assert 0.9 * confidence <= inside <= 1
    assert low < 0.3 < high


def test_a_unit_with_two_projects_is_never_outside():
    low, high = binomial_limits(2, 0.23, 0.998)
    assert low == 0.0
    assert high >= 0.95


def test_the_lorenz_curve_runs_from_nothing_to_all():
    points = lorenz([30, 0, 10, -5])
    assert points == [(0, 0), (0.25, 0), (0.5, 0), (0.75, 0.25), (1, 1)]


@pytest.mark.parametrize(("counts", "median"), [((3,), 1), ((1, 1), 1.5), ((1, 0, 2), 3)])
def test_the_median_of_counts_is_that_of_what_is_counted(counts, median):
    assert median_of(counts) == median


def test_shares_are_cumulated_in_order_and_there_are_none_of_nothing():
    assert cumulated_shares([30, 10]) == [(0.75, 0.75), (0.25, 1.0)]
    assert cumulated_shares([0, 0]) == [(None, None), (None, None)]


def test_effects_add_up_exactly_also_where_a_group_comes_or_goes():
    before, now = {"a": (8, 10), "b": (2, 20), "gone": (1, 4)}, {"a": (5, 10), "b": (9, 40), "new": (6, 6)}
    found = decompose(before, now)
    assert found is not None
    assert found.mix + found.rate == pytest.approx(20 / 56 - 11 / 34, abs=1e-12)
    by_group = {effect.group: effect for effect in found.effects}
    assert by_group["gone"].rate == by_group["new"].rate == 0
    assert by_group["new"].mix > 0


def test_without_projects_on_one_side_there_is_nothing_to_split():
    assert decompose({}, {"a": (1, 2)}) is None
