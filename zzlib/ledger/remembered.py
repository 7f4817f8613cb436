"""What was decided of a unit's file holds for its files of the same layout, in all months and under whatever name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from zzlib.decisions.kind import FileDecision, FileDecisions
from zzlib.issues import issue
from zzlib.ledger.claims import Claim
from zzlib.returns.extraction import Extraction
from zzlib.returns.layout.headings import heading_key
from zzlib.rhythm import Rhythm

Fingerprint = frozenset[tuple[str, str]]
"""What makes a layout the same wherever its columns stand: the fields of a file under their headings."""


def fingerprint(extraction: Extraction) -> Fingerprint:
    """Give the layout of a file: which fields its tables hold, and under which headings."""
    columns = (column for sheet in extraction.sheets for column in sheet.columns)
    return frozenset((column.field_id, heading_key(column.header)) for column in columns)


@dataclass(frozen=True)
class MoneyUnits:
    """The units of money that were decided for layouts of units, with the decisions and the files that they are about."""

    decided: dict[tuple[str, Fingerprint], list[tuple[Claim, FileDecision]]]

    def of(self, claim: Claim) -> tuple[Claim, FileDecision] | None:
        """Give the decision that holds for a file that states no unit of money; `None` where several contradict each other."""
        if not claim.unit_id or not any(i.code == "money_unit_unstated" for i in claim.issues):
            return None
        found = self.decided.get((claim.unit_id, fingerprint(claim.extraction)), [])
        if len({decision.answer for _, decision in found}) != 1:
            return None
        earlier = [one for one in found if one[0].counted_in <= claim.counted_in]
        return (earlier or found)[-1]


def decided_money_units(claims: Iterable[Claim], decisions: FileDecisions) -> MoneyUnits:
    """Gather what was decided of the unit of money of files, by their unit and layout."""
    decided: dict[tuple[str, Fingerprint], list[tuple[Claim, FileDecision]]] = {}
    for claim in sorted(claims, key=lambda claim: claim.counted_in):
        if claim.unit_id and (decision := decisions.of("money_unit", claim.arrival)):
            decided.setdefault((claim.unit_id, fingerprint(claim.extraction)), []).append((claim, decision))
    return MoneyUnits(decided)


def told(claim: Claim, like: Claim, decision: FileDecision, units: dict[str, str], rhythm: Rhythm) -> Claim:
    """Say of a file read after a decision about one like it which it was."""
    place = {"period": claim.arrival.period, "unit_id": claim.unit_id, "file": claim.arrival.file}
    about = {"previous": rhythm.name(like.counted_in), "like": like.arrival.file, "decided": decision.noted(units)}
    said = issue("money_unit_remembered", **place, value=decision.answer, **about)
    return replace(claim, issues=(*claim.issues, said), decided=(*claim.decided, decision.noted(units)))
