"""What is now and what was before, then by how much it changed: 今年 x 人，去年 y 人。…比去年减少 n 人，下降 p%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import log2

from zzlib.audit.changes.growth import HELD_THEN, TIMES_BEFORE, base_of, named_time
from zzlib.audit.judging.claim import Binding, NumericClaim, settle, statement
from zzlib.audit.judging.excuses import is_near, pair_giving
from zzlib.audit.numbers.arithmetic import (
    DECLINE,
    DIFFERENCE,
    GROWTH,
    MULTIPLE,
    SHARE,
    TIMES_MORE,
    ClaimFormula,
    Verdict,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, RATIOS, TIMES, chinese_number
from zzlib.audit.numbers.words import any_of, mentions_any, words
from zzlib.audit.reading.binding import is_amount, own_words
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.moments import joined_with
from zzlib.audit.reading.reading import Mention, ReadSentence, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role, growth_sign
from zzlib.audit.reading.spans import said_times
from zzlib.audit.shares.two_numbers import of_recovered

_SINCE = {
    "年初": re.compile("年初|期初"),
    "月": re.compile("[上当]个?月|环比|上季|上周|\\d月"),
    "年": re.compile("[上去]年|同比|同期|20\\d\\d年"),
}
_OF_THEN = re.compile("(?:仅|只)?(?:为|是|相当于|达到?)(?:[去上前]年|(?:19|20)\\d\\d年|常年|历年)[^，。；\\d]{0,6}")
_TIMES_THEN = re.compile("(?:是|为|达到?|相当于)(?P<then>[^，。；：（）]{2,10}?)的$")
_GROWN_TO = re.compile("[增升涨长扩大高][到至为]$")
# 2016年x，2019年y，2022年z，六年时间翻了三番
_OVER_YEARS = re.compile("[二两三四五六七八九十\\d]年(?:时间|间|来|里|内|中)?[^，。；\\d]{0,4}$")
_DOUBLED = re.compile("翻了?(?P<times>[一两二三四])番(?!左右)(?P<more>多|以上|还多)?")
_OFF = 0.3  # of a doubling, by which what is roundly said may be off
_SHORT = re.compile("亏损?|净流出|净减|赤字|逆差|负债|缺口")
_TURNED_BY = re.compile("(?:增[利加收盈]|多|改善|扭亏|增盈)(?:了|额为?)?$")
_SUM_OF_TWO = ClaimFormula(lambda one, other: one + other, (1, 1), linear=True)
_FAR = _NOUN = 4
_SIZE = Fraction(3)
_THEN = re.compile(rf"(?:^|[。；，]){any_of(words().roles.base)}(?:同期|末|底)?，$")
_OPENS_THEN = re.compile("(?:截至|到)?(?:上年|去年|前年|上个?月|上季度?|上周)(?:同期|末|底|全年)?")
_IDLE = re.compile(
    "延伸|[两三四五六七八九十]年(?:间|来|共|累计)?|半年间|年间|月间|季度间|周内|减少|增加|下降|上升|增长|减收|增收|同比|环比|比|较|与|相比|分别|起数|件数|人数|数|了|净|多|少|损失额|一年间|一年来|一年里|一年|期间|年内|新添|新增|扩大|缩短|出|增|减"
)
_SAYS = re.compile(
    r"(?:(?<![许大更众至最诸差])多(?![达为是数个种])[一-龥]{0,3}|(?<![至不缺较很极多减])少[一-龥]{0,3}"
    r"|(?:净增|增加|减少|新添|增添|扩大|扩容|拉长|延长|延伸|上调|多出|净退出|压减|缩短|下调)(?:了|出)?(?![至到为])[一-龥]{0,4}|(?:年内|一年|期间|净)新增|(?:此次)?核增|新建|^，?新增|(?:全年|年内|一年来|今年|当年|本年)新增[一-龥]{1,8})$"
)
_DOWN = re.compile("少|减|缩|退|下调|降")
_NOW = re.compile("本[月年期季次轮届周]度?|今年|当月|目前|现|如今|年末|年底|[底末]|今")


@dataclass(frozen=True)
class NowAndThen:
    """What is now and what was before."""

    now: Mention
    then: Mention
    since: str
    """What the earlier number is of: the month before, the year's beginning, or the year before."""


def change_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge changes and their rates by the only pair of numbers before them that they can be of."""
    for sentence in register.reading.sentences:
        yield from _doubled(sentence)
        for mention in sentence.mentions:
            if mention.dimension == TIMES and not mention.quantity.hedge:
                yield from _times_of_then(register, mention)
            if (recovered := of_recovered(mention, register.reading)) is not None:
                yield recovered
            if (of_then := _share_of_then(mention)) is not None:
                yield of_then
            if (turned := _turned(mention)) is not None:
                yield turned
                continue
            rate = mention.dimension == PERCENT and mention.role == Role.GROWTH
            told = mention.role in CHANGES or _SAYS.search(_said(mention))
            amount = told and mention.dimension not in RATIOS
            # the change of a part, whose own numbers aren't printed
            inner = regex("(?:其中|，含)[^，；]*$").search(mention.lead)
            yearly = inner or regex("均|每").search(mention.before)  # 平均每年增加 22.8万人 is no change of all years
            if (rate or amount) and not mention.quantity.hedge and not yearly:
                yield from _judged(register, mention, rate=rate)


def _judged(register: FigureRegister, mention: Mention, *, rate: bool) -> Iterator[NumericClaim]:
    near = register.mentions_before(mention, _FAR)
    pairs = [pair for pair in _pairs(near) if rate or _is_of(mention, pair.now)]
    pairs = [pair for pair in pairs if not _since(mention.lead) or _since(mention.lead) == pair.since]
    base = base_of(mention)
    pair = _by_time(mention, near) or _only(mention, [pair for pair in pairs if base in (None, pair.then)], near)
    apart = pair is not None and len({m.sentence.number for m in (pair.now, pair.then, mention)}) > 2
    if pair is None or (rate and (apart or not _follows(mention, pair, near))):
        return
    if not rate and mention.quantity.value == pair.now.quantity.value:
        return  # 由12个扩为20个，扩容后的20个窗口
    grown = pair.now.behind[:1]
    if rate and pair.now.sentence is not mention.sentence and grown and grown[0].role == Role.GROWTH:
        return  # 机电产品出口83.4亿美元，增长44.2%。钢材去年出口34.2亿美元，同比增长93%
    if _is_of_own_change(mention, pair) if rate else _is_told(mention, pair):
        return
    own = pair.then.behind[:1]
    if rate and "环比" not in mention.lead and own and own[0].role == Role.GROWTH and own[0] is not mention:
        return  # 一季度8.30亿，下降19.0%；二季度6.25亿，下降26.2%: each of a year before
    rises = mention.role == Role.INCREASE or (mention.role != Role.DECREASE and not _DOWN.search(_said(mention)))
    grows = growth_sign(mention.before or mention.lead) > 0 if rate else rises
    formula = DIFFERENCE if not rate else GROWTH if grows else DECLINE
    used = (pair.then, pair.now) if not rate and not grows else (pair.now, pair.then)
    soft = mentions_any(words().comparable.words + words().comparable.subjects, mention.sentence.text)
    claim, _ = settle("growth" if rate else "difference", mention, [Binding(formula, used)], certain=not soft)
    named = _are_of_one_name(pair.now, pair.then) and mention.place == pair.now.place + 1
    timed = bool(named_time(mention)) and named_time(mention) in own_words(pair.then)
    if claim.verdict != Verdict.WRONG or (is_near(claim) and pair_giving(formula, near, mention, but=used) is None):
        yield replace(claim, said=not rate and (named or timed) and is_near(claim, _SIZE))


def _is_told(mention: Mention, pair: NowAndThen) -> bool:
    """Say whether the change of the pair is told between it and an amount: 由1344.5公里增至1494.3公里，净增149.8公里。村道多了106.3公里."""
    off = abs(pair.now.quantity.value - pair.then.quantity.value)
    between = [m for m in (*pair.now.behind, *mention.ahead) if pair.now.order < m.order < mention.order]
    return mention.quantity.value != off and any(m.quantity.value == off and same_unit(m, mention) for m in between)


def _is_of_own_change(mention: Mention, pair: NowAndThen) -> bool:
    """Say whether a rate stands right behind a change that isn't of the pair: 由1344.5公里增至1494.3公里。村道多了106.3公里，增长13.0%."""
    change = mention.previous
    if change is None or change in (pair.now, pair.then) or not same_unit(change, pair.now):
        return False
    told = change.role in CHANGES or regex("[多少增减]了?$").search(change.before) is not None
    off = abs(pair.now.quantity.value - pair.then.quantity.value) - change.quantity.value
    return told and abs(off) > change.quantity.step


def _share_of_then(mention: Mention) -> NumericClaim | None:
    """Judge 今年争取5.56亿元，为去年全年4.95亿元的112.3% by the two numbers right before it."""
    then = mention.previous
    now = then.previous if then is not None else None
    if then is None or now is None or mention.dimension != PERCENT or mention.before != "的" or mention.series:
        return None
    plain = is_amount(now) and same_unit(now, then) and (now.segment, now.depth) == (mention.segment, mention.depth)
    if not plain or not _OF_THEN.fullmatch(then.before) or any(m.quantity.hedge for m in (mention, then, now)):
        return None
    return replace(settle("share", mention, [Binding(SHARE, (now, then))], certain=True)[0], said=True, named=True)


def _times_of_then(register: FigureRegister, mention: Mention) -> Iterator[NumericClaim]:
    """Judge 今年 x，去年 y，是去年的 n 倍 and 从 y 到 x，增长了 n 倍 by the pair right before it."""
    near, of = register.mentions_before(mention), _TIMES_THEN.search(mention.lead)
    then = of["then"] if of else ""
    usual = mention.role == Role.GROWTH or regex(any_of(words().roles.base) + "(?:同期|全年|末|底)?").fullmatch(then)
    pairs = [(p.now, p.then) for p in _pairs(near) if near[-1] in (p.now, p.then)] if usual else []
    if of and not of.start() and not pairs:  # 首届报名6200人，今年报名18600人，是首届的3倍
        called = [m for m in mention.bracket or near[:-1] if then in own_words(m) and same_unit(m, near[-1])]
        pairs = [(near[-1], m) for m in called] if len(called) == 1 else []
    if not pairs and _GROWN_TO.search(mention.before):
        pairs = [(p.now, p.then) for p in _of_years(near, _OVER_YEARS.search(mention.before))]
    if pairs and near[-1].segment == mention.segment:
        formula = TIMES_MORE if mention.role == Role.GROWTH else MULTIPLE
        claim, _ = settle("growth", mention, [Binding(formula, pairs[-1])], certain=True)
        yield replace(claim, said=is_near(claim))


def _turned(mention: Mention) -> NumericClaim | None:
    """Judge 由上年的亏损863.8万元转为盈利246.5万元，增利 n by both together."""
    pair = mention.ahead[-2:]
    if len(pair) != 2 or mention.quantity.hedge or not _TURNED_BY.search(mention.before):
        return None
    then, now = pair
    turned = _SHORT.search(then.before) and not _SHORT.search(now.before) and regex("转为?|变为").search(now.before)
    plain = turned and same_unit(then, now) and same_unit(now, mention) and now.segment == mention.segment
    if not plain or any(m.quantity.hedge or m.depth or m.series for m in pair):
        return None
    return replace(settle("difference", mention, [Binding(_SUM_OF_TWO, (now, then))], certain=True)[0], said=True)


def _doubled(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 由120个增加到480个，翻了两番 by the pair right before it."""
    for told in _DOUBLED.finditer(sentence.text):
        near = [m for m in sentence.mentions if m.quantity.end <= told.start() and not m.depth]
        over_years = _OVER_YEARS.search(sentence.text[: told.start()])
        pairs = [p for p in _pairs(near) if near[-1] in (p.now, p.then)] or _of_years(near, over_years)
        stated = chinese_number(told["times"])
        if not pairs or not stated or not pairs[-1].then.quantity.value:
            continue
        now, then = pairs[-1].now.quantity, pairs[-1].then.quantity
        like = [m.quantity for m in near if same_unit(m, pairs[-1].now) and m.quantity.value > 0]
        starts = like if over_years else []
        times = [log2(now.value / start.value) if now.value > 0 else 0.0 for start in (then, *starts)]
        most = 1 if told["more"] else _OFF
        good = any(-_OFF < number - stated < most for number in times)
        message = f"由 {then.text} 到 {now.text} 是 {float(now.value / then.value):.3g} 倍，翻一番是 2 倍，翻两番是 4 倍，文中写“{told[0]}”"
        verdict = Verdict.OK if good else Verdict.WRONG
        yield statement("growth", pairs[-1].now, verdict, "相符" if good else message, proof=(pairs[-1].then,))


def _of_years(near: list[Mention], over: re.Match[str] | None) -> list[NowAndThen]:
    """Give the last number, and the one of its kind as many years before as are told: 2020年156万件；2022年624万件，两年翻了两番."""
    number = chinese_number(over[0][0]) if over else None
    years = {id(m): said_times(m.thought)["年"] for m in near}
    thens = [m for m in near[:-1] if same_unit(m, near[-1]) and years[id(m)]]
    then = next((m for m in thens if years[id(m)] == years[id(near[-1])] - (number or 0)), None)
    return [NowAndThen(near[-1], then, "")] if number and then is not None else []


def _said(mention: Mention) -> str:
    """Give the words before a number, or before the one that it stands right behind: 净退出660户1420人."""
    ahead = mention.previous or mention
    return ahead.before if ahead.quantity.end == mention.quantity.start else mention.before


def _pairs(near: list[Mention]) -> Iterator[NowAndThen]:
    """Give each number of an earlier time with the one of its kind right before it, or behind it."""
    for place, then in enumerate(near):
        if then.quantity.hedge or then.dimension in RATIOS or then.depth:
            continue
        if any(joined_with(m) == [then] and same_unit(m, then) for m in near):
            continue  # 上届为金牌19枚、奖牌51枚: what grew is told by its name
        if then.role == Role.BASE or _opens_then(then):
            ahead = [m for m in near[:place] if _is_of(m, then) and not m.depth]
            if then.role != Role.BASE:
                ahead = [m for m in ahead if m.role != Role.BASE and not _opens_then(m)]
            noun = regex("[为是达有]+$").sub("", stripped(regex(any_of(words().roles.base)).sub("", then.before)))
            borne = {m.number: sum(letter in own_words(m) for letter in noun) for m in ahead}
            most = max([len(noun) / 2, *borne.values()])  # 结婚登记较2023年的5037对, of 结婚登记 and not of 离婚登记
            named = [m for m in ahead if borne[m.number] == most]
            # 案件336起，大要案查获数比上年的75起增加106起: of another
            alone = len(ahead) == 1 and (len(noun) < _NOUN or borne[ahead[0].number] > 1)
            now = named[-1] if named else _after(then, near[place + 1 :]) or (ahead[0] if alone else None)
            # 上年末86个，今年新增24个
            came = now is not None and "新" in now.before and HELD_THEN.search(own_words(then))
            if now is None or came or not is_amount(now) or now.quantity.hedge or now.series or then.series:
                continue
            same = now in named[-1:] and all(letter in own_words(now) for letter in noun)
            if _is_of(then, now) and (same or _are_neighbours(now, then, near)):
                yield NowAndThen(now, then, _since(then.lead + then.topic))
        elif now := (
            _later(then, near[:place][::-1])
            or _later(then, near[place + 1 :])
            or _named_later(then, [m for m in near[place + 1 :] if _is_of(m, then) and not m.depth])
        ):
            yield NowAndThen(now, then, next((unit for unit, n in said_times(own_words(then)).items() if n), ""))


def _opens_then(mention: Mention) -> bool:
    """Say whether the clause before a number names but an earlier time: 上年末，上述机构床位总数为872张."""
    ahead = regex("^[^，：\\d]{2,12}：").sub("", mention.thought)
    opened = _OPENS_THEN.match(ahead) is not None and not _NOW.search(regex(_OPENS_THEN).sub("", ahead))
    return is_amount(mention) and (opened or _THEN.search(mention.sentence.text[: mention.begin]) is not None)


def _are_neighbours(now: Mention, then: Mention, near: list[Mention]) -> bool:
    """Say whether a number of now and one of then stand in one sentence or two, or nothing like them stands between."""
    low, high = sorted((now.order, then.order))
    between = [m for m in near if low < m.order < high and _is_of(m, now)]
    return abs(then.sentence.number - now.sentence.number) <= 1 or not between


def _later(then: Mention, beside: list[Mention]) -> Mention | None:
    """Give the like number right beside one whose own words name an earlier month or year: 7月末 x，6月末为 y."""
    if not is_amount(then) or then.series:
        return None
    now = next((m for m in beside if not m.depth and _is_of(m, then)), None)
    if now is None or not is_amount(now) or now.series or not _is_of(then, now):
        return None
    later, earlier = said_times(own_words(now)), said_times(own_words(then))
    for unit, first in later.items():
        second = earlier[unit]
        if first and second and first != second:
            return now if first == second + 1 or (unit == "年" and first > second) else None
    return None


def _after(then: Mention, behind: list[Mention]) -> Mention | None:
    """Give the next number of the kind of an earlier one, where it says that it is of now: 上月 x 件。本月 y 件."""
    like = [m for m in behind if _is_of(m, then) and not m.depth]
    moved_to = "[到至为成]了?(?:20\\d\\d年[底末]?的|[目现][前在]的|今年的)?$"
    moved = like and like[0].begin == then.begin and regex(moved_to).search(like[0].before)
    first = like[0] if like and (moved or _NOW.search(own_words(like[0]))) else None
    return first if moved else _named_later(then, like) or first


def _named_later(then: Mention, like: list[Mention]) -> Mention | None:
    """Give the number of the name of an earlier one in a sentence that opens with a later time."""
    later = [m for m in like if m.sentence is not then.sentence and is_amount(m) and _is_later(m.sentence, then)]
    return next((m for m in later if _are_of_one_name(m, then)), None)


def _is_later(sentence: ReadSentence, then: Mention) -> bool:
    """Say whether a sentence opens with a time of now: 去年…。今年…; 2022年…。2023年…."""
    opening = sentence.text[: sentence.mentions[0].quantity.start].rpartition("：")[2]
    years = [regex("20\\d\\d(?=年)").findall(text) for text in (opening, then.text_before)]
    return _NOW.search(opening) is not None or (bool(years[0]) and bool(years[1]) and years[0][-1] > years[1][-1])


def _are_of_one_name(now: Mention, then: Mention) -> bool:
    """Say whether the words before two numbers name one thing, but for what says when: 收民商事案件, 民商事案件."""
    times = any_of(words().roles.base) + "|20\\d\\d年度?|" + _NOW.pattern
    short, long = sorted((stripped(regex(times).sub("", m.before)) for m in (now, then)), key=len)
    return len(short) > 1 and (short in long or all(letter in long for letter in short))


def _is_of(mention: Mention, now: Mention) -> bool:
    return _measured_in(mention.quantity.unit) == _measured_in(now.quantity.unit) and same_unit(mention, now)


@cache  # there are not many units
def _measured_in(unit: str) -> str:
    return regex("^[百千万亿]+").sub("", unit)


def _only(mention: Mention, pairs: list[NowAndThen], near: list[Mention]) -> NowAndThen | None:
    """Give the pair that a change is of: the only one, or the only one with its words; `None` if that can't be told."""
    said = stripped(_IDLE.sub("", regex(any_of(words().roles.base)).sub("", mention.before)))
    if said and pairs:
        # 每千人企业由27.6户增到30.0户。新设企业增7.7%: of another sentence all words have to be told there
        told = [own_words(pair.now) + own_words(pair.then) + pair.now.topic for pair in pairs]
        borne = [sum(letter in words_of for letter in said) for words_of in told]
        here = [pair.now.sentence is mention.sentence for pair in pairs]
        named = [pair for pair, n, own in zip(pairs, borne, here, strict=True) if n * (1 + own) >= len(said)]
        if named or len(pairs) > 1 or pairs[0].now.sentence is not mention.sentence:
            return named[0] if len(named) == 1 else None
    like = [m for m in near if pairs and _is_of(m, pairs[-1].now) and m.role not in CHANGES]
    beside = [pair for pair in reversed(pairs) if any(like[-1:] == [m] for m in (pair.now, pair.then))]
    return next((pair for pair in beside if _are_of_one_name(pair.now, pair.then)), next(iter(beside), None))


def _by_time(mention: Mention, near: list[Mention]) -> NowAndThen | None:
    """Give the only number of the time that a change names, and the only one of no such time: 比常年偏少 x，比去年偏少 y."""
    time = named_time(mention)
    like = [m for m in near if time and _is_of(m, mention) and not m.depth and not m.series and not m.quantity.hedge]
    like = [m for m in like if m.role not in CHANGES and m.dimension not in RATIOS]
    thens = [m for m in like if time in own_words(m)]
    nows = [m for m in like if is_amount(m) and not regex(TIMES_BEFORE).search(own_words(m))]
    return NowAndThen(nows[0], thens[0], _since(mention.lead)) if len(thens) == len(nows) == 1 else None


def _follows(mention: Mention, pair: NowAndThen, near: list[Mention]) -> bool:
    """Say whether nothing else that might grow stands between a pair and a rate, which may name no unit."""
    last = max(pair.now.order, pair.then.order)
    between = [m for m in near if last < m.order and m.dimension not in RATIOS and m.role not in CHANGES]
    return not between and not mention.series


def _since(said: str) -> str:
    return next((of for of, told in _SINCE.items() if told.search(said)), "")
