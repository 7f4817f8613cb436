"""A document with a number printed otherwise: what is read anew of it, and what holds then that didn't."""

from collections.abc import Callable, Collection, Sequence

from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.quantities import Quantity
from zzlib.audit.reading.reading import Reading, ReadSentence

Judge = Callable[[str], list[NumericClaim]]
"""Gives the claims of a text."""
_REACH = 1  # paragraph before and behind
_LINEAR = ("sum", "difference")


def weighty(claim: NumericClaim) -> list[int]:
    """Give the numbers that a claim rests on; of a sum none that is lost in its rounding: 3.4万元 beside 49.36亿元."""
    step = claim.trial.result.step if claim.trial is not None and claim.kind in _LINEAR else 0
    return [m.number for m in claim.proof if m.quantity.value >= step]


def said_of(claim: NumericClaim) -> tuple[str, ...]:
    """Give what a claim says, by which it is known in another reading of the text."""
    return claim.kind, claim.stated, *(o.text for o in claim.operands)


def text_with(own: ReadSentence, changed: dict[Quantity, str], reading: Reading) -> str:
    """Give the paragraphs around a sentence with numbers of it printed otherwise."""
    text = own.text
    for quantity in sorted(changed, key=lambda q: -q.start):
        text = text[: quantity.start] + changed[quantity] + text[quantity.end :]
    lines: dict[int, str] = {}
    for sentence in reading.sentences:
        if abs(sentence.paragraph - own.paragraph) <= _REACH:
            said = text if sentence is own else sentence.text
            lines[sentence.paragraph] = lines.get(sentence.paragraph, "") + said
    return "\n".join(lines.values())


def holding(text: str, claims: Sequence[NumericClaim], known: Collection[tuple[str, ...]]) -> list[NumericClaim]:
    """Give what holds of a number, or rests on it, and isn't known to hold without it."""
    told = [c for c in claims if c.verdict == Verdict.OK and c.operands and text in said_of(c)[1:]]
    return [c for c in told if said_of(c) not in known and len(weighty(c)) == len(c.proof)]
