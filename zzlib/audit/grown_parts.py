"""The growth of a total beside that of its parts: 进出口 5.44万亿元，增长 32.2%，出口 3.06万亿元，增长 50.1%，进口 2.38万亿元，增长 p%."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.binding import is_amount, own_words
from zzlib.audit.breakdowns import is_complete
from zzlib.audit.chance import SlipKind, slips_of
from zzlib.audit.claim import NumericClaim, statement
from zzlib.audit.growth import is_comparable
from zzlib.audit.quantities import PERCENT, written
from zzlib.audit.reading import Mention, same_unit
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role, way_of

_REACH, _MOST, _LEAVES = 14, 8, 2
_FINE = Fraction(1, 2000)  # numbers so fine hardly make a total by accident
_NAMED = Fraction(1, 50)
_LONG = 200  # steps of a total of which hardly all like numbers behind it make it up by accident
_OFF = Fraction(3, 10)  # of a percent: sums of last year's numbers that were revised may be off as much


@dataclass(frozen=True)
class GrownNumber:
    """A number of now, and its growth, its change or the number of then that is told behind it."""

    now: Mention
    told: Mention
    sign: int

    def corners(self, told: Fraction) -> list[tuple[Fraction, Fraction]] | None:
        """Give the numbers of now and then, if what is told were this, at the ends of what prints so; `None` if they can't be."""
        halves = [Fraction(0) if m.quantity.is_exact else m.quantity.step / 2 for m in (self.now, self.told)]
        value = self.now.quantity.value
        ends = [(value + one, told + other) for one in (-halves[0], halves[0]) for other in (-halves[1], halves[1])]
        if self.told.role == Role.BASE:
            return ends
        if self.told.role != Role.GROWTH:
            return [(now, now - self.sign * change) for now, change in ends]
        rates = [(now, 1 + self.sign * rate / 100) for now, rate in ends]
        return [(now, now / rate) for now, rate in rates] if all(rate > 0 for _, rate in rates) else None

    def bounds(self, told: Fraction) -> tuple[Fraction, Fraction] | None:
        """Give between what numbers the one of then lies, if what is told were this; `None` if it can't be."""
        corners = self.corners(told)
        return (min(then for _, then in corners), max(then for _, then in corners)) if corners else None

    @property
    def slips(self) -> Iterator[Fraction]:
        """What may have been told, before one slip."""
        for kind in SlipKind:
            yield from slips_of(self.told.quantity, kind)


def grown_parts_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the growth of a total by that of the parts that make it up: what there was before is the sum of theirs."""
    grown = [grown_number(e.mention) for e in register.entries if is_amount(e.mention) and not e.mention.quantity.hedge]
    told = [g for g in grown if g is not None]
    for place, whole in enumerate(told):
        if whole.told.dimension == PERCENT:
            parts = _parts(whole, told[place + 1 : place + 1 + _REACH])
            claim = _judged(whole, parts) if parts else None
            if claim is not None:
                yield claim


def grown_number(now: Mention) -> GrownNumber | None:
    """Give a number with the growth, the change, or the number of then, that is told right behind it or behind its share."""
    behind = now.behind_in_thought
    told = next((m for m in behind if m.role not in (Role.SHARE, Role.RATE, Role.TARGET)), None)
    if told is None or told.quantity.hedge or told.series or now.series or is_comparable(told):
        return None
    changed = {Role.INCREASE: 1, Role.DECREASE: -1}.get(told.role, 0)
    sign = changed or way_of(told)
    rated = told.role == Role.GROWTH and told.dimension == PERCENT and sign
    like = (told.role == Role.BASE or changed) and same_unit(told, now)
    grown = GrownNumber(now, told, sign) if rated or like else None
    return grown if grown is not None and grown.bounds(told.quantity.value) is not None else None


def _parts(whole: GrownNumber, behind: Sequence[GrownNumber]) -> list[GrownNumber]:
    """Give the run of like numbers behind a total that makes it up, by their names or to more digits than accident gives."""
    value = whole.now.quantity.value
    like = [g for g in behind if same_unit(g.now, whole.now) and g.now.quantity.value < value]
    like = [g for g in like if g.now.depth <= whole.now.depth]
    like = [g for n, g in enumerate(like) if n == 0 or "其中" not in own_words(g.now)]
    for first in range(_LEAVES + 1):
        for last in range(first + 2, min(first + _MOST, len(like)) + 1):
            run = like[first:last]
            exact = all(g.now.quantity.is_exact for g in (whole, *run))
            slack = Fraction(0) if exact else sum((g.now.quantity.step / 2 for g in (whole, *run)), Fraction(0))
            off = abs(sum((g.now.quantity.value for g in run), Fraction(0)) - value)
            fine = max(off, min(g.now.quantity.step for g in run)) / value
            named = fine <= _NAMED and is_complete([f"{g.now.before}{g.now.after}" for g in run])
            all_listed = len(run) == len(like) > _LEAVES and whole.now.quantity.value >= _LONG * whole.now.quantity.step
            if off <= slack and (named or fine <= _FINE or (all_listed and not off)):
                return run
    return []


def _judged(whole: GrownNumber, parts: Sequence[GrownNumber]) -> NumericClaim | None:
    stated, rates = whole.told.quantity, _rates(whole, [g.bounds(g.told.quantity.value) for g in parts])
    if rates is None or _is_within(stated.value, rates, _OFF + stated.step / 2):
        return None
    right = written((rates[0] + rates[1]) / 2, stated)
    used = [m for g in parts for m in (g.now, g.told)]
    said = f"由各部分的 {'、'.join(m.quantity.text for m in used)} 合起来算，应为 {right}，文中写 {stated.text}，其中有一处不对"
    sure = _is_one_slip_off(whole, parts, rates)
    return statement(
        "growth",
        whole.told,
        Verdict.WRONG if sure else Verdict.DOUBTFUL,
        said if sure else f"{said}；请核是不是由这些数算的",
        used,
        recomputed=right,
    )


def _rates(whole: GrownNumber, then: Sequence[tuple[Fraction, Fraction] | None]) -> tuple[Fraction, Fraction] | None:
    """Give between what rates a total grew whose parts were these before; `None` if they can't have been."""
    known = [bounds for bounds in then if bounds is not None]
    low, high = (sum((bounds[end] for bounds in known), Fraction(0)) for end in (0, 1))
    if len(known) < len(then) or low <= 0:
        return None
    rates = sorted(whole.sign * (whole.now.quantity.value / base - 1) * 100 for base in (low, high))
    return rates[0], rates[1]


def _is_within(value: Fraction, rates: tuple[Fraction, Fraction], off: Fraction) -> bool:
    return rates[0] - off <= value <= rates[1] + off


def _is_one_slip_off(whole: GrownNumber, parts: Sequence[GrownNumber], rates: tuple[Fraction, Fraction]) -> bool:
    """Say whether one slip of one of the rates makes them agree."""
    stated = whole.told.quantity
    if any(_is_within(right, rates, stated.step / 2) for right in whole.slips):
        return True
    for part in parts:
        for right in part.slips:
            other = _rates(whole, [g.bounds(right if g is part else g.told.quantity.value) for g in parts])
            if other is not None and _is_within(stated.value, other, stated.step / 2):
                return True
    return False
