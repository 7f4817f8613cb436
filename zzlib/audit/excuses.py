"""Other readings: a rate or a difference that other printed numbers near it give is no slip, whichever numbers stood nearest."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, permutations

from zzlib.audit.arithmetic import DECLINE, GROWTH, HOLDS, SHARE, ClaimFormula, Printed, Verdict, gives, round_half_up
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.quantities import COUNT, PERCENT
from zzlib.audit.reading import Mention, Reading, same_unit
from zzlib.audit.roles import Role
from zzlib.audit.words import any_of, words

_THEN = re.compile(
    rf"^(?!.*\d[^年月—-]).*{any_of(words().roles.base)}(?:同期|全年)?[^，较比于]{{0,6}}(?:占比?|比重|比例|份额|率)(?:为|是|达到?|约|仅)*$"
)
_EACH = re.compile("[人户亩地次件单]均|平均|单位[一-龥]|每")
_NEXT = re.compile(r"、[^，。；、\d]{1,14}")
_FAR = Fraction(4)
_ALL = 100
_DIGITS = 2  # of fewer, any two numbers may give it
_FORMULAS = {"share": (SHARE,), "level": (SHARE,), "growth": (GROWTH, DECLINE), "growth_increment": (GROWTH, DECLINE)}


def excused(claims: Sequence[NumericClaim], reading: Reading) -> list[NumericClaim]:
    """Take back accusations of rates and differences for which two other numbers near them give what is printed."""
    mentions = {mention.number: mention for mention in reading.mentions}
    return _recounted([_excused(claim, mentions.get(claim.entry), reading) for claim in claims])


def _recounted(claims: list[NumericClaim]) -> list[NumericClaim]:
    """Only doubt counts that grew from no whole number where there are several: then the number of then was counted otherwise."""
    bare = [c for c in claims if c.kind == "growth" and c.verdict == Verdict.WRONG and c.trial is None and not c.named]
    said = "几处都是这样，上期的数可能另有口径，请核"
    told = {id(c): replace(c, verdict=Verdict.DOUBTFUL, message=f"{c.message}；{said}") for c in bare if len(bare) > 1}
    return [told.get(id(claim), claim) for claim in claims]


def _is_evened(claim: NumericClaim, stated: Mention, reading: Reading) -> bool:
    """Say whether a share is one of its last digit off in a run of shares that makes just 100%: then it was put even."""
    exact, rate = claim.trial.exact if claim.trial is not None else None, stated.quantity
    if claim.kind != "share" or exact is None or abs(round_half_up(exact, rate.step) - rate.value) > rate.step:
        return False
    shares = [m for m in reading.around(stated) if m.dimension == PERCENT and m.role == Role.SHARE]
    place = next((n for n, m in enumerate(shares) if m is stated), len(shares))
    runs = (shares[first:last] for first in range(place + 1) for last in range(place + 1, len(shares) + 1))
    return any(sum(m.quantity.value for m in run) == _ALL for run in runs if len(run) > 1)


def _excused(claim: NumericClaim, stated: Mention | None, reading: Reading) -> NumericClaim:
    if stated is not None and _is_of_then(claim, stated):
        return replace(claim, verdict=Verdict.UNVERIFIABLE, recomputed="", message="说的是以前的占比，以前的数没有印出")
    if claim.verdict == Verdict.WRONG and stated is not None:
        if _is_evened(claim, stated, reading):
            said = f"{claim.message}；各项占比合计正好 100%，是为凑整调了末位，不算错"
            return replace(claim, verdict=Verdict.REACHABLE, message=said)
        instead = _of_list(claim, stated)
        if instead is not None:
            return instead
    if claim.verdict != Verdict.WRONG or stated is None or claim.named:
        return claim
    if claim.kind.startswith("growth") and _is_of_each(claim, stated):
        return replace(claim, verdict=Verdict.UNVERIFIABLE, recomputed="", message="说的是人均的数，人均的数没有印出")
    if claim.kind == "sum" and (other := _explaining(claim, stated)) is not None:
        said = f"各部分之和与它相差的正好是同一句里的 {other.quantity.text}"
        return replace(claim, verdict=Verdict.UNVERIFIABLE, recomputed="", message=said)
    pair = _pair_of_rate(claim, stated, reading)
    if pair is None:
        return claim
    said = f"{stated.quantity.text} 可以由 {pair[0]}、{pair[1]} 得到，是哪两个数的请对照"
    return replace(claim, verdict=Verdict.UNVERIFIABLE, recomputed="", message=said)


def _is_of_then(claim: NumericClaim, stated: Mention) -> bool:
    """Say whether a share of an earlier time (上年占比为77.2%) was judged by numbers of now."""
    used = claim.trial.binding.operands if claim.trial else ()
    accused = claim.kind == "share" and claim.verdict in (Verdict.WRONG, Verdict.DOUBTFUL)
    then = _THEN.search(stated.first.lead) is not None
    return accused and then and not any(mention.role == Role.BASE for mention in used)


def _is_of_each(claim: NumericClaim, stated: Mention) -> bool:
    """Say whether a change is of an average (人均用电下降4.1%) and was judged by totals."""
    used = claim.trial.binding.operands if claim.trial else ()
    return _EACH.search(stated.lead) is not None and not any(_EACH.search(m.lead + m.topic) for m in used)


def _explaining(claim: NumericClaim, stated: Mention) -> Mention | None:
    """Give another number of the sentence that is just what a sum is off by: 共命名28个（2个未命名）, or a part told twice."""
    trial = claim.trial
    off = abs(trial.exact - stated.quantity.value) if trial is not None and trial.exact is not None else Fraction(0)
    used = trial.binding.operands if trial is not None else ()
    others = [m for m in (*stated.sentence.mentions, *used) if m is not stated]
    return next((m for m in others if m.dimension == stated.dimension and m.quantity.value == off), None)


def _pair_of_rate(claim: NumericClaim, stated: Mention, reading: Reading) -> tuple[str, str] | None:
    """Give two numbers of which the rate is; a growth's own the other way round are none: one from the wrong base is a slip."""
    formulas = _FORMULAS.get(claim.kind, ())
    own = set() if SHARE in formulas else {operand.text for operand in claim.operands}
    part, whole = _operands(claim) if SHARE in formulas else (Fraction(0), Fraction(0))
    for unit in _by_unit(stated, reading, only_own=is_tight(claim, stated)):
        for (one, first), (other, second) in permutations(unit, 2):
            found = any(gives(formula, (first, second), stated.quantity.printed) for formula in formulas)
            beside = first.value == part and second.value < whole  # a share of another part: from the wrong base, too
            if {one, other} != own and not beside and found:
                return one, other
    return None


def _operands(claim: NumericClaim) -> tuple[Fraction, Fraction]:
    """Give the part and the whole that a share was judged by."""
    printed = claim.trial.binding.printed if claim.trial else []
    return (printed[0].value, printed[1].value) if len(printed) == 2 else (Fraction(0), Fraction(0))


def items_before(share: Mention) -> list[Mention]:
    """Give the items of the list right before a share, the only numbers of their thought: 流感248例、水痘96例，占报告总数的p%."""
    text, ahead = share.sentence.text, share.ahead
    ahead = [
        m
        for m in ahead
        if m.segment == share.segment and m.begin != share.begin and m.role == Role.LEVEL and not m.depth
    ]
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
    used = claim.trial.binding.operands if claim.trial is not None else ()
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
    if trial is None or trial.exact is None or trial.result is None or not trial.result.value:
        return False
    return 1 / times <= trial.exact / trial.result.value <= times


def is_tight(claim: NumericClaim, stated: Mention) -> bool:
    """Say whether a rate stands right behind its two numbers in one thought, so that numbers of another can't be meant."""
    used = claim.trial.binding.operands if claim.trial is not None else ()
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
                unit = quantity.unit if mention.dimension == COUNT else mention.dimension  # 件 and 人 are two things
                found.setdefault(unit, {})[quantity.text, quantity.value] = quantity.printed
    return [[(text, printed) for (text, _), printed in numbers.items()] for numbers in found.values()]
