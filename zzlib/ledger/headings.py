"""What people decided of columns that the form does not know (`headings.csv`): append-only, a later entry wins."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from zzlib.decisions.files import DecidedEntry
from zzlib.decisions.kind import DIFFERENT, SAME
from zzlib.form import Form
from zzlib.issues import Issue
from zzlib.ledger.excel import field_id, identifier
from zzlib.ledger.reference_rows import bad_reference, unit_names
from zzlib.returns.cells.words import VALUES
from zzlib.returns.layout.headings import AND, Headings, heading_key, values_key
from zzlib.workspace import Workspace

Key = tuple[str, str, str, str]
"""What an entry is about: the heading and the values under it as they are compared, the field, the unit."""


@dataclass(frozen=True)
class HeadingDecision(DecidedEntry):
    """An entry of `headings.csv`: a heading, or several joined by `+`, is a field or is not; of one unit, or of all (blank).

    `values` are the fields (joined by `+`) whose words stand under the heading where the entry holds; blank: whatever does.
    """

    heading: str
    values: str
    field: str
    unit_id: str
    verdict: str

    @property
    def key(self) -> Key:
        """What the entry is about: a later one with the same key takes its place."""
        return heading_key(self.heading), self.values, self.field, self.unit_id

    def says(self, units: dict[str, str], form: Form) -> str:
        """Say in Chinese what was decided."""
        whose = units.get(self.unit_id, self.unit_id) or "全县"
        spoken = "、".join(form.label(f) for f in self.values.split(AND) if f)
        under = f"（填的像“{spoken}”时）" if spoken else ""
        verdict = "是" if self.verdict == SAME else "不是"
        return f"列名：{whose}的“{self.heading}”{under}{verdict}“{form.label(self.field)}”"


@dataclass(frozen=True)
class HeadingDecisions:
    """The entries in effect by what they are about; `issues` names those that can't be used, at their cells."""

    entries: dict[Key, HeadingDecision] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def of(self, unit_id: str, formers: Iterable[str] = ()) -> Headings:
        """Give what holds for a unit's returns; its own entries come before those of its former units, and these before the county's.

        `""` gives the county's alone.
        """
        known: dict[tuple[str, str], str] = {}
        apart: set[tuple[str, str, str]] = set()
        for whose in dict.fromkeys(("", *formers, unit_id)):
            for (key, values, about, unit), entry in self.entries.items():
                if unit != whose:
                    continue
                if entry.verdict == SAME:
                    known[key, values] = about
                    apart.discard((key, values, about))
                else:
                    apart.add((key, values, about))
                    if known.get((key, values)) == about:
                        del known[key, values]
        fields = {key: about for (key, values), about in known.items() if not values}
        return Headings(fields, {place: about for place, about in known.items() if place[1]}, frozenset(apart))


def read_headings(workspace: Workspace) -> HeadingDecisions:
    """Read the entries in the order of the file; those that can't be used are issues and left out."""
    reference, units, form = workspace.reference("headings"), unit_names(workspace), workspace.form
    decisions = HeadingDecisions()
    for row in reference.rows():
        row["field"] = field_id(row["field"], form) or row["field"]
        spoken = [field_id(one, form) or one for one in row["values"].split(AND) if one]
        unit_id = identifier(row["unit_id"], units) if row["unit_id"] else ""
        if fault := _fault(row, spoken, unit_id, form):
            decisions.issues.append(bad_reference(reference, row["row"], fault[0], row[fault[0]], fault[1]))
            continue
        known = {"unit_id": unit_id, "values": values_key(spoken)}
        entry = HeadingDecision(**{name: row[name] for name in HeadingDecision.__dataclass_fields__} | known)
        decisions.entries.pop(entry.key, None)
        if entry.verdict in (SAME, DIFFERENT):
            decisions.entries[entry.key] = entry
    return decisions


def _fault(row: dict[str, Any], spoken: list[str], unit_id: str, form: Form) -> tuple[str, str] | None:
    """Give the column of an entry that can't be used, and why."""
    if row["unit_id"] and not unit_id:
        return "unit_id", "units.csv 里没有这个 unit_id"
    if row["field"] not in form.fields:
        return "field", f"没有这个字段；有：{_named(form.fields, form)}"
    if not set(spoken) <= VALUES.keys():
        return "values", f"应是所填的词属于哪一栏；有：{_named(VALUES, form)}，几栏用 + 连接"
    return None if row["heading"] else ("heading", "没有写列名")


def _named(field_ids: Iterable[str], form: Form) -> str:
    return "、".join(f"{f}（{form.label(f)}）" for f in field_ids)
