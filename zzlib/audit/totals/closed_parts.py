"""What says of a list of parts that it leaves nothing out: 由…三部分组成, three plants of which three are told, bands from below to above."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import chinese_number
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.breakdowns import halves_of, is_complete
from zzlib.audit.reading.counted_alike import is_other_side
from zzlib.audit.reading.reading import Mention, Reading, stripped
from zzlib.audit.reading.reading import words_between as words_of_two
from zzlib.audit.reading.roles import CHANGES
from zzlib.audit.reading.spans import span_of
from zzlib.audit.shares.siblings import share_behind
from zzlib.audit.totals.part_words import PERSON, is_first_part, kind_of, tells_done
from zzlib.audit.totals.partition import DIVIDED, Partition, words_between

_MADE_OF = re.compile(
    "^，以上[^，。；\\d]{0,4}[为是][^，。；\\d]{0,2}全部|^[^，。；\\d]{0,8}[组构]成|^[^，。；\\d]{0,8}之和|^[，（]?(?:无其[他它]|没有其[他它]|[^，。；\\d]{0,8}(?:互不|不)(?:重复|交叉)|[^，。；\\d]{0,12}已?(?:计入|包含在|含在)(?:各|上述|以上))"
)
_ALL_ARE = re.compile(
    "(?:全部|均|分别)[由为是].{0,3}$|[，：]由$|(?:全部|均)(?:来自|出自|属于|为)[^，。；\\d]{2,20}，其中[^，。；\\d]*$"
)
_SO_MANY = re.compile("(?P<noun>[一-龥])(?P<number>[两二三四五六七八九十]|\\d{1,2})[个家座条所处类项段](?=，)")
_LOWEST, _HIGHEST = re.compile("以下|不足|不满|低于|不到"), re.compile("以上|超过|高于")
_BETWEEN = re.compile("\\d[%一-龥]{0,3}[-—–~～至到]\\d")
_TOTAL = "[一-龥]{3}总[额值量]"  # 工业投入…、服务业投入…；社会消费品零售总额
_OF_NAMED = re.compile(
    "(?:^|[，。；：])从?([一-龥]{2})(?:[一-龥]{0,6}中|(?<=从[一-龥]业)[一-龥]{0,6}看)(?:[，：]|(?<=中)(?:具有|有))"
)
_OWN_RATE = re.compile(
    "(?:[^，。；]{1,8}[月年季度]，)?(?P<name>(?!全部|总|合计|整体)[一-龥]{2,}?)(?:[同环]比|[比较][上去]年)?(?:增长|上升|下降)[\\d.]+%，其中"
)
_OF_YEARS = re.compile("20\\d\\d年[^，。；]*20\\d\\d年[^，。；\\d]*分别[^，。；\\d]*$")
_ALL_TOLD = re.compile(
    "无一[一-龥]{0,3}(?:遗漏|例外|漏[报统])|[涵覆囊]盖了?(?:全部|所有)|(?:以上|上述|这)[^，。；]{0,8}[为是]其?(?:全部|所有)|一[个家户件处项名]不[少漏落]"
)  # less than `closing` of the words: of what is doubted for other reasons, too
_FEW, _MANY = 2, 4
_BEYOND, _LEAST = 10, Fraction(9, 10)  # what is so many times too much, or too little, is of something else
_MADE = re.compile("由[^，。；\\d]{0,10}[组构]成|包括以下|分[为成]|，即")
_SORTED = re.compile("，(?:按[^，。；\\d]{1,8})?分(?![别布解担摊管期批局支校院会公红流散])[^，。；：\\d]{1,10}")
_MADE_BEHIND = re.compile("，由[^，。；\\d]{0,12}[组构]成(?!部分)")
_MADE_SO = re.compile("[^，。；：\\d]{0,4}构成[为是]?：|各[类项级种][^，。；：\\d]{0,8}分别[为是有]")
_BY_SORT = re.compile("按[^，。；：\\d]{1,10}分[，：为]")
_OF_ALL_TIME = re.compile(
    "[一1]季度[至到—-][二三四2-4]季度|(?<!\\d)1月?[至到—-]\\d{1,2}月|一、二(?:、三)?(?:、四)?季度|一季度和二季度"
)
_KINDS = "类级型"
_REST, _NOT = re.compile("[，；、]?(?:其余|余下|剩余)"), re.compile("(?:尚无|尚未|没有|[未不无])有?([一-龥]{2})")
_STOCK = re.compile("余额|[库结留]存|在[校册岗库建]|保有|拥有|现有|[月季年]末|平均|增[长幅速]")
_COLON = re.compile("(?:^|[，）])[^，。；：\\d]{0,10}：[^，。；：\\d]{0,14}$")
_WAY = re.compile(
    "(?:^|[，。；：（])[^，。；：\\d]{0,2}(?:[按从]|分(?!别|布|解))[^，。；：\\d]{1,12}(?<!计算)(?<!口径)[，：]"
)
_GOES_ON = re.compile("[^，。；、]{0,4}等|[^，；。]{0,6}[，。、]?(?:其余|其[他它]|剩余|余下|另[有外]?|以及|还有)")
_APART = re.compile("另|[同环]?比|较|与")
_SOME = re.compile("主要|集中|突出|较[多大高]|前[三四五六七八九十\\d]")
_NONE_OF = "[^，；。\\d]{{0,4}}，(?:没有|无)[一-龥]{{0,6}}{}(?=[，；。])"


def by_closing_words(claims: Sequence[NumericClaim], reading: Reading) -> list[NumericClaim]:
    """Make an accusation of what is doubted of a total and its parts where the words behind them tell that these are all: 无一处遗漏, 三类去向涵盖全部机构."""
    return [
        _sure(claim) if claim.verdict == Verdict.DOUBTFUL and _is_closed(claim, reading) else claim for claim in claims
    ]


def _sure(claim: NumericClaim) -> NumericClaim:
    return replace(claim, verdict=Verdict.WRONG, message=claim.message.partition("；请核")[0] + "；文中说这些就是全部")


def _is_closed(claim: NumericClaim, reading: Reading) -> bool:
    if claim.kind not in ("sum", "difference") or not claim.entry or len(claim.proof) < _FEW:
        return False
    figures = sorted([reading.mentions[claim.entry - 1], *claim.proof], key=lambda m: m.order)
    first, last = figures[0], figures[-1]
    between = [m for m in first.sentence.mentions if first.order < m.order < last.order and m not in figures]
    left_out = any(kind_of(m) == kind_of(last) for m in between)
    if first.sentence is not last.sentence or left_out or any(kind_of(m) != kind_of(last) for m in figures):
        return False
    said = (
        last.text_behind.partition("；")[0]
        + regex("[，。]").split(last.sentence.block.text.partition(last.sentence.original)[2])[0]
    )
    return regex("|".join((_ALL_TOLD.pattern, *words().parts.closing))).search(said) is not None


def is_bound(found: Partition, said: set[str], *, called_whole: bool) -> bool:
    """Say whether one of the figures is wrong whatever slipped: the parts are a closed list, or those led in right behind the first number of its kind are told to be all of it and exceed it."""
    whole, parts, over = found.whole, found.parts, found.off / found.whole.quantity.value
    closed = is_closed_list(found, said) or (_are_all_told(found) and whole.role not in CHANGES)
    if closed and -_LEAST < over < _BEYOND:
        return True
    if not (found.is_told_at_once and "led" in said and 0 < over < _BEYOND) or found.mixed or whole.role in CHANGES:
        return False
    inside, first = "其中" in whole.thought, all(kind_of(m) != kind_of(whole) for m in whole.ahead)
    on = len({m.sentence.paragraph for m in found.figures[:2]}) < len({m.sentence.paragraph for m in found.figures})
    if inside or not first or on or "；" in words_of_two(whole, parts[0]):
        return False  # on: （1）税收17138万元，其中…；（2）契税1383万元
    two = is_complete([f"{m.before}{m.after}" for m in parts[:-1]])  # 城市 a，农村 b，其他区域 c
    closed = ("others" in said and over < 1) if two else "complete" in said
    told = called_whole and len({(m.sentence.number, m.segment) for m in parts}) == 1
    return closed or told or found.opposed or "shares" in said


def is_closed_list(found: Partition, said: set[str]) -> bool:
    """Say whether a list right behind the first number of its kind in a sentence leaves out nothing by how it is told, so that one of the figures is wrong whatever the parts make."""
    whole, parts = found.whole, found.parts
    last, text = parts[-1], words_between(found)
    plain = found.is_told_at_once and whole.role not in CHANGES and not found.mixed and _is_whole(found)
    each = _MADE_SO.match(text) is not None
    twice = kind_of(whole) == PERSON and found.off > 0 and not each  # of each two things may be told
    if not plain or twice or _SOME.search(text) or _GOES_ON.match(last.text_behind):
        return False
    if not found.pointed and _WAY.search(whole.text_before):
        return False
    breath = all(words_of_two(*pair)[:1] in "、和与及" for pair in pairwise(parts))
    kinds = len(parts) > _FEW and all(m.before[-1:] in _KINDS for m in parts) and (found.pointed or breath)
    among = regex("(?<!其)中，|^[^，。；]{0,8}里，").search(text) is not None
    if (_WAY.search(text) and said & {"others", "beside", "shares"}) or (among and (kinds or "others" in said)):
        return True  # 按类别：建筑施工2起8人；…: the persons add up, or 其他 closes the list
    opened = among or "其中" in text
    below = len({m.sentence.number for m in parts}) == 1 and all(m.quantity.value < whole.quantity.value for m in parts)
    if _fill_its_time(found) or (opened and below and (_REST.match(last.lead) or _are_opposed(*parts))):
        return True
    run = all(regex("[、，和与及]").match(words_of_two(*pair)) for pair in pairwise(parts))
    sorted_so = _BY_SORT.search(text) and len(parts) > _FEW and (run or found.pointed)
    if sorted_so or (_OF_ALL_TIME.search(text) and (found.pointed or breath)):
        return True
    if last.sentence is not whole.sentence:
        return each or (found.pointed and found.off > 0 and len(parts) > _FEW)
    one = whole.quantity.is_exact and whole.segment == last.segment  # of money often only what is most is listed
    told = _MADE.search(text) or "counted" in said or (one and "其中" not in text and _COLON.search(text))
    told = told or (breath and (_SORTED.fullmatch(text) or _MADE_BEHIND.match(f"{text}{last.text_behind}")))
    direct = breath and len(parts) >= _MANY and (text.startswith("，") or "包括" in text) and "其中" not in text
    led = whole.segment == last.segment and text[:1] in ("，", "（") and not found.gap
    halves = led and is_complete([f"{m.before}{m.after}" for m in parts], alone=True)
    none = regex(_NONE_OF.format(re.escape(stripped(last.before)[-_FEW:]))).match(last.text_behind)
    return bool(told or direct or halves or none)


def _are_opposed(one: Mention, other: Mention, *more: Mention) -> bool:
    """Say whether of two parts one is told not to be what the other is: 38个单位实现资金到位，3个尚无资金到位; 批准逮捕281人，不批准逮捕157人."""
    said = [m.before + m.after for m in (one, other)]
    told = [(m[1], twin) for name, twin in (said, said[::-1]) for m in _NOT.finditer(name)]
    return not more and any(word in twin and not _NOT.search(twin) for word, twin in told)


def _fill_its_time(found: Partition) -> bool:
    """Say whether the months that parts tell are just those of their total, each once: 1—8月389.2毫米，其中6—8月251.6毫米，1—5月137.6毫米."""
    spans = [(s.year, s.first, s.last or s.first) for m in found.figures if (s := span_of(m)) is not None and s.first]
    if len(spans) <= len(found.parts) or len(set(spans)) <= _FEW or kind_of(found.whole) == PERSON:
        return False
    months = sorted(month for _, first, last in spans[1:] for month in range(first, last + 1))
    stock = any(_STOCK.search(m.before) for m in found.figures)
    return not stock and months == list(range(spans[0][1], spans[0][2] + 1))


def _is_whole(found: Partition) -> bool:
    """Say whether parts are all numbers of their kind behind a total, the first in its sentence, up to the end of the last thought."""
    whole, parts = found.whole, found.parts
    first, last = parts[0], parts[-1]
    most = last.segment if first.segment == last.segment else len(last.sentence.mentions)
    levels = [m for m in last.sentence.mentions if m.role not in CHANGES]
    here = [m for m in levels if m.order > whole.order and m.segment <= most and m.depth <= first.depth]
    like = [m for m in here if kind_of(m) == kind_of(whole) and not (m.segment > last.segment and _APART.match(m.lead))]
    ahead = whole.ahead_in_thought if (whole.sentence, whole.segment) == (last.sentence, last.segment) else whole.ahead
    opens = found.pointed or all(kind_of(m) != kind_of(whole) for m in ahead)
    opens = opens and not any(_APART.match(m.lead) for m in parts)
    others = [
        m for m in here if m.dimension == whole.dimension and kind_of(m) != kind_of(whole) and m.order < last.order
    ]
    alike = not others or len(others) >= len(parts) - 1  # 41封 among 件 may be one of them; 2起8人；1起3人
    inner = any("其中" in words_of_two(*pair) for pair in pairwise(parts))
    listed = like == [m for m in parts if m.sentence is last.sentence]
    return opens and alike and listed and not inner and not any(m.quantity.hedge for m in found.figures)


def are_called_whole(found: Partition) -> bool:
    """Say whether words call the parts behind a total all of it."""
    if not found.behind:
        return False
    last = found.parts[-1]
    ahead = found.parts[0].text_before
    one = found.whole
    beside = not found.gap and (one.sentence, one.segment) == (last.sentence, last.segment)
    names = [f"{m.before}{m.after}" for m in found.parts]
    named = beside and (is_complete(names, alone=True) or _are_called_so(one, found.parts))
    closed = named or _MADE_OF.search(last.text_behind) is not None or _ALL_ARE.search(ahead) is not None
    return closed or _are_all_told(found) or _are_so_many(found) or _are_bands(found)


def _are_all_told(found: Partition) -> bool:
    """Say whether the words right behind the last part, in its sentence or the next, call the parts all of it: 以上四项即为全部支出."""
    whole, last = found.whole, found.parts[-1]
    if last.sentence is whole.sentence and any(kind_of(m) == kind_of(whole) for m in whole.ahead_in_thought):
        return False  # the first of the parts is no total
    return _ALL_TOLD.match(last.text_behind + last.sentence.block.text.partition(last.sentence.original)[2]) is not None


def _are_called_so(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Say whether a total is called by the names of its parts: 45个乡镇，其中乡8个、镇37个; 86个县（市、区）."""
    name = "".join(regex("[一-龥]").findall(regex("[，。；]").split(whole.text_behind)[0]))
    return name != "" and name in ("".join(stripped(m.before)[:n] for m in parts) for n in (1, 2))


def _are_so_many(found: Partition) -> bool:
    """Say whether the words right before a total count just the parts, which are called so: 水厂三座，日供水能力合计 x，其中城东厂 a、…."""
    since = found.whole.previous
    ahead = found.whole.text_before[since.quantity.end if since is not None else 0 :]
    counted = [m for m in _SO_MANY.finditer(ahead) if _number(m["number"]) == len(found.parts)]
    return any(all(m["noun"] in part.before for part in found.parts) for m in counted)


def _number(said: str) -> int:
    return int(said) if said.isdigit() else chinese_number(said) or 0


def _are_bands(found: Partition) -> bool:
    """Say whether parts are bands from the lowest to the highest, or back: 18岁以下 a，18—34岁 b，35岁以上 c."""
    names = [words_of_two(one, other) for one, other in pairwise((found.whole, *found.parts))]
    ends = [(bool(_LOWEST.search(name)), bool(_HIGHEST.search(name))) for name in (names[0], names[-1])]
    between = all(_BETWEEN.search(name) for name in names[1:-1])
    return len(names) > _FEW and between and sorted(ends) == [(False, True), (True, False)]


def are_of_another(found: Partition, said: set[str]) -> bool:
    """Say whether parts are told of another total: each of another year, of another division than a total with its own share, beside a total that is but the first of a list, a part of which another tells what is done, or behind a first part that has another noun."""
    whole, first = found.whole, found.parts[0]
    apart = whole.sentence is not first.sentence and found.behind
    # 从原因看，电气456起，占32%。从时间看，18时至20时156起
    divided = apart and share_behind(whole) is not None and all(DIVIDED.match(m.sentence.text) for m in (whole, first))
    years = found.behind and bool(first.series) and _OF_YEARS.search(first.text_before) is not None
    done = any(tells_done(m) and m.previous in found.parts for m in found.parts)
    listed = is_first_part(whole, first) and "led" not in said
    return divided or years or done or listed or (found.one_noun and _passes_over_first(whole, first))


def _passes_over_first(whole: Mention, first: Mention) -> bool:
    """Say whether words lead in another number as the first part: 机构1007个，其中医院34个，基层机构954个、公共机构16个."""
    other = first.previous
    if other is None or other.order <= whole.order or kind_of(other) != kind_of(first):
        return False
    return "其中" in other.before and words_of_two(other, first)[:1] in "，、"


def is_of_other_name(found: Partition) -> bool:
    """Say whether words at a total, or at parts apart, name another one: 运输架次436.5万架次。起降架次中：国内…; 第三产业增加值；城镇消费品零售额…、乡村…."""
    whole, first, last = found.whole, found.parts[0], found.parts[-1]
    if any(is_other_side(whole, m) for m in found.parts):
        return True
    if not found.behind:
        return whole.segment != last.segment and regex(f"{_TOTAL}$").search(whole.before) is not None
    between = words_between(found)
    rated = _OWN_RATE.match(first.sentence.text) if first.sentence is not whole.sentence else None
    if rated and rated["name"] not in whole.own and stripped(whole.before) not in rated["name"]:
        return True  # 第三产业用电量…。居民生活用电增长19.5%，其中城镇…、乡村…: of a total that isn't printed
    own = regex(_TOTAL).search(first.before)
    if first.sentence is not whole.sentence and own and own[0] not in whole.own:
        return True  # 地区生产总值…。社会消费品零售总额…，批发业销售额…
    apart = first.sentence is not whole.sentence and "其中" not in between
    far = apart and len(found.parts) == _FEW and first.sentence.paragraph == whole.sentence.paragraph
    far = far and first.sentence.number - whole.sentence.number > 1
    if far and not any(a + b in first.own + last.own for a, b in pairwise(stripped(whole.before))):
        return True  # 荒山造林22738.6亩，…。人均收入1200元。水田1.4万亩，旱地1.2万亩
    pairs, others = (halves_of(first), halves_of(last)) if apart else ({}, {})
    names = _OF_NAMED.findall(between) or [noun for pair, (_, noun) in pairs.items() if pair in others and noun[_FEW:]]
    said = whole.lead + whole.topic + whole.after + whole.quantity.unit
    return bool(names) and not any(a + b in said for name in names for a, b in pairwise(name))
