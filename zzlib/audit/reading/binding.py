"""Operands of a claim, bound across clauses and sentences: the part, the whole, the target, the base."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import RATIOS
from zzlib.audit.reading.counted_alike import compatible, same_unit
from zzlib.audit.reading.reading import Mention, Reading, likeness, stripped
from zzlib.audit.reading.roles import Role

AMOUNTS = (Role.LEVEL, Role.TOTAL, Role.REST)

_DONE = re.compile(r"，(?:累计|已|共|实际)*(?:到位|完成|实现|落实)(?:资金|投资|额)*\d")

_COME_FROM = re.compile("(?P<of>[^，]*?)(?:由|从)(?:[上去]年|(?:19|20)\\d\\d年)?(?:同期|[年]?[底末初])?的?$")
_COME_TO = re.compile("[增提上扩升下降减缩调发][一-龥]?[到至为]")
_CHANGED_TO = re.compile("(?:调整|修订|核定|调减|调增|追加|压减|上调|下调)[为到至]$")


def come_to(mention: Mention) -> Mention:
    """Give a number that something has changed to with the words that name it: 户均流转面积由上年的1.2亩增加到1.5亩."""
    then = mention.previous
    if then is None or then.begin != mention.begin or not _COME_TO.fullmatch(mention.before):
        return mention
    said = _COME_FROM.search(then.before)
    return replace(mention, before=said["of"], lead=said["of"]) if said else mention


def is_amount(mention: Mention) -> bool:
    """Say whether a mention is a level that may be a part or a whole."""
    return mention.role in AMOUNTS and mention.dimension not in RATIOS and mention.quantity.hedge != "区间"


def own_words(mention: Mention) -> str:
    """Give the words that stand between the last number of the same thought and this one, and those right behind it."""
    text, start = mention.sentence.text, mention.quantity.start
    ahead = mention.sentence.mentions[mention.place - 1].quantity.end if mention.place else 0
    begin = max(text.rfind("；", 0, start) + 1, ahead)
    behind = regex(r"[一-龥]{0,8}").match(mention.after)
    return text[begin:start] + (behind[0] if behind else "")


def levels_before(mention: Mention, like: Mention | None = None) -> list[Mention]:
    """Give the levels before a mention in its sentence, the nearest first: those outside brackets before those inside."""
    found = [m for m in reversed(mention.ahead) if is_amount(m) and (like is None or compatible(m, like))]
    return sorted(found, key=lambda m: m.depth > mention.depth)


def heads_of(levels: Iterable[Mention]) -> list[Mention]:
    """Give the levels that are no parts told behind 其中, where there are such."""
    found = list(levels)
    return [m for m in found if "其中" not in m.text_before.rpartition("；")[2]] or found


def told_behind(mention: Mention, whole: Mention) -> list[Mention]:
    """Give what is done where a clause right behind the rate tells it, and nothing before: 完成全年任务13亿元的32%，到位资金4.16亿元."""
    behind = mention.behind[:1]
    told = _DONE.match(mention.text_behind)
    plain = told and not levels_before(mention, whole) and is_amount(behind[0]) and same_unit(behind[0], whole)
    return behind if plain else []


def in_paragraph(reading: Reading, mention: Mention) -> Iterator[Mention]:
    """Give the mentions before one in its paragraph, then those after it, the nearest first."""
    mine = [m for sentence in reading.paragraph_of(mention.sentence) for m in sentence.mentions]
    yield from (m for m in reversed(mine) if m.order < mention.order)
    yield from (m for m in mine if m.order > mention.order)


def anywhere(reading: Reading, mention: Mention) -> Iterator[Mention]:
    """Give the other mentions that are not too far: those of the paragraph first, then by distance."""
    near = list(in_paragraph(reading, mention))
    seen = {id(m) for m in near} | {id(mention)}
    yield from near
    place = mention.sentence.number
    rest = [m for m in reading.around(mention) if id(m) not in seen]
    yield from sorted(rest, key=lambda m: (abs(m.sentence.number - place), m.place))


def explicit_before(mention: Mention, link: str) -> Mention | None:
    """Give the quantity that stands right before one with only `link` (a pattern) between them, brackets aside."""
    text = mention.sentence.text
    for other in reversed(mention.ahead):
        if other.series and other.series is mention.series:
            continue
        if other.series and mention.series and other.series is not mention.series:
            between = text[other.series[-1].quantity.end : mention.series[0].quantity.start]
            if regex(link).fullmatch(between) and len(other.series) == len(mention.series):
                return other.series[mention.listed_at]
        first = mention.first
        between = text[other.quantity.end : first.quantity.start]
        unit = "[一-龥]?" if other.quantity.unit in ("万", "亿") else ""  # （310万页）
        if regex(f"(?:{unit}）)?{link}").fullmatch(between) or regex(r"（[^（）]*）" + link).fullmatch(between):
            return other
    return None


def series_partner(mention: Mention, candidates: Iterable[Mention]) -> Mention | None:
    """Give the level that a member of 分别…: the same place in the last levels of that number."""
    found = list(candidates)
    number, place = len(mention.series), mention.listed_at
    listed = [m.series for m in found if len(m.series) == number and m.series is not mention.series]
    if listed:
        return listed[0][place]
    levels = sorted({m.order: m for m in found}.values(), key=lambda m: m.order)
    here = [m for m in levels if m.segment == mention.segment]
    levels = here if len(here) >= number else levels
    if len(levels) == number + 1 and levels[-1].role == Role.TOTAL:
        levels = levels[:-1]  # 省5.6亿元，市2.9亿元，合计8.5亿元，分别占
    # 11个…53.9亿元，87个…153.2亿元，分别占: those of one unit, the unit that stands last first.
    alike = [m for m in levels if compatible(m, levels[-1])] if levels else []
    if len(alike) == number:
        return alike[place]
    last = levels[-number:]
    longer = [m for m in alike[:-number] if m.begin == last[0].begin and m.depth == last[0].depth]
    if longer:
        return None  # a list of three for two results: which two they are of can't be told
    one_unit = len(levels) == number or (len(last) == number and all(m in alike for m in last))
    return last[place] if one_unit else None


def basis(mention: Mention) -> tuple[Mention | None, str]:
    """Give what a sentence says it reckons by: the number in 按新增项目258个计, or the words in 按新增项目计."""
    text = mention.text_before
    found = list(regex(r"按([^，。；（）]{2,16}?)计(?:算)?(?=[，）])").finditer(text))
    if not found or "；" in text[found[-1].end() :] or len(text) - found[-1].end() > 24:
        return None, ""
    span = found[-1]
    inside = [m for m in mention.sentence.mentions if span.start() <= m.quantity.start < span.end()]
    return (inside[-1], "") if inside else (None, span[1])


def part_of(reading: Reading, mention: Mention, subject: str, like: Mention | None) -> tuple[list[Mention], bool]:
    """Give the levels that a share, a completion or a growth may be of, the likeliest first, and whether that one is sure.

    `subject` is the text of the clause up to the verb; `like` is a quantity that the part must be comparable with.
    """
    number, _ = basis(mention)
    if number is not None:
        return [number], True
    levels = [m for m in levels_before(mention, like) if m.depth <= mention.depth and m is not like]
    if like is not None and "均" not in like.before:  # 支出3860万元，年均386万元，是同期收入1570万元的2.46倍
        levels = [m for m in levels if "均" not in m.before] or levels
    if mention.series and any(len(m.series) == len(mention.series) for m in levels):
        partner = series_partner(mention, levels)
        return [partner] if partner else [], True
    own = [m for m in levels if m.begin == mention.begin and m.depth == mention.depth]
    paired = not mention.series
    if own:
        return own[:1] + levels[1:3], paired
    if stripped(subject):
        return _by_noun(reading, mention, subject, like)
    if mention.series and (partner := series_partner(mention, levels)):
        return [partner], True
    if levels:
        return levels[:4], levels[0].segment == mention.segment
    before = [m for m in _sentence_before(reading, mention) if is_amount(m) and (like is None or compatible(m, like))]
    asides = [m for m in levels_before(mention, like) if m.depth > mention.depth]
    return before[:3] + asides, len(before) == 1 and not asides


def _sentence_before(reading: Reading, mention: Mention) -> list[Mention]:
    earlier = [s for s in reading.paragraph_of(mention.sentence) if s.number < mention.sentence.number]
    return list(reversed(earlier[-1].mentions)) if earlier else []


def _by_noun(reading: Reading, mention: Mention, noun: str, like: Mention | None) -> tuple[list[Mention], bool]:
    """Give the levels whose words are those of a noun, the nearest first."""
    scored = [
        (likeness(noun, m.context), m)
        for m in anywhere(reading, mention)
        if is_amount(m) and m.order < mention.order and (like is None or compatible(m, like))
        if "均" in noun or "均" not in m.before[-3:]  # 劳务报酬496万元，人均15597元，劳务报酬占
    ]
    good = [m for score, m in scored if score >= 0.8]
    exact = [m for score, m in scored if score > 0.99 and m.sentence.paragraph == mention.sentence.paragraph]
    return (exact or good)[:4], bool(exact)


def targets(reading: Reading, mention: Mention, like: Mention | None) -> tuple[list[Mention], bool]:
    """Give the targets that a completion may be of, and whether they are sure."""
    found = [
        m
        for m in anywhere(reading, mention)
        if m.role == Role.TARGET
        and m.dimension not in RATIOS
        and (like is None or compatible(m, like))
        and not (m.depth > mention.depth and m.sentence is mention.sentence and m.segment != mention.segment)
    ]
    changed = [
        m for m in reading.before(mention) if _CHANGED_TO.search(m.before) and any(compatible(m, t) for t in found)
    ]
    found = changed[:1] or found  # 任务62个，6月调整为58个
    near = [m for m in found if m.sentence.paragraph == mention.sentence.paragraph]
    sure = bool(near) or len({m.quantity.value for m in found}) == 1
    return (near or found)[:5], sure


def has_own_target(level: Mention, target: Mention) -> bool:
    """Say whether a level is of some unit or part, whose target is not the one that the text states before.

    A target of the same thought holds; one from before only for a level that opens its own thought.
    """
    if level.sentence is target.sentence and level.segment == target.segment:
        return False
    text = level.sentence.text
    opening = text[: level.quantity.start].rpartition("；")[2]
    first = not any(m.place < level.place and m.segment == level.segment for m in level.sentence.mentions)
    if "其中" in opening or not first:
        return True
    own = regex("到位|争取|完成|开发|入库|实现|投入|落实|资金|项目").sub("", stripped(level.own))
    return len(own) > 1 and likeness(own, target.sentence.text) < 0.5
