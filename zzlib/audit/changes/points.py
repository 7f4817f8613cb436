"""Claims of a difference of two rates: 由 A% 降到 B%，下降 n 个百分点; 比全市平均 A% 高 n 个百分点; and those written with %."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.calendar.pace import SCHEDULE
from zzlib.audit.changes.dated_changes import row_of_years
from zzlib.audit.changes.increments import is_in_a_row
from zzlib.audit.changes.named_rates import naming
from zzlib.audit.judging.claim import Binding, NumericClaim, settle, statement
from zzlib.audit.numbers.arithmetic import DECLINE, DIFFERENCE, GROWTH, HOLDS, Verdict, judge
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS, chinese_number
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.binding import own_words
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence, stripped
from zzlib.audit.reading.roles import Role
from zzlib.audit.reading.spans import said_times

_RATE = re.compile("率|比重|占比|比例|水平|[^进]度|平均|进度")
_CHANGED = re.compile(r"(?:提高|上升|提升|增加|增长|下降|降低|回落|减少|下滑|[高低])(?:了|出)?$")
_THEN = re.compile(r"上[年月季周次期届轮]|上一[年月季次期轮]|去年|前年|同期|年初|期初|原来|原先|此前|全[市省国县]平均")
_OF_ANOTHER = re.compile("(?:[高低快慢]于|[比较])(?:全[国省市县区]|[一-龥]{0,4}平均)")
_ASIDE_OF_THEN = re.compile(
    "（(?:上年|去年)(?:同期)?[^（）]*占[^（）]*）|（(?:全[国省市县区])?(?:平均)?(?:水平)?[为是]?\\d[\\d.]*%）"
)  # 占24.4%，占比回落4.3个百分点（上年同期16.44亿元，占28.7%）; 高于全市平均水平0.54个百分点（全市平均为96.46%）
_LINE = re.compile("(?:[高低快慢]于|超过|超出)[\\d.]+%的(?!全|平均)[一-龥]{2,8}")
_BACK = 2  # sentences
_RATES = (Role.SHARE, Role.RATE)
_A_YEAR = 100  # what years are told by, and not only months
_NAMED = re.compile(
    "(?:^|[较比]|同比)?(?:[一两三四五六七八九十]{1,2}年[间来]?)?(?P<name>[一-龥]*?)(?:所?占的?)?(?:比重|占比|比例|份额|率)(?=$|[较比同一两年上提下降回减升][一-龥]*$)"
)
_BARE_THEN = re.compile("[，；]?(?:[上去]年|[上去]年同期)(?:这一|该|此)?(?:指标|比例|比率|数据)?(?:为|是|仅为)")
_HELD_AGAINST = re.compile("[与同和较][^，。；]{1,12}相?比")
_THEN_LISTED = re.compile("(?:[上去前]一?年|20\\d\\d年|[年季月][初末底]|同期)[^，。；]{0,6}分别[为是]$")
_TIMES = re.compile(
    "20\\d\\d年?|[比较与]|[上去前]一?年|[两三四五六七八九十]年|[年末底]|累计|共|来|间|提[高升]|[上下]升|下降|降低|回落|增加|减少|了"
)
_BODY_THEN = re.compile(
    "(?:其中|而)?(?P<name>[一-龥]{2,8}?)[较比](?:[上去][一-龥]|同期|年初)[^，；。\\d]{0,6}[\\d.]+%[一-龥]{2}$"
)
_OVER_YEARS = re.compile("[两三四五六七八九十]年(?:累计|共|来|间)?")


def point_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Give the claims of the sentence that state by how much two rates differ."""
    for mention in sentence.mentions:
        if mention.dimension == POINTS and not SCHEDULE.search(mention.lead):
            yield _points(mention, reading)
        elif mention.dimension == PERCENT and _CHANGED.search(mention.before) and not mention.series:
            yield from _written_with_percent(mention)


def _points(mention: Mention, reading: Reading) -> NumericClaim:
    if regex("年均|平均每年").search(mention.lead):
        return statement("difference", mention, Verdict.UNVERIFIABLE, "是各年的平均，不是两个率之差")
    listed = mention.series or "分别" in mention.lead
    pair = None if listed else _pair(mention)
    told = _of_listed_years(mention) or _of_steps(mention, reading) or _from_line(mention)
    told = told or _from_aim(mention) or _of_listed_then(mention) or _of_body(mention, reading)
    called = _two_of_name(mention, reading) if told is None and pair is None and not listed else None
    found = told or pair or called
    if found is None:
        return statement("difference", mention, Verdict.UNVERIFIABLE, "比的是哪个百分数没有印出")
    operands = found[::-1] if _falls(mention) else found
    claim = settle("difference", mention, [Binding(DIFFERENCE, operands)], certain=True)[0]
    bare = _CHANGED.fullmatch(mention.lead.strip("，")) is not None
    moved = pair is not None and bare and is_in_a_row([*pair, mention])
    return replace(claim, named=told is not None, said=bool(told or called or moved))


def _falls(mention: Mention) -> bool:
    first = mention.first
    bare = regex("（[^（）]*）|^.*(?:转为|变为|转变为)").sub("", first.lead)  # 低于上年同期（74.1%）
    below = regex("[低慢少小]于(?:\\d[\\d.]*%的)?[^，。；\\d]{1,14}$").search(bare)
    return below is not None or bool(regex(any_of(words().roles.fall_points) + r"(?:了|约)?$").search(first.before))


def _written_with_percent(mention: Mention) -> Iterator[NumericClaim]:
    """Judge 结案率由 A% 提高到 B%，提高 n%: as growth it may hold; else n is the difference, whose word is 个百分点."""
    pair = _pair(mention)
    if pair is None:
        return
    between = mention.sentence.text[pair[0].quantity.end : mention.quantity.start]
    if regex("，?(?:\\d+月底?|[年季][末底])").match(between):
        return  # 1月降幅24.05%，6月末降幅8.99%，11月底止跌，同比增长0.15%: a third growth
    if not any(_RATE.search(m.lead + m.topic) for m in pair):
        return
    amounts = mention.sentence.mentions[pair[0].place : mention.place]
    if any(m.dimension not in (PERCENT, POINTS) and not m.depth for m in amounts):
        return  # 就诊率提高到91.6%，支出5.46亿元，去年为5.20亿元，同比增长5.0%
    now, then = pair
    falls = _falls(mention)
    printed = [now.quantity.printed, then.quantity.printed]
    compared = regex("(?<![提降])[高低]$").search(mention.before)  # with another body: no growth
    if not compared and judge(DECLINE if falls else GROWTH, printed, mention.quantity.printed)[0] in HOLDS:
        yield settle("growth", mention, [Binding(DECLINE if falls else GROWTH, pair)], certain=False)[0]
        return
    claim, _ = settle("difference", mention, [Binding(DIFFERENCE, (then, now) if falls else pair)], certain=True)
    right = claim.recomputed.replace("%", "个百分点")
    if claim.verdict in HOLDS:
        message = f"{now.quantity.text} 与 {then.quantity.text} 相差 {right}，文中写 {mention.quantity.text}；两个百分数相差用“个百分点”"
        yield replace(claim, verdict=Verdict.WRONG, message=message, recomputed=right)
    elif claim.verdict == Verdict.WRONG:
        yield replace(claim, message=f"{claim.message}（两个百分数相差，用“个百分点”）", recomputed=right)


def _two_of_name(mention: Mention, reading: Reading) -> tuple[Mention, Mention] | None:
    """Give the only two shares of the name that points tell, one of now and one of then, here or in the two sentences before: 女性占64.6%；前年…女性占60.1%。女性占比提高; those of the sentence itself first."""
    named = _NAMED.search(mention.lead)
    if named is None or mention.depth or _OF_ANOTHER.search(mention.lead):
        return None
    name = stripped(named["name"])
    back = range(mention.sentence.number - _BACK, mention.sentence.number)
    before = [m for s in reading.paragraph_of(mention.sentence) if s.number in back for m in s.mentions]
    for ahead in (list(mention.ahead), [*before, *mention.ahead]):
        found = [m for m in ahead if m.dimension == PERCENT and m.role in _RATES and not m.depth and _bears(name, m)]
        if len(found) != len(("now", "then")) or any(m.quantity.hedge for m in found):
            continue
        then, now = sorted(found, key=_time_around)
        told = [_time_around(m) for m in (then, now)]
        of_then = f"[与较比同和](?:{told[0]}月|第?{'零一二三四'[told[0] % 5]}季度)"  # 与4月相比，满意率提高
        month = told[0] > 0 and regex(of_then).search(mention.text_before)
        if told[0] < told[1] and (told[0] < 0 or told[0] >= _A_YEAR or month):
            return now, then
    return None


def _bears(name: str, rate: Mention) -> bool:
    """Say whether the words of a rate from behind the last one bear a name."""
    said = naming(rate)
    return set(name) <= set(said) and ("占" in said or _RATE.search(said) is not None)


def _time_around(rate: Mention) -> int:
    """Give the time of a rate: what its own words name, else the last that its sentence names before it."""
    return _time_told(_thought(rate)) or _time_told(_HELD_AGAINST.sub("", rate.text_before))


def _of_listed_years(mention: Mention) -> tuple[Mention, Mention] | None:
    """Give the rates of the years that points name, of a list with one for each year: 分别为a%、b%和c%，…比上年提高, …两年累计提高."""
    listed = next((m.series for m in mention.ahead[::-1] if m.dimension == PERCENT), [])
    row = row_of_years(listed)
    years = [int(year) for year in regex("20\\d\\d(?=年)").findall(mention.lead)]
    over = _OVER_YEARS.search(mention.lead)
    if len(years) == 1 and regex("[比较](?:上|去|前一)年").search(mention.lead):
        years.append(years[0] - 1)
    if not years and over and row and chinese_number(over[0][0]) == max(row) - min(row):
        years = [max(row), min(row)]
    rest = stripped(_TIMES.sub("", mention.lead))
    told = len(years) == len(("now", "then")) and all(year in row for year in years) and not mention.series
    return (row[years[0]], row[years[1]]) if told and all(one in listed[0].lead for one in rest) else None


def _of_steps(mention: Mention, reading: Reading) -> tuple[Mention, Mention] | None:
    """Give the rates of two years that points of a list are between, or the first and the last, of a run with one for each year: 2022年a%，2023年b%，2024年c%。两年分别下降m个、n个百分点，累计下降s个."""
    steps = mention.series or next((m.series for m in mention.ahead[::-1] if m.dimension == POINTS), [])
    if not steps or not regex("[两三四五六七八九]年(?:间|来)?分别|逐年").search(steps[0].text_before):
        return None
    back = range(mention.sentence.number - 1, mention.sentence.number + 1)
    near = [m for s in reading.paragraph_of(mention.sentence) if s.number in back for m in s.mentions]
    rates = [m for m in near if m.dimension == PERCENT and m.order < steps[0].order][-len(steps) - 1 :]
    years = [int(told[1]) if (told := regex("(20\\d\\d)年[^，]{0,8}$").search(m.before)) else 0 for m in rates]
    if len(years) != len(steps) + 1 or years != [*range(years[0], years[0] + len(years))] or not years[0]:
        return None
    if mention.series:
        return rates[mention.listed_at + 1], rates[mention.listed_at]
    return (rates[-1], rates[0]) if regex("累计|[一合]?共|总共").search(mention.before) else None


def _of_listed_then(mention: Mention) -> tuple[Mention, Mention] | None:
    """Give the rates of now and of then at the place of points in their list, with the list of then behind it: 甲率a%、乙率b%，分别提高m个和n个百分点，上年分别为c%和d%."""
    points, behind = mention.series, mention.behind
    then = next((m.series for m in behind if m.dimension == PERCENT and m.series), [])
    now = [m for m in mention.first.ahead if m.dimension == PERCENT][-len(points) :]
    if not points or not len(points) == len(then) == len(now) or not _THEN_LISTED.search(then[0].lead):
        return None
    return now[mention.listed_at], then[mention.listed_at]


def _of_body(mention: Mention, reading: Reading) -> tuple[Mention, Mention] | None:
    """Give the only rate before that stands right behind the name of a body, and that of then in the clause: 东区99.2%，西区98.7%。东区比上月的99.5%下降0.3个百分点."""
    told, then = _BODY_THEN.match(mention.lead), mention.previous
    if told is None or then is None or then.begin != mention.begin:
        return None
    before = [m for s in reading.paragraph_of(mention.sentence) for m in s.mentions if m.order < then.order]
    named = [m for m in before if m.dimension == PERCENT and m.before.strip("，、；：").endswith(told["name"])]
    return (named[0], then) if len(named) == 1 else None


def _thought(mention: Mention) -> str:
    """Give the words from behind the last rate, or the last semicolon, up to a rate."""
    text, start = mention.sentence.text, mention.quantity.start
    rates = [m.quantity.end for m in mention.ahead if m.dimension == PERCENT]
    return text[max([0, text.rfind("；", 0, start) + 1, *rates]) : start]


def _value(mention: Mention) -> Fraction:
    return mention.quantity.value


def _now_and_then(mention: Mention, percents: list[Mention]) -> tuple[Mention, Mention] | None:
    """Give the only two rates of the thought before a difference, of which one is of an earlier time, whichever stands first."""
    if len(percents) > 2 and _OVER_YEARS.search(mention.lead) and all(_time(m) > 0 for m in percents):
        return max(percents, key=_time), min(percents, key=_time)
    # …升到2022年的66.1%；2023年为64.8%，比2022年
    if len(percents) == 1 and not stripped(_TIMES.sub("", own_words(percents[0]))):
        percents = [m for m in reversed(mention.ahead) if m.dimension == PERCENT and not (m.depth or m.quantity.hedge)]
        return _of_named_year(mention, percents)
    if not percents or percents[0].place != mention.place - 1:
        return None
    if len(percents) == 1 and _BARE_THEN.fullmatch(own_words(percents[0])):
        before = [m for m in mention.ahead if m.dimension == PERCENT and m.segment == mention.segment - 1]
        before = [m for m in before if not (m.depth or m.quantity.hedge or m.series or _CHANGED.search(m.before))]
        return (before[0], percents[0]) if len(before) == 1 else None
    if len(percents) != 2 or percents[0].depth or percents[1].depth or any(m.series for m in percents):
        return None
    one, other = percents
    first, second = _time(one), _time(other)
    if first > 0 and not second and regex("20\\d\\d年(?:同期)?为").fullmatch(own_words(one).strip("，")):
        now, then = sorted(percents, key=_value, reverse=not _falls(mention))  # 达到70.45%，2022年为69.62%
        return now, then
    told = first != second and (first < 0 or second < 0 or (first and second))
    return ((other, one) if first < second else (one, other)) if told else None


def _of_named_year(mention: Mention, percents: list[Mention]) -> tuple[Mention, Mention] | None:
    """Give the rate right before a difference and that of the year that it names: 2021年为a%，2022年为b%，2023年达到c%，比2022年提高."""
    named = regex("[比较]20\\d\\d年").search(mention.lead)
    years = [_time(m) // _A_YEAR for m in percents]
    year = int(named[0][1:5]) if named else 0
    told = all(years) and len(set(years)) == len(years) and year in years[1:]
    return (percents[0], percents[years.index(year)]) if told and max(years) == years[0] else None


def _time(mention: Mention) -> int:
    """Give the year of a rate, or -1 where its words name an earlier time, 0 where they name none."""
    return _time_told(own_words(mention))


def _time_told(said: str) -> int:
    told = said_times(said)
    part = told["季"] or told["月"]
    if told["年"]:
        return _A_YEAR * told["年"] + part
    return -2 if "前年" in said else -1 if _THEN.search(said) else part


def _from_line(mention: Mention) -> tuple[Mention, Mention] | None:
    """Give the last rate of the clauses before points, and the line that their own clause prints: 失业率3.12%，比上年末（3.26%）下降0.14个百分点，低于4.5%的控制线1.38个百分点."""
    line = mention.previous
    if line is None or mention.series or not _LINE.fullmatch(mention.sentence.text, line.begin, mention.quantity.start):
        return None
    ahead = [m for m in line.ahead_in_thought if m.dimension == PERCENT and m.depth == mention.depth]
    plain = bool(ahead) and ahead[-1].role in _RATES and not (ahead[-1].quantity.hedge or ahead[-1].series)
    return (ahead[-1], line) if plain else None


def _from_aim(mention: Mention) -> tuple[Mention, Mention] | None:
    """Give the only rate behind what is aimed at with it, the larger first: 能耗下降目标为3.2%，前三季度下降2.7%，距目标还差0.5个百分点."""
    near = [m for m in mention.ahead_in_thought if m.dimension == PERCENT and m.depth == mention.depth]
    aims = [m for m in near if regex("目标|任务|要求").search(m.lead)]
    told = regex("[距离][^，\\d]{0,8}(?:目标|任务|要求)[^，\\d]{0,4}差$").search(mention.lead)
    plain = told and len(near) == len(aims) + 1 == _BACK and not any(m.quantity.hedge or m.series for m in near)
    return (max(near, key=_value), min(near, key=_value)) if plain and aims == near[:1] else None


def _pair(mention: Mention) -> tuple[Mention, Mention] | None:
    """Give the percentage now and the one that it is compared with."""
    here = [m for m in reversed(mention.ahead) if m.dimension == PERCENT and m.segment == mention.segment]
    percents = [m for m in here if not m.quantity.hedge and not _CHANGED.search(m.before)]
    text = mention.sentence.text
    aside = _ASIDE_OF_THEN.match(mention.text_behind)
    if aside and "占" not in aside[0] and not regex("[高低快慢]于").search(mention.lead):
        aside = None  # 较一季度末提高15.2个百分点（全市平均为39.8%）
    inside = [m for m in mention.behind if aside and m.quantity.start < mention.quantity.end + aside.end()]
    if percents and [m.dimension for m in inside].count(PERCENT) == 1:
        return percents[0], next(m for m in inside if m.dimension == PERCENT)
    if percents and percents[0].depth > mention.depth:
        return None  # 高于全市平均水平（53.7%）18.5个百分点: of what words name
    if len(percents) == 2 and regex(r"(?:相差|相距|差距(?:为|达)?|相差了)$").search(mention.before):
        return max(percents, key=_value), min(percents, key=_value)
    if len(percents) > 1:
        between = text[percents[1].quantity.end : percents[0].quantity.start]
        opening = text[max(0, percents[1].quantity.start - 16) : percents[1].quantity.start]
        moved = regex(r"[到至为](?:[\d年月末底份]{0,9}的)?$").search(between) and regex(r"[由从]").search(opening)
        if moved and "，" not in between:
            return None if _OF_ANOTHER.search(mention.lead) else (percents[0], percents[1])
        same_clause = percents[0].begin == mention.begin and percents[0].place == mention.place - 1
        if same_clause and regex(r"[较比]").search(percents[0].lead):
            # 增长5.8%，比上半年的6.4%回落0.6个百分点，比全省的5.2%高0.6个百分点: both of the first
            own = [m for m in here if not regex(r"[较比]").search(m.lead) or regex("同比|环比").search(m.lead)]
            second = regex(r"[较比]").search(percents[1].lead) and not regex("同比|环比").search(percents[1].lead)
            # 改判率1.36%，低于目标值1.8%的要求，比上年的1.52%下降: of what was held against the line
            level = [m for m in percents[1:] if not regex("[高低快慢优好]于|超过").search(m.lead)] or percents[1:]
            return (own if second and len(own) == 1 else level)[0], percents[0]
    return _now_and_then(mention, percents)
