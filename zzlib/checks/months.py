"""A unit's return beside its last one of the year: projects that vanished, returns that did not change."""

from collections import Counter

import pandas as pd

from zzlib.issues import Issue, issue
from zzlib.ledger import Ledger
from zzlib.ledger.change_lines import name_at, read_changes
from zzlib.ledger.identity import owner_of
from zzlib.ledger.places import Places

_ASIDE = ("period", "carried", "source_id", "row", "received_month_fen", "received_month_unreadable", "decided")
"""Columns of fund lines that may differ between two months in which a unit says the same."""


def last_own_rows(ledger: Ledger, table: str, back: int = 1) -> pd.DataFrame:
    """Give, of each unit that filed this period, the rows that stood for it in the one before (or `back` of them)."""
    earlier = ledger.workspace.rhythm.until(ledger.period)[:-1]
    if len(earlier) < back:
        return getattr(ledger, table).iloc[:0]  # type: ignore[no-any-return]
    before = ledger.month(table, earlier[-back])
    units = ledger.month("units")
    filed = units.loc[units["stated"] & ~units["carried"], "unit_id"]
    return before[before["unit_id"].isin(filed)]


def vanished_projects(ledger: Ledger, places: Places) -> list[Issue]:
    """Warn of each project that the unit's last return had and this month's has not; it may be in what is undecided.

    Of a unit that was split, no unit is told of a project that none of those that came out of it has filed: it is the
    office's to ask.
    """
    projects, units = ledger.month("projects"), ledger.month("units")
    now = set(projects["project_id"])
    before = last_own_rows(ledger, "projects")
    before = before[~before["unit_id"].isin(units.loc[units["undecided"], "unit_id"])]
    files = dict(zip(units["unit_id"], units["file"], strict=True))
    same_names = set(zip(projects["unit_id"], projects["name_key"], strict=True))
    changes, names = read_changes(ledger.workspace)[0], name_at(ledger.workspace, ledger.period)
    issues = []
    for row in before[~before["project_id"].isin(now)].to_dict("records"):
        unit_id, owner = row["unit_id"], owner_of(row["project_id"])
        place = places.at(row["source_id"], row["row"], "project_name")
        about = {"period": ledger.period, "field": "project_name", "value": row["project_name"]}
        about |= {"previous": ledger.workspace.rhythm.name(place.period), "project_id": row["project_id"]}
        came = changes.came(owner, unit_id, ledger.period)
        if came and place.period < came:
            if (unit_id, row["name_key"]) in same_names:
                continue  # two units that merged filed one project
            about["previous"] += f"原{names[owner]}"
            if owner not in changes.whole(unit_id, ledger.period):
                after = "、".join(names[u] for u, _ in changes.successors(owner, place.period, ledger.period))
                issues.append(issue("project_unclaimed", **about, former=names[owner], units=after))
                continue
        issues.append(issue("project_vanished", **about, unit_id=unit_id, file=files[unit_id]))
    return issues


def unchanged_returns(ledger: Ledger) -> list[Issue]:
    """Tell which returns repeat the month before row for row (January has none before it)."""
    now, before = _contents(ledger.month("funding")), _contents(last_own_rows(ledger, "funding"))
    files = dict(zip(ledger.month("units")["unit_id"], ledger.month("units")["file"], strict=True))
    rhythm = ledger.workspace.rhythm
    month = rhythm.before(ledger.period)
    earlier = ledger.month("units", month)
    stood_for = dict(zip(earlier["unit_id"], earlier["carried_from"], strict=True))
    issues = []
    for unit_id in (unit_id for unit_id, content in before.items() if now.get(unit_id) == content):
        place = {"period": ledger.period, "unit_id": unit_id, "file": files[unit_id]}
        issues.append(issue("return_unchanged", previous=rhythm.name(stood_for[unit_id] or month), **place))
    return issues


def _contents(rows: pd.DataFrame) -> dict[str, Counter[tuple[object, ...]]]:
    """Give what each unit's rows say, whatever their order."""
    contents: dict[str, Counter[tuple[object, ...]]] = {}
    content = [name for name in rows.columns if name not in _ASIDE]
    for row in rows[content].astype("str").itertuples(index=False, name=None):
        contents.setdefault(row[content.index("unit_id")], Counter())[row] += 1
    return contents
