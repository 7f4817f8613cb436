"""What speaks for it that a number is a slip of the pen, and what against it.

`judging/likelihood.toml` holds the weight of each trait: true texts were spoilt by one slip of the pen, and what then told it was
set apart from all that looks like a slip in the texts as they were (`python -m tests.audit.rates`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from zzlib.audit.judging.chance import SlipKind, likelihood, steps_reached
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.slips.figures import FigureList, WeighedFigure
from zzlib.audit.slips.hypotheses import Hypothesis

SLIP = "slip"
"""What the traits of slips begin with."""

_MEANT, _OF_KIND = (0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.9), (0.05, 0.2, 0.45, 0.75)
_EXPLAINED = (0.05, 0.3, 0.6, 0.8, 0.9, 0.97)
_WEIGHT, _ROOM = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14), (2, 3, 4, 5, 6, 7, 8, 9)
_AGAINST, _ODDS = (0.2, 0.5, 1, 2, 3, 4, 6, 8), (-4, -2, -1, 0, 1, 2, 3, 4, 5, 6, 8)
_SECOND_MEANT, _SECOND = (0.3, 0.5, 0.7, 0.9), (2, 4, 6, 8)
_BEHIND, _OFF = (0.0, 0.5, 1, 2, 4), (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 2)
_DIGITS, _FIGURES, _TOLD, _HELD, _SPAN, _NEAR = 5, 6, 4, 3, 5, 3
_LEAST = 1e-9
_FEW_DIGITS = 2
_PAIRS = ("two", "change")


@dataclass(frozen=True)
class Telling:
    """A hypothesis that speaks for or against a slip: by how much (the logarithm of the odds), and that it is meant at all.

    `raw` is how likely it is meant whatever else makes its subject, `explained` how surely something else does, `room`
    the part of the number that is a hit.
    """

    hypothesis: Hypothesis
    weight: float
    meant: float
    raw: float
    explained: float
    room: float


@dataclass(frozen=True)
class SlipFound:
    """A figure, what it was before one slip, the odds that it is one, and what tells it, the strongest first.

    `against` is how much speaks for the number as it stands, of `held` hypotheses.
    """

    figure: WeighedFigure
    right: Fraction
    kind: SlipKind
    odds: float
    told_by: tuple[Telling, ...]
    against: float
    held: int

    @property
    def first(self) -> Hypothesis:
        """What tells it most."""
        return self.told_by[0].hypothesis

    @property
    def weight(self) -> float:
        """How much all speak for it."""
        return sum(telling.weight for telling in self.told_by)


class SlipJudge:
    """Says of each of the slips of a text how likely it is one."""

    def __init__(self, found: Sequence[SlipFound], figures: FigureList) -> None:
        self._weights: dict[Hypothesis, list[float]] = defaultdict(list)
        for slip in found:
            self._weights[slip.first].append(slip.weight)
        self._printed = Counter((f.mention.dimension, f.mention.quantity.value) for f in figures.all)

    def likely(self, slip: SlipFound) -> float:
        """Say how likely a number is a slip, as often as there was one in the spoilt texts."""
        return likelihood().meant(self.traits(slip))

    def traits(self, slip: SlipFound) -> list[str]:
        """Give the traits of a slip among the others of its text."""
        own = [*_of_slip(slip), *_of_hypothesis(slip), *_told(slip), *self._beside(slip)]
        return [SLIP, *(f"{SLIP}: {trait}" for trait in own)]

    def is_again(self, slip: SlipFound) -> bool:
        """Say whether the same number stands elsewhere, too."""
        mention = slip.figure.mention
        return self._printed[mention.dimension, mention.quantity.value] > 1

    def _beside(self, slip: SlipFound) -> Iterator[str]:
        """Say which other slips would do, and whether the number, or what it ought to be, stands elsewhere."""
        weights = self._weights[slip.first]
        behind = max(weights) - slip.weight
        if behind > _LEAST:
            yield from steps_reached("behind", behind, _BEHIND)
        yield f"others {min(len(weights) - 1, _TOLD)}"
        if self.is_again(slip):
            yield "printed again"
        if self._printed[slip.figure.mention.dimension, slip.right]:
            yield "right one printed"


def is_lone_pair(slip: SlipFound) -> bool:
    """Say whether two others alone tell it, by one changed digit, or of a number of two digits (23 for 32, as 21.2 and 10.6 make): any three of a text may come so near."""
    little = slip.kind == SlipKind.CHANGED or slip.figure.mention.quantity.digits <= _FEW_DIGITS
    return little and slip.first.kind in _PAIRS and len(slip.told_by) == 1


def lacks_parts(slip: SlipFound) -> bool:
    """Say whether nothing but one changed digit tells it, and the parts lack something of their total: they need not be all."""
    if slip.kind != SlipKind.CHANGED or slip.first.kind not in ("two", "run") or len(slip.told_by) > 1:
        return False
    total, *parts = sorted((figure.value for figure in slip.first.all), reverse=True)
    return sum(parts) < total


def _of_slip(slip: SlipFound) -> Iterator[str]:
    kind, figure = slip.kind.name.lower(), slip.figure
    yield kind
    yield f"{kind}, digits {min(figure.mention.quantity.digits, _DIGITS)}"
    yield f"{slip.first.kind}, {kind}"
    yield from steps_reached("off", abs(float(slip.right / figure.mention.quantity.value) - 1), _OFF)
    yield f"role {figure.role}"
    yield f"{slip.first.kind}, role {figure.role}"
    signs = {"otherwise": lacks_parts, "lone pair": is_lone_pair}
    yield from (sign for sign, holds in signs.items() if holds(slip))


def _of_hypothesis(slip: SlipFound) -> Iterator[str]:
    first, top = slip.first, slip.told_by[0]
    yield first.kind
    yield f"{first.kind}, {'subject' if slip.figure is first.subject else 'operand'}"
    yield from steps_reached("meant", top.raw, _MEANT)
    yield from steps_reached(f"{first.kind}, meant", top.raw, _OF_KIND)
    yield from steps_reached("explained", top.explained, _EXPLAINED)
    yield from steps_reached("room", -log(max(top.room, _LEAST)), _ROOM)
    yield f"figures {min(len(first.all), _FIGURES)}"
    sentences = [figure.mention.sentence.number for figure in first.all]
    span = max(sentences) - min(sentences)
    yield f"span {min(span, _SPAN)}"
    yield f"{first.kind}, span {min(span, _NEAR)}"


def _told(slip: SlipFound) -> Iterator[str]:
    """Say how much speaks for it and against it."""
    yield from steps_reached("weight", slip.weight, _WEIGHT)
    yield from steps_reached("against", slip.against, _AGAINST)
    yield from steps_reached("odds", log(slip.odds), _ODDS)
    yield f"held as printed {min(slip.held, _HELD)}"
    yield f"told by {min(len(slip.told_by), _TOLD)}"
    for second in slip.told_by[1:2]:
        yield from steps_reached("second meant", second.meant, _SECOND_MEANT)
        yield from steps_reached("second", second.weight, _SECOND)
