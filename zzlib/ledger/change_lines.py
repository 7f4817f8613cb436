"""The lines of `unit_changes.csv`: which of them hold, what is wrong with the others, and what they make of units.csv."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from zzlib.issues import Issue
from zzlib.ledger.changes import LATEST, ChangeLine, Changes
from zzlib.ledger.excel import identifier, month_text
from zzlib.ledger.reference_rows import (
    bad_reference,
    doubtful_reference,
    noted_reference,
    reference_issue,
    unit_groups,
    unit_in,
    unit_names,
)
from zzlib.periods import chinese, is_period, period_before
from zzlib.reference_files import UNREADABLE
from zzlib.returns.cells.dates import read_date
from zzlib.rhythm import Rhythm
from zzlib.workspace import Reference, Workspace

NAME = "unit_changes"
UNDONE = "undone"
"""The share of a line that takes an earlier one of the same month and units back."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_MAY_HAVE_BEEN = (("targets", "from_month"), ("history_funds", "month"), ("history_projects", "month"))
"""Where a unit has numbers of its own, and the column of the month from which it has them."""


@dataclass
class _Row:
    """A row as it is read: `share` is `None` where none is stated, or none that can be used."""

    line: ChangeLine
    share: Fraction | None
    stated: str


_READ: "WeakKeyDictionary[Workspace, tuple[Changes, list[Issue]]]" = WeakKeyDictionary()


def read_changes(workspace: Workspace) -> tuple[Changes, list[Issue]]:
    """Read the changes of units; a line that can't be used is an issue at its cell and left out.

    Shares from one unit that don't add up to 1 are an error, and taken in proportion. A date holds from its month on.
    """
    if workspace not in _READ:
        _READ[workspace] = _read(workspace)
    changes, issues = _READ[workspace]
    return changes, list(issues)


def group_at(workspace: Workspace, period: str) -> dict[str, str]:
    """Give unit id -> the group that it is in in a month, of all units of units.csv."""
    changes, _ = read_changes(workspace)
    return {unit_id: changes.moved(unit_id, period) or group for unit_id, group in unit_groups(workspace).items()}


def name_at(workspace: Workspace, period: str = LATEST) -> dict[str, str]:
    """Give unit id -> the short name that it bears in a month, of all units of units.csv."""
    changes, _ = read_changes(workspace)
    return {unit_id: changes.renamed(unit_id, period) or name for unit_id, name in unit_names(workspace).items()}


def _read(workspace: Workspace) -> tuple[Changes, list[Issue]]:
    reference = workspace.reference(NAME)
    issues = list(reference.issues)
    rows = list(_rows(reference, unit_names(workspace), workspace.rhythm, issues))
    rows = _without(rows, _circles(rows), "几行绕成一圈，谁并到谁不明", reference, issues)
    lines = [line for own in _by_source(rows).values() for line in _with_shares(own, reference, issues)]
    lines.sort(key=lambda line: (line.period, line.row))
    found = list(_there_before(workspace, lines))
    issues += [_was_there(reference, line, unit_names(workspace)) for line in found]
    before = frozenset((line.to_unit, line.period) for line in found)
    known = Changes(tuple(lines), before)
    gone = [line for line in lines if not _is_there(known, line)]
    for line in gone:
        why = "这个单位这时已经撤并，或还没有成立"
        issues.append(bad_reference(reference, line.row, "from_unit", line.from_unit, why))
    kept = tuple(line for line in lines if line not in gone)
    issues += _against_units(workspace, reference, kept)
    return Changes(kept, before), issues


def _rows(reference: Reference, units: dict[str, str], rhythm: Rhythm, issues: list[Issue]) -> Iterator[_Row]:
    """Read the rows one by one; a later one of the same month and units stands for the earlier one, or takes it back."""
    found: dict[tuple[str, str, str], _Row] = {}
    for row in reference.rows():
        read = _row(reference, row, units, rhythm, issues)
        if read is None:
            continue
        key = (read.line.period, read.line.from_unit, read.line.to_unit)
        before = found.pop(key, None)
        if read.stated == UNDONE:
            continue
        if before and before.line.from_unit == before.line.to_unit:
            name, group = read.line.name or before.line.name, read.line.group or before.line.group
            read = replace(read, line=replace(read.line, name=name, group=group), share=read.share or before.share)
        found[key] = read
    yield from found.values()


def _row(
    reference: Reference, row: dict[str, Any], units: dict[str, str], rhythm: Rhythm, issues: list[Issue]
) -> _Row | None:
    number, period = row["row"], month_text(row["date"])
    ids = {}
    for column in ("from_unit", "to_unit"):
        ids[column] = unit_in(reference, row, units, issues, column) if row[column] else ""
        if row[column] and not ids[column]:
            return None
    why = "" if any(ids.values()) else "from_unit 和 to_unit 都没有填"
    if (
        fault := ("date", "应是从哪个月起，如 2013-07")
        if not is_period(period)
        else ("from_unit", why)
        if why
        else None
    ):
        issues.append(bad_reference(reference, number, fault[0], row[fault[0]], fault[1]))
        return None
    period = rhythm.holding(period)  # what changes within a quarter is in its return
    share = _share(row["share"])
    if row["share"] not in ("", UNDONE) and share is None:
        why = "应是 0 到 1 之间的份额，如 0.6 或 60%；先把余下的分给它"
        issues.append(_wrong_shares(reference, number, "share", row["share"], why))
    issues += _notes(reference, row, rhythm.name(period))
    told = _told(row) if ids["from_unit"] == ids["to_unit"] else _not_told(reference, row, issues)
    about = {column: row[column] for column in ("document", "decided_by", "decided_on", "reason")} | told
    line = ChangeLine(period, **ids, share=share or Fraction(1), row=number, **about)
    return _Row(line, share, row["share"])


def _told(row: dict[str, Any]) -> dict[str, str]:
    """Give the new name and group that a line from a unit to itself gives it."""
    return {"name": row["name"], "group": "" if row["group"] == UNREADABLE else row["group"]}


def _not_told(reference: Reference, row: dict[str, Any], issues: list[Issue]) -> dict[str, str]:
    for column in ("name", "group"):
        if row[column]:
            why = "from_unit 和 to_unit 是同一单位的行才看这一列，没有用；新单位的名称、组别写在 units.csv 里"
            issues.append(doubtful_reference(reference, row["row"], column, row[column], why))
    return {}


def _share(text: str) -> Fraction | None:
    """Read 0.6, 60% or 3/5; `None` for what is no share of something."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    percent = plain.endswith("%")
    above, slash, below = plain.removesuffix("%").partition("/")
    parts = (above, below) if slash else (above,)
    if not all(_NUMBER.fullmatch(part) for part in parts) or (slash and not Fraction(below)):
        return None
    share = Fraction(above) / (Fraction(below) if slash else 1) / (100 if percent else 1)
    return share if 0 < share <= 1 else None


def _notes(reference: Reference, row: dict[str, Any], called: str) -> Iterator[Issue]:
    day = read_date(row["date"], None) or ""
    if len(day) == len("2013-07-01") and not day.endswith("-01"):
        yield noted_reference(reference, row["row"], "date", row["date"], f"不是月初；从{called}的报表起算")
    if not row["document"] and not row["reason"] and row["share"] != UNDONE:
        yield noted_reference(reference, row["row"], "document", "", "没有写依据的文件；照用")


_wrong_shares = partial(reference_issue, "reference_shares")


def _by_source(rows: Iterable[_Row]) -> dict[tuple[str, ...], list[_Row]]:
    """Group rows by month and the unit that they are from; rows of new units stand alone."""
    sources: dict[tuple[str, ...], list[_Row]] = {}
    for row in rows:
        line = row.line
        key = (line.period, line.from_unit) if line.from_unit else (line.period, "", line.to_unit)
        sources.setdefault(key, []).append(row)
    return sources


def _with_shares(rows: list[_Row], reference: Reference, issues: list[Issue]) -> Iterator[ChangeLine]:
    """Give the lines from one unit with their shares: those not stated share what is left, and all of them make 1."""
    stated = sum((row.share for row in rows if row.share is not None), Fraction(0))
    blank = [row for row in rows if row.share is None]
    left = max(Fraction(0), 1 - stated)
    shares = [row.share if row.share is not None else left / len(blank) for row in rows]
    total = sum(shares, Fraction(0))
    first = rows[0].line
    unreadable = [row for row in blank if row.stated]
    if total != 1 or (len(blank) > 1 and not unreadable):
        why = (
            "没有写清各占多少，先平分"
            if total == 1
            else f"各行的份额合计是 {float(total):g}，应是 1；先按所填的比例折算"
        )
        issues.append(_wrong_shares(reference, first.row, "share", rows[0].stated, f"由 {first.from_unit} 来的{why}"))
    for row, share in zip(rows, shares, strict=True):
        yield replace(row.line, share=share / total if total else Fraction(1, len(rows)))


def _circles(rows: list[_Row]) -> set[int]:
    """Give the rows whose month leads from a unit back to itself by way of others."""
    onward: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row.line.passes_on:
            onward.setdefault((row.line.period, row.line.from_unit), set()).add(row.line.to_unit)

    def reaches(month: str, unit_id: str, goal: str, seen: set[str]) -> bool:
        if unit_id == goal or unit_id in seen:
            return unit_id == goal
        return any(reaches(month, to, goal, seen | {unit_id}) for to in onward.get((month, unit_id), ()))

    return {
        row.line.row
        for row in rows
        if row.line.passes_on and reaches(row.line.period, row.line.to_unit, row.line.from_unit, set())
    }


def _without(rows: list[_Row], numbers: set[int], why: str, reference: Reference, issues: list[Issue]) -> list[_Row]:
    for row in rows:
        if row.line.row in numbers:
            issues.append(bad_reference(reference, row.line.row, "to_unit", row.line.to_unit, why))
    return [row for row in rows if row.line.row not in numbers]


def _is_there(changes: Changes, line: ChangeLine) -> bool:
    """Tell whether a line's unit is one before the change, or comes to be one in the same month."""
    comes = any(other.to_unit == line.from_unit != other.from_unit for other in changes.of_month(line.period))
    return not line.from_unit or comes or changes.is_member(line.from_unit, period_before(line.period))


def _there_before(workspace: Workspace, lines: list[ChangeLine]) -> Iterator[ChangeLine]:
    """Give the lines to units that had numbers of their own before (targets, history), as those had that come to them."""
    kept = {(line.to_unit, line.period) for line in lines if line.from_unit == line.to_unit}
    passed = [line for line in lines if line.passes_on and (line.to_unit, line.period) not in kept]
    if not passed:
        return
    kinds = _earliest_numbers(workspace)
    for line in passed:
        units = (line.to_unit, line.from_unit)
        if any(all(own.get(unit_id, line.period) < line.period for unit_id in units) for own in kinds):
            yield line


def _was_there(reference: Reference, line: ChangeLine, names: dict[str, str]) -> Issue:
    name, month = names[line.to_unit], chinese(line.period)
    why = f"{name}在{month}以前已有自己的目标或上年数，按原来就有的单位算；{month}才有的，请删去它以前的数（目标写明 from_month）"
    return noted_reference(reference, line.row, "to_unit", line.to_unit, why)


def _earliest_numbers(workspace: Workspace) -> list[dict[str, str]]:
    """Give, of each kind of number, unit -> the first month for which it has one."""
    units = unit_names(workspace)
    kinds: list[dict[str, str]] = []
    for name, column in _MAY_HAVE_BEEN:
        earliest: dict[str, str] = {}
        kinds.append(earliest)
        frame = workspace.reference(name).frame
        for unit, year, month in frame[["unit_id", "year", column]].drop_duplicates().itertuples(index=False):
            period = month_text(f"{year}-{month}") if month else ""
            if period and (unit_id := identifier(unit, units)):
                earliest[unit_id] = min(period, earliest.get(unit_id, period))
    return kinds


def _against_units(workspace: Workspace, reference: Reference, lines: Iterable[ChangeLine]) -> Iterator[Issue]:
    """Warn where units.csv has the new name or group already: what stood before is then not known."""
    known = {row["unit_id"]: row for row in workspace.reference("units").rows()}
    for line in lines:
        for column in ("name", "group"):
            if (text := getattr(line, column)) and text == known[line.to_unit][column]:
                why = f"units.csv 里已经是这样；units.csv 里请留{chinese(period_before(line.period))}以前的，新的只写在这里"
                yield doubtful_reference(reference, line.row, column, text, why)
