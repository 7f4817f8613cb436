"""The regression behind likelihood.toml: what weight each trait has, so that what was seen is likeliest."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_STEPS, _PACE = 120, 0.075
_NEVER = 1e-9
_LEAST = 0.08  # a smaller weight is left out
_SURELY = 2.5  # what has such odds (logarithm) to be a slip in a true text is one: originals hold slips, too


@dataclass(frozen=True)
class Row:
    """What was seen once: its traits, whether it was so, how likely by accident, and how sure that is."""

    traits: tuple[str, ...]
    is_so: bool
    accident: float = 0.0
    sure: float = 1.0


@dataclass(frozen=True)
class Regularisation:
    """From how many sightings on a trait counts, how strongly its weight is drawn to nothing."""

    seen: int
    drawn: float


def fitted(rows: Sequence[Row], start: str, known: Regularisation) -> dict[str, float]:
    """Give the weights, with that of all rows as `start`, that make what was seen likeliest, by Adam's gradient descent."""
    seen = Counter(trait for row in rows for trait in set(row.traits))
    names = [trait for trait, times in seen.items() if times >= known.seen and trait != start]
    index = {trait: n for n, trait in enumerate(names)}
    columns = [[index[trait] for trait in set(row.traits) if trait in index] for row in rows]
    at = np.repeat(np.arange(len(columns)), [len(c) for c in columns])
    flat = np.array([n for c in columns for n in c], dtype=np.int32)
    is_so, sure = np.array([row.is_so for row in rows]), np.array([row.sure for row in rows])
    accident = np.array([max(_NEVER, row.accident) for row in rows])
    weights = np.zeros(len(names) + 1)
    weights[-1] = -3.0
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        meant = 1 / (1 + np.exp(-np.bincount(at, weights=weights[flat], minlength=len(rows)) - weights[-1]))
        likely = np.maximum(meant + (1 - meant) * accident, _NEVER)
        slope = (
            np.where(is_so, -(1 - accident) / likely, 1 / np.maximum(1 - meant, _NEVER)) * meant * (1 - meant) * sure
        )
        gradient = np.append(np.bincount(flat, weights=slope[at], minlength=len(names)), slope.sum())
        gradient[:-1] += known.drawn * weights[:-1]
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        weights -= _PACE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    kept = {name: round(float(w), 2) for name, w in zip(names, weights[:-1], strict=True) if abs(w) >= _LEAST}
    return {start: round(float(weights[-1]), 3), **kept}


def fitted_to_spoilt(rows: Sequence[Row], start: str, known: Regularisation) -> dict[str, float]:
    """Give the weights of what tells slips: fitted once, and again without what is surely a slip of an original."""
    weights = fitted(rows, start, known)
    kept = [row for row in rows if row.is_so or sum(weights.get(t, 0.0) for t in row.traits) < _SURELY]
    return fitted(kept, start, known)
