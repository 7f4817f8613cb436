"""What a sentence says of the numbers of the one before it: 同比增加 x，增长 p%; 与计划相比，还差 x; 占任务数的 p%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from zzlib.audit.arithmetic import DIFFERENCE, SHARE
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.quantities import PERCENT, POINTS, RATIOS
from zzlib.audit.reading import Mention, ReadSentence, likeness, same_unit, stripped
from zzlib.audit.register import FigureRegister, is_heading
from zzlib.audit.roles import Role
from zzlib.audit.words import any_of, words

_COMPARED = re.compile(
    r"(?P<what>[一-龥]{0,8}?)(?:同比|环比|[比较与和](?:上年|去年|上月|上季)|(?:比|较|与)?(?:上年|去年)同期)"
)
_TARGETED = re.compile("任务|计划|目标|指标")
_DOING = re.compile(
    "完成|实际|已经?|累计|竣工|完工|开工|发放|拨付|投放|支付|到位|建成|改造|实施|落实|办理|培训|安置|新建|造|共|其中|资金|项目|[户人个件亩家]"
)
_A_NAME, _ALIKE = 3, 0.6


@dataclass(frozen=True)
class _Before:
    """The plain numbers of the sentence before: what is, and percentages."""

    levels: list[Mention]
    rates: list[Mention]


def following_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims that a sentence makes of the only numbers of the sentence before it, in its paragraph."""
    previous: ReadSentence | None = None
    for sentence in register.reading.sentences:
        if previous is not None and previous.paragraph == sentence.paragraph and not is_heading(previous):
            before = _numbers(previous)
            yield from _points(sentence, before)
            yield from _of_target(register, sentence, before)
            yield from _of_the_only(sentence, before)
        yield from _far_wholes(register, sentence)
        previous = sentence


def _numbers(sentence: ReadSentence) -> _Before:
    plain = [m for m in sentence.mentions if not m.depth and not m.series]
    amounts = [m for m in plain if m.dimension not in RATIOS]
    return _Before(
        [m for m in amounts if m.role in (Role.LEVEL, Role.TOTAL)],
        [m for m in plain if m.dimension == PERCENT],
    )


def _points(sentence: ReadSentence, before: _Before) -> Iterator[NumericClaim]:
    """Judge by how much a rate changed against the two rates, of now and of then, of the sentence before."""
    compared = _COMPARED.match(sentence.text)
    if not compared or any(m.dimension not in RATIOS for m in sentence.mentions):
        return
    what = stripped(compared["what"])
    if what and not any(likeness(what, m.lead + m.after) > _ALIKE for m in (*before.levels, *before.rates)):
        return  # of another thing
    told = [m for m in sentence.mentions if not m.depth and not m.series and not m.segment]
    points = [m for m in told if m.dimension == POINTS]
    if len(points) == 1 and len(before.rates) == 2:
        now, then = before.rates
        if re.search("上年|去年|同期|上月", then.lead) and not re.search("上年|去年|同期|上月", now.lead):
            falls = re.search(any_of(words().roles.fall_points) + "(?:了|约)?$", points[0].before)
            pair = (then, now) if falls else (now, then)
            yield settle("difference", points[0], [Binding(DIFFERENCE, pair)], certain=True)[0]


def _of_the_only(sentence: ReadSentence, before: _Before) -> Iterator[NumericClaim]:
    """Judge 其中，企业3231.5万户，占31.4% by the only number like it of the sentence before: 实有1.03亿户."""
    if not sentence.text.startswith("其中"):
        return
    for part, share in pairwise(sentence.mentions):
        bare = share.dimension == PERCENT and share.before in ("占", "占比") and part.role == Role.LEVEL
        wholes = [m for m in before.levels if same_unit(m, part)]
        plain = not any(m.depth or m.series or m.quantity.hedge for m in (part, share, *wholes))
        if bare and plain and len(wholes) == 1 and wholes[0].quantity.value > part.quantity.value:
            yield settle("share", share, [Binding(SHARE, (part, wholes[0]))], certain=True)[0]


def _of_target(register: FigureRegister, sentence: ReadSentence, before: _Before) -> Iterator[NumericClaim]:
    """Judge shares of a task and what is left of it, where the paragraph names one task and one amount that is done."""
    paragraph = [s for s in register.reading.paragraph_of(sentence) if s.number <= sentence.number]
    if len(paragraph) > 3:
        return
    told = [m for s in paragraph for m in s.mentions if m.dimension not in RATIOS and not m.quantity.hedge]
    targets = [m for m in told if m.role == Role.TARGET]
    done = [m for m in told if m.role in (Role.LEVEL, Role.TOTAL)]
    if len(targets) != 1 or len(done) != 1 or done[0].sentence is targets[0].sentence:
        return
    (target,), (level,) = targets, done
    if not same_unit(target, level) or level.quantity.value > target.quantity.value * 2 or level.series:
        return
    for mention in sentence.mentions:
        shares = mention.role == Role.SHARE and mention.dimension == PERCENT and _TARGETED.search(mention.lead)
        gap = mention.role in (Role.GAP, Role.REST) and mention.dimension == target.dimension
        if mention.series or mention.depth or not (shares or gap) or mention.order < level.order:
            continue
        binding = Binding(SHARE, (level, target)) if shares else Binding(DIFFERENCE, (target, level))
        sure = _is_of_task(level, target)
        yield settle("level" if shares else "difference", mention, [binding], certain=sure, likely=True)[0]


def _far_wholes(register: FigureRegister, sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 已开工老旧小区 424个，开工率 p% by the only number of 老旧小区 in the paragraphs before."""
    own = [m for m in sentence.mentions if m.dimension not in RATIOS]
    rates = [m for m in sentence.mentions if m.dimension == PERCENT and re.search("[率度](?:为|达到|达)?$", m.lead)]
    if len(own) != 1 or len(rates) != 1 or rates[0].place < own[0].place or rates[0].quantity.hedge:
        return
    part, rate = own[0], rates[0]
    stem = re.sub("率.*$", "", rate.lead)[-2:]
    thing = _DOING.sub("", stripped(part.before + part.after).replace(stem, ""))
    if len(thing) < _A_NAME or part.role != Role.LEVEL or stem not in part.before + part.after:
        return
    earlier = [e.mention for e in register.entries if e.mention.order < part.order]
    named = [m for m in earlier if thing in m.before + m.after and same_unit(m, part) and not m.quantity.hedge]
    wholes = [
        m
        for m in named
        if m.role in (Role.LEVEL, Role.TOTAL, Role.TARGET) and m.sentence.paragraph < sentence.paragraph
    ]
    if len(wholes) == 1 and wholes == named and wholes[0].quantity.value >= part.quantity.value:
        yield settle("share", rate, [Binding(SHARE, (part, wholes[0]))], certain=True)[0]


def _is_of_task(level: Mention, target: Mention) -> bool:
    """Say whether what is done names no thing but the task's: 已竣工 381户, 实际发放贷款 3亿元."""
    own = _DOING.sub("", stripped(level.before + level.after))
    return len(own) < 2 or likeness(own, target.sentence.text) > 0.99
