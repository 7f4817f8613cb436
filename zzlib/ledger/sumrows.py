"""What people decided of rows that may be sums (`sum_rows.csv`): append-only, a later entry wins."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from zzlib.decisions.files import DecidedEntry
from zzlib.decisions.kinds.sum_row import AND, PARTS, PROJECT, SUM
from zzlib.issues import Issue
from zzlib.ledger.excel import identifier, month_text
from zzlib.ledger.reference_rows import bad_reference, unit_names
from zzlib.periods import chinese, is_period
from zzlib.reference_files import label
from zzlib.returns.cells.text import fold
from zzlib.returns.rows.rulings import Ruling, Rulings, row_key
from zzlib.workspace import Workspace


@dataclass(frozen=True)
class SumRowDecision(DecidedEntry):
    """An entry of `sum_rows.csv`: of which unit and from which month on a row that says this is a sum, or is not.

    `name` and `amounts` are what the row says, `sums` what the rows come to that it may be the sum of (blank: there are
    none), `rows` the first of their names.
    """

    period: str
    unit_id: str
    name: str
    amounts: str
    sums: str
    rows: str
    answer: str

    @property
    def key(self) -> tuple[str, ...]:
        """What the entry is about: a later one with the same key takes its place."""
        return self.unit_id, *row_key(self.name, self.amounts, self.sums), self.period

    def says(self) -> str:
        """Say in Chinese what was decided of the row."""
        return label("reading", self.answer)

    def ruling(self) -> Ruling:
        """Give the entry as the reading of a file takes it."""
        before = f"{chinese(self.period)}定过“{self.says()}”"
        return Ruling(self.answer, self.signed(self.says()), before, tuple(filter(None, self.rows.split(AND))))


@dataclass(frozen=True)
class SumRowDecisions:
    """The entries in effect by what they are about; `issues` names those that can't be used, at their cells."""

    entries: dict[tuple[str, ...], SumRowDecision] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def of(self, unit_id: str, period: str, formers: Iterable[str] = ()) -> Rulings:
        """Give what holds for a unit's returns in a month: of entries on the same, that of the latest month.

        What was decided of its former units holds as well, where nothing was of it.
        """
        holding = [entry for unit in (*formers, unit_id) for entry in self.until(unit, period)]
        rows = {row_key(e.name, e.amounts, e.sums): e.ruling() for e in holding}
        return Rulings(rows, {fold(e.name): e.ruling() for e in holding if e.name})

    def until(self, unit_id: str, period: str) -> list[SumRowDecision]:
        """Give the entries on a unit's rows up to a month, the latest last."""
        own = (e for e in self.entries.values() if e.unit_id == unit_id and e.period <= period)
        return sorted(own, key=lambda e: e.period)


def read_sum_rows(workspace: Workspace) -> SumRowDecisions:
    """Read the entries in the order of the file; those that can't be used are issues and left out."""
    reference, units = workspace.reference("sum_rows"), unit_names(workspace)
    decisions = SumRowDecisions()
    for row in reference.rows():
        row["period"] = month_text(row["period"])
        unit_id = identifier(row["unit_id"], units)
        why = ("unit_id", "units.csv 里没有这个 unit_id") if not unit_id else None
        if not row["amounts"]:
            why = ("amounts", "没有写那一行的金额")
        if not is_period(row["period"]):
            why = ("period", "应是月份，如 2013-05")
        if why:
            decisions.issues.append(bad_reference(reference, row["row"], why[0], row[why[0]], why[1]))
            continue
        entry = SumRowDecision(
            **{name: row[name] for name in SumRowDecision.__dataclass_fields__} | {"unit_id": unit_id}
        )
        decisions.entries.pop(entry.key, None)
        if entry.answer in (SUM, PARTS, PROJECT):
            decisions.entries[entry.key] = entry
    return decisions
