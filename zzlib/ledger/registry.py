"""Who is who: a name that a file states -> the unit that bears it. Exact names and decided aliases only, never similarity."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from zzlib.issues import Issue, issue
from zzlib.ledger.excel import identifier, month_text
from zzlib.reference_files import NEEDED_COLUMNS, UNREADABLE
from zzlib.vocabulary import UNPLACED
from zzlib.workspace import Reference, Workspace, WorkspaceError

_MONTH = re.compile(r"\d{4}-\d{2}")
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
    alias: str = ""
    decided_by: str = ""
    decided_on: str = ""
    reason: str = ""

    def holds(self, period: str) -> bool:
        """Tell whether the alias is valid in a period."""
        return (not self.valid_from or self.valid_from <= period) and (not self.valid_to or period <= self.valid_to)

    def overlaps(self, other: "Alias") -> bool:
        """Tell whether there is a period in which both are valid."""
        return (not other.valid_to or self.valid_from <= other.valid_to) and (
            not self.valid_to or other.valid_from <= self.valid_to
        )

    def noted(self, unit: str) -> str:
        """Say what was decided, by whom, when and why, in one line."""
        who = "，".join(filter(None, [self.decided_by, self.decided_on]))
        return f"单位名称：{self.alias}即{unit}（{who}{'：' if self.reason else ''}{self.reason}）"


@dataclass(frozen=True)
class Registry:
    """The units of the county.

    `units` has a row a unit in order of precedence: unit_id, name, full_name, group (text, `UNPLACED` where it can't be
    read), ranked (bool), rank_unreadable (bool: whether the unit is ranked can't be read), row.
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

    def alias(self, name: str, period: str) -> Alias | None:
        """Give the decided alias by which `find` knows a name in a period, or `None` where it needs none."""
        key = name_key(name)
        holding = [alias for alias in self.aliases.get(key, []) if alias.holds(period)]
        return holding[-1] if holding and key not in self.names and self.find(name, period) else None

    def find_within(self, text: str, period: str) -> str | None:
        """Give the id of the one unit whose name stands inside a text (a title, a file name), or `None`.

        A name that is part of a longer one found in the same place does not count (水利局 in 水利局水保站).
        """
        rest, found = name_key(text), set()
        for length, keys in self._keys.items():
            inside = {rest[start : start + length] for start in range(len(rest) - length + 1)} & keys.keys()
            for key in sorted(inside, key=lambda key: keys[key]):
                if key in rest and (unit_id := self.find(key, period)):
                    found.add(unit_id)
                    rest = rest.replace(key, "\0")
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _keys(self) -> dict[int, dict[str, int]]:
        """All names and aliases of two letters and more by length, the longest first, each with its place among them."""
        keys: dict[int, dict[str, int]] = {}
        for place, key in enumerate((*self.names, *self.aliases)):
            keys.setdefault(len(key), {}).setdefault(key, place)
        return {length: keys[length] for length in sorted(keys, reverse=True) if length > 1}


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
        if not row["name"]:
            issues.append(bad_reference(reference, number, "name", "", "没有写单位名称，报表里认不出这个单位"))
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
    units = frame.assign(
        group=frame["group"].replace(UNREADABLE, UNPLACED),
        ranked=frame["ranked"] == "yes",
        rank_unreadable=frame["ranked"] == UNREADABLE,
    )
    aliases, alias_issues = _read_aliases(workspace, seen, names)
    return Registry(units, names, aliases, issues + alias_issues)


def _read_aliases(
    workspace: Workspace, known: set[str], names: dict[str, str]
) -> tuple[dict[str, list[Alias]], list[Issue]]:
    """Read the aliases; of entries with the same alias, unit and valid_from the last counts (`valid_to` undone: none).

    One whose months can't be read may take back what stood before: no entry of that alias and unit holds.
    """
    reference = workspace.reference("aliases")
    issues = list(reference.issues)
    units = unit_names(workspace)
    entries: dict[tuple[str, str, str], tuple[Alias, int]] = {}
    for row in reference.rows():
        unit_id = unit_in(reference, row, known, issues)
        since, until = (month_text(row[column])[:7] for column in ("valid_from", "valid_to"))
        dated = [("valid_from", since), ("valid_to", "" if until == "undone" else until)]
        if bad := next((column for column, month in dated if month and not _MONTH.fullmatch(month)), None):
            why = "应是月份，如 2013-01，不限的留空（valid_to 也可填“撤销”）；这一条和它之前这个别名的各条都不作数"
            issues.append(bad_reference(reference, row["row"], bad, row[bad], why))
            doubted = (name_key(row["alias"]), unit_id)
            entries = {key: entry for key, entry in entries.items() if key[:2] != doubted}
        elif unit_id and row["alias"] and until == "undone":
            entries.pop((name_key(row["alias"]), unit_id, since), None)
        elif unit_id and row["alias"]:
            decided = {name: row[name] for name in ("alias", "decided_by", "decided_on", "reason")}
            alias = Alias(unit_id, since, until, **decided)
            entries[name_key(row["alias"]), unit_id, since] = (alias, row["row"])
    aliases: dict[str, list[Alias]] = {}
    for (key, *_), (alias, number) in entries.items():
        if why := _alias_clash(key, alias, aliases.get(key, []), names, units):
            issues.append(doubtful_reference(reference, number, "alias", alias.alias, why))
        aliases.setdefault(key, []).append(alias)
    return aliases, issues


def _alias_clash(key: str, alias: Alias, others: list[Alias], names: dict[str, str], units: dict[str, str]) -> str:
    """Say why an alias can't tell whose a file is: it is a unit's own name, or at the same time another unit's alias."""
    if names.get(key, alias.unit_id) != alias.unit_id:
        return f"这是{units[names[key]]}自己的名称，按{units[names[key]]}认"
    clash = next((o for o in others if o.unit_id != alias.unit_id and o.overlaps(alias)), None)
    return f"同一时间也是{units[clash.unit_id]}的别名，谁的都不认；请写明起止月份" if clash else ""


def unit_in(reference: Reference, row: dict[str, Any], known: Collection[str], issues: list[Issue]) -> str:
    """Give the id of a row's unit, `""` if units.csv has none; what Excel did to it (lost zeros) is put right and said."""
    unit_id = identifier(row["unit_id"], known)
    if not unit_id:
        why = "units.csv 里没有这个 unit_id（要填编号，不是名称）"
        issues.append(bad_reference(reference, row["row"], "unit_id", row["unit_id"], why))
    elif unit_id != row["unit_id"]:
        why = f"单位编号是 {unit_id}，像是 Excel 去掉了前面的 0 或改了写法，按 {unit_id} 认"
        issues.append(doubtful_reference(reference, row["row"], "unit_id", row["unit_id"], why))
    return unit_id


def unit_names(workspace: Workspace) -> dict[str, str]:
    """Give unit id -> short name as units.csv has them."""
    return {row["unit_id"]: row["name"] for row in workspace.reference("units").rows() if row["unit_id"]}


def unit_groups(workspace: Workspace) -> dict[str, str]:
    """Give unit id -> group as units.csv has them, `UNPLACED` where it can't be read."""
    rows = workspace.reference("units").rows()
    return {row["unit_id"]: row["group"].replace(UNREADABLE, UNPLACED) for row in rows if row["unit_id"]}


def bad_reference(reference: Reference, row: int, column: str, value: str, why: str) -> Issue:
    """Make the issue of a reference value that can't be used, at its cell."""
    cell = reference.cell(row, column)
    return issue("reference_bad_value", file=reference.file, cell=cell, field=column, value=value, why=why)


def doubtful_reference(reference: Reference, row: int, column: str, value: str, why: str) -> Issue:
    """Make the issue of a reference value that is used as it is, at its cell."""
    place = {"file": reference.file, "cell": reference.cell(row, column), "field": column, "value": value}
    return issue("reference_doubtful_value", why=why, **place)


def suggestions(registry: Registry, name: str, most: int = 3) -> list[str]:
    """Order the units' names by likeness to an unknown one, for a person to decide; never used to decide."""
    import difflib

    names: Iterable[str] = registry.units["name"]
    return difflib.get_close_matches(name, list(names), n=most, cutoff=0.3)
