"""What the calendar and a count of years, of days or of places bear out: 9月22日（星期五）, no 31日 of 9月, 上半年（1—6月）, 2016—2023年连续8年, 建站15周年, 第13届, 7次（5月1日、…）, 由第9位升至第5位，前进4位."""

import re
from collections.abc import Iterator

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.claim import NumericClaim, text_claim
from zzlib.audit.dates import ToldDate, dates_in
from zzlib.audit.quantities import number_in
from zzlib.audit.reading import ReadSentence
from zzlib.audit.register import FigureRegister
from zzlib.audit.spans import NAMED_SPANS
from zzlib.audit.words import any_of, mentions_any, words

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_WEEKDAY = re.compile("[（(](?:星期|周)(?P<day>[一二三四五六日天])[）)]")
_WEEKDAYS = "一二三四五六日"
_SIXTY = 60
_DAY = 24 * _SIXTY
_NAMED = re.compile(
    f"(?P<name>{'|'.join(sorted(NAMED_SPANS, key=len, reverse=True))})（(?P<a>1[0-2]|[1-9])月?[—–~～至到-]{{1,2}}(?P<b>1[0-2]|[1-9])月(?:份)?）"
)
_RUN = re.compile(
    rf"(?<!\d)(?P<a>(?:19|20)\d\d)年?[—–~～至到-]{{1,2}}(?P<b>(?:19|20)\d\d)年(?P<gap>[^。；\d]{{0,24}}?)(?:(?P<way>连续|历时|这|前后)(?P<n>{_N})(?P<unit>个年度|年)|(?P<n2>{_N})(?P<unit2>年(?:间|来)))(?![多余])"
)
_MONTHS_RUN = re.compile(
    rf"(?<![\d年])(?P<a>1[0-2]|[1-9])月?[—–~～至到-]{{1,2}}(?P<b>1[0-2]|[1-9])月(?P<gap>[^。；\d]{{0,24}}?)连续(?P<n>{_N})个月(?![多余])"
)
_JUBILEE = re.compile(rf"(?P<what>[一-龥]{{2}})(?P<n>{_N})周年")
_EDITION = re.compile(rf"第(?P<n>{_N})届(?!人|[一二三四五六七八九十]次|委|全[国会体]|常)")
_DAY_LIST = re.compile(
    rf"(?P<n>{_N})(?P<unit>[次天日期场轮批])[一-龥]{{0,6}}?(?:（|，?分别[是为在于]|：)(?P<days>(?:(?:1[0-2]|[1-9])月)?\d{{1,2}}日(?:[、和及](?:(?:1[0-2]|[1-9])月)?\d{{1,2}}日)+)(?P<more>等|至|—|-)?"
)
_MOVE = re.compile(
    rf"由(?P<then>[^，。；]{{0,10}}?第[^，。；升降跃退移]{{1,24}}?)[位名]?(?:上?升|跃升|前?移|跃|提[升高]|晋升|降|下?降|下滑|退|跌|后退|攀升|上移|进)[至到]?(?:了)?(?P<now>[^，。；]{{0,10}}?第[^，。；]{{1,24}}?)[位名]?，(?P<each>分别)?(?:前进|上升|前移|提升|进位|后退|下降|后移|退后|下滑|提高|上移|升|退|降)了?(?P<n>{_N}[个位名][^。；，]{{0,24}})"
)
_HOURS = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})(?:时|点|:)(?:(?P<m>\d{1,2})分?)?[至到—–~～-]{1,2}(?P<next>次日|翌日|第二天)?(?P<h2>\d{1,2})(?:时|点|:)(?:(?P<m2>\d{1,2})分?)?[^。；\d]{0,16}?(?:历时|用时|持续|共计?|时长|耗时|历经)(?:了|为|达)?(?:(?P<hours>\d{1,2})(?:个(?P<half>半)?)?小时)?(?:(?P<minutes>\d{1,3})分钟?)?(?![多余左])"
)
_YEAR_TOLD = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


def calendar_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge dates by the calendar, and counts of years, of days and of places by what they are counted from."""
    paragraphs: dict[int, str] = {}
    for sentence in register.reading.sentences:
        paragraphs[sentence.paragraph] = paragraphs.get(sentence.paragraph, "") + sentence.text
    for sentence in register.reading.sentences:
        dates = dates_in(sentence.text)
        yield from _impossible(sentence, dates)
        yield from _weekdays(sentence, dates)
        yield from _named(sentence)
        yield from _runs(sentence)
        near = paragraphs.get(sentence.paragraph - 1, "") + paragraphs[sentence.paragraph]
        yield from _jubilees(sentence, near)
        yield from _editions(sentence, paragraphs[sentence.paragraph])
        yield from _hours(sentence)
        yield from _listed(sentence)
        yield from _moves(sentence)


def _claim(
    sentence: ReadSentence, kind: str, stated: str, right: str, why: str, verdict: Verdict = Verdict.WRONG
) -> NumericClaim:
    """Give a claim that holds where what is stated is what is right."""
    good = stated == right
    asked = "；请核" if verdict == Verdict.DOUBTFUL else ""
    message = f"{why}，相符" if good else f"{why}，应为{right}，文中写{stated}{asked}"
    return text_claim(sentence, kind, stated, right, Verdict.OK if good else verdict, message)


def _impossible(sentence: ReadSentence, dates: list[ToldDate]) -> Iterator[NumericClaim]:
    """Accuse a day that its month doesn't have."""
    for told in dates:
        if not told.is_real:
            message = f"{told.month}月没有 {told.day} 日"
            yield text_claim(sentence, "duration", told.text, "", Verdict.WRONG, message)


def _weekdays(sentence: ReadSentence, dates: list[ToldDate]) -> Iterator[NumericClaim]:
    """Judge the weekday behind a day whose year is printed."""
    for told in dates:
        match, day = _WEEKDAY.match(sentence.text, told.end), told.on()
        if match and told.day and told.is_dated and day is not None:
            stated, right = match["day"].replace("天", "日"), _WEEKDAYS[day.weekday()]
            yield _claim(
                sentence,
                "duration",
                f"星期{stated}",
                f"星期{right}",
                f"{day.year}年{day.month}月{day.day}日是星期{right}",
            )


def _named(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 上半年（1—6月）."""
    for match in _NAMED.finditer(sentence.text):
        first, last = NAMED_SPANS[match["name"]]
        yield _claim(
            sentence,
            "duration",
            f"{match['a']}—{match['b']}月",
            f"{first}—{last}月",
            f"{match['name']}是 {first}—{last}月",
        )


def _runs(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 2016—2023年，…连续8年 by its first and its last year, and 3—9月连续7个月; what grows so many years may do so from the first."""
    for match in (*_RUN.finditer(sentence.text), *_MONTHS_RUN.finditer(sentence.text)):
        of_years = match.re is _RUN
        stated = number_in(match["n"] or match["n2"]) or 0
        passed = int(match["b"]) - int(match["a"])
        passed += 12 if passed < 0 and not of_years else 0
        grows = mentions_any(words().durations.growing, sentence.text[match.start() : match.end() + 16])
        in_a_row = not of_years or match["way"] == "连续"
        good = stated == passed + 1 or (stated == passed and (grows or not in_a_row))
        if passed <= 0 or re.search("其中|除|平均|有$|累计", match["gap"]) or (not good and stated < passed):
            continue  # of a stretch within it
        unit = "年" if of_years else "个月"
        text = f"{match['n'] or match['n2']}{unit}"
        right = text if good else f"{passed + 1}{unit}"
        yield _claim(sentence, "duration", text, right, f"{match['a']} 到 {match['b']} 首尾都算是 {passed + 1}{unit}")


def _jubilees(sentence: ReadSentence, paragraph: str) -> Iterator[NumericClaim]:
    """Judge 建站15周年 by the only year that its paragraph says it was founded, and the last year of the paragraph."""
    told = words().durations
    founded = re.findall(
        rf"(?:{any_of(told.founded)}于(20\d\d|19\d\d)年|((?:19|20)\d\d)年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:正式)?{any_of(told.founded)})",
        paragraph,
    )
    begun = {int(one or other) for one, other in founded}
    if len(begun) != 1:
        return
    (start,) = begun
    years = {int(year) for year in _YEAR_TOLD.findall(paragraph)} - {start}
    for match in _JUBILEE.finditer(sentence.text):
        ahead = sentence.text[max(0, match.start() - 6) : match.end()]
        stated = number_in(match["n"]) or 0
        if not years or max(years) < start or mentions_any(told.known, ahead):
            continue
        good = start + stated in years
        right = match["n"] if good else str(max(years) - start)
        verdict = Verdict.WRONG if abs(stated - (max(years) - start)) <= 2 and len(years) == 1 else Verdict.DOUBTFUL
        yield _claim(sentence, "duration", f"{match['n']}周年", f"{right}周年", f"{start}年到{max(years)}年", verdict)


def _editions(sentence: ReadSentence, paragraph: str) -> Iterator[NumericClaim]:
    """Judge 2011年举办首届，每年一届，今年是2023年，第13届."""
    told = words().durations
    first = re.search(rf"((?:19|20)\d\d)年[^，。；\d]{{0,8}}{any_of(told.editions)}", paragraph)
    editions = list(_EDITION.finditer(sentence.text))
    yearly = mentions_any(told.yearly, paragraph) and not re.search(
        "两年|隔年|每年[两二]|停办|除|中断|暂停|推迟", paragraph
    )
    if first is None or not yearly or len(editions) != 1:
        return
    years = [int(year) for year in _YEAR_TOLD.findall(sentence.text) + _YEAR_TOLD.findall(paragraph)]
    later = sorted({year for year in years if year > int(first[1])})
    stated = number_in(editions[0]["n"]) or 0
    if len(later) == 1 and stated > 1:
        right = later[0] - int(first[1]) + 1
        good = stated == right
        shown = editions[0]["n"] if good else str(right)
        yield _claim(
            sentence,
            "count",
            f"第{editions[0]['n']}届",
            f"第{shown}届",
            f"{first[1]}年是第一届，{later[0]}年是第{right}届",
        )


def _hours(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 8时30分至11时50分，历时3小时20分."""
    for match in _HOURS.finditer(sentence.text):
        if not (match["hours"] or match["minutes"]):
            continue
        begun, ended = ((int(match[h]) * _SIXTY + int(match[m] or 0)) for h, m in (("h", "m"), ("h2", "m2")))
        passed = ended - begun + (_DAY if match["next"] or ended < begun else 0)
        half = _SIXTY // 2 if match["half"] else 0
        stated = int(match["hours"] or 0) * _SIXTY + int(match["minutes"] or 0) + half
        off = abs(stated - passed)
        good = off == 0 or (off < _SIXTY // 2 and not match["minutes"])
        shown = stated if good else passed
        told, right = (f"{n // _SIXTY}小时{n % _SIXTY}分" for n in (stated, shown))
        yield _claim(sentence, "duration", told, right, "由起止的时刻算")


def _listed(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 7次（5月1日、6日、…、31日） by the days that are listed."""
    for match in _DAY_LIST.finditer(sentence.text):
        listed = len(re.findall(r"\d{1,2}日", match["days"]))
        stated = number_in(match["n"]) or 0
        if match["more"] or not stated or stated > 2 * listed:
            continue
        unit = match["unit"]
        right = match["n"] if stated == listed else str(listed)
        yield _claim(sentence, "count", f"{match['n']}{unit}", f"{right}{unit}", f"后面列了 {listed} 个日期")


def _moves(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 由第9位升至第5位，前进4位, of several with their moves one by one."""
    for match in _MOVE.finditer(sentence.text):
        then, now = (
            [number_in(n) for n in re.findall(rf"(?:第|、|和)({_N})", match[side])] for side in ("then", "now")
        )
        moved = [number_in(n) for n in re.findall(rf"({_N})[个位名]", match["n"])]
        if match["each"] is None:
            moved = moved[:1]
        if not (len(then) == len(now) == len(moved)) or None in (*then, *now, *moved):
            continue
        right = [abs((a or 0) - (b or 0)) for a, b in zip(then, now, strict=True)]
        off = [(a, b) for a, b in zip(moved, right, strict=True) if a != b]
        stated = "、".join(f"{n}位" for n in moved)
        yield _claim(
            sentence,
            "difference",
            stated,
            "、".join(f"{n}位" for n in right),
            f"{match['then']}到{match['now']}" if off else "位次的前后",
        )
