"""Which months of the year a heading says that its amounts are of: 到位资金/3月, 1-5月累计, 一季度, 截至4月底."""

import re
from dataclasses import dataclass

from zzlib.returns.cells.dates import arabic
from zzlib.returns.cells.text import fold
from zzlib.returns.form import by_form, form

_DIGITS = str.maketrans("一二三四", "1234")
_KINDS = ("range", "until", "quarter", "single", "now")


@dataclass(frozen=True)
class MonthSpan:
    """The months of a heading, from the `first` to the `last` (1 to 12), and its texts without them.

    `to_date` tells that it says 1-5月 or 年初至5月末: what came since January, or the first part of it.
    """

    first: int
    last: int
    rest: tuple[str, ...]
    to_date: bool = False


@by_form()
def month_span(path: tuple[str, ...], year: int | None, month: int | None) -> MonthSpan | None:
    """Give the months that a header path states; `None` if it states none, several times, or of another year.

    `month` is the month that 本月 means.
    """
    found, rest = [], []
    for text in path:
        own, left = _span(text, year, month)
        found += [own] if own else []
        if left:
            rest.append(left)
    if len(found) != 1 or not 1 <= found[0][0] <= found[0][1] <= 12:
        return None
    first, last, single = found[0]
    return MonthSpan(first, last, tuple(rest), first == 1 and not single)


def _span(text: str, year: int | None, month: int | None) -> tuple[tuple[int, int, bool] | None, str]:
    """Give the months that one text states and whether it is a single one, and the text without them; 0 for another year's."""
    folded = arabic(fold(text)) if len(text) <= _LONGEST else ""
    for kind in _KINDS:
        match: re.Match[str] | None = getattr(form().header.months, kind).search(folded)
        said = match.groupdict() if match else {}
        if not match or (month is None and (kind == "now" or said.get("last") == _THIS)):
            continue
        left = (folded[: match.start()] + folded[match.end() :]).replace(":", "")
        if said.get("year") and year and int(said["year"]) != year:
            return (0, 0, True), left
        if kind == "now":
            return (month or 0, month or 0, True), left
        if kind == "quarter":
            quarter = int(said["quarter"].translate(_DIGITS))
            return (3 * quarter - 2, 3 * quarter, False), left
        last = str(month) if said["last"] == _THIS else said["last"]
        first = {"range": said.get("first"), "until": "1"}.get(kind) or last
        return (_number(first), _number(last), kind == "single"), left
    return None, text


def _number(month: str) -> int:
    return 1 if month == "元" else int(month)


_THIS = "本"
_LONGEST = 40


def is_a_month(path: tuple[str, ...]) -> bool:
    """Tell whether a heading is of some months that are not all since January: 3月, 4-6月, 二季度."""
    span = month_span(path, None, None)
    return span is not None and not span.to_date
