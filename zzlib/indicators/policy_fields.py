"""Policy fields: which a project serves, which the year puts first, and which programmes are open and applied for."""

import datetime as dt
import re
from typing import Any

import pandas as pd

from zzlib.ledger import Ledger
from zzlib.ledger.tables import UNSTATED_TEXT, frame
from zzlib.periods import last_day, period_of
from zzlib.reference_files import UNREADABLE, label
from zzlib.vocabulary import Stage
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


def with_policy_fields(ledger: Ledger) -> pd.DataFrame:
    """Give the month's projects with the policy field of each, and `field_from` that tells whence it is.

    It is the return's (`return`; a correction of the field counts as the return's); where that is blank, what the
    return of the latest earlier month of the year said (`earlier`); else the field that has the longest keyword in the
    project's name (`keywords`), unless two fields have one of this length. `""`: no field is known.
    """
    projects = ledger.month("projects")
    earlier, words = _stated_before(ledger), _keywords(ledger.workspace)
    found = [_field_of(project, earlier, words) for project in projects.to_dict("records")]
    return projects.assign(
        policy_field=pd.Series([field for field, _ in found], dtype="str"),
        field_from=pd.Series([source for _, source in found], dtype="str"),
    )


def _field_of(project: dict[Any, Any], earlier: dict[tuple[str, str], str], words: dict[str, str]) -> tuple[str, str]:
    if project["policy_field"] != UNSTATED_TEXT:
        return project["policy_field"], FROM_RETURN
    key = project["unit_id"], project["project_id"]
    if key in earlier:
        return earlier[key], FROM_EARLIER
    held = [word for word in words if word in project["project_name"]]
    longest = [word for word in held if len(word) == max(map(len, held))]
    fields = {words[word] for word in longest}
    return (fields.pop(), FROM_KEYWORDS) if len(fields) == 1 else (UNSTATED_TEXT, "")


def _stated_before(ledger: Ledger) -> dict[tuple[str, str], str]:
    """Give the field that a project's latest earlier return of the year states."""
    past = ledger.projects
    past = past[(past["period"] < ledger.period) & (past["policy_field"] != UNSTATED_TEXT)].sort_values("period")
    return dict(zip(zip(past["unit_id"], past["project_id"], strict=True), past["policy_field"], strict=True))


def _keywords(workspace: Workspace) -> dict[str, str]:
    words: dict[str, str] = {}
    for row in workspace.reference("policy_fields").rows():
        words |= {word: row["field"] for word in _SEPARATORS.split(row["keywords"]) if word}
    return words


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
        if _day(row["opens"], dt.date.min, last=False) <= today <= _day(row["closes"], dt.date.max, last=True):
            applied = row["field"] in fields
            level = label("source_level", row["level"])
            known = {"policy_field": row["field"], "level": level, "applied": applied, "unapplied": not applied}
            rows.append({**row, **known, "source_id": "programmes"})
    return frame(rows, PROGRAMME_COLUMNS)


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


def has_applied(stage: str) -> bool:
    """Tell whether a project's stage says that it has been applied for."""
    order = list(Stage)
    return bool(stage) and order.index(Stage.APPLIED) <= order.index(Stage(stage)) <= order.index(Stage.ACCEPTED)
