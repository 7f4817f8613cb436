"""What a document's own numbers and the ledger say of one figure, told once: the ledger's figure, where else the wrong one stands, and what then holds."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zzlib.audit.against.ledger_and_text import not_proved, with_ledger
from zzlib.audit.against.ledger_figures import LedgerHeld
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.places import row_within
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.judging.relations import Place
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.reading.reading import Reading, read

_SHOWN = 2  # numbers that make a cell, which are named; of more the total is


def told_together(claims: Sequence[NumericClaim], held: LedgerHeld, blocks: list[DocumentBlock]) -> list[NumericClaim]:
    """Give the claims of a document and those of the ledger, one for each figure that is wrong."""
    claims, of_ledger = with_ledger(claims, held.claims, held.values) if held.values else (claims, held.claims)
    told, first = list[NumericClaim](), dict[object, int]()
    own = [c for c in claims if c.verdict == Verdict.WRONG]
    for claim in of_ledger:
        is_figure = claim.verdict == Verdict.WRONG and claim.stands != (0,)
        key = (claim.stated, claim.recomputed, claim.operands) if is_figure and claim.operands else object()
        if key in first:
            kept = told[first[key]]
            told[first[key]] = replace(kept, again=(*kept.again, claim.stands))
            continue
        first[key] = len(told)
        told.append(_with_own(claim, own) if is_figure else claim)
    taken = {place for c in told if c.verdict == Verdict.WRONG for place in (c.stands, *c.again)} - {(0,)}
    rest = [c for c in claims if c.verdict != Verdict.WRONG or c.stands not in taken]
    reading = read(blocks) if any(c.again for c in told) else None
    told = [_placed(c, reading) if reading and c.again else c for c in told]
    return [*not_proved(rest, told), *told]


def _with_own(claim: NumericClaim, own: Iterable[NumericClaim]) -> NumericClaim:
    """Add to what the ledger says of a figure what the document's own numbers say: where it stands again, and what makes a cell."""
    same = [c for c in own if claim.stands in (c.stands, *c.again)]
    again = {place for c in same for place in (c.stands, *c.again)} - {claim.stands}
    said = [_holding(c) for c in same if claim.cell and c.stands == claim.stands]
    return replace(claim, message="；".join([claim.message, *filter(None, said)]), again=tuple(sorted(again)))


def _holding(claim: NumericClaim) -> str:
    """Say by what the table makes what the ledger has: the total that a part belongs to, or the few numbers that make it."""
    used = claim.operands
    if len(used) <= _SHOWN:
        return f"由 {'、'.join(o.text for o in used)} 算也是这样"
    total = max(used, key=lambda o: _size(o.value))
    made = sum(_size(o.value) for o in used) - _size(total.value)
    return f"这样与合计 {total.text} 合得上" if made < _size(total.value) else "由各行算也是这样"


def _size(value: str) -> Fraction:
    try:
        return abs(Fraction(value.replace(",", "")))
    except ValueError:
        return Fraction(0)


def _placed(claim: NumericClaim, reading: Reading) -> NumericClaim:
    """Say where else a wrong figure stands."""
    places = dict.fromkeys(_where(place, reading) for place in claim.again)
    return replace(claim, message=f"{claim.message}；{'、'.join(places)}也写 {claim.stated}")


def _where(place: Place, reading: Reading) -> str:
    if len(place) > 1:
        return row_within(reading.stand[place[0]], place[1])
    return reading.mentions[place[0] - 1].sentence.where
