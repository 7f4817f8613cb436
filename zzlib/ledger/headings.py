"""What people decided of columns that the form does not know (`headings.csv`): append-only, a later entry wins."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from zzlib.issues import Issue
from zzlib.ledger.excel import field_id, identifier
from zzlib.ledger.identity import DIFFERENT, SAME
from zzlib.ledger.reference_rows import bad_reference, unit_names
from zzlib.returns import fields
from zzlib.returns.headings import Headings, heading_key
from zzlib.workspace import Workspace


@dataclass(frozen=True)
class HeadingDecision:
    """An entry of `headings.csv`: a heading, or several joined by `+`, is a field or is not; of one unit, or of all (blank)."""

    heading: str
    field: str
    unit_id: str
    verdict: str
    decided_by: str
    decided_on: str
    reason: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What the entry is about: a later one with the same key takes its place."""
        return heading_key(self.heading), self.field, self.unit_id

    def says(self, units: dict[str, str]) -> str:
        """Say in Chinese what was decided."""
        whose = units.get(self.unit_id, self.unit_id) or "全县"
        return (
            f"列名：{whose}的“{self.heading}”{'是' if self.verdict == SAME else '不是'}“{fields()[self.field].label}”"
        )


@dataclass(frozen=True)
class HeadingDecisions:
    """The entries in effect by what they are about; `issues` names those that can't be used, at their cells."""

    entries: dict[tuple[str, str, str], HeadingDecision] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def of(self, unit_id: str, formers: Iterable[str] = ()) -> Headings:
        """Give what holds for a unit's returns; its own entries come before those of its former units, and these before the county's.

        `""` gives the county's alone.
        """
        known: dict[str, str] = {}
        for whose in dict.fromkeys(("", *formers, unit_id)):
            for key, about, unit in self.entries:
                if unit == whose:
                    said = self.entries[key, about, unit].verdict
                    if said == SAME:
                        known[key] = about
                    elif known.get(key) == about:
                        del known[key]
        return Headings(known)

    def decided(self, heading: str, about: str, unit_id: str) -> bool:
        """Tell whether a person said of a heading whether it is a field, for a unit or for all."""
        key = heading_key(heading)
        return any((key, about, unit) in self.entries for unit in ("", unit_id))


def read_headings(workspace: Workspace) -> HeadingDecisions:
    """Read the entries in the order of the file; those that can't be used are issues and left out."""
    reference, units = workspace.reference("headings"), unit_names(workspace)
    decisions = HeadingDecisions()
    for row in reference.rows():
        row["field"] = field_id(row["field"]) or row["field"]
        unit_id = identifier(row["unit_id"], units) if row["unit_id"] else ""
        why = ("heading", "没有写列名") if not row["heading"] else None
        if row["field"] not in fields():
            why = ("field", f"没有这个字段；有：{'、'.join(f'{f}（{known.label}）' for f, known in fields().items())}")
        if row["unit_id"] and not unit_id:
            why = ("unit_id", "units.csv 里没有这个 unit_id")
        if why:
            decisions.issues.append(bad_reference(reference, row["row"], why[0], row[why[0]], why[1]))
            continue
        entry = HeadingDecision(
            **{name: row[name] for name in HeadingDecision.__dataclass_fields__} | {"unit_id": unit_id}
        )
        decisions.entries.pop(entry.key, None)
        if entry.verdict in (SAME, DIFFERENT):
            decisions.entries[entry.key] = entry
    return decisions
