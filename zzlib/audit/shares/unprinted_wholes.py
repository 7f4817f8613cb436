"""Wholes that are not printed: what most shares of a list imply, or the sum of all that it tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zzlib.audit.judging.chance import SlipKind, slips_of
from zzlib.audit.judging.claim import Binding, NumericClaim, doubted, settle, statement
from zzlib.audit.judging.excuses import factor_between
from zzlib.audit.numbers.arithmetic import HOLDS, ClaimFormula, Verdict, judge
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, written
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, words_between
from zzlib.audit.reading.roles import Role
from zzlib.audit.shares.share_groups import StatedShare, core_of
from zzlib.audit.shares.share_wholes import ENOUGH, SPARE, is_head

SHARE_SLIPS = (SlipKind.SWAPPED, SlipKind.EXCHANGED, SlipKind.REPEATED, SlipKind.CHANGED)
NEAR, FAR = Fraction(8, 5), Fraction(5, 2)
_ALL = 100  # per cent
_OFF = Fraction(103, 100)  # what is nearer was rounded, or counted a little otherwise
_ROUGH = Fraction(21, 20)  # 28万元, 35.2%: so far apart are the bounds that few digits leave
_NO_WHOLE = re.compile("均|每|包括|[含转]")  # 日均10169件；包括上年结转30件
_MOVES = re.compile("(?:比重|比例|占比|率)[由从][^，。；]*$")  # 比重由1990年的8.30%上升为9.38%: of two times
_FEW = 3  # shares that a message names


def implied_by(
    share: StatedShare, group: Sequence[StatedShare]
) -> tuple[tuple[Fraction, Fraction], list[StatedShare], int] | None:
    """Give between what the whole of a share lies that most others of a group imply, these others, and how many of them do."""
    others = [s for s in group if s.first.quantity.value != share.first.quantity.value]
    if any(_MOVES.search(s.rate.text_before) for s in (share, *others)):
        return None
    others = [s for s in others if s.rate.quantity.digits > 1 and same_unit(s.first, share.first)]
    ranges = [_implied(s) for s in others]
    meeting = max(([r for r in ranges if r[0] <= one[0] < r[1]] for one in ranges), key=len, default=[])
    named = bool(share.noun) or group[-1].group != share.group
    enough = len(meeting) >= ENOUGH or (len(meeting) == 1 and named)
    if not enough or len(meeting) * 2 <= len(ranges):
        return None
    return (max(r[0] for r in meeting), min(r[1] for r in meeting)), others, len(meeting)


def of_its_row(share: StatedShare, group: Sequence[StatedShare]) -> StatedShare:
    """Give a share with that number of its item which is so much of the whole of the others: 水面4327亩，其中可养殖3703亩，占7.4%."""
    found = implied_by(share, group)
    if (
        found is None
        or found[2] < ENOUGH
        or share.rate.series
        or len(share.parts) > 1
        or meets(share, found[0], share.rate.quantity.value)
    ):
        return share
    first = max((s.rate.place + 1 for s in group if s.rate in share.rate.ahead), default=0)
    own = [m for m in share.rate.ahead[first:] if m.depth == share.first.depth and same_unit(m, share.first)]
    fits = [s for m in own if meets(s := replace(share, parts=(m,)), found[0], s.rate.quantity.value)]
    return fits[0] if len(fits) == 1 else share


def of_unprinted(share: StatedShare, group: Sequence[StatedShare]) -> Iterator[NumericClaim]:
    """Judge a share by the whole that the others of its list, or of what is named alike, imply and that is not printed, or is by a slip."""
    found = implied_by(share, group)
    if found is None:
        return
    whole, others, meeting = found
    rate, right = share.rate.quantity, _right(share, whole)
    if meets(share, whole, rate.value) or abs(right - rate.value) < rate.step + rate.step * _makes_whole(share, right):
        return  # cut off, or put even with the others
    other = others[0] if meeting == 1 else None
    slip = _slips_to(share, whole, SHARE_SLIPS if meeting >= ENOUGH else SHARE_SLIPS[:1])
    if other is not None and _slips_to(other, _implied(share), SHARE_SLIPS[:1]):
        if not slip:
            return  # it is the other one that is told wrong
        slip = False
    all_meet = meeting == len(others) > ENOUGH and rate.value / NEAR < right < rate.value * NEAR
    sure = slip or all_meet
    if share.aimed or right > _ALL or not (sure or rate.value / FAR < right < rate.value * FAR):
        return
    used = [m for s in others[:_FEW] for m in (*s.parts, s.rate)]
    told = "、".join(f"{s.first.quantity.text}占 {s.rate.quantity.text}" for s in others[:_FEW])
    message = f"照 {told} 推算，{share.first.quantity.text} 应占 {written(right, rate)}，文中写 {rate.text}"
    used = [*share.parts, *used]
    claim = statement("share", share.rate, Verdict.WRONG, message, used, recomputed=written(right, rate), firm=sure)
    yield claim if sure else doubted(claim, "请核是不是同一个总数的占比")


def _makes_whole(share: StatedShare, right: Fraction) -> bool:
    """Say whether the shares of its sentence make a hundred to the last digit, and don't if it is put right: 25.6%、20.3%、28.0%、26.1%."""
    rates = [m.quantity.value for m in share.rate.sentence.mentions if m.dimension == PERCENT and "占" in m.lead]
    return sum(rates) == _ALL != sum(rates) - share.rate.quantity.value + right


def of_their_sum(share: StatedShare, group: Sequence[StatedShare]) -> NumericClaim | None:
    """Judge a share of a list by the sum of all its parts, if all shares, or all but one of several, are of that: 接待费15.6万元，占80%；车辆费3.9万元，占20%."""
    parts = tuple(m for s in group for m in s.parts)
    if len(parts) != len(group) or len({m.number for m in parts}) < max(2, len(parts)) or share.aimed:
        return None
    found = [Binding(_share_of_all(place, len(parts)), parts) for place in range(len(parts))]
    held = [judge(b.formula, b.printed, s.rate.quantity.printed)[0] in HOLDS for b, s in zip(found, group, strict=True)]
    if sum(held) < max(2, len(held) - 1):
        return None
    claim = settle("share", share.rate, [found[group.index(share)]], certain=True)[0]
    return replace(claim, named=len(share.rate.series) == len(group))  # by place: no other two numbers can be meant


def of_wrong_whole(group: Sequence[StatedShare], reading: Reading) -> NumericClaim | None:
    """Say that the total before a list is wrong, if all its shares are of one other whole that is printed nowhere near: 累计13315人次，其中甲33650人次，占65.9%；乙15670人次，占30.7%."""
    part, noun = group[0].first, group[0].noun
    told = [s for s in group if s.rate.quantity.digits > 1 and len(s.parts) == 1 and same_unit(s.first, part)]
    if len({s.first.quantity.value for s in told}) < max(ENOUGH, len(group) - 1) or group[0].aimed:
        return None
    ranges = [_implied(s) for s in told]
    low, high = max(r[0] for r in ranges), min(r[1] for r in ranges)
    near = [m for m in reading.around(part) if same_unit(m, part)]
    if not low < high < low * _ROUGH or any(low / _OFF <= m.quantity.value <= high * _OFF for m in near):
        return None
    ahead = [m for m in near if m.order < part.order and m.role in (Role.LEVEL, Role.TOTAL) and not m.quantity.hedge]
    ahead = [m for m in ahead if not _NO_WHOLE.search(m.before)]
    heads = [
        m for m in ahead if (core_of(m.before).endswith(noun) if noun else is_head(part, m) or _is_divided(part, m))
    ]
    if len({m.quantity.value for m in heads}) != 1 or "占" not in group[0].rate.lead:
        return None
    parts = sum((s.first.quantity.value for s in group), Fraction(0))
    head, mean = heads[-1], (low + high) / 2
    closed = low / _OFF <= parts <= high * _OFF and parts < 2 * head.quantity.value
    if closed and not (is_head(part, head) and _are_all(group)):
        return None  # their sum tells it, or is another thing
    close = 1 / FAR < mean / head.quantity.value < FAR or factor_between(mean, head.quantity)
    if not (close or is_head(part, head) or _is_divided(part, head)):
        return None  # 8月当月进出口3.59万亿元, beside shares of all 27.09万亿元
    right = written(mean, head.quantity)
    shares = "、".join(f"{s.first.quantity.text}占 {s.rate.quantity.text}" for s in told[:_FEW])
    message = f"照 {shares} 推算，总数应约为 {right}，文中写 {head.quantity.text}"
    used = [m for s in told for m in (*s.parts, s.rate)]
    unsure = closed and not regex("其[他它余]").search(group[-1].first.before)
    if unsure:  # 诉求284406件，其中咨询124599件，占63.72%…: all there is, or all of some class
        message = f"{message}；各项占比合起来就是 100%，请核总数里是不是还有别的"
    verdict = Verdict.DOUBTFUL if unsure else Verdict.WRONG
    return statement("share", head, verdict, message, tuple(used), recomputed=right, firm=not unsure)


def _are_all(group: Sequence[StatedShare]) -> bool:
    """Say whether shares make 100% but for what rounding leaves."""
    total, off = (sum((getattr(s.rate.quantity, what) for s in group), Fraction(0)) for what in ("value", "step"))
    return bool(abs(total - 100) <= off)


def _is_divided(part: Mention, whole: Mention) -> bool:
    """Say whether the only like number before a list is told to be divided into it: 建议128件，分为五类：一是甲类20件."""
    ahead = [m for m in part.ahead if same_unit(m, part)]
    return ahead == [whole] and regex("分为|包括|：").search(words_between(whole, part)) is not None


def _share_of_all(place: int, number: int) -> ClaimFormula:
    signs = tuple(1 if other == place else -1 for other in range(number))
    return ClaimFormula(lambda *parts: parts[place] / sum(parts, Fraction(0)) * 100, signs)


def _right(share: StatedShare, whole: tuple[Fraction, Fraction]) -> Fraction:
    """Give the share that a part has of what lies between two bounds."""
    return sum((m.quantity.value for m in share.parts), Fraction(0)) / ((whole[0] + whole[1]) / 2) * 100


def meets(share: StatedShare, whole: tuple[Fraction, Fraction], value: Fraction) -> bool:
    """Say whether a share of such a value is of a whole between two bounds."""
    low, high = _implied(replace(share, rate=replace(share.rate, quantity=replace(share.rate.quantity, value=value))))
    return low < whole[1] and whole[0] < high


def _slips_to(share: StatedShare, whole: tuple[Fraction, Fraction], kinds: Sequence[SlipKind]) -> bool:
    """Say whether a share is one slip from that of a whole between two bounds."""
    rate = share.rate.quantity
    kinds = kinds[:1] if share.rate.quantity.digits <= SPARE else kinds
    return any(value > 0 and meets(share, whole, value) for kind in kinds for value in slips_of(rate, kind))


def _implied(share: StatedShare) -> tuple[Fraction, Fraction]:
    """Give between what the whole of a share lies."""
    low, high = (sum((getattr(m.quantity.printed, end) for m in share.parts), Fraction(0)) for end in ("low", "high"))
    rate = share.rate.quantity.printed
    return low / rate.high * 100, high / rate.low * 100
