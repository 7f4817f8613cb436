"""What people decided about files and sizes (`file_decisions.csv`): append-only, a later entry of the same question wins."""

from dataclasses import replace
from typing import Any

from zzlib.decisions.kind import UNDONE, FileDecision, FileDecisions
from zzlib.decisions.kinds.month import KIND as MONTH
from zzlib.decisions.registry import FILE_KINDS
from zzlib.issues import Issue, issue
from zzlib.ledger.arrivals import Arrival
from zzlib.ledger.change_lines import read_changes
from zzlib.ledger.excel import field_id, identifier, month_text
from zzlib.ledger.reference_rows import bad_reference, unit_names
from zzlib.periods import is_period
from zzlib.workspace import Reference, Workspace


def read_file_decisions(workspace: Workspace) -> FileDecisions:
    """Read the entries in the order of the file; those that can't be used are issues and left out."""
    reference = workspace.reference("file_decisions")
    units = unit_names(workspace)
    decisions = FileDecisions(lineage=read_changes(workspace)[0].lineage)
    columns = FileDecision.__dataclass_fields__.keys() - {"kind"}
    for row in reference.rows():
        kind = FILE_KINDS.get(row["question"])
        if kind is None:
            continue  # said where the file was read
        row |= {name: month_text(row[name]) for name in ("period", "answer")}
        row |= {name: identifier(row[name], units) or row[name] for name in ("unit_id", "answer")}
        row["field"] = field_id(row["field"], workspace.form) or row["field"]
        entry = FileDecision(kind, **{name: row[name] for name in columns})
        if fault := entry.fault(units, workspace.form):
            column, why = fault
            decisions.issues.append(bad_reference(reference, row["row"], column, row[column], why))
            if column == "answer":
                decisions.entries.pop(entry.key(), None)  # it may take back what was decided before
        elif entry.answer == UNDONE:
            decisions.entries.pop(entry.key(), None)
        else:
            decisions.entries[entry.key()] = entry
    return decisions


def decided_until(reference: Reference, period: str) -> Reference:
    """Give a file of decisions about months (corrections, file_decisions) without what is about later ones only."""
    rows = reference.rows()
    moved = {row.get("sha256", "") for row in rows if any(month <= period for month in _moved_to(row))} - {""}
    about = [row.get("sha256", "") in moved or _is_about(row, period) for row in rows]
    return replace(reference, frame=reference.frame.loc[about].reset_index(drop=True))


def _is_about(row: dict[str, Any], period: str) -> bool:
    """Tell whether an entry may say something of a month up to `period`: of a file's content it does wherever the file lies."""
    kind = FILE_KINDS.get(row.get("question", ""))
    months = [month_text(row["period"]), *_moved_to(row)]
    return (kind is not None and kind.by_content) or any(not is_period(month) or month <= period for month in months)


def _moved_to(row: dict[str, Any]) -> list[str]:
    """Give the month to which an entry says that a file belongs."""
    return [month_text(row["answer"])] if FILE_KINDS.get(row.get("question", "")) is MONTH else []


def decided_issues(decisions: FileDecisions, arrival: Arrival, units: dict[str, str]) -> list[Issue]:
    """Tell what was decided of a file that is used."""
    return [
        issue("file_decided", period=arrival.period, decided=entry.noted(units), value=entry.says(units))
        for entry in decisions.about(arrival)
    ]
