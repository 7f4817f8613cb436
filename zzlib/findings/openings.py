"""For each unit the open programmes that it could apply for and has not."""

import pandas as pd

from zzlib.indicators.month import Month
from zzlib.indicators.once import once

OPENING_COLUMNS = ("unit_id", "unit", "programme", "policy_field", "level", "opens", "closes", "document", "waiting")
"""Columns of `openings`, all text; `waiting` names the unit's projects of the field that have not been applied for."""


@once
def openings(month: Month) -> pd.DataFrame:
    """List the open programmes that units have not applied for (`OPENING_COLUMNS`), units in order of precedence.

    A unit could apply for a programme when it has a project of its policy field that has won nothing; it has applied
    when a project of that field has been applied for this year. Programmes in whose field no unit has a project stand
    last with a blank unit: somebody has to be found for them.
    """
    projects = month.projects
    applied = set(zip(*(projects.loc[projects["applied"], name] for name in ("unit_id", "policy_field")), strict=True))
    waiting = projects[projects["pipeline"]]
    rows = []
    for unit_id, unit in zip(month.units["unit_id"], month.units["unit"], strict=True):
        own = waiting[waiting["unit_id"] == unit_id]
        for programme in month.programmes.to_dict("records"):
            field = programme["policy_field"]
            names = list(own.loc[own["policy_field"] == field, "project_name"])
            if names and (unit_id, field) not in applied:
                rows.append({**programme, "unit_id": unit_id, "unit": unit, "waiting": "、".join(names)})
    known = set(projects["policy_field"])
    nobody = month.programmes[~month.programmes["policy_field"].isin(known)].to_dict("records")
    rows += [{**programme, "unit_id": "", "unit": "", "waiting": ""} for programme in nobody]
    return pd.DataFrame(rows, columns=list(OPENING_COLUMNS), dtype="str")
