"""A form of ours that came back as it was sent: its projects stand in it, the amounts that it asks for do not."""

from collections.abc import Iterator, Sequence

from zzlib.returns.extraction import Record, Value
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import fields


def is_unfilled(records: Sequence[Record]) -> bool:
    """Tell whether records bear the keys of our forms and no amount for the month; 0 is one, and so is what can't be read."""
    keyed = any((key := record.fields.get("project_key")) and key.value for record in records)
    return keyed and all(v.fen is None and not v.unreadable for record in records for v in _amounts(record))


def report_unfilled(records: Sequence[Record], findings: IssueCollector) -> None:
    """Say so once, at the first project's blank amount."""
    first = records[0]
    cell = first.fields.get("received", Value("", "")).cell
    findings.issues += (
        findings.on(first.sheet).add("form_unfilled", cell=cell, field="received", rows=len(records)).issues
    )


def _amounts(record: Record) -> Iterator[Value]:
    """Give what a record says of the year's or the month's money; the project's whole investment is no such thing."""
    for field_id, value in record.fields.items():
        if fields()[field_id].type == "money" and fields()[field_id].basis != "project":
            yield value
