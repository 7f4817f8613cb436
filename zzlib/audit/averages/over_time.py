"""Averages over time (月均, 日均, 年均): a total by the days, months or years of its own period."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.judging.claim import Binding, NumericClaim, doubted, settle
from zzlib.audit.judging.evidence import is_surely_slip
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.numbers.arithmetic import HOLDS, QUOTIENT, ClaimFormula, Verdict, judge
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, RATIOS, number_in
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.roles import Role
from zzlib.audit.reading.spans import StatedMonths, days_between, days_of, months, phrases, span_of, told_times

_DAYS = re.compile(r"（[^（）]{0,6}?(\d{1,3})(?:天|个工作日)[^（）]{0,4}）")
_FOR_MONTHS = re.compile(r"(?<=为期)(\d{1,2}|[两三四五六七八九十]{1,2})个月")
_MONTHS = re.compile(r"(?<![第前后])(\d{1,2}|[两三四五六七八九十])个月[来内里]")
_YEARS = re.compile("([两三四五六七八九十])年(?:间|来|年?平?均|累计|期间|共|合计|总计)")
_SPAN_OF_YEARS = re.compile("(?:19|20)\\d\\d年?(?:至|到|[-—~～])(?:19|20)\\d\\d年?的?(\\d{1,2})年(?![代来])")
_IN_DAYS = re.compile(r"(?:按|共|以|工作日|假期|历时|为期)(\d{1,3})天")
_LEFT = re.compile("剩余|余下|尚|还|未|缺口")
_CALENDAR = re.compile(r"按(?:\d{3}|90|59|60)天|全月(?:共)?(?:28|29|30|31)天")
_OF_YEAR = re.compile("年(?:人均|平均|均)|[人户]均年")
_SOME_DAYS = re.compile(r"(?<![\d.])(\d{1,3}|[两三四五六七八九十]{1,3})天")
_MONTH = re.compile(r"(?<![-—至比较\d])(1[0-2]|[1-9])月份?(?![-—至\d底末初])")
_A_MONTH = re.compile(r"(?:1[0-2]|[1-9])月份?[一-龥]{0,6}")
_WEEK = re.compile(r"第\d{1,2}周|[本上这一]周|全周")
_SUMMED = re.compile("合计|总计|累计|共计?$")
_YEAR = 12
_MONTH_DAYS = 31
_WORKED = Fraction(9, 10), Fraction(3, 4)  # of the days of a month, or of more of them: fewer were worked on
_BARE = re.compile("(?:日均|平均每[天日])(?P<verb>[一-龥]{0,4}?)(?:为|约|达)?")
_DAILY = re.compile("日均|每[天日]")
_SOME = re.compile(
    "[前后]日均|(?:高峰|平|工作|营业|开放|双休)日(?:日均|平均每[天日])|(?:周末|平时|旺季|淡季|高峰期?)日均"
)
_HELD = re.compile(r"(?:假期|长假|小长假|期间|共|历时|为期)(?:\d{1,2}|[两三四五六七八九十])天")
_AS_LONG = ClaimFormula(lambda total, each, other: total * each / other, (1, 1, -1))
_MEAN_OF_BOTH = ClaimFormula(lambda one, other, days: (one + other) / days, (1, 1, -1))
_YEARLY = re.compile("(?:年均|年平均|平均每年|每年平均|(?P<month>月均|平均每月))(?:[增新净]{0,2}增[长加]?|减少)$")
_TO_MONTH = re.compile(r"(?:截?至|到)(\d{1,2})月[底末][^。；]*(?:[上去]年[底末]|年初)")
_YEARS_OF_CHANGE = re.compile(
    r"(?<![\d第])(\d{1,2}|[两三四五六七八九十]{1,2})年(?:[间来共累合]|以来|时间|(?=[净新]?增|减少))"
)
_AGAINST_YEAR = re.compile(r"(20\d\d)年[^；。]*?[比较与](20\d\d)年[^；。\d]{0,8}(?:增|减|多|少)")
_FROM_YEAR = re.compile(r"(20\d\d)年?(?:至|到|[-—~])(20\d\d)年")


def yearly_change(mention: Mention, reading: Reading) -> NumericClaim | None:
    """Judge 2022年比2019年增加 x，2019年至2022年年均增加 y and 十年共增加 x，增长 p%。平均每年增加 y by the increase before it, with nothing but rates between, and the years that are told."""
    named = _YEARLY.search(mention.before) if mention.dimension not in RATIOS else None
    ahead = next((m for m in reading.before(mention) if m.dimension not in RATIOS), None) if named else None
    if ahead is None or named is None or mention.sentence.number - ahead.sentence.number > 1:
        return None
    own = regex("^全[市县区省]").sub("", mention.before[: named.start()])
    told = _FROM_YEAR.search(mention.lead) or _AGAINST_YEAR.search(mention.text_before)
    to_month = _TO_MONTH.search(ahead.text_before) if named["month"] else None  # 到3月底，较上年底增加 x，月均增长 y
    some = None if told else _YEARS_OF_CHANGE.search(ahead.text_before)
    years = abs(int(told[2]) - int(told[1])) if told else (number_in(some[1]) or 0) if some else 0
    changed = (ahead.role == mention.role or to_month) and ahead.quantity.unit == mention.quantity.unit
    length = months(int(to_month[1])) if to_month else None if named["month"] or not years else months(years, "年")
    if not changed or length is None or own[:2] not in ahead.text_before:
        return None
    return replace(settle("average", mention, [Binding(QUOTIENT, (ahead,), (length,))], certain=True)[0], said=True)


def over_time(mention: Mention, each: str, totals: list[Mention], reading: Reading) -> Iterator[NumericClaim]:
    """Judge what there was on average in a day, a month or a year, by the length that the text names."""
    if _SOME.search(mention.before) or regex("日均成交").search(mention.before):
        return  # 高峰日日均; 日均成交: of days of trade
    text = mention.sentence.text
    told = None if regex("前[^，]{1,3}个月").search(mention.lead) else _MONTHS.search(text[: mention.quantity.start])
    said = True
    unit = "个月" if each in ("月", "个月") else each if each == "年" else "天"
    if each in ("月", "个月"):
        if told is None:
            yield from _by_month(mention, totals, reading)
            return
        lengths = [number_in(told[1]) or 0]
    elif each == "年":
        found = _YEARS.search(text[: mention.quantity.start]) or _SPAN_OF_YEARS.search(mention.thought)
        lengths = [number_in(found[1]) or 0] if found else []
        if not found and (span := _FROM_YEAR.search(text, 0, mention.quantity.start)):
            lengths = [int(span[2]) - int(span[1]) + 1]
    else:
        days = _DAYS.match(text[mention.quantity.end :]) or _own_days(mention)
        lengths, said = ([int(days[1])], True) if days else _days_of_period(mention, totals, reading)
    listed = mention.previous.series if mention.previous else []
    few = map(number_in, regex("[近前去]([两三四五六七八九十])年").findall(mention.thought) * (each == "年"))
    if len(listed) > 1 and len(listed) in (*lengths, *few) and listed[0].quantity.unit == mention.quantity.unit:
        yield settle("average", mention, [Binding(_mean_of(len(listed)), tuple(listed))], certain=True)[0]
        return  # 近三年分别为 a、b、c，三年平均每年 x
    totals = _of_own_month(mention, _since_average(mention, totals))
    lasting = [months(length, unit) for length in lengths if length]
    bindings = [Binding(QUOTIENT, (total,), (length,)) for total in reversed(totals) for length in lasting]
    both = [m for m in totals if m.segment == mention.segment and m.sentence is mention.sentence][-2:]
    if len(both) == len(("one", "other")):  # 揽收386.4万件、投递512.7万件，日均处理89.91万件
        bindings += [Binding(_MEAN_OF_BOTH, tuple(both), (length,)) for length in lasting]
    if bindings:
        one = len(totals) == 1
        claim, _ = settle("average", mention, bindings, certain=one and said, likely=said or one)
        if claim.verdict == Verdict.DOUBTFUL and is_surely_slip(claim, mention):
            claim, _ = settle("average", mention, bindings, certain=True)
        ahead = [m for m in mention.ahead if m.dimension not in RATIOS]
        beside = one and totals[0] in ahead[-1:]
        own = _BARE.fullmatch(mention.before)  # 发送 x，日均发送 y: no words but those of its total
        bare = said and beside and totals[0].segment == mention.segment and own and own["verb"] in totals[0].before
        summed = beside and _SUMMED.search(totals[0].before) is not None
        claim = replace(claim, said=bool(bare or (summed and is_near(claim))))
        more = mention.quantity.value - claim.exact if claim.exact is not None and mention.dimension == COUNT else 0
        rounded_up = claim.verdict == Verdict.WRONG and 0 < more < mention.quantity.step
        yield doubted(claim, "是进一取整的话，不算错") if rounded_up else claim
    elif totals and unit == "天" and (like := _as_long_as_another(mention, totals[-1], reading)) is not None:
        yield like


def _mean_of(number: int) -> ClaimFormula:
    return ClaimFormula(lambda *values: sum(values, Fraction(0)) / number, (1,) * number)


def _as_long_as_another(mention: Mention, total: Mention, reading: Reading) -> NumericClaim | None:
    """Judge 其中企业 x，日均 y by the days that the average of the whole right before it makes."""
    for other in reading.before(mention):
        if mention.sentence.number - other.sentence.number > 1:
            return None
        ahead = other.ahead if _DAILY.search(other.before) else []
        like = [m for m in ahead if m.role == Role.LEVEL and m.dimension == other.dimension == mention.dimension]
        its = like[-1] if like else None
        if its is not None and its is not total:
            found = [Binding(_AS_LONG, (total, other, its))]
            inside = total.quantity.value < its.quantity.value
            return settle("average", mention, found, certain=inside, likely=True)[0]
    return None


def _own_days(mention: Mention) -> re.Match[str] | None:
    """Give the days (按181天计) that stand with an average: right behind it, or before it with no other average between."""
    text, others = mention.sentence.text, [m for m in mention.sentence.mentions if m is not mention]
    for match in _IN_DAYS.finditer(text):
        behind = match.start() >= mention.quantity.end
        first, last = (mention.quantity.end, match.start()) if behind else (match.end(), mention.quantity.start)
        between = [m for m in others if first <= m.quantity.start < last]
        if "；" not in text[first:last] and not (between if behind else [m for m in between if "均" in m.before]):
            return match
    return None


def _stretch(mention: Mention) -> str:
    """Give the words of an average's own thought: behind the average before it."""
    ahead = [m.quantity.end for m in mention.ahead if "均" in m.before]
    text, end = mention.sentence.text, mention.quantity.start
    return text[max([text.rfind("；", 0, end) * (len(ahead) > 0), *ahead, 0]) : end]


def _days_of_period(mention: Mention, totals: list[Mention], reading: Reading) -> tuple[list[int], bool]:
    """Give how many days an average may be of, and whether its own words say so: 国庆7天 may be another time than the total's."""
    stretch = _stretch(mention)
    if some := _SOME_DAYS.findall(stretch):
        told = _HELD.search(stretch) or regex("\\d天(?!前|内|起)[^，；。停休闭]*\\d").search(stretch)
        plain = len(some) == 1 and told is not None
        return sorted((number_in(days) or 0 for days in some), reverse=True), plain  # 停航5天，营运26天
    if found := days_between(stretch):
        return found, True
    if _WEEK.search(stretch):
        return [7], True
    if regex("全年|一年").search(stretch) and not regex("月").search(mention.lead + mention.topic):
        return [365, 366], True
    if calendar := _calendar_of(mention, stretch):
        last = max(calendar)
        least = int(last * _WORKED[last > _MONTH_DAYS]) + 1
        working = any(_gives(total, n, mention) for total in totals for n in range(last // 2, least))
        others = (n for n in range(last - 1, last + 3) if n not in calendar)
        longer = last > _MONTH_DAYS or any(_gives(total, n, mention) for n in others for total in totals)
        said = (longer and not working) or _CALENDAR.search(mention.sentence.text) is not None
        return ([] if working and not said else calendar), said
    return _only_days(reading), False


def _calendar_of(mention: Mention, stretch: str) -> list[int]:
    """Give how many days the month of an average may have, or the months together that its own words name, of which no day is left out (截至6月20日)."""
    if month := _month_of(mention, stretch):
        return days_of(month)
    span = _told_span(mention)
    if span is None or not phrases(stretch) or regex("\\d日|以来|前后").search(stretch):
        return []
    days = [days_of(month) for month in range(span.first, span.last + 1)]
    return sorted({sum(min(d) for d in days), sum(max(d) for d in days)})


def _month_of(mention: Mention, stretch: str) -> int:
    """Give the one month that an average is of, but for one that it is compared with: 4月份发电6584亿千瓦时，增速比3月份快1.0个百分点，日均 x."""
    named = {int(month) for month in _MONTH.findall(mention.lead) or _MONTH.findall(stretch)}
    span = _told_span(mention)
    if not named and span is not None and span.first == span.last:
        return span.first
    return named.pop() if len(named) == 1 else 0


def _told_span(mention: Mention) -> StatedMonths | None:
    """Give the months that words before an average name last, but for those that it is compared with (比5月提高)."""
    told = [span for span in told_times(mention.sentence.text, mention.quantity.start) if span.first]
    return told[-1] if told else None


def _gives(total: Mention, days: int, mention: Mention) -> bool:
    printed = [total.quantity.printed, months(days, "天").printed]
    return judge(QUOTIENT, printed, mention.quantity.printed)[0] in HOLDS


def _only_days(reading: Reading) -> list[int]:
    """Give the only length in days that a document names: 为期三天, 4月5日至7日."""
    named = {(number_in(days) or 0) for block in reading.blocks for days in _SOME_DAYS.findall(block.text)}
    found = [days for block in reading.blocks if (days := days_between(block.text))]
    return list(named) if len(named) == 1 else found[0] if len(found) == 1 and not named else []


def _since_average(mention: Mention, totals: list[Mention]) -> list[Mention]:
    """Give the totals behind the average before this one, if there are any: each average follows its own total."""
    ahead = [m for m in mention.ahead if regex("均").search(m.before)]
    summed = [m for m in totals if _SUMMED.search(m.before)]
    if len(summed) == 1 and not ahead:
        return summed  # 2023年39公顷、2024年51公顷，两年合计90公顷
    own = [m for m in totals if ahead and m.sentence is mention.sentence and m.place > ahead[-1].place]
    return own or totals


def _of_own_month(mention: Mention, totals: list[Mention]) -> list[Mention]:
    """Give the totals of the month that the clause of an average names, if there are any: 8月份61.4万人次，9月份52.8万人次；9月份日均 x."""
    own = _MONTH.findall(mention.lead)
    same = [m for m in totals if own and _MONTH.findall(m.lead)[-1:] == own[-1:]]
    return same or totals


def _by_month(mention: Mention, totals: list[Mention], reading: Reading) -> Iterator[NumericClaim]:
    span = span_of(mention)
    before = [m for m in mention.ahead if m.dimension == mention.dimension]
    each = [m for m in before if m.segment == mention.segment and _A_MONTH.fullmatch(m.before.lstrip("，、和及"))]
    if len(each) > 1 and {id(m) for m in before} - {id(m) for m in each} <= {id(m) for m in before[-1:]}:
        yield settle("average", mention, [Binding(_mean_of(len(each)), tuple(each))], certain=True)[0]
        return  # 1月312万人次、2月287万人次、3月268万人次，季度合计867万人次，月均 x
    of_rest = before and before[-1].role in (Role.GAP, Role.REST)
    some = regex(r"(?<![前\d])\d{1,2}个月").search(mention.thought)  # 全年运营10个月
    if of_rest or some or regex("需|应|至少|要").search(mention.lead + mention.after):
        return  # what is needed in the months that are left
    totals = [m for m in totals if not _LEFT.search(m.before)]
    yearly = [m for m in totals if m.segment == mention.segment and _OF_YEAR.search(m.before)]
    if len(yearly) == 1:  # 年平均工资86412元，月均7201元
        yield settle("average", mention, [Binding(QUOTIENT, (yearly[0],), (months(_YEAR),))], certain=True)[0]
    elif totals and span is not None and span.months and (not span.year or span.months == _YEAR):
        so_far = [s.months for _, _, s in phrases(mention.sentence.block.text) if s.cumulative and not s.year]
        lengths = [span.months, *(so_far if span.months == _YEAR else [])]  # 截至11月底…，全年累计发放 x，月均 y
        found = [Binding(QUOTIENT, (total,), (months(n),)) for total in reversed(totals) for n in lengths]
        yield settle("average", mention, found, certain=len(totals) == 1, likely=len(totals) == 1)[0]
    elif totals and span is not None and regex("20\\d\\d").match(span.year) and totals[-1] is mention.previous:
        of_months = any(s.months for block in reading.blocks for _, _, s in phrases(block.text))
        if not of_months and not any(_gives(totals[-1], n, mention) for n in range(1, _YEAR)):
            yield settle("average", mention, [Binding(QUOTIENT, (totals[-1],), (months(_YEAR),))], certain=True)[0]
    elif totals and span is None and totals[-1] is mention.previous:
        told = {number_in(n) or 0 for block in reading.blocks for n in _FOR_MONTHS.findall(block.text)}
        found = [Binding(QUOTIENT, (totals[-1],), (months(n),)) for n in told if n]
        claim, _ = settle("average", mention, found, certain=len(found) == 1)
        yield replace(claim, said=is_near(claim))
