"""Accusations in long documents that no slip of the pen explains: among so many numbers others may be meant.

In 66 true documents that strangers wrote 53 numbers were accused, of 31 of which no slip makes what was computed; of 76
numbers spoilt in them that were found it was 3.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from zzlib.audit.judging.chance import SlipKind, slips_before
from zzlib.audit.judging.claim import NumericClaim, doubted, relation_of
from zzlib.audit.judging.evidence import is_misreckoned
from zzlib.audit.judging.excuses import factor_between
from zzlib.audit.judging.relations import FigureRelation, TiedFigure
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import quantities
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import are_many_thoughts
from zzlib.audit.reading.register import FigureRegister

_NEAR = Fraction(1, 20)
_COUNTED = tuple("一二两三四五六七八九十")
_WORDS = ("count", "order", "duration", "pace", "schedule", "implied_target")
_FEW, _TELLING = 2, 3
"""So many numbers beside the result may one have slipped among, by no accident; digits of a result that is told finely."""


def unless_unexplained(claims: Sequence[NumericClaim], register: FigureRegister) -> list[NumericClaim]:
    """Doubt differences that two other numbers beside them make; in a long document all accusations by numbers of which no slip of one makes the others hold."""
    long = are_many_thoughts(register.reading.sentences)
    why, otherwise = "差得不像笔误，也可能是由别的数算的，请核", "附近另有数正好算得出它，请核"
    told = [doubted(c, otherwise) if c.verdict == Verdict.WRONG and _is_made_beside(c, register) else c for c in claims]
    return [
        doubted(c, why) if long and c.verdict == Verdict.WRONG and _is_unexplained(c, register) else c for c in told
    ]


def _is_made_beside(claim: NumericClaim, register: FigureRegister) -> bool:
    """Say whether other numbers of its sentence and the one before make a difference: 目标8200人，实际8730人，超目标530人，距自定目标短缺270人; or what it is off by: 尚有5338人 of 12120人 without 6584人 and 198例."""
    if claim.kind != "difference" or claim.trial is None or not claim.entry or claim.exact is None:
        return False
    own = register.entries[claim.entry - 1].mention
    ahead = [m for m in register.reading.before(own) if 0 <= own.sentence.number - m.sentence.number <= 1]
    like = [m for m in ahead if m.dimension == own.dimension and m.quantity.scale == own.quantity.scale]
    fine = own.quantity.digits >= _TELLING
    off = abs(abs(claim.exact) - own.quantity.value)
    if fine and any(m.quantity.value == off for m in like if m.number not in claim.numbers):
        return True
    used = {m.number for m in claim.used}
    pairs = (pair for pair in combinations(like, 2) if {m.number for m in pair} != used and same_unit(*pair))
    return fine and any(abs(a.quantity.value - b.quantity.value) == own.quantity.value for a, b in pairs)


def _is_unexplained(claim: NumericClaim, register: FigureRegister) -> bool:
    if claim.kind in _WORDS and "推算" not in claim.message:
        return False
    if claim.recomputed.startswith("-") and claim.kind in ("difference", "growth"):
        stated, made = (next(iter(quantities(text)), None) for text in (claim.stated, claim.recomputed[1:]))
        return not stated or not made or abs(stated.value - made.value) > stated.step  # the wrong way, but so much
    if claim.kind == "difference" and claim.stated[:1] in _COUNTED:
        return True  # 高出其余七个乡镇
    mention = register.entries[claim.entry - 1].mention if claim.entry else None
    relation = relation_of(claim, mention) if mention is not None else claim.relation
    if relation is not None and _holds_without_one(relation):
        return True
    told = claim.kind == "growth" and claim.trial is not None  # its words name both numbers
    if told or _is_slip_or_near(claim, relation) or (mention is not None and is_misreckoned(claim, mention)):
        return False
    return relation is None or len(relation.operands) > _FEW or not any(_mending(relation))


def _holds_without_one(relation: FigureRelation) -> bool:
    """Say whether a sum of many numbers holds without one of them, which is of another thing then."""
    parts = [tied.printed.value for tied in relation.operands]
    off = sum(parts, Fraction(0)) - relation.result.printed.value
    return relation.is_linear and len(parts) > _TELLING and off in parts and set(relation.formula.signs) == {1}


def _is_slip_or_near(claim: NumericClaim, relation: FigureRelation | None) -> bool:
    """Say whether a number is another but for one slip of the pen, its unit or the place of its point; or is near it, as those of an older draft are."""
    said = (claim.stated, claim.recomputed)
    bare = "个" if claim.cell is not None and claim.unit == "" else ""  # a cell tells no unit
    pairs = list(zip(*(quantities(text.replace(":", "，") + bare) for text in said), strict=False))
    few = (relation is None or len(relation.operands) <= _FEW) and not any("“" in o.text for o in claim.operands)
    for stated, other in pairs:
        right = claim.exact if claim.exact is not None and len(pairs) == 1 else other.value
        steps = other.value / stated.step
        slipped = steps.denominator == 1 and int(steps) in slips_before(stated)
        moved = len({one.number.replace(".", "").strip("0") for one in (stated, other)}) == 1  # 95.20 for 9.52
        if slipped or moved or factor_between(right, stated):
            return True
        if few and claim.kind != "difference" and abs(stated.value - other.value) <= _NEAR * abs(other.value):
            return True
    return not pairs


def _mending(relation: FigureRelation) -> Iterator[TiedFigure]:
    """Give the numbers of the text of which a slip of the pen makes a relation fail."""
    fine = relation.result.quantity.digits >= _TELLING + (not relation.is_linear)
    for figure in relation.figures:
        kinds = slips_before(figure.quantity) if len(figure.place) == len(relation.result.place) else {}
        slips = {steps * figure.quantity.step: kind for steps, kind in kinds.items()}
        for right in relation.rights(figure, slips):
            told = right in slips and (fine or slips[right] != SlipKind.CHANGED) and figure.quantity.digits > 1
            if told and relation.holds({figure.place: right}):
                yield figure
