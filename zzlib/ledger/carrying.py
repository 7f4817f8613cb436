"""What stands for each unit in each month: its own return, or what is carried forward where there is none.

Over a change of units what stood before goes with its projects: whole to the unit that was renamed or merged into, of a
split one each project to the unit that has it (`zzlib.ledger.homes`).
"""

from collections.abc import Mapping
from dataclasses import replace

from zzlib.decisions.kind import FileDecisions
from zzlib.issues import Issue
from zzlib.ledger.changes import FIRST, Changes
from zzlib.ledger.filings import UnitReturn
from zzlib.ledger.homes import Homes
from zzlib.ledger.lines import Line
from zzlib.ledger.registry import Registry
from zzlib.ledger.supplements import added, only_adds
from zzlib.ledger.unchanged import brings_nothing, unchanged
from zzlib.ledger.unit_month import UnitMonth
from zzlib.vocabulary import Filing
from zzlib.workspace import Workspace

Months = dict[str, dict[str, UnitMonth]]
"""Month -> unit -> what stands for it."""


def standing_months(
    returns: Mapping[str, Mapping[str, UnitReturn]], own: Mapping[str, Mapping[str, list[Line]]], homes: Homes,
    decisions: FileDecisions, registry: Registry, workspace: Workspace,
) -> tuple[Months, list[Issue]]:  # fmt: skip
    """Go through the months, each with its units' returns and lines."""
    months: Months = {}
    issues: list[Issue] = []
    before: dict[str, UnitMonth] = {}
    carry = workspace.settings.returns.missing == "carry_forward"
    for earlier_month, (month, filed) in zip((FIRST, *returns), returns.items(), strict=False):
        before = _handed_over(before, registry.changes, homes, earlier_month, month)
        standing = {u: _unit_month(filed[u], own[month][u], before.get(u), carry) for u in filed}
        for unit_id, unit_month in standing.items():
            earlier = before.get(unit_id)
            if earlier and brings_nothing(unit_month, earlier):
                standing[unit_id], found = unchanged(unit_month, earlier, decisions, registry.ids, workspace.rhythm)
                issues += found
            elif earlier and only_adds(unit_month, earlier):
                standing[unit_id], found = added(unit_month, earlier, decisions, registry.ids)
                issues += found
        months[month] = standing
        before = standing | {u: m for u, m in before.items() if u in standing and not standing[u].stated}
    return months, issues


def _unit_month(filed: UnitReturn, own: list[Line], before: UnitMonth | None, carry: bool) -> UnitMonth:
    filed_this_year = filed.filing is not Filing.MISSING or (before is not None and before.filed_this_year)
    if filed.claim is not None:
        return UnitMonth(filed, tuple(own), "", True, True, filed.undecided)
    if carry and before is not None and before.stated:
        source = before.carried_from or before.filed.period
        return UnitMonth(filed, before.lines, source, True, filed_this_year, before.undecided, before.estimated)
    return UnitMonth(filed, (), "", False, filed_this_year)


def _handed_over(
    before: dict[str, UnitMonth], changes: Changes, homes: Homes, earlier: str, month: str
) -> dict[str, UnitMonth]:
    """Give what stood in the month before under the units that have it in a month."""
    if not changes.between(earlier, month):
        return before
    pieces: dict[str, list[UnitMonth]] = {}
    for unit_id, stood in before.items():
        for to_unit, _ in changes.successors(unit_id, earlier, month):
            lines = tuple(x for x in stood.lines if homes.home(unit_id, earlier, month, x.project_id) == to_unit)
            estimated = stood.estimated or homes.is_estimated(unit_id, earlier, month, to_unit)
            pieces.setdefault(to_unit, []).append(replace(stood, lines=lines, estimated=estimated))
    return {unit_id: _joined(unit_id, own) for unit_id, own in pieces.items()}


def _joined(unit_id: str, pieces: list[UnitMonth]) -> UnitMonth:
    """Put together what came to a unit; the months that its lines come from differ where one of the returns was missing."""
    sources = [p.carried_from or p.filed.period for p in pieces if p.stated]
    return UnitMonth(
        filed=replace(pieces[0].filed, unit_id=unit_id),
        lines=tuple(line for piece in pieces for line in piece.lines),
        carried_from=max(sources, default=""),
        stated=bool(sources),
        filed_this_year=any(piece.filed_this_year for piece in pieces),
        undecided=any(piece.undecided for piece in pieces),
        estimated=any(piece.estimated for piece in pieces),
    )
