"""How likely a slip of the pen is that makes a relation hold, beside the chance that it does so by accident.

Of a relation that doesn't hold as printed each natural slip of each of its figures is tried. The chance that one makes
it hold although nothing of the kind was meant is about the number of such slips over the number of values that the
result can have (its printed steps), times how often numbers written in that form are not meant. How often they are
meant, and how often not, is counted in true texts (`chance.toml`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from itertools import combinations, pairwise

from zzlib.audit.arithmetic import ClaimFormula, round_half_up
from zzlib.audit.quantities import Quantity
from zzlib.audit.reading import Mention
from zzlib.data import DataModel, package_toml

_REMEMBERED = 20_000  # numbers of one long document
_MOST = 10**15  # values of a result; of a number with hundreds of digits no more


class SlipKind(StrEnum):
    """Slips of the pen, the least accidental first; the value is the Chinese word for it."""

    RECKONED = "算法用错"
    SWAPPED = "相邻两位数字颠倒"
    EXCHANGED = "两位数字互换"
    REPEATED = "重复的数字多写或少写一位"
    CHANGED = "写错一位数字"


class ChanceBounds(DataModel):
    """From which odds of a slip against an accident one accuses or doubts, and how many accidents a whole document may give."""

    wrong: float
    doubtful: float
    accidents: float
    shrink: float
    rival: float


class ChanceReach(DataModel):
    """How far the figures of a relation are looked for, in numbers."""

    parts: int
    pairs: int
    behind: int
    wholes: int
    larger: int


class ChanceParts(DataModel):
    """How far the parts of a total go, and how likely they are not meant in spite of the words and of the layout."""

    sentences: int
    most: int
    wholes: int
    open: float
    bare: float
    led: float
    meant: float
    told: dict[str, float]


class ChanceSettings(DataModel):
    """All of `chance.toml`: `slips` the share of each kind, `crowding` how much oftener than evenly numbers meet, `forms` how often each form was found, was meant, and was left open."""

    bounds: ChanceBounds
    reach: ChanceReach
    parts: ChanceParts
    slips: dict[str, float]
    crowding: dict[str, float]
    forms: dict[str, tuple[int, int, int]]


@cache
def chance_settings() -> ChanceSettings:
    """Give the bounds, the reach and what was measured."""
    return ChanceSettings.model_validate(package_toml(__package__, "chance.toml"))


@dataclass(frozen=True)
class FormRates:
    """Of the numbers written in a form how many are meant as a relation, and how many are left without any that holds."""

    meant: float
    open: float


@cache
def rates_of(form: str) -> FormRates:
    """Give the rates of a form: those of its beginning, drawn towards what was found of the whole."""
    meant, left = 0.05, 0.5
    for start in starts_of(form):
        found, held, unmet = chance_settings().forms.get(start, (0, 0, 0))
        shrink = chance_settings().bounds.shrink
        meant, left = (held + shrink * meant) / (found + shrink), (unmet + shrink * left) / (found + shrink)
    return FormRates(meant, left)


def starts_of(form: str) -> list[str]:
    """Give a form from its kind alone to the whole of it."""
    kind, _, said = form.partition(": ")
    words = said.split(", ")
    return [kind, *(f"{kind}: {', '.join(words[: n + 1])}" for n in range(len(words)))]


@dataclass(frozen=True)
class TriedRelation:
    """Numbers that may belong together: the result first, and the form in which they are written.

    `subject` is the figure that it explains; `room` how many values the result can have at the precision that the
    relation fixes, `slack` how far it may be off; `mistaken` what people reckon in place of the formula.
    """

    kind: str
    formula: ClaimFormula
    figures: tuple[Mention, ...]
    subject: Mention
    form: str
    held: bool
    slack: Fraction
    room: Fraction
    mistaken: ClaimFormula | None = None
    rates: FormRates | None = None

    @property
    def mended(self) -> Fraction | None:
        """What its result ought to be if the printed one was reckoned in the wrong way; `None` if it wasn't."""
        result, *operands = (m.quantity for m in self.figures)
        values = [quantity.value for quantity in operands]
        try:
            wrong = self.mistaken.compute(*values) if self.mistaken is not None else None
            return (
                round_half_up(self.formula.compute(*values), result.step)
                if wrong is not None and round_half_up(wrong, result.step) == result.value
                else None
            )
        except ZeroDivisionError:
            return None

    def holds(self, place: int, right: Fraction) -> bool:
        """Say whether it holds with another value for the figure at a place."""
        result, *operands = (right if n == place else m.quantity.value for n, m in enumerate(self.figures))
        try:
            off = self.formula.compute(*operands) - result
        except ZeroDivisionError:
            return False
        return -self.slack <= off < self.slack

    @cached_property
    def levels(self) -> list[tuple[SlipKind, float, float]]:
        """For each kind of slip how likely it makes the relation hold by accident, and the odds that it is one."""
        tried, found = 0, []
        rates, settings = self.rates or rates_of(self.form), chance_settings()
        for kind in SlipKind:
            tried += kind == SlipKind.RECKONED and self.mistaken is not None
            tried += sum(len(_steps_before(figure.quantity, kind)) for figure in self.figures)
            even = tried / float(min(self.room, Fraction(_MOST)))
            chance = min(1.0, settings.crowding[self.kind] * even) * rates.open
            found.append((kind, chance, rates.meant * settings.slips[kind.name.lower()] / chance if chance else 0.0))
        return found


@dataclass(frozen=True)
class SlipFound:
    """One slip of one figure that makes a relation hold, the chance that it does so by accident, and the odds that it is none."""

    relation: TriedRelation
    figure: Mention
    right: Fraction
    kind: SlipKind
    chance: float
    odds: float


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
    if kind in (SlipKind.SWAPPED, SlipKind.EXCHANGED):
        pairs = [pair for pair in combinations(places, 2) if (pair[1] - pair[0] == 1) == (kind == SlipKind.SWAPPED)]
        return [digits[:n] + digits[m] + digits[n + 1 : m] + digits[n] + digits[m + 1 :] for n, m in pairs]
    if kind == SlipKind.RECKONED:
        return []
    if kind == SlipKind.REPEATED:
        more = [digits[: n + 1] + digits[n:] for n in places]
        return more + [digits[:n] + digits[n + 1 :] for n, (one, other) in enumerate(pairwise(digits)) if one == other]
    return [digits[:n] + other + digits[n + 1 :] for n in places for other in "0123456789"]


def slips_in(relation: TriedRelation, least: float) -> list[SlipFound]:
    """Give the slips of the least accidental kind that make a relation hold, of those with odds of `least` or more."""
    for kind, chance, odds in relation.levels:
        if odds < least:
            continue
        mended = relation.mended if kind == SlipKind.RECKONED else None
        if mended is not None:
            return [SlipFound(relation, relation.figures[0], mended, kind, chance, odds)]
        found = [
            SlipFound(relation, figure, right, kind, chance, odds)
            for place, figure in enumerate(relation.figures)
            for right in slips_of(figure.quantity, kind)
            if relation.holds(place, right)
        ]
        if found:
            return found
    return []
