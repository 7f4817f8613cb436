"""A number, what it grew by and the rate, told together: 余额 107937万元，比年初增加 24543万元，增长 18.2%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import (
    DECREMENT_DECLINE,
    INCREMENT_GROWTH,
    INCREMENT_TIMES,
    JUDGED,
    PROVED,
    SHARE,
    ClaimFormula,
    Verdict,
    judge,
)
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.excuses import is_near
from zzlib.audit.quantities import PERCENT, TIMES
from zzlib.audit.reading import Mention, same_unit, stripped
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role, growth_sign
from zzlib.audit.unit_slips import digits_of, in_other_unit, unit_claim
from zzlib.audit.words import any_of, mentions_any, words

_OTHERWISE = re.compile("可比|口径|不变价|现价|年均|剔除|扣除|还原|调整|平均|均|实际增|名义")
_REVISED = re.compile("初步核[算实]|快报|预计数|核定前|审定前")  # 比初步核算少 x，增长 p%: the growth is on last year
_CHANGES = (Role.INCREASE, Role.DECREASE)
_TOLD_OF = (Role.SHARE, Role.GROWTH, Role.CHANGE, Role.RATE, Role.TARGET, Role.GAP, Role.BASE, *_CHANGES)
"""What is told of a number behind it, before its change: its share, its task, how else it changed."""
_VERB = re.compile("[多少](?:了|出)?(?P<what>[一-龥]*)$|[净新超]?[增减][一-龥]{0,2}$|(?:上升|下降|降低|提高)了?$")
_IDLE = re.compile(
    "与|跟|同|相比|[较比]|同比|环比|分别|其中|(?:20\\d\\d)?年[末底初]?|[全当本]年|[月季周][末底初]|年内|起数|件数|人数|[数总]量|[数量额]|幅度?|率|[一二三四五六七八九十两]年"
)
_SINCE = (
    ("年初", re.compile("年初|期初|[上去]年[底末]")),
    ("月", re.compile("上月|环比|上季|上周|月初")),
    ("年", re.compile("同比|同期")),
)
_YEAR_END = re.compile("年[末底]|12月|全年|年度")
_NEAR, _FAR = Fraction(3), Fraction(10)
_BACK, _SENTENCES = 24, 3


def increment_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge rates of growth by the change right beside them and the number that both are of.

    What the change makes of the number of now itself is a known slip; a number that fits in 万元 for 亿元 is one of the unit.
    """
    judged = {claim.entry for claim in claims if claim.verdict in JUDGED}
    accused = {claim.entry for claim in claims if claim.verdict == Verdict.WRONG}
    mentions = register.reading.mentions
    for rate in mentions:
        change = _change_beside(rate) if rate.number not in judged else None
        if change is not None and change.number not in accused:
            first = min(rate.number, change.number) - 1
            now = _number_of(change, rate, mentions[max(0, first - _BACK) : first])
            if now is not None:
                yield from _judged(now, change, rate)


def _change_beside(rate: Mention) -> Mention | None:
    """Give the change that a rate stands right behind (增收9.5亿元，增长18.6%), or right before (增长18.6%，增收9.5亿元)."""
    grew = growth_sign(rate.before or rate.lead) if rate.dimension in (PERCENT, TIMES) else 0
    if not grew or rate.quantity.hedge or rate.series or _REVISED.search(rate.sentence.text[: rate.quantity.start]):
        return None
    level = [m for m in rate.sentence.mentions if m.depth <= rate.depth]  # 减少975千公顷（1462万亩），下降0.8%
    beside = [m for m in level if m.place < rate.place][-1:] + [m for m in level if m.place > rate.place][:1]
    way = Role.INCREASE if grew > 0 else Role.DECREASE
    for change in beside:
        inside = (
            change.depth == rate.depth - 1 and rate.sentence.text[change.quantity.end] == "（"
        )  # 增加50.8万人（增长3.8%）
        fits = change.role == way and change.segment == rate.segment and (change.depth == rate.depth or inside)
        bare = change.place < rate.place or not _named(change.lead)
        if fits and bare and not change.quantity.hedge and not change.series:
            return change
    return None


def _times(change: Mention, rate: Mention) -> set[str]:
    """Give the times that a change and a rate are reckoned from."""
    return {name for m in (change, rate) for name, said in _SINCE if said.search(m.before)}


def _named(said: str) -> str:
    """Give the words that say what changed, without those of comparing and of time."""
    roles = words().roles
    said = _VERB.sub(
        lambda match: match["what"] or "",
        re.sub(any_of(roles.growth_up + roles.growth_down) + "[了为达约至]*$", "增", said),
    )
    return stripped(_IDLE.sub("", re.sub(any_of(roles.base + roles.of_change), "", said)))


def _number_of(change: Mention, rate: Mention, ahead: Sequence[Mention]) -> Mention | None:
    """Give the number that a change is of: the nearest of its unit that its words name, before it or in the sentences before.

    Where they name none it is the one right before it but for what is told of that, or the only one of the sentence before.
    """
    said = [name for m in (change, rate) if (name := _named(m.before))]
    like: list[Mention] = []
    for now in reversed(ahead):
        apart = change.sentence.number - now.sentence.number
        if now.sentence.paragraph != change.sentence.paragraph or apart > _SENTENCES:
            break
        if now.role in _TOLD_OF or now.depth > change.depth or not same_unit(now, change):
            continue
        if not is_amount(now) or now.quantity.hedge:
            break
        if said and all(_bears(now, name) for name in said):
            return now
        like.append(now)
        if not said and not apart:
            return now
    near = [now for now in like if change.sentence.number - now.sentence.number == 1]
    return near[0] if len(near) == 1 and not said else None


def _bears(now: Mention, name: str) -> bool:
    return all(letter in now.context + now.quantity.unit for letter in name)


def _formulas(change: Mention, rate: Mention) -> tuple[ClaimFormula, ClaimFormula]:
    """Give how a rate is reckoned from change and now, and how it is reckoned by mistake: by the number of now."""
    if rate.dimension == TIMES:
        return INCREMENT_TIMES, ClaimFormula(lambda more, now: now / (now - more), (1, -1))
    return (INCREMENT_GROWTH if change.role == Role.INCREASE else DECREMENT_DECLINE), SHARE


def _judged(now: Mention, change: Mention, rate: Mention) -> Iterator[NumericClaim]:
    formula, mistaken = _formulas(change, rate)
    claim, _ = settle("growth_increment", rate, [Binding(formula, (change, now))], certain=True)
    if claim.verdict in PROVED:
        yield claim
    text = now.sentence.text[now.begin :] if now.sentence is not rate.sentence else ""
    said = text + rate.sentence.text[now.begin if now.sentence is rate.sentence else 0 : rate.quantity.start]
    if claim.verdict != Verdict.WRONG or _OTHERWISE.search(said) or mentions_any(words().comparable.subjects, said):
        return
    for used, operands in ((now, lambda m: (change, m)), (change, lambda m: (m, now))):
        other = in_other_unit(used)
        if other is not None:
            printed = [m.quantity.printed for m in operands(other)]
            if judge(formula, printed, rate.quantity.printed)[0] == Verdict.OK:
                yield unit_claim(used, other, operands(other), rate)
                return
    times = _times(change, rate)
    ended = "月" not in times and _YEAR_END.search(change.sentence.text[: change.begin]) is not None
    of_now = judge(mistaken, [change.quantity.printed, now.quantity.printed], rate.quantity.printed)[0] == Verdict.OK
    if of_now and digits_of(rate) > 1 and (len(times) < 2 or ended):  # at a year's end its beginning is a year before
        message = f"{claim.message}；是以本期的 {now.quantity.text} 作了分母"
        yield replace(claim, message=message, named=True, said=True)
    elif len(times) < 2:
        here = now.sentence is rate.sentence
        yield replace(claim, named=here, said=here and is_near(claim, _FAR))
