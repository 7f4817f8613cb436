"""A unit's table beside its last one: headings that changed, amounts that lost their column or stand under another heading."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from zzlib.checks.layouts import Layouts, LayoutTable, Placement, placements
from zzlib.checks.lines import stated
from zzlib.checks.misplaced import misplaced_amounts
from zzlib.form import Form
from zzlib.issues import Issue, issue
from zzlib.ledger import Ledger
from zzlib.ledger.places import Places
from zzlib.money import display_money
from zzlib.returns.layout.headings import heading_key

_UNSETTLED = ("column_is_part", "column_ambiguous", "column_values_unclear", "required_column_missing", "column_hidden")
"""What is said of a field whose column is there, and is not read."""

_SEVERAL = 3
"""Units that change the same at once, before it is the office's form that changed."""

_SHOWN = 6


@dataclass(frozen=True)
class LayoutChange:
    """A table beside the unit's last one that it is most like, and what differs between them, in words."""

    unit_id: str
    table: LayoutTable
    old: LayoutTable
    said: tuple[str, ...]


def changed_layouts(ledger: Ledger, places: Places) -> list[Issue]:
    """Say of each unit whose table has other headings than its last one what changed, and what may be wrong by it.

    What changed for most units at once is the office's own form, and no unit's drift.
    """
    layouts, units = Layouts(ledger), ledger.month("units")
    filed = [u for u in units.loc[units["stated"] & ~units["carried"], "unit_id"] if layouts.tables(u)]
    filed = [unit_id for unit_id in filed if layouts.tables(unit_id, 1)]
    moved = [u for u in filed if placements(layouts.tables(u)) != placements(layouts.tables(u, 1))]
    changes = [change for unit_id in moved for change in _changes(layouts, unit_id)]
    gone = {unit_id: _gone(layouts, unit_id) for unit_id in moved}
    said = _of_most([{one for c in changes if c.unit_id == u for one in c.said} for u in moved], len(filed))
    lost = _of_most([{issue.field for issue in gone[u]} for u in moved], len(filed))
    issues = []
    for unit_id in moved:
        same = layouts.alike(unit_id)
        issues += [
            _told(layouts, c, said, same) for c in changes if c.unit_id == unit_id and not said.issuperset(c.said)
        ]
        issues += [issue for issue in gone[unit_id] if issue.field not in lost]
        issues += misplaced_amounts(layouts, places, unit_id, same)
    return issues


def _of_most(own: list[set[str]], filed: int) -> set[str]:
    """Give what is so of more than half of the units that filed, if these are several."""
    times = Counter(one for said in own for one in said)
    return {one for one, count in times.items() if count >= _SEVERAL and count * 2 > filed}


def _fingerprints(tables: Iterable[LayoutTable]) -> set[Placement]:
    return {table.fingerprint for table in tables}


def _changes(layouts: Layouts, unit_id: str) -> list[LayoutChange]:
    """Give each layout that is new, beside the one of those gone that is most like it.

    A table more than last time is no change of another, and who went over to the office's own form did as asked.
    """
    now, last = ([t for t in layouts.tables(unit_id, back) if not t.is_issued_form] for back in (0, 1))
    gone = [table for table in last if table.fingerprint not in _fingerprints(now)]
    gone = gone or (last if len(now) <= len(last) else [])
    new = {table.fingerprint: table for table in reversed(now) if table.fingerprint not in _fingerprints(last)}
    changes = []
    for table in reversed(new.values()) if gone else ():
        old = max(gone, key=lambda one: len(one.fingerprint & table.fingerprint))
        changes.append(LayoutChange(unit_id, table, old, tuple(_differences(old, table, layouts.form))))
    return changes


def _told(layouts: Layouts, change: LayoutChange, common: set[str], same: int) -> Issue:
    """Say what changed of a layout, but for what changed for most units; `same`: how far back an earlier table is like it."""
    said = [one for one in change.said if one not in common]
    changes = "；".join(said[:_SHOWN]) + (f"等 {len(said)} 处" if len(said) > _SHOWN else "")
    changes += f"；与{layouts.named(layouts.period(same))}的相同" if same else ""
    table = change.table
    place = {"period": table.period, "unit_id": change.unit_id, "file": table.file, "sheet": table.sheet}
    return issue("layout_changed", **place, previous=layouts.named(change.old.period), changes=changes)


def _differences(old: LayoutTable, new: LayoutTable, form: Form) -> list[str]:
    """Say what differs between two tables: columns that went and came, headings and units of money that changed."""
    went, came = ([f for f in one.columns if f not in other.columns] for one, other in ((old, new), (new, old)))
    other_field = {
        (f, g): f"“{old.columns[f][1]}”列上次填的是{form.label(f)}，这次填的是{form.label(g)}"
        for f in went
        for g in came
        if heading_key(old.columns[f][1]) == heading_key(new.columns[g][1])
    }
    said = list(other_field.values())
    said += [f"少了“{old.columns[f][1]}”列" for f in went if f not in {f for f, _ in other_field}]
    # A column that the county asks for itself is no drift of the unit's.
    more = [g for g in came if g not in form.own and g not in {g for _, g in other_field}]
    said += [f"多了“{new.columns[g][1]}”列" for g in more]
    units: dict[str, list[str]] = {}
    for field in (f for f in form.fields if f in old.columns and f in new.columns):
        (_, was, unit), (_, header, now) = old.columns[field], new.columns[field]
        if heading_key(was) != heading_key(header):
            said.append(f"“{was}”改叫“{header}”")
        if unit and now and unit != now:
            units.setdefault(f"由{unit}改为{now}", []).append(form.label(field))
    return said + [f"“{'”“'.join(labels)}”的单位{change}" for change, labels in units.items()]


def _gone(layouts: Layouts, unit_id: str) -> list[Issue]:
    """Warn of an amount of the year that had a column last month and has none now: it counts as blank."""
    now, last, form = layouts.tables(unit_id), layouts.tables(unit_id, 1), layouts.form
    held = {field for table in last for field in table.columns} - {field for table in now for field in table.columns}
    lost = [field for field in form.line_money if field in held and form.fields[field].basis == "year_to_date"]
    about = (layouts.ledger.period, unit_id)
    said = {i.field for i in layouts.ledger.issues if (i.period, i.unit_id) == about and i.code in _UNSETTLED}
    issues = []
    for field in (field for field in lost if field not in said):
        if fen := sum(stated(row, field) or 0 for row in layouts.lines(unit_id, 1)):
            table, old = now[0], next(table for table in last if field in table.columns)
            place = {"period": table.period, "unit_id": unit_id, "file": table.file, "sheet": table.sheet}
            parts = {"label": form.label(field), "previous": layouts.named(old.period), "last": display_money(fen)}
            issues.append(issue("layout_column_gone", **place, field=field, value=old.columns[field][1], **parts))
    return issues
