"""A number, what it grew by and the rate, told together: 余额 107937万元，比年初增加 24543万元，增长 18.2%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from zzlib.audit.judging.claim import Binding, NumericClaim, settle, statement
from zzlib.audit.judging.evidence import operand_slipped
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import (
    DECREMENT_DECLINE,
    INCREMENT_GROWTH,
    INCREMENT_TIMES,
    JUDGED,
    PROVED,
    SHARE,
    ClaimFormula,
    Verdict,
    judge,
    round_half_up,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, TIMES
from zzlib.audit.numbers.words import any_of, mentions_any, words
from zzlib.audit.reading.binding import is_amount, levels_before, series_partner
from zzlib.audit.reading.counted_alike import compatible, same_unit
from zzlib.audit.reading.moments import moment_of, times_compared, times_told, told_moment
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role, way_of

OTHERWISE = re.compile("可比|口径|不变价|现价|剔除|扣除|还原|调整(?!预算|数)|实际增|名义")
_EACH = re.compile("年均|月均|平均")
_REVISED = re.compile("初步核[算实]|快报|预计数|核定前|审定前")  # 比初步核算少 x，增长 p%: the growth is on last year
_TOLD_OF = (Role.SHARE, Role.GROWTH, Role.CHANGE, Role.RATE, Role.TARGET, Role.GAP, Role.BASE, *CHANGES)
"""What is told of a number behind it, before its change: its share, its task, how else it changed."""
_BARE_VERB = re.compile("(?<![至最许大众诸更])[多少](?:了|出)?(?P<what>[一-龥]*)$")
_COMPARED = re.compile("(?:较|(?<![同环占对])比|跟|[与和同](?=[^，]*(?:相?比|$)))[^，]*$")
_IDLE = re.compile(
    "同比|环比|分别|其中|各类?|年内|(?:20\\d\\d)?年[末底初]|起数|件数|人数|[数总]量|[数量额]|幅度?|率|[一二三四五六七八九十两]年"
)
_SINCE = (
    ("年初", re.compile("年初|期初|[上去]年[底末]")),
    ("月", re.compile("上月|环比|上季|上周|月初")),
    ("年", re.compile("同比|同期")),
)
_YEAR_END = re.compile("年[末底]|12月|全年|年度")
_NET, _CAME = re.compile("净[增减]"), re.compile("新增|新建|新收|新开|新设|新登记|退出|注销")
# 诉求28640件，占热线受理总量46.3万件的6.2%；同比增加3170件
_WHOLE_OF = re.compile("的(?:比重|比例)?[为约]?\\d[\\d.]*%")
_FAR, _TWICE = Fraction(10), Fraction(2)
_OTHER_SIZE = Fraction(50)  # what is so much off is of another number: 人均补差37元，提高3.8元，增长11.5%
_BACK = 40
_AFTER = 2  # sentences
_TIMES_OF_THEN = ClaimFormula(lambda more, now: now / (now - more), (1, -1))


def increment_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge rates of growth by the change right beside them and the number that both are of.

    What the change makes of the number of now itself is a known slip.
    """
    judged = {claim.entry for claim in claims if claim.verdict in JUDGED}
    mentions = register.reading.mentions
    for rate in mentions:
        change = _change_beside(rate) if rate.number not in judged else None
        if change is not None:
            first = min(rate.number, change.number) - 1
            nows = _numbers_of(change, rate, mentions[max(0, first - _BACK) : first])
            nows = nows or _told_after(change, rate, mentions[rate.number : rate.number + _BACK])
            if nows:
                yield from _judged(nows, change, rate, sure=_is_of_now(nows, change, register))


def _told_after(change: Mention, rate: Mention, behind: Sequence[Mention]) -> list[Mention]:
    """Give the only number behind a change that its words name: 新收同比增加86.2万件，上升12.78%。一季度新收760.9万件."""
    if not named_change(change.before):
        return []
    found = _numbers_of(change, rate, behind)
    return found if len(found) == 1 and found[0].sentence.number - change.sentence.number <= _AFTER else []


def _is_of_now(nows: list[Mention], change: Mention, register: FigureRegister) -> bool:
    """Say whether a number is surely what a change led to, not what it set out from: of its sentence, or told to be of now."""
    if nows[0].sentence is change.sentence:
        return True
    if nows[0].number > change.number and moment_of(nows[0], register).is_now:
        return True
    time, then, own = told_moment(nows[0], register), times_compared(change.text_before), times_told(change.text_before)
    later = time is not None and bool(then) and then[-1].is_before(time)
    return len(nows) == 1 and later and (not own or own[-1] == time)


def _change_beside(rate: Mention) -> Mention | None:
    """Give the change that a rate stands right behind (增收9.5亿元，增长18.6%), or right before (增长18.6%，增收9.5亿元)."""
    grew = way_of(rate) if rate.dimension in (PERCENT, TIMES) else 0
    if not grew or rate.quantity.hedge or rate.series or _REVISED.search(rate.text_before):
        return None
    level = [m for m in rate.sentence.mentions if m.depth <= rate.depth]  # 减少975千公顷（1462万亩），下降0.8%
    beside = [m for m in level if m.place < rate.place][-1:] + [m for m in level if m.place > rate.place][:1]
    way = Role.INCREASE if grew > 0 else Role.DECREASE
    for change in beside:
        # 增加50.8万人（增长3.8%）
        inside = change.depth == rate.depth - 1 and rate.sentence.text.startswith("（", change.quantity.end)
        near = change.segment == rate.segment or change.place == rate.place - 1
        bare = change.place < rate.place or not named_change(change.lead)
        again = regex("[多少][增减]").search(change.before)  # 多增 is the change of a change
        # 起数、伤人和损失分别持平、减少2人和下降18.3%: each is of another
        listed = "分别" in change.lead and rate.before.startswith(("和", "及", "与"))
        if change.role == way and not (again or listed) and near and bare and (change.depth == rate.depth or inside):
            return change
    return None


def _times(change: Mention, rate: Mention) -> set[str]:
    """Give the times that a change and a rate are reckoned from."""
    return {name for m in (change, rate) for name, said in _SINCE if said.search(m.before)}


@cache
def _verbs() -> str:
    roles = words().roles
    verbs = any_of(roles.growth_up + roles.growth_down + roles.increase + roles.decrease)
    return f"(?:{verbs}|[净新超]?[增减升降](?:[收支产]|[一-龥]?[速幅]度)?)(?:了|为|达到?|约|至)*$"


def named_change(said: str) -> str:
    """Give the words that say what changed, without those of comparing and of time."""
    told = regex(_verbs()).search(said) or _BARE_VERB.search(said)
    what = (told.groupdict().get("what") or "") if told else ""
    said = regex(any_of(words().roles.base)).sub("", _COMPARED.sub("", said[: told.start()] if told else said))
    return stripped(_IDLE.sub("", said)) + stripped(regex(any_of(words().roles.of_change)).sub("", what))


def _numbers_of(change: Mention, rate: Mention, ahead: Sequence[Mention]) -> list[Mention]:
    """Give the number that a change is of: the nearest of its unit that its words name, in its sentence or in those before.

    Where they name none it is the one right before it but for what is told of that, or the only one of the sentence
    before. Of several named further up any may be it.
    """
    said = [name for m in (change, rate) if (name := named_change(m.before))]
    like = [m for m in reversed(ahead) if m.role not in _TOLD_OF and m.depth <= change.depth and same_unit(m, change)]
    like = [m for m in like if not _WHOLE_OF.match(m.text_behind)]
    if _NET.search(change.before):  # 新增房源2019套，…净增1348套，增长20.2%: what came in is not what there is
        like = [m for m in like if not _CAME.search(m.before)]
    # 农民工月均收入5240元 is a number of now, though 月均 may tell what is needed each month.
    like = [m for m in like if (is_amount(m) or m.role == Role.PACE) and not m.quantity.hedge]
    if said:
        like = [m for m in like if all(set(name) <= set(m.context + m.quantity.unit) for name in said)]
        return [m for m in like if m.sentence is change.sentence][:1] or like
    others = [m for m in ahead if _is_of_one_base(m, change, rate)]
    like = [m for m in like if not any(m.number < other.number for other in others)]  # what has a change of its own
    # 从业人员38323.6万人，其中女性14446.7万人。减少2005.0万人: of none that is told only in passing
    like = [m for m in like if m.sentence is change.sentence or "其中" not in m.before]
    then = [m for m in change.ahead if m.role == Role.BASE and m.begin == change.begin and same_unit(m, change)]
    like = [m for m in like if not ("净" in change.before and "新" in m.before)]  # of the stock, and not of what came
    like = [m for m in like if not then or _comes_from(m, change, then[-1])]
    here = [m for m in like if m.sentence is change.sentence]
    before = [m for m in like if _is_beside(m, change)]
    return here[:1] or before * (len(before) == 1)


def _is_of_one_base(other: Mention, change: Mention, rate: Mention) -> bool:
    """Say whether a change or a growth further up is reckoned from the same time, of which two are of two numbers."""
    alike = same_unit(other, change) if other.role in CHANGES else other.role == Role.GROWTH and other is not rate
    times, said = _times(other, other), _times(change, rate)
    return alike and not (times ^ said) & {"月"}


def _comes_from(now: Mention, change: Mention, then: Mention) -> bool:
    """Say whether a number is about what one of then and its change make: 比8月份的20860件减少1687件 is of no daily average."""
    sign = 1 if change.role == Role.INCREASE else -1
    made = then.quantity.value + sign * change.quantity.value
    return abs(made - now.quantity.value) <= change.quantity.value


def _is_beside(now: Mention, other: Mention) -> bool:
    """Say whether a number stands in the sentence before, of one paragraph."""
    one, next_one = now.sentence, other.sentence
    return one.number == next_one.number - 1 and one.paragraph == next_one.paragraph


def increment_formula(rate: Mention, *, grew: bool) -> ClaimFormula:
    """Give how a rate is reckoned from a change and the number of now."""
    of_rise = INCREMENT_TIMES if rate.dimension == TIMES else INCREMENT_GROWTH
    return of_rise if grew else DECREMENT_DECLINE


def _judged(nows: list[Mention], change: Mention, rate: Mention, *, sure: bool) -> Iterator[NumericClaim]:
    grew, now = change.role == Role.INCREASE, nows[0]
    if sure and grew and _is_all_new(rate, change, now):
        yield _of_nothing(rate, change, now)
        return
    formula = increment_formula(rate, grew=grew)
    mistaken = _TIMES_OF_THEN if rate.dimension == TIMES else SHARE
    found = [Binding(formula, (change, m)) for m in nows]
    # A number further up may be that of then.
    found += [] if sure or _is_beside(now, rate) else [Binding(SHARE, (change, m)) for m in nows]
    claim, _ = settle("growth_increment", rate, found, certain=len(nows) == 1 or _is_beside(now, rate))
    if claim.verdict in PROVED:
        yield claim
    if claim.verdict != Verdict.WRONG or _is_reckoned_otherwise(now, rate) or not is_near(claim, _OTHER_SIZE):
        return
    times = _times(change, rate)
    ended = "月" not in times and _YEAR_END.search(change.sentence.text[: change.begin]) is not None
    of_now = judge(mistaken, [m.quantity.printed for m in (change, now)], rate.quantity.printed)[0] == Verdict.OK
    # at a year's end its beginning is a year before
    if of_now and rate.quantity.digits > 1 and (len(times) < 2 or ended):
        message = f"{claim.message}；是以本期的 {now.quantity.text} 作了分母"
        yield replace(claim, message=message, named=True, said=True)
    elif len(times) < 2 and not _is_of_others(claim, rate, change, now):
        told = is_near(claim, _FAR) or (now.place == change.place - 1 and not named_change(change.lead))
        yield replace(claim, named=sure, said=sure and told)


def _is_of_others(claim: NumericClaim, rate: Mention, change: Mention, now: Mention) -> bool:
    """Say whether a rate is so far off, by no slip of the pen, that its change is of a number that isn't printed: 存款56亿元，其中：比上年增加6亿元，增长14.8%."""
    if is_near(claim, _TWICE) or is_in_a_row([now, change, rate]):
        return False
    if claim.trial is None or claim.exact is None:
        return True
    slipped = is_slip(rate.quantity, round_half_up(claim.exact, rate.quantity.step))
    return not (slipped or operand_slipped(claim, claim.trial))


def _is_all_new(rate: Mention, change: Mention, now: Mention) -> bool:
    """Say whether a change is all that there is now, for which some write 100% for each."""
    alike = now.quantity.value == change.quantity.value and same_unit(now, change)
    return alike and rate.quantity.value % 100 != 0


def _of_nothing(rate: Mention, change: Mention, now: Mention) -> NumericClaim:
    """Give the claim of 保费55.1亿元，同比增加55.1亿元，增长20.2%: what is new altogether grew by no rate."""
    said = f"增加的 {change.quantity.text} 与总数一样，上期就是 0，不会有增幅 {rate.quantity.text}，有一处写错"
    return statement("growth_increment", rate, Verdict.WRONG, said, (change, now), named=True)


def _is_reckoned_otherwise(now: Mention, rate: Mention) -> bool:
    """Say whether the words from a number to its rate, those in brackets too, tell of another way of reckoning."""
    said, behind = f"{now.sentence.text[now.begin :]}{rate.text_before}", rate.text_before
    if now.sentence is rate.sentence:
        said, behind = rate.thought, behind[now.quantity.end :]
    added = "收入" not in now.before and mentions_any(words().comparable.subjects, said)
    return added or _EACH.search(behind) is not None or OTHERWISE.search(said) is not None


def is_in_a_row(told: list[Mention]) -> bool:
    """Say whether numbers stand one right behind the other in one thought: 14078万元，比上年同期24465万元减支10387万元，下降 p%."""
    close = all(one.place + 1 == other.place for one, other in pairwise(sorted(told, key=lambda m: m.place)))
    same = {(m.segment, m.depth) for m in told}
    return len(told) > len(("level", "rate")) and close and len(same) == 1


def increment_claim(rate: Mention, change: Mention, now: Mention, *, certain: bool) -> NumericClaim:
    """Judge a rate of a list by the change and the number of now at its place."""
    grew = way_of(rate) > 0
    if certain and grew and _is_all_new(rate, change, now):
        return _of_nothing(rate, change, now)
    binding = Binding(increment_formula(rate, grew=grew), (change, now))
    return settle("growth_increment", rate, [binding], certain=certain)[0]


def listed_change(mention: Mention) -> tuple[Mention, Mention] | None:
    """Give the change and the level of a member of 26起、死亡443人，减少2起、14人，分别下降: the same place in each list."""
    before = mention.ahead_in_thought[::-1]
    change = next((m for m in before if m.role in CHANGES and len(m.series) == len(mention.series)), None)
    changes = [m for m in before if m.role in CHANGES][: len(mention.series)][::-1]
    listed = change.series if change is not None else changes  # 减少事故84起，减少死亡101人，分别下降
    if len(listed) != len(mention.series):
        return None
    place, change = mention.listed_at, listed[mention.listed_at]
    levels, name = [m for m in before if is_amount(m) and m.place < listed[0].place], named_change(change.before)
    called = [m for m in levels if same_unit(m, change) and all(letter in m.own for letter in name)]
    if len(called) == 1:  # 15起、死亡15人，受伤4人，起数增加7起，死亡增加4人
        return change, called[0]
    levels = levels[: len(mention.series)][::-1]
    alike = len(levels) == len(mention.series) and compatible(levels[place], change)
    return (change, levels[place]) if alike else None


def change_of_one(mention: Mention) -> tuple[Mention, Mention] | None:
    """Give the change told behind a list of rates of what one of them is of, and its level: 死亡7人、受伤51人，分别下降36.4%、26.1%，其中死亡人数减少4人."""
    levels = levels_before(mention)
    level, change = series_partner(mention, levels), next(iter(mention.series[-1].behind_in_thought), None)
    if level is None or change is None or change.role not in CHANGES or "其中" not in change.lead:
        return None
    name = named_change(change.before)
    bearing = [m for m in levels if same_unit(m, change) and all(letter in m.own for letter in name)]
    one = way_of(mention) == (1 if change.role == Role.INCREASE else -1)
    return (change, level) if name and one and bearing == [level] else None
