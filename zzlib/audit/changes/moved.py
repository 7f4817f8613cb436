"""By how much a number is told to have become another, right behind both: 由去年的5320个扩至5910个，一年间添了690个."""

import re
from collections.abc import Iterator, Sequence

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import DIFFERENCE, HOLDS, Verdict
from zzlib.audit.numbers.quantities import PERCENT, POINTS, RATIOS
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, words_between
from zzlib.audit.reading.register import FigureRegister

_FROM = re.compile("(?:^|[^自])[由从][^，。；]{0,10}$")
_TO = re.compile("[^，。；\\d]{0,12}[至到成为](?:了|今年的?|本[年月期]的?|(?:目|当)前的?)?")
_THEN_BY = re.compile(
    "[，（][^，。；\\d]{0,8}?(?:[增减添加扩升降涨跌缩压砍提多少高低长短延落退进削裁撤回][一-龥]{0,2}|[一-龥]了)"
)
_OTHER = re.compile("其中|另|占|每|均|计划|目标|任务|同期|[上去]年|剩|余")


def moved_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge, whatever the verb, a number that is one slip from how far the two before it are apart."""
    told = {c.entry for c in claims if c.verdict in (*HOLDS, Verdict.WRONG)}
    for sentence in register.reading.sentences:
        for then, now, by in zip(sentence.mentions, sentence.mentions[1:], sentence.mentions[2:], strict=False):
            if by.number in told or not _are_told_so(then, now, by):
                continue
            larger, smaller = sorted((then, now), key=lambda m: -m.quantity.value)
            right = larger.quantity.value - smaller.quantity.value
            if right > 0 and is_slip(by.quantity, right, short=True):
                yield settle("difference", by, [Binding(DIFFERENCE, (larger, smaller))], certain=True)[0]


def _are_told_so(then: Mention, now: Mention, by: Mention) -> bool:
    """Say whether the words are 由…至…，…, and the numbers of one unit, or rates and points."""
    kinds = then.dimension, now.dimension, by.dimension
    alike = same_unit(then, now) and (
        kinds == (PERCENT, PERCENT, POINTS) or (same_unit(now, by) and by.dimension not in RATIOS)
    )
    plain = alike and not any(m.quantity.hedge or m.series for m in (then, now, by))
    said = plain and _FROM.search(then.text_before) and _TO.fullmatch(words_between(then, now))
    behind = words_between(now, by)
    return bool(said) and _THEN_BY.fullmatch(behind) is not None and not _OTHER.search(behind)
