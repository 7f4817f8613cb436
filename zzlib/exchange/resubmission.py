"""What a resubmission changed: issues fixed, still open and new, and the figures that moved."""

from collections import defaultdict
from dataclasses import dataclass

from zzlib.indicators import HEAD_FIGURES, Figure, Month, measure, month_issues
from zzlib.issues import Issue
from zzlib.ledger import Ledger
from zzlib.ledger.alternatives import Alternatives
from zzlib.ledger.claims import Claim, Standing
from zzlib.returns.cells.text import row_and_column
from zzlib.vocabulary import Level

_SAID_OF_THE_FILE = ("file_repeated", "file_order_unknown")


@dataclass(frozen=True)
class Resubmission:
    """A unit's return beside the one that it replaced; `moved` holds (before, after) of head figures that differ."""

    before: str
    received_at: str
    fixed: tuple[Issue, ...]
    open: tuple[Issue, ...]
    new: tuple[Issue, ...]
    moved: tuple[tuple[Figure, Figure], ...]


def resubmission(
    alternatives: Alternatives, ledger: Ledger, month: Month, unit_id: str, file: str
) -> Resubmission | None:
    """Compare the return that is used with the last one that the unit sent before it; `None` if there was none."""
    own = [claim for claim in alternatives.claims if claim.unit_id == unit_id]
    used = next((c for c in own if (c.arrival.period, c.arrival.file) == (ledger.period, file)), None)
    former = _former(own, used) if used else None
    if used is None or former is None:
        return None
    without = alternatives.without(used)
    before = _keyed(month_issues(without), former)
    after = _keyed(month_issues(ledger), used)
    fixed = [i for key, issues in before.items() for i in issues[len(after.get(key, ())) :]]
    still = [i for key, issues in after.items() for i in issues[: len(before.get(key, ()))]]
    new = [i for key, issues in after.items() for i in issues[len(before.get(key, ())) :]]
    received = former.arrival.received_at
    moved = tuple(_moved(measure(without), month, unit_id))
    return Resubmission(former.arrival.file, received, tuple(fixed), tuple(still), tuple(new), moved)


def _former(own: list[Claim], used: Claim) -> Claim | None:
    """Give the last file of the unit, readable or not, that came before the one that is used."""

    def order(claim: Claim) -> tuple[str, str]:
        return claim.arrival.received_at, claim.arrival.file

    sent = (Standing.READABLE, Standing.UNREADABLE)
    earlier = [c for c in own if c is not used and c.standing in sent and order(c) <= order(used)]
    return max(earlier, key=order, default=None)


def _keyed(issues: list[Issue], claim: Claim) -> dict[tuple[str, str, str], list[Issue]]:
    """Group the errors and warnings of a file by what they are about: code, project (rows may have moved) and field."""
    names = {
        (record.sheet, record.row): name.value or ""
        for record in claim.extraction.records
        if (name := record.fields.get("project_name"))
    }
    groups: dict[tuple[str, str, str], list[Issue]] = defaultdict(list)
    for issue in issues:
        if issue.file == claim.arrival.file and issue.level is not Level.NOTICE and issue.code not in _SAID_OF_THE_FILE:
            row = row_and_column(issue.cell)[0] + 1 if issue.cell else 0
            project = names.get((issue.sheet, row), "") or (issue.value if issue.code == "project_vanished" else "")
            groups[issue.code, project, issue.field].append(issue)
    return groups


def _moved(before: Month, after: Month, unit_id: str) -> list[tuple[Figure, Figure]]:
    keys = [(figure, scope) for scope in ("county", f"unit:{unit_id}") for figure in HEAD_FIGURES]
    pairs = [
        (before.figures[key], after.figures[key]) for key in keys if key in before.figures and key in after.figures
    ]
    return [(old, new) for old, new in pairs if (old.value, old.incomplete) != (new.value, new.incomplete)]
