"""Changes and growth whose number of then stands apart, each with its own time: 2018年1月 803.6亿元。2019年1月 841.8亿元，增长 p%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from zzlib.audit.changes.growth import SINCE_LAST, base_of, is_comparable
from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.numbers.arithmetic import DECLINE, DIFFERENCE, GROWTH, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, RATIOS
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.binding import is_amount, levels_before, own_words, series_partner
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.register import Entry, FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role, way_of
from zzlib.audit.reading.spans import StatedMonths, phrases, told_times

_REACH = 60
_FAR = Fraction(5, 2)
_TOLD_OF = (*CHANGES, Role.SHARE, Role.RATE, Role.GROWTH, Role.CHANGE)
_CALENDAR_YEAR = "(?:19|20)[0-9]{2}"
_IDLE = re.compile(f"净|同比|环比|分别|相比|[较比与](?:上年|去年|{_CALENDAR_YEAR}年)|两年|人数|件数|起数|户数|数$|总")
_SAME = re.compile("金额|总[量额值数]|[数额]$")
_LAST_STEP = re.compile("环比|上[月季周]|上一[月季]|上个[月季]")
_LONG_AGO = re.compile("年均|月均|[较比与].{0,3}(?:末|底|年初|期初)|两年|计划|目标|预期")
_YEARS_ALONE = re.compile(
    f"(?:其中)?(?:(?:{_CALENDAR_YEAR}年?[、和]?)+|后[两二三四五]年)(?:同比|[较比]上年|环比|分别|增[长速幅]为?|下降|上升|减少)+"
)
_SINCE_ONE = re.compile(
    f"(?:{_CALENDAR_YEAR}年)?[较比]{_CALENDAR_YEAR}年(?:同比|增[长速幅]为?|增加|下降|上升|减少|提高|降低)+"
)
_TURNED = Fraction(1, 10)  # by which a growth may be off that is told as a fall
_ROW = 3  # years that make a row
_YEAR = 12


def dated_change_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge changes, and rates of growth, by the only numbers of their name at their time and at the one before it."""
    for mention in register.reading.mentions:
        rate = mention.role == Role.GROWTH and mention.dimension == PERCENT
        amount = mention.role in CHANGES and mention.dimension not in RATIOS
        if not (rate or amount) or mention.quantity.hedge or mention.depth or base_of(mention) is not None:
            continue
        row = _of_listed_years(mention, register) if rate else None
        if rate and (row or not _LONG_AGO.search(mention.lead)) and (pair := row or _of_rate(mention, register)):
            certain = not is_comparable(mention)
            formula = DECLINE if way_of(mention) < 0 else GROWTH
            claim, _ = settle("growth", mention, [Binding(formula, pair)], certain=certain)
            listed = all(_listed_span(m) is not None for m in pair)
            yield from [replace(claim, named=True, firm=True)] if row or listed else _believed(claim)
        elif amount and not mention.series and (pair := _of_change(mention, register)) is not None:
            used = pair if mention.role == Role.INCREASE else pair[::-1]
            yield from _believed(settle("difference", mention, [Binding(DIFFERENCE, used)], certain=True)[0])


def _believed(claim: NumericClaim) -> Iterator[NumericClaim]:
    """Give a claim of what its words and times name; a result of another size was of another thing."""
    exact = claim.exact if claim.unit == "%" else None
    turned = exact is not None and abs(exact + Fraction(claim.stated.rstrip("%"))) < _TURNED
    if claim.verdict != Verdict.WRONG or turned or is_near(claim, _FAR):
        yield replace(claim, said=True)


def _of_listed_years(mention: Mention, register: FigureRegister) -> tuple[Mention, Mention] | None:
    """Give the numbers of the year that a rate begins with and of the one before, of a row that tells one for each year: 2021年6433件，2022年6981件。…2022年增长 p%."""
    first = mention.first
    ahead = [s for s in register.reading.paragraph_of(mention.sentence) if s.number <= mention.sentence.number]
    for sentence in ahead[: -_ROW - 1 : -1]:
        row = row_of_years([m for m in sentence.mentions if m.order < first.order and is_amount(m)])
        if len(row) < _ROW:
            continue
        told = [int(year) for year in regex(f"({_CALENDAR_YEAR})年").findall(first.lead)]
        if regex("后[两二三四五]年").search(first.lead):
            told = sorted(row)[-len(mention.series) :]
        year = told[mention.listed_at] if told and len(told) == (len(mention.series) or 1) else 0
        since = [int(y) for y in regex(f"[较比]({_CALENDAR_YEAR})年").findall(first.lead)]
        if len(since) == 1 and not mention.series and _SINCE_ONE.fullmatch(first.lead):
            now = next((y for y in told if y not in since), max(row))
            return (row[now], row[since[0]]) if now in row and since[0] in row and now > since[0] else None
        bare = _YEARS_ALONE.fullmatch(first.lead) is not None
        return (row[year], row[year - 1]) if bare and year in row and year - 1 in row else None
    return None


def row_of_years(levels: Sequence[Mention]) -> dict[int, Mention]:
    """Give the numbers of a row, each behind its year, or all behind as many years, or before the last of them; nothing where they are of two units."""
    row: dict[int, Mention] = {}
    for m in levels:
        ahead = m.sentence.text[: m.series[0].quantity.start].rpartition("；")[2] if m.series else m.before
        years = regex(f"({_CALENDAR_YEAR})(?:年|(?=、{_CALENDAR_YEAR}))").findall(ahead)
        if (span := regex(f"({_CALENDAR_YEAR})年?[至—-]({_CALENDAR_YEAR})年").search(ahead)) and m.series:
            years = [*range(int(span[1]), int(span[2]) + 1)]
        last = regex(f"（({_CALENDAR_YEAR})年）").match(m.series[-1].text_behind) if m.series and not years else None
        if last:  # 近5年依次为88.9%、…和91.5%（2017年）
            years = [*range(int(last[1]) - len(m.series) + 1, int(last[1]) + 1)]
        if len(years) == (len(m.series) or 1):
            row.setdefault(int(years[m.listed_at]), m)
    alone = len(row) == len(levels) and all(same_unit(m, levels[0]) and not m.quantity.hedge for m in levels)
    return row if alone else {}


def _of_rate(mention: Mention, register: FigureRegister) -> tuple[Mention, Mention] | None:
    """Give the number of now that a rate is told behind, and the only one of its name at the time that it is compared with."""
    now = _now(mention, register)
    time = _time(now, register) if now is not None else None
    if now is None or time is None:
        return None
    then = _compared_with(mention, time)
    entry = register.entries[now.number - 1]
    near = register.entries[max(0, now.number - 1 - _REACH) : now.number + _REACH]
    like = [e for e in near if e.mention is not now and _is_one_thing(e, entry)]
    found = [e for e in like if _time(e.mention, register) == then]
    # 二季度92.7，一季度为88.4，环比下降: the later stands first
    if not found and _LAST_STEP.search(mention.first.lead):
        ahead = (m for m in reversed(now.ahead_in_thought) if _is_one_thing(register.entries[m.number - 1], entry))
        first = next(ahead, None)
        stepped = first and (at := _time(first, register)) and at.first and at.step_before == time
        return (first, now) if first is not None and stepped else None
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


def _compared_with(mention: Mention, now: StatedMonths) -> StatedMonths | None:
    """Give the time of then that the words of a rate name: a year, the month before; else the same months a year ago."""
    first = mention.first
    told = regex(f"[较比与和同是为于]({_CALENDAR_YEAR})年").search(first.lead)
    if told:
        return replace(now, year=told[1])
    spans = [(start, span) for start, _, span in phrases(first.lead) if span.first]
    if named := [span for start, span in spans if regex("[较比与]$").search(first.lead[:start])]:
        return replace(named[-1], year=now.year)
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
    here = one.mention.sentence is other.mention.sentence  # 2018年付息0.64亿元；2020年为0.98亿元
    return short in long and (len(short) > 1 or here)


@cache
def _plain(measure: str) -> str:
    idle = rf"{_CALENDAR_YEAR}年|^年?[末底]?|\d+月|第?[一二三四]季度|[上下]半年|[增升降涨扩][至到]|[提扩增][高大长加]到"
    return _SAME.sub("", regex(idle).sub("", measure))


def _time(mention: Mention, register: FigureRegister) -> StatedMonths | None:
    """Give the time of a number: the months that its thought names before it, and the year, or that of the sentences or the heading before."""
    sentence = mention.sentence
    if (own := _listed_span(mention)) is not None:
        return replace(own, year="0")
    told = told_times(sentence.text, mention.quantity.start)
    months = next((span for span in reversed(told) if span.first), StatedMonths())
    year = next((span.year for span in reversed(told) if span.year), "")
    if not year and mention.role == Role.BASE:
        return None
    before = [s for s in register.reading.paragraph_of(sentence) if s.number < sentence.number]
    above = [s.text for s in reversed(before)] + [register.heading_of(register.entries[mention.number - 1])]
    spans = (span for text in above for span in reversed(told_times(text, len(text))))
    year = year or next((span.year for span in spans if span.year), "")
    number = regex(r"\D").sub("", year) if not year.startswith("-") else ""
    whole = StatedMonths() if months.months == _YEAR else months
    if not year and whole.first:
        number = "0"  # 上半年…，下半年…: of a year that nothing names
    return replace(whole, year=number) if number else None


def _listed_span(mention: Mention) -> StatedMonths | None:
    """Give the time of a number of a list that is led in by as many times: 一季度、二季度分别为."""
    if not mention.series:
        return None
    told = [span for _, _, span in phrases(own_words(mention.first)) if span.first]
    size, named = len(mention.series), "分别" in mention.first.lead
    if len(told) == 1 and size > 1 and told[0].months % size == 0:  # 一至四季度分别为: a list of as many steps
        step = told[0].months // size
        told = [replace(told[0], first=at, last=at + step - 1) for at in range(told[0].first, told[0].last + 1, step)]
    return told[mention.listed_at] if len(told) == size and named else None


def _of_change(mention: Mention, register: FigureRegister) -> tuple[Mention, Mention] | None:
    """Give the only numbers of a change's name at two years in a row: 2007年…81649人死亡。与2006年相比，死亡人数减少 x 人."""
    changed = any_of((*words().roles.increase, *words().roles.decrease))
    name = stripped(_IDLE.sub("", regex(f"{changed}$").sub("", mention.before)))
    near = register.reading.mentions[max(0, mention.number - 1 - _REACH) : mention.number + _REACH]
    like = [m for m in near if is_amount(m) and same_unit(m, mention) and not m.quantity.hedge and m is not mention]
    like = [m for m in like if len(name) > 1 and all(letter in own_words(m) for letter in name)]
    like = [m for m in like if all(letter in m.own for letter in name)] or like  # 81649人死亡、380442人受伤
    timed = [(m, int(time.year)) for m in like if (time := _time(m, register)) is not None]
    told = regex(r"[较比与同和]((?:19|20)\d\d)年").findall(mention.text_before)[-1:]
    told = told or [int(year) - 1 for year in SINCE_LAST.findall(mention.text_before)]
    of = {int(year) for year in told} or {year for _, year in timed}
    pairs = [(now, then) for now, year in timed for then, before in timed if before == year - 1 and before in of]
    by = mention.quantity.value  # 2010年全国共接报事故390万起，其中涉及伤亡的事故22万起
    close = [(a, b) for a, b in pairs if by / _FAR < abs(a.quantity.value - b.quantity.value) < by * _FAR]
    pairs = pairs if len(pairs) == 1 else close
    return pairs[0] if len(pairs) == 1 else None
