"""Why a rate differs: how much comes from the mix of groups, and how much from the rate within each group."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from zzlib.explore.statistics import CONFIDENCE, difference_interval, z_of

Counts = Mapping[str, tuple[int, int]]
"""Group -> (converted, projects)."""

MATTERS = 0.25
"""An effect is named as a cause when it is beyond chance and at least this part of the larger of both totals."""


@dataclass(frozen=True)
class GroupEffect:
    """A group's part in the difference of two rates; all shares as fractions (0.01 is a percentage point).

    `low` and `high` bound the rate effect, with confidence shared over the groups (Bonferroni).
    """

    group: str
    before: tuple[int, int]
    now: tuple[int, int]
    mix: float
    rate: float
    low: float
    high: float

    @property
    def significant(self) -> bool:
        """Whether chance alone hardly gives such a rate effect."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Decomposition:
    """The difference of two rates, exactly the sum of `mix` and `rate` effects of the groups."""

    before: float
    now: float
    effects: tuple[GroupEffect, ...]
    mix_error: float

    @property
    def change(self) -> float:
        """The whole difference."""
        return self.now - self.before

    @property
    def mix(self) -> float:
        """What the changed weights of the groups bring."""
        return math.fsum(effect.mix for effect in self.effects)

    @property
    def rate(self) -> float:
        """What the changed rates within the groups bring."""
        return math.fsum(effect.rate for effect in self.effects)

    def mix_is_a_cause(self) -> bool:
        """Tell whether the mix effect is beyond chance and large enough to be named."""
        beyond = abs(self.mix) > z_of(CONFIDENCE) * self.mix_error
        return beyond and abs(self.mix) >= MATTERS * max(abs(self.change), abs(self.rate))

    def rate_causes(self) -> tuple[GroupEffect, ...]:
        """Give the groups whose own rate is a cause, the largest effect first."""
        least = MATTERS * max((abs(e.rate) for e in self.effects if e.significant), default=0.0)
        named = [effect for effect in self.effects if effect.significant and abs(effect.rate) >= least]
        return tuple(sorted(named, key=lambda effect: -abs(effect.rate)))


def decompose(before: Counts, now: Counts) -> Decomposition | None:
    """Split the difference of two overall rates exactly into effects of mix and of rate, by group.

    Kitagawa 1955 (JASA 50:1168): weight difference times mean rate, rate difference times mean weight, so that the
    interaction is shared evenly. Mean rates are taken from the mean of both overall rates, which changes no sum (weights
    add up to one on both sides) and makes a group's mix effect say whether it moved towards better or worse groups.
    A group that is absent on one side has no rate there: the other side's stands in, and its effect is mix alone.

    Returns `None` where one side has no projects.
    """
    all_before, all_now = (sum(n for _, n in counts.values()) for counts in (before, now))
    if not all_before or not all_now:
        return None
    overall = [sum(k for k, _ in before.values()) / all_before, sum(k for k, _ in now.values()) / all_now]
    middle = sum(overall) / 2
    groups = dict.fromkeys([*before, *now])
    confidence = 1 - (1 - CONFIDENCE) / max(1, len(groups))
    effects = []
    for group in groups:
        then, today = before.get(group, (0, 0)), now.get(group, (0, 0))
        weights = then[1] / all_before, today[1] / all_now
        rates = _rates(then, today)
        mean_weight = sum(weights) / 2
        low, high = difference_interval(today, then, confidence) if then[1] and today[1] else (0.0, 0.0)
        effects.append(
            GroupEffect(
                group,
                then,
                today,
                mix=(weights[1] - weights[0]) * (sum(rates) / 2 - middle),
                rate=(rates[1] - rates[0]) * mean_weight,
                low=low * mean_weight,
                high=high * mean_weight,
            )
        )
    return Decomposition(overall[0], overall[1], tuple(effects), _mix_error(effects, all_before, all_now))


def _rates(then: tuple[int, int], today: tuple[int, int]) -> tuple[float, float]:
    known = [k / n for k, n in (then, today) if n]
    return known[0], known[-1]


def _mix_error(effects: list[GroupEffect], all_before: int, all_now: int) -> float:
    """Give the standard error of the mix effect, weights drawn as from a multinomial on each side."""
    variance = 0.0
    for side, total in ((0, all_before), (1, all_now)):
        weights = [(e.before, e.now)[side][1] / total for e in effects]
        means = [sum(_rates(e.before, e.now)) / 2 for e in effects]
        mean = math.fsum(w * m for w, m in zip(weights, means, strict=True))
        variance += math.fsum(w * (m - mean) ** 2 for w, m in zip(weights, means, strict=True)) / total
    return math.sqrt(variance)
