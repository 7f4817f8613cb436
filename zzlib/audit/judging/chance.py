"""How likely printed numbers are meant to belong together, and a slip of the pen beside an accident.

Both are weighed by what was counted in true texts: `likelihood.toml` holds the weight of each trait of a hypothesis
(a logistic regression of whether it holds, accidents set apart; `python -m tests.audit.rates` fits it), `chance.toml`
the bounds, and how often people make which slip.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from itertools import combinations, pairwise
from math import exp

from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import Quantity
from zzlib.data import DataModel, package_toml

_REMEMBERED = 20_000  # numbers of one long document


class SlipKind(StrEnum):
    """Slips of the pen, the least accidental first; the value is the Chinese word for it."""

    RECKONED = "算法用错"
    SWAPPED = "相邻两位数字颠倒"
    EXCHANGED = "两位数字互换"
    REPEATED = "重复的数字多写或少写一位"
    CHANGED = "写错一位数字"


class ChanceBounds(DataModel):
    """How likely a slip must be for one to accuse or doubt (`slip_`), and so a misprinted total or part (`parts_`), and what must speak for a slip whatever it is.

    A hypothesis less likely than about `unlikely` counts for little, a second one only from `second` on.
    """

    slip_wrong: float
    hundred_wrong: float
    slip_doubtful: float
    weight: float
    unlikely: float
    second: float
    least: float
    parts_wrong: float
    lacking_parts_wrong: float
    parts_doubtful: float


class ChanceParts(DataModel):
    """How far the parts of a total go; they prove it if meant as likely as `proved`; what is meant less likely than `least` is none, and what is misprinted less likely than `unlikely` speaks for no slip."""

    sentences: int
    most: int
    wholes: int
    least: float
    proved: float
    unlikely: float


class ChanceTotals(DataModel):
    """How likely rows of a table with such traits make another (`start`, `weights`), and how likely one number of them is `missed`, or a column of them goes `apart`; from which odds they are `shown` to be, how much likelier a `sister` that holds makes them, and how `near` a misprint makes them."""

    start: float
    missed: float
    apart: float
    shown: float
    sister: float
    wrong: float
    doubtful: float
    near: float
    weights: dict[str, float]

    def odds(self, traits: Iterable[str]) -> float:
        """Give the odds that rows with such traits make another."""
        return exp(self.start + sum(self.weights.get(trait, 0.0) for trait in traits))


class ChanceSettings(DataModel):
    """All of `chance.toml`: `slips` the share of each kind, `cues` the words that tell how a number was made, `each` those of an average, `others` bases of a change that are not one."""

    bounds: ChanceBounds
    parts: ChanceParts
    totals: ChanceTotals
    slips: dict[str, float]
    cues: list[str]
    each: tuple[str, ...]
    others: list[tuple[str, ...]]


class Likelihood(DataModel):
    """All of `likelihood.toml`: `crowding` how much oftener than evenly numbers of a kind meet, `weights` the weight of each trait."""

    start: float
    crowding: dict[str, float]
    weights: dict[str, float]

    def meant(self, traits: Iterable[str]) -> float:
        """Say how likely numbers with such traits are meant to belong together."""
        weight = self.start + sum(weight for weight in map(self.weights.get, traits) if weight)
        return min(_MOST, 1 / (1 + exp(-max(-_FARTHEST, weight))))

    def accident(self, kind: str, room: float) -> float:
        """Say how likely a number is met by accident, `room` being the part of its value that is a hit."""
        return max(_LEAST, min(0.5, self.crowding.get(kind, _EVEN) * room))


_MOST, _FARTHEST, _LEAST, _EVEN = 0.97, 30.0, 1e-9, 0.4


@cache
def chance_settings() -> ChanceSettings:
    """Give the bounds and how often people make which slip."""
    return ChanceSettings.model_validate(package_toml(__package__, "chance.toml"))


@cache
def likelihood() -> Likelihood:
    """Give what was measured in true texts."""
    return Likelihood.model_validate(package_toml(__package__, "likelihood.toml"))


def steps_reached(name: str, value: float, steps: Iterable[float]) -> Iterator[str]:
    """Name as traits each of the steps that a value reaches."""
    return (f"{name} {step}+" for step in steps if value >= step)


def slips_of(quantity: Quantity, kind: SlipKind) -> list[Fraction]:
    """Give what a number may have been before a slip of this kind: swapped 4.41 was 4.14."""
    return [steps * quantity.step for steps, such in slips_before(quantity).items() if such == kind]


def slips_before(quantity: Quantity) -> dict[int, SlipKind]:
    """Give in steps of its last digit what a number may have been before a slip, with the least accidental kind that tells it."""
    steps = quantity.value / quantity.step
    return _written_before(int(steps)) if steps.denominator == 1 and steps > 0 else {}


def chance_of(kind: SlipKind, quantity: Quantity) -> float:
    """Say how likely a misprinted number is so by one slip of a kind, out of all that it allows."""
    many = len(regex(r"\D|^[0.]+").sub("", quantity.number))
    ways = {
        SlipKind.RECKONED: 1,
        SlipKind.SWAPPED: many - 1,
        SlipKind.EXCHANGED: (many - 1) * (many - 2) / 2,
        SlipKind.REPEATED: many + 1,
        SlipKind.CHANGED: 9 * many,
    }[kind]
    return chance_settings().slips[kind.name.lower()] / max(1, ways)


@lru_cache(maxsize=_REMEMBERED)
def _written_before(number: int) -> dict[int, SlipKind]:
    digits = str(number)
    found: dict[int, SlipKind] = {}
    for kind in SlipKind:
        for text in _before_slip(digits, kind):
            if text[:1] not in ("", "0") and text != digits:
                found.setdefault(int(text), kind)
    return found


def _before_slip(digits: str, kind: SlipKind) -> Iterable[str]:
    places = range(len(digits))
    if kind in (SlipKind.SWAPPED, SlipKind.EXCHANGED):
        pairs = [pair for pair in combinations(places, 2) if (pair[1] - pair[0] == 1) == (kind == SlipKind.SWAPPED)]
        return [digits[:n] + digits[m] + digits[n + 1 : m] + digits[n] + digits[m + 1 :] for n, m in pairs]
    if kind == SlipKind.RECKONED:
        return []
    if kind == SlipKind.REPEATED:
        more = [digits[: n + 1] + digits[n:] for n in places]
        return more + [digits[:n] + digits[n + 1 :] for n, (one, other) in enumerate(pairwise(digits)) if one == other]
    return [digits[:n] + other + digits[n + 1 :] for n in places for other in "0123456789"]
