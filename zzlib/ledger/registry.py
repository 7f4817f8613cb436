"""Who is who: a name that a file states -> the unit that bears it. Exact names and decided aliases only, never similarity.

A unit's former name, and one that it bears only later, are its names as well; of a unit that was merged or renamed, they
are the one's that it went into (`zzlib.ledger.changes`). A name that would be several units' is nobody's.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import pandas as pd

from zzlib.decisions.files import DecidedEntry
from zzlib.issues import Issue
from zzlib.ledger.change_lines import NAME as CHANGES
from zzlib.ledger.change_lines import group_at, read_changes
from zzlib.ledger.changes import LATEST, Changes
from zzlib.ledger.excel import month_text
from zzlib.ledger.reference_rows import bad_reference, doubtful_reference, unit_in, unit_names
from zzlib.periods import chinese
from zzlib.reference_files import NEEDED_COLUMNS, UNREADABLE
from zzlib.told import ToldError
from zzlib.workspace import Workspace, WorkspaceError

_MONTH = re.compile(r"\d{4}-\d{2}")
_NOISE = re.compile(r"[\s“”\"'‘’《》]|[(（](盖章|公章|章|签章)[)）]")

_BEFORE = ("本县", "我县", "县", "本市", "我市", "市", "本区", "我区", "区")
"""What people write before a unit's name and none is called by."""


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """Fold a name for comparison: compatibility forms, blanks, quotes and （盖章） go; nothing else does."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", _NOISE.sub("", name)))


@dataclass(frozen=True)
class Alias(DecidedEntry):
    """A decided other name of a unit and the periods (`2013-05`, blank is open) between which it holds."""

    unit_id: str
    valid_from: str
    valid_to: str
    alias: str = ""

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
        return self.signed(f"单位名称：{self.alias}即{unit}")


@dataclass(frozen=True)
class Registry:
    """The units of the county.

    `units` has a row a unit in order of precedence: unit_id, name, full_name, group (text, `UNPLACED` where it can't be
    read), ranked (bool), rank_unreadable (bool: whether the unit is ranked can't be read), row; of units that have ended
    or not yet begun as well. Names and groups are those of one month.
    """

    units: pd.DataFrame
    names: dict[str, tuple[str, ...]]
    aliases: dict[str, list[Alias]]
    changes: Changes
    issues: list[Issue] = field(default_factory=list)

    @cached_property
    def ids(self) -> dict[str, str]:
        """Unit id -> short name, in order of precedence."""
        return dict(zip(self.units["unit_id"], self.units["name"], strict=True))

    def short_name(self, unit_id: str, stated: str) -> str:
        """Give a new name of a unit without what stands before its own short name in its full one."""
        return stated.removeprefix(_before_names(self.units).get(unit_id, "")) or stated

    def members(self, period: str) -> dict[str, str]:
        """Give unit id -> short name, in order of precedence, of those that are units in a month."""
        return {unit_id: name for unit_id, name in self.ids.items() if self.changes.is_member(unit_id, period)}

    def find(self, name: str, period: str) -> str | None:
        """Give the id of the unit that bears a name exactly in a period, or `None`."""
        found = self._bearers(name, period)
        if not found:
            found = {unit_id for named in self._ever(name, period) if (unit_id := self.changes.bearer(named, period))}
        return found.pop() if len(found) == 1 else None

    def called(self, name: str, period: str, county: str = "") -> str | None:
        """Give the id of the unit that people mean by an id in whatever letters, or a name; 县, 本县 or the county's name may stand before it."""
        name = name.strip()
        if own := next((unit_id for unit_id in self.ids if unit_id.casefold() == name.casefold()), None):
            return own
        rests = (name.removeprefix(before) for before in (county, *_BEFORE) if before and name.startswith(before))
        return next((found for rest in (name, *rests) if (found := self.find(rest, period))), None)

    def _bearers(self, name: str, period: str) -> set[str]:
        """Give the units of the month whose own name it is, else those whose alias."""
        key = name_key(name)
        own = {unit_id for unit_id in self.names.get(key, ()) if self.changes.is_member(unit_id, period)}
        held = {alias.unit_id for alias in self.aliases.get(key, []) if alias.holds(period)}
        return own or {unit_id for unit_id in held if self.changes.is_member(unit_id, period)}

    def _ever(self, name: str, period: str) -> list[str]:
        """Give the units that bear a name at some time, whether they are units in the period or not."""
        key = name_key(name)
        held = (alias.unit_id for alias in self.aliases.get(key, []) if alias.holds(period))
        return list(dict.fromkeys((*self.names.get(key, ()), *held)))

    def out_of_time(self, name: str, period: str) -> str:
        """Give the unit whose name it is but which is none in a period, having ended or not yet begun; `""` if it is none's."""
        if self._bearers(name, period):
            return ""
        named = self._ever(name, period)
        return named[0] if len(named) == 1 else ""

    def other_time(self, name: str, period: str) -> str:
        """Say that a name is not the one that its unit bears in a period, but its former or later one; `""` if it is."""
        unit_id, key = self.find(name, period), name_key(name)
        if not unit_id:
            return ""
        if former := self.out_of_time(name, period):
            month = self.changes.ended(former, period) or self.changes.begins(former, period)
            return _other_name(self.ids[former], month, self.ids[unit_id], earlier=month > period)
        given = {name_key(text): month for text, month in self.changes.names(unit_id)}
        if given.get(key, "") > period:
            return _other_name(name, given[key], self.ids[unit_id], earlier=True)
        now = self.changes.renamed(unit_id, period)
        if now and key != name_key(now) and unit_id in self.names.get(key, ()):
            return _other_name(name, max(m for m in given.values() if m <= period), now, earlier=False)
        return ""

    def alias(self, name: str, period: str) -> Alias | None:
        """Give the decided alias by which `find` knows a name in a period, or `None` where it needs none."""
        key = name_key(name)
        holding = [alias for alias in self.aliases.get(key, []) if alias.holds(period)]
        return holding[-1] if holding and key not in self.names and self.find(name, period) else None

    def find_within(self, text: str, period: str) -> str | None:
        """Give the id of the one unit whose name stands inside a text (a title, a file name), or `None`; see `name_within`."""
        return self.find(self.name_within(text, period), period)

    def name_within(self, text: str, period: str) -> str:
        """Give the name of the one unit that stands inside a text, `""` if there is none, or of several units.

        A name that is part of a longer one found in the same place does not count (水利局 in 水利局水保站). Where no unit of
        the period is named, it is that of one that has ended or not yet begun.
        """
        return self._within(text, lambda key: self.find(key, period)) or self._within(
            text, lambda key: self.out_of_time(key, period)
        )

    def _within(self, text: str, bearer: Callable[[str], str | None]) -> str:
        rest = name_key(text)
        found: dict[str, str] = {}
        places, lengths = self._keys
        starts = ((at, lengths.get(rest[at : at + 2], ())) for at in range(len(rest) - 1))
        inside = {rest[at : at + length] for at, own in starts for length in own} & places.keys()
        for key in sorted(inside, key=lambda key: (-len(key), places[key])):
            if key in rest and (unit_id := bearer(key)):
                found.setdefault(unit_id, key)
                rest = rest.replace(key, "\0")
        return next(iter(found.values())) if len(found) == 1 else ""

    @cached_property
    def _keys(self) -> tuple[dict[str, int], dict[str, set[int]]]:
        """All names and aliases of two letters and more, each with its place among them; and how long those are that begin with two letters."""
        named = (key for key in (*self.names, *self.aliases) if len(key) > 1)
        places = {key: place for place, key in enumerate(dict.fromkeys(named))}
        lengths: dict[str, set[int]] = {}
        for key in places:
            lengths.setdefault(key[:2], set()).add(len(key))
        return places, lengths


def _other_name(name: str, month: str, unit: str, *, earlier: bool) -> str:
    return f"“{name}”是{chinese(month)}起才用的名称" if earlier else f"“{name}”从{chinese(month)}起是{unit}"


def read_registry(workspace: Workspace, period: str = LATEST) -> Registry:
    """Read units, their changes and aliases, names and groups as of a month; what can't be used is an issue and left out.

    Raises:
        WorkspaceError: there are no units.
    """
    reference = workspace.reference("units")
    changes, change_issues = read_changes(workspace)
    issues = [*reference.issues, *change_issues]
    frame = reference.frame[reference.frame["unit_id"] != ""]
    names: dict[str, tuple[str, ...]] = {}
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
            if row[column] and not _take(names, row[column], unit_id, changes):
                issues.append(bad_reference(reference, number, column, row[column], "另一个单位已用这个名称"))
    if reference.issues and not {"unit_id", "name"} <= set(reference.letters):
        needed = "、".join(NEEDED_COLUMNS["units"])
        raise WorkspaceError(
            f"{reference.file} 缺少要用的列（{needed}）；第一行要写英文列名，现有：{'、'.join(reference.letters)}"
        )
    if frame.empty:
        raise WorkspaceError(f"{reference.file} 里没有单位：每个单位要有一行（unit_id、name、group…）")
    issues += [
        bad_reference(workspace.reference(CHANGES), line.row, "name", line.name, "另一个单位已用这个名称")
        for line in changes.lines
        if line.name and not _take(names, line.name, line.to_unit, changes)
    ]
    frame = frame[~frame["unit_id"].duplicated()].reset_index(drop=True)
    for line in changes.lines:
        if line.name and (before := _before_names(frame).get(line.to_unit)):
            _take(names, f"{before}{line.name.removeprefix(before)}", line.to_unit, changes)
    aliases, alias_issues = _read_aliases(workspace, seen, names, changes)
    return Registry(_units_at(workspace, frame, changes, period), names, aliases, changes, issues + alias_issues)


def _units_at(workspace: Workspace, frame: pd.DataFrame, changes: Changes, period: str) -> pd.DataFrame:
    """Give the units with their names and groups as of a month; before a new name stands what stood before the old one."""
    given = [changes.renamed(unit_id, period) for unit_id in frame["unit_id"]]
    renamed = pd.Series(given, index=frame.index, dtype="str")
    before = _before_names(frame)
    full = [
        f"{first}{name.removeprefix(first)}" if (first := before.get(unit_id)) else ""
        for unit_id, name in zip(frame["unit_id"], given, strict=True)
    ]
    return frame.assign(
        name=frame["name"].where(renamed == "", renamed),
        full_name=frame["full_name"].where(renamed == "", pd.Series(full, index=frame.index, dtype="str")),
        group=frame["unit_id"].map(group_at(workspace, period)),
        ranked=frame["ranked"] == "yes",
        rank_unreadable=frame["ranked"] == UNREADABLE,
    )


def _before_names(frame: pd.DataFrame) -> dict[str, str]:
    """Give what stands before each unit's short name in its full one: 云溪县 before 水利局."""
    pairs = zip(frame["unit_id"], frame["full_name"], frame["name"], strict=True)
    return {unit: full.removesuffix(name) for unit, full, name in pairs if name and full.endswith(name)}


def _take(names: dict[str, tuple[str, ...]], name: str, unit_id: str, changes: Changes) -> bool:
    """Let a name be a unit's, unless another one that is a unit at the same time has it."""
    held = names.setdefault(name_key(name), ())
    if any(other != unit_id and changes.ever_together(unit_id, other) for other in held):
        return False
    names[name_key(name)] = tuple(dict.fromkeys((*held, unit_id)))
    return True


def _read_aliases(
    workspace: Workspace, known: set[str], names: dict[str, tuple[str, ...]], changes: Changes
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
        if why := _alias_clash(key, alias, aliases.get(key, []), names, units, changes):
            issues.append(doubtful_reference(reference, number, "alias", alias.alias, why))
        aliases.setdefault(key, []).append(alias)
    return aliases, issues


def _alias_clash(
    key: str, alias: Alias, others: list[Alias], names: dict[str, tuple[str, ...]], units: dict[str, str],
    changes: Changes,
) -> str:  # fmt: skip
    """Say why an alias can't tell whose a file is: it is a unit's own name, or at the same time another unit's alias."""
    bearers = (unit for unit in names.get(key, ()) if changes.ever_together(unit, alias.unit_id))
    if (bearer := next(bearers, alias.unit_id)) != alias.unit_id and alias.unit_id not in names[key]:
        return f"这是{units[bearer]}自己的名称，按{units[bearer]}认"
    clash = next((o for o in others if o.unit_id != alias.unit_id and o.overlaps(alias)), None)
    if clash and not changes.ever_together(clash.unit_id, alias.unit_id):
        return ""
    return f"同一时间也是{units[clash.unit_id]}的别名，谁的都不认；请写明起止月份" if clash else ""


def suggestions(registry: Registry, name: str, period: str, most: int = 3) -> list[str]:
    """Order the names of a period's units by likeness to an unknown one, for a person to decide; never used to decide."""
    import difflib

    return difflib.get_close_matches(name, list(registry.members(period).values()), n=most, cutoff=0.3)


class UnknownUnitError(ToldError, LookupError):
    """No unit bears a name; the message says in Chinese which are most like it."""

    wrong_use = True


def unit_called(workspace: Workspace, name: str, period: str) -> str:
    """Give the id of the unit of a month that people mean: by its name, full or former name, decided alias or id, as `Registry.called`.

    Raises:
        UnknownUnitError: no unit bears the name; likeness only orders what the message suggests.
    """
    registry = read_registry(workspace, period)
    if found := registry.called(name, period, workspace.settings.county.name):
        return found
    near = "、".join(suggestions(registry, name, period)) or "、".join(registry.members(period).values())
    raise UnknownUnitError(f"没有单位叫“{name}”；最接近的是 {near}（别名记在 data/reference/aliases.csv）")
