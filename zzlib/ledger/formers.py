"""Returns that come under the names of units that have merged: together they may be the merged unit's, one alone is not."""

from collections.abc import Iterable
from dataclasses import replace

from zzlib.issues import issue
from zzlib.ledger.changes import Changes
from zzlib.ledger.claims import Claim, Standing
from zzlib.ledger.registry import Registry
from zzlib.periods import chinese


def with_whole_returns(claims: Iterable[Claim], registry: Registry, period: str) -> list[Claim]:
    """Give a month's claims, those under names of former units only where they are the whole of what came to their unit.

    They are if the unit was only renamed: then they are files as any other of it. Of a unit that was made from several,
    they are if a return came from each of these, and none of its own. Others wait until a person says what they are:
    counted beside the unit's own return, money might count twice; counted alone, a part would stand for the whole.
    """
    claims = list(claims)
    return [_settled(claim, claims, registry, period) if claim.former else claim for claim in claims]


def _settled(claim: Claim, claims: list[Claim], registry: Registry, period: str) -> Claim:
    needed = _made_from(claim, registry.changes, period)
    if needed == {claim.former}:
        return replace(claim, former="")
    own = [c for c in claims if c.unit_id == claim.unit_id and c.standing in (Standing.READABLE, Standing.UNREADABLE)]
    came = {c.former for c in own if c.standing is Standing.READABLE}
    return claim if "" not in {c.former for c in own} and came == needed else _waiting(claim, registry, period)


def _made_from(claim: Claim, changes: Changes, period: str) -> set[str]:
    """Give the units of which, after the change that ended the former unit, the unit of a file is made."""
    if not (month := changes.ended(claim.former, period)):
        return {claim.former}  # the unit's name of later: it is the same
    return set(changes.predecessors(changes.successors(claim.former, month, month)[0][0], month))


def _waiting(claim: Claim, registry: Registry, period: str) -> Claim:
    month = registry.changes.ended(claim.former, period)
    names = registry.ids
    about = {"unit": names[claim.former], "month": chinese(month), "went": f"，由{names[claim.unit_id]}接续"}
    place = {"period": claim.arrival.period, "file": claim.arrival.file}
    said = issue("unit_ended", **place, field="unit", value=names[claim.former], **about, heirs=[claim.unit_id])
    kept = tuple(i.at(unit_id="") for i in claim.issues if i.code != "unit_other_time")
    return replace(claim, unit_id="", standing=Standing.WAITING, issues=(said, *kept), former="")
