"""A unit's table beside its last one: headings that changed, amounts that lost their column, values that stayed behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from zzlib.checks.lines import Row, records, stated
from zzlib.issues import Issue, issue
from zzlib.ledger import Ledger
from zzlib.ledger.lines import MONEY_FIELDS
from zzlib.ledger.places import Places
from zzlib.money import display_money
from zzlib.periods import chinese, month_of, period_of, year_of
from zzlib.returns import fields
from zzlib.returns.headings import heading_key
from zzlib.returns.text import row_and_column

_UNSETTLED = ("column_is_part", "column_ambiguous", "column_values_unclear", "required_column_missing", "column_hidden")
"""What is said of a field whose column is there, and is not read."""

_FEWEST = 2
"""Amounts that stand under another heading than last month, before it is said."""

_SHOWN = 6
_PLACE = ("period", "file", "sheet")
_COLUMN = ("column", "header", "money_unit")
_OF_PROJECT = "total_investment"


def _number(column: str) -> int | None:
    """Give the number of a column (of a row in a turned table); a form of one project has none."""
    if column.isdigit():
        return int(column)
    return row_and_column(f"{column}1")[1] if column.isalpha() else None


@dataclass(frozen=True)
class Table:
    """A table that a unit's rows come from: where it stands, and of each field its column, heading and unit of money."""

    source_id: str
    period: str
    file: str
    sheet: str
    columns: dict[str, tuple[str, str, str]]

    @property
    def fingerprint(self) -> frozenset[tuple[str, str, str]]:
        """What makes a layout the same wherever its columns stand: the fields under their headings, in their units."""
        return frozenset((field, heading_key(header), unit) for field, (_, header, unit) in self.columns.items())

    @property
    def placement(self) -> frozenset[tuple[str, str, str]]:
        """Which field stands in which column under which heading."""
        return frozenset((field, column, heading_key(header)) for field, (column, header, _) in self.columns.items())

    def beside_name(self, field: str) -> int | None:
        """Give how far a field's column is from that of the projects' names; `None` where there are no such columns."""
        own, name = (_number(self.columns[f][0]) if f in self.columns else None for f in (field, "project_name"))
        return None if own is None or name is None else own - name


class Layouts:
    """The tables and amounts of each unit in the months of the ledger, looked up where they are asked for."""

    def __init__(self, ledger: Ledger) -> None:
        """Index a ledger."""
        self.ledger = ledger
        self._rows = ledger.funding.groupby(["period", "unit_id"], sort=False).indices
        self._columns = ledger.layouts.groupby("source_id", sort=False).indices
        self._source_ids = ledger.funding["source_id"].to_numpy(dtype="object")
        self._sources = {row["source_id"]: row for row in records(ledger.sources[["source_id", *_PLACE]])}
        self._places = {name: ledger.layouts[name].to_numpy(dtype="object") for name in ("field_id", *_COLUMN)}
        self._known: dict[str, Table] = {}

    def period(self, back: int) -> str:
        """Give the month that lies some months back."""
        return period_of(year_of(self.ledger.period), month_of(self.ledger.period) - back)

    def lines(self, unit_id: str, back: int = 0) -> list[Row]:
        """Give a unit's fund lines as they stood some months back."""
        return records(self._lines.iloc[self._rows.get((self.period(back), unit_id), [])])

    def projects(self, unit_id: str, back: int = 0) -> list[Row]:
        """Give a unit's projects with what belongs to a project as such."""
        frame, indices = self._projects
        return records(frame.iloc[indices.get((self.period(back), unit_id), [])])

    @cached_property
    def _lines(self) -> pd.DataFrame:
        return self.ledger.funding[["project_id", "source_id", "row", *(f"{field}_fen" for field in MONEY_FIELDS)]]

    @cached_property
    def _projects(self) -> tuple[pd.DataFrame, Any]:
        frame = self.ledger.projects
        indices = frame.groupby(["period", "unit_id"], sort=False).indices
        return frame[["project_id", f"{_OF_PROJECT}_fen"]], indices

    def tables(self, unit_id: str, back: int = 0) -> list[Table]:
        """Give the tables that a unit's rows came from."""
        ids = dict.fromkeys(self._source_ids[self._rows.get((self.period(back), unit_id), [])])
        return [self._table(source_id) for source_id in sorted(ids) if source_id in self._columns]

    def _table(self, source_id: str) -> Table:
        if source_id not in self._known:
            held = self._columns[source_id]
            places = zip(*(self._places[name][held] for name in _COLUMN), strict=True)
            columns: dict[str, tuple[str, str, str]] = {}
            for field, place in zip(self._places["field_id"][held], places, strict=True):
                columns.setdefault(field, place)
            period, file, sheet = (self._sources[source_id][name] for name in _PLACE)
            self._known[source_id] = Table(source_id, period, file, sheet, columns)
        return self._known[source_id]

    def alike(self, unit_id: str) -> int:
        """Give how many months back, two or more, a unit's tables stood as they do now; 0 if never this year."""
        now = _placements(self.tables(unit_id))
        months = range(2, month_of(self.ledger.period))
        return next((back for back in months if _placements(self.tables(unit_id, back)) == now), 0)


def changed_layouts(ledger: Ledger, places: Places) -> list[Issue]:
    """Say of each unit whose table has other headings than its last one what changed, and what may be wrong by it."""
    if month_of(ledger.period) == 1:
        return []
    layouts, units = Layouts(ledger), ledger.month("units")
    issues = []
    for unit_id in units.loc[units["stated"] & ~units["carried"], "unit_id"]:
        now, last = layouts.tables(unit_id), layouts.tables(unit_id, 1)
        if not now or not last or _placements(now) == _placements(last):
            continue
        same = layouts.alike(unit_id)
        issues += _changes(unit_id, now, last, chinese(layouts.period(same)) if same else "")
        issues += _gone(layouts, unit_id, now, last)
        issues += _stayed(layouts, places, unit_id, same)
    return issues


def _placements(tables: Iterable[Table]) -> set[frozenset[tuple[str, str, str]]]:
    return {table.placement for table in tables}


def _fingerprints(tables: Iterable[Table]) -> set[frozenset[tuple[str, str, str]]]:
    return {table.fingerprint for table in tables}


def _changes(unit_id: str, now: list[Table], last: list[Table], same: str) -> list[Issue]:
    """Tell in words what changed of each layout that is new, beside the one of those gone that is most like it.

    A table more than last month is no change of another. `same` is an earlier month with the same tables.
    """
    gone = [table for table in last if table.fingerprint not in _fingerprints(now)]
    gone = gone or (last if len(now) <= len(last) else [])
    new = {table.fingerprint: table for table in reversed(now) if table.fingerprint not in _fingerprints(last)}
    issues = []
    for table in reversed(new.values()) if gone else ():
        old = max(gone, key=lambda one: len(one.fingerprint & table.fingerprint))
        said = _differences(old, table)
        again = f"；与{same}的相同" if same else ""
        changes = "；".join(said[:_SHOWN]) + (f"等 {len(said)} 处" if len(said) > _SHOWN else "")
        place = {"period": table.period, "unit_id": unit_id, "file": table.file, "sheet": table.sheet}
        parts = {"previous": chinese(old.period), "changes": changes + again}
        issues.append(issue("layout_changed", **place, **parts))
    return issues


def _differences(old: Table, new: Table) -> list[str]:
    """Say what differs between two tables: columns that went and came, headings and units of money that changed."""
    said = [f"少了“{old.columns[f][1]}”列" for f in old.columns if f not in new.columns]
    said += [f"多了“{new.columns[f][1]}”列" for f in new.columns if f not in old.columns]
    units: dict[str, list[str]] = {}
    for field in (f for f in fields() if f in old.columns and f in new.columns):
        (_, was, unit), (_, header, now) = old.columns[field], new.columns[field]
        if heading_key(was) != heading_key(header):
            said.append(f"“{was}”改叫“{header}”")
        if unit and now and unit != now:
            units.setdefault(f"由{unit}改为{now}", []).append(fields()[field].label)
    return said + [f"“{'”“'.join(labels)}”的单位{change}" for change, labels in units.items()]


def _gone(layouts: Layouts, unit_id: str, now: list[Table], last: list[Table]) -> list[Issue]:
    """Warn of an amount of the year that had a column last month and has none now: it counts as blank."""
    held = {field for table in last for field in table.columns} - {field for table in now for field in table.columns}
    lost = [field for field in MONEY_FIELDS if field in held and fields()[field].basis == "year_to_date"]
    about = (layouts.ledger.period, unit_id)
    said = {i.field for i in layouts.ledger.issues if (i.period, i.unit_id) == about and i.code in _UNSETTLED}
    issues = []
    for field in (field for field in lost if field not in said):
        if fen := sum(stated(row, field) or 0 for row in layouts.lines(unit_id, 1)):
            table, old = now[0], next(table for table in last if field in table.columns)
            place = {"period": table.period, "unit_id": unit_id, "file": table.file, "sheet": table.sheet}
            parts = {"label": fields()[field].label, "previous": chinese(old.period), "last": display_money(fen)}
            issues.append(issue("layout_column_gone", **place, field=field, value=old.columns[field][1], **parts))
    return issues


Amounts = dict[str, dict[str, int]]
"""Amounts of projects in fen: project_id -> field -> fen; what is blank or unreadable is not there."""


def _stayed(layouts: Layouts, places: Places, unit_id: str, same: int) -> list[Issue]:
    """Say that amounts stand where they stood last month, and the headings over them moved.

    Where the table is that of an earlier month, and its values go on from there, last month's was the odd one.
    """
    amounts, now, last = _amounts(layouts, unit_id, 0), layouts.tables(unit_id), layouts.tables(unit_id, 1)
    there = {(old.beside_name(field), field) for old in last for field in old.columns}
    found = {
        (field, other): projects
        for (field, other), projects in _misplaced(amounts, _amounts(layouts, unit_id, 1)).items()
        if any(field in t.columns and (t.beside_name(field), other) in there - {(None, other)} for t in now)
    }
    if sum(map(len, found.values())) < _FEWEST or (same and not _misplaced(amounts, _amounts(layouts, unit_id, same))):
        return []
    (field, _), projects = next(iter(found.items()))
    row = next(row for row in layouts.lines(unit_id) if row["project_id"] == projects[0])
    place = places.at(row["source_id"], row["row"], field)
    header = next(table for table in now if field in table.columns).columns[field][1]
    previous = chinese(last[0].period)
    pairs = "；".join(
        f"“{fields()[f].label}”列的是{previous}“{fields()[g].label}”的数（{len(own)} 个项目）"
        for (f, g), own in found.items()
    )
    where = {"period": place.period, "file": place.file, "sheet": place.sheet, "cell": place.cell, "value": header}
    return [issue("layout_values_stayed", unit_id=unit_id, **where, field=field, pairs=pairs, previous=previous)]


def _amounts(layouts: Layouts, unit_id: str, back: int) -> Amounts:
    """Give the amounts of a unit's projects, their lines added up, as they stood some months back."""
    found: Amounts = {}
    for row in layouts.lines(unit_id, back):
        own = found.setdefault(row["project_id"], {})
        for field in MONEY_FIELDS:
            if (fen := stated(row, field)) is not None:
                own[field] = own.get(field, 0) + fen
    for row in layouts.projects(unit_id, back):
        if (fen := stated(row, _OF_PROJECT)) is not None:
            found.setdefault(row["project_id"], {})[_OF_PROJECT] = fen
    return found


def _misplaced(now: Amounts, last: Amounts) -> dict[tuple[str, str], list[str]]:
    """Give the fields whose amounts are last month's of another field, with the projects of which they are.

    That is so where more amounts are the other's than the field's own, and the other's do not stand under its own heading
    any more: money that arrived in full is as much as what was awarded, but the awarded stands where it stood. What was
    the same in both fields last month says nothing.
    """
    found: dict[tuple[str, str], list[str]] = {}
    common = [project for project in now if project in last]
    held = [field for field in (*MONEY_FIELDS, _OF_PROJECT) if any(now[project].get(field) for project in common)]
    for field in held:
        pairs = (
            (other, *_moved(now, last, common, field, other))
            for other in (*MONEY_FIELDS, _OF_PROJECT)
            if other != field
        )
        other, moved, stayed = max(pairs, key=lambda pair: len(pair[1]))
        if len(moved) > stayed:
            found[field, other] = moved
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def _moved(now: Amounts, last: Amounts, projects: list[str], field: str, other: str) -> tuple[list[str], int]:
    """Give the projects whose amount under `field` is last month's under `other`, and how many of either stand where they stood."""
    moved, stayed = [], {field: 0, other: 0}
    for project in projects:
        own, others = last[project].get(field), last[project].get(other)
        if own == others:
            continue
        amount = now[project].get(field)
        if amount and amount == others:
            moved.append(project)
        stayed[field] += bool(amount) and amount == own
        stayed[other] += bool(others) and now[project].get(other) == others
    return moved, max(stayed.values())
