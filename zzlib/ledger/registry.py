"""Who is who: a name that a file states -> the unit that bears it. Exact names and decided aliases only, never similarity."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from zzlib.issues import Issue, issue
from zzlib.vocabulary import GROUPS
from zzlib.workspace import NEEDED_COLUMNS, Reference, Workspace, WorkspaceError

_NOISE = re.compile(r"[\s“”\"'‘’《》]|[(（](盖章|公章|章|签章)[)）]")


def name_key(name: str) -> str:
    """Fold a name for comparison: compatibility forms, blanks, quotes and （盖章） go; nothing else does."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", _NOISE.sub("", name)))


@dataclass(frozen=True)
class Alias:
    """A decided other name of a unit and the periods (`2013-05`, blank is open) between which it holds."""

    unit_id: str
    valid_from: str
    valid_to: str

    def holds(self, period: str) -> bool:
        """Tell whether the alias is valid in a period; dates are compared at the month."""
        return (not self.valid_from or self.valid_from[:7] <= period) and (
            not self.valid_to or period <= self.valid_to[:7]
        )


@dataclass(frozen=True)
class Registry:
    """The units of the county.

    `units` has a row a unit in order of precedence: unit_id, name, full_name, group (text), ranked (bool), row.
    """

    units: pd.DataFrame
    names: dict[str, str]
    aliases: dict[str, list[Alias]]
    issues: list[Issue] = field(default_factory=list)

    @cached_property
    def ids(self) -> dict[str, str]:
        """Unit id -> short name, in order of precedence."""
        return dict(zip(self.units["unit_id"], self.units["name"], strict=True))

    def find(self, name: str, period: str) -> str | None:
        """Give the id of the unit that bears a name exactly in a period, or `None`."""
        key = name_key(name)
        found = {alias.unit_id for alias in self.aliases.get(key, []) if alias.holds(period)}
        if key in self.names:
            found = {self.names[key]}
        return found.pop() if len(found) == 1 else None

    def find_within(self, text: str, period: str) -> str | None:
        """Give the id of the one unit whose name stands inside a text (a title, a file name), or `None`.

        A name that is part of a longer one found in the same place does not count (水利局 in 水利局水保站).
        """
        rest, found = name_key(text), set()
        for key in sorted((*self.names, *self.aliases), key=len, reverse=True):
            if len(key) > 1 and key in rest:
                unit_id = self.find(key, period)
                if unit_id:
                    found.add(unit_id)
                    rest = rest.replace(key, "\0")
        return found.pop() if len(found) == 1 else None


def read_registry(workspace: Workspace) -> Registry:
    """Read units and aliases; what can't be used is an issue and left out.

    Raises:
        WorkspaceError: there are no units.
    """
    reference = workspace.reference("units")
    issues = list(reference.issues)
    frame = reference.frame[reference.frame["unit_id"] != ""]
    names: dict[str, str] = {}
    seen: set[str] = set()
    for row in reference.rows():
        unit_id, number = row["unit_id"], row["row"]
        if not unit_id:
            continue
        if unit_id in seen:
            issues.append(bad_reference(reference, number, "unit_id", unit_id, "这个 unit_id 前面已经有了"))
            continue
        seen.add(unit_id)
        if row["group"] not in GROUPS:
            issues.append(_doubtful(reference, number, "group", row["group"], f"应是 {'、'.join(GROUPS)} 之一"))
        if row["ranked"].lower() not in ("", "yes", "no"):
            issues.append(_doubtful(reference, number, "ranked", row["ranked"], "应是 yes 或 no"))
        for column in ("name", "full_name"):
            if row[column] and names.setdefault(name_key(row[column]), unit_id) != unit_id:
                issues.append(bad_reference(reference, number, column, row[column], "另一个单位已用这个名称"))
    if reference.issues and not {"unit_id", "name"} <= set(reference.letters):
        needed = "、".join(NEEDED_COLUMNS["units"])
        raise WorkspaceError(
            f"{reference.file} 缺少要用的列（{needed}）；第一行要写英文列名，现有：{'、'.join(reference.letters)}"
        )
    if frame.empty:
        raise WorkspaceError(f"{reference.file} 里没有单位：每个单位要有一行（unit_id、name、group…）")
    frame = frame[~frame["unit_id"].duplicated()].reset_index(drop=True)
    units = frame.assign(ranked=frame["ranked"].str.lower() != "no")
    aliases, alias_issues = _read_aliases(workspace, seen)
    return Registry(units, names, aliases, issues + alias_issues)


def _read_aliases(workspace: Workspace, known: set[str]) -> tuple[dict[str, list[Alias]], list[Issue]]:
    reference = workspace.reference("aliases")
    issues = list(reference.issues)
    aliases: dict[str, list[Alias]] = {}
    for row in reference.rows():
        if row["unit_id"] not in known:
            why = "units.csv 里没有这个 unit_id"
            issues.append(bad_reference(reference, row["row"], "unit_id", row["unit_id"], why))
        elif row["alias"]:
            alias = Alias(row["unit_id"], row["valid_from"], row["valid_to"])
            aliases.setdefault(name_key(row["alias"]), []).append(alias)
    return aliases, issues


def bad_reference(reference: Reference, row: int, column: str, value: str, why: str) -> Issue:
    """Make the issue of a reference value that can't be used, at its cell."""
    cell = reference.cell(row, column)
    return issue("reference_bad_value", file=reference.file, cell=cell, field=column, value=value, why=why)


def _doubtful(reference: Reference, row: int, column: str, value: str, why: str) -> Issue:
    place = {"file": reference.file, "cell": reference.cell(row, column), "field": column, "value": value}
    return issue("reference_doubtful_value", why=why, **place)


def suggestions(registry: Registry, name: str, most: int = 3) -> list[str]:
    """Order the units' names by likeness to an unknown one, for a person to decide; never used to decide."""
    import difflib

    names: Iterable[str] = registry.units["name"]
    return difflib.get_close_matches(name, list(names), n=most, cutoff=0.3)
