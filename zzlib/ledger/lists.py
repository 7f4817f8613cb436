"""The county's lists held against each other: units without targets, words that no list has, years without history."""

from collections import Counter
from collections.abc import Collection, Iterable

import pandas as pd

from zzlib.issues import Issue, issue
from zzlib.ledger.change_lines import name_at, read_changes
from zzlib.ledger.reference_rows import doubtful_reference
from zzlib.periods import chinese, month_of, period_of, year_of
from zzlib.workspace import Workspace

_MOST_NAMED = 10


def list_issues(workspace: Workspace, period: str, targets: pd.DataFrame, base_funds: pd.DataFrame) -> list[Issue]:
    """Give what is wrong between the reference files, for a period with its targets and its base of growth."""
    return [
        *_without_target(workspace, period, targets),
        *_without_history(workspace, period, base_funds),
        *_unknown_words(workspace),
        *_repeated(workspace, "fund_categories", "category"),
        *_repeated(workspace, "policy_fields", "field"),
    ]


def _without_target(workspace: Workspace, period: str, targets: pd.DataFrame) -> Iterable[Issue]:
    """Name the ranked units without a target of funds; where there are no targets at all that is said by itself."""
    having = set(targets.loc[targets["funds_fen"].notna(), "unit_id"])
    rows, changes = workspace.reference("units").rows(), read_changes(workspace)[0]
    ranked = (r for r in rows if r["unit_id"] and r["ranked"] == "yes" and changes.is_member(r["unit_id"], period))
    known = name_at(workspace, period)
    names = [known[r["unit_id"]] for r in ranked if r["unit_id"] not in having]
    if names and having:
        shown = "、".join(names[:_MOST_NAMED]) + ("等" if len(names) > _MOST_NAMED else "")
        file = workspace.reference("targets").file
        yield issue("target_missing", file=file, value=shown, count=len(names), year=year_of(period))


def _without_history(workspace: Workspace, period: str, base_funds: pd.DataFrame) -> Iterable[Issue]:
    """Say that a county that keeps its history has nothing of last year's same month to compare with."""
    last_year = period_of(year_of(period) - 1, month_of(period))
    kept = not workspace.reference("history_funds").frame.empty
    if kept and not (base_funds["period"] == last_year).any():
        yield issue("history_absent", file=workspace.reference("history_funds").file, value=chinese(last_year))


def _unknown_words(workspace: Workspace) -> Iterable[Issue]:
    """Point at the first cell of each word that the list it belongs to does not have."""
    categories = [row["category"] for row in workspace.reference("fund_categories").rows()]
    policy_fields = [row["field"] for row in workspace.reference("policy_fields").rows()]
    columns: list[tuple[str, str, Collection[str], str]] = [
        ("history_funds", "fund_category", categories, "不在 fund_categories.csv 的名单里"),
        ("programmes", "field", policy_fields, "不在 policy_fields.csv 的名单里"),
    ]
    for name, column, known, why in columns:
        reference = workspace.reference(name)
        told: set[str] = set()
        for row in reference.rows():
            word = row[column]
            if known and word and word not in known and word not in told:
                told.add(word)
                yield doubtful_reference(reference, row["row"], column, row[column], why)


def _repeated(workspace: Workspace, name: str, column: str) -> Iterable[Issue]:
    reference = workspace.reference(name)
    seen: Counter[str] = Counter()
    for row in reference.rows():
        seen[row[column]] += 1
        if row[column] and seen[row[column]] == 2:
            yield doubtful_reference(reference, row["row"], column, row[column], "前面已经有了，请只留一行")
