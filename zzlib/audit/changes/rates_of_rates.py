"""Rates that other rates and changes make: growth of several years together, the part of a growth that one thing made, a rate that turned from decline to growth."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import prod

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.numbers.arithmetic import SHARE, ClaimFormula, Verdict
from zzlib.audit.numbers.quantities import PERCENT, POINTS, chinese_number
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role, way_of

_TOGETHER = re.compile(
    "(?P<years>[两二三四五])年(?:间|来|里)?(?:累计|合计|总共|共)(?:增长|增幅|下降|提高|上升)(?:为|达到?|了)?$"
)
_OF_CHANGE = re.compile(
    "增[量长收加]额?[一-龥]{0,4}(?:贡献|占)|(?:贡献|占)[一-龥]{0,8}增[量收加]额?|(?:增|减)[量收]?的贡献率"
)
_TURNED = re.compile("(?:回升|上升|提高|提升|加快|回落|下降|降低|放缓|下滑)了?$")
_FALLS = re.compile("(?:回落|下降|降低|放缓|下滑)了?$")
_SIZE = Fraction(3)
_TWO = 2


def rate_of_rates_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge rates by the rates or changes right before them that make them."""
    for mention in register.reading.mentions:
        if mention.quantity.hedge or mention.series:
            continue
        found = _together(mention) or _of_all_change(mention, register)
        if found is not None and found.verdict == Verdict.WRONG and not is_near(found, _SIZE):
            continue
        found = found or _turned(mention)
        if found is not None:
            yield replace(found, said=True, named=True)


def _together(mention: Mention) -> NumericClaim | None:
    """Judge 2021年增长8%，2022年增长5%，两年累计增长13.4% by as many rates right before it: they multiply."""
    told = _TOGETHER.search(mention.lead)
    years = chinese_number(told["years"]) if told and mention.dimension == PERCENT else None
    used = mention.ahead_in_thought[-(years or 1) :]
    if not years or len(used) != years or any(m.role != Role.GROWTH or m.dimension != PERCENT for m in used):
        return None
    signs = [way_of(m) or 1 for m in used]
    own = way_of(mention) or 1

    def grown(*rates: Fraction) -> Fraction:
        every = [1 + sign * rate / 100 for sign, rate in zip(signs, rates, strict=True)]
        return own * 100 * (prod(every, start=Fraction(1)) - 1)

    formula = ClaimFormula(grown, tuple(own * sign for sign in signs))
    return settle("growth", mention, [Binding(formula, tuple(used))], certain=True)[0]


def _of_all_change(mention: Mention, register: FigureRegister) -> NumericClaim | None:
    """Judge 全市净增51.5亿元；其中甲净增28.3亿元，对全市增量的贡献率p% by the only two changes of one kind before it."""
    if mention.dimension != PERCENT or not _OF_CHANGE.search(mention.lead):
        return None
    changes = [m for m in register.mentions_before(mention) if m.role in CHANGES and not m.quantity.hedge]
    used = [m for m in changes if m.role == changes[-1].role and same_unit(m, changes[-1])]
    if len(used) != _TWO or used[1].sentence is not mention.sentence:
        return None
    whole, part = sorted(used, key=lambda m: -m.quantity.value)
    return settle("share", mention, [Binding(SHARE, (part, whole))], certain=part is used[1])[0]


def _turned(mention: Mention) -> NumericClaim | None:
    """Judge 一季度下降3.9%，上半年增长2.6%，回升6.5个百分点 by the two rates right before it, of which one fell and one grew."""
    used = mention.ahead_in_thought[-_TWO:]
    if mention.dimension != POINTS or not _TURNED.fullmatch(mention.lead) or len(used) != _TWO:
        return None
    then, now = used
    ways = [way_of(m) if m.role == Role.GROWTH and m.dimension == PERCENT else 0 for m in used]
    if sorted(ways) != [-1, 1] or any(m.depth or m.series for m in used):
        return None
    sign = -1 if _FALLS.search(mention.lead) else 1
    first, last = (-sign * ways[0], sign * ways[1])
    formula = ClaimFormula(lambda one, other: first * one + last * other, (first, last), linear=True)
    return settle("difference", mention, [Binding(formula, (then, now))], certain=True)[0]
