"""Rows of last month beside those of this one: a column that says 上月数 and 本月数, or 4月底 and 5月底."""

from collections.abc import Sequence

from zzlib.returns.cells.text import fold
from zzlib.returns.cells.words import words
from zzlib.returns.extraction import Raw, Record
from zzlib.returns.findings import IssueCollector


def of_latest_month(records: Sequence[Record], findings: IssueCollector) -> list[Record]:
    """Leave out the records that a column of the table calls those of an earlier month, each with an error at its cell.

    Such a column says a month in every row, and more than one in all.
    """
    for header in dict.fromkeys(header for record in records for header in record.other):
        said = [record.other.get(header) for record in records]
        months = [_month(raw) for raw in said]
        if None in months or len(set(months)) == 1:
            continue
        latest = max(month for month in months if month is not None)
        names: dict[int, Raw] = {n: raw for n, raw in enumerate(said) if raw and months[n] != latest}
        for number, raw in names.items():
            received = records[number].fields.get("received")
            findings.add(
                "row_of_other_month", cell=raw.cell, value=raw.raw, row=records[number].row, label=header,
                received=received.raw if received else "",
            )  # fmt: skip
        return [record for number, record in enumerate(records) if number not in names]
    return list(records)


def _month(raw: Raw | None) -> int | None:
    """Give the number of the month that an entry says, for 上月 and 本月 their order; `None` if it says none."""
    text, patterns = fold(raw.raw) if raw else "", words().row_months
    if patterns.before.fullmatch(text):
        return -1
    if patterns.now.fullmatch(text):
        return 0
    numbered = patterns.numbered.fullmatch(text)
    return int(numbered[1]) if numbered else None
