"""Exact partition of whole amounts: integer arithmetic only, so that parts always add up to their total."""

from collections.abc import Sequence

from zzlib.money import FEN_PER_UNIT

WAN = FEN_PER_UNIT["万元"]
TICK = 10_000
"""The finest step of made-up amounts in fen: 0.01万元, so that 万元 and 亿元 show them exactly."""


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Share `total` in proportion to `weights` by largest remainder; the parts add up to `total` exactly.

    Raises:
        ValueError: there is something to share and nobody (or only weight zero) to take it.
    """
    whole = sum(weights)
    if whole <= 0:
        if total:
            raise ValueError(f"{total} cannot be shared over the weights {list(weights)}")
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def split_fen(total: int, weights: Sequence[int]) -> list[int]:
    """Share fen in steps of `TICK`; `total` must be a multiple of it."""
    return [part * TICK for part in split(total // TICK, weights)]


def share(amount: int, numerator: int, denominator: int) -> int:
    """Give a part of an amount in fen, down to the step below (towards zero)."""
    sign = -1 if amount < 0 else 1
    return sign * (abs(amount) * numerator // denominator // TICK * TICK)
