"""Units that ended in the year without one that goes on: what they had is in no figure, and that is said."""

from zzlib.issues import Issue, issue
from zzlib.ledger.change_lines import NAME, name_at
from zzlib.ledger.counting import read_counting
from zzlib.ledger.year import Year
from zzlib.money import display_money
from zzlib.periods import period_of, year_of
from zzlib.workspace import Workspace


def left_behind(workspace: Workspace, year: Year) -> list[Issue]:
    """Say of each unit that ended in the year and has no successor what is no longer counted; nothing had is nothing to say.

    An error, unless the line says why (`reason`).
    """
    changes, reference, counting = year.registry.changes, workspace.reference(NAME), read_counting(workspace)
    issues = []
    for line in changes.between(period_of(year_of(year.period) - 1, 12), year.period):
        month = workspace.rhythm.before(line.period)
        standing = year.months.get(month, {}).get(line.from_unit)
        if line.to_unit or standing is None or not standing.lines:
            continue
        counted = (own for own in standing.lines if counting.counts(own.category))
        received = sum(own.value("received").fen or 0 for own in counted)
        issues.append(
            issue(
                "unit_left" if line.reason else "unit_without_successor",
                file=reference.file,
                cell=reference.cell(line.row, "to_unit"),
                field="to_unit",
                value=line.from_unit,
                unit=name_at(workspace, month)[line.from_unit],
                month=workspace.rhythm.name(line.period),
                projects=len({own.project_id for own in standing.lines}),
                received=display_money(received),
                reason=line.reason,
            )
        )
    return issues
