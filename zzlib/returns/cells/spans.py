"""Spans of time as people write them: 2009-2011, 07.10-2010.12, 2013年3月至9月, `2010-` (open end)."""

import re
from dataclasses import dataclass

from zzlib.returns.cells.dates import arabic, iso_date, read_date
from zzlib.returns.cells.text import Cell, fold, plain_text

_LONGEST = 40
_POINT = (
    r"(?:(?P<{0}y>(?:19|20)\d\d)(?:[年./](?:(?P<{0}m>\d{{1,2}})(?:[月./](?:(?P<{0}d>\d{{1,2}})[日号]?)?)?)?"
    r"|-(?P<{0}m2>\d{{1,2}})(?:-(?P<{0}d2>\d{{1,2}}))?(?=[-—–―~至到])|(?P<{0}m3>0[1-9]|1[0-2]))?"
    r"|(?P<{0}s>\d\d)[年./](?P<{0}m4>\d{{1,2}})月?)(?:份|底|末|初)?"
)
_SPAN = re.compile(
    "(?:自|从)?"
    + _POINT.format("a")
    + r"[-—–―~至到]+(?:(?P<open>今|目前|现在)?|(?P<month>\d{1,2})月(?:份|底|末)?|"
    + _POINT.format("b").replace("(?=[-—–―~至到])", "$")
    + ")(?:止)?"
)


@dataclass(frozen=True)
class Span:
    """First and last of a span as ISO text, each as precise as stated; `end` is `None` where it is left open."""

    start: str
    end: str | None


def read_span(value: Cell, year: int | None = None) -> Span | None:
    """Read a span of time; `None` if the text is none. A two-digit year is of 1950 to 2049 (`07.10` is 2007-10).

    A text that is a date by itself (2010-12) is no span, and neither is one that ends before it starts.
    """
    text = plain_text(value)
    if len(text) > _LONGEST or read_date(text, year):
        return None
    match = _SPAN.fullmatch(arabic(fold(text)))
    if match is None:
        return None
    parts = match.groupdict()
    start = _point(parts, "a")
    if parts["month"] and start:
        # 2013年3月至9月: the end is of the same year.
        end = iso_date(int(start[:4]), parts["month"], None)
        return Span(start, end) if end and len(start) > 4 and start[:7] <= end else None
    if not parts["by"] and not parts["bs"]:
        return Span(start, None) if start else None
    end = _point(parts, "b")
    return Span(start, end) if start and end and start[: len(end)] <= end[: len(start)] else None


def _point(parts: dict[str, str | None], name: str) -> str | None:
    short = parts[f"{name}s"]
    year = parts[f"{name}y"] or (("20" if short < "50" else "19") + short if short else "")
    month = next((m for key in ("m", "m2", "m3", "m4") if (m := parts[name + key])), None)
    return iso_date(int(year), month, parts[f"{name}d"] or parts[f"{name}d2"]) if year else None
