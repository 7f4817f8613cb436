"""The month that a document speaks of: 截至5月底, 1—9月, 上半年, 前三季度; and how many months are left."""

import re
from dataclasses import dataclass
from fractions import Fraction

from zzlib.audit.quantities import COUNT, Quantity, number_in
from zzlib.audit.reading import Reading, ReadSentence

_DIGIT_MONTH = r"(1[0-2]|[1-9])"
_AS_OF = re.compile(
    rf"(?:截[至止]到?|^至|(?<=[，。；：])至)(?:(?:20\d\d|[X×]{{2,4}}|今|本)?年)?{_DIGIT_MONTH}月(?:份)?(底|末|(\d{{1,2}})[日号])?"
)
_SPAN = re.compile(rf"(?:1|元)月?(?:份)?[-—–~～至到]+{_DIGIT_MONTH}月")
_MONTH = re.compile(rf"(?<![-—–~～至到\d]){_DIGIT_MONTH}月(?:份|底|末)")
_NAMED = {"一季度": 3, "第一季度": 3, "上半年": 6, "前三季度": 9, "三季度末": 9, "前二季度": 6, "前两季度": 6}
_LEFT = re.compile(r"(?:后|剩余|剩下|余下|今后)(?:的)?([一二两三四五六七八九十]{1,2}|\d{1,2})个月")
_TO_DECEMBER = re.compile(r"(?<!\d)(1[01]|[2-9])月?份?(?:[-—–~～]{1,2}|至|到)12月")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


_FEBRUARY, _MONTHS = 2, 12
_DATES = re.compile(r"(\d{1,2})月(\d{1,2})日[^，。；\d]{0,4}?[—–~～至到-]{1,2}(?:(?:20\d\d年)?(\d{1,2})月)?(\d{1,2})日")


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
        days = sum(_DAYS[: self.month - 1]) + (self.day or _DAYS[self.month - 1])
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
    match = _LEFT.search(sentence.text)
    if match:
        number = number_in(match[1])
        return ([number], True) if number else ([], False)
    if span := _TO_DECEMBER.search(sentence.text):
        return [13 - int(span[1])], True
    found = as_of(reading, sentence, cut_off_first=True)
    return (found.months_left, False) if found else ([], False)


def months(number: int, unit: str = "个月") -> Quantity:
    """Give a number of months, or of another `unit` of time, as an operand."""
    return Quantity(f"{number}{unit}", str(number), Fraction(number), Fraction(1), unit, COUNT, 0, 0)


def days_of(month: int) -> list[int]:
    """Give how many days a month has."""
    return [28, 29] if month == _FEBRUARY else [_DAYS[month - 1]]


def days_between(text: str) -> list[int]:
    """Give how many days there are from one date to another, the first and the last with them: 4月5日至7日; none if no two are named."""
    found = _DATES.search(text)
    first, start = (int(found[1]), int(found[2])) if found else (0, 0)
    last, end = (int(found[3] or found[1]), int(found[4])) if found else (0, 0)
    if not (1 <= first <= _MONTHS and 1 <= last <= _MONTHS):
        return []
    passed = [(first - 1 + n) % _MONTHS + 1 for n in range((last - first) % _MONTHS)]
    whole = end - start + 1 + sum(_DAYS[month - 1] for month in passed)
    return [whole, whole + 1] if _FEBRUARY in passed else [whole]


def _cut_off(text: str) -> tuple[int, int | None] | None:
    found = list(_AS_OF.finditer(text))
    if not found:
        return None
    match = found[-1]
    month, day = int(match[1]), int(match[3]) if match[3] else None
    return month, None if day is not None and day >= _DAYS[month - 1] else day


def _cut_off_or_span(text: str) -> tuple[int, int | None] | None:
    if found := _cut_off(text):
        return found
    spans = _SPAN.findall(text) or _MONTH.findall(text)
    if spans:
        return int(spans[-1]), None
    named = [month for name, month in _NAMED.items() if name in text]
    return (max(named), None) if named else None
