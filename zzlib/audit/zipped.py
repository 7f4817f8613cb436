"""Lists that belong together by place: A x、B y，去年分别为 x'、y'，分别上升 p%、下降 q%."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.arithmetic import DECLINE, GROWTH, SHARE, Verdict
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.quantities import PERCENT
from zzlib.audit.reading import Mention, ReadSentence, same_unit
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role, growth_sign


def zipped_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge rates in a list, up and down mixed, by the lists of what is and what was before them in their sentence."""
    for sentence in register.reading.sentences:
        yield from _shares_of_list_before(register, sentence)
        rates = _rates(sentence)
        if len(rates) < 2 or rates[0].series:
            continue
        ahead = [m for m in sentence.mentions[: rates[0].place] if not m.depth and m.segment == rates[0].segment]
        bases = [m for m in ahead if m.role == Role.BASE]
        levels = [m for m in ahead if m.role in (Role.LEVEL, Role.TOTAL)]
        if not len(rates) == len(bases) == len(levels) or not all(map(same_unit, levels, bases)):
            continue
        sign = 1
        for rate, now, then in zip(rates, levels, bases, strict=True):
            sign = growth_sign(rate.before) or sign
            yield settle("growth", rate, [Binding(GROWTH if sign > 0 else DECLINE, (now, then))], certain=True)[0]


def _shares_of_list_before(register: FigureRegister, sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 占比依次为14.4%、37.0%和48.6% by the total and as many like numbers of the sentence before, where all but one hold."""
    first = next((m for m in sentence.mentions if len(m.series) > 2 and m.dimension == PERCENT), None)
    if first is None or first.place or not re.search("(?:占比|比重|比例)(?:依次|分别)(?:为|是)?$", first.lead):
        return
    before = [s for s in register.reading.paragraph_of(sentence) if s.number == sentence.number - 1]
    amounts = [m for s in before for m in s.mentions if m.role in (Role.LEVEL, Role.TOTAL) and m.dimension != PERCENT]
    whole, parts = amounts[:1], amounts[1:]
    if len(parts) != len(first.series) or not all(same_unit(m, whole[0]) and not m.quantity.hedge for m in parts):
        return
    pairs = zip(first.series, parts, strict=True)
    claims = [settle("share", share, [Binding(SHARE, (part, whole[0]))], certain=True)[0] for share, part in pairs]
    if sum(claim.verdict == Verdict.WRONG for claim in claims) < 2:
        yield from (replace(claim, said=True) for claim in claims)


def _rates(sentence: ReadSentence) -> list[Mention]:
    """Give the rates of a clause with 分别."""
    percents = [m for m in sentence.mentions if m.dimension == PERCENT and not m.quantity.hedge]
    first = next((m for m in percents if "分别" in m.before and growth_sign(m.before)), None)
    if first is None:
        return []
    return [m for m in percents if m.begin == first.begin and m.place >= first.place and _goes_on(m, first)]


def _goes_on(mention: Mention, first: Mention) -> bool:
    return mention is first or re.fullmatch(r"[、和及与]?(?:[一-龥]{0,4})", mention.before) is not None
