"""A number, what it grew by and the rate, one behind the other: 余额 107937万元，比年初增加 24543万元，增长 18.2%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from zzlib.audit.arithmetic import DECREMENT_DECLINE, HOLDS, INCREMENT_GROWTH, JUDGED, SHARE, Verdict, judge
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
    "(?P<what>[一-龥]{0,5}?)(?:同比)?(?:增长|上升|增加|下降|减少|降低|增幅|降幅)(?:率)?(?:为|达到?|了|约)?"
)
_MORE = re.compile("(?:同?比|较|与)[^，]{0,8}?(?:增长|增加|上升|净增|增收|多|减少|下降|减收|少)了?")
_OTHER_BASE = re.compile("年初|上月|上季|环比")
_FAR = Fraction(3)


def increment_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge rates of growth by the increment right before them and the number that it belongs to.

    What the increment makes of the number of now itself is a known slip; a number that fits in 万元 for 亿元 is one of the unit.
    """
    judged = {claim.entry for claim in claims if claim.verdict in JUDGED}
    mentions = register.reading.mentions
    for more, rate in pairwise(mentions):
        now = _number_of(more, mentions)
        if now is not None and rate.number not in judged and _belongs(more, rate, now):
            yield from _judged(now, more, rate)


def _number_of(more: Mention, mentions: Sequence[Mention]) -> Mention | None:
    """Give the number that an increment belongs to: the one right before it, or before its share (举报3618件，占27%)."""
    ahead = mentions[max(0, more.number - 3) : more.number - 1]
    while ahead and ahead[-1].role == Role.SHARE:
        ahead = ahead[:-1]
    now = ahead[-1] if ahead else None
    if now is None or now.sentence.paragraph != more.sentence.paragraph or not is_amount(now):
        return None
    follows = more.place == 0 and more.sentence.number - now.sentence.number == 1
    here = now.sentence is more.sentence and now.segment == more.segment
    return now if (here or follows) and same_unit(now, more) and now.depth == more.depth else None


def _belongs(more: Mention, rate: Mention, now: Mention) -> bool:
    """Say whether a rate is of the increment before it, and both of one number, by no other way of reckoning."""
    grew = _GREW.fullmatch(rate.before)
    if rate.sentence is not more.sentence or rate.segment != more.segment or rate.depth != more.depth or grew is None:
        return False
    rough = any(m.quantity.hedge or m.series for m in (more, rate, now))
    signs = {Role.INCREASE: 1, Role.DECREASE: -1}
    same_way = rate.dimension == PERCENT and signs.get(more.role) == growth_sign(rate.before)
    other_base = "同比" in rate.before and _OTHER_BASE.search(more.lead) is not None
    own = not grew["what"] or grew["what"][:2] in now.lead
    return same_way and own and not rough and not other_base and _MORE.fullmatch(more.lead) is not None


def _judged(now: Mention, more: Mention, rate: Mention) -> Iterator[NumericClaim]:
    formula = INCREMENT_GROWTH if more.role == Role.INCREASE else DECREMENT_DECLINE
    claim, _ = settle("growth_increment", rate, [Binding(formula, (more, now))], certain=True)
    if claim.verdict != Verdict.WRONG or _OTHERWISE.search(f"{now.lead}{more.lead}{rate.lead}"):
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
    elif now.sentence is more.sentence and now.place == more.place - 1 and is_near(claim, _FAR):
        yield replace(claim, named=True)
