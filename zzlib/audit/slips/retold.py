"""One number told twice: by a heading and the text under it, or in other words (全县共有村卫生室218个 … 全县212个村卫生室), with a slip of the pen between them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from zzlib.audit.documents.places import is_heading, is_heading_text
from zzlib.audit.judging.claim import NumericClaim, doubted, statement
from zzlib.audit.judging.slips import is_permuted, is_slip, one_slip
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict, round_half_up, told_alike
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import RATIOS
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.reading import Mention, ReadSentence, likeness, stripped
from zzlib.audit.reading.register import Entry, FigureRegister, places
from zzlib.audit.reading.roles import Role, growth_sign
from zzlib.audit.reading.same_thing import told_apart

_POINTS_BACK = re.compile(
    r"上述|前述|^[受获被已]?[一-龥]{1,3}[^\W村镇乡县市区局队组校司院中班社]的$|[对从在将]已?[一-龥]{1,5}的$"
)
_OF_THEM = re.compile(r"[\d.]+[一-龥]{3,16}中，")  # 186场送戏下乡演出中，
_RATE = re.compile("[一-龥]{2,10}率(?=(?:已?达到?|为|是|已?达)?$)")
_REACH = 200
"""So many of the numbers behind one that are like it are looked at."""
_DIGITS = 3
_MIXED = 4  # letters of a number of which any order of its digits is a slip
_FEW = 2
_MANY = 3  # in one sentence the like of two things is told by like words
_PLAIN = 6  # so many pairs of letters alike are one thing
_NAME = 6  # letters name one thing of which five digits or more are told
_LONG = 8  # letters that name one thing wherever they stand
_SLACK = 6  # one pair in so many may differ, where words are joined otherwise
_ALL = re.compile("全[国省市县区]")  # 全国新能源汽车 and 全国新注册登记 have nothing in common
_DONE = re.compile("(?<=完成)[^，]{2,10}任务$")  # 完成造林任务 x is what was done
ANOTHER = re.compile("上年|去年|同期|上月|年初|目标|任务|计划|新增|增加|减少|每|均|余|近|约|未")
"""Words of which each makes another number of what is told."""
PERIOD = re.compile("[上下]半年|[一二三四]季度|第[一二三四五][批期次]")
_FEW_LETTERS = 3  # letters of a heading that name too little
_SINCE = re.compile("同比|环比|比上月|较上月|比去年|比上年|较上年|较去年")
_PACE = re.compile("增[速幅](?:已?达到?|为)?$")
_LIKE = 0.7
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]")
_SUMMED = re.compile(
    "(?:上述|以上)?[两二三四五六七八九十]{1,2}[个类项种家]的?(?P<what>[一-龥]{2,8}?)(?:[合总共]计|一?共有?|总共)$"
)
_WORDS = re.compile(r"(?<![\d.万亿])[一-龥]{2}")  # 二、316.8万件、92.4万人 has none, 举报28件 has


def retold_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge two numbers of two sentences, told of one thing by the same words, that differ by one slip."""
    yield from _in_the_same_words(register)
    yield from _told_with_its_growth(register)
    yield from _told_beside(register)
    for first, behind in _alike(register):
        for second in behind:
            one, other = first.mention, second.mention
            if not _is_slip(first, second) or other.sentence.text.startswith("其中"):
                continue
            swapped = _swapped(one.quantity.number, other.quantity.number)
            whole = swapped and regex("全部$").search(other.lead) is not None
            shared = _shared(first, second)
            long = len(regex(r"\D").sub("", one.quantity.number)) > _DIGITS
            back = (
                whole or _POINTS_BACK.search(other.lead) is not None or _OF_THEM.match(other.sentence.text) is not None
            )
            apart = not back and _stand_apart(first, second, register, long=long)
            two = one.sentence is not other.sentence
            near = not two and len(shared) <= _MANY and not (back and one.segment < other.segment)
            if not shared or apart or near or not _may_be_one(first, second):
                continue
            opens = one.place == other.place == 0 and not first.part and not second.part
            beside = opens and other.sentence.block.where != one.sentence.block.where and _same_name(first, second)
            same = opens and two and (beside or _same_words(first, second))
            few = one.quantity.digits < _DIGITS and len(shared) <= _MANY
            if few and not same and not (back and swapped):
                continue
            if not (swapped or same or (back and len(shared) > 1) or (first.scope and two and len(shared) > _FEW)):
                continue
            sure = (back and swapped) or (len(shared) > 1 and (back or swapped or len(shared) > _PLAIN))
            sure |= beside or (long and swapped and two and _named_alike(first, second))
            sure = sure and (back or same or long or _named_alike(first, second))
            claim = _differing(first, second, f"，同是“{_thing(first, second)}”")
            yield claim if sure else doubted(claim, "若说的不是同一个数，则不算错")
            break


def _stand_apart(first: Entry, second: Entry, register: FigureRegister, *, long: bool) -> bool:
    """Say whether numbers stand under headings of two things; not where the second heading names what a long number is of: 其中投诉 n 件, and under 二、投诉情况 投诉 n 件."""
    above = register.heading_of(second)
    ahead = (register.heading_of(first), first.mention.sentence.text if first.title else "")
    thing = _thing(first, second) if long and above not in ahead else ""
    return above not in ahead and not (thing and thing in above)


def _in_the_same_words(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge numbers of two sentences that end in the same long words, in whatever unit each is told, or in the name of a rate: swapped digits are a slip."""
    told: dict[tuple[str, str], list[Entry]] = {}
    for entry in register.entries:
        if name := _name_told(entry):
            ends = name[-_FEW_LETTERS if entry.is_rate else -_NAME :]
            before = told.setdefault((entry.mention.dimension, ends), [])
            for first in (e for e in before[-_REACH:] if _is_mixed_up(e, entry)):
                yield _differing(first, entry, f"，同是“{min(_name_told(first), name, key=len)}”")
            before.append(entry)


def _is_mixed_up(first: Entry, second: Entry) -> bool:
    """Say whether one of two numbers of one name is the other with its digits in another order."""
    one, other = first.mention, second.mention
    short, long = sorted((_name_told(first), _name_told(second)), key=len)
    if one.sentence is other.sentence or not long.endswith(short) or agree(one, other):
        return False
    if second.is_rate and short != long and len(short) <= _FEW_LETTERS:
        return False  # 量刑建议采纳率 and 采纳率 of other proposals
    if not second.is_rate and len(short) < _LONG and min(m.quantity.digits for m in (one, other)) <= _MIXED:
        return False
    said = [set(stripped(m.lead if m.depth else m.text_before)) - set("共") for m in (one, other)]
    if not second.is_rate and not (said[0] <= said[1] or said[1] <= said[0]):
        return False  # each of its own body: 甲镇…，完成投资 x。乙镇…，完成投资 y
    finer, coarser = sorted((one.quantity, other.quantity), key=lambda quantity: quantity.step)
    return is_permuted(coarser, round_half_up(finer.value, coarser.step)) and _may_be_one(first, second)


def _differing(first: Entry, second: Entry, beside: str, ahead: str = "") -> NumericClaim:
    """Accuse the second print of a number; `beside` tells why it is the same, `ahead` what stands before it in the first."""
    one, other = first.mention, second.mention
    message = f"{places([first])}写 {ahead}{one.quantity.text}，{places([second])}写 {other.quantity.text}{beside}，两处不一致"
    return statement("consistency", other, Verdict.WRONG, message, [one], recomputed=one.quantity.text)


def _name_told(entry: Entry) -> str:
    """Give the words that a number is told by where they name one thing wherever they stand: long ones, or those of a rate of now; "" for others."""
    mention = entry.mention
    opens = mention.text_before[: -len(mention.lead)].endswith("（")  # 债务率68.8%（直接债务余额85.64亿元/…）
    if mention.depth and (entry.is_rate or not opens):
        return ""
    if entry.is_rate:
        rate = _RATE.search(mention.lead)
        return rate[0] if rate and not ANOTHER.search(mention.text_before) else ""
    name = stripped(mention.lead)
    return name if entry.is_level and mention.dimension not in RATIOS and len(name) >= _NAME else ""


def _told_with_its_growth(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge how one number grew, told twice beside it: 审执结增加79.4万件，上升20.54%…审执结增加79.4万件，上升25.04%."""
    told: dict[object, Entry] = {}
    for entry in register.entries:
        rate, number = entry.mention, entry.mention.previous
        if number is None or rate.role != Role.GROWTH or rate.dimension not in RATIOS or rate.quantity.hedge:
            continue
        if number.segment != rate.segment or number.dimension in RATIOS or number.quantity.digits < _DIGITS:
            continue
        since, unit = _SINCE.search(rate.before), number.quantity.unit
        of = (number.quantity.value, unit, number.role, growth_sign(rate.before or rate.lead), since and since[0])
        first = told.setdefault(of, entry)
        one = first.mention
        ahead = one.previous
        again = one.sentence is not rate.sentence and ahead is not None
        pairs = [(ahead, number), (number, ahead)] if again and ahead is not None else []
        levels = [
            [m.quantity.value for m in at.ahead_in_thought[-1:] if m.dimension == at.dimension] for at, _ in pairs
        ]
        named = all(likeness(m.lead, other.sentence.text) >= _LIKE for m, other in pairs)
        alike = pairs and levels[0] == levels[1] and named
        if alike and ahead is not None and not agree(one, rate):
            yield _differing(first, entry, "", f"{ahead.quantity.text} {one.before}")


def _told_beside(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge 拘传88人、拘留41人 … 拘传88人、拘留47人: beside a number that is told again, another of the same words differs by a slip."""
    told: dict[object, list[tuple[Entry, Entry]]] = {}
    for left, right in pairwise(register.entries):
        pair = [e.mention for e in (left, right)]
        plain = all(_may_be_retold(e) and not e.part for e in (left, right))
        if not plain or pair[0].sentence is not pair[1].sentence or pair[0].segment != pair[1].segment:
            continue
        for beside, entry in ((left, right), (right, left)):
            again, same = entry.mention, beside.mention.quantity
            ahead = told.setdefault((beside is left, same.value, _unit(beside.mention), _unit(again)), [])
            for other, first in ahead[-_REACH:]:
                one = first.mention
                slipped = is_slip(again.quantity, one.quantity.value, short=True) and one.sentence is not again.sentence
                named = slipped and all(
                    _shared(*two) and _may_be_one(*two) for two in ((other, beside), (first, entry))
                )
                swapped = _swapped(one.quantity.number, again.quantity.number)
                if named and (swapped or set(stripped(pair[0].text_before)) <= set(one.sentence.text)):
                    yield _differing(first, entry, f"，旁边都是 {same.text}")
                    break
            ahead.append((beside, entry))


def _unit(mention: Mention) -> str:
    return "人" if mention.quantity.unit in ("人", "名", "位") else mention.quantity.unit


def _alike(register: FigureRegister) -> Iterator[tuple[Entry, list[Entry]]]:
    """Give each number with the next ones behind it that are printed like it but for a slip: of one unit (人 and 名 are one), of so many digits."""
    groups: dict[tuple[str, int], list[Entry]] = {}
    for entry in register.entries:
        if _may_be_retold(entry):
            quantity = entry.mention.quantity
            groups.setdefault((_unit(entry.mention), len(quantity.number)), []).append(entry)
    for entries in groups.values():
        alike: dict[str, list[int]] = {}
        for place, entry in enumerate(entries):
            for print_ in _prints(entry):
                alike.setdefault(print_, []).append(place)
        for place, first in enumerate(entries):
            behind = {n for print_ in _prints(first) for n in _next(alike[print_], place)}
            yield first, [entries[n] for n in sorted(behind)]


def _prints(entry: Entry) -> set[str]:
    """Give what a number has in common with those that are one slip from it: all digits but one, or its digits in any order."""
    number = entry.mention.quantity.number
    return {number[:n] + "?" + number[n + 1 :] for n in range(len(number))} | {"".join(sorted(number))}


def _next(places: list[int], place: int) -> list[int]:
    start = bisect_right(places, place)
    return places[start : start + _REACH]


def _may_be_retold(entry: Entry) -> bool:
    mention = entry.mention
    plain = mention.dimension not in RATIOS and (entry.is_level or mention.role == Role.TARGET) and mention.depth == 0
    return plain and mention.quantity.digits >= _FEW


def _is_slip(first: Entry, second: Entry) -> bool:
    one, other = first.mention.quantity, second.mention.quantity
    mixed = one.dimension == other.dimension and len(one.number) > _MIXED and is_permuted(one, other.value)
    mixed = mixed and _named_alike(first, second)
    return one.value != other.value and (mixed or one_slip(other.value - one.value, [one]))


def _swapped(one: str, other: str) -> bool:
    """Say whether two prints have the same digits in another order."""
    return sorted(one) == sorted(other)


def _same_words(first: Entry, second: Entry) -> bool:
    """Say whether the words of one number are all among those of the other, and many."""
    one, other = sorted(
        (_pairs(regex(r"\d+月").sub("", e.mention.before + "|" + e.mention.after[:12])) for e in (first, second)),
        key=len,
    )
    plain = not regex("均|每").search(first.mention.lead + second.mention.lead)
    return plain and len(one) > _FEW and len(one - other) * _SLACK <= len(one)


def _same_name(first: Entry, second: Entry) -> bool:
    """Say whether a box, a header or a note tells a number by the very words of the text, which it sums up."""
    name, again = (stripped(e.mention.before) for e in (first, second))
    return name == again and len(name) > _FEW_LETTERS and "均" not in name


def _shared(first: Entry, second: Entry) -> set[str]:
    """Give the pairs of letters that the words of both numbers have."""
    said = ((e.mention.before or e.mention.lead) + "|" + e.mention.after[:12] for e in (first, second))
    one, other = (_pairs(_ALL.sub("|", words)) for words in said)  # 低保对象643户1087人: both of 低保对象
    return one & other


def _thing(first: Entry, second: Entry) -> str:
    """Give the longest words that both numbers are told by."""
    one, other = ((e.mention.before or e.mention.lead) + "|" + e.mention.after[:12] for e in (first, second))
    found = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    said = one[found.a : found.a + found.size].strip("|")
    return stripped(said) or said


def _named_alike(first: Entry, second: Entry) -> bool:
    """Say whether a number is told by no words that the sentence of the one before lacks: 外贸货物吞吐量 is not 货物吞吐量, 发明 no 外观设计."""
    other = second.mention
    return set(stripped(other.before or other.lead)) <= set(first.mention.sentence.text)


def _pairs(said: str) -> set[str]:
    return {
        pair
        for pair in regex("(?=([一-龥]{2}))").findall(said)
        if pair not in words().retold.idle and not set(pair) & set("的了已为共")
    }


def _may_be_one(first: Entry, second: Entry) -> bool:
    """Say whether nothing speaks against two numbers being one: other stages of the work, other months."""
    periods = [PERIOD.findall(e.mention.before) for e in (first, second)]
    others = [set(ANOTHER.findall(_DONE.sub("", e.mention.before))) for e in (first, second)]
    others = [told | set(own) for told, own in zip(others, periods, strict=True)] if all(periods) else others
    if others[0] != others[1]:
        return False  # 新增 x 人 and x 人 are two numbers
    if len({frozenset(regex(r"[A-Za-z]+[\d.]*").findall(e.mention.lead)) for e in (first, second)}) > 1:
        return False  # PM2.5 and PM10
    stage = any_of(words().retold.stages)
    stages = [set(regex(stage).findall(e.mention.before + e.mention.after[:6])) for e in (first, second)]
    if all(stages) and not stages[0] & stages[1]:
        return False  # 受理 5391件 and 审结 5319件 are two numbers
    if first.mention.sentence is second.mention.sentence and second.part and not first.part:
        return False  # 有线电视用户，其中有线数字电视用户
    if all(_OF_THEM.match(e.mention.sentence.text) for e in (first, second)):
        return False  # 32个断面中，…。62个断面中，…: each of the sentence before it
    if told_apart(first.mention, second.mention):
        return False
    one, other = first.span, second.span
    return one is None or other is None or one == other or not (one.first and other.first)


def headline_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the numbers of headings by those of the section below that are told alike, where none of them is the heading's."""
    sentences = register.reading.sentences
    for place, sentence in enumerate(sentences):
        if not sentence.mentions or not _is_headline(sentence):
            continue
        section: list[Mention] = []
        for other in sentences[place + 1 :]:
            if (_is_headline(other) and section) or _style(other) == _style(sentence) != "":
                break
            section += other.mentions
        for mention in sentence.mentions:
            yield from _held(mention, section, register)


def _is_headline(sentence: ReadSentence) -> bool:
    """Say whether a sentence is a heading; one that is numbered may end in a full stop."""
    numbered = _NUMBERED.match(sentence.text) is not None and "，" not in sentence.text
    return is_heading(sentence.block) or (numbered and is_heading_text(sentence.block.text.strip().removesuffix("。")))


def _style(sentence: ReadSentence) -> str:
    """Give how a sentence is numbered: 一、 and 三、 alike; "" if it isn't."""
    number = _NUMBERED.match(sentence.text)
    return regex("[一二三四五六七八九十]+").sub("一", regex("\\d+").sub("1", number[0])) if number else ""


def _held(mention: Mention, section: list[Mention], register: FigureRegister) -> Iterator[NumericClaim]:
    like = [
        m for m in section if _is_like(mention, m) and not (is_heading(m.sentence.block) and told_apart(mention, m))
    ]
    if mention.quantity.hedge or any(agree(mention, m) for m in like):
        return
    said = stripped(_NUMBERED.sub("", mention.lead))
    told = [m for m in like if len(said) > _FEW_LETTERS and likeness(said, m.text_before) >= _LIKE]
    same = [m for m in told if stripped(m.lead) == said]
    slipped = [m for m in told if is_slip(m.quantity, mention.quantity.value, short=True)]
    bare = [m for m in like if not _WORDS.search(mention.sentence.text) and is_slip(m.quantity, mention.quantity.value)]
    opening = [m for m in section[:1] if m in like and len(said) > 1 and likeness(said, m.text_before) == 1]
    opened = [m for m in opening if is_slip(m.quantity, mention.quantity.value)]  # 全年立案186件 above 共立案办理…168件
    ends = [m for m in like if len(stripped(m.before)) > _FEW_LETTERS and said.endswith(stripped(m.before))]
    ended = [m for m in ends if is_slip(m.quantity, mention.quantity.value)]
    summed = [m for m in like if (all_ := _SUMMED.match(m.before)) and said.endswith(all_["what"])]
    summed = [m for m in summed if is_slip(m.quantity, mention.quantity.value, short=True)]  # 三类培训班共38期
    found = same[:1] or slipped[:1] or bare[:1] or opened or ended[:1] or summed[:1]
    if found:
        entries = [register.entries[m.number - 1] for m in (mention, found[0])]
        one, other = (m.quantity.text for m in (mention, found[0]))
        message = f"{places(entries[:1])}写 {one}，下面（{places(entries[1:])}）写 {other}，两处不一致"
        yield statement("consistency", mention, Verdict.WRONG, message, found[:1], recomputed=other)


def _is_like(one: Mention, other: Mention) -> bool:
    """Say whether two numbers are of one kind: unit, role, the way of a growth and what it is reckoned from."""
    if one.dimension != other.dimension or one.quantity.unit[-1:] != other.quantity.unit[-1:] or other.quantity.hedge:
        return False
    if _grows(one) or _grows(other):
        since = [_SINCE.search(m.before) for m in (one, other)]
        same = not all(since) or len({found[0] for found in since if found}) == 1
        signs = [growth_sign(m.before) or 1 for m in (one, other)]
        return _grows(one) and _grows(other) and same and signs[0] == signs[1]
    return one.role == other.role


def _grows(mention: Mention) -> bool:
    return mention.role == Role.GROWTH or _PACE.search(mention.before) is not None


def agree(one: Mention, other: Mention) -> bool:
    """Say whether two numbers of one thing print alike, each as far as it is told."""
    return told_alike(one.quantity.printed, other.quantity.printed) in HOLDS
