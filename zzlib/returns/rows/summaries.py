"""Tables that are no further money: a sheet whose rows sum those of the others (汇总), a table that parts one project (附：第2项明细)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from zzlib.returns.cells.text import fold
from zzlib.returns.cells.words import words
from zzlib.returns.extraction import ExtractedSheet, Record
from zzlib.returns.form import fields


def summary_sheets(records: Sequence[Record]) -> dict[str, bool]:
    """Find the sheets whose amounts are, column by column, those of the other sheets together, under fewer other names.

    Gives the sheet's name, and whether it is sure: its name or its rows say so, or columns that are not merely
    proportional to each other agree.
    """
    by_sheet: dict[str, list[Record]] = {}
    for record in records:
        by_sheet.setdefault(record.sheet, []).append(record)
    found = {}
    for name, own in by_sheet.items() if len(by_sheet) > 1 else ():
        others = [record for record in records if record.sheet != name]
        if len(own) < len(others) and not _names(own) & _names(others) and (equal := _equal_sums(own, others)):
            says = any(words().rows.summary.search(fold(text)) for text in (name, *_names(own)))
            found[name] = says or _independent(others, equal)
    return found


def detail_tables(records: Sequence[Record], sheets: Iterable[ExtractedSheet]) -> list[tuple[list[Record], Record]]:
    """Find the tables whose amounts are, column by column, those of one project in another table, under other names.

    Gives the rows of each and the project's row. Under a heading that is printed again begins a table of its own. Columns
    that are merely proportional to each other say nothing.
    """
    headers = {sheet.name: sheet.header_rows for sheet in sheets}
    by_table: dict[tuple[object, ...], list[Record]] = {}
    for record in records:
        above = sum(row < record.row for row in headers.get(record.sheet, ()))
        by_table.setdefault((record.sheet, record.table, above), []).append(record)
    tables = [rows for rows in by_table.values() if len(rows) >= _FEWEST]
    found = []
    for own in tables if len(tables) > 1 else ():
        filled = _filled(own)
        if len(filled) >= _FEWEST and _independent(own, filled):
            others = [record for rows in tables if rows is not own for record in rows]
            whole = next((r for r in others if len(_equal_sums(own, [r])) == len(filled)), None)
            if whole and not _names(own) & _names(others):
                found.append((own, whole))
    return found


_FEWEST = 2


def _filled(records: Sequence[Record]) -> list[str]:
    """Give the money columns in which the records together have something."""
    return [f for f, field in fields().items() if field.type == "money" and _sum(records, f)]


def _names(records: Iterable[Record]) -> set[str]:
    values = (record.fields.get("project_name") for record in records)
    return {fold(value.raw) for value in values if value and value.raw}


def _equal_sums(own: Sequence[Record], others: Sequence[Record]) -> list[str]:
    """Give the money columns that both fill, if the sums of all of them are equal and one is not zero."""
    money = [f for f, field in fields().items() if field.type == "money"]
    pairs = {f: (_sum(own, f), _sum(others, f)) for f in money}
    both = {f: pair for f, pair in pairs.items() if None not in pair}
    equal = all(one == other for one, other in both.values())
    return [f for f, (one, _) in both.items() if one] if equal else []


def _sum(records: Iterable[Record], field_id: str) -> int | None:
    amounts = [v.fen for r in records if (v := r.fields.get(field_id)) and v.fen is not None]
    return sum(amounts) if amounts else None


def _independent(records: Sequence[Record], columns: Sequence[str]) -> bool:
    """Tell whether some columns are not the same multiple of the first in every row."""
    rows = [[v.fen if (v := r.fields.get(f)) and v.fen else 0 for f in columns] for r in records]
    ratios = {tuple(Fraction(amount, row[0]) for amount in row) for row in rows if row[0]}
    return len(ratios) > 1
