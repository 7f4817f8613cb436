"""Hold what was read from a made-up return against what was planned for each of its cells."""

import re
from collections.abc import Iterator
from decimal import Decimal

from zzlib.issues import Issue
from zzlib.returns import Extraction, fields, read
from zzlib.returns.extraction import Record, Value
from zzlib.synthetic.files import WrittenFile
from zzlib.synthetic.projects import PlannedRow
from zzlib.synthetic.spec import words
from zzlib.vocabulary import Level

LOCAL_WORDS = {word: value for value, word in words("forms")["choices"]["words"].items()}
"""The county's own words, as its settings state them."""

_PLACED_BY = ("received", "awarded", "applied")


def compare(one: WrittenFile) -> Iterator[str]:
    """Give a word of `measure.COUNTS` for every record and every error or warning of a return without faults."""
    extraction = read(one.file, data=one.content, vocabulary=LOCAL_WORDS)
    found = {place: record for record in extraction.records for place in _places(record)}
    matched = set()
    for number, row in enumerate(one.item.rows):
        yield "记录"
        own = (one.place(number, field) for field in _PLACED_BY if one.cell(number, field))
        record = next((found[place] for place in own if place in found), None)
        if record is None:
            yield "漏读"
            continue
        matched.add(id(record))
        yield "读错" if wrong_fields(one, number, row, record) else "读对"
    yield from ("多读" for record in extraction.records if id(record) not in matched)
    yield from ("误报" for _ in alarms(extraction))


def alarms(extraction: Extraction) -> list[Issue]:
    """Give what was said that a person should look at."""
    return [issue for issue in extraction.issues if issue.level != Level.NOTICE]


def wrong_fields(one: WrittenFile, number: int, row: PlannedRow, record: Record) -> list[str]:
    """Give the fields of a record that say something else than was planned, as far as the form shows them."""
    shown = [name for name in row.values if name in fields() and one.cell(number, name)]
    return [name for name in {*shown, "kind", "origin"} if not _same(name, record.fields.get(name), row.values[name])]


def _same(name: str, value: Value | None, planned: object) -> bool:
    kind = fields()[name].type
    if kind == "money":
        return (value.fen if value and value.fen is not None else 0) == (planned or 0)
    got = value.value if value else None
    if kind == "number":
        return (None if got is None else Decimal(got)) == planned
    if kind == "date":
        return planned is None if got is None else len(got) >= len("2013-05") and str(planned).startswith(got)
    if name in ("leader", "person"):
        return planned is None or str(planned) in (got or "")
    return _bare(got) == _bare(planned)


def _bare(text: object) -> str:
    """Give a text without blanks and hyphens: how a name or code is broken into lines or grouped is not its meaning."""
    return re.sub(r"[\s-]", "", str(text or ""))


def _places(record: Record) -> Iterator[tuple[str, str]]:
    return ((record.sheet, record.fields[name].cell) for name in _PLACED_BY if name in record.fields)
