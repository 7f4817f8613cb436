"""For each unit the open programmes that it could apply for and has not."""

from collections import defaultdict

import pandas as pd

from zzlib.indicators.month import Month
from zzlib.indicators.once import once
from zzlib.phrasing.lists import of_unit
from zzlib.phrasing.month_words import document_date

OPENING_COLUMNS = ("unit_id", "unit", "programme", "policy_field", "level", "opens", "closes", "document", "waiting")
"""Columns of `openings`, all text; `waiting` names the unit's projects of the field that have not been applied for."""

_NOBODY = "由办公室明确"
_NO_PROJECT = "全县还没有这一方向的项目，由办公室明确牵头单位"
_CLOSING = "（即将截止）"
_NO_DAY = "—"


@once
def openings(month: Month) -> pd.DataFrame:
    """List the open programmes that units have not applied for (`OPENING_COLUMNS`), units in order of precedence.

    A unit could apply for a programme when it has a project of its policy field that has won nothing; it has applied
    when a project of that field has been applied for this year. Programmes in whose field no unit has a project stand
    last with a blank unit: somebody has to be found for them.
    """
    projects = month.projects
    applied = set(zip(*(projects.loc[projects["applied"], name] for name in ("unit_id", "policy_field")), strict=True))
    waiting: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    pipeline = projects[projects["pipeline"]]
    for unit_id, field, name in zip(
        pipeline["unit_id"], pipeline["policy_field"], pipeline["project_name"], strict=True
    ):
        waiting[unit_id, field].append(name)
    rows, programmes = [], month.programmes.to_dict("records")
    for unit_id, unit in zip(month.units["unit_id"], month.units["unit"], strict=True):
        for programme in programmes:
            field = programme["policy_field"]
            if (names := waiting.get((unit_id, field))) and (unit_id, field) not in applied:
                rows.append({**programme, "unit_id": unit_id, "unit": unit, "waiting": "、".join(names)})
    known = set(projects["policy_field"])
    nobody = month.programmes[~month.programmes["policy_field"].isin(known)].to_dict("records")
    rows += [{**programme, "unit_id": "", "unit": "", "waiting": ""} for programme in nobody]
    return pd.DataFrame(rows, columns=list(OPENING_COLUMNS), dtype="str")


def opening_rows(month: Month) -> list[dict[str, str]]:
    """Give the rows of the list of programmes that can still be applied for (可申报专项), each with the units that could and their projects of its field (可报项目).

    Those that close first stand first, those without an end last; what closes in the month of the document says so.
    """
    could, sent = openings(month), f"{document_date(month):%Y-%m}"
    rows: list[dict[str, str]] = []
    for programme in sorted(month.programmes.to_dict("records"), key=lambda row: row["closes"] or "9999"):
        named_for = list(could.loc[could["programme"] == programme["programme"], "unit"])
        units = [unit for unit in named_for if unit]
        own = could[(could["programme"] == programme["programme"]) & (could["unit"] != "")]
        waiting = "、".join(of_unit(*pair) for pair in zip(own["unit"], own["waiting"], strict=True))
        if units or programme["unapplied"]:
            closing = _CLOSING if programme["closes"].startswith(sent) else ""
            ends = {"申报起": programme["opens"] or _NO_DAY, "申报止": (programme["closes"] or _NO_DAY) + closing}
            of_whom = {
                "可报项目": waiting,
                "可申报单位": "、".join(dict.fromkeys(units)) or (_NO_PROJECT if named_for else _NOBODY),
            }
            named = {"专项": programme["programme"], "级次": programme["level"], "投资方向": programme["policy_field"]}
            rows.append({"序号": str(len(rows) + 1), **named, **ends, **of_whom})
    return rows
