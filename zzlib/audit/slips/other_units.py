"""Numbers in the wrong unit or in each other's place: what nothing proves is read in 亿元 for 万元 (in 万亩 for 亩 where it is out of line with those around it), or with its neighbour of a series for it, and judged anew."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from math import log10
from statistics import fmean
from typing import NamedTuple

from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict
from zzlib.audit.numbers.quantities import RATIOS, Quantity
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.slips.unit_slips import in_other_units

Judge = Callable[[str], list[NumericClaim]]
"""Gives the claims of a text."""
_APART = 2.0  # powers of ten between a number and those around it
_REACH = 1  # paragraph before and behind
_MOST = 20  # readings of a document
_DIGITS = 2
_BOTH = 3
_SCALES = ("万", "亿")
_LINEAR = ("sum", "difference")


class _Moved(NamedTuple):
    """A number in another unit, what holds of it there, and by how much it comes nearer to those around it."""

    mention: Mention
    other: Mention
    made: list[NumericClaim]
    nearer: float

    @property
    def texts(self) -> set[str]:
        """The numbers that hold with it."""
        return {text for c in self.made for text in _said(c)[1:]}

    @property
    def rank(self) -> tuple[int, float]:
        """How much speaks for it, against another number that the same relation takes: 46.40万元 or 49.36亿元."""
        return len(self.made), round(self.nearer, 1)


def other_unit_claims(register: FigureRegister, claims: Sequence[NumericClaim], judge: Judge) -> Iterator[NumericClaim]:
    """Accuse a number that makes something of its paragraphs hold only in the other unit: 公路3140万元、水利2870亿元."""
    found = list(_all_moved(register.reading, claims, judge))
    for one in found:
        rivals = [m for m in found if m.mention.quantity.text in one.texts and one.mention.quantity.text in m.texts]
        alike = [m for m in rivals if m.rank == one.rank]
        first = all(one.mention.number < m.mention.number for m in alike)
        if first and all(one.rank >= other.rank for other in rivals):
            yield _claim(one, alike)


def exchanged_claims(register: FigureRegister, claims: Sequence[NumericClaim], judge: Judge) -> Iterator[NumericClaim]:
    """Accuse two neighbours of a series of which something holds only in each other's place: 下降47.06%、56.52% for 56.52%、47.06%."""
    reading, tried = register.reading, 0
    holding = [c for c in claims if c.verdict in HOLDS and c.kind != "order"]
    held = {number for c in holding for number in (c.entry, *(m.number for m in c.proof))}
    known = {_said(c) for c in holding}
    for one, other in pairwise(reading.mentions):
        mine, theirs = one.quantity, other.quantity
        alike = other.series is one.series and other.series and same_unit(one, other) and mine.value != theirs.value
        if not alike or held & {one.number, other.number} or tried >= _MOST:
            continue
        if mine.digits + theirs.digits < _BOTH:
            continue
        tried += 1
        found = judge(_read_with(one.sentence, {mine: theirs.text, theirs: mine.text}, reading))
        made = [_holding(q.text, found, known) for q in (mine, theirs)]
        if all(made) and {id(c) for c in made[0]} != {id(c) for c in made[1]}:
            used = tuple(
                o for c in (made[0][0], made[1][0]) for o in c.operands if o.text not in (mine.text, theirs.text)
            )
            shown = "、".join(dict.fromkeys(o.text for o in used))
            message = f"{mine.text}、{theirs.text} 写颠倒了：对调以后与 {shown} 才合得上"
            yield statement(
                "consistency", one, Verdict.WRONG, message, [other], operands=used, recomputed=theirs.text, named=True
            )
            held |= {one.number, other.number}


def _all_moved(reading: Reading, claims: Sequence[NumericClaim], judge: Judge) -> Iterator[_Moved]:
    """Give the numbers of which something holds only in another unit; those that are most out of line are tried first."""
    holding = [c for c in claims if c.verdict in HOLDS]
    held = {number for c in holding for number in (c.entry, *_weighty(c))}
    known = {_said(c) for c in holding}
    plain = [(m, _beside(m, reading)) for m in reading.mentions if m.number not in held and _may_move(m)]
    apart = {m.number: min(_distances(m, near), default=0.0) for m, near in plain}
    tried = 0
    for mention, near in sorted(plain, key=lambda pair: -apart[pair[0].number]):
        for other in in_other_units(mention):
            distances = _distances(other, near)
            scaled = {mention.quantity.unit[:1], other.quantity.unit[:1]} == set(_SCALES)
            strange = apart[mention.number] >= _APART and min(distances) < apart[mention.number]
            if tried >= _MOST or not (scaled or strange):
                continue
            tried += 1
            made = _holding(
                other.quantity.text,
                judge(_read_with(mention.sentence, {mention.quantity: other.quantity.text}, reading)),
                known,
            )
            if made:
                nearer = fmean(_distances(mention, near)) - fmean(distances) if near else 0.0
                yield _Moved(mention, other, made, nearer)
                break


def _may_move(mention: Mention) -> bool:
    return mention.dimension not in RATIOS and mention.quantity.value > 0 and mention.quantity.digits >= _DIGITS


def _weighty(claim: NumericClaim) -> list[int]:
    """Give the numbers that a claim rests on; of a sum none that is lost in its rounding: 3.4万元 beside 49.36亿元."""
    result = claim.trial.result if claim.trial is not None and claim.kind in _LINEAR else None
    step = result.step if result is not None else 0
    return [m.number for m in claim.proof if m.quantity.value >= step]


def _said(claim: NumericClaim) -> tuple[str, ...]:
    return claim.kind, claim.stated, *(o.text for o in claim.operands)


def _beside(mention: Mention, reading: Reading) -> list[Mention]:
    """Give the other like numbers of its paragraph, and of those beside it."""
    near = [m for m in reading.around(mention) if m is not mention and same_unit(m, mention) and m.quantity.value > 0]
    return [m for m in near if abs(m.sentence.paragraph - mention.sentence.paragraph) <= 1]


def _distances(mention: Mention, others: Sequence[Mention]) -> list[float]:
    """Say how many powers of ten each of others is away."""
    return [abs(log10(m.quantity.value / mention.quantity.value)) for m in others]


def _read_with(own: ReadSentence, changed: dict[Quantity, str], reading: Reading) -> str:
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


def _holding(text: str, claims: Sequence[NumericClaim], known: Collection[tuple[str, ...]]) -> list[NumericClaim]:
    """Give what holds of a number, or rests on it, and isn't known to hold without it."""
    told = [c for c in claims if c.verdict == Verdict.OK and c.operands and text in _said(c)[1:]]
    return [c for c in told if _said(c) not in known and len(_weighty(c)) == len(c.proof)]


def _claim(moved: _Moved, alike: Sequence[_Moved]) -> NumericClaim:
    mention, other, made = moved.mention, moved.other.quantity, moved.made[0]
    used = tuple(o for o in made.operands if o.text != other.text)
    beside = [o.text for o in used] + [made.stated] * (made.stated != other.text)
    message = f"{'、'.join(beside)} 与 {other.text} 才合得上，文中写 {mention.quantity.text}；单位似应为“{other.unit}”"
    message += "".join(f"，或 {m.mention.quantity.text} 应为 {m.other.quantity.text}" for m in alike)
    return statement("consistency", mention, Verdict.WRONG, message, operands=used, recomputed=other.text, named=True)
