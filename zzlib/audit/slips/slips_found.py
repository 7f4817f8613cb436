"""Which printed number is most likely a slip of the pen: what speaks for each slip, and what for the number as it stands."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, log
from operator import itemgetter

from zzlib.audit.judging.chance import SlipKind, chance_of, chance_settings, likelihood
from zzlib.audit.numbers.arithmetic import one_is_the_sum
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.same_thing import of_one_row
from zzlib.audit.slips.figures import FigureList, WeighedFigure
from zzlib.audit.slips.hypotheses import Formula, Hypothesis, hypotheses
from zzlib.audit.slips.slip_traits import SlipFound, SlipJudge, Telling
from zzlib.audit.slips.traits import TraitReader
from zzlib.audit.totals.misprints import VAGUE
from zzlib.audit.totals.partition import signed
from zzlib.audit.totals.partitions import partitions

_FAR = 20  # what is so many times as large is no slip
_ROUNDED, _COUNTED = 8, 2  # what is off by so many of its last digit was rounded, or counted so
_IDLE = 0.97  # what a relation that surely holds leaves of another way to make its subject
_HAIR = 1e-6
_steps = itemgetter(0)
_MIXED = 100  # 6.44万亿元 beside 4806亿元: of parts so much finer that grow and fall too many slips close a sum


@dataclass(frozen=True)
class _Held:
    """What holds as printed, with the values of a figure for which it would still hold."""

    telling: Telling
    least: float
    most: float

    def against(self, right: float) -> float:
        """Say how much it speaks against another value of the figure."""
        still = self.least * (1 - _HAIR) <= right <= self.most * (1 + _HAIR)
        return 0.0 if still else max(0.0, self.telling.weight)


def slips_found(register: FigureRegister) -> tuple[list[SlipFound], SlipJudge]:
    """Give the slips that would make numbers belong together, and the judge of how likely they are."""
    figures = FigureList(register)
    tried = list(hypotheses(figures))
    reader = TraitReader(tried, figures)
    held, explained = _held((h, likelihood().meant(reader.traits(h))) for h in tried if h.holds)
    told: dict[tuple[WeighedFigure, int], list[tuple[Telling, SlipKind]]] = defaultdict(list)
    for hypothesis, known in (*((h, None) for h in tried), *_partitions(register, figures)):
        slips = [] if hypothesis.nearly_holds else list(_slips(hypothesis))
        mentions = [figure.mention for figure in hypothesis.all] if slips else []
        if not slips or of_one_row(mentions) or one_is_the_sum([m.quantity.value for m in mentions]):
            continue
        meant = likelihood().meant(reader.traits(hypothesis)) if known is None else known
        if meant < chance_settings().bounds.least:
            continue
        for figure, steps, kind, room in slips:
            other = explained.get(hypothesis.subject, 0.0) if figure is not hypothesis.subject else 0.0
            told[figure, steps].append((_telling(hypothesis, meant, other, room), kind))
    found = [_found(figure, steps, told[figure, steps], held.get(figure, ())) for figure, steps in told]
    found = [slip for slip in found if slip.odds]
    return found, SlipJudge(found, figures)


def _partitions(register: FigureRegister, figures: FigureList) -> Iterator[tuple[Hypothesis, float]]:
    """Give the totals that words and layout tell to be made by parts that don't make them, and how likely they are meant."""
    broken = partitions(register)[1]
    of = {figure.mention.number: figure for figure in figures.all}
    for told in broken:
        found = told.found
        if told.misprinted < chance_settings().parts.unlikely:
            continue
        steps = [m.quantity.step for m in found.figures]
        mixed = max(steps) >= _MIXED * min(steps) and any(signed(m, found.whole) < 0 for m in found.parts)
        if not mixed:
            parts = tuple(of[m.number] for m in found.parts)
            signs = [1 if signed(m, found.whole) > 0 else -1 for m in found.parts]
            yield Hypothesis("run", of[found.whole.number], parts, _signed(signs), ()), told.meant


def _signed(signs: Sequence[int]) -> Formula:
    """Give what parts make of which some are taken away."""
    return lambda values: sum(sign * value for sign, value in zip(signs, values, strict=True))


def _telling(hypothesis: Hypothesis, raw: float, other: float, room: float) -> Telling:
    """Weigh a hypothesis which is as likely meant as its traits say, unless an `other` one explains its subject."""
    told = raw * (1 - _IDLE * other)
    # What is unlikely is drawn towards nothing: how seldom it is meant can't be told from accidents.
    meant = told * told / (told + chance_settings().bounds.unlikely)
    accident = likelihood().accident(hypothesis.kind, room)
    odds = (meant + (1 - meant) * accident) / ((1 - meant) * accident)
    return Telling(hypothesis, log(odds), meant, raw, other, room)


def _held(
    weighed: Iterable[tuple[Hypothesis, float]],
) -> tuple[dict[WeighedFigure, list[_Held]], dict[WeighedFigure, float]]:
    """Give for each figure the strongest of what holds of each subject, and for each subject how surely it is explained."""
    held: dict[WeighedFigure, dict[WeighedFigure, _Held]] = defaultdict(dict)
    explained: dict[WeighedFigure, float] = {}
    for hypothesis, meant in weighed:
        subject = hypothesis.subject
        room = 2 * max(hypothesis.tolerance, subject.step / 2) / subject.value
        accident = likelihood().accident(hypothesis.kind, room)
        sure = meant / (meant + (1 - meant) * accident)
        explained[subject] = max(sure, explained.get(subject, 0.0))
        telling = _telling(hypothesis, meant, 0.0, room)
        for figure, right, off in hypothesis.repairs():
            known = held[figure].get(subject)
            if known is None or known.telling.weight < telling.weight:
                held[figure][subject] = _Held(telling, right - off, right + off)
    return {figure: list(of.values()) for figure, of in held.items()}, explained


def _slips(hypothesis: Hypothesis) -> Iterator[tuple[WeighedFigure, int, SlipKind, float]]:
    """Give the slips of each figure that make a hypothesis hold, in steps of its last digit, and how much of it would be a hit."""
    mended = hypothesis.mended
    if mended is not None and mended > 0:
        subject = hypothesis.subject
        yield subject, round(mended / subject.step), SlipKind.RECKONED, subject.step / subject.value
    for figure, right, off in hypothesis.repairs():
        if not 1 / _FAR < right / figure.value < _FAR:
            continue
        least, most = (right - off) / figure.step - _HAIR, (right + off) / figure.step + _HAIR
        room = max(2 * off / right, figure.step / figure.value)
        if room > VAGUE:
            continue
        for steps, kind in figure.slips[bisect_left(figure.slips, least, key=_steps) :]:
            if steps > most:
                break
            yield figure, steps, kind, room


def _found(
    figure: WeighedFigure, steps: int, told: Sequence[tuple[Telling, SlipKind]], held: Sequence[_Held]
) -> SlipFound:
    """Weigh a slip: what tells it by figures of its own, against what holds as it is printed."""
    kept: list[Telling] = []
    seen = {figure}
    for telling, _ in sorted(told, key=lambda one: -one[0].weight):
        if not set(telling.hypothesis.all) <= seen and (not kept or telling.meant >= chance_settings().bounds.second):
            kept.append(telling)
            seen |= set(telling.hypothesis.all)
    quantity = figure.mention.quantity
    kind = min((kind for _, kind in told), key=list(SlipKind).index)
    rounded = abs(steps - round(figure.value / figure.step)) <= (_ROUNDED if figure.half else _COUNTED)
    against = sum(h.against(steps * figure.step) for h in held)
    weight = sum(t.weight for t in kept) - against
    told_little = weight < log(chance_settings().bounds.weight)
    odds = 0.0 if rounded or told_little else chance_of(kind, quantity) * exp(min(50.0, weight))
    return SlipFound(figure, steps * quantity.step, kind, odds, tuple(kept), against, len(held))
