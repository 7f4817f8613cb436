"""Numbers that others of their text make, hardly by accident, whatever the words: 党员3932.4万名，占44.3%；女党员2227.8万名，占25.1%."""

from collections.abc import Iterator, Sequence

from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import ACCUSED, JUDGED, PROVED, UNSURE, Verdict
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.slips.slips_found import slips_found

_KINDS = {"two": "difference", "run": "sum", "hundred": "sum", "points": "difference", "average": "average"}
_GROWTHS = ("growth", "change")
_SURE = 0.99
_FEW_DIGITS = 2


def made_figures(register: FigureRegister) -> Iterator[NumericClaim]:
    """Prove the numbers that others make to their last digit, and are meant to more surely than 99 times in 100."""
    for made in slips_found(register)[2]:
        hypothesis, subject = made.hypothesis, made.hypothesis.subject
        exact = abs(hypothesis.expected - subject.value) <= subject.step / 2
        if made.sure >= _SURE and exact and subject.mention.quantity.digits > _FEW_DIGITS:
            kind = "growth" if hypothesis.kind in _GROWTHS else _KINDS.get(hypothesis.kind, "share")
            figures = [figure.mention for figure in hypothesis.figures]
            told, right = "、".join(m.quantity.text for m in figures), subject.mention.quantity.text
            message = f"由 {told} 算得 {right}，相符"
            yield statement(kind, subject.mention, Verdict.OK, message, figures, recomputed=right)


def with_made_figures(claims: Sequence[NumericClaim], made: Sequence[NumericClaim]) -> list[NumericClaim]:
    """Add what is proved of numbers that nothing judges, in the place of what is unsure of them; nothing of numbers that are judged together, or of which two are accused together."""
    judged = {claim.entry for claim in claims if claim.verdict in JUDGED}
    proved_together = [claim.numbers for claim in claims if claim.verdict in PROVED]
    accused = [claim.numbers for claim in claims if claim.verdict in ACCUSED]
    new = [
        claim
        for claim in made
        if claim.entry not in judged
        and not any(claim.numbers <= told for told in proved_together)
        and not any(len(claim.numbers & told) > 1 for told in accused)
    ]
    proved = {claim.entry for claim in new}
    return [c for c in claims if c.verdict not in UNSURE or c.entry not in proved] + new
