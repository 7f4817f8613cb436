"""What a document's own numbers say of each other, read with what the ledger has: of numbers that can't go together the one is wrong that the ledger doesn't have."""

from collections.abc import Sequence

from zzlib.audit.against.ledger_values import LedgerValueReader
from zzlib.audit.judging.claim import NumericClaim, relation_of
from zzlib.audit.judging.relations import FigureRelation, tied_mention
from zzlib.audit.judging.taken import not_told
from zzlib.audit.numbers.arithmetic import ACCUSED, HOLDS, SHARE, Verdict
from zzlib.audit.numbers.quantities import PERCENT
from zzlib.audit.reading.reading import Mention

_FAR = 2
_SOME = 4  # digits of a number that may be a figure of the month by chance


def with_ledger(
    claims: Sequence[NumericClaim], held: Sequence[NumericClaim], values: LedgerValueReader
) -> tuple[list[NumericClaim], list[NumericClaim]]:
    """Give a document's own claims, those that fail put right by what the month has of the one number that the ledger doesn't prove; and what the ledger then says.

    Where all of them are figures of the month, nothing is wrong with them: they were not meant to go together.
    """
    mentions = values.scopes.reading.mentions
    known = [c for c in held if c.entry and c.verdict in HOLDS]
    proved = {c.entry for c in known if c.named or mentions[c.entry - 1].quantity.digits > _SOME}
    refuted = {c.entry for c in held if c.entry and c.verdict == Verdict.WRONG}
    own, blamed = list[NumericClaim](), dict[int, NumericClaim]()
    for claim in claims:
        relation = _relation(claim, mentions) if claim.verdict in ACCUSED and claim.entry else None
        if relation is None or claim.numbers & refuted:
            own.append(claim)
            continue
        ties = [mentions[f.place[0] - 1] for f in relation.figures if len(f.place) == 1]
        loose = [m for m in ties if m.number not in proved]
        loose = [m for m in loose if not values.is_owners(m)] or loose
        put_right = (
            _put_right(loose[0], relation, values, far=claim.verdict == Verdict.WRONG) if len(loose) == 1 else None
        )
        if put_right is not None:
            blamed.setdefault(put_right.entry, put_right)
        elif not _is_of_month(mentions[claim.entry - 1], values):
            own.append(claim)
    return own, [*(c for c in held if c.entry not in blamed), *blamed.values()]


def not_proved(claims: list[NumericClaim], held: list[NumericClaim]) -> list[NumericClaim]:
    """Leave out what a document's own numbers say against one that the ledger proves, or by one that it accuses itself; and loosely by one that it proves, told elsewhere."""
    known = {c.entry: c.verdict for c in held if c.entry and c.verdict in (Verdict.OK, Verdict.WRONG)}
    proved = {entry for entry, verdict in known.items() if verdict == Verdict.OK}

    shown = {c.stated for c in held if c.entry in proved}
    places = {(c.sentence, c.stated) for c in held if c.verdict == Verdict.OK}
    ranks = {(sentence, stated) for sentence, stated in places if stated.startswith("第")}

    def disproved(claim: NumericClaim) -> bool:
        rests = {mention.number for mention in claim.proof}
        if claim.entry in proved or (claim.sentence, claim.stated) in places or rests & (known.keys() - proved):
            return True  # one of the others is off, or is known to be
        if claim.kind == "order" and any(s == claim.sentence and rank in claim.stated for s, rank in ranks):
            return True  # of more than are listed
        if claim.kind == "sum" and rests and rests <= proved and claim.recomputed in shown:
            return True  # they make another number
        loose = claim.kind == "sum" or claim.trial is None  # of parts, or slips, that no words tell
        apart = loose and any(m.sentence.original != claim.sentence for m in claim.proof)
        return apart and not (claim.named or claim.said) and bool(proved & rests)

    claims = [c for c in not_told(claims, held) if c.verdict != Verdict.UNVERIFIABLE or c.entry not in known]
    return [c for c in claims if c.verdict not in ACCUSED or not disproved(c)]


def _relation(claim: NumericClaim, mentions: Sequence[Mention]) -> FigureRelation | None:
    """Give the relation that a claim judges; of a slip of the pen, which tells none, that of a share."""
    stated = mentions[claim.entry - 1]
    relation = relation_of(claim, stated)
    if relation is not None or claim.kind != "share":
        return relation
    told = sorted((stated, *claim.proof), key=lambda m: (m.dimension != PERCENT, m.quantity.value))
    if len(told) != len(("share", "part", "whole")) or [m.dimension == PERCENT for m in told] != [True, False, False]:
        return None
    rate, part, whole = map(tied_mention, told)
    return FigureRelation(SHARE, rate, (part, whole))


def _put_right(
    mention: Mention, relation: FigureRelation, values: LedgerValueReader, *, far: bool
) -> NumericClaim | None:
    """Give what the month has of whom a number is of, and the relation holds with; only what is near it unless `far`."""
    place, said = (mention.number,), mention.quantity.value
    if sum(figure.place == place for figure in relation.figures) != 1:
        return None
    printed = {m.quantity.value for m in values.scopes.reading.mentions}  # whose figure that is, is told
    told = ((c, right) for c, right in values.instead_of(mention) if right not in printed)
    near = ((c, right) for c, right in told if far or said < _FAR * right < _FAR * _FAR * said)
    return next((c for c, right in near if relation.holds({place: right})), None)


def _is_of_month(mention: Mention, values: LedgerValueReader) -> bool:
    return values.is_owners(mention) or (mention.quantity.digits > _SOME and values.is_anothers(mention))
