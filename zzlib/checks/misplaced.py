"""Amounts that stand where they stood last month while the headings over them moved: each is read as another amount."""

from collections.abc import Collection, Sequence

from zzlib.checks.layouts import OF_PROJECT, Layouts
from zzlib.checks.lines import stated
from zzlib.issues import Issue, issue
from zzlib.ledger.places import Places

_FEWEST = 2
"""Amounts that stand under another heading than last month, before it is said."""

Amounts = dict[str, dict[str, int]]
"""Amounts of projects in fen: project_id -> field -> fen; what is blank or unreadable is not there."""

Pair = tuple[str, str]
"""A field, and the one whose amounts of last month stand under its heading."""


def misplaced_amounts(layouts: Layouts, places: Places, unit_id: str, same: int) -> list[Issue]:
    """Say that amounts stand where they stood last month, and the headings over them moved.

    `same` is how far back the unit's tables stood as they do now: where the amounts go on from there, last month's was
    the odd one.
    """
    now, last, form = layouts.tables(unit_id), layouts.tables(unit_id, 1), layouts.form
    fields = (*form.line_money, OF_PROJECT)
    there = {(beside, field) for old in last for field in old.columns if (beside := old.beside_name(field)) is not None}
    pairs = {
        (f, g) for table in now for f in table.columns for g in fields if f != g and (table.beside_name(f), g) in there
    }
    amounts = _amounts(layouts, unit_id, 0)
    found = _misplaced(amounts, _amounts(layouts, unit_id, 1), pairs, fields)
    if sum(map(len, found.values())) < _FEWEST:
        return []
    if same and not _misplaced(amounts, _amounts(layouts, unit_id, same), found, fields):
        return []
    (field, _), projects = next(iter(found.items()))
    row = next(row for row in layouts.lines(unit_id) if row["project_id"] == projects[0])
    place, previous = places.at(row["source_id"], row["row"], field), layouts.named(last[0].period)
    header = next(table for table in now if field in table.columns).columns[field][1]
    said = "；".join(
        f"“{form.label(f)}”列的是{previous}“{form.label(g)}”的数（{len(own)} 个项目）" for (f, g), own in found.items()
    )
    where = {"period": place.period, "file": place.file, "sheet": place.sheet, "cell": place.cell, "value": header}
    return [issue("layout_values_stayed", unit_id=unit_id, **where, field=field, pairs=said, previous=previous)]


def _amounts(layouts: Layouts, unit_id: str, back: int) -> Amounts:
    """Give the amounts of a unit's projects, their lines added up, as they stood some periods back."""
    found: Amounts = {}
    for row in layouts.lines(unit_id, back):
        own = found.setdefault(row["project_id"], {})
        for field in layouts.form.line_money:
            if (fen := stated(row, field)) is not None:
                own[field] = own.get(field, 0) + fen
    for row in layouts.projects(unit_id, back):
        if (fen := stated(row, OF_PROJECT)) is not None:
            found.setdefault(row["project_id"], {})[OF_PROJECT] = fen
    return found


def _misplaced(now: Amounts, last: Amounts, pairs: Collection[Pair], fields: Sequence[str]) -> dict[Pair, list[str]]:
    """Give the pairs of fields of which the first holds last month's amounts of the other, with the projects of which they are.

    That is so where more amounts are the other's than the field's own, and the other's do not stand under its own heading
    any more: money that arrived in full is as much as what was awarded, but the awarded stands where it stood.
    """
    found = {}
    for field, other in pairs:
        moved, stayed = _moved(now, last, field, other)
        if len(moved) > stayed:
            found[field, other] = moved
    order = {name: number for number, name in enumerate(fields)}
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), order[pair[0][0]])))


def _moved(now: Amounts, last: Amounts, field: str, other: str) -> tuple[list[str], int]:
    """Give the projects whose amount under `field` is last month's under `other`, and how many of either stand where they stood.

    What was the same in both fields last month says nothing.
    """
    moved, stayed = [], {field: 0, other: 0}
    for project in (project for project in now if project in last):
        own, others = last[project].get(field), last[project].get(other)
        if own == others:
            continue
        amount = now[project].get(field)
        if amount and amount == others:
            moved.append(project)
        stayed[field] += bool(amount) and amount == own
        stayed[other] += bool(others) and now[project].get(other) == others
    return moved, max(stayed.values())
