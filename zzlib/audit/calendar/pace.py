"""Claims about time: what is needed each month (每月至少…), and where a completion stands against the schedule (序时进度)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.judging.claim import Binding, NumericClaim, settle, statement
from zzlib.audit.judging.taken import unbound
from zzlib.audit.numbers.arithmetic import DIFFERENCE, HOLDS, QUOTIENT, ClaimFormula, Verdict, judge, round_half_up
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS, Quantity
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.counted_alike import compatible
from zzlib.audit.reading.facts import LAST_MONTH
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence
from zzlib.audit.reading.roles import Role
from zzlib.audit.reading.spans import as_of, months, months_left

_BACK = 8
_BEHIND = ClaimFormula(lambda done, due: due - done, (-1, 1))
_OF_TASK = ClaimFormula(lambda task, done, left: (task - done) / left, (1, -1, -1))
_GAP = re.compile("差距(?:为|达)?$|[尚还仍]未[一-龥]{2}的?[一-龥]{0,6}(?:为|有)?$")
_RECKONED = re.compile("(?:折合|约?合|相当于|折算为?|平均)(?:每[人户])?每月(?:为|约|补助)?$")
_A_YEAR = re.compile("每年(?!.*每月.*每月)|年[人户]均")
_PAST = re.compile("前[^，]{1,3}个月|上年|去年|同期|上半年月均")
SCHEDULE = re.compile(r"(?:序时|时序|时间|均衡)进度")
_TO_CATCH_UP = re.compile("[^，。；]{0,5}(?:追赶|差距|缺口|赶上|要补|要赶|没有?完成)")
_LEAD = re.compile(r"(?:超过?|欠|高于|低于|快于|慢于|落后于?)(?:序时|时序|时间|均衡)?进度(?:了|约)?$")


def pace_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Give the claims of what is needed each month of the rest of the year."""
    for mention in sentence.mentions:
        if mention.role == Role.PACE and mention.dimension not in (PERCENT, POINTS) and not _PAST.search(mention.lead):
            yield _of_year(mention) or _pace(mention, reading)


def _of_year(mention: Mention) -> NumericClaim | None:
    """Judge 每人每年6600元，折合每月550元 by the twelve months of the year whose amount stands right before it."""
    yearly = mention.previous
    told = _RECKONED.search(mention.before) and _A_YEAR.search(mention.thought) and not mention.series
    if yearly is None or not told or not compatible(yearly, mention) or yearly.quantity.hedge or yearly.series:
        return None
    claim, _ = settle("average", mention, [Binding(QUOTIENT, (yearly,), (months(12),))], certain=True)
    return replace(claim, named=True, said=True)


def _pace(mention: Mention, reading: Reading) -> NumericClaim:
    ahead = [m for m in reading.before(mention) if m.sentence.paragraph == mention.sentence.paragraph]
    near = [m for m in ahead if _is_gap(m) and compatible(m, mention)][:3]
    left, said = months_left(reading, mention.sentence)
    left = [number for number in left if number > 0]
    if not near and left and (task := _of_task(mention, ahead, left, sure=said)) is not None:
        return task
    if not near or not left:
        return statement("pace", mention, Verdict.UNVERIFIABLE, "缺口或剩余的月数没有印出")
    found = [Binding(QUOTIENT, (gap,), (months(number),)) for gap in near for number in left]
    sure = near[0].sentence is mention.sentence or (said and len(near) == 1)
    claim, trial = settle("pace", mention, found, certain=sure, strict_hedge=False)
    if claim.verdict != Verdict.WRONG or trial is None:
        return claim
    basis = _time_basis(near[0], left[0], mention, said)
    return replace(claim, message=claim.message + basis, said=said and bool(basis))


def _of_task(mention: Mention, ahead: list[Mention], left: list[int], *, sure: bool) -> NumericClaim | None:
    """Judge 完成43.6亿元，目标68亿元，后4个月月均需 x by the only task and the only number done before it in its paragraph."""
    like = [m for m in ahead if compatible(m, mention) and not m.quantity.hedge and not m.depth]
    tasks, done = ([m for m in like if (m.role == Role.TARGET) is aim] for aim in (True, False))
    if len(tasks) != 1 or len(done) != 1 or not is_amount(done[0]) or tasks[0].quantity.value < done[0].quantity.value:
        return None
    found = [Binding(_OF_TASK, (tasks[0], done[0]), (months(number),)) for number in left]
    claim, _ = settle("pace", mention, found, certain=sure, likely=True, strict_hedge=False)
    return replace(claim, said=sure)


def _is_gap(mention: Mention) -> bool:
    return mention.role in (Role.GAP, Role.REST) or _GAP.search(mention.before) is not None


def _time_basis(gap: Mention, left: int, mention: Mention, said: bool) -> str:
    for number in range(1, 13):
        verdict, _ = judge(QUOTIENT, [gap.quantity.printed, months(number).printed], mention.quantity.printed)
        if verdict == Verdict.OK and number != left:
            basis = f"文中说剩 {left} 个月" if said else f"截止月以后还剩 {left} 个月"
            return f"；{mention.quantity.text} 是按 {number} 个月算的，{basis}"
    return ""


def schedule_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Give the claims of how far a completion is ahead of the schedule or behind it."""
    for mention in sentence.mentions:
        points = mention.role == Role.CHANGE and SCHEDULE.search(mention.lead)
        if (points or _is_lead(mention)) and not mention.series:
            yield _schedule(mention, reading)


def _is_lead(mention: Mention) -> bool:
    """Say whether a percentage is a lead over the schedule, for which 个百分点 is the word: 超序时进度5.9%."""
    return mention.dimension == PERCENT and bool(_LEAD.search(mention.before)) and not mention.after.startswith("的")


def _schedule(mention: Mention, reading: Reading) -> NumericClaim:
    if "分别" in mention.lead:
        return statement("schedule", mention, Verdict.UNVERIFIABLE, "分别说的是哪些完成率，看不出来")
    if regex("[去上]年[^，。；]{0,6}(?:进度|序时)").search(mention.lead):
        return statement("schedule", mention, Verdict.UNVERIFIABLE, "上年的进度没有印出")
    done, ahead = _done_before(mention), not _falls(mention)
    if done is None:
        return statement("schedule", mention, Verdict.UNVERIFIABLE, "完成率没有印出")
    stated = _stated_schedule(reading, mention)
    if stated is not None and stated is not done:
        pair = (done, stated) if ahead else (stated, done)
        return settle("schedule", mention, [Binding(DIFFERENCE, pair)], certain=not _is_lead(mention))[0]
    month = as_of(reading, mention.sentence)
    if month is None:
        return statement("schedule", mention, Verdict.UNVERIFIABLE, "看不出截至哪个月")
    formula = DIFFERENCE if ahead else _BEHIND
    found = [Binding(formula, (done,), (_percent(share * 100),)) for share in month.elapsed]
    certain = month.stated and month.day is None and not _is_lead(mention)
    claim, _ = settle("schedule", mention, found, certain=certain)
    claim = _by_rounded_schedule(claim, mention, done, month.elapsed[0], ahead)
    if claim.verdict == Verdict.WRONG and _of_month_named(mention, done, formula):
        return statement("schedule", mention, Verdict.UNVERIFIABLE, "看不出截至哪个月")
    return _of_own_schedule(claim, mention, reading) if claim.verdict == Verdict.WRONG else claim


def _of_month_named(mention: Mention, done: Mention, formula: ClaimFormula) -> bool:
    """Say whether a lead is that over a month that its sentence names before it: 6月末已更新132公里，快5个百分点，…10月底前全部完成."""
    named = [int(m) for m in regex(r"(?<!\d)(\d{1,2})月[末底]").findall(mention.text_before)]
    due = [_percent(Fraction(month, LAST_MONTH) * 100) for month in named if month <= LAST_MONTH]
    return any(judge(formula, (done.quantity.printed, q.printed), mention.quantity.printed)[0] in HOLDS for q in due)


def _of_own_schedule(claim: NumericClaim, mention: Mention, reading: Reading) -> NumericClaim:
    """Take back what another lead contradicts, if both are over one schedule: 54.4%，高于序时进度4.4个百分点；29.7%，低于序时进度20.3个百分点."""
    leads = [m for s in reading.paragraph_of(mention.sentence) for m in s.mentions if SCHEDULE.search(m.lead)]
    others = [_over(m) for m in leads if m is not mention and m.role == Role.CHANGE]
    return unbound(claim) if _over(mention) in others else claim


def _over(lead: Mention) -> Fraction | None:
    """Give the schedule that a lead and the completion before it make."""
    done = _done_before(lead)
    sign = 1 if _falls(lead) else -1
    return done.quantity.value + sign * lead.quantity.value if done is not None else None


def _falls(lead: Mention) -> bool:
    return regex(any_of(words().roles.fall_points)).search(lead.lead) is not None or bool(
        _TO_CATCH_UP.match(lead.after)
    )


def _done_before(lead: Mention) -> Mention | None:
    """Give the completion that is told before a lead over the schedule."""
    percents = [
        m
        for m in reversed(lead.ahead)
        if m.dimension == PERCENT and m.role in (Role.SHARE, Role.RATE) and not _is_lead(m) and not _is_schedule(m)
        if not (m.depth > lead.depth and regex("上年|去年|同期").search(m.text_before[-_BACK:]))
    ]
    return next((m for m in percents if m.depth <= lead.depth), percents[0] if percents else None)


def _by_rounded_schedule(
    claim: NumericClaim, mention: Mention, done: Mention, share: Fraction, ahead: bool
) -> NumericClaim:
    """Let hold what a schedule rounded beforehand gives: 7/12 taken for 58%."""
    if claim.verdict != Verdict.WRONG:
        return claim
    for step in (Fraction(1, 10), Fraction(1)):
        schedule = round_half_up(share * 100, step)
        lead = done.quantity.value - schedule
        if mention.quantity.value == (lead if ahead else -lead):
            message = f"序时进度按 {float(schedule):g}% 计，算得 {mention.quantity.text}，不算错"
            return replace(claim, verdict=Verdict.REACHABLE, message=message, recomputed=mention.quantity.text)
    return claim


def _percent(value: Fraction) -> Quantity:
    text = f"{float(value):.1f}%"
    return Quantity(text, text.rstrip("%"), value, Fraction(1, 1000), "%", PERCENT, 0, 0)


def _stated_schedule(reading: Reading, mention: Mention) -> Mention | None:
    """Give the schedule's percentage where the paragraph prints it: 时序进度41.7%, 低于41.7%的时序进度."""
    told = (m for s in reading.paragraph_of(mention.sentence) for m in s.mentions)
    return next((m for m in told if m.dimension == PERCENT and _is_schedule(m)), None)


def _is_schedule(percent: Mention) -> bool:
    """Say whether a percentage is the schedule's own; 超序时进度5.9% is a lead over it."""
    text, quantity = percent.sentence.text, percent.quantity
    if regex(SCHEDULE.pattern + "（(?:为|是|应为)?$").search(text[: quantity.start]):
        # 超序时进度（41.67%）15.53个百分点
        return bool(regex(r"）[一-龥]{0,4}\d[\d.]*个?百分点").match(text[quantity.end :]))
    said = regex(SCHEDULE.pattern + r"（?(?:为|是|已到|已达|应达到|应达|达到|应为|要求)?$").search(percent.before)
    ahead = percent.before[: said.start()] if said else ""
    compared = regex(r"(?:超|高于|低于|快于|慢于|落后|滞后|欠|领先|[比较于])[^，]{0,4}$").search(ahead)
    return bool(said) and (not compared or bool(regex("[高低快慢超]|落后|提前").match(percent.after)))
