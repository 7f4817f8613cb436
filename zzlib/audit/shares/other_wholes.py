"""What a share may be of that the numbers around it don't tell: what counts the same in another unit, the place that words name, its own number, the dead."""

import re

from zzlib.audit.numbers.arithmetic import HOLDS, PROVED, SHARE, judge
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT
from zzlib.audit.reading.counted_alike import counted_kind, same_unit
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.roles import Role
from zzlib.audit.shares.share_groups import StatedShare

_COUNTED_BY = re.compile("按(?P<what>[一-龥]{1,8})数计算?的?[^，]*$")
_AGES = re.compile("\\d+(?:[-—至]\\d+)?周?岁(?:以[上下])?")


def is_of_counted_alike(share: StatedShare, whole: Mention) -> bool:
    """Say whether a share is of a number before it that counts the same in another unit: 查获吸毒人员143人次，其中新发现19名，占比13.3%."""
    like = [m for m in share.rate.ahead if counted_kind(m) == counted_kind(share.first) != counted_kind(whole)]
    like += [m for m in share.rate.ahead if m.dimension != whole.dimension and counted_kind(m) == counted_kind(whole)]
    own, rate = share.first.quantity.printed, share.rate.quantity.printed
    return any(judge(SHARE, (own, m.quantity.printed), rate)[0] in HOLDS for m in like)


def is_of_the_dead(share: StatedShare, whole: Mention) -> bool:
    """Say whether a share of all the dead is that of the dead told before the injured: 25人死亡，伤4人，占死亡总数的32.1%."""
    named = regex("死亡|受伤").search(share.rate.lead)
    return named is not None and whole is share.first.previous and named[0] in whole.own


def is_of_another(share: StatedShare, whole: Mention) -> bool:
    """Say whether a share is of the number right before it, 3.6万批次，合格率99.7%, or of that of the place named: 我省2.48万起，…；我市1730起，占全省的7.0%."""
    part, rate = share.first, share.rate
    place = regex("占全([国省市县区])").search(rate.before)
    own = [
        m
        for m in rate.ahead
        if place and m not in share.parts and same_unit(m, part) and regex(f"[我全本]{place[1]}").search(m.before)
    ]
    if own and whole not in own:
        return True
    ahead = rate.ahead_in_thought
    return part.sentence is not rate.sentence and bool(ahead) and same_unit(ahead[-1], part)


def is_of_its_own(share: StatedShare, whole: Mention) -> bool:
    """Say whether a share is of the number right before it (上年1927人，占3.68%), counted by another unit (按户数计), or of an age that nothing else names."""
    rate, part, ahead = share.rate, share.first, share.rate.previous
    earlier = ahead is not None and ahead.role == Role.BASE and same_unit(ahead, whole)
    told = [m.quantity.printed for m in (ahead, whole)] if ahead is not None and earlier else []
    counted = _COUNTED_BY.search(rate.lead)
    unit = part.quantity.unit.lstrip("百千万亿")
    others = {m.quantity.unit.lstrip("百千万亿") for m in rate.ahead if m.dimension == COUNT} - {unit, ""}
    other_unit = counted is not None and unit not in counted["what"] and any(o in counted["what"] for o in others)
    aged = _AGES.search(rate.lead)
    of_age = aged is not None and all(aged[0] not in m.sentence.text[: m.quantity.end] for m in (part, whole))
    aside = whole.depth > rate.depth and whole.sentence is rate.sentence and whole.segment != rate.segment
    if aside:
        return True  # 收入…（预算3.00亿元）；支出2.16亿元，为预算的97.5%
    return (bool(told) and judge(SHARE, told, rate.quantity.printed)[0] in PROVED) or other_unit or of_age
