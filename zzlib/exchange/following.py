"""What a correction asks of the months after: their returns may still go on from what was corrected."""

from collections.abc import Collection
from dataclasses import replace

from zzlib.checks.corrected import amounts_not_followed
from zzlib.checks.lines import Lines
from zzlib.exchange.answers import Decided
from zzlib.issues import Issue
from zzlib.ledger import open_ledger
from zzlib.ledger.places import Places
from zzlib.periods import year_of
from zzlib.workspace import Workspace


def asked_after(workspace: Workspace, decided: Decided) -> list[Issue]:
    """Give the amounts of the year's later months that go on from what corrections, just written down, replaced.

    Raises as `open_ledger`.
    """
    if decided.name != "corrections" or not decided.entries:
        return []
    first = min(entry["period"] for entry in decided.entries)
    later = [p for p in workspace.periods() if p > first and year_of(p) == year_of(first)]
    if not later:
        return []
    ledger = open_ledger(Workspace(workspace.root), later[-1])
    places, ids = Places(ledger), {entry["id"] for entry in decided.entries}
    return [issue for period in later for issue in _of(Lines(replace(ledger, period=period), places), ids)]


def _of(lines: Lines, ids: Collection[str]) -> list[Issue]:
    return [issue for issue in amounts_not_followed(lines) if issue.details["id"] in ids]
