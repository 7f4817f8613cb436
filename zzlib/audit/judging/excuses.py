"""What else may give a printed rate or difference, and why it may be off: other printed numbers near it, the next number of the list, a whole number close by, a factor, an implied target."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, permutations
from math import ceil, floor

from zzlib.audit.judging.claim import OF_ANOTHER, OF_OLDER, Binding, NumericClaim, Trial, doubted, settle, statement
from zzlib.audit.judging.other_ways import is_of_none, is_other_way, is_without_included
from zzlib.audit.judging.slips import is_permuted
from zzlib.audit.judging.taken import unbound, without_taken
from zzlib.audit.numbers.arithmetic import (
    ACCUSED,
    DECLINE,
    GROWTH,
    HOLDS,
    SHARE,
    ClaimFormula,
    Printed,
    Verdict,
    gives,
    judge,
    round_half_up,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, RATIOS, Quantity, written
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.counted_alike import counted_kind, same_unit
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.roles import Role, way_of

_THEN = re.compile(
    rf"^(?!.*\d[^年月—-]).*{any_of(words().roles.base)}(?:同期|全年)?[^，较比于]{{0,6}}(?:占比?|比重|比例|份额|率)(?:为|是|达到?|约|仅)*$"
)
_ALL_DONE = re.compile("(?:全部|全数|均已?|全都|悉数)[^，。；\\d]{1,10}，[^，。；\\d]{0,12}$")
_EACH = re.compile("[人户亩地次件单价]均|均价|平均|单位[一-龥]|每")
_AMONG = re.compile("[^，。；、\\d]{0,30}中，")
_NEXT = re.compile(r"、[^，。；、\d]{1,14}")
_FAR = Fraction(4)
_ALL = 100
_HALF = Fraction(1, 2)
NO_WHOLE_BASE = "没有整数基数能使"
"""What is said of a count that grew from no whole number begins so."""
_MADE_UP = ("sum", "difference", "average")
_OF_THE_FIRST = re.compile("前[两二三四五六七八九十\\d]")
_OTHER_SIZE = Fraction(50)
_DIGITS = 2  # of fewer, any two numbers may give it
_FORMULAS = {"share": (SHARE,), "level": (SHARE,), "growth": (GROWTH, DECLINE), "growth_increment": (GROWTH, DECLINE)}
_FACTORS = {100: "相差 100 倍：比值与百分数混写", 10_000: "相差一万倍：疑似万、亿写错"}


def excused(claims: Sequence[NumericClaim], reading: Reading) -> list[NumericClaim]:
    """Take back accusations of rates and differences for which two other numbers near them give what is printed."""
    mentions = {mention.number: mention for mention in reading.mentions}
    claims = without_taken(claims, mentions)
    return _recounted([_excused(claim, mentions.get(claim.entry), reading) for claim in claims])


def _recounted(claims: list[NumericClaim]) -> list[NumericClaim]:
    """Only doubt counts that grew from no whole number where there are several: then the number of then was counted otherwise."""
    bare = [c for c in claims if c.kind == "growth" and c.trial is None and c.message.startswith(NO_WHOLE_BASE)]
    said = "几处都是这样，上期的数可能另有口径，请核"
    told = {id(c): doubted(c, said) for c in bare if c.verdict == Verdict.WRONG and len(bare) > 1}
    return [told.get(id(claim), claim) for claim in claims]


def _is_evened(claim: NumericClaim, stated: Mention, reading: Reading) -> bool:
    """Say whether a share is one of its last digit off in a run of shares that makes just 100%: then it was put even."""
    exact, rate = claim.exact, stated.quantity
    shares = [m for m in reading.around(stated) if m.dimension == PERCENT and m.role == Role.SHARE]
    step = max((m.quantity.step for m in shares if m.series and m.series == stated.series), default=rate.step)
    if claim.kind != "share" or exact is None or abs(round_half_up(exact, rate.step) - rate.value) > step:
        return False
    place = next((n for n, m in enumerate(shares) if m is stated), len(shares))
    runs = (shares[first:last] for first in range(place + 1) for last in range(place + 1, len(shares) + 1))
    return any(sum(m.quantity.value for m in run) == _ALL for run in runs if len(run) > 1)


def _excused(claim: NumericClaim, stated: Mention | None, reading: Reading) -> NumericClaim:
    if stated is None:
        return claim
    if said := _of_what_is_not_printed(claim, stated):
        return replace(claim, verdict=Verdict.UNVERIFIABLE, recomputed="", message=said)
    if claim.verdict == Verdict.WRONG:
        if _is_evened(claim, stated, reading):
            said = f"{claim.message}；各项占比合计正好 100%，是为凑整调了末位，不算错"
            return replace(claim, verdict=Verdict.REACHABLE, message=said)
        instead = _of_list(claim, stated)
        if instead is not None:
            return instead
    summed = claim.verdict == Verdict.DOUBTFUL and claim.kind in _MADE_UP
    # 收案318件，结案285件，未结71件（含去年转来38件）
    if (
        (summed and _explaining(claim, stated) is not None)
        or _is_of_other_size(claim, stated)
        or is_other_way(claim, stated)
        or is_without_included(claim, stated)
        or is_of_none(claim, stated)
    ):
        return unbound(claim)
    if claim.verdict != Verdict.WRONG or claim.named:
        return claim
    if claim.kind.startswith("growth") and _is_of_each(claim, stated):
        return replace(claim, verdict=Verdict.UNVERIFIABLE, recomputed="", message="说的是人均的数，人均的数没有印出")
    mean = claim.kind == "average" and "均" in stated.before  # 户均1800元, and by chance another of 200元
    if claim.kind in _MADE_UP and not mean and (other := _explaining(claim, stated)) is not None:
        said = f"算得的数与它相差的正好是同一句里的 {other.quantity.text}"
        if claim.kind != "sum" or other not in claim.used or _OF_THE_FIRST.search(stated.before):
            return replace(claim, verdict=Verdict.UNVERIFIABLE, recomputed="", message=said)
        return doubted(claim, f"{said}，请核是不是漏算、重算了它")
    pair = _pair_of_rate(claim, stated, reading) or (pair_of_rest(stated) if claim.kind == "difference" else None)
    if pair is None:
        return claim
    said = f"{stated.quantity.text} 可以由 {pair[0]}、{pair[1]} 得到，是哪两个数的请对照"
    return replace(claim, verdict=Verdict.UNVERIFIABLE, recomputed="", message=said)


def _of_what_is_not_printed(claim: NumericClaim, stated: Mention) -> str:
    """Say of what a share is, where that isn't printed; empty where it may be."""
    if _is_of_then(claim, stated):
        return "说的是以前的占比，以前的数没有印出"
    return "前面说的是全部，占的就是它自己的 100%" if claim.kind == "share" and _is_of_itself(stated) else ""


def _is_of_other_size(claim: NumericClaim, stated: Mention) -> bool:
    """Say whether a difference is so far off that its numbers are of other things: 283492人…，比2.96人减少0.25人."""
    if claim.verdict != Verdict.WRONG or claim.kind != "difference" or not claim.exact or not stated.quantity.value:
        return False
    times = abs(claim.exact / stated.quantity.value)
    return not 1 / _OTHER_SIZE < times < _OTHER_SIZE and not factor_between(abs(claim.exact), stated.quantity)


def _is_of_itself(stated: Mention) -> bool:
    """Say whether all of a number are told to be done before 100%: 应办结的243件全部办结，按期办结率100%."""
    return stated.quantity.value == _ALL and _ALL_DONE.search(stated.text_before) is not None


def _is_of_then(claim: NumericClaim, stated: Mention) -> bool:
    """Say whether a share of an earlier time (上年占比为77.2%) was judged by numbers of now."""
    accused = claim.kind == "share" and claim.verdict in ACCUSED
    opened = stated.text_before.rpartition("（")[2] if stated.depth else ""  # （上年267人，占35.5%）
    then = (_THEN.search(stated.first.lead) or regex(any_of(words().roles.base)).match(opened)) is not None
    return accused and then and not any(mention.role == Role.BASE for mention in claim.used)


def _is_of_each(claim: NumericClaim, stated: Mention) -> bool:
    """Say whether a change is of an average (人均用电下降4.1%) and was judged by totals."""
    return _EACH.search(stated.lead) is not None and not any(_EACH.search(m.lead + m.topic) for m in claim.used)


def _explaining(claim: NumericClaim, stated: Mention) -> Mention | None:
    """Give another number of the sentence that is just what a sum is off by: 共命名28个（2个未命名）, or a part told twice."""
    if claim.exact is None:
        return None
    off = abs(claim.exact - stated.quantity.value)
    used, own = (claim.used, ()) if claim.kind == "sum" else ((), claim.used)
    others = [m for m in (*stated.sentence.mentions, *used) if m is not stated]
    others = [m for m in others if m not in own and (claim.kind == "sum" or m.quantity.digits >= _DIGITS)]
    return next((m for m in others if m.dimension == stated.dimension and m.quantity.value == off), None)


def _pair_of_rate(claim: NumericClaim, stated: Mention, reading: Reading) -> tuple[str, str] | None:
    """Give two numbers of which the rate is; its own the other way round are none: one from the wrong base is a slip."""
    turned = {1: DECLINE, -1: GROWTH}.get(way_of(stated))  # 起诉457人，2023年起诉513人，同比上升10.9%
    formulas = tuple(formula for formula in _FORMULAS.get(claim.kind, ()) if formula is not turned)
    own = {operand.text for operand in claim.operands}
    part, whole = _operands(claim) if SHARE in formulas else (Fraction(0), Fraction(0))
    used = claim.trial.binding.printed if claim.trial and SHARE not in formulas else []
    off = abs(used[0].value - used[1].value) if len(used) > 1 else None  # 由3600万元降到1260万元，清偿2340万元
    for unit in _by_unit(stated, reading, only_own=is_tight(claim, stated)):
        for (one, first), (other, second) in permutations(unit, 2):
            found = any(gives(formula, (first, second), stated.quantity.printed) for formula in formulas)
            beside = first.value == part and second.value < whole  # a share of another part: from the wrong base, too
            if {one, other} != own and not beside and found and off not in (first.value, second.value):
                return one, other
    return None


def pair_of_rest(stated: Mention) -> tuple[str, str] | None:
    """Give the two numbers of other units that leave the rest: 通过296户，分配118套，其余178户."""
    if stated.dimension != COUNT or stated.quantity.digits < _DIGITS:
        return None
    counts = [m.quantity for m in stated.ahead if m.dimension == COUNT]
    found = (p for p in permutations(counts, 2) if p[0].value - p[1].value == stated.quantity.value)
    return next(((one.text, other.text) for one, other in found), None)


def _operands(claim: NumericClaim) -> tuple[Fraction, Fraction]:
    """Give the part and the whole that a share was judged by."""
    printed = claim.trial.binding.printed if claim.trial else []
    part, *wholes = [p.value for p in printed] or [Fraction(0)]
    return part, sum(wholes, Fraction(0))


def items_before(share: Mention) -> list[Mention]:
    """Give the items of the list right before a share, the only numbers of their thought: 流感248例、水痘96例，占报告总数的p%."""
    text, ahead = share.sentence.text, [m for m in share.ahead_in_thought if m.begin != share.begin]
    ahead = [m for m in ahead if m.role == Role.LEVEL and not m.depth]
    among = [n for n, m in enumerate(ahead) if _AMONG.match(text, m.quantity.end)]
    ahead = ahead[among[-1] + 1 :] if among else ahead  # 在19起亡人事故中，甲区4起、乙区3起，占36.8%
    items = [m for m in ahead if same_unit(m, ahead[-1])]
    between = [text[one.quantity.end : other.quantity.start] for one, other in pairwise(items)]
    last = text[items[-1].quantity.end : share.quantity.start] if items else ""
    listed = len(items) > 1 and items == ahead and all(_NEXT.fullmatch(words) for words in between)
    return items if listed and last.startswith("，占") else []


def share_of_list(number: int) -> ClaimFormula:
    """Give the share of the sum of `number` items in the whole behind them."""
    return ClaimFormula(lambda *parts: sum(parts[:-1]) / parts[-1] * 100, (*(1,) * number, -1))


def _of_list(claim: NumericClaim, stated: Mention) -> NumericClaim | None:
    """Judge a share anew by the sum of the list right before it, where that gives it: 甲局36件、乙局28件，占总数210件的p%."""
    used = claim.used
    items = [m for m in items_before(stated) if m not in used[1:]] if claim.kind == "share" else []
    if len(items) < 2 or len(used) != 2:
        return None
    other, _ = settle("share", stated, [Binding(share_of_list(len(items)), (*items, used[1]))], certain=True)
    return other if other.verdict in HOLDS else None


def pair_giving(
    formula: ClaimFormula, numbers: Sequence[Mention], stated: Mention, but: tuple[Mention, Mention]
) -> tuple[Mention, Mention] | None:
    """Give two other numbers of one unit that yield what is stated; of a single digit any two may."""
    if stated.quantity.digits < _DIGITS:
        return None
    for one, other in permutations(numbers, 2):
        mine = {one.number, other.number} == {m.number for m in but}
        alike = one.dimension == other.dimension and one.quantity.unit[-1:] == other.quantity.unit[-1:]
        printed = (one.quantity.printed, other.quantity.printed)
        if alike and not mine and gives(formula, printed, stated.quantity.printed):
            return one, other
    return None


def is_near(claim: NumericClaim, times: Fraction = _FAR) -> bool:
    """Say whether what was computed is of the size of what is stated; what is far off was computed from other things."""
    trial = claim.trial
    if trial is None or trial.exact is None or not trial.result.value:
        return False
    return 1 / times <= trial.exact / trial.result.value <= times


def is_tight(claim: NumericClaim, stated: Mention) -> bool:
    """Say whether a rate stands right behind its two numbers in one thought, so that numbers of another can't be meant."""
    used = claim.used
    places = sorted(m.place for m in used)
    here = all(m.sentence is stated.sentence and m.segment == stated.segment for m in used)
    return len(used) == 2 and here and places == [stated.place - 2, stated.place - 1]


def _by_unit(stated: Mention, reading: Reading, *, only_own: bool) -> list[list[tuple[str, Printed]]]:
    """Give the numbers of the sentence and of the one before it in the paragraph, by their kind of unit."""
    found: dict[str, dict[tuple[str, Fraction], Printed]] = {}
    for sentence in reading.paragraph_of(stated.sentence):
        for mention in sentence.mentions if 0 <= stated.sentence.number - sentence.number <= 1 else ():
            if only_own and (sentence is not stated.sentence or mention.segment != stated.segment):
                continue
            quantity = mention.quantity
            if mention.dimension != PERCENT and quantity.value > 0:
                unit = counted_kind(mention)  # 件 and 人 are two things
                found.setdefault(unit, {})[quantity.text, quantity.value] = quantity.printed
    return [[(text, printed) for (text, _), printed in numbers.items()] for numbers in found.values()]


def cause_of_share(
    claim: NumericClaim, trial: Trial | None, mention: Mention, reading: Reading, *, explicit: bool
) -> NumericClaim:
    """Add to a wrong share what would give it; a far-off result of a loose binding is not called wrong.

    `explicit` says that the whole stands right before the share.
    """
    if claim.verdict != Verdict.WRONG or trial is None or trial.exact is None:
        return claim
    part, whole = trial.binding.operands
    factor = factor_between(trial.exact, mention.quantity)
    if not explicit and not factor and _is_loose(trial, mention.quantity):
        return _asked(claim, mention) if claim.kind == "share" else unbound(claim)
    other = _other_number(part, whole, mention, reading)
    close = "" if other else _close_whole(part.quantity, mention.quantity)
    causes = [text for text in (factor, other, close) if text]
    return replace(claim, message="；".join([claim.message, *causes]), said=claim.said or bool(other))


def _asked(claim: NumericClaim, rate: Mention) -> NumericClaim:
    """Ask about a share that is far from what the number right before it makes of a whole."""
    near = rate.previous is not None and rate.previous in claim.used and is_near(claim)
    return doubted(claim, "差得远，请核是不是由这些数算的") if near else unbound(claim)


def _is_loose(trial: Trial, result: Quantity) -> bool:
    """Say whether a share is so far off that its sentence has likelier numbers for it."""
    assert trial.exact is not None
    slipped = is_permuted(result, round_half_up(trial.exact, result.step))
    if slipped or not result.value or Fraction(3, 5) <= trial.exact / result.value <= Fraction(5, 3):
        return False
    used = trial.binding.operands
    like = [m for m in used[0].sentence.mentions if m.dimension not in RATIOS and not m.quantity.hedge]
    return len(like) != len(used)


def factor_between(exact: Fraction, result: Quantity) -> str:
    """Say whether a result is off by a factor of 100 or 10^4; empty if not."""
    for factor, said in _FACTORS.items():
        for value in (exact / factor, exact * factor):
            if result.value and abs(value / result.value - 1) < Fraction(1, 50):
                return said
    for moved in (exact / 10, exact * 10):
        if result.digits > 1 and round_half_up(moved, result.step) == result.value:
            return "相差 10 倍：疑似小数点错位"
    return ""


def integer_bases(now: Fraction, rate: Quantity, sign: int) -> range:
    """Give the whole numbers from which a count grows (sign +1) or falls (-1) to `now` by the printed rate."""
    near, far = (1 + sign * (rate.value + off * rate.step) / 100 for off in (-_HALF, _HALF))
    if min(near, far) <= 0:
        return range(0)
    # The rate lies from half a step below what is printed up to half a step above, and that is no more of it.
    if sign > 0:
        return range(floor(now / far) + 1, floor(now / near) + 1)
    return range(max(1, ceil(now / near)), ceil(now / far))


def truncated_bases(now: Fraction, rate: Quantity, sign: int) -> list[int]:
    """Give the whole numbers from which a count changes to `now` by a rate printed without what follows its last digit."""
    formula = GROWTH if sign > 0 else DECLINE
    factors = [1 + sign * (rate.value + off * rate.step) / 100 for off in (_HALF, Fraction(1))]
    if min(factors) <= 0:
        return []
    bases = range(max(1, floor(now / max(factors))), ceil(now / min(factors)) + 1)
    printed = [Printed(Fraction(base), Fraction(1), True) for base in bases]
    operands = Printed(now, Fraction(1), True)
    return [
        int(base.value) for base in printed if judge(formula, [operands, base], rate.printed)[0] == Verdict.TRUNCATED
    ]


def bases_found(now: Fraction, rate: Quantity, sign: int) -> int:
    """Give of how many in a hundred rates printed like this one, the nearest to it, a whole-number base is found."""
    near = (replace(rate, value=abs(rate.value + step * rate.step)) for step in range(-50, 50))
    return sum(bool(integer_bases(now, other, sign)) for other in near)


def implied_whole(mention: Mention, part: Mention) -> NumericClaim:
    """State the target that a completion implies; none is printed to hold it against."""
    whole = part.quantity.value / mention.quantity.value * 100 if mention.quantity.value else None
    shown = written(whole, part.quantity) if whole is not None else ""
    said = "任务数没有印出" + (f"，推出任务数约 {shown}" if shown else "")
    claim = statement("implied_target", mention, Verdict.UNVERIFIABLE, said, [part], recomputed=shown)
    return replace(claim, proof=(part, mention))


def _other_number(part: Mention, whole: Mention, result: Mention, reading: Reading) -> str:
    """Name another printed number that in place of the part or the whole gives the result."""
    stated = result.quantity
    for other in reading.around(result):
        number = other.quantity
        if other.dimension != whole.dimension or number.hedge or not number.value or other is part or other is whole:
            continue
        alike = same_unit(other, whole)
        if alike and number.value != whole.quantity.value and _gives(part.quantity.value / number.value, stated):
            return f"用文中的 {number.text} {OF_ANOTHER} {stated.text}"
        if number.value != part.quantity.value and _gives(number.value / whole.quantity.value, stated):
            return f"用文中的 {number.text} 才得 {stated.text}，{OF_OLDER}"
    return ""


def _gives(ratio: Fraction, stated: Quantity) -> bool:
    return round_half_up(ratio * 100, stated.step) == stated.value


def _close_whole(part: Quantity, result: Quantity) -> str:
    """Name the whole numbers that as the denominator give the result: 292 or 293 for 36 in 12.3%."""
    if part.dimension != COUNT or not result.value or not part.is_exact:
        return ""
    half = result.step / 2  # a share that is printed so lies from half a step below it up to half a step above
    least, most = (part.value * 100 / (abs(result.value) + off) for off in (half, -half))
    found = range(floor(least) + 1, floor(most) + 1)
    if not found:
        return f"没有整数分母能由 {part.text} 得到 {result.text}"
    listed = " 或 ".join(map(str, found)) if len(found) < 4 else f"{found[0]} 至 {found[-1]}"
    return f"分母是 {listed} 才得 {result.text}"
