"""The same project filed by two units: both count until a person decides, and both cells are said."""

from typing import Any

import pandas as pd

from zzlib.issues import Issue, issue
from zzlib.ledger import Ledger
from zzlib.ledger.places import Places
from zzlib.money import display_money


def projects_filed_twice(ledger: Ledger, places: Places) -> list[Issue]:
    """Warn at each cell of a project that units file under one code, or under one name."""
    projects = ledger.month("projects")
    names = dict(zip(ledger.month("units")["unit_id"], ledger.month("units")["unit"], strict=True))
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for key in (projects["project_code"], projects["name_key"]):
        shared = (key != "") & key.duplicated(keep=False)
        for _, rows in projects[shared].groupby(key[shared], sort=False):
            if rows["unit_id"].nunique() > 1 and not rows["apart"].any():
                found = _records(rows)
                groups.setdefault(tuple(sorted(row["project_id"] for row in found)), found)
    return [_twin(row, rows, names, places) for rows in groups.values() for row in rows if not row["carried"]]


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]


def _twin(row: dict[str, Any], rows: list[dict[str, Any]], names: dict[str, str], places: Places) -> Issue:
    amounts = "；".join(f"{names[r['unit_id']]}争取{_amount(r, 'awarded')}、到位{_amount(r, 'received')}" for r in rows)
    place = places.at(row["source_id"], row["row"], "project_name")
    return issue(
        "project_twice",
        period=place.period,
        unit_id=row["unit_id"],
        file=place.file,
        sheet=place.sheet,
        cell=place.cell,
        field="project_name",
        value=row["project_name"],
        units="、".join(dict.fromkeys(names[r["unit_id"]] for r in rows)),
        amounts=amounts,
        twins=[(r["unit_id"], r["project_id"]) for r in rows],
    )


def _amount(row: dict[str, Any], field: str) -> str:
    return "读不出" if row[f"{field}_unreadable"] else display_money(row[f"{field}_fen"])
