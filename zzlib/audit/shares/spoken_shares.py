"""Shares in words, and those that words bound: 近三成, 超过七成, 四分之一多, 不足30%; how far a true share may be off, and what no such words can mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zzlib.audit.judging.claim import NumericClaim, doubted, statement
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import SHARE, Verdict, round_half_up
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, Quantity
from zzlib.audit.numbers.words import any_of, mentions_any, words
from zzlib.audit.reading.binding import explicit_before, is_amount
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role
from zzlib.audit.shares.share_groups import REACH, StatedShare, core_of, stated_share, stated_shares
from zzlib.audit.shares.share_wholes import wholes_of

_ALL = Fraction(100)
_TENTH, _PART = Fraction(10), Fraction(3, 10)
_SLACK = Fraction(3, 10)  # of a percent: a share that was rounded before it was told
_ROLES = (Role.SHARE, Role.RATE, Role.THRESHOLD)
_REACH = 12  # numbers from a share to those that it opens its paragraph for
_OF_ALL = re.compile(
    "^的(?P<whole>[一-龥]{2,8}?)(?:都|均|主要)?(?:发生在|集中在|来自于?|分布在|出在|属于|由)(?P<part>[一-龥]{2,10}?)(?:引发|引起|造成|地区|方面)?[，。；]"
)


_HEADED = re.compile("(?P<stem>[一-龥]{2,8})率(?:[升降][至到]|提高到|为|是|达到?)?$")


def bounds_of_words(quantity: Quantity) -> tuple[Fraction, Fraction] | None:
    """Give between what a share lies that words tell: 近三成 from two tenths to three; `None` of a plain number."""
    spoken = not quantity.text.endswith("%")
    if quantity.dimension != PERCENT or not (spoken or quantity.hedge):
        return None
    told, value = words().hedges, quantity.value
    wide = _TENTH if "成" in quantity.text else _PART * min(value, _ALL - value)
    if quantity.hedge in told.nearly:
        low = value - wide if spoken and quantity.hedge not in told.under else Fraction(0)
        return low - _SLACK, value + _SLACK
    if quantity.hedge in told.over:
        return value - _SLACK, (value + wide if quantity.hedge in told.little and spoken else _ALL) + _SLACK
    off = wide * (Fraction(3, 4) if quantity.hedge else Fraction(1, 2)) if spoken else None
    return (value - off - _SLACK, value + off + _SLACK) if off is not None else None


def spoken_share_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge shares in words by the whole that other shares of the text or their own words make sure of, else ask."""
    shares = stated_shares(register.reading)
    for rate in register.reading.mentions:
        if rate.dimension != PERCENT or rate.role not in _ROLES or rate.series:
            continue
        bounds = bounds_of_words(rate.quantity)
        half = rate.quantity.step / 2
        if (pair := _named_behind(rate, register)) is not None:
            yield from _judged(
                rate, pair, bounds or (rate.quantity.value - half, rate.quantity.value + half), sure=True
            )
        elif bounds is None and (pair := _of_rate_behind(rate, register)) is not None:
            right = round_half_up(SHARE.compute(*(m.quantity.value for m in pair)), rate.quantity.step)
            slip = is_slip(rate.quantity, right)
            yield from _judged(rate, pair, (rate.quantity.value - half, rate.quantity.value + half), sure=slip)
        elif bounds is not None and rate.quantity.hedge and (found := _by_words(rate, shares, register)) is not None:
            yield from _judged(rate, found[0], bounds, sure=found[1])


def _by_words(
    rate: Mention, shares: Sequence[StatedShare], register: FigureRegister
) -> tuple[tuple[Mention, Mention], bool] | None:
    """Give the part and the whole of a share in words, and whether other shares prove the whole or words name it."""
    quantity, hedge = rate.quantity, rate.quantity.hedge
    start = quantity.start - len(hedge) * (hedge in words().hedges.before)
    lead, own = (text.removesuffix(hedge) for text in (rate.lead, rate.before))
    plain = replace(rate, quantity=replace(quantity, hedge="", start=start), lead=lead, before=own)
    near = [s for s in shares if abs(s.rate.number - rate.number) <= REACH]
    before = [s for s in near if s.rate.number < rate.number][-1:]
    share = stated_share(plain, register.reading, before)
    if share is None or len(share.parts) != 1:
        return None
    here = share.first.sentence is rate.sentence and share.first.segment == rate.segment
    if "率" in rate.before and (not here or share.first.begin == rate.begin):
        return None  # 有28个单位完成率不到40%: of another thing
    whole = explicit_before(plain, "的")
    if whole is not None and is_amount(whole) and same_unit(share.first, whole):
        return (share.first, whole), True
    group = [share, *(s for s in near if s.group == share.group)]
    wholes = wholes_of(share, group, near, register.reading)
    sure = [w for w in wholes if w.proved or w.spare == 0 or (w.head and _is_of_thought(w.mention, share.first))]
    best = max(sure, key=lambda w: (w.proved, w.spare == 0, w.mention.order), default=None)
    only = len({w.mention.quantity.value for w in sure}) == 1
    return None if best is None else ((share.first, best.mention), only)


def _is_of_thought(whole: Mention, part: Mention) -> bool:
    return whole.sentence is not part.sentence or whole.segment == part.segment


def _named_behind(rate: Mention, register: FigureRegister) -> tuple[Mention, Mention] | None:
    """Give the part and the whole that the words behind a share name, and of which one number each follows: 七成的火灾发生在农村。…火灾248起，其中城区97起，农村151起."""
    text = rate.sentence.text[rate.quantity.end :]
    told = _OF_ALL.match(regex(f"^{any_of(words().hedges.after)}").sub("", text))
    if told is None:
        return None
    near = register.reading.mentions[rate.number : rate.number + _REACH]
    near = [m for m in near if is_amount(m) and not m.quantity.hedge and not m.series]
    wholes = [m for m in near if core_of(m.before).endswith(core_of(told["whole"])) and core_of(told["whole"])]
    if not wholes:
        return None
    whole = wholes[0]
    parts = [m for m in near if core_of(m.before.removeprefix("其中")) == core_of(told["part"]) and same_unit(m, whole)]
    parts = [m for m in parts if m.order > whole.order and m.quantity.value < whole.quantity.value]
    return (parts[0], whole) if len(parts) == 1 else None


def _of_rate_behind(rate: Mention, register: FigureRegister) -> tuple[Mention, Mention] | None:
    """Give the only part and the whole that bear the words of a rate which stands alone in a heading: 败诉率降至14.2% above 审结748件…败诉106件."""
    told = _HEADED.search(rate.lead)
    alone = len(rate.sentence.mentions) == 1 and rate.sentence.text.endswith(rate.quantity.text)
    known = [stem for stem in words().rates if told is not None and told["stem"].endswith(stem)]
    if not alone or not known:
        return None
    over, under = words().rates[max(known, key=len)]
    near = [m for m in register.reading.mentions[rate.number : rate.number + _REACH] if is_amount(m) and not m.depth]
    near = [m for m in near if not m.quantity.hedge and not m.series]
    parts = [m for m in near if mentions_any(over, m.before) and not regex("[未不无]").search(m.before)]
    wholes = [m for m in near if under and mentions_any(under, m.before) and m not in parts]
    if len(parts) != 1 or not wholes or not same_unit(parts[0], wholes[0]):
        return None
    return (parts[0], wholes[0]) if wholes[0].quantity.value > parts[0].quantity.value else None


def _judged(
    rate: Mention, pair: Sequence[Mention], bounds: tuple[Fraction, Fraction], *, sure: bool
) -> Iterator[NumericClaim]:
    part, whole = pair
    exact = SHARE.compute(part.quantity.value, whole.quantity.value)
    text = f"{rate.quantity.hedge if rate.quantity.hedge in words().hedges.before else ''}{rate.quantity.text}"
    said = f"由 {part.quantity.text}、{whole.quantity.text} 算得 {float(exact):.1f}%"
    holds = bounds[0] <= exact <= bounds[1]
    said += "，相符" if holds else f"，文中写{text}"
    claim = statement(
        "share", rate, Verdict.OK if holds else Verdict.WRONG, said, pair, recomputed=f"{float(exact):.1f}%"
    )
    wrong = replace(claim, firm=True, named=True) if sure else doubted(claim)
    yield claim if holds else wrong
