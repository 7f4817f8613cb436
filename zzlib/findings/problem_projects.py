"""The projects of which something is asked, by unit: what is wrong with each, and what to do about it; no persons."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from zzlib.findings.judging import Finding, found, judge, projects_of
from zzlib.indicators.month import Month
from zzlib.indicators.once import once
from zzlib.phrasing.phrases import Phrases
from zzlib.vocabulary import Stage

PROBLEM_COLUMNS = ("unit_id", "unit", "project_id", "project", "amount_fen", "stage", "problem", "demand")
"""Columns of `problem_projects`: text but `amount_fen` (Int64 fen, blank where nothing is stated)."""


@once
def problem_projects(month: Month, told: frozenset[str] | None = None) -> pd.DataFrame:
    """List the projects of the problems found (`PROBLEM_COLUMNS`), a row a unit and project, units in order of precedence.

    `told` are the ids of the problems that count, all that are found if `None`. A project of several problems has all that is said and asked of it in its row, in the order of the catalogue's weight;
    its amount is that of the first. Projects of which only a share is told (conversion) are not listed.
    """
    phrases = Phrases(month, "findings.toml")
    names = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    entries: dict[tuple[str, str], dict[str, Any]] = {}
    for finding, row in _rows(month, told):
        rule = finding.rule
        stage = Stage(row["stage"]).label if row["stage"] else ""
        said = (texts.get(row["stage"], texts[""]) for texts in (rule.listed, rule.demand))
        problem, demand = (phrases.phrase(text, stage=stage or "原阶段") for text in said)
        first = {"project": row["project_name"], "amount_fen": row[f"{rule.amount}_fen"] or None, "stage": stage}
        entry = entries.setdefault((row["unit_id"], row["project_id"]), first | {"problem": [], "demand": []})
        entry["problem"].append(problem)
        entry["demand"].append(demand)
    order = {unit_id: place for place, unit_id in enumerate(names)}
    rows = [
        {"unit_id": unit_id, "unit": names[unit_id], "project_id": project_id, **entry}
        | {name: "；".join(dict.fromkeys(entry[name])) for name in ("problem", "demand")}
        for (unit_id, project_id), entry in sorted(entries.items(), key=lambda item: order[item[0][0]])
    ]
    frame = pd.DataFrame(rows, columns=list(PROBLEM_COLUMNS))
    return frame.astype({name: "Int64" if name == "amount_fen" else "str" for name in PROBLEM_COLUMNS})


def _rows(month: Month, told: frozenset[str] | None) -> Iterator[tuple[Finding, dict[Any, Any]]]:
    for finding in found(judge(month)):
        if finding.rule.listed and (told is None or finding.rule.id in told):
            yield from ((finding, row) for row in projects_of(finding.rule, month).to_dict("records"))
