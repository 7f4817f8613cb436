"""Relations that the order of a text tells: a total and the run of its parts, part, whole and share, two rates and points, change and rate."""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from zzlib.audit.arithmetic import (
    HOLDS,
    SHARE,
    ClaimFormula,
    Verdict,
    judge,
    round_half_up,
)
from zzlib.audit.chance import TriedRelation, chance_settings
from zzlib.audit.claim import NumericClaim
from zzlib.audit.partitions import doubt_of, partitions, signed
from zzlib.audit.quantities import PERCENT, POINTS, RATIOS
from zzlib.audit.reading import Mention, same_unit, stripped
from zzlib.audit.register import FigureRegister, measure_of
from zzlib.audit.roles import Role

_LEVELS = (Role.LEVEL, Role.TOTAL, Role.REST)
_CHANGES = (Role.INCREASE, Role.DECREASE)
_MIXED = 100  # 6.44万亿元 beside 4806亿元: of parts so much finer than their total too many slips close a sum
_OPEN = 3  # a sum of many rounded numbers may be off by one in its last digit, either way


def tried_relations(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[TriedRelation]:
    """Give the relations that the order of a text tells and that don't hold as printed, nor any other reading of them."""
    proved = {c.entry for c in claims if c.verdict in HOLDS}
    wholes = {c.trial.binding.operands[1].number for c in claims if _is_proved_share(c) and c.trial is not None}
    yield from _sums(register)
    for mention in register.reading.mentions:
        if mention.quantity.hedge or mention.number in proved or mention.quantity.value <= 0:
            continue
        near = register.reading.around(mention)
        ahead = [m for m in near if m.order < mention.order]
        if mention.dimension == POINTS:
            yield from _points(mention, ahead)
        elif mention.dimension == PERCENT and ahead:
            yield from _shares(mention, ahead, wholes)


def _is_proved_share(claim: NumericClaim) -> bool:
    used = claim.trial.binding if claim.trial is not None else None
    return claim.verdict in HOLDS and used is not None and used.formula is SHARE


def _sums(register: FigureRegister) -> Iterator[TriedRelation]:
    """Give each total with a run of parts that doesn't make it, held to the last digit, and else as far as rounding leaves it open."""
    held, broken = partitions(register)
    for found in broken:
        weight = doubt_of(found, held)
        if weight < 1:
            steps = [m.quantity.step for m in found.figures]
            rounded = not all(m.quantity.is_exact for m in found.figures)
            mixed = max(steps) >= _MIXED * min(steps)
            for fine, open_by in [(True, 1), *[(True, _OPEN)] * rounded, *[(False, _OPEN)] * (rounded and not mixed)]:
                yield TriedRelation(
                    "sum",
                    found.figures,
                    _adds_up(found.figures, fine, open_by),
                    _room(found.figures, fine, open_by),
                    weight,
                )


def _exact(figures: Sequence[Mention]) -> Fraction:
    """Give half of the coarsest step: a sum that is put right is right to its last digit."""
    return max(m.quantity.step for m in figures) / 2


def _room(figures: Sequence[Mention], fine: bool, open_by: int) -> Fraction:
    """Give how many values a total can have at the finest step, or at the coarsest; `open_by` of them are left open by rounding. 6000, 2000 and 1000 fix one digit."""
    grain = (min if fine else max)(m.quantity.step for m in figures)
    while all((m.quantity.value / (grain * 10)).denominator == 1 for m in figures):
        grain *= 10
    return figures[0].quantity.value / grain / open_by


def _adds_up(figures: Sequence[Mention], fine: bool, open_by: int) -> Callable[[int, Fraction], bool]:
    """Give the test of another value for one of the figures of a sum."""
    most = (min if fine else max)(m.quantity.step for m in figures) / 2 * open_by
    signs = [Fraction(-1), *(signed(m, figures[0]) / m.quantity.value for m in figures[1:])]
    off = sum((s * m.quantity.value for s, m in zip(signs, figures, strict=True)), Fraction(0))
    return lambda place, right: abs(off + signs[place] * (right - figures[place].quantity.value)) < most


def _shares(share: Mention, ahead: Sequence[Mention], proved: set[int]) -> Iterator[TriedRelation]:
    """Give the number right before a share with each larger like number before it; none if one of them gives it."""
    part = ahead[-1]
    if share.role != Role.SHARE or part.dimension in RATIOS or part.quantity.hedge or part.quantity.value <= 0:
        return
    if (
        part.sentence is not share.sentence
        or part.segment != share.segment
        or not re.search("占|率|比[重例]", share.lead)
    ):
        return
    like = [m for m in ahead[:-1] if same_unit(m, part) and m.quantity.value > part.quantity.value]
    holding = (judge(SHARE, (part.quantity.printed, m.quantity.printed), share.quantity.printed)[0] for m in like)
    if any(verdict != Verdict.WRONG for verdict in holding):
        return
    weights = chance_settings().weights
    for whole in like[-chance_settings().reach.wholes :]:
        if whole.role not in (*_LEVELS, Role.TARGET) or whole.quantity.hedge:
            continue
        weight = weights.sibling if whole.number in proved else weights.said_share
        yield _ratio("share", SHARE, (share, part, whole), weight)


def _ratio(kind: str, formula: ClaimFormula, figures: tuple[Mention, ...], weight: float) -> TriedRelation:
    result = figures[0].quantity

    def holds(place: int, right: Fraction) -> bool:
        values = [right if n == place else m.quantity.value for n, m in enumerate(figures)]
        try:
            return round_half_up(formula.compute(*values[1:]), result.step) == values[0]
        except ZeroDivisionError:
            return False

    return TriedRelation(kind, figures, holds, result.value / result.step, weight)


def _points(points: Mention, ahead: Sequence[Mention]) -> Iterator[TriedRelation]:
    """Give points with the two rates of one name before them: 结案率9.09%…上年同期…结案率17.31%…，低8.22个百分点."""
    rates = [m for m in ahead if m.dimension == PERCENT and m.role in (Role.SHARE, Role.RATE) and not m.quantity.hedge]
    if len(rates) < len(("one", "other")) or rates[-2].number + 12 < points.number:
        return
    one, other = rates[-2:]
    name, again = (stripped(measure_of(m))[-3:] for m in (one, other))
    if not name.endswith("率") or name != again:
        return
    figures = (*sorted((one, other), key=lambda m: -m.quantity.value), points)
    if abs(abs(one.quantity.value - other.quantity.value) - points.quantity.value) <= 2 * _exact(figures):
        return
    room = points.quantity.value / max(m.quantity.step for m in figures)
    yield TriedRelation("difference", figures, _adds_up(figures, False, 1), room, chance_settings().weights.same_rate)
