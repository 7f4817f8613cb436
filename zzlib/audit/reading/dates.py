"""The dates and the durations that a sentence prints, in order: 2020年6月, 今年3月18日, 至17日; 3年4个月, 45个日历天."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import number_in

_NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3})"
_DATE = re.compile(
    r"(?<![\d.])(?:(?P<year>(?:1[6-9]|20)\d\d)年|(?P<said>今年|本年|去年|上年|明年|同年|当年|次年|翌年|第二年))"
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?!度)(?:(?P<day>\d{1,2})[日号])?)?"
    r"|(?<![\d.])(?<![^每]年)(?P<month2>1[0-2]|0?[1-9])月(?!度)(?:(?P<day2>\d{1,2})[日号])?"
    r"|(?<=[至到—–~～、-])(?P<day3>\d{1,2})[日号]"
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_CALENDAR = re.compile(r"(?:1[6-9]|20)\d\d年")
_DURATION = re.compile(
    rf"(?P<years>{_NUMBER})年(?P<half>半)?(?:零?(?P<more>{_NUMBER})个月)?"
    rf"|(?P<months>{_NUMBER})个(?P<half2>半)?月"
    rf"|(?P<days>{_NUMBER})(?P<unit>个?日历天|天)|(?:(?<=[共计期])|(?<=期为))(?P<days2>{_NUMBER})日(?!历|[内起前后止])"
)
_ROUGH_BEHIND = re.compile("[多余来]|左右|以[上内下]|之内|前|后|上下|有余")
_ROUGH_AHEAD = re.compile(
    "(?:[近约逾超满第每]|大约|超过|不足|不到|至少|将近|不超过|平均|(?<!提)前|[均各上头首]|(?<!前)后)$"
)
_NOW = 3001  # stands for a year that is only called 今年: no leap year, and none that is printed
_LEAP = 2000
_SAID = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1}
_NEXT = ("次年", "翌年", "第二年")
_FEBRUARY_END = (2, 28)


@dataclass(frozen=True)
class ToldDate:
    """A date as printed, the year from the date before it where it has none of its own."""

    begin: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    text: str

    @property
    def is_real(self) -> bool:
        """Whether the calendar has such a day; of no year, of any."""
        return self.day is None or self.on(None if self.is_dated else _LEAP) is not None

    @property
    def is_dated(self) -> bool:
        """Whether its year is printed, here or by the date before it."""
        return self.year is not None and self.year < _NOW - 1

    def on(self, year: int | None = None) -> date | None:
        """Give the day of the calendar, its month's first where only that is printed."""
        try:
            return date(year or self.year or _LEAP, self.month or 1, self.day or 1)
        except ValueError:
            return None


@dataclass(frozen=True)
class ToldDuration:
    """How long something took: so many days, or so many months (of which a year has twelve), as printed."""

    begin: int
    end: int
    number: int
    unit: str
    """天, 月, or 年 where no months are told."""
    text: str
    calendar: bool = False


def dates_in(text: str) -> list[ToldDate]:
    """Give the dates of a text in order."""
    found: list[ToldDate] = []
    for match in _DATE.finditer(text):
        last = found[-1] if found else None
        month, day = match["month"] or match["month2"], match["day"] or match["day2"] or match["day3"]
        gap = regex(r"^\d{1,2}[时点:](?:\d{1,2}分?)?").sub("", text[last.end : match.start()]) if last else ""
        if match["day3"] and (last is None or last.day is None or len(gap) > 1):
            continue  # 至17日 only right behind another day, or its hour
        year = _year(match, last)
        then = regex("(?:去年|上年)[一-龥]{0,8}$").search(gap) and not match["year"] and not match["said"]
        year = _NOW - 1 if then and year == _NOW else year  # 今年为11月3日，去年为11月15日
        number = int(month) if month else last.month if match["day3"] and last else None
        found.append(ToldDate(match.start(), match.end(), year, number, int(day) if day else None, match[0]))
    return found


def _year(match: re.Match[str], last: ToldDate | None) -> int | None:
    ahead = last.year if last else None
    if match["year"]:
        return int(match["year"])
    if match["said"] in _SAID:
        return _NOW + _SAID[match["said"]]
    return ahead + 1 if ahead and match["said"] in _NEXT else ahead


def durations_in(text: str) -> Iterator[ToldDuration]:
    """Give the durations of a text that are no rough ones."""
    for match in _DURATION.finditer(text):
        if _ROUGH_BEHIND.match(text, match.end()) or _ROUGH_AHEAD.search(text[: match.start()]):
            continue
        if regex(r"[\d.一二三四五六七八九十]$").search(text[: match.start()]) or _CALENDAR.match(match[0]):
            continue
        names = ("years", "more", "months", "days", "days2")
        told = {name.rstrip("2"): number_in(match[name]) for name in names if match[name]}
        if None in told.values():
            continue
        number, unit = told.get("days") or 0, "天"
        if "days" not in told:
            half = 6 if match["half"] else 0
            number = 12 * (told.get("years") or 0) + (told.get("more") or told.get("months") or 0) + half
            unit = "年" if set(told) == {"years"} and not half else "月"
        if not match["half2"]:
            yield ToldDuration(match.start(), match.end(), number, unit, match[0], "日历" in (match["unit"] or ""))


def days_from(first: ToldDate, last: ToldDate) -> list[int]:
    """Give how many days there are from one day to another, not counting the first; two where a year that is not printed may have a 29th of February between."""
    years = (first.year or _NOW, last.year or first.year or _NOW)
    start, end = first.on(years[0]), last.on(years[1])
    if start is None or end is None or (first.year is None) != (last.year is None):
        return []
    if end < start and first.year == last.year and first.text.find("年") < 0 and last.text.find("年") < 0:
        end = last.on(years[1] + 1) or end
    passed = (end - start).days
    leaps = not first.is_dated and any(
        (start + timedelta(n)).timetuple()[1:3] == _FEBRUARY_END for n in range(max(0, passed))
    )
    return [passed, passed + 1] if leaps else [passed]


def months_from(first: ToldDate, last: ToldDate) -> int | None:
    """Give how many months there are from one month to another, not counting the first; `None` where one has none, or no year."""
    if first.month is None or last.month is None or (first.year is None) != (last.year is None):
        return None
    passed = 12 * ((last.year or 0) - (first.year or 0)) + last.month - first.month
    return passed + 12 if passed < 0 and first.year is None else passed


def is_comparable(first: ToldDate, last: ToldDate) -> bool:
    """Say whether both years are printed, or neither: 今年 is no 2023年."""
    eras = [d.year and max(d.year, _LEAP) // 1000 for d in (first, last)]  # 1958年 and 2023年 are of one
    return eras[0] == eras[1]
