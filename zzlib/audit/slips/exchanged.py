"""Two neighbours of a series in each other's place."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.slips.read_anew import Judge, holding, said_of, text_with

_MOST = 20  # readings of a document
_BOTH = 3  # digits of the two


def exchanged_claims(register: FigureRegister, claims: Sequence[NumericClaim], judge: Judge) -> Iterator[NumericClaim]:
    """Accuse two neighbours of a series of which something holds only in each other's place: 下降47.06%、56.52% for 56.52%、47.06%."""
    reading, tried = register.reading, 0
    proved = [c for c in claims if c.verdict in HOLDS and c.kind != "order"]
    held = {number for c in proved for number in c.numbers}
    known = {said_of(c) for c in proved}
    for one, other in pairwise(reading.mentions):
        if not _may_be_exchanged(one, other) or held & {one.number, other.number} or tried >= _MOST:
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
