"""The months that a number, a sentence or a document speaks of (1—5月, 截至5月底, 5月当月, 二季度, 去年同期), by the last phrase of time before it; how many months are left, how many days there are."""

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, Quantity, number_in, quantity_of
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence, without_asides
from zzlib.audit.reading.roles import Role

NAMED_SPANS = {
    "前三季度": (1, 9),
    "一至四季度": (1, 12),
    "一至三季度": (1, 9),
    "一至二季度": (1, 6),
    "前二季度": (1, 6),
    "前两季度": (1, 6),
    "上半年": (1, 6),
    "下半年": (7, 12),
    "一季度": (1, 3),
    "二季度": (4, 6),
    "三季度": (7, 9),
    "四季度": (10, 12),
    "全年": (1, 12),
}
_DAY = re.compile(
    r"(?:截[至止]到?|至|到|^|(?<=[，；。]))(?:(?:19|20)\d\d年|今年|本年|去年|上年)?(?P<month>1[0-2]|[1-9])月(?P<day>\d{1,2})日"
)
_MONTH_END = 31
_DIGIT = r"(?:(?:1[0-2]|[1-9])(?!\d)|(?<![一二三四五六七八九十])(?:十[一二]?|[一二三四五六七八九])(?=月))"
_PHRASE = re.compile(
    r"(?P<year>(?:19|20)\d\d年|去年|上年|上一年|今年|本年)?(?P<same>同期)?(?:"
    rf"(?P<a>{_DIGIT}|元)月?份?(?:[-—–~～]{{1,2}}|至|到)(?P<b>{_DIGIT})月份?"
    rf"|(?P<cut>截[至止]到?|至|到)(?:(?:19|20)\d\d年|今年|本年)?(?P<to>{_DIGIT})月(?:份|底|末|(?:2[89]|3[01])日)?(?!\d)"
    rf"|截[至止]到?(?:(?:19|20)\d\d年|今年|本年)?第?(?P<until>一|二|三|四)季度末?"
    r"|(?:至|到)(?:今年|本年)?第?(?P<by>一|二|三|四)季度末"
    rf"|(?<![-—–~～至到\d])(?P<end>{_DIGIT})月(?:底|末)"
    rf"|(?<![-—–~～至到\d])(?P<month>{_DIGIT})月份?(?![底末]|\d{{1,2}}(?:[日号至、—–~～-]|$)|\d{{1,2}}$)"
    rf"|第?(?P<named>{'|'.join(NAMED_SPANS)})(?P<closed>末)?"
    r"|[前头](?P<first>[一二两三四五六七八九十]{1,2}个|\d{1,2}个?)月"
    r"|(?P<now>以来|截至目前|目前)"
    r")?"
)
_DIGIT_MONTH = r"(1[0-2]|[1-9])"
_AS_OF = re.compile(
    rf"(?:截[至止]到?|^至|(?<=[，。；：])至)(?:(?:(?:19|20)\d\d|[X×]{{2,4}}|今|本)?年)?{_DIGIT_MONTH}月(?:份)?(底|末|(\d{{1,2}})[日号])?"
)
_SPAN = re.compile(rf"(?:1|元)月?(?:份)?[-—–~～至到]+{_DIGIT_MONTH}月")
_MONTH_NAMED = re.compile(rf"(?<![-—–~～至到\d]){_DIGIT_MONTH}月(?:份|底|末)")
_SINCE_JANUARY = {name: last for name, (first, last) in NAMED_SPANS.items() if first == 1 and last < 12} | {
    "三季度末": 9
}
_LEFT = re.compile(
    r"(?:后|剩余|剩下|余下|今后|还有|还剩|仅剩|只剩|尚有)(?:的)?([一二两三四五六七八九十]{1,2}|\d{1,2})个月"
)
_NAMED_MONTHS = re.compile("(?<!\\d)(?:\\d{1,2}、)+12月?([两三四五六])个月")  # 11、12两个月
_SECOND_HALF = re.compile("下半年(?:月均|每月)?[^，。；\\d]{0,6}(?:缺口|需|还|尚|要)")
_TO_DECEMBER = re.compile(r"(?<!\d)(1[01]|[2-9])月?份?(?:[-—–~～]{1,2}|至|到)12月")
_COMPARED = re.compile("(?:[较比与于超和同]|超过|领先)$")
_SAID = {
    "月": re.compile(rf"(?:(?<=截至)|(?<![\d\-—–~～至到])){_DIGIT_MONTH}月(?![-—–~～至到])"),
    "年": re.compile(r"((?:19|20)\d\d)年(?!度?计划)"),
    "季": re.compile("([一二三四])季度"),
}
_LISTED, _JOINED = 2, ("、", "和", "与", "及")
_DAYS_OF_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY, _MONTHS = 2, 12
_DATES = re.compile(
    r"(\d{1,2})月(\d{1,2})日[^，。；\d]{0,4}?[—–~～至到-]{1,2}(?:(?:(?:19|20)\d\d年)?(\d{1,2})月)?(\d{1,2})日"
)


@dataclass(frozen=True)
class StatedMonths:
    """Months of a year, first to last; 0 where no month is named. `year` is a year, "" this one, "-1" the one before."""

    year: str = ""
    first: int = 0
    last: int = 0

    @property
    def cumulative(self) -> bool:
        """Say whether it runs from the year's beginning."""
        return self.first == 1

    @property
    def year_before(self) -> "StatedMonths":
        """The same months of the year before a year that is told by its number."""
        return replace(self, year=str(int(self.year) - 1))

    @property
    def step_before(self) -> "StatedMonths":
        """As many months right before, of one year."""
        return replace(self, first=self.first - self.months, last=self.last - self.months)

    @property
    def months(self) -> int:
        """The number of its months; 0 if no month is named."""
        return self.last - self.first + 1 if self.first else 0


def span_of(mention: Mention) -> StatedMonths | None:
    """Give the span that the words before a number in its sentence name; `None` if they name none."""
    if (listed := _listed_span(mention)) is not None:
        return listed
    found = None
    for start, _, span in phrases(mention.sentence.text):
        if start >= mention.quantity.start:
            break
        known = found is not None and not span.first and found.first  # 上半年…，去年同期…: the same months
        found = replace(span, first=found.first, last=found.last) if known and found else span
    if mention.role == Role.BASE and (found is None or not found.year):
        return replace(found or StatedMonths(), year="-1")
    return found


def _listed_span(mention: Mention) -> StatedMonths | None:
    """Give the months that go with a number of a list: 一季度、二季度、三季度分别为7.01亿元、7.66亿元和8.24亿元."""
    row, text = mention.series, mention.sentence.text
    if len(row) < _LISTED or mention not in row:
        return None
    told = [phrase for phrase in phrases(text) if phrase[1] <= row[0].quantity.start][-len(row) :]
    joined = all(text[one[1] : other[0]] in _JOINED for one, other in pairwise(told))
    if len(told) < len(row) or not joined or "分别" not in text[told[-1][1] : row[0].quantity.start]:
        return None
    span = told[row.index(mention)][2]
    return span if span.first else None


@cache
def phrases(text: str) -> tuple[tuple[int, int, StatedMonths], ...]:
    """Give the phrases of time of a sentence, outside brackets: where each begins and ends, and its span."""
    plain = text if "（" not in text else without_asides(text) if "）" in text else text
    moved = [] if plain == text else _kept(text)
    found = []
    for match in _PHRASE.finditer(plain):
        span = _span(match) if match[0] else None
        if span is not None:
            start, end = (moved[match.start()], moved[match.end() - 1] + 1) if moved else match.span()
            found.append((start, end, span))
    return tuple(found)


def _kept(text: str) -> list[int]:
    """Give the places of the letters that `without_asides` leaves."""
    gone = {place for match in regex(r"（[^（）]*）").finditer(text) for place in range(*match.span())}
    return [place for place in range(len(text)) if place not in gone]


def _span(match: re.Match[str]) -> StatedMonths | None:
    said = match["year"] or ""
    year = "-1" if said in ("去年", "上年", "上一年") else "" if said in ("", "今年", "本年") else said
    if match["b"]:
        first = 1 if match["a"] == "元" else number_in(match["a"]) or 1
        return StatedMonths(year, first, number_in(match["b"]) or first)
    if end := number_in(match["to"] or match["end"] or ""):
        return StatedMonths(year, 1, end)
    if until := match["until"] or match["by"]:
        return StatedMonths(year, 1, 3 * ("一二三四".index(until) + 1))
    if month := number_in(match["month"] or ""):
        return StatedMonths(year, month, month)
    if match["named"]:
        first, last = NAMED_SPANS[match["named"]]
        return StatedMonths(year, 1 if match["closed"] else first, last)  # 三季度末: all so far
    if match["first"]:
        number = number_in(match["first"].removesuffix("个"))
        return StatedMonths(year, 1, number) if number and number <= 12 else None
    return StatedMonths(year) if said or match["now"] or match["same"] else None


def told_times(text: str, end: int) -> list[StatedMonths]:
    """Give the times that words before a place name, in order, but for those that are compared with."""
    spans = [(start, span) for start, _, span in phrases(text) if start < end]
    return [span for start, span in spans if not _COMPARED.search(text[:start])]


def said_times(said: str) -> dict[str, int]:
    """Give the month (月), the year (年) and the quarter (季) that words name last, each by itself; 0 for what they don't name."""
    found = {unit: pattern.findall(said) for unit, pattern in _SAID.items()}
    return {unit: (number_in(told[-1]) or 0) if told else 0 for unit, told in found.items()}


def cut_off_of(mention: Mention) -> tuple[str, int, int] | None:
    """Give the year, month and day up to which a number counts since the year's beginning; `None` if that isn't said."""
    days = list(_DAY.finditer(mention.text_before))
    spans = [(start, span) for start, _, span in phrases(mention.sentence.text) if start < mention.quantity.start]
    of_last_year = any(span.year == "-1" for _, span in spans[-1:])
    if days and (not spans or days[-1].end() > spans[-1][0]):
        return "-1" if of_last_year else "", int(days[-1]["month"]), int(days[-1]["day"])
    if of_last_year:
        return None
    spans = [(start, span) for start, span in spans if span.first]  # 截至9月末，今年累计
    if not spans or not spans[-1][1].cumulative:
        return None
    return spans[-1][1].year, spans[-1][1].last, _MONTH_END


def cut_offs(sentences: list[ReadSentence]) -> set[StatedMonths]:
    """Give the spans of this year from its beginning that sentences name."""
    return {span for s in sentences for _, _, span in phrases(s.text) if span.cumulative and not span.year}


@dataclass(frozen=True)
class AsOf:
    """A month, and the day if it is not the month's last; `stated` says that the sentence or paragraph itself names it."""

    month: int
    day: int | None = None
    stated: bool = True

    @property
    def elapsed(self) -> list[Fraction]:
        """The shares of the year that may be called the schedule, the usual one first."""
        whole = [Fraction(self.month, 12)]
        days = sum(_DAYS_OF_MONTHS[: self.month - 1]) + (self.day or _DAYS_OF_MONTHS[self.month - 1])
        by_days = [Fraction(days, 365), Fraction(days + 1, 366)]
        if self.day is None:
            return whole + by_days
        return [*whole, Fraction(self.month - 1, 12), *by_days, Fraction(self.month - 1, 12) + Fraction(self.day, 360)]

    @property
    def months_left(self) -> list[int]:
        """The months that may be called left, the usual number first."""
        left = 12 - self.month
        return [left] if self.day is None else [left, left + 1]


def as_of(reading: Reading, sentence: ReadSentence, *, cut_off_first: bool = False) -> AsOf | None:
    """Give the month that a sentence speaks of: its own, its paragraph's, else the last named before it.

    `cut_off_first` lets the last 截至X月底 of the document win over names of periods (上半年).
    """
    paragraph = [s for s in reading.paragraph_of(sentence) if s.number <= sentence.number]
    near = [sentence, *reversed(paragraph)]
    far = [s for s in reversed(reading.sentences) if s.number <= sentence.number]
    after = [s for s in reading.paragraph_of(sentence) if s.number > sentence.number]
    finders = (_cut_off,) if cut_off_first else ()
    for find in (*finders, _cut_off_or_span):
        for place, pool in enumerate((near, far if cut_off_first else [*after, *far])):
            for candidate in pool:
                found = find(candidate.text)
                if found:
                    return AsOf(found[0], found[1], stated=place == 0 or candidate in after)
    return None


def months_left(reading: Reading, sentence: ReadSentence) -> tuple[list[int], bool]:
    """Give the numbers of months that may be left, and whether the text itself says so (后四个月)."""
    match = _LEFT.search(sentence.text) or _NAMED_MONTHS.search(sentence.text)
    if match:
        number = number_in(match[1])
        return ([number], True) if number else ([], False)
    if span := _TO_DECEMBER.search(sentence.text):
        return [13 - int(span[1])], True
    if _SECOND_HALF.search(sentence.text):
        return [_MONTHS // 2], True
    found = as_of(reading, sentence, cut_off_first=True)
    return (found.months_left, False) if found else ([], False)


def months(number: int, unit: str = "个月") -> Quantity:
    """Give a number of months, or of another `unit` of time, as an operand."""
    return quantity_of(f"{number}{unit}", str(number), unit, COUNT)


def days_of(month: int) -> list[int]:
    """Give how many days a month has."""
    return [28, 29] if month == _FEBRUARY else [_DAYS_OF_MONTHS[month - 1]]


def days_between(text: str) -> list[int]:
    """Give how many days there are from one date to another, the first and the last with them: 4月5日至7日; none if no two are named."""
    found = _DATES.search(text)
    first, start = (int(found[1]), int(found[2])) if found else (0, 0)
    last, end = (int(found[3] or found[1]), int(found[4])) if found else (0, 0)
    if not (1 <= first <= _MONTHS and 1 <= last <= _MONTHS):
        return []
    passed = [(first - 1 + n) % _MONTHS + 1 for n in range((last - first) % _MONTHS)]
    whole = end - start + 1 + sum(_DAYS_OF_MONTHS[month - 1] for month in passed)
    return [whole, whole + 1] if _FEBRUARY in passed else [whole]


def _cut_off(text: str) -> tuple[int, int | None] | None:
    found = list(_AS_OF.finditer(text))
    if not found:
        return None
    match = found[-1]
    month, day = int(match[1]), int(match[3]) if match[3] else None
    return month, None if day is not None and day >= _DAYS_OF_MONTHS[month - 1] else day


def _cut_off_or_span(text: str) -> tuple[int, int | None] | None:
    if found := _cut_off(text):
        return found
    spans = _SPAN.findall(text) or _MONTH_NAMED.findall(text)
    if spans:
        return int(spans[-1]), None
    named = [month for name, month in _SINCE_JANUARY.items() if name in text]
    return (max(named), None) if named else None
