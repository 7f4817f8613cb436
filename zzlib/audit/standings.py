"""Ranks in words, held against the numbers of a list: 为全市最低, 发案最多的是, 居第三位, 浓度最低的是甲区, 丙区第三, 不足60%的有2个."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.binding import own_words
from zzlib.audit.claim import NumericClaim, statement, text_claim
from zzlib.audit.quantities import POINTS, TIMES, chinese_number, number_in
from zzlib.audit.reading import Mention, ReadSentence, words_between
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role

_MOST = re.compile(
    "(?P<phrase>[^，；。：\\d]{2,18}?)(?:最(?P<way>[高多低少大小快慢长短])|(?:居|列|排在?|位居)[一-龥]{0,4}?(?:首位|榜首|第一|末位)|(?:继续|持续|仍然)?(?:领跑|居首|领先))(?![的一-龥])"
)
_BARE = re.compile(r"(?:和)?(?P<name>[一-龥A-Za-z]{2,8}?)(?:为|达)?(?P<number>\d+(?:\.\d+)?)")
_MOST_IS = re.compile(
    "最(?P<way>[高多低少大小快慢长短])的(?![两二三四五六七八九十])(?P<about>[一-龥]{0,4})(?:是|为)(?P<phrase>(?!最)[^，；。：\\d]{2,12})"
)
_RANKED = re.compile(
    "(?P<phrase>[一-龥“”]{2,14}?)(?:位?[居列]|排名?在?)?(?:[全各本][一-龥])?第(?P<rank>[一二三四五六七八九十]{1,2}|\\d{1,2})[位名]?(?=[、，。；和]|$)"
)
_COUNT = re.compile(
    r"(?P<way>不足|低于|未达到|超过|高于)(?P<edge>\d+(?:\.\d+)?)(?P<unit>%|[一-龥]{0,3}?)的[一-龥]{0,6}?(?:只|仅)?有?(?P<number>\d{1,2}|[两二三四五六七八九])个"
)
_RANK_BEHIND = re.compile(
    "，?(?:位?居|列|排|名列|位列)[^，；。：]{0,6}?第(?P<rank>[一二三四五六七八九十]{1,2}|\\d{1,2})[位名]"
)
_FIRST_FEW = re.compile(
    "，?(?:依次|分别|分)(?:位?居|列|排名?|占据?|位列)[^，；。：]{0,6}?前(?P<number>[二两三四五六七八九十]{1,2}|\\d{1,2})[位名强]"
)
_THESE = re.compile("[，。](?P<told>这(?P<number>[二两三四五六七八九十]{1,2}|\\d{1,2})[一-龥])")
_APART = re.compile(
    "最[高多大快低少小慢]的(?P<one>[一-龥A-Za-z]{2,8}?)(?:与|和|比|较|同)最[高多大快低少小慢]的(?P<other>[一-龥A-Za-z]{2,8}?)(?:相差|差距为?|差|[高低多少快慢])[一-龥]{0,2}$"
)
_TURNED = re.compile("降|减|负|下滑|目标|任务|计划|上年|去年|同期|平均|合计|共|总|全[市县区省国]|比|较|其中")
_IDLE = re.compile("^(?:其中|以|而|且|也|分别|依次)+|[，；：、。“”（）]|(?:为|达到|达|是|有)+$")
_KINDS = (Role.LEVEL, Role.SHARE, Role.RATE, Role.GROWTH)
_LOW = "低少小慢短"
_BELOW = ("不足", "低于", "未达到")
_ITEMS = 3
_SHORT = (1, 2)  # a name has two letters; what is found anywhere in a phrase three
_LONG = 16  # what stands before a number in a list of names is no longer
_WHOLE = r"(?:[两三四五六七八九]?(?:全)?[市县区省院乡镇](?:之)?|各[县乡镇区][一-龥]{0,4}|其中|)"
_BEHIND = re.compile(
    rf"^(?:的[一-龥]{{1,4}})?，?(?:均)?(?:为|是|位居|居|列|排|排在)?{_WHOLE}(?P<way>最[高多大快低少小慢]|首位|榜首|末位|第一|倒数第一)(?!的)"
)
_AHEAD = re.compile(
    r"(?P<way>最[高多大快低少小慢])的(?:[一-龥]{0,4})?(?:是|为)[一-龥A-Z]{1,12}(?:，(?:共|达|为)*|（|达|为)?$|(?P<way2>最[高多大快低少小慢])，(?:共|达|为|有)+$"
)
_RANK_TOLD = re.compile(
    r"^[^，；。]{0,2}，?(?:分?别?居|列|排|排名|位列|位居)[^，；。]{0,6}?第(?P<rank>[一二三四五六七八九十]{1,2}|\d{1,2})(?:位|名)?"
)
_TOP = re.compile(r"(?:居|列|排名?)前(?P<number>[两二三四五六])[位名]?的(?:分别)?(?:是|为)")
_OTHER = re.compile("差|平均|目标|任务|上年|去年|同期|上月|计划|全[市县区省]|合计|总|其中|比|较|增|降|占|前|其[他它余]")
_LOWEST = re.compile("低|少|小|慢|末|倒数")
_FEW = 2
_FIRST = re.compile("(?:居|列|排)(?:首位|首|第一位?|榜首)，?(?:为|达|共)*$")
_IS_FIRST = re.compile("，?(?:位?居|列|排名?|位列)(?:首位?|第一|榜首)")
_NEAR = 10
_SO_MANY = re.compile(r"的前?(?:[两二三四五六七八九十]|\d{1,2})[一-龥]{0,8}?(?:是|为)")
"""Several of them: 最低的两个街道是 names no one that is the lowest."""
_NAME = "[一-龥“”·]{1,14}（?"
_ORDINALS = (
    (re.compile(f"第(?P<rank>[一二三四五六])(?:位|名)?的?(?:是|为){_NAME}$"), 0),
    (re.compile(f"最[多高大](?:的(?![两二三四五六七八九十])[一-龥]{{0,4}})?(?:是|为){_NAME}$"), 1),
    (re.compile("最[多高大](?:，(?:为|达|共)+|（)$"), 1),
    (re.compile("[一-龥]第(?P<rank>[一二三四五六])，(?:为|达|共)$"), 0),
    (re.compile("次之，(?:为|达|共)*$"), 2),
    (re.compile(f"其次(?:是|为)?{_NAME}$"), 2),
    (re.compile(f"再次(?:是|为)?{_NAME}$"), 3),
)
"""How a list says ranks before its numbers: 第一是…, 最多的是…, 其次为…, 再次为…."""


@dataclass(frozen=True)
class RankedItem:
    """A number of a list, as printed, the words that name it, and where the list ends."""

    words: str
    value: Fraction
    shown: str
    unit: str
    end: int


def standing_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge superlatives, ranks and counts by the one list of names and numbers of their sentence, or of the one before."""
    for sentence in register.reading.sentences:
        yield from _these(sentence)
        items = _listed(sentence)
        if not items:
            continue
        yield from _behind(sentence, items)
        later = [s for s in register.reading.sentences[sentence.number + 1 : sentence.number + 2] if not _listed(s)]
        yield from _extremes(sentence, sentence.text[: items[0].end].rpartition("，")[0], items)
        for other, text in [(sentence, sentence.text[items[-1].end :]), *((s, s.text) for s in later)]:
            yield from _extremes(other, text, items)
            yield from _ranks(other, text, items, sentence.text)
            yield from _counts(other, text, items)
            yield from _apart(other, other.text.rfind(text), items)


def _listed(sentence: ReadSentence) -> list[RankedItem]:
    """Give the like numbers of a sentence that stand one behind the other, each with a name of its own."""
    for first in sentence.mentions:
        kind = (first.dimension, first.quantity.unit[-1:])
        run = [m for m in sentence.mentions[first.place :] if (m.dimension, m.quantity.unit[-1:]) == kind]
        run = run[
            next((n for n, m in enumerate(run) if n and "：" in words_between(run[n - 1], m)), 0) :
        ]  # 980件，按类别分：食品类386件
        end = next((n for n, m in enumerate(run) if n and re.search("其中|其余|共|合计", own_words(m))), len(run))
        run = run[:end]
        plain = all(m.role in _KINDS and m.dimension != POINTS and not m.quantity.hedge and not m.depth for m in run)
        if not plain or len(run) < _ITEMS:
            continue
        items = [_item(m) for m in run]
        items = items[:-1] if items and re.match("其[他它余]", items[-1].words) else items
        named = all(len(i.words) <= _LONG and not _TURNED.search(i.words) for i in items[1:])
        named = named and all(i.words for i in items)
        if len(items) >= _ITEMS and named and not _TURNED.search(items[0].words[-_LONG:]):
            return items if len({i.words for i in items}) == len(items) else []
    return _bare_list(sentence)


def _item(mention: Mention) -> RankedItem:
    quantity, words = mention.quantity, _IDLE.sub("", re.split("[，：；]", own_words(mention).lstrip("，；"))[-1])
    return RankedItem(words, Fraction(quantity.number), quantity.text, quantity.unit, quantity.end)


def _bare_list(sentence: ReadSentence) -> list[RankedItem]:
    """Give the items of a list behind a colon whose numbers have no unit: 北站61、东站54、南站47."""
    lead, _, rest = sentence.text.partition("：")
    listed = re.split("[，；。]", rest)[0]
    found = [_BARE.fullmatch(part) for part in listed.split("、")]
    if None in found or len(found) < _ITEMS or _TURNED.search(re.sub("平均", "", lead)):
        return []
    end = len(lead) + 1 + len(listed)
    return [RankedItem(m["name"], Fraction(m["number"]), m["number"], "", end) for m in found if m is not None]


def _of(phrase: str, items: list[RankedItem]) -> RankedItem | None:
    """Give the item that the beginning of a phrase names: 白马镇 of 白马镇出栏."""
    phrase = _IDLE.sub("", phrase)
    for last in (1, _LONG):  # its beginning, else what stands anywhere in it
        for length in range(len(phrase), _SHORT[last > 1], -1):
            parts = [phrase[at : at + length] for at in range(min(last, len(phrase) - length + 1))]
            hits = [item for item in items if any(part in item.words for part in parts)]
            if len(hits) == 1:
                return hits[0]
            if hits:
                return None
    return None


def _extremes(sentence: ReadSentence, text: str, items: list[RankedItem]) -> Iterator[NumericClaim]:
    values = [item.value for item in items]
    text = re.sub(r"以[\d.]+[%一-龥]{0,2}?的", "", text)
    for match in (*_MOST.finditer(text), *_MOST_IS.finditer(text)):
        item = _of(match["phrase"], items)
        if item is None or re.search("[增降减升]|方面|同比", match[0] + text[: match.start()]):
            continue
        low = bool(match["way"]) and match["way"] in _LOW
        right = min(values) if low else max(values)
        first_or_last = not match["way"] and item.value in (min(values), max(values))
        if item.value != right and not first_or_last:
            best = next(i for i in items if i.value == right)
            yield _of_list(sentence, item, best, f"文中说“{match[0].strip('，')}”")


def _ranks(sentence: ReadSentence, text: str, items: list[RankedItem], listed: str) -> Iterator[NumericClaim]:
    """Judge 甲第一、乙第二、丙第三 by the order of the numbers; a single rank where the list says its order (从高到低) or that it is of all (各市)."""
    told = [(item, number_in(m["rank"]) or 0) for m in _RANKED.finditer(text) if (item := _of(m["phrase"], items))]
    order = sorted(items, key=lambda item: item.value, reverse=True)
    if not {"各", "从高到低"} & set(re.findall("从高到低|各(?=[一-龥])", listed)) and len(told) < _ITEMS - 1:
        return
    off = [(item, rank) for item, rank in told if rank <= len(order) and order[rank - 1].value != item.value]
    risen = all(
        order[-rank].value == item.value for item, rank in told if rank <= len(order)
    )  # the lowest is the first
    if off and not risen and len({item.words for item, _ in told}) == len(told) and len(off) < max(len(told), 2):
        item, rank = off[0]
        yield _of_list(sentence, item, order[rank - 1], f"文中说{item.words[-8:]}第 {rank}")


def _behind(sentence: ReadSentence, items: list[RankedItem]) -> Iterator[NumericClaim]:
    """Judge ranks told number by number in a list that falls, its first the first (甲镇92件，列第1位；乙镇71件；丙镇40件，列第5位), and of how many first it is (依次列前5位)."""
    told = [_RANK_BEHIND.match(sentence.text, item.end) for item in items]
    falls = all(one.value > other.value for one, other in pairwise(items))
    tied = re.search("并列|均[为达]?\\d", sentence.text) is not None  # two of one place, and none behind them
    if falls and not tied and told[0] and number_in(told[0]["rank"]) == 1:
        for place, (item, match) in enumerate(zip(items, told, strict=True), start=1):
            if match and number_in(match["rank"]) != place:
                message = (
                    f"名单由多到少，{item.words[-8:]}（{item.shown}）是第 {place} 个，文中写“{match[0].strip('，')}”"
                )
                yield text_claim(sentence, "order", match[0].strip("，"), f"第{place}位", Verdict.WRONG, message)
    few = _FIRST_FEW.match(sentence.text, items[-1].end)
    if few and falls and number_in(few["number"]) != len(items):
        message = f"文中写“{few[0].strip('，')}”，前面列了 {len(items)} 个：{'、'.join(i.words[-8:] for i in items)}"
        yield text_claim(sentence, "count", few[0].strip("，"), f"{len(items)}", Verdict.WRONG, message)


def _these(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 甲12件、乙9件、丙7件，这3项… by the numbers of the list right before it."""
    for match in _THESE.finditer(sentence.text):
        listed: list[Mention] = []
        for mention in reversed([m for m in sentence.mentions if m.quantity.end <= match.start()]):
            behind = listed[-1].quantity.start if listed else match.start()
            between = sentence.text[mention.quantity.end : behind]
            like = not listed or mention.quantity.unit == listed[0].quantity.unit
            if not like or not re.fullmatch("[、和]?[一-龥]{0,12}", between) or mention.depth:
                break
            listed.append(mention)
        stated, counted = number_in(match["number"]), len(listed)
        if counted >= _ITEMS and stated and all(len(_item(m).words) > 1 for m in listed):
            message = f"前面列了 {counted} 个：{'、'.join(_item(m).words[-8:] for m in reversed(listed))}"
            if stated != counted:
                said = f"文中写“{match['told']}”，{message}"
                yield text_claim(sentence, "count", match["told"], f"{counted}", Verdict.WRONG, said)


def _counts(sentence: ReadSentence, text: str, items: list[RankedItem]) -> Iterator[NumericClaim]:
    for match in _COUNT.finditer(text):
        edge, below = Fraction(match["edge"]), match["way"] in _BELOW
        if match["unit"] != items[0].unit or edge in [item.value for item in items]:
            continue
        names = [item.words for item in items if (item.value < edge) == below]
        stated = number_in(match["number"])
        if names and stated and stated != len(names):
            message = f"文中写“{match[0]}”，名单里有 {len(names)} 个：{'、'.join(names)}"
            yield text_claim(sentence, "count", f"{match['number']}个", f"{len(names)}个", Verdict.WRONG, message)


def _apart(sentence: ReadSentence, start: int, items: list[RankedItem]) -> Iterator[NumericClaim]:
    """Judge 最高的B区与最低的C县相差 x by the two items of the list that it names."""
    for mention in sentence.mentions:
        if mention.quantity.start < start or mention.quantity.hedge:
            continue
        told = _APART.search(mention.text_before)
        pair = [_of(told[name], items) for name in ("one", "other")] if told else []
        if len(pair) != len(_SHORT) or None in pair or pair[0] is pair[1]:
            continue
        one, other = (item for item in pair if item is not None)
        like = one.unit == mention.quantity.unit or (mention.dimension == POINTS and one.unit == "%")
        right = abs(one.value - other.value)
        if like and right != Fraction(mention.quantity.number):
            message = f"由 {one.shown}、{other.shown} 算，应为 {float(right):g}，文中写 {mention.quantity.text}"
            yield text_claim(sentence, "difference", mention.quantity.text, f"{float(right):g}", Verdict.WRONG, message)


def _of_list(sentence: ReadSentence, item: RankedItem, right: RankedItem, said: str) -> NumericClaim:
    message = f"{said}，而名单里它是 {item.shown}，应为{right.words[-8:]}（{right.shown}）"
    return text_claim(sentence, "order", item.shown, right.shown, Verdict.WRONG, message)


@dataclass(frozen=True)
class Ranked:
    """A number with the highest and the lowest rank that the text gives it."""

    mention: Mention
    high: int
    low: int


def ranking_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge superlatives by the like numbers of their sentence, and ranks by each other."""
    for sentence in register.reading.sentences:
        for mention in sentence.mentions:
            if mention.role in _KINDS and not mention.quantity.hedge and mention.dimension not in (POINTS, TIMES):
                yield from _superlative(mention)
        yield from _ranks_of_numbers(sentence)


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
    if _SO_MANY.search(match[0]) or len(others) < _FEW - bool(ahead):
        return
    said = match["way"] or match.groupdict().get("way2") or ""
    lowest = _LOWEST.search(said) is not None
    past = [
        m
        for m in others
        if (m.quantity.value < mention.quantity.value) == lowest and m.quantity.value != mention.quantity.value
    ]
    if past:
        other = past[0]
        message = f"文中说 {mention.quantity.text} {said}，而“{_name(other)}”是 {other.quantity.text}"
        yield statement("order", mention, Verdict.WRONG, message, [other])
    else:
        message = f"与同句其他 {len(others)} 个数相比，{mention.quantity.text} {said}，相符"
        yield statement("order", mention, Verdict.OK, message, proof=tuple(others))


def _is_beside(other: Mention, mention: Mention) -> bool:
    """Say whether a number is that of another thing in the same list: a name, then a number of the same unit."""
    alike = (other.dimension, other.quantity.unit[-1:]) == (mention.dimension, mention.quantity.unit[-1:])
    words = re.sub(r"^[，；：、。]", "", own_words(other))
    named = (
        bool(other.series)
        or re.match(r"^(?:[一-龥A-Za-z“”·]{2,10}(?:为|达)?|(?:\d+[至-])?\d+岁(?:及?以[上下])?)$", other.before)
        is not None
    )
    return alike and named and not _OTHER.search(words) and other.depth == mention.depth and not other.quantity.hedge


def _name(mention: Mention) -> str:
    return re.sub("^[，；：、]|(?:为|达)$", "", mention.before)


def _ranks_of_numbers(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge ranks told number by number (居第三位; 居前两位的是…分别…) by the order of the numbers."""
    ranked = list(_ranked(sentence))
    yield from _skipped(ranked)
    for one in ranked:
        for other in ranked:
            better = one.low < other.high and one.mention.quantity.value < other.mention.quantity.value
            better = better and one.mention.quantity.unit == other.mention.quantity.unit
            if better and sum(_falls(a, b) for a in ranked for b in ranked if a.low < b.high) * 2 > len(ranked):
                message = f"文中说 {one.mention.quantity.text} 排在 {other.mention.quantity.text} 之前，次序不对"
                yield statement("order", one.mention, Verdict.WRONG, message, [other.mention])
                return


def _skipped(ranked: list[Ranked]) -> Iterator[NumericClaim]:
    """Judge 最多的是…其次是…第四的是…: a rank is left out; where no number is between, none is."""
    for one, other in pairwise(ranked):
        like = (
            one.mention.quantity.unit == other.mention.quantity.unit and one.high == one.low and other.high == other.low
        )
        if like and other.low == one.low + 2:
            counted = one.mention.quantity.is_exact and one.mention.quantity.value - other.mention.quantity.value <= 1
            message = f"{one.mention.quantity.text} 排第 {one.low}，接着写“{other.mention.lead}{other.mention.quantity.text}”，应为第 {one.low + 1}"
            verdict = Verdict.WRONG if counted else Verdict.DOUBTFUL
            yield statement("order", other.mention, verdict, message, proof=(one.mention,))


def _falls(one: Ranked, other: Ranked) -> bool:
    return one.mention.quantity.value > other.mention.quantity.value


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
        if _FIRST.search(sentence.text[max(0, mention.quantity.start - _NEAR) : mention.quantity.start]):
            yield Ranked(mention, 1, 1)
            continue
        ahead = sentence.text[max(0, mention.begin - 2 * _NEAR) : mention.quantity.start]
        told = next(((m, rank) for pattern, rank in _ORDINALS if (m := pattern.search(ahead))), None)
        if told is not None:
            rank = told[1] or chinese_number(told[0]["rank"]) or 0
            yield Ranked(mention, rank, rank)
            continue
        if _IS_FIRST.match(mention.text_behind):
            yield Ranked(mention, 1, 1)
            continue
        match = _RANK_TOLD.match(mention.text_behind)
        if match:
            rank = number_in(match["rank"]) or 0
            yield Ranked(mention, rank, rank)
