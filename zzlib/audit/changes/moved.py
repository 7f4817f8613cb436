"""By how much a number is told to have become another, right behind both: 由去年的5320个扩至5910个，一年间添了690个."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import DIFFERENCE, HOLDS, MULTIPLE, Verdict
from zzlib.audit.numbers.quantities import PERCENT, POINTS, RATIOS, TIMES
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, ReadSentence, words_between
from zzlib.audit.reading.register import FigureRegister

_FROM = re.compile("(?:^|[^自])[由从][^，。；]{0,10}$")
_TO = re.compile("[^，。；\\d]{0,16}[至到成为](?:了|今年的?|本[年月期]的?|(?:目|当)前的?|每[一-龥])?")
_THEN_BY = re.compile(
    "[，（][^，。；\\d]{0,8}?(?:[增减添加扩升降涨跌缩压砍提多少高低长短延落退进削裁撤回][一-龥]{0,2}|[一-龥]了)"
)
_TIMES_AS = re.compile(
    "，(?:正?是|为|相当于)[^，。；\\d]{0,3}(?:起步|起初|当初|最初|原来|开头|开始)[^，。；\\d]{0,3}的"
)
_SINCE = re.compile(
    "，[比较](?P<time>上年末|[上去]年底|年初|月初|期初|上[月季期]末|[上首前][一二三]?[轮次届])(?:净|多|又)?(?:(?P<more>增加?|多|添|涨|提高|上升)|减少?|少|降低?|下降|回落)了?"
)
_OTHER = re.compile("其中|另|占|每|均|计划|目标|任务|同期|[上去]年|剩|余")


def moved_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge, whatever the verb, a number that is one slip from how far the two before it are apart."""
    told = {c.entry for c in claims if c.verdict in (*HOLDS, Verdict.WRONG)}
    for sentence in register.reading.sentences:
        yield from (c for c in _since_named(sentence, register) if c.entry not in told)
        for then, now, by in zip(sentence.mentions, sentence.mentions[1:], sentence.mentions[2:], strict=False):
            if by.number in told or not _are_told_so(then, now, by):
                continue
            if by.dimension == TIMES:
                claim = settle("growth", by, [Binding(MULTIPLE, (now, then))], certain=True)[0]
                yield from (claim,) if claim.verdict == Verdict.WRONG else ()
                continue
            larger, smaller = sorted((then, now), key=lambda m: -m.quantity.value)
            right = larger.quantity.value - smaller.quantity.value
            if right > 0 and is_slip(by.quantity, right, short=True):
                yield settle("difference", by, [Binding(DIFFERENCE, (larger, smaller))], certain=True)[0]


def _since_named(sentence: ReadSentence, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge how much more there is than at a time that words name, of which one number is told before: 上年末持证2136人，…，年末2374人，比上年末增加238人."""
    for now, by in pairwise(sentence.mentions):
        told = _SINCE.fullmatch(words_between(now, by))
        if told is None or not same_unit(now, by) or any(m.quantity.hedge or m.series for m in (now, by)):
            continue
        near = [
            m
            for m in register.reading.mentions
            if m.number < now.number and by.sentence.number - m.sentence.number <= 1
        ]
        then = [m for m in near if told["time"] in m.before and same_unit(m, now) and not m.quantity.hedge]
        if len(then) != 1:
            continue
        pair = (now, then[0]) if told["more"] else (then[0], now)
        right = pair[0].quantity.value - pair[1].quantity.value
        if right > 0 and is_slip(by.quantity, right, short=True):
            yield replace(settle("difference", by, [Binding(DIFFERENCE, pair)], certain=True)[0], said=True)


def _are_told_so(then: Mention, now: Mention, by: Mention) -> bool:
    """Say whether the words are 由…至…，…, and the numbers of one unit, or rates and points."""
    kinds = then.dimension, now.dimension, by.dimension
    behind = words_between(now, by)
    alike = (
        kinds == (PERCENT, PERCENT, POINTS)
        or by.dimension == TIMES
        or (same_unit(now, by) and by.dimension not in RATIOS)
    )
    alike = alike and same_unit(then, now)
    plain = alike and not any(m.quantity.hedge or m.series for m in (then, now, by))
    said = plain and _FROM.search(then.text_before) and _TO.fullmatch(words_between(then, now))
    if by.dimension == TIMES:
        return bool(said) and _TIMES_AS.fullmatch(behind) is not None
    return bool(said) and _THEN_BY.fullmatch(behind) is not None and not _OTHER.search(behind)
