"""Accusations that hold the other way round, the part for the whole, the sum for the difference; without what a bracket says is included; or are of what isn't printed."""

from dataclasses import replace

from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.arithmetic import ACCUSED, HOLDS, SHARE, judge
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import MONEY, PERCENT, RATIOS
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention

_ALL = 100


def is_other_way(claim: NumericClaim, stated: Mention) -> bool:
    """Say whether a number of two others is what they make the other way: 实有1864张 is 100.2% of 编制1860张, 办理187件含结转25件 of 立案162件."""
    others = [m for m in claim.proof if m is not stated]
    if claim.verdict not in ACCUSED or stated.dimension in RATIOS or len(others) != len(("one", "other")):
        return False
    amounts, rates = ([m for m in others if (m.dimension == PERCENT) == of] for of in (False, True))
    if claim.kind == "share" and len(amounts) == 1 and rates[0].quantity.value > _ALL:
        made, _ = judge(SHARE, (amounts[0].quantity.printed, stated.quantity.printed), rates[0].quantity.printed)
        return made in HOLDS
    one, other = (m.quantity.value for m in others)
    held_in = claim.kind == "sum" and any(regex("含[^，。；]*$").search(m.lead) for m in (stated, *others))
    return held_in and not rates and stated.quantity.value in (one + other, abs(one - other))


def is_without_included(claim: NumericClaim, stated: Mention) -> bool:
    """Say whether a share holds without what a bracket includes in its part: 破案21起（含往年积案4起），立案25起，破案率68%."""
    if claim.kind != "share" or claim.verdict not in ACCUSED:
        return False
    part, *wholes = claim.used or (stated,)
    for inner in part.behind[:1] if wholes else ():
        left = replace(part.quantity.printed, value=part.quantity.value - inner.quantity.value)
        included = inner.depth > part.depth and "含" in inner.before and same_unit(part, inner)
        if included and judge(SHARE, (left, wholes[-1].quantity.printed), stated.quantity.printed)[0] in HOLDS:
            return True
    return False


def is_of_none(claim: NumericClaim, stated: Mention) -> bool:
    """Say whether a rate is of a kind, of money or of people, of which none of its numbers is: 结案9127件，审判类案件结案率92.32%; 出生79.73万人、死亡55.79万人，死亡率6.92‰; 产业类47个，产业类资金占比65.3%."""
    if claim.kind != "share" or claim.verdict not in ACCUSED:
        return False
    kind = regex("([一-龥]{2})类[^，；。]{0,4}率[为达是]*$").search(stated.before)
    of_kind = kind is None or any(kind[1] in f"{m.topic}{m.lead}{m.after}" for m in claim.used)
    of_money = regex("资金占比|金额占比").search(stated.before) is not None
    if of_money and not any(m.dimension == MONEY for m in claim.used):
        return True
    of_people = stated.quantity.unit != "‰" or not regex("(?:^|[^婴幼儿童产妇])(?:出生率|死亡率)").search(stated.before)
    return not of_kind or not (of_people or any("人口" in m.own for m in claim.used))
