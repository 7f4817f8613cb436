"""How likely a slip that makes a relation hold is by accident, and which accusations the whole document can bear.

Of a relation that doesn't hold as printed each natural slip of each of its figures is tried. The chance that one makes
it hold although nothing of the kind was meant is about the number of such slips over the number of values that the
result can have (its printed steps). What is accused is bounded by what accidents the whole document would give.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from zzlib.audit.quantities import Quantity
from zzlib.audit.reading import Mention
from zzlib.data import DataModel, package_toml

_REMEMBERED = 20_000  # numbers of one long document


class SlipKind(StrEnum):
    """Slips of the pen, the least accidental first; the value is the Chinese word for it."""

    SWAPPED = "相邻两位数字颠倒"
    EXCHANGED = "两位数字颠倒"
    REPEATED = "重复的数字多写或少写一位"
    CHANGED = "写错一位数字"


class ChanceBounds(DataModel):
    """Expected accidents in a document below which one accuses or doubts; how much more often than evenly numbers meet."""

    wrong: float
    doubtful: float
    crowding: float


class ChanceWeights(DataModel):
    """How likely a relation is not meant in spite of the words and of the layout that tell it."""

    bare: float
    led: float
    said_share: float
    sibling: float
    same_rate: float
    adjacent: float
    elsewhere: float
    meant: float
    parts: dict[str, float]


class ChanceReach(DataModel):
    """How far the figures of a relation are looked for."""

    parts: int
    sentences: int
    wholes: int


class ChanceSettings(DataModel):
    """All of `chance.toml`."""

    bounds: ChanceBounds
    weights: ChanceWeights
    reach: ChanceReach


@cache
def chance_settings() -> ChanceSettings:
    """Give the bounds, weights and reach of the judge."""
    return ChanceSettings.model_validate(package_toml(__package__, "chance.toml"))


@dataclass(frozen=True)
class TriedRelation:
    """A relation that may be meant and doesn't hold: its figures, the result first, and a test of another value for that at a place.

    `room` is how many values the result can have at the precision that the relation fixes; `weight` how likely it is
    not meant.
    """

    kind: str
    figures: tuple[Mention, ...]
    holds: Callable[[int, Fraction], bool]
    room: Fraction
    weight: float

    @cached_property
    def levels(self) -> list[tuple[SlipKind, float]]:
        """For each kind of slip how likely one of it or of a less accidental kind makes the relation hold by accident."""
        tried, found = 0, []
        for kind in SlipKind:
            tried += sum(len(_steps_before(figure.quantity, kind)) for figure in self.figures)
            chance = chance_settings().bounds.crowding * tried / float(self.room) * self.weight
            found.append((kind, chance))
        return found


@dataclass(frozen=True)
class SlipFound:
    """One slip of one figure that makes a relation hold, and how likely that is by accident."""

    relation: TriedRelation
    figure: Mention
    right: Fraction
    kind: SlipKind
    chance: float


def slips_of(quantity: Quantity, kind: SlipKind) -> list[Fraction]:
    """Give what a number may have been before a slip of this kind: swapped 4.41 was 4.14."""
    return [steps * quantity.step for steps in _steps_before(quantity, kind)]


def _steps_before(quantity: Quantity, kind: SlipKind) -> frozenset[int]:
    steps = quantity.value / quantity.step
    return _written_before(int(steps), kind) if steps.denominator == 1 and steps > 0 else frozenset()


@lru_cache(maxsize=_REMEMBERED)
def _written_before(number: int, kind: SlipKind) -> frozenset[int]:
    digits = str(number)
    return frozenset(int(text) for text in _before_slip(digits, kind) if text[:1] not in ("", "0") and text != digits)


def _before_slip(digits: str, kind: SlipKind) -> Iterable[str]:
    places = range(len(digits))
    if kind == SlipKind.SWAPPED:
        return [digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in places[:-1]]
    if kind == SlipKind.EXCHANGED:
        pairs = [(n, m) for n in places for m in places[n + 2 :]]
        return [digits[:n] + digits[m] + digits[n + 1 : m] + digits[n] + digits[m + 1 :] for n, m in pairs]
    if kind == SlipKind.REPEATED:
        more = [digits[: n + 1] + digits[n:] for n in places]
        return more + [digits[:n] + digits[n + 1 :] for n, (one, other) in enumerate(pairwise(digits)) if one == other]
    return [digits[:n] + other + digits[n + 1 :] for n in places for other in "0123456789"]


def slips_in(relation: TriedRelation, most: float) -> list[SlipFound]:
    """Give the slips of the least accidental kind that make a relation hold, of those less likely than `most`."""
    for kind, chance in relation.levels:
        if chance > most:
            return []
        found = [
            SlipFound(relation, figure, right, kind, chance)
            for place, figure in enumerate(relation.figures)
            for right in slips_of(figure.quantity, kind)
            if relation.holds(place, right)
        ]
        if found:
            return found
    return []


def bearable(relations: Iterable[TriedRelation], bound: float) -> float:
    """Give the chance up to which slips may be accused so that the document gives at most `bound` by accident."""
    chances: dict[tuple[int, ...], list[float]] = {}
    for relation in relations:
        told = chances.setdefault(tuple(m.number for m in relation.figures), [0.0])
        told += [chance for _, chance in relation.levels if chance <= bound]
    steps = [(chance, chance - before) for told in chances.values() for before, chance in pairwise(sorted(told))]
    expected, most = 0.0, 0.0
    for chance, more in sorted(steps):
        expected += more
        if expected > bound:
            break
        most = chance
    return most
