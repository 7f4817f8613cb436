"""Accusations that are so far off that no slip makes them: other numbers are meant than those that were taken."""

from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.judging.evidence import is_of_slipped
from zzlib.audit.judging.excuses import factor_between
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import Quantity, quantities, quantity_of
from zzlib.audit.reading.register import FigureRegister

_NEAR = {"average": Fraction(11, 10), "ratio": Fraction(11, 10), "sum": Fraction(5), "difference": Fraction(5)}
"""How many times as large one of two may be as the other and still be near, by the kind of claim."""
_QUOTIENTS = ("average", "ratio", "share", "level", "consistency")


def is_far_off(claim: NumericClaim) -> bool:
    """Say whether a figure of a long text is so far from what was computed that only a slip would make it, and none does."""
    near = _NEAR.get(claim.kind)
    said, right = (_number(text) for text in (claim.stated, claim.recomputed))
    if claim.cell or near is None or said is None or right is None or min(said.value, right.value) < 0:
        return False
    off = max(said.value, right.value) > near * min(said.value, right.value)
    explained = is_slip(said, right.value, short=True) or factor_between(right.value, said) or is_of_slipped(claim)
    return off and not explained


def is_of_other_heads(claim: NumericClaim, register: FigureRegister) -> bool:
    """Say whether a quotient comes to nothing, an average names another number than was taken (案均（按办结数）), or what one side of a ratio ought to be is printed for itself."""
    said, right = (_number(text) for text in (claim.stated, claim.recomputed))
    if said is None or right is None or claim.kind not in _QUOTIENTS:
        return False
    if claim.kind == "ratio":
        return right.dimension != "bare" and any(m.quantity.value == right.value for m in register.reading.mentions)
    return (right.value == 0 < said.value and claim.kind not in ("share", "level")) or (
        claim.kind == "average" and _is_by_another(claim, register)
    )


def _is_by_another(claim: NumericClaim, register: FigureRegister) -> bool:
    """Say whether words before an average name a number that isn't among those taken: 案均（按办结数）2.58万元 of 立案118起."""
    mentions = register.reading.mentions
    by = regex("按(?P<of>[一-龥]{2})[一-龥]{0,6}[）)]$").search(
        mentions[claim.entry - 1].text_before if claim.entry else ""
    )
    taken = [m for m in mentions if m.number in claim.numbers - {claim.entry}]
    return by is not None and not any(by["of"] in m.own for m in taken)


def _number(text: str) -> Quantity | None:
    """Give a number, or the term of a ratio beside 1."""
    terms = [term for term in regex("[:：比]").split(text) if term != "1"]
    bare = regex(r"\d+(?:\.\d+)?").fullmatch(terms[0]) if terms else None
    return quantity_of(terms[0], terms[0], "", "bare") if bare else next(iter(quantities(text)), None)
