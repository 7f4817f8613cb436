"""Two forecasts of a year's money, each with an interval: from last year's monthly shape, and from the pipeline."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zzlib.explore.statistics import Ratio, ratio_estimate, wilson_interval, z_of

CONFIDENCE = 0.80
"""Of forecasts: four in five years should end within."""

STEPS = 5
"""Steps of a project: declared, applied, won, allotted, received (`zzlib.explore.data.STEPS`)."""


@dataclass(frozen=True)
class Forecast:
    """Money at the forecast month in fen, with its interval."""

    value: float
    low: float
    high: float


def shape_factor(now: Mapping[str, int], then: Mapping[str, int]) -> Ratio | None:
    """Give by how much units' money of last year grew between two months: the ratio of sums and its standard error.

    `now` and `then` are last year's amounts by unit in the present month and in the month to forecast; only units in
    both count. `None` where last year has nothing.
    """
    return ratio_estimate([(then[unit], amount) for unit, amount in now.items() if unit in then])


def shape_forecast(received: int, factor: Ratio, past_error: float = 0.0) -> Forecast:
    """Forecast by last year's shape: received so far times the factor.

    The interval is the factor's own error (units differ; of one unit alone it can't be told), widened by what
    back-testing showed.
    """
    value = received * factor.value
    half = z_of(CONFIDENCE) * received * (factor.error if math.isfinite(factor.error) else 0.0)
    return widened(Forecast(value, value - half, value + half), past_error, received)


@dataclass(frozen=True)
class Flow:
    """How projects moved from one month to the next, over all pairs of months on record up to some month.

    `stood[s]` projects stood at step s; a month later `moved[s][t]` of them stood at the later step t. `arrived` of
    `outstanding` fen of projects that had begun to receive came within a month.
    """

    stood: tuple[int, ...]
    moved: tuple[tuple[int, ...], ...]
    arrived: int
    outstanding: int

    def rates(self, speed: float) -> list[tuple[float, float, float]]:
        """Give for each step the monthly rate of leaving it and its Wilson bounds, times `speed`, at most 1."""
        found = []
        for stood, moved in zip(self.stood, map(sum, self.moved), strict=True):
            low, high = wilson_interval(moved, stood, CONFIDENCE) if stood else (0.0, 0.0)
            found.append((min(1.0, speed * moved / max(1, stood)), min(1.0, speed * low), min(1.0, speed * high)))
        return found

    @property
    def trickle(self) -> float:
        """The monthly share of the outstanding money of projects that have begun to receive."""
        return min(1.0, max(0.0, self.arrived / self.outstanding)) if self.outstanding > 0 else 0.0

    def arrival(self, start: int, goal: int, months: int, speed: float = 1.0, side: int = 0) -> float:
        """Give the chance that a project at a step is at the goal or beyond after some months.

        `side` takes the rates themselves (0) or their lower (1) or upper bounds (2).
        """
        rates, at = self.rates(speed), [0.0] * STEPS
        at[start] = 1.0
        for _ in range(months):
            for step in range(goal - 1, -1, -1):
                leaves, counts = at[step] * rates[step][side], self.moved[step]
                at[step] -= leaves
                for later, count in enumerate(counts):
                    at[later] += leaves * count / max(1, sum(counts))
        return math.fsum(at[goal:])


@dataclass(frozen=True)
class Pipeline:
    """What is under way in a month, by step: projects, the fen they may still bring, and the sum of squares of these."""

    projects: tuple[int, ...]
    amounts: tuple[float, ...]
    squares: tuple[float, ...]


def pipeline_forecast(
    received: int, pipeline: Pipeline, flow: Flow, months: int, goal: int, speed: float = 1.0, added: float = 0.0
) -> Forecast:
    """Forecast by the pipeline: what is there, what the projects under way bring in `months`, and `added` each month.

    Projects move between steps as a discrete-time Markov chain with constant rates estimated by counts (Anderson &
    Goodman 1957, Annals of Mathematical Statistics 28:89); at step `goal` a project's money comes, and of projects that
    are there already the rest trickles in. The interval adds by squares the spread of chance (each project comes or
    doesn't) and that of the rates (all at their Wilson bounds).
    """
    amounts, before = pipeline.amounts, range(goal)
    middle, low, high = ([flow.arrival(step, goal, months, speed, side) for step in before] for side in (0, 1, 2))
    trickle = 1 - (1 - min(1.0, flow.trickle * speed)) ** months
    expected = math.fsum(middle[step] * amounts[step] for step in before)
    value = received + added * months + math.fsum(amounts[goal:]) * trickle + expected
    chance = math.fsum(middle[step] * (1 - middle[step]) * pipeline.squares[step] for step in before)
    spread = z_of(CONFIDENCE) * math.sqrt(max(0.0, chance))
    down, up = (
        math.hypot(spread, math.fsum((side[step] - middle[step]) * amounts[step] for step in before))
        for side in (low, high)
    )
    return Forecast(value, value - down, value + up)


def widened(forecast: Forecast, past_error: float, received: float) -> Forecast:
    """Add the relative error that back-testing showed to an interval, by squares; its lower end is not below what is there."""
    more = z_of(CONFIDENCE) * forecast.value * past_error
    low = forecast.value - math.hypot(forecast.value - forecast.low, more)
    high = forecast.value + math.hypot(forecast.high - forecast.value, more)
    return Forecast(forecast.value, min(forecast.value, max(low, received)), high)


def relative_error(forecasts: Sequence[tuple[float, float]]) -> float:
    """Give the root of the mean square of relative errors over pairs (forecast, actual); 0 without pairs."""
    errors = [(forecast - actual) / actual for forecast, actual in forecasts if actual > 0]
    return math.sqrt(math.fsum(error * error for error in errors) / len(errors)) if errors else 0.0
