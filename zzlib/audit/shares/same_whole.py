"""Shares of one whole judge each other: what the words name, or the other shares of the list are of, is the whole of all of them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zzlib.audit.judging.chance import SlipKind, slips_of
from zzlib.audit.judging.claim import OF_ANOTHER, Binding, NumericClaim, doubted, settle
from zzlib.audit.judging.excuses import cause_of_share, is_near
from zzlib.audit.numbers.arithmetic import HOLDS, PROVED, SHARE, SHARE_OF_SUM, Verdict, gives
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.breakdowns import PERSONS
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, stripped, words_between
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role
from zzlib.audit.reading.spans import span_of
from zzlib.audit.shares.other_wholes import (
    is_of_another,
    is_of_counted_alike,
    is_of_its_own,
    is_of_the_dead,
)
from zzlib.audit.shares.share_groups import RATE, REACH, StatedShare, core_of, spare_letters, stated_shares
from zzlib.audit.shares.share_wholes import (
    ENOUGH,
    LONG_NAME,
    PLANNED,
    SPARE,
    ShareWhole,
    formula_of,
    is_of_kind,
    is_of_own_plan,
    is_of_the_beginning,
    of_all,
    plan_ahead,
    verdict_of,
    wholes_of,
)
from zzlib.audit.shares.unprinted_wholes import (
    FAR,
    NEAR,
    SHARE_SLIPS,
    implied_by,
    meets,
    of_its_row,
    of_their_sum,
    of_unprinted,
    of_wrong_whole,
)

_CLOSED, _NEW = re.compile("[结审执办][结案]率"), re.compile("新收|收案|立案")
_VERB = 4  # letters
_OF_WRONG = Fraction(200)  # what is so many times off is of another thing, and not only reckoned of it
_BARE, _OF_ALL = re.compile("占比?[为达约]?$"), re.compile("占(?:全部|所有|各类)")
_OF_TIME = ("分钟", "小时", "秒", "天", "日", "年", "个月")
_OF_ITS_OWN = re.compile("占其[一-龥]{2,8}的?$")  # 民营企业出口…，占其进出口的74.9%
_STEM = re.compile("([一-龥]{2})率[^率]*$")


def same_whole_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge shares whose whole other shares prove or words name: by a slip, or a share of another printed number."""
    shares = [share for share in stated_shares(register.reading) if not _is_of_people(share)]
    shares = [of_its_row(share, [s for s in shares if s.group == share.group]) for share in shares]
    lists = {share.group: [s for s in shares if s.group == share.group] for share in shares if share.group[0] != RATE}
    wrong = {group: claim for group, own in lists.items() if (claim := of_wrong_whole(own, register.reading))}
    yield from wrong.values()
    places = [share.rate.number for share in shares]
    for share, place in zip(shares, places, strict=True):
        if share.explicit or share.group in wrong or _is_of_several(share):
            continue  # the words before it say what it is of, and it only speaks for the others
        if (plan := plan_ahead(share, register.reading)) is not None:
            claim = settle("level", share.rate, [Binding(SHARE, (share.first, plan))], certain=True)[0]
            yield replace(claim, named=True, firm=claim.verdict == Verdict.WRONG)
            continue
        near = shares[bisect_left(places, place - REACH) : bisect_right(places, place + REACH)]
        group = [s for s in near if s is share or _is_of_one_list(s, share)]
        yield from _judged(share, group, near, register.reading)


def _is_of_several(share: StatedShare) -> bool:
    """Say whether a share stands behind numbers told in turn, of which it is reckoned together: 两区分别为18.2万人次和21.6万人次，占62.8%; 甲9.6万起和乙10.5万起合占10.3%."""
    if regex("[合共]占$|合计占$").search(share.rate.before) and len(share.parts) == 1:
        return True
    plain = share.rate.lead.startswith("占") and not share.rate.series
    return plain and len(share.parts) == 1 and len(share.first.series) > 1


def _is_of_one_list(one: StatedShare, other: StatedShare) -> bool:
    """Say whether two shares have one whole in common: by the list, or by a name that is in the other's (投资, 固定资产投资)."""
    return one.group == other.group or any(
        a.noun and b.noun and spare_letters(a.noun, b.noun) is not None for a, b in ((one, other), (other, one))
    )


def _judged(
    share: StatedShare, group: Sequence[StatedShare], shares: Sequence[StatedShare], reading: Reading
) -> Iterator[NumericClaim]:
    wholes = wholes_of(share, group, shares, reading)
    own = [s for s in group if s.group == share.group]
    if not any(verdict_of(share, w.mention) in PROVED for w in wholes):
        held = any(w.held for w in wholes)
        summed = of_their_sum(share, own)
        if summed is not None and (summed.verdict in PROVED or not held):
            yield summed
            return
        apart = all(w.mention.sentence.paragraph != share.rate.sentence.paragraph for w in wholes)
        here = [s for s in shares if apart and s.rate.sentence is share.rate.sentence]
        told_by = [found for of in (shares, here) if of and (found := implied_by(share, of)) is not None]
        if any(meets(share, whole, share.rate.quantity.value) for whole, _, _ in told_by):
            return
        plain = [s for s in of_all(shares) if s not in own and 0 < len(share.noun) <= LONG_NAME]
        told = implied_by(share, [*plain, *own]) if plain else None
        yield from () if held else of_unprinted(share, [*plain, *own] if told and told[2] >= ENOUGH else own)
    if not wholes:
        return
    best = max(wholes, key=lambda w: (_is_own(w, share), *w.rank))
    if verdict_of(share, best.mention) in PROVED:
        yield from [_held(share, best.mention)] if share.group[0] != RATE else ()
        return
    giving = [w for w in wholes if verdict_of(share, w.mention) in PROVED]
    other = next((w for w in giving if w.next), giving[0] if giving else None)
    if other is not None and _is_meant(share, other, best):
        yield from [_held(share, other.mention)] if share.group[0] != RATE else ()
        return
    binding = Binding(formula_of(share), (*share.parts, best.mention))
    claim, trial = settle("level" if share.aimed else "share", share.rate, [binding], certain=True)
    rivals = [w for w in wholes if w is not best and verdict_of(share, w.mention) != Verdict.OK]
    spared = any(_is_next_to(share, w.mention) for w in rivals) or (best.held and _OF_ITS_OWN.search(share.rate.lead))
    if claim.verdict != Verdict.WRONG or _is_rounding(share, best.mention) or spared:
        return
    others = (
        is_of_counted_alike,
        is_of_another,
        is_of_its_own,
        is_of_the_dead,
        is_of_own_plan,
        is_of_the_beginning,
    )
    if any(unlike(share, best.mention) for unlike in others) or _is_made_beside(share, best) or _is_half(share, best):
        return
    alone = len(own) == 1 and len({w.mention.quantity.value for w in wholes}) == 1
    sure = _is_sure(share, wholes, best, claim, alone=alone, mistaken=other is not None)
    sure = sure and not _is_of_older(share, best)
    if sure or _is_likely(share, wholes, best, claim, alone=alone):
        if len(share.parts) == 1:
            claim = cause_of_share(claim, trial, share.rate, reading, explicit=True)
        # no word tells which of two wholes it is of
        headed = best.head and not _is_whole_of_first(share, best)
        named = not _BARE.search(share.rate.lead) or share.noun or best.held or headed
        open_to_two = OF_ANOTHER in claim.message and not named
        yield from () if open_to_two else [_told(claim, best, sure=sure)]
    elif not (giving or share.noun or share.aimed or share.group[0] == RATE) and share.rate.quantity.digits > SPARE:
        yield from _of_only_slip(share, wholes)


def _is_made_beside(share: StatedShare, best: ShareWhole) -> bool:
    """Say whether the head of a list makes a rate behind it (326处，国保12处、省保314处，占总数的), or a number with the whole in the bracket behind."""
    like = [m for m in share.rate.ahead if same_unit(m, share.first)]
    heads = [(n, m) for n, m in enumerate(like) if sum(one.quantity.value for one in like[n + 1 :]) == m.quantity.value]
    pairs = [(m, best.mention) for _, m in heads] + [(m, whole) for m in like for whole in share.rate.bracket]
    printed = share.rate.quantity.printed
    return any(same_unit(*pair) and gives(SHARE, [m.quantity.printed for m in pair], printed) for pair in pairs)


def _is_half(share: StatedShare, best: ShareWhole) -> bool:
    """Say whether a share is of its part and the other one together: 商品类1816件，占68.27%；服务类844件，占总量的31.73%."""
    pair = [m.quantity.printed for m in (share.first, best.mention)]
    told = best.exact or best.held or best.spare is not None
    return not told and gives(SHARE_OF_SUM, pair, share.rate.quantity.printed)


def _is_of_new(share: StatedShare, best: ShareWhole) -> bool:
    """Say whether a rate of what was closed is held against what came in alone: 新收1512.5万件，结案1238.9万件，结案率68.17%."""
    return _CLOSED.search(share.rate.lead) is not None and _NEW.search(best.mention.before) is not None


def _is_of_older(share: StatedShare, best: ShareWhole) -> bool:
    """Say whether a rate of cases closed may be of those left from before, too: it is lower than of those that came in, by no slip of the pen."""
    low = share.rate.quantity.value * best.mention.quantity.value < 100 * share.first.quantity.value
    told = share.rate.lead.endswith(("审结率", "结案率")) and "受理" in best.mention.lead
    return low and told and not _slip(share, best.mention)


def _is_own(whole: ShareWhole, share: StatedShare) -> bool:
    """Say whether a number of the very thought of a share bears the name of its whole, or is the only task there: 计划投资9.3亿元，完成8.15亿元，占年度目标的."""
    here = [m for m in share.rate.ahead if m.segment == share.rate.segment]
    tasks = [m for m in here if m.role == Role.TARGET and same_unit(m, share.first)]
    called = whole.exact and whole.spare == 0
    among = whole.mention is share.first.previous and whole.head and not share.noun  # 重大火灾6起中有5起
    return whole.mention in here and (called or among or (share.aimed and tasks == [whole.mention]))


def _of_only_slip(share: StatedShare, wholes: Sequence[ShareWhole]) -> Iterator[NumericClaim]:
    """Doubt a share of which words name no whole by the only number that two digits put right make it be of."""
    found = [w for w in wholes if _slip(share, w.mention, SHARE_SLIPS[:2])]
    if len({w.mention.quantity.value for w in found}) == 1:
        binding = Binding(formula_of(share), (*share.parts, found[0].mention))
        claim = settle("share", share.rate, [binding], certain=True)[0]
        yield from [_told(claim, found[0], sure=False)] if is_near(claim, NEAR) else ()


def _is_of_people(share: StatedShare) -> bool:
    """Say whether a share is of people, which its part isn't: 2个区占全市人口比重."""
    unit = share.first.quantity.unit.lstrip("百千万亿")
    if unit in _OF_TIME and not share.rate.series:
        return True  # 城区5分钟内到场率58.4%
    return "人口" in share.noun and share.first.dimension == COUNT and unit not in PERSONS


def _is_named(wholes: Sequence[ShareWhole], best: ShareWhole) -> bool:
    """Say whether the words for the whole are those of one number."""
    rivals = [w for w in wholes if w.named and (best.spare != 0 or w.spare == 0) and (w.kin or not best.kin)]
    rivals = rivals if best.spare is None else [w for w in rivals if w.spare is not None]
    rivals = [w for w in rivals if w.exact] if best.exact else rivals
    rivals = [w for w in rivals if w.mention.role != Role.BASE]  # 上年缴存额
    if best.divided:  # 预算228万元，其中：货物类预算98万元…
        rivals = [w for w in rivals if w.mention.sentence is not best.mention.sentence]
    return best.head or (best.named and all(w.mention.quantity.value == best.mention.quantity.value for w in rivals))


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
    named, rate = _is_named(wholes, best), share.group[0] == RATE
    bare = alone and not share.noun and not rate
    only = best.spare is not None and len({w.mention.quantity.value for w in wholes if w.spare is not None}) == 1
    here = best.mention.sentence is share.rate.sentence and not share.aimed
    told = not share.aimed or not mentions_any(words().roles.target, share.noun)  # 完成造林任务的, of 安排造林
    close = share.rate.sentence.paragraph - best.mention.sentence.paragraph <= 1 and told
    loose = bool(best.spare and share.noun) and not (best.head or best.held or best.first)  # 移动通信收入, of 通信收入
    narrower = not here and (loose or _is_inner(best.mention, share.first, wholes))
    if len(share.parts) == 1 and _is_identified(share, wholes, best) and is_near(claim, _OF_WRONG):
        return True  # 1253个，占5.1%: whatever it was reckoned of
    if best.proved or (here and bare) or (close and (only or (named and not best.next))):
        return _slip(share, best.mention) or (is_near(claim, NEAR) and not narrower) or mistaken
    if best.held or named:
        return _slip(share, best.mention) or (named and mistaken)
    often = not rate and not share.noun and best.elsewhere > ENOUGH
    told = often or alone or (best.first and not rate and not share.noun)
    return told and _slip(share, best.mention, SHARE_SLIPS if often else SHARE_SLIPS[:2])


def _is_identified(share: StatedShare, wholes: Sequence[ShareWhole], best: ShareWhole) -> bool:
    """Say whether a list, a name, or its place right before the part and the rate leaves no whole but one."""
    if share.group[0] == RATE:
        return _is_beside(share, best)
    only = len({w.mention.quantity.value for w in wholes}) == 1
    inner = share.group[0].startswith("其中") and "占" in share.rate.lead
    named = bool(share.noun) and ((best.exact and best.spare is not None) or _is_named(wholes, best))
    enough = ENOUGH - (best.first or best.mention.sentence.paragraph == share.rate.sentence.paragraph)
    alike = not _is_inner(best.mention, share.first, wholes) and (named or len(best.held) >= enough)
    called = best.exact and best.spare == 0 and len({w.mention.quantity.value for w in wholes if w.exact}) == 1
    told = not share.rate.series and ((inner and best.head) or ((only or called) and alike))
    return not share.aimed and (best.proved or told)  # 交通0.8亿元，农业、教育分别占12%、10%


def _is_inner(whole: Mention, part: Mention, wholes: Sequence[ShareWhole]) -> bool:
    """Say whether a number of another sentence is told, behind it or as a part of what isn't the first of the wholes: 一般贸易进出口17.72万亿元。其中，出口10.08万亿元."""
    first, apart = min(w.mention.sentence.number for w in wholes), part.sentence.number - whole.sentence.number
    return "其中" in whole.text_before and (apart < 0 or (apart > 0 and first < whole.sentence.number - 1))


def _is_beside(share: StatedShare, best: ShareWhole) -> bool:
    """Say whether a rate stands right behind its whole and its part: 督办事项120件已办结84件，办结率70%.

    Not of an item of one list (涉企2906件、适用小额2071件，适用率), of both together (采购3.2亿元，节约0.24亿元，节约率), or of
    the part and the rest of it (前三年18万亩，今年完工4.2万亩，完工率63.6%，其余2.4万亩).
    """
    part, whole, rate = share.first, best.mention, share.rate.quantity.printed
    stem = _STEM.search(share.rate.lead)
    half = stem is not None and stem[1] in whole.before and not PLANNED.search(whole.before)  # 满意144件，基本满意2件
    listed = whole.sentence.text.startswith("、", whole.quantity.end)
    others = [m for m in share.rate.sentence.mentions if m is not part and same_unit(m, part)]
    rest = any(gives(SHARE_OF_SUM, (part.quantity.printed, m.quantity.printed), rate) for m in others)
    return best.next and not (half or listed or rest or _is_of_new(share, best))


def _is_likely(
    share: StatedShare, wholes: Sequence[ShareWhole], best: ShareWhole, claim: NumericClaim, *, alone: bool
) -> bool:
    often = (best.elsewhere >= ENOUGH or best.first) and share.group[0] != RATE
    bare = (alone or often) and not share.noun
    if _is_of_new(share, best):
        return False
    return (bare and is_near(claim, NEAR)) or ((bool(best.held) or _is_named(wholes, best)) and is_near(claim, FAR))


def _held(share: StatedShare, whole: Mention) -> NumericClaim:
    binding = Binding(formula_of(share), (*share.parts, whole))
    return settle("level" if share.aimed else "share", share.rate, [binding], certain=False)[0]


def _told(claim: NumericClaim, best: ShareWhole, *, sure: bool) -> NumericClaim:
    said = f"；别的几项占比都是按 {best.mention.quantity.text} 算的" if best.held else ""
    claim = replace(claim, verdict=Verdict.WRONG, named=True, firm=sure, message=claim.message + said)
    return claim if sure else doubted(claim)


def _is_like(part: Mention, other: ShareWhole, best: ShareWhole) -> bool:
    """Say whether a number is told in more of a part's words than another: 受伤881人 than 死亡1390人, of 伤71人."""
    mine, others, bests = (set(core_of(m.before + m.after)) for m in (part, other.mention, best.mention))
    return len(mine & others) > len(mine & bests) or is_of_kind(part, other.mention)


def _is_meant(share: StatedShare, other: ShareWhole, best: ShareWhole) -> bool:
    """Say whether another number that gives a share is its whole, and not the mistake of one who reckoned it: 审减率, of 审定."""
    values = [m.quantity.value for m in (other.mention, share.first, best.mention)]
    names = [stripped(m.before) for m in (share.first, other.mention, best.mention)]
    of_own = "占" in share.rate.before and names[0] == names[1] != names[2]
    if len(names[0]) > 1 and of_own and values[0] > values[1]:
        return True  # 进出口…，其中出口810.2亿元；民营企业出口528.7亿元，占全省总额的
    times = [span and (span.first, span.last) for span in map(span_of, (share.first, other.mention, best.mention))]
    if None not in times and times[0] == times[1] != times[2]:
        return True  # 3月进出口…。一季度，对东盟进出口…，占外贸总值的
    if _OF_ALL.search(share.rate.lead) and other.spare is not None and values[0] > values[2] and not best.head:
        return True  # 占全部事故的, of all 58, not of 一般事故57起
    said = [regex("总[数量额]").search(m.lead) is not None for m in (share.rate, other.mention, best.mention)]
    if said == [True, True, False] and values[0] > values[2]:
        return True  # 教职工总数68人，其中专任教师42人…，占教师总数的
    own = share.group[0] == RATE and other.mention.sentence is share.rate.sentence is not best.mention.sentence
    if len(names[1]) <= _VERB and other.mention.previous is best.mention and values[0] > values[2]:
        return True  # 批捕盗窃犯罪53人，提起公诉67人
    if own or (other.mention.order < best.mention.order and _is_whole_of_first(share, best)):
        return True  # 到账780万元，支付383.92万元，支付率49.2%
    if values[0] == values[1] + values[2] and share.group[0] == RATE:
        return True  # 现场查处24618起，非现场43808起: best is the other half
    if any(m.quantity.value + values[2] == values[0] for m in other.mention.ahead if m is not share.first):
        return True  # 盟本级287998万元，旗级819317万元，合计1107315万元: best is a part of it
    named = best.spare is not None if share.under else not (share.noun or other.head)
    if (values[0] + values[1] == values[2] and named) or (_is_beside(share, best) and not other.next):
        return False  # of the other half; 参考4372人，上线2183人，上线率
    planned = share.aimed and (other.mention.role, other.mention.depth) == (Role.TARGET, 0)
    beside = other.next or planned  # 投诉8875件，办结8742件，办结率p%, whatever else was 受理
    told = share.noun and best.named and best.spare is not None and other.spare is None  # 占起诉总人数的, of 提起公诉
    like = not told and _is_like(share.first, other, best)
    return beside or like or not _is_better(best, other)


def _is_whole_of_first(share: StatedShare, best: ShareWhole) -> bool:
    """Say whether a number is the whole of another share, whose part is divided behind it: 亡人999人，占全部1324人的75.5%，其中老年人483人，占48.3%."""
    ahead = best.mention.order < share.first.order and "占" in best.mention.before
    return ahead and "其中" in words_between(best.mention, share.first)


def _is_better(best: ShareWhole, other: ShareWhole) -> bool:
    """Say whether the text tells of a whole more surely than of another that gives the share."""
    spare = best.spare if best.named else None
    nearer = spare is not None and (other.spare is None or other.spare > max(spare, SPARE * (spare > 0)))
    return (best.proved and not other.proved) or nearer


def _is_rounding(share: StatedShare, whole: Mention) -> bool:
    """Say whether rounded numbers give all but the last digit: what they were rounded from was rounded before."""
    return not all(m.quantity.is_exact for m in (*share.parts, whole)) and _is_next_to(share, whole)


def _is_next_to(share: StatedShare, whole: Mention) -> bool:
    """Say whether a number gives all but the last digit of a share: 78.98% for 78.986%."""
    rate = share.rate.quantity
    beside = (replace(rate, value=rate.value + off * rate.step) for off in (-1, 1))
    return rate.digits > SPARE and any(verdict_of(share, whole, other) in HOLDS for other in beside)


def _slip(share: StatedShare, whole: Mention, kinds: Sequence[SlipKind] = SHARE_SLIPS) -> bool:
    """Say whether the share is one slip from what holds."""
    rate = share.rate.quantity
    kinds = kinds[:1] if share.rate.quantity.digits <= SPARE else kinds
    moved = (replace(rate, value=rate.value * by, step=rate.step * by) for by in (Fraction(1, 10), Fraction(10)))
    if share.rate.quantity.digits > 1 and any(verdict_of(share, whole, other) == Verdict.OK for other in moved):
        return True  # the point one place off
    rights = (right for kind in kinds for right in slips_of(rate, kind))
    return any(verdict_of(share, whole, replace(rate, value=right)) in HOLDS for right in rights)
