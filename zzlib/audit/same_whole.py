"""Shares of one whole judge each other: what the words name, or the other shares of the list are of, is the whole of all of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from zzlib.audit.arithmetic import HOLDS, PROVED, SHARE, ClaimFormula, Printed, Verdict, judge
from zzlib.audit.causes import cause_of_share
from zzlib.audit.chance import SlipKind, slips_of
from zzlib.audit.claim import Binding, NumericClaim, operand, settle, statement
from zzlib.audit.excuses import is_near, share_of_list
from zzlib.audit.quantities import PERCENT, TIMES, Quantity
from zzlib.audit.reading import Mention, Reading, same_unit
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role, growth_sign
from zzlib.audit.share_groups import StatedShare, core_of, spare_letters, stated_shares
from zzlib.audit.unit_slips import digits_of, in_other_unit, unit_claim

_WHOLES = (Role.LEVEL, Role.TOTAL, Role.TARGET, Role.BASE, Role.REST)
_SLIPS = (SlipKind.SWAPPED, SlipKind.REPEATED, SlipKind.CHANGED)
_COUNTED = re.compile("有|仅|其中|已")
_RATE = "率"  # opens the group of a rate, which has its whole alone
_REACH = 200  # numbers that shares of one whole may be apart
_REMEMBERED = 20_000  # shares of one long document
_ENOUGH = 2  # shares that hold of a number make it the whole of the others
_ALL = 100  # per cent
_FEW = 3  # shares that a message names
_SPARE = 2  # letters that a whole's words may have more than the words for it
_NEAR, _FAR = Fraction(3, 2), Fraction(5, 2)


@dataclass(frozen=True)
class ShareWhole:
    """A number that may be the whole of a share, which others of its list hold of it, and how many letters its words have more than those for the whole (`None`: other words)."""

    mention: Mention
    held: tuple[StatedShare, ...]
    spare: int | None
    made: bool
    kin: bool
    next: bool
    head: bool

    @property
    def proved(self) -> bool:
        """Say whether the other shares of the list make it the whole of all."""
        return len(self.held) >= _ENOUGH or (self.made and len(self.held) > 0)

    @property
    def named(self) -> bool:
        """Say whether it bears the very words for the whole, or those that the part's end with: 城镇常住人口, of 常住人口."""
        return self.kin or self.next or self.head or (self.spare is not None and self.spare <= _SPARE)


def same_whole_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge shares whose whole other shares prove or words name: by a slip, or a share of another printed number."""
    shares = stated_shares(register.reading)
    for share in shares:
        near = (s for s in shares if abs(s.rate.number - share.rate.number) <= _REACH)
        group = [s for s in near if s is share or _is_of_one_list(s, share)]
        yield from _judged(share, group, register.reading)


def _is_of_one_list(one: StatedShare, other: StatedShare) -> bool:
    """Say whether two shares have one whole in common: by the list, or by a name that is in the other's (投资, 固定资产投资)."""
    return one.group == other.group or any(
        a.noun and b.noun and spare_letters(a.noun, b.noun) is not None for a, b in ((one, other), (other, one))
    )


def _judged(share: StatedShare, group: Sequence[StatedShare], reading: Reading) -> Iterator[NumericClaim]:
    wholes = _wholes_of(share, group, reading)
    own = [s for s in group if s.group == share.group]
    if not any(w.held or _verdict(share, w.mention) in PROVED for w in wholes):
        yield from _of_unprinted(share, own, wholes)
    if not wholes:
        return
    best = max(
        wholes,
        key=lambda w: (w.proved, w.head, len(w.held), w.named, w.spare is not None, -(w.spare or 0), w.mention.order),
    )
    if _verdict(share, best.mention) in PROVED:
        yield from [_held(share, best.mention)] if share.group[0] != _RATE else ()
        yield from _grown_past(share, best.mention) if best.held else ()
        return
    other = next((w for w in wholes if _verdict(share, w.mention) in PROVED), None)
    if other is not None and (_is_like(share.first, other, best) or not _is_better(best, other)):
        yield from [_held(share, other.mention)] if share.group[0] != _RATE else ()
        return
    binding = Binding(_formula(share), (*share.parts, best.mention))
    claim, trial = settle("level" if share.aimed else "share", share.rate, [binding], certain=True)
    if claim.verdict != Verdict.WRONG or _is_rounding(share, best.mention) or _holds_of_its_pair(share):
        return
    unit = in_other_unit(share.first)
    if best.held and unit is not None and _verdict(replace(share, parts=(unit,)), best.mention) in HOLDS:
        yield unit_claim(share.first, unit, (unit, best.mention), share.rate)
        return
    judged = share, wholes, best
    sure = _is_sure(*judged, claim, alone=_is_alone(*judged, own), mistaken=other is not None)
    if sure or _is_likely(*judged, claim, alone=_is_alone(*judged, own)):
        if len(share.parts) == 1:
            claim = cause_of_share(claim, trial, share.rate, reading, explicit=True)
        yield _told(claim, best, sure=sure)


def _holds_of_its_pair(share: StatedShare) -> bool:
    """Say whether a share is that of the number right beside its part: 批准逮捕134件187人, of 163件235人."""
    part, here = share.first, share.rate.sentence.mentions
    beside = [m for m in here if m.quantity.start == part.quantity.end or m.quantity.end == part.quantity.start]
    pairs = [(one, other) for one in beside for other in here if other is not one and same_unit(one, other)]
    rate = share.rate.quantity.printed
    return any(
        judge(SHARE, (one.quantity.printed, o.quantity.printed), rate)[0] in PROVED
        for one, o in pairs
        if o.quantity.value
    )


def _is_alone(share: StatedShare, wholes: Sequence[ShareWhole], best: ShareWhole, own: Sequence[StatedShare]) -> bool:
    """Say whether no other number can be the whole, and no other share has the same."""
    return len(own) == 1 and all(w.mention.quantity.value == best.mention.quantity.value for w in wholes)


def _is_named(wholes: Sequence[ShareWhole], best: ShareWhole) -> bool:
    """Say whether the words for the whole are those of one number."""
    return best.head or (
        best.named and all(w.mention.quantity.value == best.mention.quantity.value for w in wholes if w.named)
    )


def _is_sure(
    share: StatedShare,
    wholes: Sequence[ShareWhole],
    best: ShareWhole,
    claim: NumericClaim,
    *,
    alone: bool,
    mistaken: bool,
) -> bool:
    """Say whether a whole is so surely that of a share which doesn't hold of it that the share is wrong; `mistaken` if another number gives it."""
    named, rate = _is_named(wholes, best), share.group[0] == _RATE
    bare = alone and not share.noun and not rate
    only = best.spare is not None and len({w.mention.quantity.value for w in wholes if w.spare is not None}) == 1
    here = best.mention.sentence is share.rate.sentence and not share.aimed
    close = share.rate.sentence.paragraph - best.mention.sentence.paragraph <= 1 and not share.aimed
    if best.proved or (here and bare) or (close and (only or (named and not best.next))):
        return _slip(share, best.mention) or is_near(claim, _NEAR) or (mistaken and (best.proved or named))
    if best.held or named:
        return _slip(share, best.mention) or (named and mistaken)
    return (only or alone) and _slip(share, best.mention, _SLIPS if bare else _SLIPS[:2])


def _is_likely(
    share: StatedShare, wholes: Sequence[ShareWhole], best: ShareWhole, claim: NumericClaim, *, alone: bool
) -> bool:
    bare = alone and not share.noun and share.group[0] != _RATE
    return (bare and is_near(claim, _NEAR)) or ((bool(best.held) or _is_named(wholes, best)) and is_near(claim, _FAR))


def _held(share: StatedShare, whole: Mention) -> NumericClaim:
    binding = Binding(_formula(share), (*share.parts, whole))
    return settle("level" if share.aimed else "share", share.rate, [binding], certain=False)[0]


def _told(claim: NumericClaim, best: ShareWhole, *, sure: bool) -> NumericClaim:
    said = f"；别的几项占比都是按 {best.mention.quantity.text} 算的" if best.held else ""
    said += "" if sure else "；请核是不是由这些数算的"
    verdict = Verdict.WRONG if sure else Verdict.DOUBTFUL
    return replace(claim, verdict=verdict, named=True, firm=sure, message=claim.message + said)


def _is_of_kind(part: Mention, whole: Mention) -> bool:
    """Say whether a number bears the very name of a part, whose kind it is: 重大火灾6起, of which 重大火灾5起."""
    name = core_of(part.before + part.after)
    return len(name) > 1 and name == core_of(whole.before + whole.after)


def _is_like(part: Mention, other: ShareWhole, best: ShareWhole) -> bool:
    """Say whether a number is told in more of a part's words than another: 受伤881人 than 死亡1390人, of 伤71人."""
    mine, others, bests = (set(core_of(m.before + m.after)) for m in (part, other.mention, best.mention))
    return len(mine & others) > len(mine & bests) or _is_of_kind(part, other.mention)


def _is_kin(part: Mention, whole: Mention) -> bool:
    """Say whether the words of a part are those of the whole with more before them: 燃放爆竹引起的火灾, of 火灾."""
    name, kind = (core_of(m.before) for m in (part, whole))
    return len(kind) > 1 and name != kind and name.endswith(kind)


def _spare(noun: str, whole: Mention) -> int | None:
    """Give how many letters the words of a number have more than those for a whole, or with its unit: 救助860人次."""
    said = (core_of(whole.before or whole.lead), core_of(f"{whole.before}{whole.quantity.unit}{whole.after}"))
    found = [spare for text in said if (spare := spare_letters(noun, text)) is not None]
    return min(found, default=None)


def _stands_before(part: Mention, whole: Mention) -> bool:
    """Say whether a number stands before a part in its own thought: 编报政策性项目106个，有59个."""
    return (part.sentence, part.segment) == (whole.sentence, whole.segment) and whole.place < part.place


def _is_counted_in(share: StatedShare, whole: Mention) -> bool:
    """Say whether a bare 占 is of the only like number before its part, of which 有, 仅 or 其中 counts it: 政策型项目106个，有59个争取到资金，占55.7%."""
    part = share.first
    ahead = [m for m in part.sentence.mentions[: part.place] if m.segment == part.segment and same_unit(m, part)]
    return not share.noun and ahead == [whole] and _COUNTED.search(part.before) is not None


def _is_head(part: Mention, whole: Mention) -> bool:
    """Say whether 其中 stands right behind a number and before a part in one sentence: 1200顶，其中单帐篷780顶、棉帐篷420顶."""
    if part.sentence is not whole.sentence:
        return False
    opened = part.sentence.text.rfind("其中", whole.quantity.end, part.quantity.start)
    between = part.sentence.mentions[whole.place + 1 : part.place]
    return opened >= 0 and not any(m.quantity.start < opened and same_unit(m, part) for m in between)


def _is_better(best: ShareWhole, other: ShareWhole) -> bool:
    """Say whether the text tells of a whole more surely than of another that gives the share."""
    spare = best.spare if best.named else None
    nearer = spare is not None and (other.spare is None or other.spare > max(spare, _SPARE * (spare > 0)))
    return (best.proved and not other.proved) or nearer


def _of_unprinted(
    share: StatedShare, group: Sequence[StatedShare], wholes: Sequence[ShareWhole]
) -> Iterator[NumericClaim]:
    """Judge a share by the whole that the others of its list imply and that is not printed, or is by a slip."""
    others = [s for s in group if s is not share and s.first.quantity.value != share.first.quantity.value]
    ranges = [_implied(s) for s in others if digits_of(s.rate) > 1 and same_unit(s.first, share.first)]
    meeting = max(([r for r in ranges if r[0] <= one[0] < r[1]] for one in ranges), key=len, default=[])
    enough = len(meeting) >= _ENOUGH or (len(meeting) == 1 and share.noun)
    if not enough or len(meeting) * 2 <= len(ranges):
        return
    low, high = max(r[0] for r in meeting), min(r[1] for r in meeting)
    mine = _implied(share)
    rate = share.rate.quantity
    if mine[0] < high and low < mine[1]:
        return
    part = sum((m.quantity.value for m in share.parts), Fraction(0))
    right = part / ((low + high) / 2) * 100
    bounds = (part / high * 100 - rate.step / 2, part / low * 100 + rate.step / 2)
    kinds = _SLIPS[:1] if digits_of(share.rate) <= _SPARE else _SLIPS
    slip = len(meeting) >= _ENOUGH and any(
        bounds[0] < value < bounds[1] for kind in kinds for value in slips_of(rate, kind)
    )
    if share.aimed or right > _ALL or not (slip or rate.value / _FAR < right < rate.value * _FAR):
        return
    used = [m for s in others[:_FEW] for m in (*s.parts, s.rate)]
    told = "、".join(f"{s.first.quantity.text}占 {s.rate.quantity.text}" for s in others[:_FEW])
    message = f"照 {told} 推算，{share.first.quantity.text} 应占 {rate.alike(right)}，文中写 {rate.text}"
    yield statement(
        "share",
        share.rate,
        Verdict.WRONG if slip else Verdict.DOUBTFUL,
        message + ("" if slip else "；请核是不是同一个总数的占比"),
        operands=tuple(operand(m.quantity) for m in (*share.parts, *used)),
        recomputed=rate.alike(right),
        proof=(*share.parts, *used),
        firm=slip,
    )


def _implied(share: StatedShare) -> tuple[Fraction, Fraction]:
    """Give between what the whole of a share lies."""
    low, high = (sum((getattr(m.quantity.printed, end) for m in share.parts), Fraction(0)) for end in ("low", "high"))
    rate = share.rate.quantity.printed
    return low / rate.high * 100, high / rate.low * 100


def _formula(share: StatedShare) -> ClaimFormula:
    return share_of_list(len(share.parts)) if len(share.parts) > 1 else SHARE


def _verdict(share: StatedShare, whole: Mention, rate: Quantity | None = None) -> Verdict:
    printed = [m.quantity.printed for m in (*share.parts, whole)]
    return _judged_once(_formula(share), tuple(printed), (rate or share.rate.quantity).printed)


@lru_cache(maxsize=_REMEMBERED)  # each share of a list is held against the wholes of each other
def _judged_once(formula: ClaimFormula, printed: tuple[Printed, ...], rate: Printed) -> Verdict:
    return judge(formula, printed, rate)[0]


def _is_rounding(share: StatedShare, whole: Mention) -> bool:
    """Say whether rounded numbers give all but the last digit: what they were rounded from was rounded before."""
    rate, exact = share.rate.quantity, all(m.quantity.is_exact for m in (*share.parts, whole))
    beside = (replace(rate, value=rate.value + off * rate.step) for off in (-1, 1))
    return not exact and any(_verdict(share, whole, other) in HOLDS for other in beside)


def _slip(share: StatedShare, whole: Mention, kinds: Sequence[SlipKind] = _SLIPS) -> bool:
    """Say whether the share is one slip from what holds."""
    rate = share.rate.quantity
    kinds = kinds[:1] if digits_of(share.rate) <= _SPARE else kinds
    return any(
        _verdict(share, whole, replace(rate, value=right)) in HOLDS for kind in kinds for right in slips_of(rate, kind)
    )


def _wholes_of(share: StatedShare, group: Sequence[StatedShare], reading: Reading) -> list[ShareWhole]:
    """Give the numbers before a share that may be its whole."""
    mine = {m.number for s in group for m in s.parts}
    total = sum((m.quantity.value for m in share.parts), Fraction(0))
    own = [s for s in group if s.group == share.group]
    parts = sum((p.quantity.value for s in own for p in s.parts), Fraction(0))
    found = []
    for m in reading.around(share.rate):
        ahead = m.order < share.rate.order or (m.sentence is share.rate.sentence and "总" in m.before)
        plain = ahead and m.role in _WHOLES and not m.quantity.hedge and m.number not in mine
        if not plain or m.quantity.value <= total or not same_unit(m, share.first):
            continue
        spare = _spare(share.noun, m)
        beside = {s.first.quantity.value: s for s in (own if spare is None else group)}
        beside.pop(share.first.quantity.value, None)
        held = tuple(s for s in beside.values() if digits_of(s.rate) > 1 and _holds_beside(s, m, share))
        made = parts == m.quantity.value and len(own) > 1
        numbers = [m.number, share.first.number, share.rate.number]
        next_ = share.group[0] == _RATE and numbers == list(range(m.number, m.number + 3))
        kin, head = (not share.noun and told(share.first, m) for told in (_is_kin, _is_head))
        head = (head and share.group[0] != _RATE) or (
            (spare is not None or _is_counted_in(share, m)) and _stands_before(share.first, m)
        )
        found.append(ShareWhole(m, held, spare, made, kin, next_, head))
    return found


def _holds_beside(share: StatedShare, whole: Mention, other: StatedShare) -> bool:
    """Say whether a share holds of a number, or, of a list 分别占, of one like it in the same sentence: 起数, 死亡, 受伤."""
    if _verdict(share, whole) in HOLDS:
        return same_unit(share.first, whole)
    listed = bool(share.rate.series) and share.rate.series is other.rate.series and _is_of_kind(other.first, whole)
    return listed and any(
        _verdict(share, m) in HOLDS for m in whole.sentence.mentions if same_unit(m, share.first) and m.quantity.value
    )


def _grown_past(share: StatedShare, whole: Mention) -> Iterator[NumericClaim]:
    """Judge the growth of a part by which it was more than the whole then; where 倍 for % mends it, the unit is wrong."""
    grown = _growth_of(whole)
    if grown is None:
        return
    rate = _growth_of(share.first)
    if rate is None or _then(share.first, rate) * 100 <= _then(whole, grown) * 101:
        return
    said = f"按 {rate.quantity.text} 推算，上年同期的这一部分比上年同期的全部（{whole.quantity.text}，增长 {grown.quantity.text}）还多"
    used = (share.first, whole, grown)
    other = replace(rate, quantity=replace(rate.quantity, dimension=TIMES))
    fits = (
        rate.quantity.text.endswith("%")
        and grown.dimension == TIMES
        and _then(share.first, other) < _then(whole, grown)
    )
    message = f"{said}；单位似应为“倍”" if fits else f"{said}；请核两个增幅"
    yield statement(
        "growth",
        rate,
        Verdict.WRONG if fits else Verdict.DOUBTFUL,
        message,
        operands=tuple(operand(m.quantity) for m in used),
        recomputed=f"{rate.quantity.number}倍" if fits else "",
        proof=used,
    )


def _growth_of(mention: Mention) -> Mention | None:
    """Give the plain growth over the year that stands right behind a number."""
    behind = mention.sentence.mentions[mention.place + 1 : mention.place + 2]
    grown = [
        m for m in behind if m.role == Role.GROWTH and m.dimension in (PERCENT, TIMES) and m.depth == mention.depth
    ]
    plain = (
        grown
        and growth_sign(grown[0].before) > 0
        and re.fullmatch("，?(?:同比|比[上去]年(?:同期)?)增长", grown[0].before)
    )
    return grown[0] if plain and not grown[0].quantity.hedge else None


def _then(now: Mention, grown: Mention) -> Fraction:
    rate = grown.quantity.value if grown.dimension == TIMES else grown.quantity.value / 100
    return now.quantity.value / (1 + rate)
