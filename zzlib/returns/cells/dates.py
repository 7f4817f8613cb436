"""Dates and periods as people write them; a date is as precise as it is stated."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from zzlib.periods import period_of
from zzlib.returns.cells.text import Cell, fold

_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
"""Days of 1954 to 2119: a whole number in between in a column of dates is a date that lost its format."""

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}(?=年)")
_CHINESE_NUMBER = re.compile(r"(?<![一二三四五六七八九十])([一二]?)(十?)([一二三四五六七八九]?)(?=月|日|至|-)")

_MONTH_PART = r"(?:份|底|末|初|上旬|中旬|下旬)?"
_DATE_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<y>\d{4})[-./](?P<m>\d{1,2})(?:[-./](?P<d>\d{1,2}))?(?:T?\d{1,2}:\d{2}(?::\d{2})?)?",
        rf"(?P<y>\d{{4}})年(?:(?P<m>\d{{1,2}})月(?:(?P<d>\d{{1,2}})[日号]?|{_MONTH_PART}))?",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})?",
        rf"(?P<m>\d{{1,2}})月(?:(?P<d>\d{{1,2}})[日号]?|{_MONTH_PART})",
    )
)

_DASH = r"[-—–―~至到]+"
_YEAR = r"(?<!\d)(?P<y>(?:19|20)\d\d)"
_PERIOD_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"20\d\d[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?{_DASH}(?P<y>20\d\d)[-./](?P<m>\d{{1,2}})",
        rf"{_YEAR}[./]0?1{_DASH}(?P<m>\d{{1,2}})(?!\d|[./-]\d)",
        rf"{_YEAR}(?:年度?|[.\-/])?\(?(?:1|0?1|元)月?份?(?:1日)?{_DASH}(?:(?P=y)年)?(?P<m>\d{{1,2}})月",
        rf"{_YEAR}年度?\(?(?P<m>\d{{1,2}})月",
        rf"{_YEAR}[-./](?P<m>\d{{1,2}})(?![\d])",
        rf"{_YEAR}(?P<m>0[1-9]|1[0-2])(?!\d)",
        rf"{_YEAR}年度?(?P<part>上半年|前三季度|第?[一二三四1-4]季度)",
    )
)
_YEARLESS_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d)(?:1|元)月?份?{_DASH}(?P<m>\d{{1,2}})月",
        r"(?<!\d)(?P<m>\d{1,2})月",
        r"(?P<part>上半年|前三季度|第?(?<!\d)[一二三四1-4]季度)",
    )
)
_YEAR_ONLY = re.compile(_YEAR + "年")
_FULL_DATE = re.compile(
    r"(?<!\d)20\d\d[-./年]?\d{1,2}[-./月]\d{1,2}(?!\d|月)|(?<!\d)20\d{6}(?!\d)|\d{1,2}月\d{1,2}[日号]"
)
_PARTS = {"上半年": 6, "前三季度": 9} | {
    f"{prefix}{digit}季度": 3 * number
    for number, digits in enumerate(("一1", "二2", "三3", "四4"), start=1)
    for digit in digits
    for prefix in ("", "第")
}


def read_date(value: Cell, year: int | None) -> str | None:
    """Read a date as ISO text, as precise as stated (`2013`, `2013-05`, `2013-05-17`); `None` if it is none.

    `year` completes dates such as 5月17日; without it they can't be read.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, float) and not value.is_integer():
        return _from_decimal(value)
    if isinstance(value, int | float):
        if int(value) in _SERIALS:
            return (_EPOCH + timedelta(days=int(value))).isoformat()
        value = str(int(value))
    return _from_text(value, year)


def _from_decimal(number: float) -> str | None:
    """Read 2013.5 typed as a number; 2013.1 may be January or October (2013.10 loses its zero)."""
    text = repr(number)
    return None if text.endswith(".1") else _from_text(text, None)


def _from_text(text: str, year: int | None) -> str | None:
    folded = arabic(fold(text))
    for form in _DATE_FORMS:
        if match := form.fullmatch(folded):
            parts = match.groupdict()
            stated = int(parts["y"]) if "y" in parts else year
            return iso_date(stated, parts["m"], parts.get("d"))
    return None


def iso_date(year: int | None, month: str | None, day: str | None) -> str | None:
    """Give a date as ISO text, as precise as its parts; `None` if there is no such date."""
    if year is None or not 1900 <= year <= 2100:
        return None
    try:
        whole = date(year, int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]


def is_day(iso: str) -> bool:
    """Tell whether ISO text as `read_date` gives it is precise to the day."""
    return iso.count("-") == 2


def read_period(text: str, year: int | None = None) -> str | None:
    """Find the month a text speaks of: 2013年5月, 2013年1-5月, 二〇一三年五月, 2013.5, 2013年上半年 are `2013-05` or so.

    The end of a span counts. `year` completes 1-5月 and 5月.
    """
    folded = arabic(fold(text))
    for form in _PERIOD_FORMS:
        if match := form.search(folded):
            month = _month_of(match)
            if 1 <= month <= 12:
                return period_of(int(match["y"]), month)
    stated = _YEAR_ONLY.search(folded)
    year = int(stated["y"]) if stated else year
    for form in _YEARLESS_FORMS:
        if year and (match := form.search(folded)) and 1 <= _month_of(match) <= 12:
            return period_of(year, _month_of(match))
    return None


def _month_of(match: re.Match[str]) -> int:
    """Give the month that a period ends with, which a part of the year (一季度, 上半年) names without its number."""
    parts = match.groupdict()
    return _PARTS[parts["part"]] if parts.get("part") else int(parts["m"])


def read_year(text: str) -> int | None:
    """Find the year a text speaks of (2013年)."""
    match = _YEAR_ONLY.search(arabic(fold(text)))
    return int(match["y"]) if match else None


def is_whole_date(text: str) -> bool:
    """Tell whether a text holds a date with its day."""
    return _FULL_DATE.search(arabic(fold(text))) is not None


def without_dates(text: str) -> str:
    """Drop whole dates (20130603, 6月3日) from a file name: they tell when it was sent, not of which month."""
    return _FULL_DATE.sub(" ", arabic(unicodedata.normalize("NFKC", text)))


def arabic(text: str) -> str:
    """Write Chinese numerals of years, months and days as digits: 二〇一三年五月 -> 2013年5月."""
    text = _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), text)
    return _CHINESE_NUMBER.sub(_number, text)


def _number(match: re.Match[str]) -> str:
    tens, ten, units = match.groups()
    if not ten:
        return match[0].translate(_DIGITS)
    return str(10 * int(tens.translate(_DIGITS) or 1) + int(units.translate(_DIGITS) or 0))
