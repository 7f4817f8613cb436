"""What parts and their total were before, reckoned back from their growth: the growth of a total by that of its parts, by how much a share moved, and what a part pulls its total by."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from zzlib.audit.changes.growth import is_comparable
from zzlib.audit.judging.chance import SlipKind, slips_of
from zzlib.audit.judging.claim import NumericClaim, doubted, statement
from zzlib.audit.judging.slips import has_slipped
from zzlib.audit.numbers.arithmetic import HOLDS, SHARE, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS, written
from zzlib.audit.reading.binding import is_amount, own_words
from zzlib.audit.reading.breakdowns import is_complete
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role, way_of

_REACH, _MOST, _LEAVES = 14, 8, 2
_FINE = Fraction(1, 2000)  # numbers so fine hardly make a total by accident
_NAMED = Fraction(1, 50)
_LONG = 200  # steps of a total of which hardly all like numbers behind it make it up by accident
_OFF = Fraction(3, 10)  # of a percent: sums of last year's numbers that were revised may be off as much
_BEHIND = 3  # numbers between a share and what is told of it
_IDLE = re.compile(
    "所?占?(?:比重|比例|占比|份额)|[较比与](?:上年|去年|20\\d\\d年)(?:同期|[末底])?|同比|提[高升]|上升|下降|降低|回落|增加|减少|扩大|了|约"
)
_MOVED = re.compile("(?P<way>提[高升]|上升|增加|扩大|下[降滑]|降低|回落|减少)(?:了|约)?$")
_FALLS = re.compile("下|降|落|减")
_PULLS = re.compile("[拉带]动[^，。；\\d]*$")
_OTHER_TIME = re.compile(
    "环比|[较比]\\d{1,2}[-—月]|上[月季]|季度|半年|[较比].{0,4}[初末底]|预算|目标|全[国省市]平均|年均|两年"
)
_YEAR_END = "年末"
_YEARLY = re.compile("上年|去年|同比|同期|[较比与]20\\d\\d年(?!末|底)")
_Corner = tuple[Fraction, Fraction]


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
    ahead = now.previous if regex("%[至到]$").search(now.text_before) else None
    behind = [m for m in now.behind_in_thought if not m.text_behind.startswith(("至", "到"))]
    behind = [ahead] if ahead is not None else behind
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
    sure = _is_one_slip_off(whole, parts, rates) or _is_beyond(whole, parts)
    claim = statement("growth", whole.told, Verdict.WRONG, said, used, recomputed=right)
    return claim if sure else doubted(claim)


def _is_beyond(whole: GrownNumber, parts: Sequence[GrownNumber]) -> bool:
    """Say whether all parts tell by how many per cent they grew, and their total grew by more than any of them, or less."""
    told = [g.sign * g.told.quantity.value for g in parts if g.told.dimension == PERCENT]
    value, step = whole.sign * whole.told.quantity.value, whole.told.quantity.step
    return len(told) == len(parts) and not min(told) - step <= value <= max(told) + step


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
    """Say whether one slip of one of the rates makes them agree, or its other way (下降 for 增长)."""
    stated = whole.told.quantity
    if any(_is_within(right, rates, stated.step / 2) for right in (-stated.value, *whole.slips)):
        return True
    for part in parts:
        turned = replace(part, sign=-part.sign)
        for one, right in ((turned, part.told.quantity.value), *((part, right) for right in part.slips)):
            other = _rates(whole, [one.bounds(right) if g is part else g.bounds(g.told.quantity.value) for g in parts])
            if other is not None and _is_within(stated.value, other, stated.step / 2):
                return True
    return False


@dataclass(frozen=True)
class _GrownShare:
    """A part and its whole, each with what tells what it was before, of which a printed share holds, the `number` of the text."""

    part: GrownNumber
    whole: GrownNumber
    number: int


def shifted_share_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the points that are told behind a share, by what its part and its whole were before."""
    by_number = {share.number: share for share in _shares(claims)}
    for mention in register.reading.mentions:
        if mention.dimension != POINTS or mention.quantity.hedge or mention.depth or mention.series:
            continue
        since = _since(mention.lead)
        if since and since != _YEAR_END:
            continue
        near = range(mention.number - 1, mention.number - 1 - _BEHIND, -1)
        behind = next((by_number[n] for n in near if n in by_number and n >= mention.number - mention.place), None)
        moved = _MOVED.search(mention.lead)
        if _PULLS.search(mention.lead) and behind is not None:
            yield from _judged_points(mention, behind, _pull, 1)
        elif moved and _YEARLY.search(mention.text_before):
            bare = not stripped(_IDLE.sub("", mention.lead))
            beside = behind if bare and behind is not None and behind.number == mention.number - 1 else None
            alike = beside is not None and {_since(g.told.before) for g in (beside.part, beside.whole)} == {since}
            if beside is not None and (alike or not since):
                yield from _judged_points(mention, beside, _shift, -1 if _FALLS.search(moved["way"]) else 1)


def _since(said: str) -> str:
    """Give what words reckon a change from, if not from a year before: the end of a year, or something else."""
    told = _OTHER_TIME.search(said)
    return "" if told is None else _YEAR_END if regex("年[末底]$").search(told[0]) else told[0]


def _shares(claims: Sequence[NumericClaim]) -> Iterator[_GrownShare]:
    """Give the shares that hold of a part and a whole of which both is told how they grew."""
    for claim in claims:
        used = claim.used
        plain = claim.trial is not None and claim.trial.binding.formula is SHARE
        told = claim.kind == "share" and claim.verdict in HOLDS and claim.entry
        if plain and told and len(used) == len(("part", "whole")):
            part, whole = (grown_number(m) for m in used)
            if part is not None and whole is not None:
                yield _GrownShare(part, whole, claim.entry)


def _shift(part: _Corner, whole: _Corner) -> Fraction:
    return 100 * (part[0] / whole[0] - part[1] / whole[1])


def _pull(part: _Corner, whole: _Corner) -> Fraction:
    return 100 * (part[0] - part[1]) / whole[1]


def _judged_points(
    mention: Mention, share: _GrownShare, reckon: Callable[[_Corner, _Corner], Fraction], way: int
) -> Iterator[NumericClaim]:
    grown = (share.part, share.whole)
    corners = [g.corners(g.told.quantity.value) or [] for g in grown]
    found = [way * reckon(part, whole) for part, whole in product(*corners) if whole[0] and whole[1]]
    if not found:
        return
    stated, used = mention.quantity, [m for g in grown for m in (g.now, g.told)]
    low, high = min(found) - stated.step / 2, max(found) + stated.step / 2
    middle = (low + high) / 2
    holds = low <= stated.value <= high
    if not holds and reckon is _shift and low - stated.step <= stated.value <= high + stated.step:
        return  # 占5.3%，提高0.1个百分点: the two shares as they were rounded
    right = written(middle, stated)
    slipped = has_slipped(stated, low, high)
    sure = slipped or high - low < abs(middle)
    said = f"由 {'、'.join(m.quantity.text for m in used)} 推算，应为 {right}"
    said += "，相符" if holds else f"，文中写 {stated.text}"
    kind, verdict = "growth" if mention.role == Role.GROWTH else "difference", Verdict.OK if holds else Verdict.WRONG
    claim = statement(kind, mention, verdict, said, used, recomputed=right)
    yield claim if holds or sure else doubted(claim)
