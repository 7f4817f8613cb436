"""The tables of the ledger: their columns and types, and how the year's lines become rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from zzlib.form import Form, FormField, package_form
from zzlib.ledger.change_lines import group_at
from zzlib.ledger.counting import Counting, read_counting
from zzlib.ledger.lines import Line
from zzlib.ledger.people import read_people
from zzlib.ledger.projects import converted, large, project_columns, project_row
from zzlib.ledger.unit_rows import unit_rows
from zzlib.ledger.year import Year
from zzlib.returns.cells.amounts import may_be_negative
from zzlib.settings import Settings
from zzlib.workspace import Workspace


def _texts(form: Form) -> tuple[FormField, ...]:
    """Give the county's own texts and dates of a fund line."""
    return (*form.own_of("text", line=True), *form.own_of("date", line=True))


def funding_columns(form: Form) -> dict[str, str]:
    """Give the columns of `funding_months` of a county: `FUNDING_COLUMNS`, with those of its own amounts, texts and dates."""
    return {
        "period": "str",
        "unit_id": "str",
        "group": "str",
        "project_id": "str",
        "carried": "bool",
        "source_id": "str",
        "row": "int64",
        "kind": "str",
        "origin": "str",
        "policy_field": "str",
        "fund_category": "str",
        "source_level": "str",
        "counts": "bool",
        **{f"{field}_fen": "Int64" for field in form.line_money},
        **{f"{field}_unreadable": "bool" for field in form.line_money},
        "document_number": "str",
        "applied_on": "str",
        "awarded_on": "str",
        "received_on": "str",
        **{own.field_id: "str" for own in _texts(form)},
        "below": "str",
        "corrected": "str",
        "written": "str",
        "decided": "str",
    }


FUNDING_COLUMNS = funding_columns(package_form())
"""`funding_months`: a row a period, unit, project and fund line. Money figures come from here only.

`below` names the amounts that can't be read and may be below zero (`received,paid`): a sum without them may be too much.
`corrected` names the corrections (`received:c1,paid:c2`), `written` what the return has in their place, in fen
(`received:50000000,paid:0`; blank or unreadable cells are left out).
"""

UNIT_MONTH_COLUMNS: dict[str, str] = {
    "period": "str",
    "unit_id": "str",
    "unit": "str",
    "group": "str",
    "ranked": "bool",
    "rank_unreadable": "bool",
    "filing": "str",
    "stated": "bool",
    "filed_this_year": "bool",
    "carried": "bool",
    "carried_from": "str",
    "stand_in": "str",
    "incomplete": "bool",
    "undecided": "bool",
    "estimated": "bool",
    "received_at": "str",
    "file": "str",
    "resubmitted": "bool",
    "filed_by": "str",
    "formerly": "str",
}
"""`unit_months`: a row a unit and period, in order of precedence, of the units that there are in the ledger's period.

Every unit has one in every period in which it, or a unit that it came out of, was one. `filed_by`: the unit that filed on
behalf of this one, which has no file of its own then (`file` is blank). `undecided`: something that came waits for a person
to say whether it counts; any of the unit's amounts may be another. `estimated`: which projects with money of a unit that
was split are this one's is only told by the shares. `stand_in` says whose return of which month stands for a missing one
(2013年6月; 发改委2013年6月). `formerly` says, of a month in which the unit was none yet, what became of the returns of those
that it was made from (发改委按时、物价局未报); `filing` is then the worst of theirs.
"""

SOURCE_COLUMNS: dict[str, str] = {
    "source_id": "str",
    "period": "str",
    "file": "str",
    "sheet": "str",
    "table": "int64",
    "sha256": "str",
    "received_at": "str",
    "decided": "str",
}
"""A table that rows come from: `period` is the month in whose folder its file lies, `table` numbers those of a sheet from 0.

`decided` is what people decided of the file.
"""

LEFT_OUT_COLUMNS: dict[str, str] = {
    "period": "str",
    "unit_id": "str",
    "project_id": "str",
    "file": "str",
    "sheet": "str",
    "cell": "str",
    "field": "str",
    "fen": "int64",
    "whole": "bool",
}
"""Amounts that can't be meant, left out until a person confirms them (`zzlib.ledger.absurd`)."""

REPLACED_COLUMNS: dict[str, str] = {
    **dict.fromkeys(("period", "unit_id", "project_id", "fund_category", "source_level", "field", "file"), "str"),
    **dict.fromkeys(("fen", "counts"), "int64"),
}
"""Amounts that a later file of the same month replaced by smaller ones (`zzlib.ledger.replaced`)."""

LAYOUT_COLUMNS: dict[str, str] = {
    "source_id": "str",
    "field_id": "str",
    "column": "str",
    "header": "str",
    "money_unit": "str",
}
Rows = list[dict[str, Any]]


def frame(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Put rows into a frame with exactly these columns and dtypes."""
    rows = list(rows)
    data = {name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in columns.items()}
    return pd.DataFrame(data)


def ledger_tables(workspace: Workspace, year: Year) -> dict[str, pd.DataFrame]:
    """Make the ledger's tables: projects, funding, units, sources, layouts (see the column tables beside).

    All months are told of the units as they are in the year's own period: what was filed by one that has changed since is of
    the unit that has it now, each project by the year's homes.
    """
    period, homes, form = year.period, year.homes, workspace.form
    sources, layouts, source_ids = _sources(year)
    counting, people = read_counting(workspace), read_people(workspace)
    groups = group_at(workspace, period)
    projects: Rows = []
    funding: Rows = []
    fallen: dict[tuple[str, str, str], bool] = {}
    for month, standing in year.months.items():
        for filer, unit_month in standing.items():
            for project_id, lines in by_project(unit_month.lines).items():
                unit_id = homes.home(filer, month, period, project_id)
                if not unit_id or year.counts_elsewhere(month, filer, project_id):
                    continue
                common: dict[str, Any] = {"period": month, "unit_id": unit_id, "group": groups[unit_id]}
                common["carried"] = bool(unit_month.carried_from)
                ids = [source_ids[line.period, line.file, line.record.sheet, line.record.table] for line in lines]
                project = common | {"project_id": project_id}
                row = project_row(lines, ids, year.is_apart(month, filer, lines[0]), form)
                projects.append(project | row | people.named(row))
                shared = project | {name: row[name] for name in ("kind", "origin", "policy_field")}
                rows = [shared | _funding_row(line, i, counting, form) for line, i in zip(lines, ids, strict=True)]
                _tell_below(rows, lines, fallen, form)
                funding += rows
    return {
        "projects": _project_frame(projects, workspace.settings, form),
        "funding": frame(funding, funding_columns(form)),
        "units": frame(unit_rows(year, period, homes, counting, workspace.rhythm, form.line_money), UNIT_MONTH_COLUMNS),
        "sources": frame(sources, SOURCE_COLUMNS),
        "layouts": frame(layouts, LAYOUT_COLUMNS),
        "left_out": frame(map(asdict, year.left_out), LEFT_OUT_COLUMNS),
        "replaced": frame(map(asdict, year.replaced), REPLACED_COLUMNS),
    }


def _project_frame(rows: Rows, settings: Settings, form: Form) -> pd.DataFrame:
    columns = project_columns(form)
    read = frame(rows, {name: kind for name, kind in columns.items() if name not in ("converted", "large")})
    judged = nw.from_native(read).with_columns(converted().alias("converted"), large(settings).alias("large"))
    return judged.to_native()[list(columns)]


def by_project(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Group lines by project, projects in the order in which they first appear."""
    projects: dict[str, list[Line]] = {}
    for line in lines:
        projects.setdefault(line.project_id, []).append(line)
    return projects


def written_amounts(text: str) -> dict[str, int]:
    """Read the column `written` of the fund lines: fen by field."""
    parts = (part.partition(":") for part in text.split(",") if part)
    return {field: int(fen) for field, _, fen in parts}


def _funding_row(line: Line, source_id: str, counting: Counting, form: Form) -> dict[str, Any]:
    category = line.category
    row: dict[str, Any] = {
        "source_id": source_id,
        "row": line.record.row,
        "fund_category": category,
        "source_level": line.text("source_level"),
        "counts": counting.counts(category),
        "corrected": ",".join(line.corrected),
        "written": ",".join(f"{field}:{fen}" for field, fen in line.written),
        "decided": line.decided,
    }
    for field in form.line_money:
        value = line.value(field)
        hidden = counting.hides(category, value.fen)
        row[f"{field}_fen"] = pd.NA if value.fen is None or hidden else value.fen
        row[f"{field}_unreadable"] = value.unreadable or hidden
    texts = ("document_number", "applied_on", "awarded_on", "received_on", *(own.field_id for own in _texts(form)))
    return row | {f: line.text(f) for f in texts}


def _tell_below(rows: Rows, lines: Sequence[Line], fallen: dict[tuple[str, str, str], bool], form: Form) -> None:
    """Name in a project's rows (`below`) the amounts that can't be read and may be below zero.

    That is what their cells say, or what the project had when it could last be read: `fallen` keeps that from month to month.
    """
    told: list[list[str]] = [[] for _ in rows]
    for field in form.line_money:
        key, values = (rows[0]["unit_id"], rows[0]["project_id"], field), [line.value(field) for line in lines]
        before = fallen.get(key, False)
        for value, row, below in zip(values, rows, told, strict=True):
            if row[f"{field}_unreadable"] and (before or (value.fen or 0) < 0 or may_be_negative(value.raw)):
                below.append(field)
        if any(value.fen is not None for value in values):
            fallen[key] = any((value.fen or 0) < 0 for value in values)
    for row, below in zip(rows, told, strict=True):
        row["below"] = ",".join(below)


def _sources(year: Year) -> tuple[Rows, Rows, dict[tuple[str, str, str, int], str]]:
    """Give every table that a return stands in a number, in order of month and file, and list their columns."""
    sources: Rows = []
    layouts: Rows = []
    ids: dict[tuple[str, str, str, int], str] = {}
    seen: set[tuple[str, str]] = set()  # a file may stand for the unit that sent it and for another
    for period, month in year.months.items():
        own = (claim for m in month.values() if not m.carried_from for claim in m.filed.files)
        for claim in sorted(own, key=lambda c: c.arrival.file):
            arrival = claim.arrival
            for sheet in () if (arrival.period, arrival.file) in seen else claim.extraction.sheets:
                place = (arrival.period, arrival.file, sheet.name)
                for table in sorted({0, *(column.table for column in sheet.columns)}):
                    if (*place, table) in ids:
                        continue
                    source_id = ids[*place, table] = f"s{period[:4]}-{len(ids) + 1:05d}"
                    where = dict(zip(("period", "file", "sheet", "table"), (*place, table), strict=True))
                    received = {"sha256": arrival.sha256, "received_at": arrival.received_at}
                    sources.append({"source_id": source_id, **where, **received, "decided": "；".join(claim.decided)})
                layouts += [
                    {
                        "source_id": ids[*place, column.table],
                        "field_id": column.field_id,
                        "column": column.letter,
                        "header": column.header,
                        "money_unit": column.money_unit or "",
                    }
                    for column in sheet.columns
                ]
            seen.add((arrival.period, arrival.file))
    return sources, layouts, ids
