"""Total rows held against the rows they sum: never corrected, only compared, in the unit of the column."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from zzlib.money import FEN_PER_UNIT
from zzlib.returns.cells.rounding import agrees, equal
from zzlib.returns.cells.text import fold
from zzlib.returns.cells.words import Vocabulary, words
from zzlib.returns.containers.bounds import MAX_COMPARED, MAX_SUMMED
from zzlib.returns.containers.grid import Grid
from zzlib.returns.extraction import Record, Total, Value
from zzlib.returns.findings import IssueCollector
from zzlib.returns.layout.columns import FieldColumn, Layout
from zzlib.returns.rows.classifying import Row, RowKind
from zzlib.returns.rows.values import ValueReader

_FEW_HIDDEN = 30
"""With more hidden rows only all of them together are held against a difference."""

Group = list[Record]


@dataclass(frozen=True)
class Event:
    """Something in a table that totals depend on: a record, or a total's or section's row with its amounts."""

    row: Row
    record: Record | None = None
    amounts: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Gap:
    """A total that is not the sum of its rows."""

    total: Total
    column: FieldColumn
    value: Value
    difference: Decimal
    subtotal: bool


def may_be_checked(events: Sequence[Event]) -> bool:
    """Tell whether a table is short enough for each of its totals to be held against its rows."""
    totals = sum(event.record is None for event in events)
    return len(events) <= MAX_SUMMED and totals * len(events) <= MAX_COMPARED


def check_totals(
    events: Sequence[Event],
    layout: Layout,
    vocabulary: Vocabulary,
    findings: IssueCollector,
    hidden: Mapping[str, Sequence[Decimal]] = MappingProxyType({}),
) -> tuple[Total, ...]:
    """Compare every total (and every section's amounts) with its rows; a difference is an issue with both numbers.

    `hidden` holds the amounts of hidden rows by field: a total that counts them is right, and that is worth knowing. A
    grand total that is off by as much as the subtotals over it is left out. Long tables are not checked (`may_be_checked`).
    """
    if not may_be_checked(events):
        return ()
    totals: list[Total] = []
    gaps: list[Gap] = []
    for index, event in enumerate(events):
        stated = {c.field.field_id: v for c in layout.amounts if (v := event.amounts.get(c.field.field_id)) and v.value}
        if event.record or not stated:
            continue
        groups = _groups(events, index, vocabulary)
        group = max(groups, key=lambda g: _matching(stated, g, layout))
        subtotal = event.row.kind == RowKind.SECTION or _is_subtotal(event)
        for field_id, value in stated.items():
            column = layout.fields[field_id]
            parts = _parts(column, group)
            amount = _in_unit(column, value)
            if parts is None or amount is None:
                continue
            computed = sum(parts, Decimal(0))
            total = Total(value.cell, event.row.label, _plain(amount), _plain(computed))
            totals.append(total)
            unreadable = any(_unreadable(record, field_id) for record in group)
            if not unreadable and not agrees(amount, parts, column.unit):
                gaps.append(Gap(total, column, value, amount - computed, subtotal))
    for gap in gaps:
        if code := _code(gap, gaps, hidden):
            _report(code, gap, findings)
    return tuple(totals)


def _code(gap: Gap, gaps: Sequence[Gap], hidden: Mapping[str, Sequence[Decimal]]) -> str:
    """Tell what a gap is: rows that are hidden, what merely follows from wrong subtotals (`""`), or a wrong total."""
    field_id = gap.column.field.field_id
    if _is_sum_of_some(gap.difference, hidden.get(field_id, ())):
        return "total_with_hidden_rows"
    inner = [g.difference for g in gaps if g.subtotal and g.column.field.field_id == field_id]
    return "" if not gap.subtotal and inner and equal(gap.difference, sum(inner, Decimal(0))) else "total_mismatch"


def _is_sum_of_some(difference: Decimal, amounts: Sequence[Decimal]) -> bool:
    """Tell whether hidden amounts make up a difference: all of them or, where they are few, neighbouring ones."""
    count = len(amounts)
    ends = [(a, b) for a in range(count) for b in range(a + 1, count + 1)] if count <= _FEW_HIDDEN else [(0, count)]
    runs = (amounts[start:end] for start, end in ends)
    return any(equal(difference, sum(run, Decimal(0))) for run in runs)


def hidden_amounts(grid: Grid, layout: Layout, rows: Collection[int], values: ValueReader) -> dict[str, list[Decimal]]:
    """Give what stands in the hidden rows of a table, by field, in the units of its columns."""
    reader = values.silent()
    return {
        column.field.field_id: [
            amount
            for row, cells in grid.hidden_rows.items()
            if row in rows and column.column < len(cells)
            if (value := reader.read(column, cells[column.column], None, "")).value
            if (amount := _in_unit(column, value)) is not None
        ]
        for column in (layout.amounts if grid.hidden_rows else [])
    }


def _groups(events: Sequence[Event], index: int, vocabulary: Vocabulary) -> list[Group]:
    """Give the groups of rows that a total may sum, the one it says first."""
    label, run = events[index].row.label, set(events[index].row.run)
    everything = _records(events)
    if run:
        return [[record for record in everything if record.row - 1 in run]]
    # A caption under all rows sums those that it names above it.
    if events[index].row.kind == RowKind.SECTION and _records(events[index + 1 :]):
        return [_records(events[index + 1 : _next_section(events, index)])]
    by_value = [
        _of_value(everything, name, value)
        for name in ("kind", "origin")
        if (value := vocabulary.mentioned(name, label))
    ]
    by_value += [
        _of_value(everything, "unit", unit)
        for unit in dict.fromkeys(_units_of(everything))
        if fold(unit) in fold(label)
    ]
    if by_value:
        return [*by_value, *_near(events, index)]
    if fold(label) in words().rows.running:
        return [_records(events[:index]), *_near(events, index)]
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
    label = fold(event.row.label)
    return bool(event.row.run) or words().rows.subtotal in label or label in words().rows.running


def _of_value(records: Group, name: str, value: str) -> Group:
    return [record for record in records if name in record.fields and record.fields[name].value == value]


def _units_of(records: Group) -> list[str]:
    return [value for record in records if "unit" in record.fields and (value := record.fields["unit"].value)]


def _records(events: Sequence[Event]) -> Group:
    return [event.record for event in events if event.record]


def _matching(stated: dict[str, Value], group: Group, layout: Layout) -> int:
    """Count the columns in which stated amounts are the sums of a group; the group of most is the one that is meant."""
    count = 0
    for field_id, value in stated.items():
        parts, amount = _parts(layout.fields[field_id], group), _in_unit(layout.fields[field_id], value)
        count += parts is not None and amount is not None and equal(amount, sum(parts, Decimal(0)))
    return count


def _parts(column: FieldColumn, group: Group) -> list[Decimal] | None:
    """Give a column's amounts of records in its unit; `None` if the units can't be brought together."""
    amounts = [_in_unit(column, value) for r in group if (value := r.fields[column.field.field_id]).value is not None]
    known = [amount for amount in amounts if amount is not None]
    return known if len(known) == len(amounts) else None


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


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _report(code: str, gap: Gap, findings: IssueCollector) -> None:
    column, total = gap.column, gap.total
    unit = (column.unit if column.field.type == "money" else column.field.unit) or ""
    findings.add(
        code,
        cell=total.cell,
        field=column.field.field_id,
        value=gap.value.raw,
        label=column.field.label,
        total=total.label or "未写名称的合计行",
        stated=f"{total.stated}{unit}",
        computed=f"{total.computed}{unit}",
        difference=f"{_plain(abs(gap.difference))}{unit}",
        example=total.computed,
    )
