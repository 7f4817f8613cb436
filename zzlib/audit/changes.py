"""What is now and what was before, in one place or each with its own time, then by how much it changed: 今年 x 人，去年 y 人。…比去年减少 n 人，下降 p%; 2018年1月 803.6亿元。2019年1月 841.8亿元，增长 p%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from zzlib.audit.arithmetic import DECLINE, DIFFERENCE, GROWTH, ClaimFormula, Verdict
from zzlib.audit.binding import is_amount, levels_before, own_words, series_partner
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.excuses import is_near, pair_giving
from zzlib.audit.growth import base_of, is_comparable
from zzlib.audit.quantities import PERCENT, RATIOS
from zzlib.audit.reading import Mention, same_unit, stripped
from zzlib.audit.register import Entry, FigureRegister
from zzlib.audit.roles import CHANGES, Role, way_of
from zzlib.audit.spans import StatedMonths, phrases
from zzlib.audit.two_numbers import of_former, of_recovered
from zzlib.audit.words import any_of, mentions_any, words

_MONTH = re.compile("[上当]月|环比|上季|上周|\\d月")
_OPENED = re.compile("年初|期初")
_SENTENCES = 4
_THEN = re.compile(rf"(?:^|[。；，]){any_of(words().roles.base)}(?:同期|末|底)?，$")
_OPENS_THEN = re.compile("(?:截至|到)?(?:上年|去年|前年)(?:同期|末|底|全年)?")
_IDLE = re.compile(
    "延伸|半年间|年间|月间|季度间|周内|减少|增加|下降|上升|增长|减收|增收|同比|环比|比|较|与|相比|分别|起数|件数|人数|数|了|净|多|少|损失额|一年间|一年来|一年里|一年|期间|年内|新添|新增|扩大|缩短|出|增|减"
)
_SAYS = re.compile(
    r"(?:(?<![许大更众至最诸差])多(?![达为是数个种])[一-龥]{0,3}|(?<![至不缺较很极多减])少[一-龥]{0,3}"
    r"|(?:净增|增加|减少|新添|增添|扩大|扩容|拉长|延长|延伸|上调|多出|净退出|压减|缩短|下调)(?:了|出)?[一-龥]{0,4}|(?:年内|一年|期间|净)新增|(?:此次)?核增|新建|^，?新增|(?:全年|年内|一年来|今年|当年|本年)新增[一-龥]{1,8})$"
)
_DOWN = re.compile("少|减|缩|退|下调|降")
_NOW = re.compile("本[月年期季次轮届周]|今年|当月|目前|现|如今|年末|年底|[底末]|今")
_REACH = 60
_FAR = Fraction(5, 2)
_TOLD_OF = (*CHANGES, Role.SHARE, Role.RATE, Role.GROWTH, Role.CHANGE)
_IDLE_OF_NAME = re.compile("净|同比|环比|分别|相比|[较比与](?:上年|去年|20\\d\\d年)|两年|人数|件数|起数|户数|数$|总")
_SAME = re.compile("金额|总[量额值数]|[数额]$")
_LAST_STEP = re.compile("环比|上[月季周]|上一[月季]|上个[月季]")
_LONG_AGO = re.compile("年均|月均|[较比与].{0,3}(?:末|底|年初|期初)|两年|计划|目标|预期")
_YEAR = 12


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
        for mention in sentence.mentions:
            if (former := of_former(mention) or of_recovered(mention, register.reading)) is not None:
                yield former
            rate = mention.dimension == PERCENT and mention.role == Role.GROWTH
            told = mention.role in CHANGES or _SAYS.search(_said(mention))
            amount = told and mention.dimension not in RATIOS
            inner = re.search(
                "(?:其中|，含)[^，；]*$", mention.lead
            )  # the change of a part, whose own numbers aren't printed
            yearly = inner or re.search("均|每", mention.before)  # 平均每年增加 22.8万人 is no change of all years
            if (rate or amount) and not mention.quantity.hedge and not yearly:
                yield from _judged(register, mention, rate=rate)


def _judged(register: FigureRegister, mention: Mention, *, rate: bool) -> Iterator[NumericClaim]:
    near = register.mentions_before(mention, _SENTENCES)
    pairs = [pair for pair in _pairs(near) if rate or _is_of(mention, pair.now)]
    pairs = [pair for pair in pairs if not _since(mention.lead) or _since(mention.lead) == pair.since]
    base = base_of(mention)
    pair = _in_bracket(mention, near) or _only(mention, [pair for pair in pairs if base in (None, pair.then)], near)
    if pair is None or (rate and not _follows(mention, pair, near)):
        return
    grows = way_of(mention) > 0 if rate else _rises(mention)
    formula = DIFFERENCE if not rate else GROWTH if grows else DECLINE
    used = (pair.then, pair.now) if not rate and not grows else (pair.now, pair.then)
    soft = mentions_any(words().comparable.words + words().comparable.subjects, mention.sentence.text)
    claim, _ = settle("growth" if rate else "difference", mention, [Binding(formula, used)], certain=not soft)
    if claim.verdict != Verdict.WRONG or (is_near(claim) and pair_giving(formula, near, mention, but=used) is None):
        yield claim


def _said(mention: Mention) -> str:
    """Give the words before a number, or before the one that it stands right behind: 净退出660户1420人."""
    ahead = mention.sentence.mentions[mention.place - 1] if mention.place else mention
    return ahead.before if ahead.quantity.end == mention.quantity.start else mention.before


def _rises(mention: Mention) -> bool:
    return mention.role == Role.INCREASE or (mention.role != Role.DECREASE and not _DOWN.search(_said(mention)))


def _pairs(near: list[Mention]) -> Iterator[NowAndThen]:
    """Give each number of an earlier time with the one of its kind right before it, or behind it."""
    for place, then in enumerate(near):
        if then.quantity.hedge or then.dimension in RATIOS or then.depth:
            continue
        if then.role == Role.BASE or _opens_then(then):
            ahead = [m for m in near[:place] if _is_of(m, then) and not m.depth]
            noun = re.sub("[为是达有]+$", "", stripped(re.sub(any_of(words().roles.base), "", then.before)))
            named = [m for m in ahead if 2 * sum(letter in own_words(m) for letter in noun) >= len(noun)]
            now = named[-1] if named else _after(then, near[place + 1 :]) or (ahead[0] if len(ahead) == 1 else None)
            plain = now is not None and is_amount(now) and not now.quantity.hedge and not now.series and not then.series
            same = now in named[-1:] and all(letter in own_words(now) for letter in noun) if now is not None else False
            if now is not None and plain and _is_of(then, now) and (same or _are_neighbours(now, then, near)):
                yield NowAndThen(now, then, _since(then.lead + then.topic))
        elif now := _later(then, near[:place][::-1]) or _later(then, near[place + 1 :]):
            yield NowAndThen(now, then, "月" if _month_of(then) else "年" if _year_of(then) else "季")


def _opens_then(mention: Mention) -> bool:
    """Say whether the clause before a number names but an earlier time: 上年末，上述机构床位总数为872张."""
    ahead = mention.thought
    opened = _OPENS_THEN.match(ahead) is not None and not _NOW.search(re.sub(_OPENS_THEN, "", ahead))
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
    for time in (_month_of, _year_of, _quarter_of):
        first, second = time(now), time(then)
        if first and second and first != second:
            return now if first == second + 1 or (time == _year_of and first > second) else None
    return None


def _month_of(mention: Mention) -> int:
    found = re.search(r"(?:(?<=截至)|(?<![\d\-—–至]))(1[0-2]|[1-9])月(?:份|末|底|当月)?", own_words(mention))
    return int(found[1]) if found and not re.search("[-—–~～到]|(?<!截)至", own_words(mention)) else 0


def _year_of(mention: Mention) -> int:
    found = re.search(r"(20\d\d)年(?!度?计划)", own_words(mention))
    return int(found[1]) if found else 0


def _quarter_of(mention: Mention) -> int:
    found = re.search("([一二三四])季度", own_words(mention))
    return "一二三四".index(found[1]) + 1 if found else 0


def _after(then: Mention, behind: list[Mention]) -> Mention | None:
    """Give the next number of the kind of an earlier one, where it says that it is of now: 上月 x 件。本月 y 件."""
    like = [m for m in behind if _is_of(m, then) and not m.depth]
    moved = like and like[0].begin == then.begin and re.search("[到至为成]了?$", like[0].before)
    return like[0] if like and (moved or _NOW.search(own_words(like[0]))) else None


def _is_of(mention: Mention, now: Mention) -> bool:
    return _measured_in(mention.quantity.unit) == _measured_in(now.quantity.unit) and same_unit(mention, now)


@cache  # there are not many units
def _measured_in(unit: str) -> str:
    return re.sub("^[百千万亿]+", "", unit)


def _only(mention: Mention, pairs: list[NowAndThen], near: list[Mention]) -> NowAndThen | None:
    """Give the pair that a change is of: the only one, or the only one with its words; `None` if that can't be told."""
    said = stripped(_IDLE.sub("", re.sub(any_of(words().roles.base), "", mention.before)))
    if said and pairs:
        named = [
            pair
            for pair in pairs
            if sum(letter in own_words(pair.now) + own_words(pair.then) + pair.now.topic for letter in said) * 2
            >= len(said)
        ]
        if named or len(pairs) > 1 or pairs[0].now.sentence is not mention.sentence:
            return named[0] if len(named) == 1 else None
    like = [m for m in near if pairs and _is_of(m, pairs[-1].now) and m.role not in CHANGES]
    return pairs[-1] if like and any(like[-1] is m for m in (pairs[-1].now, pairs[-1].then)) else None


def _in_bracket(mention: Mention, near: list[Mention]) -> NowAndThen | None:
    """Give the number of then in the bracket right behind a change, and the one of now that its words name: 泊位增加1.12万个（年初3.74万个）."""
    behind = mention.behind[:1]
    told = [m for m in behind if m.depth == mention.depth + 1 and m.role == Role.BASE and _is_of(m, mention)]
    said = stripped(_IDLE.sub("", mention.before))
    nows = [m for m in near if is_amount(m) and _is_of(m, mention) and said and said in own_words(m)]
    plain = len(told) == 1 and len(nows) == 1 and "（" in mention.text_behind[:1]
    return NowAndThen(nows[0], told[0], _since(told[0].before)) if plain else None


def _follows(mention: Mention, pair: NowAndThen, near: list[Mention]) -> bool:
    """Say whether nothing else that might grow stands between a pair and a rate, which may name no unit."""
    last = max(pair.now.order, pair.then.order)
    between = [m for m in near if last < m.order and m.dimension not in RATIOS and m.role not in CHANGES]
    return not between and not mention.series


def _since(said: str) -> str:
    return (
        "年初"
        if _OPENED.search(said)
        else "月"
        if _MONTH.search(said)
        else "年"
        if re.search("[上去]年|同比|同期|20\\d\\d年", said)
        else ""
    )


@dataclass(frozen=True)
class _Time:
    """Months of a year; 0 where none are told."""

    year: int
    first: int = 0
    last: int = 0

    @property
    def year_before(self) -> "_Time":
        """The same months of the year before."""
        return _Time(self.year - 1, self.first, self.last)

    @property
    def step_before(self) -> "_Time":
        """As many months right before, of one year."""
        size = self.last - self.first + 1
        return _Time(self.year, self.first - size, self.last - size)


def dated_change_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge changes, and rates of growth, by the only numbers of their name at their time and at the one before it."""
    for mention in register.reading.mentions:
        rate = mention.role == Role.GROWTH and mention.dimension == PERCENT
        amount = mention.role in CHANGES and mention.dimension not in RATIOS
        if not (rate or amount) or mention.quantity.hedge or mention.depth or base_of(mention) is not None:
            continue
        if rate and not _LONG_AGO.search(mention.lead) and (pair := _of_rate(mention, register)) is not None:
            certain = not is_comparable(mention)
            claim, _ = settle("growth", mention, [Binding(_formula(mention), pair)], certain=certain)
            yield from _believed(claim)
        elif amount and not mention.series and (pair := _of_change(mention, register)) is not None:
            used = pair if mention.role == Role.INCREASE else pair[::-1]
            yield from _believed(settle("difference", mention, [Binding(DIFFERENCE, used)], certain=True)[0])


def _believed(claim: NumericClaim) -> Iterator[NumericClaim]:
    """Give a claim of what its words and times name; a result of another size was of another thing."""
    if claim.verdict != Verdict.WRONG or is_near(claim, _FAR):
        yield replace(claim, said=True)


def _formula(mention: Mention) -> ClaimFormula:
    first = mention.first
    return DECLINE if way_of(first) < 0 else GROWTH


def _of_rate(mention: Mention, register: FigureRegister) -> tuple[Mention, Mention] | None:
    """Give the number of now that a rate is told behind, and the only one of its name at the time that it is compared with."""
    now = _now(mention, register)
    time = _time(now, register) if now is not None else None
    if now is None or time is None:
        return None
    then = _compared_with(mention, time)
    if then is None:
        return None
    entry = register.entries[now.number - 1]
    found = [
        e
        for e in register.entries[max(0, now.number - 1 - _REACH) : now.number + _REACH]
        if e.mention is not now and _is_one_thing(e, entry) and _time(e.mention, register) == then
    ]
    same = [e for e in found if _plain(e.measure) == _plain(entry.measure)] or found
    return (now, same[0].mention) if len({e.mention.quantity.value for e in same}) == 1 else None


def _now(mention: Mention, register: FigureRegister) -> Mention | None:
    """Give the number that a rate stands right behind, but for what else is told of it; of a list the one of the same place, or of the time that the rate names."""
    if mention.series:
        return series_partner(mention, levels_before(mention))
    for other in reversed(mention.ahead):
        if other.segment != mention.segment:
            return None
        if other.depth <= mention.depth and other.role not in _TOLD_OF:
            plain = is_amount(other) and not other.quantity.hedge
            return other if plain and not other.series else _of_its_time(mention, other.series, register)
    before = [s for s in register.reading.paragraph_of(mention.sentence) if s.number == mention.sentence.number - 1]
    listed = [m for s in before for m in s.mentions if is_amount(m) and m.series]
    return _of_its_time(mention, listed, register)


def _of_its_time(mention: Mention, listed: Sequence[Mention], register: FigureRegister) -> Mention | None:
    """Give the only one of listed numbers whose time is the one that the clause of a rate begins with: 二季度环比增长."""
    told = [span for _, _, span in phrases(mention.lead)[:1]]
    times = [(m, _time(m, register)) for m in listed]
    found = [m for m, time in times if time and told and (time.first, time.last) == (told[0].first, told[0].last)]
    return found[0] if len(found) == 1 and found[0].quantity.hedge == "" else None


def _compared_with(mention: Mention, now: _Time) -> _Time | None:
    """Give the time of then that the words of a rate name: a year, the month before; else the same months a year ago."""
    first = mention.first
    told = re.search(r"[较比与和同](20\d\d)年", first.lead)
    if told:
        return _Time(int(told[1]), now.first, now.last)
    named = [
        span for start, _, span in phrases(first.lead) if re.search("[较比与]$", first.lead[:start]) and span.first
    ]
    if named:
        return _Time(now.year, named[-1].first, named[-1].last)
    if _LAST_STEP.search(first.lead):
        return now.step_before if now.first and now.step_before.first > 0 else None
    return now.year_before


def _is_one_thing(one: Entry, other: Entry) -> bool:
    """Say whether two entries count one thing, by their words, of one scope."""
    if not is_amount(one.mention) or one.mention.quantity.hedge or not same_unit(one.mention, other.mention):
        return False
    if one.scope != other.scope and one.scope and other.scope:
        return False
    short, long = sorted((_plain(one.measure), _plain(other.measure)), key=len)
    return len(short) > 1 and short in long


@cache
def _plain(measure: str) -> str:
    return _SAME.sub("", re.sub(r"20\d\d年|^年|\d+月", "", measure))


def _time(mention: Mention, register: FigureRegister) -> _Time | None:
    """Give the time of a number: the months that its thought names before it, and the year, or that of the sentences or the heading before."""
    sentence = mention.sentence
    if (own := _listed_span(mention)) is not None:
        return _Time(0, own.first, own.last)
    told = _spans(sentence.text, mention.quantity.start)
    months = next((span for span in reversed(told) if span.first), StatedMonths())
    year = next((span.year for span in reversed(told) if span.year), "")
    if not year and mention.role == Role.BASE:
        return None
    before = [s for s in register.reading.paragraph_of(sentence) if s.number < sentence.number]
    above = [s.text for s in reversed(before)] + [register.heading_of(register.entries[mention.number - 1])]
    for text in above if not year else ():
        year = next((span.year for span in reversed(_spans(text, len(text))) if span.year), "")
        if year:
            break
    number = re.sub(r"\D", "", year) if not year.startswith("-") else ""
    whole = months.months == _YEAR
    return _Time(int(number), *((0, 0) if whole else (months.first, months.last))) if number else None


def _listed_span(mention: Mention) -> StatedMonths | None:
    """Give the time of a number of a list that is led in by as many times: 一季度、二季度分别为."""
    if not mention.series:
        return None
    told = [span for _, _, span in phrases(mention.series[0].lead) if span.first]
    return told[mention.listed_at] if len(told) == len(mention.series) and "分别" in mention.series[0].lead else None


def _spans(text: str, end: int) -> list[StatedMonths]:
    """Give the times that words before a place name, but for those that are compared with."""
    return [
        span for start, _, span in phrases(text) if start < end and not re.search("[较比与于超和同]$", text[:start])
    ]


def _of_change(mention: Mention, register: FigureRegister) -> tuple[Mention, Mention] | None:
    """Give the only numbers of a change's name at two years in a row: 2007年…81649人死亡。与2006年相比，死亡人数减少 x 人."""
    changed = any_of((*words().roles.increase, *words().roles.decrease))
    name = stripped(_IDLE_OF_NAME.sub("", re.sub(f"{changed}$", "", mention.before)))
    near = register.reading.mentions[max(0, mention.number - 1 - _REACH) : mention.number + _REACH]
    like = [m for m in near if is_amount(m) and same_unit(m, mention) and not m.quantity.hedge and m is not mention]
    like = [m for m in like if len(name) > 1 and all(letter in own_words(m) for letter in name)]
    timed = [(m, time.year) for m in like if (time := _time(m, register)) is not None]
    pairs = [(now, then) for now, year in timed for then, before in timed if before == year - 1]
    return pairs[0] if len(pairs) == 1 else None
