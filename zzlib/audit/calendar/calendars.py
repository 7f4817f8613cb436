"""What the calendar and a count of years, of days or of places bear out: 9月22日（星期五）, no 31日 of 9月, 上半年（1—6月）, 2016—2023年连续8年, 建站15周年, 第13届, 由第9位升至第5位，前进4位."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from zzlib.audit.judging.claim import NumericClaim, text_claim
from zzlib.audit.numbers.arithmetic import Verdict, step_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import number_in
from zzlib.audit.numbers.words import any_of, mentions_any, words
from zzlib.audit.reading.dates import YEAR, ToldDate, dates_in, days_from, months_from
from zzlib.audit.reading.reading import ReadSentence, are_one_thought
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.spans import NAMED_SPANS

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_WEEKDAY = re.compile("[（(](?:星期|周)(?P<day>[一二三四五六日天])[）)]")
_WEEKDAYS = "一二三四五六日"
_SIXTY = 60
_DAY = 24 * _SIXTY
_METRES, _YEAR = 1000, 12
_A_FEW = 3
_FOURTEENTH, _FIRST_OF_FOURTEENTH = 14, 2021  # the five years of a plan
_NAMED = re.compile(
    f"(?P<name>{'|'.join(sorted(NAMED_SPANS, key=len, reverse=True))})（(?P<a>1[0-2]|[1-9])月?[—–~～至到-]{{1,2}}(?P<b>1[0-2]|[1-9])月(?:份)?）"
)
_RUN = re.compile(
    rf"(?<!\d)(?P<a>(?:19|20)\d\d)年?(?:[^。；\d]{{2,14}}(?=[至到]))?[—–~～至到-]{{1,2}}(?P<b>(?:19|20)\d\d)年(?P<gap>[^。；\d]{{0,24}}?)(?:(?P<way>连续|历时|这|前后|(?<=年一[次届期场]，)|已|共)(?:(?:连续|累计|前后)?[举开]?[办展]了?|共)?(?P<n>{_N})(?P<unit>个年度|[年次届期场])|(?P<n2>{_N})(?P<unit2>年(?:间(?![歇断隔])|来)))(?![多余])"
)
_MONTHS_RUN = re.compile(
    rf"(?<!\d)(?<!\d年)(?P<a>1[0-2]|[1-9])月?[—–~～至到-]{{1,2}}(?P<b>1[0-2]|[1-9])月(?P<gap>[^。；\d]{{0,24}}?)连续(?P<n>{_N})个月(?![多余])"
)
_JUBILEE = re.compile(rf"(?P<what>[一-龥]{{2}})(?P<n>{_N})周年")
_EDITION = re.compile(rf"第(?P<n>{_N})届(?!人|[一二三四五六七八九十]次|委|全[国会体]|常)")
_AGE = re.compile(
    r"[日时，]{0,2}(?:时年|现?年龄为?|现年|[已年]?满)?(?:（截[至止][^（）]*）)?(?P<n>\d{1,3})(?P<unit>周?岁)(?!以|[及的至])"
)
_BORN, _BORN_ON = (
    re.compile("出生|生(?=[，。；）])"),
    re.compile("(?<![产新学先])(?:出?生于|出生(?:日期|年月)[为：]?)$"),
)
_MOVED = re.compile(
    rf"(?:(?P<up>前进|上升|前移|提升|进位|提高|上移|跃升|攀升|进|升)|后退|下降|后移|退后|下滑|下跌|退|降|跌)了?(?P<n>{_N})(?:个?位次|个?名次|[位名])"
)
_STOOD = re.compile(rf"第(?P<n>{_N})[位名]?(?![届个次期季批轮])")
_THEN = re.compile("[由从比较]|上[年月季届次一期]|去年|原来?|年初|此前")
_ORDINALS = re.compile(
    rf"第(?P<a>{_N})(?P<unit>[期条章号页批集卷回版届轮组][次]?)?[至到—–~～-]{{1,2}}第?(?P<b>{_N})(?P<unit2>[期条章号页批集卷回版届轮组][次]?)[^，。；\d]{{0,6}}[，（]?(?:共计?|合计|计|总计)(?P<n>{_N})个?(?P=unit2)(?![多余])"
)
_STAKES = re.compile(
    r"K(?P<a>\d{1,4})\+(?P<am>\d{3})(?:[^\d，。；]{0,6}[至到—–~～-]{1,2}|，?(?:[一-龥]{0,2}终点|[终止讫]于|止点)[一-龥]{0,4})K(?P<b>\d{1,4})\+(?P<bm>\d{3})[^，。；\d]{0,10}[，（]?(?:路线|路段|线路|线形|主线)?(?:全长|总长|长度?|里程)[共约为]{0,2}(?P<n>\d+(?:\.\d+)?)(?P<unit>公里|千米|米)"
)
_CLOCK = re.compile(r"(?<![\d:])(?P<h>[01]?\d|2[0-4])(?:时|点|:)(?:(?P<m>[0-5]?\d)分?)?(?!长|\d)")
_TOOK = re.compile(
    r"(?:历时|用时|共?持续|耗时|历经|时长|(?:前后|总共|一共|整整)(?=\d+个?半?小时)|共计?(?=\d+个?半?小时|\d+分钟)|距(?P<since>[一-龥]{2,4})(?=\d+分钟))(?:了|为|达)?(?:(?P<hours>\d{1,3})(?:个(?P<half>半)?)?小时)?(?:(?P<minutes>\d{1,3})分钟?)?(?![多余左])"
)
_OF_SOME = re.compile("其中|除|平均|有$|累计|[近前后头]$")
_NEXT_DAY = re.compile("次日|翌日|第二天|隔天")
_BETTER = re.compile(
    rf"第(?P<place>{_N})[位名][，；][^，。；\d]{{0,8}}(?:(?:排|居|列|位)[在于]?(?:它|其|我[县市区]|本[县市区])?(?:前[头面]|之前|前列)|(?:好|优|高|强)于(?:我[县市区]|本[县市区]|它|其))的?[^，。；\d第]{{0,4}}?(?P<n>{_N})(?P<unit>[个家]|[县市区乡镇村](?=[，。；]))"
)
_LENGTHS = (
    (r"(\d{1,3})个?小时(?:(\d{1,2})分钟?)?", "分钟", _SIXTY),
    (r"(\d{1,2})(?:天|个?昼夜)()", "小时", 24),
    (r"(\d{1,2}|[一二两三四五六七八九十])年(?:[零又]?(\d{1,2})个月)?", "个月", _YEAR),
)
_DAY_OF_MONTH = "(?:1[0-2]|[1-9])月\\d{1,2}日"
_HELD_AGAIN = re.compile(
    rf"(?P<what>[一-龥]{{0,6}}(?:会|大会|论坛|比赛|仪式|展览))（于?(?P<day>{_DAY_OF_MONTH})(?P<verb>召开|举行|举办|开幕)）"
)
_PLAN_YEARS = re.compile(
    "“?(?P<n>十[一二三四五六])五”?(?:规划)?(?:期间|时期)?（(?P<a>20\\d\\d)年?[至—–~～-]{1,2}(?P<b>20\\d\\d)年?）"
)


def calendar_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge dates by the calendar, and counts of years, of days and of places by what they are counted from."""
    paragraphs: dict[int, str] = {}
    for sentence in register.reading.sentences:
        paragraphs[sentence.paragraph] = paragraphs.get(sentence.paragraph, "") + sentence.text
    told: dict[int, str] = {}
    short = are_one_thought(register.reading.sentences)
    for sentence in register.reading.sentences:
        dates = dates_in(sentence.text)
        yield from _days(sentence, dates)
        yield from _ages(sentence, dates)
        yield from _runs(sentence)
        near = paragraphs.get(sentence.paragraph - 1, "") + paragraphs[sentence.paragraph]
        yield from _jubilees(sentence, near)
        about = near + paragraphs.get(sentence.paragraph + 1, "") if short else paragraphs[sentence.paragraph]
        yield from _editions(sentence, about)
        yield from _hours(sentence, told.get(sentence.paragraph, ""))
        told[sentence.paragraph] = told.get(sentence.paragraph, "") + sentence.text + "。"
        yield from _ranges(sentence)
        yield from _moves(sentence)
        yield from _same_length(sentence)
        yield from _held(sentence, paragraphs[sentence.paragraph])


def _claim(
    sentence: ReadSentence, kind: str, stated: str, right: str, why: str, verdict: Verdict = Verdict.WRONG
) -> NumericClaim:
    """Give a claim that holds where what is stated is what is right."""
    good = stated == right
    asked = "；请核" if verdict == Verdict.DOUBTFUL else ""
    message = f"{why}，相符" if good else f"{why}，应为{right}，文中写{stated}{asked}"
    return text_claim(sentence, kind, stated, right, Verdict.OK if good else verdict, message)


def _ages(sentence: ReadSentence, dates: list[ToldDate]) -> Iterator[NumericClaim]:
    """Judge 1986年5月出生，截至2024年5月31日满38周岁 by the only date of birth of the sentence and the date right before the age, or in the bracket before it."""
    text = sentence.text
    told = [d for d in dates if d.month and d.is_dated]
    born = [d for d in told if _BORN.match(text, d.end) or _BORN_ON.search(text[: d.begin])]
    for date in told if len(born) == 1 else ():
        opened = text.rfind("现年（", 0, date.begin)
        age = _AGE.match(text, date.end if opened < 0 else opened)
        passed = months_from(born[0], date)
        if age is None or passed is None or date.begin <= born[0].begin or age.end() < date.end:
            continue
        years, over = divmod(passed, _YEAR)
        days = date.day and born[0].day and date.day - born[0].day
        early = not over and (days < 0 if days is not None else int(age["n"]) == years - 1)
        right = str(years - early)
        why = f"{born[0].text}到{date.text}是{right}{age['unit']}"
        yield _claim(sentence, "duration", f"{age['n']}{age['unit']}", f"{right}{age['unit']}", why)


def _days(sentence: ReadSentence, dates: list[ToldDate]) -> Iterator[NumericClaim]:
    """Accuse a day that its month doesn't have; judge the weekday behind a day whose year is printed, and those of days without a year by each other."""
    for date in dates:
        if not date.is_real:
            message = f"{date.month}月没有 {date.day} 日"
            yield text_claim(sentence, "duration", date.text, "", Verdict.WRONG, message)
    told = [(d, m, day) for d in dates if (m := _WEEKDAY.match(sentence.text, d.end)) and d.day and (day := d.on())]
    off = [(_WEEKDAYS.index(m["day"].replace("天", "日")) - day.weekday()) % len(_WEEKDAYS) for _, m, day in told]
    starts = Counter(off)  # how far weekdays are off those of some year: of one year all are by as much
    usual = max(starts, key=lambda number: starts[number], default=0)
    one_odd = len(off) > len(starts) == len(("usual", "odd")) and list(starts.values()).count(1) == 1
    for (date, match, day), shift in zip(told, off, strict=True):
        if not date.is_dated and not (one_odd and len({d.year for d, _, _ in told}) == 1):
            continue
        stated = match["day"].replace("天", "日")
        right = _WEEKDAYS[(day.weekday() + (0 if date.is_dated else usual)) % len(_WEEKDAYS)]
        why = f"{day.year}年{day.month}月{day.day}日是" if date.is_dated else "按同一句里别的日子算，这天是"
        if date.is_dated or shift != usual:
            yield _claim(sentence, "duration", f"星期{stated}", f"星期{right}", f"{why}星期{right}")


def _runs(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 上半年（1—6月）, and 2016—2023年，…连续8年 by its first and its last year, and 3—9月连续7个月; what grows so many years may do so from the first."""
    for match in _NAMED.finditer(sentence.text):
        first, last = NAMED_SPANS[match["name"]]
        said, right = f"{match['a']}—{match['b']}月", f"{first}—{last}月"
        yield _claim(sentence, "duration", said, right, f"{match['name']}是 {right}")
    for match in (*_RUN.finditer(sentence.text), *_MONTHS_RUN.finditer(sentence.text)):
        of_years = match.re is _RUN
        stated = number_in(match["n"] or match["n2"]) or 0
        passed = int(match["b"]) - int(match["a"])
        passed += 12 if passed < 0 and not of_years else 0
        grows = mentions_any(words().durations.growing, sentence.text[match.start() : match.end() + 16])
        yearly = regex("每年[一-龥]{0,3}一[次届期场]|年年|一年一[次届期场]").search(match[0])
        if of_years and not yearly and (match["unit"] or "")[-1:] in tuple("次届期场"):
            continue
        in_a_row = not of_years or yearly or match["way"] == "连续"
        good = stated == passed + 1 or (stated == passed and (grows or not in_a_row))
        whole = of_years and regex("[一-龥]{0,4}，?").fullmatch(match["gap"])
        if passed <= 0 or _OF_SOME.search(match["gap"]) or (not good and stated < passed and not whole):
            continue  # of a stretch within it
        unit = (match["unit"] or "年") if of_years else "个月"
        text = f"{match['n'] or match['n2']}{unit}"
        most = passed + (in_a_row and not grows)
        why = f"{match['a']} 到 {match['b']} {'首尾都算' * (most > passed)}是 {most}{unit}"
        yield _claim(sentence, "duration", text, text if good else f"{most}{unit}", why)


def _jubilees(sentence: ReadSentence, paragraph: str) -> Iterator[NumericClaim]:
    """Judge 建站15周年 by the only year that its paragraph says it was founded, and the last year of the paragraph; 2024年大修，距始建已938年 by the year before it."""
    told = words().durations
    founded = regex(
        rf"(?:(?:{any_of(told.founded)}|[兴修创筹]?建|创|始)于(1\d{{3}}|20\d\d)年|(1\d{{3}}|20\d\d)年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:正式)?{any_of(told.founded)})"
    ).findall(
        paragraph,
    )
    begun = {int(one or other) for one, other in founded}
    if len(begun) != 1:
        return
    (start,) = begun
    years = {int(year) for year in YEAR.findall(paragraph)} - {start}
    for match in regex(
        f"(?:距其?{any_of(told.founded)}|[至到]20\\d\\d年(?:底|末|，)?)[已经有共整达]*(\\d{{1,4}})年(?![多余前])"
    ).finditer(
        sentence.text,
    ):
        ends = [int(year) for year in YEAR.findall(sentence.text[: match.end(1)]) if int(year) > start]
        good = ends and int(match[1]) in (ends[-1] - start, ends[-1] - start + 1)
        right = f"{match[1] if good else ends[-1] - start}年" if ends else ""
        yield from [_claim(sentence, "duration", f"{match[1]}年", right, f"{start}年到{ends[-1]}年")] if ends else []
    for match in _JUBILEE.finditer(sentence.text):
        ahead = sentence.text[max(0, match.start() - 6) : match.end()]
        stated = number_in(match["n"]) or 0
        if not years or max(years) < start or mentions_any(told.known, ahead):
            continue
        good = start + stated in years
        right = match["n"] if good else str(max(years) - start)
        own = match["what"] in told.founded or match["what"][0] in "建创" or abs(stated - (max(years) - start)) <= 2
        verdict = Verdict.WRONG if own and len(years) == 1 else Verdict.DOUBTFUL
        yield _claim(sentence, "duration", f"{match['n']}周年", f"{right}周年", f"{start}年到{max(years)}年", verdict)


def _editions(sentence: ReadSentence, paragraph: str) -> Iterator[NumericClaim]:
    """Judge 2011年举办首届，每年一届，今年是2023年，第13届."""
    told = words().durations
    founded = rf"((?:19|20)\d\d)年[^，。；\d]{{0,8}}{any_of(told.editions)}|{any_of(told.editions)}[^，。；\d]{{0,6}}[在于]((?:19|20)\d\d)年"
    first = regex(founded).search(paragraph)
    editions = [match for match in _EDITION.finditer(sentence.text) if number_in(match["n"]) != 1]
    seldom = regex("两年|隔年|每年[两二]|(?<![未不])(?<!未曾)停办|除|(?<!未)中断|暂停|推迟").search(paragraph)
    if first is None or not mentions_any(told.yearly, paragraph) or seldom or len(editions) != 1:
        return
    years = [int(year) for year in YEAR.findall(sentence.text) + YEAR.findall(paragraph)]
    begun = int(first[1] or first[2])
    later = sorted({year for year in years if year > begun})
    stated = number_in(editions[0]["n"]) or 0
    if len(later) == 1 and stated > 1:
        right = later[0] - begun + 1
        said = f"第{editions[0]['n']}届"
        why = f"{begun}年是第一届，{later[0]}年是第{right}届"
        yield _claim(sentence, "count", said, said if stated == right else f"第{right}届", why)


def _hours(sentence: ReadSentence, told: str) -> Iterator[NumericClaim]:
    """Judge 8时30分至11时50分，历时3小时20分 by the times before it, `told` in the paragraph's sentences before it too; of more than two, by those that it names (自接警至到场用时9分钟), else by any two."""
    for match in _TOOK.finditer(sentence.text):
        ahead = sentence.text[: match.start()]
        thought, clause = regex("[。；]").split(ahead)[-1], regex("[，。；]").split(ahead)[-1]
        if not (match["hours"] or match["minutes"]) or regex("其中|平均|每").search(clause):
            continue
        times = _times(told + ahead)
        own = times[len(times) - len(_CLOCK.findall(thought)) :]
        later = _CLOCK.search(regex("[。；]").split(sentence.text[match.end() :])[0])
        since = match["since"]
        pair = _named_times(f"自{since}" if since else clause, times)
        pair = pair or (None if later or since else _only_times(own, times, told, thought))
        if pair is None:
            continue
        first, last, sure = pair
        half = _SIXTY // 2 if match["half"] else 0
        stated = int(match["hours"] or 0) * _SIXTY + int(match["minutes"] or 0) + half
        passed = [b - a for (a, _), (b, _) in combinations(times, 2)]
        near = _SIXTY // 2 if not match["minutes"] else 1
        # of days that are told not another
        days = [p for p in passed if p < _DAY or abs(p - stated) <= _DAY // 2 + near]
        shown = stated if any((p - stated + near - 1) % (_DAY // 2) < 2 * near - 1 for p in days) else last - first
        own_name = regex("[一-龥]{2}(?<!全程)(?<!前后)(?<!整个)$").search(clause)
        if not sure and (_TOOK.search(thought) or len(own) > _A_FEW or (own_name and stated < last - first)):
            continue  # of several things of a day
        said, right = (f"{n // _SIXTY}小时" * (n >= _SIXTY) + f"{n % _SIXTY}分" for n in (stated, shown))
        if not match["hours"]:
            said, right = f"{stated}分钟", f"{shown}分钟"
        # a part of it has such a name, but for one that tells both its ends
        stretch = stated < last - first and regex("，(?![自从][^，]*[至到])[一-龥]{6,}$").search(ahead)
        verdict = Verdict.WRONG if sure and not stretch else Verdict.DOUBTFUL
        yield _claim(sentence, "duration", said, right, "由起止的时刻算", verdict)


def _times(text: str) -> list[tuple[int, str]]:
    """Give the times of day of a text in minutes since its first day, a day later where they say so or go back, each with the words of its clause."""
    found: list[tuple[int, str]] = []
    dates, clocks = [d for d in dates_in(text) if d.day], list(_CLOCK.finditer(text))
    day, last = 0, None
    for place, clock in enumerate(clocks):
        start = clocks[place - 1].end() if place else 0
        date = next((d for d in reversed(dates) if start <= d.begin < clock.start()), None)
        minute = int(clock["h"]) * _SIXTY + int(clock["m"] or 0)
        if date is not None and last is not None:
            day += next(iter(days_from(last, date)), 0)
        elif found and (_NEXT_DAY.search(text[start : clock.start()]) or day * _DAY + minute < found[-1][0]):
            day += 1
        last = date or last
        ahead, behind = regex("[，。；]").split(text[start : clock.start()]), text[clock.end() :].lstrip("，")
        found.append((day * _DAY + minute, ahead[-1] + regex("[，。；]|\\d").split(behind)[0]))
    return found


def _named_times(clause: str, times: list[tuple[int, str]]) -> tuple[int, int, bool] | None:
    """Give the times that words name (自接警至到场, 从接警起): each of the only clause that has two letters of its name, the last one where no end is named."""
    told = regex("[自从](?P<ends>[一-龥]{2,16})$").search(clause)
    ends = regex("(?:起算?|开始|止|共|总)+$").sub("", told["ends"]) if told else ""
    splits = [(ends[: m.start()], ends[m.end() :]) for m in regex("[至到]").finditer(ends)]
    for names in (*splits, (ends,)) if ends else ():
        at = [[t for t, words in times if len(set(name) & set(words)) >= len("接警")] for name in names]
        if all(len(found) == 1 for found in at):
            first, last = at[0][0], at[1][0] if at[1:] else times[-1][0]
            return (first, last, True) if first < last else None
    return None


def _only_times(
    own: list[tuple[int, str]], times: list[tuple[int, str]], told: str, thought: str
) -> tuple[int, int, bool] | None:
    """Give the last two times of a thought, surely where there are no others; of a thought with one, it and the only one of the sentence before."""
    if len(own) > 1:
        return own[-2][0], own[-1][0], len(own) == len(("first", "last")) and not regex("\\d天").search(thought)
    before = regex("[。；]").split(told.rstrip("。；"))[-1]
    if len(own) == 1 and len(times) > 1 and len(_CLOCK.findall(before)) == 1:
        return times[-2][0], times[-1][0], len(times) == len(("first", "last"))
    return None


def _ranges(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 第18期至第31期共14期, K1286+400至K1293+900段（全长7.5公里）, and “十四五”期间（2021—2025年）."""
    for match in _ORDINALS.finditer(sentence.text):
        first, last, stated = (number_in(match[name]) or 0 for name in ("a", "b", "n"))
        if 0 < first < last and match["unit"] in (None, match["unit2"]):
            unit, right = match["unit2"], last - first + 1
            shown = match["n"] if stated == right else str(right)
            why = f"第{first}{unit}到第{last}{unit}首尾都算是 {right}{unit}"
            yield _claim(sentence, "count", f"{match['n']}{unit}", f"{shown}{unit}", why)
    for match in _STAKES.finditer(sentence.text):
        metres = abs(int(match["b"] + match["bm"]) - int(match["a"] + match["am"]))
        size = 1 if match["unit"] == "米" else _METRES
        exact = Fraction(metres, size)
        shown = match["n"] if abs(Fraction(match["n"]) - exact) <= step_of(match["n"]) else f"{float(exact):g}"
        why = f"两处桩号相差 {metres} 米"
        yield _claim(sentence, "difference", f"{match['n']}{match['unit']}", f"{shown}{match['unit']}", why)
    for match in _PLAN_YEARS.finditer(sentence.text):
        first = _FIRST_OF_FOURTEENTH + 5 * ((number_in(match["n"]) or 0) - _FOURTEENTH)
        said, years = f"{match['a']}—{match['b']}年", f"{first}—{first + 4}年"
        yield _claim(sentence, "duration", said, years, f"“{match['n']}五”是 {years}")


def _moves(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 由第9位升至第5位，前进4位 and 列第14位，较年初的第11位后退3位 by the only two places of a thought."""
    for thought in regex("[；。]").split(sentence.text):
        stood, told = list(_STOOD.finditer(thought)), list(_MOVED.finditer(thought))
        if (
            len(stood) != len(("then", "now"))
            or len(told) != 1
            or not _THEN.search(thought)
            or told[0].start() < stood[0].start()  # 甲市上升两个位次，乙市则由第10位进到第9位
            or regex("分别|持平").search(thought)
        ):
            continue
        places = [number_in(match["n"]) or 0 for match in stood]
        said, places_apart = f"{number_in(told[0]['n'])}位", f"{abs(places[0] - places[1])}位"
        yield _claim(sentence, "difference", said, places_apart, f"{stood[0][0]}、{stood[1][0]}相差")
    for match in _BETTER.finditer(sentence.text):
        right, unit = (number_in(match["place"]) or 0) - 1, match["unit"]
        yield _claim(sentence, "order", f"{number_in(match['n'])}{unit}", f"{right}{unit}", f"前面有{right}个")


def _same_length(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 1小时20分（80分钟）, 2年（24个月） and 3天，即72小时 told in two units."""
    for length, unit, size in _LENGTHS:
        told = rf"(?<![\d.]){length}(?:（[即合共]?|，[即合]计?)(\d{{2,4}})个?{unit.removeprefix('个')}(?=[），。；])"
        for match in regex(told).finditer(sentence.text):
            right = size * (number_in(match[1]) or 0) + int(match[2] or 0)
            yield _claim(sentence, "consistency", f"{match[3]}{unit}", f"{right}{unit}", f"合{right}{unit}")


def _held(sentence: ReadSentence, paragraph: str) -> Iterator[NumericClaim]:
    """Judge 例会于9月12日召开。…例会（9月13日召开）: the day of one meeting, told again behind its name."""
    for match in _HELD_AGAIN.finditer(sentence.text):
        what, day, verb = match["what"], match["day"], match["verb"]
        told = regex(rf"{what[-2:]}(?:已|定)?于({_DAY_OF_MONTH})[^，。；]{{0,8}}{verb}").findall(paragraph)
        if len(told) == 1 and not regex("又|再次|另|推迟|改期|延期|首次").search(paragraph):
            yield _claim(sentence, "consistency", day, told[0], f"前面说{what}是{told[0]}{verb}的")
