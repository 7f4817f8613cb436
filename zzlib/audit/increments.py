"""A number, what it grew by and the rate, one behind the other: 余额 107937万元，比年初增加 24543万元，增长 18.2%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from zzlib.audit.arithmetic import DECREMENT_DECLINE, HOLDS, INCREMENT_GROWTH, JUDGED, PROVED, SHARE, Verdict, judge
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.excuses import is_near
from zzlib.audit.quantities import PERCENT
from zzlib.audit.reading import Mention, same_unit
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role, growth_sign
from zzlib.audit.unit_slips import digits_of, in_other_unit, unit_claim

_OTHERWISE = re.compile("可比|口径|不变价|现价|年均|剔除|扣除|还原|调整|平均|均")
_GREW = re.compile(
    "(?P<what>[一-龥]{0,5}?)(?:同比|较上年|比上年)?(?:增长|上升|增加|下降|减少|降低|增幅|降幅|[增升降减])(?:率|幅)?(?:为|达到?|了|约)?"
)
_MORE = re.compile(
    "(?P<what>[一-龥]{0,6}?)(?:全年|当年|年内)?(?:(?:同?比|较|与)[^，]{0,8}?)?(?:增长|增加|上升|净增|新增|增[收支产]|减少|下降|减[收支产]|[多少])了?"
)
_OTHER_BASE = re.compile("年初|上月|上季|环比")
_REVISED = re.compile("初步核[算实]|快报|预计数|核定前|审定前")  # 比初步核算少 x，增长 p%: the growth is on last year
_OWN = (Role.SHARE, Role.GROWTH, Role.CHANGE, Role.RATE, Role.INCREASE, Role.DECREASE, Role.TARGET, Role.GAP)
"""What is told of a number behind it, before its increment: its share, its task, how else it changed."""
_FAR = Fraction(3)
_BACK = 8


def increment_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge rates of growth by the increment right beside them and the number that both belong to.

    What the increment makes of the number of now itself is a known slip; a number that fits in 万元 for 亿元 is one of the unit.
    """
    judged = {claim.entry for claim in claims if claim.verdict in JUDGED}
    mentions = register.reading.mentions
    for one, other in pairwise(mentions):
        more, rate = (
            (one, other) if other.dimension == PERCENT else (other, one)
        )  # 增收9.5亿元，增长18.6% and the other way round
        if rate.dimension != PERCENT or judged & {rate.number, other.number} or not _belongs(more, rate):
            continue
        now = _number_of(more, mentions[max(0, one.number - _BACK) : one.number - 1])
        if now is not None and not (now.quantity.hedge or now.series) and _is_own(rate, now):
            yield from _judged(now, more, rate)


def _number_of(more: Mention, ahead: Sequence[Mention]) -> Mention | None:
    """Give the number that an increment belongs to: the one before it but for what is told of that, or the only one of the sentence before."""
    what = _MORE.fullmatch(more.lead)
    named = what["what"] if what is not None else ""
    first = True
    for now in reversed(ahead):
        if now.sentence is not more.sentence or now.segment != more.segment:
            break
        if now.role not in _OWN:
            fits = is_amount(now) and same_unit(now, more) and now.depth == more.depth
            if fits and (not named or _names(named, now)):
                return now if first or named else None
            first = False
            if not named:
                return None
    if not first and not named:
        return None
    before = [
        m for m in ahead if m.sentence.paragraph == more.sentence.paragraph and m.order < (more.sentence.number, 0)
    ]
    before = [m for m in ahead if m.sentence is more.sentence and m.segment == more.segment - 1] if named else before
    like = [m for m in before if is_amount(m) and same_unit(m, more) and m.depth == more.depth]
    near = not named and len(like) == 1 and more.sentence.number - like[0].sentence.number == 1
    return like[-1] if like and (near or (named and _names(named, like[-1]))) else None


def _names(what: str, now: Mention) -> bool:
    """Say whether the words before an increment name a number: 起数少11起 behind 21起, 亡人少131人 behind 亡323人."""
    said = f"{now.lead}{now.quantity.unit}"
    return all(letter in said for letter in re.sub("[数量人]$", "", what))


def _belongs(more: Mention, rate: Mention) -> bool:
    """Say whether a rate is of the increment beside it, by no other way of reckoning."""
    grew = _GREW.fullmatch(rate.before)
    if rate.sentence is not more.sentence or rate.segment != more.segment or rate.depth != more.depth or grew is None:
        return False
    rough = any(m.quantity.hedge or m.series for m in (more, rate))
    signs = {Role.INCREASE: 1, Role.DECREASE: -1}
    same_way = signs.get(more.role) == growth_sign(rate.before)
    other_base = "同比" in rate.before and _OTHER_BASE.search(more.lead) is not None
    revised = _REVISED.search(rate.sentence.text[: rate.quantity.start]) is not None
    return same_way and not (rough or other_base or revised) and _MORE.fullmatch(more.lead) is not None


def _is_own(rate: Mention, now: Mention) -> bool:
    """Say whether what a rate names is the number of now."""
    grew = _GREW.fullmatch(rate.before)
    return grew is not None and (not grew["what"] or grew["what"][:2] in now.lead)


def _said(now: Mention, rate: Mention) -> str:
    """Give the words from a number to its rate, with what stands in brackets: 收入（同口径）30161万元，增长14.6%."""
    text, told = now.sentence.text, rate.sentence.text[: rate.quantity.start]
    return told[now.begin :] if now.sentence is rate.sentence else text[now.begin :] + told


def _judged(now: Mention, more: Mention, rate: Mention) -> Iterator[NumericClaim]:
    formula = INCREMENT_GROWTH if more.role == Role.INCREASE else DECREMENT_DECLINE
    claim, _ = settle("growth_increment", rate, [Binding(formula, (more, now))], certain=True)
    if claim.verdict in PROVED:
        yield claim
    if claim.verdict != Verdict.WRONG or _OTHERWISE.search(_said(now, rate)):
        return
    for used, operands in ((now, lambda m: (more, m)), (more, lambda m: (m, now))):
        other = in_other_unit(used)
        if other is not None:
            printed = [m.quantity.printed for m in operands(other)]
            if judge(formula, printed, rate.quantity.printed)[0] == Verdict.OK:
                yield unit_claim(used, other, operands(other), rate)
                return
    of_now = judge(SHARE, [more.quantity.printed, now.quantity.printed], rate.quantity.printed)[0] in HOLDS
    if of_now and digits_of(rate) > 1:
        message = f"{claim.message}；是以本期的 {now.quantity.text} 作了分母"
        yield replace(claim, message=message, named=True)
    elif is_near(claim, _FAR):
        yield replace(claim, named=now.sentence is more.sentence)
