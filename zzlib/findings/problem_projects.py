"""The projects of which something is asked, by unit: what is wrong with each, and what to do about it; no persons."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from zzlib.dispatch.rules import asked, has_longer
from zzlib.findings.catalogue import Listed
from zzlib.findings.judging import Finding, found, judge, projects_of
from zzlib.indicators.month import Month
from zzlib.indicators.once import once
from zzlib.phrasing.phrases import Phrases
from zzlib.vocabulary import Stage

PROBLEM_COLUMNS = (
    "unit_id", "unit", "project_id", "project", "projects", "amount_fen", "amount_of", "without_amount", "stage", "problem", "demand", "due",
)  # fmt: skip
"""Columns of `problem_projects`: text but `amount_fen` (Int64 fen, blank where nothing is stated or can be read) of the kind
`amount_of` (a rule's `amount`, or `inspected`), and the numbers
(int64) `projects` that a row speaks of and `without_amount` of them."""

_NUMBERS = {"amount_fen": "Int64", "projects": "int64", "without_amount": "int64"}

TAKEN_BACK = "reclaimed"
"""The problem, and the kind of amount, of money taken back."""

_PRESSING = 2
"""The urgency of problems whose projects are always listed one by one: a leader is asked for, or a date is over."""


@dataclass
class _Entry:
    """A project with all that is said and asked of it; its amount is that of its first problem."""

    project: str
    amount_fen: int | None
    amount_of: str
    stage: str
    has_longer: bool = True
    problems: list[str] = field(default_factory=list)
    demands: list[str] = field(default_factory=list)

    @property
    def due(self) -> str:
        """By when the first of what is asked is to be done."""
        return _LATER if self.has_longer else _DEADLINE


_DEADLINE, _LATER = "{deadline}", "{later}"
"""The words of `month_words` for the days by which something is asked."""

_Entries = dict[tuple[str, str], _Entry]
"""By unit and project."""


@once
def problem_projects(month: Month, told: frozenset[str] | None = None) -> pd.DataFrame:
    """List the projects of the problems found (`PROBLEM_COLUMNS`), a row a unit and project, units in order of precedence.

    `told` are the ids of the problems that count, all that are found if `None`. A project of several problems has all that is said and asked of it in its row, in the order of the catalogue's weight;
    its amount is that of the first. Projects of which only a share is told (conversion) are not listed.
    """
    return _frame(month, _single(_merged(_entries(month, _rows(month, told)), _listed(month, told))))


@once
def problems_to_act_on(month: Month, told: frozenset[str]) -> pd.DataFrame:
    """List the same as a paper to act on (`PROBLEM_COLUMNS`): a problem of many projects has one row a unit, after the unit's own.

    Problems with more than `findings.listed_most` projects, which ask nothing of a leader and miss no date, are summed: a
    row tells how many of a unit's several projects have which of them, and their amounts together; its `project_id` is blank.
    Large ones that wait for approval stand by themselves: they have a date of their own. No project is in two rows: one that has a problem of each sort stands by itself, with all that is asked of it.
    """
    rows = list(_rows(month, told))
    sizes, most = Counter(finding.rule.id for finding, _ in rows), month.settings.findings.listed_most
    many = {f.rule.id for f, _ in rows if sizes[f.rule.id] > most and f.rule.urgency < _PRESSING}
    listed = _listed(month, told)
    alone = {_key(row) for finding, row in rows if finding.rule.id not in many or row["stuck_large"]} | set(listed)
    entries = _merged(_entries(month, rows), listed)
    single = {key: entry for key, entry in entries.items() if key in alone}
    summed = {key: entry for key, entry in entries.items() if key not in alone}
    return _frame(month, [*_single(single), *_summed(summed)])


def _key(row: dict[Any, Any]) -> tuple[str, str]:
    return row["unit_id"], row["project_id"]


def _single(entries: _Entries) -> Iterator[dict[str, Any]]:
    for (unit_id, project_id), entry in entries.items():
        yield {
            "unit_id": unit_id, "project_id": project_id, "project": entry.project, "projects": 1, "amount_fen": entry.amount_fen, "amount_of": entry.amount_of,
            "without_amount": int(entry.amount_fen is None), "stage": entry.stage, "problem": "；".join(dict.fromkeys(entry.problems)), "demand": "；".join(dict.fromkeys(entry.demands)), "due": entry.due,
        }  # fmt: skip


def _summed(entries: _Entries) -> Iterator[dict[str, Any]]:
    # Amounts of different kinds make no sum.
    for unit_id, kind in dict.fromkeys((unit_id, entry.amount_of) for (unit_id, _), entry in entries.items()):
        of_unit = {key: entry for key, entry in entries.items() if (key[0], entry.amount_of) == (unit_id, kind)}
        if len(of_unit) == 1:
            yield from _single(of_unit)
            continue
        own = list(of_unit.values())
        problems = Counter(problem for entry in own for problem in entry.problems)
        several, blank = sum(len(e.problems) > 1 for e in own), sum(e.amount_fen is None for e in own)
        aside = [f"其中{several}个{'两项都有' if len(problems) == 2 else '不止一项'}"] if several else []
        aside += [f"{blank}个未填金额"] if blank else []
        yield {
            "unit_id": unit_id, "project_id": "", "project": f"{len(own)}个项目", "projects": len(own),
            "amount_fen": sum(e.amount_fen or 0 for e in own) or None, "amount_of": kind, "without_amount": blank, "stage": "",
            "problem": "；".join(_counted(problem, number, len(own)) for problem, number in problems.items())
            + (f"（{'，'.join(aside)}）" if aside else ""),
            "demand": "；".join(dict.fromkeys(demand for entry in own for demand in entry.demands)),
            "due": _LATER if all(entry.has_longer for entry in own) else _DEADLINE,
        }  # fmt: skip


def _counted(problem: str, number: int, projects: int) -> str:
    """Say of how many projects a problem is, where that is not of all: those are counted beside."""
    return problem if number == projects else f"{number}个{problem}"


def _frame(month: Month, rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Give rows as a table, units in order of precedence."""
    names = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    order = {unit_id: place for place, unit_id in enumerate(names)}
    ordered, phrases = sorted(rows, key=lambda row: order[row["unit_id"]]), Phrases(month)
    made = [row | {"unit": names[row["unit_id"]], "due": phrases.phrase(row["due"])} for row in ordered]
    frame = pd.DataFrame(made, columns=list(PROBLEM_COLUMNS))
    return frame.astype({name: _NUMBERS.get(name, "str") for name in PROBLEM_COLUMNS})


def _entries(month: Month, rows: Iterable[tuple[Finding, dict[Any, Any]]]) -> _Entries:
    phrases, entries = Phrases(month, "rules.toml"), _Entries()
    for finding, row in rows:
        rule = finding.rule.asks
        assert rule is not None
        stage = Stage(row["stage"]).label if row["stage"] else ""
        problem, demand = asked(rule, row["stage"], phrases)
        amount = row[f"{rule.amount}_fen"]
        first = _Entry(row["project_name"], None if pd.isna(amount) or not amount else int(amount), rule.amount, stage)
        entry = entries.setdefault(_key(row), first)
        entry.problems.append(problem)
        entry.demands.append(demand)
        entry.has_longer = entry.has_longer and has_longer(rule, row, phrases)
    return entries


def _listed(month: Month, told: frozenset[str] | None) -> _Entries:
    """Give what no flag of projects tells: money taken back, and what inspectors found, where the county lets its units be named for it."""
    found_by = {f.rule.id: f.rule.listed for f in found(judge(month)) if told is None or f.rule.id in told}
    entries = _Entries()
    if listed := found_by.get(TAKEN_BACK):
        entries = _merged(entries, _with_rows(month, _taken_back(month), TAKEN_BACK, listed))
    if (listed := found_by.get("inspected")) and month.settings.document.name_misuse:
        entries = _merged(entries, _with_rows(month, month.inspections.to_dict("records"), "inspected", listed))
    return entries


def _taken_back(month: Month) -> list[dict[Any, Any]]:
    """Give the money taken back of each project: `unit_id`, `project`, `amount_fen`."""
    lines = month.funding[month.funding["counts"] & (month.funding["received_fen"] < 0).fillna(value=False)]
    back = (
        lines.assign(amount_fen=-lines["received_fen"])
        .groupby(["unit_id", "project_id"], sort=False)["amount_fen"]
        .sum()
    )
    named = back.reset_index().merge(month.projects[["unit_id", "project_id", "project_name"]])
    return named.rename(columns={"project_name": "project"}).to_dict("records")


def _with_rows(month: Month, rows: Iterable[dict[Any, Any]], amount_of: str, listed: Listed) -> _Entries:
    """Give what rows (`unit_id`, `project`, `amount_fen`, `finding`) say of projects, known ones by their ids."""
    entries, projects = _Entries(), month.projects
    names = zip(projects["unit_id"], projects["project_name"], strict=True)
    ids = dict(zip(names, projects["project_id"], strict=True))
    for row in rows:
        name = row["unit_id"], row["project"]
        amount = None if pd.isna(row["amount_fen"]) else int(row["amount_fen"])
        first = _Entry(row["project"], amount, amount_of, "")
        entry = entries.setdefault((row["unit_id"], ids.get(name, "/".join(name))), first)
        entry.problems.append(listed.problem.format(finding=row.get("finding", "")))
        entry.demands.append(listed.demand)
        entry.has_longer = False
    return entries


def _merged(entries: _Entries, others: _Entries) -> _Entries:
    """Put entries together: a project that is in both has all that is said and asked of it."""
    for key, other in others.items():
        if known := entries.get(key):
            known.problems += other.problems
            known.demands += other.demands
            known.has_longer = known.has_longer and other.has_longer
        else:
            entries[key] = other
    return entries


def _rows(month: Month, told: frozenset[str] | None) -> Iterator[tuple[Finding, dict[Any, Any]]]:
    for finding in found(judge(month)):
        if finding.rule.asks and (told is None or finding.rule.id in told):
            yield from ((finding, row) for row in projects_of(finding.rule, month).to_dict("records"))
