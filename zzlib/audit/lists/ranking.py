"""Ranks in words: 为全市最低, 发案最多的是, 居第三位, held against the numbers of the others in the list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, product

from zzlib.audit.judging.claim import NumericClaim, statement, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import POINTS, RATIOS, TIMES, chinese_number, number_in
from zzlib.audit.reading.binding import own_words
from zzlib.audit.reading.facts import pattern
from zzlib.audit.reading.reading import Mention, ReadSentence, without_asides
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role

_WHOLE = r"(?:[两三四五六七八九]?(?:全)?[市县区省院乡镇](?:之)?|各[县乡镇区][一-龥]{0,4}|其中|)"
_BEHIND = re.compile(
    rf"^(?:的[一-龥]{{1,4}})?，?(?:均)?(?:为|是|位居|居|列|排|排在)?{_WHOLE}(?P<way>最[高多大快低少小慢](?!与|和|同)|首位|榜首|末位|第一(?![批季期次产轮阶]|名[一-龥])|倒数第一)(?!的|[一-龥]{{0,4}}\d)"
)
_AHEAD = re.compile(
    r"(?P<way>最[高多大快低少小慢])的(?:[一-龥]{0,4})?(?:是|为)[一-龥A-Z]{1,12}(?:，(?:共|达|为)*|（|达|为)?$|(?P<way2>最[高多大快低少小慢])，(?:共|达|为|有)+$"
)
_RANK = re.compile(
    r"^[^，；。]{0,2}，?(?:分?别?居|列|排|排名|位列|位居)[^，；。]{0,6}?第(?P<rank>[一二三四五六七八九十]{1,2}|\d{1,2})(?:位|名)?"
)
_TOP = re.compile(r"(?:居|列|排名?)前(?P<number>[两二三四五六])[位名]?的(?:分别)?(?:是|为)")
_OTHER = re.compile(
    "差|平均|目标|任务|上年|去年|同期|上月|计划|全[市县区省]|合计|共[计有组]|总|其中|比|较|增|降|占|前|其[他它余]"
)
_LOW = re.compile("低|少|小|慢|末|倒数")
_REACH = 12  # letters
_OF_TIME = re.compile("(?:[\\d当单一首]|第[一二三四五])(?:[日天月周]|季度|年)")
_KINDS = (Role.LEVEL, Role.SHARE, Role.RATE, Role.GROWTH)
_FEW, _LIST = 2, 3
_FIRST = re.compile("(?:居|列|排)(?:首位|首|第一位?|榜首)，?(?:为|达|共)*$")
_IS_FIRST = re.compile("，?(?:位?居|列|排名?|位列)(?:首位?|第一|榜首)(?![位名]?的[一-龥])")
_IS_NEXT = re.compile("，?(?:次之|紧随其后)")
_NEAR = 10
_SO_MANY = re.compile(r"的前?(?:[两二三四五六七八九十]|\d{1,2})[一-龥]{0,8}?(?:是|为)")
"""Several of them: 最低的两个街道是 names no one that is the lowest."""
_RATE_OF = re.compile("[一-龥]{2}(?:程度|比重)(?=[为达是]*$)")
_NAME = "[一-龥“”·]{1,14}（?(?:，[为达共]+)?"
_ORDINALS = (
    (re.compile(f"第(?P<rank>[一二三四五六])(?:位|名)?的?(?:是|为){_NAME}$"), 0),
    (re.compile(f"(?:居|列|排名?)(?:首位|第一位?|榜首)的(?:是|为)?{_NAME}$"), 1),
    (re.compile(f"最[多高大重](?:的(?![两二三四五六七八九十])[一-龥]{{0,4}})?(?:是|为){_NAME}$"), 1),
    (re.compile("最[多高大](?:，(?:为|达|共)+|（)$"), 1),
    (re.compile("[一-龥]第(?P<rank>[一二三四五六])，(?:为|达|共)$"), 0),
    (re.compile("次之，(?:为|达|共)*$"), 2),
    (re.compile(f"其次(?:是|为)?{_NAME}$"), 2),
    (re.compile(f"再次(?:是|为)?{_NAME}$"), 3),
)
"""How a list says ranks before its numbers: 第一是…, 最多的是…, 其次为…, 再次为…."""


_IN_TURN = re.compile("依次(?:为|是)：?(?P<names>(?:[^，；。：、\\d]{2,12}、){2,}[^，；。：\\d]{2,12})(?=[，；。])")
_PLACED = re.compile(
    "(?<=[，；。、])(?:其中|而)?(?P<name>[一-龥]{2,8}?)(?P<said>(?:位?[居列]|排名?|位列)在?第(?P<rank>[一二三四五六七八九十]{1,2}|\\d{1,2})[位名]?)(?=[，；。、和])"
)


@dataclass(frozen=True)
class Ranked:
    """A number with the highest and the lowest rank that the text gives it."""

    mention: Mention
    high: int
    low: int


def ranking_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge superlatives by the like numbers of their sentence, and ranks by each other."""
    for sentence in register.reading.sentences:
        yield from _in_turn(sentence)
        for mention in sentence.mentions:
            if mention.role in _KINDS and not mention.quantity.hedge and mention.dimension not in (POINTS, TIMES):
                yield from _superlative(mention)
    for _, paragraph in groupby(register.reading.sentences, key=lambda sentence: sentence.paragraph):
        told = {sentence.number: list(_ranked(sentence)) for sentence in paragraph}
        misplaced = list(_misplaced([one for ranked in told.values() for one in ranked]))
        yield from misplaced or (claim for ranked in told.values() for claim in _ranks(ranked))


def _in_turn(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 前六名依次为甲、乙、丙…，其中丙列第8位 by where the name stands in the list."""
    for match in _IN_TURN.finditer(sentence.text):
        names = regex("、|(?<=[一-龥]{2})[和及](?=[一-龥]{2})").split(without_asides(match["names"]))
        for told in _PLACED.finditer(sentence.text, match.end()):
            place, rank = (names.index(told["name"]) + 1 if told["name"] in names else 0), number_in(told["rank"])
            if place and rank != place and len(set(names)) == len(names):
                message = f"文中说{told['name']}“{told['said']}”，而名单里它是第 {place} 个"
                yield text_claim(sentence, "order", told["said"], f"第{place}位", Verdict.WRONG, message)


def _superlative(mention: Mention) -> Iterator[NumericClaim]:
    text = mention.sentence.text
    behind = _BEHIND.match(text[mention.quantity.end :])
    ahead = _AHEAD.search(text[mention.begin : mention.quantity.start]) or _AHEAD.search(
        text[max(0, mention.begin - 24) : mention.quantity.start]
    )
    match = behind or ahead
    if match is None:
        return
    others = [m for m in mention.sentence.mentions if m is not mention and _is_beside(m, mention)]
    inner = text.rfind("其中", 0, mention.quantity.start)
    ahead_of = [m for m in others if m.quantity.start < inner]
    if 0 < len(ahead_of) <= _FEW:  # 受理4836件，其中4月最多，为921件
        others = [m for m in others if m not in ahead_of]
    if regex("，最[多高大]的是").search(text, 0, mention.quantity.start):
        others = [m for m in others if m.quantity.start > mention.quantity.start]  # 未开工12个，最多的是住建局，为3个
    if mention.dimension in RATIOS:  # 增幅最大，达30.1%，蓄满程度74.0%
        told = text[: mention.quantity.end]
        rates = ((m, _RATE_OF.search(m.before)) for m in others)
        others = [m for m, of in rates if not of or of[0] in told]
    near = regex("[；。]").split(text[: mention.quantity.start])[-1][-_REACH:]
    if _OF_TIME.search(near):  # 3天接待38.72万人次；2日当天最高，为15.06万人次
        others = [m for m in others if _OF_TIME.search(own_words(m))]
    if _SO_MANY.search(match[0]) or len(others) < _FEW - bool(ahead):
        return
    said = match["way"] or match.groupdict().get("way2") or ""
    sign = -1 if _LOW.search(said) else 1
    sign *= -1 if regex("[快慢]").search(said) and mention.dimension in ("minutes", "seconds", "hours", "days") else 1
    past = [m for m in others if sign * (m.quantity.value - mention.quantity.value) > 0]
    if len(past) == len(others) and regex("第一|首|榜").search(said):
        return  # 用时1.2天，居第一: where less is better
    if past:
        other = past[0]
        name = regex("^[，；：、]|(?:为|达)$").sub("", other.before)
        message = f"文中说 {mention.quantity.text} {said}，而“{name}”是 {other.quantity.text}"
        yield statement("order", mention, Verdict.WRONG, message, [other])
    else:
        message = f"与同句其他 {len(others)} 个数相比，{mention.quantity.text} {said}，相符"
        yield statement("order", mention, Verdict.OK, message, proof=tuple(others))


def _is_beside(other: Mention, mention: Mention) -> bool:
    """Say whether a number is that of another thing in the same list: a name, then a number of the same unit."""
    alike = (other.dimension, other.quantity.unit[-1:]) == (mention.dimension, mention.quantity.unit[-1:])
    words = regex(r"^[，；：、。]").sub("", own_words(other))
    item = r"(?:[一-龥A-Za-z“”·]{2,10}(?:为|达)?|(?:\d+[至-])?\d+岁(?:及?以[上下])?)$"
    named = bool(other.series or regex(item).match(other.before))
    alike &= ("均" in own_words(other)) == ("均" in own_words(mention))  # 收入5754万元，人均消费最高的是古镇，为230元
    return alike and named and not _OTHER.search(words) and other.depth == mention.depth and not other.quantity.hedge


def _ranks(ranked: list[Ranked]) -> Iterator[NumericClaim]:
    """Judge ranks told number by number (居第三位; 居前两位的是…分别…) by the order of the numbers."""
    told = [(one.mention, other.mention) for one, other in product(ranked, repeat=2) if one.low < other.high]
    falls = sum(one.quantity.value > other.quantity.value for one, other in told)
    for one, other in told if falls * 2 > len(ranked) else ():
        better = one.quantity.value < other.quantity.value and one.quantity.unit == other.quantity.unit
        if better and not _are_of_two(one, other):
            message = f"文中说 {one.quantity.text} 排在 {other.quantity.text} 之前，次序不对"
            yield statement("order", one, Verdict.WRONG, message, [other])
            return


def _misplaced(ranked: list[Ranked]) -> Iterator[NumericClaim]:
    """Judge the one rank of a paragraph that isn't where its number stands among those of the ranks told, all others being where they stand from the first on."""
    unit = ranked[0].mention.quantity.unit if ranked else ""
    told = [one for one in ranked if one.high == one.low and one.mention.quantity.unit == unit]
    values = {one.mention.quantity.value for one in told}
    years = {year for one in told for year in regex(r"(?:19|20)\d\d年").findall(one.mention.thought)}
    if len(told) < _LIST or len(values) < len(told) or len(told) < len(ranked) or len(years) > 1:
        return  # 2004年获得63枚，列第2；2008年获得100枚，列第1: of a list each
    for sign in (-1, 1):
        order = sorted(told, key=lambda one: sign * one.mention.quantity.value)
        off = [(one, place) for place, one in enumerate(order, start=1) if one.high != place]
        for one, place in off if len(off) == 1 and (off[0][0] is not order[-1] or off[0][0].high < off[0][1]) else ():
            behind = _RANK.match(one.mention.sentence.text[one.mention.quantity.end :])
            said = behind[0].strip("，") if behind else f"第 {one.high}"
            message = f"照另外几个的位次和数，{one.mention.quantity.text} 应排第 {place}，文中写“{said}”"
            used = tuple(other.mention for other in told if other is not one)
            yield statement("order", one.mention, Verdict.WRONG, message, proof=used)
            return


def _are_of_two(one: Mention, other: Mention) -> bool:
    """Say whether two growths are of two measures, each with a rank of its own: GDP增速8.1%，列第3位；投资增长10.4%，列第4位."""
    told = [pattern("flows").search(m.before) for m in (one, other)]
    return all(m.role == Role.GROWTH for m in (one, other)) and any(told) and one.before != other.before


def _ranked(sentence: ReadSentence) -> Iterator[Ranked]:
    top = _TOP.search(sentence.text)
    first = None
    for mention in sentence.mentions:
        if mention.role not in _KINDS or mention.dimension in (POINTS, TIMES):
            continue
        if top and mention.quantity.start > top.end() and mention.series and first in (None, mention.series):
            first = mention.series
            yield Ranked(mention, 1, chinese_number(top["number"]) or 1)
            continue
        ahead, behind = sentence.text[max(0, mention.begin - 2 * _NEAR) : mention.quantity.start], mention.text_behind
        told = next(((m, rank) for pattern, rank in _ORDINALS if (m := pattern.search(ahead))), None)
        if _FIRST.search(sentence.text[max(0, mention.quantity.start - _NEAR) : mention.quantity.start]):
            rank = 1
        elif told is not None:
            rank = told[1] or chinese_number(told[0]["rank"]) or 0
        elif _IS_FIRST.match(behind) or _IS_NEXT.match(behind):
            rank = 1 if _IS_FIRST.match(behind) else 2
        elif match := _RANK.match(behind):
            rank = number_in(match["rank"]) or 0
        else:
            continue
        yield Ranked(mention, rank, rank)
