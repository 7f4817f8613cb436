"""Policy fields: which a project serves, which the year puts first, and which programmes are open and applied for."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from zzlib.ledger.lines import UNSTATED_TEXT
from zzlib.ledger.tables import frame
from zzlib.periods import last_day, period_of
from zzlib.reference_files import UNREADABLE, label
from zzlib.workspace import Workspace

FIELD_COLUMNS: dict[str, str] = {
    "policy_field": "str",
    "priority": "str",
    "is_priority": "bool",
    "priority_unreadable": "bool",
    "has_reserve": "bool",
    "without_reserve": "bool",
    "document": "str",
    "source_id": "str",
    "row": "int64",
}
"""The county's policy fields: `is_priority` for those of high priority, `has_reserve` where a project waits for money."""

PROGRAMME_COLUMNS: dict[str, str] = {
    "programme": "str",
    "policy_field": "str",
    "level": "str",
    "opens": "str",
    "closes": "str",
    "document": "str",
    "applied": "bool",
    "unapplied": "bool",
    "source_id": "str",
    "row": "int64",
}
"""The programmes that can be applied for in the month. `applied`: some unit has applied for a project of its field."""

_SEPARATORS = re.compile(r"[、，,；;/\s]+")
_DATE = re.compile(r"(\d{4})\D{0,2}(\d{1,2})(?:\D{0,2}(\d{1,2}))?")
FROM_RETURN, FROM_EARLIER, FROM_KEYWORDS = "return", "earlier", "keywords"


def with_policy_fields(projects: nw.LazyFrame[Any], words: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Resolve the policy field of each project, and add `field_from` that tells whence it is.

    It is the return's (`return`; a correction of the field counts as the return's); where that is blank, what the
    return of the latest earlier month of the year said (`earlier`); else the field that has the longest keyword in the
    project's name (`keywords`), unless two fields have one of this length. `""`: no field is known. `projects` has rows
    by county, period, unit_id and project_id; `words` by keyword, with the field of each.
    """
    known = projects.join(_fields_earlier(projects), on=[*_PROJECT, "period"], how="left")
    known = known.join(_fields_by_name(projects, words), on="project_name", how="left")
    stated = nw.when(nw.col("policy_field") != UNSTATED_TEXT).then(nw.col("policy_field"))
    source = nw.when(~nw.col("by_name").is_null()).then(nw.lit(FROM_KEYWORDS)).otherwise(nw.lit(""))
    source = nw.when(~nw.col("earlier").is_null()).then(nw.lit(FROM_EARLIER)).otherwise(source)
    return known.with_columns(
        policy_field=nw.coalesce(stated, "earlier", "by_name", nw.lit(UNSTATED_TEXT)),
        field_from=nw.when(~stated.is_null()).then(nw.lit(FROM_RETURN)).otherwise(source),
    ).drop("earlier", "by_name")


_PROJECT = ("county", "unit_id", "project_id")


def _fields_earlier(projects: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Give `earlier`, what the latest earlier return of the year said, of the projects and months whose own return says nothing."""
    told, year = projects.select(*_PROJECT, "period", "policy_field"), nw.col("period").str.slice(0, 4)
    told = told.with_columns(of_year=year)
    blank = told.filter(nw.col("policy_field") == UNSTATED_TEXT).drop("policy_field")
    said = told.filter(nw.col("policy_field") != UNSTATED_TEXT).select(
        *_PROJECT, "of_year", then="period", said=nw.concat_str("period", "policy_field")
    )
    before = blank.join(said, on=[*_PROJECT, "of_year"], how="inner").filter(nw.col("then") < nw.col("period"))
    latest = before.group_by(*_PROJECT, "period").agg(nw.col("said").max())
    return latest.select(*_PROJECT, "period", earlier=nw.col("said").str.slice(7))


def _fields_by_name(projects: nw.LazyFrame[Any], words: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Give `by_name`, the one field that has the longest keyword in a project's name; names without one, or with two, are absent."""
    unstated = projects.filter(nw.col("policy_field") == UNSTATED_TEXT).group_by("project_name").agg()
    held = unstated.join(words, how="cross").filter(
        nw.col("project_name").str.contains(nw.col("keyword"), literal=True)
    )
    length = nw.col("keyword").str.len_chars()
    longest = held.with_columns(length=length, longest=length.max().over("project_name"))
    fields = longest.filter(nw.col("length") == nw.col("longest")).group_by("project_name")
    ends = fields.agg(nw.col("field").min().alias("by_name"), nw.col("field").max().alias("other"))
    return ends.filter(nw.col("by_name") == nw.col("other")).select("project_name", "by_name")


def keywords(workspace: Workspace) -> pd.DataFrame:
    """Give the keywords of policy_fields.csv: keyword, field (str); of a keyword that stands twice the last field."""
    words: dict[str, str] = {}
    for row in workspace.reference("policy_fields").rows():
        words |= {word: row["field"] for word in _SEPARATORS.split(row["keywords"]) if word}
    return pd.DataFrame({"keyword": list(words), "field": list(words.values())}, dtype="str")


def field_table(workspace: Workspace, projects: pd.DataFrame) -> pd.DataFrame:
    """Give the county's policy fields (`FIELD_COLUMNS`) in the order of policy_fields.csv; `projects` with `pipeline`."""
    waiting = set(projects.loc[projects["pipeline"], "policy_field"])
    rows = []
    for row in workspace.reference("policy_fields").rows():
        is_priority = row["priority"] == "high"
        known = {
            "policy_field": row["field"], "priority": label("priority", row["priority"]), "is_priority": is_priority,
            "priority_unreadable": row["priority"] == UNREADABLE, "has_reserve": row["field"] in waiting,
            "without_reserve": is_priority and row["field"] not in waiting, "source_id": "policy_fields",
        }  # fmt: skip
        rows.append({**row, **known})
    return frame(rows, FIELD_COLUMNS)


def programme_table(workspace: Workspace, period: str, projects: pd.DataFrame) -> pd.DataFrame:
    """Give the programmes open on the date of the month's circular (`PROGRAMME_COLUMNS`); `projects` with `applied`.

    A programme is open from `opens` to `closes`, both inclusive: a month alone is its first and its last day, a blank
    sets no bound.
    """
    today = workspace.settings.document_date(period)
    fields = set(projects.loc[projects["applied"], "policy_field"])
    rows = []
    for row in workspace.reference("programmes").rows():
        opens, closes = programme_days(row)
        if opens <= today <= closes:
            applied = row["field"] in fields
            level = label("source_level", row["level"])
            known = {"policy_field": row["field"], "level": level, "applied": applied, "unapplied": not applied}
            rows.append({**row, **known, "source_id": "programmes"})
    return frame(rows, PROGRAMME_COLUMNS)


def programme_days(row: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
    """Give the first and the last day on which a programme can be applied for, of a row of programmes.csv."""
    return _day(row["opens"], dt.date.min, last=False), _day(row["closes"], dt.date.max, last=True)


def _day(text: str, otherwise: dt.date, *, last: bool) -> dt.date:
    """Read a date as people write it: 2013-02-15, 2013年2月15日, or a month, of which the first or last day is meant."""
    found = _DATE.search(text)
    try:
        if found is None:
            return otherwise
        if found[3]:
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        period = period_of(int(found[1]), int(found[2]))
        return last_day(period) if last else dt.date(int(found[1]), int(found[2]), 1)
    except ValueError:  # 2013-13 is no date
        return otherwise
