"""A document with a number printed otherwise: what is read anew of it, and what holds then that didn't; and two neighbours of a series in each other's place."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise

from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict
from zzlib.audit.numbers.quantities import Quantity
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence
from zzlib.audit.reading.register import FigureRegister

Judge = Callable[[str], list[NumericClaim]]
"""Gives the claims of a text."""
_REACH = 1  # paragraph before and behind
_LINEAR = ("sum", "difference")
MOST = 20  # readings of a document
_BOTH = 3  # digits of the two


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
    return text_around(own, text, reading)


def text_around(own: ReadSentence, text: str, reading: Reading) -> str:
    """Give the paragraphs around a sentence with another text in its place."""
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


def exchanged_claims(register: FigureRegister, claims: Sequence[NumericClaim], judge: Judge) -> Iterator[NumericClaim]:
    """Accuse two neighbours of a series of which something holds only in each other's place: 下降47.06%、56.52% for 56.52%、47.06%."""
    reading, tried = register.reading, 0
    proved = [c for c in claims if c.verdict in HOLDS and c.kind != "order"]
    held = {number for c in proved for number in c.numbers}
    known = {said_of(c) for c in proved}
    for one, other in pairwise(reading.mentions):
        if not _may_be_exchanged(one, other) or held & {one.number, other.number} or tried >= MOST:
            continue
        tried += 1
        pair = one.quantity.text, other.quantity.text
        found = judge(text_with(one.sentence, {one.quantity: pair[1], other.quantity: pair[0]}, reading))
        first, second = (holding(text, found, known) for text in pair)
        if first and second and {id(c) for c in first} != {id(c) for c in second}:
            yield _claim(one, other, (first[0], second[0]))
            held |= {one.number, other.number}


def _may_be_exchanged(one: Mention, other: Mention) -> bool:
    mine, theirs = one.quantity, other.quantity
    listed = bool(other.series) and other.series is one.series and same_unit(one, other)
    return listed and mine.value != theirs.value and mine.digits + theirs.digits >= _BOTH


def _claim(one: Mention, other: Mention, made: Sequence[NumericClaim]) -> NumericClaim:
    pair = one.quantity.text, other.quantity.text
    used = tuple(o for c in made for o in c.operands if o.text not in pair)
    shown = "、".join(dict.fromkeys(o.text for o in used))
    message = f"{'、'.join(pair)} 写颠倒了：对调以后与 {shown} 才合得上"
    wrong = Verdict.WRONG
    return statement("consistency", one, wrong, message, [other], operands=used, recomputed=pair[1], named=True)
