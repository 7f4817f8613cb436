"""Total rows held against the rows they sum: never corrected, only compared, in the unit of the column."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from zzlib.money import FEN_PER_UNIT
from zzlib.returns.bounds import MAX_SUMMED
from zzlib.returns.columns import FieldColumn, Layout
from zzlib.returns.extraction import Record, Total, Value
from zzlib.returns.findings import Findings
from zzlib.returns.rows import Row, RowKind
from zzlib.returns.text import fold
from zzlib.returns.words import Vocabulary, words

_NOISE = Decimal("1e-12")
"""Relative difference that binary sums of a spreadsheet may leave."""

Group = list[Record]


@dataclass(frozen=True)
class Event:
    """Something in a table that totals depend on: a record, or a total's or section's row with its amounts."""

    row: Row
    record: Record | None = None
    amounts: dict[str, Value] = field(default_factory=dict)


def check_totals(
    events: Sequence[Event], layout: Layout, vocabulary: Vocabulary, findings: Findings
) -> tuple[Total, ...]:
    """Compare every total (and every section's amounts) with its rows; a difference is an issue with both numbers.

    Tables past `MAX_SUMMED` are not checked: each total looks at all rows.
    """
    if len(events) > MAX_SUMMED:
        return ()
    totals: list[Total] = []
    for index, event in enumerate(events):
        stated = {c.field.field_id: v for c in layout.amounts if (v := event.amounts.get(c.field.field_id)) and v.value}
        if event.record or not stated:
            continue
        groups = _groups(events, index, vocabulary)
        group = next((g for g in groups if _matches(stated, g, layout)), groups[0])
        for field_id, value in stated.items():
            column = layout.fields[field_id]
            computed = _sum(column, group)
            amount = _in_unit(column, value)
            if computed is None or amount is None:
                continue
            total = Total(value.cell, event.row.label, _plain(amount), _plain(computed))
            totals.append(total)
            if not _equal(amount, computed) and not any(_unreadable(record, field_id) for record in group):
                _report(total, column, value, amount - computed, findings)
    return tuple(totals)


def adds_up(values: dict[str, Value], records: Group, layout: Layout) -> bool:
    """Tell whether the amounts of a row are the sums of two or more records and not all of them zero."""
    stated = {c.field.field_id: v for c in layout.amounts if (v := values[c.field.field_id]).value}
    nonzero = any(Decimal(value.value or 0) for value in stated.values())
    return len(records) > 1 and nonzero and _matches(stated, records, layout)


def _groups(events: Sequence[Event], index: int, vocabulary: Vocabulary) -> list[Group]:
    """Give the groups of rows that a total may sum, the one it says first."""
    label = events[index].row.label
    everything = _records(events)
    if events[index].row.kind == RowKind.SECTION:
        return [_records(events[index + 1 : _next_section(events, index)])]
    by_value = [
        _of_value(everything, name, value)
        for name in ("kind", "origin")
        if (value := vocabulary.mentioned(name, label))
    ]
    if by_value:
        return [*by_value, *_near(events, index)]
    grand = [i for i, event in enumerate(events) if event.row.kind == RowKind.TOTAL and not _is_subtotal(event)]
    if index not in grand:
        return _near(events, index) or [everything]
    if len(grand) == 1:
        return [everything]
    near = _near(events, index)
    return [everything, *near] if index == grand[-1] else [*near, everything]


def _near(events: Sequence[Event], index: int) -> list[Group]:
    """Give the rows above a total up to the last caption or total (or of its project, or section), else those below."""
    boundaries = [-1, *(i for i, event in enumerate(events) if event.record is None), len(events)]
    above = _records(events[max(b for b in boundaries if b < index) + 1 : index])
    below = _records(events[index + 1 : min(b for b in boundaries if b > index)])
    sections = [i for i, event in enumerate(events[:index]) if event.row.kind == RowKind.SECTION]
    outer = [_records(events[start:index]) for start in reversed(sections)]
    inner = [below, _records(events[index + 1 : _next_section(events, index)])]
    own = [_last_project(above), _last_project(below[::-1])]
    return [group for group in ((above, *own, *outer) if above else (*inner, *own)) if group]


def _last_project(records: Group) -> Group:
    """Give the records at the end that bear the same project name."""
    names = [_name(record) for record in records]
    start = next((i for i in range(len(names) - 1, -1, -1) if names[i] != names[-1]), -1)
    return records[start + 1 :]


def _name(record: Record) -> str | None:
    return record.fields["project_name"].value if "project_name" in record.fields else None


def _next_section(events: Sequence[Event], index: int) -> int:
    """Give where the section of a row ends: at the next caption of its depth or above."""
    level = events[index].row.level or 9
    following = range(index + 1, len(events))
    is_end = (i for i in following if events[i].row.kind == RowKind.SECTION and events[i].row.level <= level)
    return next(is_end, len(events))


def _is_subtotal(event: Event) -> bool:
    return words().rows.subtotal in fold(event.row.label)


def _of_value(records: Group, name: str, value: str) -> Group:
    return [record for record in records if name in record.fields and record.fields[name].value == value]


def _records(events: Sequence[Event]) -> Group:
    return [event.record for event in events if event.record]


def _matches(stated: dict[str, Value], group: Group, layout: Layout) -> bool:
    for field_id, value in stated.items():
        computed, amount = _sum(layout.fields[field_id], group), _in_unit(layout.fields[field_id], value)
        if computed is None or amount is None or not _equal(amount, computed):
            return False
    return True


def _sum(column: FieldColumn, group: Group) -> Decimal | None:
    """Sum a column over records in its unit; `None` if the units can't be brought together."""
    total = Decimal(0)
    for record in group:
        value = record.fields[column.field.field_id]
        if value.value is None:
            continue
        amount = _in_unit(column, value)
        if amount is None:
            return None
        total += amount
    return total


def _in_unit(column: FieldColumn, value: Value) -> Decimal | None:
    """Give an amount in the unit of its column, whatever unit the cell itself states."""
    amount = Decimal(value.value or 0)
    if value.unit is None or value.unit == column.unit:
        return amount if value.unit == column.unit or column.unit not in FEN_PER_UNIT else None
    if column.unit not in FEN_PER_UNIT:
        return None
    return amount * FEN_PER_UNIT[value.unit] / FEN_PER_UNIT[column.unit]


def _unreadable(record: Record, field_id: str) -> bool:
    value = record.fields[field_id]
    return value.unreadable and value.value is None


def _equal(stated: Decimal, computed: Decimal) -> bool:
    return abs(stated - computed) <= _NOISE * max(abs(stated), abs(computed))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _report(total: Total, column: FieldColumn, value: Value, difference: Decimal, findings: Findings) -> None:
    unit = column.unit if column.field.type == "money" else column.field.unit
    findings.add(
        "total_mismatch",
        cell=total.cell,
        field=column.field.field_id,
        value=value.raw,
        label=column.field.label,
        total=total.label or "未写名称的合计行",
        stated=f"{total.stated}{unit or ''}",
        computed=f"{total.computed}{unit or ''}",
        difference=f"{_plain(abs(difference))}{unit or ''}",
    )
