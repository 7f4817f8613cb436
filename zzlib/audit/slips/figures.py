"""The numbers of a text as a judge of slips weighs them: what each is, in plain floats, and which may be added to which."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from zzlib.audit.judging.chance import SlipKind, chance_settings, slips_before
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, RATIOS
from zzlib.audit.numbers.words import any_of
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.register import Entry, FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role, growth_sign

_CUES_BACK = 10  # letters before a number in which the words that say how it was made stand
_NEVER_ADDED = ("bare", "concentrations")
_LEVELS_ONLY = "scores"  # 提高1.35分 is of the mark before it, and makes no other
_place = attrgetter("place")


@dataclass(eq=False)
class WeighedFigure:
    """A number of a text; `place` is its place among them all, `half` how far rounding may have moved it."""

    entry: Entry
    place: int
    mention: Mention = field(init=False)
    value: float = field(init=False)
    step: float = field(init=False)
    half: float = field(init=False)

    def __post_init__(self) -> None:
        self.mention = self.entry.mention
        quantity = self.mention.quantity
        self.value, self.step = float(quantity.value), float(quantity.step)
        self.half = 0.0 if quantity.is_exact else self.step / 2

    @property
    def role(self) -> Role:
        """What it is in its sentence."""
        return self.mention.role

    @cached_property
    def is_plain(self) -> bool:
        """Say whether it says precisely how much there is."""
        return not self.mention.quantity.hedge and self.value > 0

    @cached_property
    def is_amount(self) -> bool:
        """Say whether it says how much, and not in what proportion."""
        return self.mention.dimension not in RATIOS and not self.mention.after.startswith("/")

    @cached_property
    def is_percent(self) -> bool:
        """Say whether it is a plain percentage."""
        return self.mention.dimension == PERCENT and self.is_plain

    @cached_property
    def slips(self) -> list[tuple[int, SlipKind]]:
        """What it may have been before a slip, in steps of its last digit, from the least on."""
        return sorted(slips_before(self.mention.quantity).items())

    @cached_property
    def kind(self) -> str:
        """What it counts, by its unit: only figures of one kind are added."""
        unit = self.mention.quantity.bare_unit
        return ("人" if unit in ("名", "人次") else unit) if self.mention.dimension == COUNT else self.mention.dimension

    @cached_property
    def measure(self) -> str:
        """The words for what it is of."""
        return stripped(self.entry.measure)

    @cached_property
    def lead(self) -> str:
        """The words of its clause before it, of a number of a list those before the list."""
        return self.mention.first.lead

    @cached_property
    def before(self) -> str:
        """The words since the number before it, of a number of a list those before the list."""
        return self.mention.first.before

    @cached_property
    def cues(self) -> tuple[str, ...]:
        """The words before it that tell how a number was made, those next to it last."""
        found = regex(any_of(tuple(chance_settings().cues))).findall(self.lead[-_CUES_BACK:])
        return tuple(dict.fromkeys(found))

    @cached_property
    def sign(self) -> int:
        """Of a rate of growth 1 or -1, of anything else 0."""
        rate = self.is_percent and self.role == Role.GROWTH
        return growth_sign(self.mention.before or self.mention.lead) if rate else 0

    @property
    def thought(self) -> tuple[int, int]:
        """The part of a sentence between semicolons in which it stands."""
        return self.mention.sentence.number, self.mention.segment

    @property
    def clause(self) -> tuple[int, int]:
        """The clause in which it stands."""
        return self.mention.sentence.number, self.mention.begin

    def may_be_added_to(self, other: "WeighedFigure") -> bool:
        """Say whether one may surely be a part of the other."""
        return self.mention.dimension == other.mention.dimension and same_unit(self.mention, other.mention)


class FigureList:
    """The plain figures of a text in its order, by what they are."""

    def __init__(self, register: FigureRegister) -> None:
        self.all = [WeighedFigure(entry, place) for place, entry in enumerate(register.entries)]
        self.amounts = [f for f in self.all if f.is_plain and f.is_amount]
        self.percents = [f for f in self.all if f.is_percent]

    @cached_property
    def kinds(self) -> list[list[WeighedFigure]]:
        """The amounts of each kind."""
        found: dict[str, list[WeighedFigure]] = {}
        for figure in self.amounts:
            dimension = figure.mention.dimension
            if dimension in _NEVER_ADDED or (dimension == _LEVELS_ONLY and figure.role in CHANGES):
                continue
            found.setdefault(figure.kind, []).append(figure)
        return list(found.values())

    def behind(self, figure: WeighedFigure, most: int = 2) -> Iterator[WeighedFigure]:
        """Give the next numbers of its thought."""
        for other in self.all[figure.place + 1 : figure.place + 1 + most]:
            if other.thought != figure.thought or not other.is_plain:
                return
            yield other


def before(figures: Sequence[WeighedFigure], figure: WeighedFigure, most: int) -> list[WeighedFigure]:
    """Give those before a figure, the nearest first."""
    end = bisect_left(figures, figure.place, key=_place)
    return list(figures[max(0, end - most) : end][::-1])


def after(figures: Sequence[WeighedFigure], figure: WeighedFigure, most: int) -> list[WeighedFigure]:
    """Give those behind a figure, the nearest first."""
    start = bisect_left(figures, figure.place + 1, key=_place)
    return list(figures[start : start + most])
