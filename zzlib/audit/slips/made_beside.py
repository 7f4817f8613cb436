"""Accusations that other numbers explain: what is accused was reckoned of those, or one of those added up is of another thing."""

from collections.abc import Sequence, Set
from itertools import combinations, permutations, product

from zzlib.audit.judging.claim import OF_ANOTHER, OF_OLDER, NumericClaim, doubted, relation_of
from zzlib.audit.judging.evidence import TWICE_COUNTED, is_misreckoned
from zzlib.audit.judging.relations import FigureRelation
from zzlib.audit.numbers.arithmetic import DIFFERENCE, GROWTH, HOLDS, SHARE, Verdict, round_half_up
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS, RATIOS, Quantity, quantities
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, are_many_thoughts
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import growth_sign
from zzlib.audit.slips.far_off import is_far_off, is_of_other_heads

_COUNTED = tuple("一二两三四五六七八九十")
_RATES = ("share", "level", "growth", "growth_increment", "difference")
_TELLING = 3
"""Digits of a number that others beside it make by no accident, and so many numbers of which one is of another thing."""


def unless_made_beside(claims: Sequence[NumericClaim], register: FigureRegister) -> list[NumericClaim]:
    """Doubt what other numbers beside it make; in a long document also what was told of other numbers than those taken."""
    long, why = are_many_thoughts(register.reading.sentences), "也可能是由别的数算的，请核"
    held = {frozenset(c.numbers - {c.entry}) for c in claims if c.verdict in HOLDS}
    anywhere = (_is_no_result, _is_made_beside, _is_between_ways, _do_all_balance, _is_of_itself, is_of_other_heads)

    def is_of_others(claim: NumericClaim) -> bool:
        return any(beside(claim, register) for beside in anywhere) or (long and _is_of_others(claim, held, register))

    return [doubted(c, why) if c.verdict == Verdict.WRONG and is_of_others(c) else c for c in claims]


def _is_no_result(claim: NumericClaim, register: FigureRegister) -> bool:
    """Say whether a number is what was added (加上上半年的2275单), what is left, told of the whole behind it (498.5万元，占650万元的76.7%，余下151.5万元), made of two alone, or reckoned of a rough one."""
    if claim.kind not in ("sum", "difference") or not claim.entry:
        return False
    own = register.entries[claim.entry - 1].mention
    if claim.kind == "sum":
        return regex("加上|连同").search(own.before) is not None
    left = claim.recomputed == f"-{claim.stated}" and regex("余|剩").search(own.before)
    used = [m.quantity for m in claim.used or claim.proof if m.number != claim.entry]
    two = len(used) > _TELLING and any(abs(a.value - b.value) == own.quantity.value for a, b in combinations(used, 2))
    return bool(left or two or any(regex("[多余近约几]|左右|上下").search(q.hedge) for q in used))


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
    if regex("医学观察|密接|密切接触").search(own.sentence.text):
        return True  # some have fallen ill
    used = {m.number for m in claim.used}
    pairs = (pair for pair in combinations(like, 2) if {m.number for m in pair} != used and same_unit(*pair))
    return fine and any(abs(a.quantity.value - b.quantity.value) == own.quantity.value for a, b in pairs)


def _is_between_ways(claim: NumericClaim, register: FigureRegister) -> bool:
    """Say whether points are what a growth and a fall are apart: 由增长1.9%转为下降2.4%，回落4.3个百分点."""
    used = [m for m in register.reading.mentions if m.number in claim.numbers]
    points = [m.quantity.value for m in used if m.dimension == POINTS]
    rates = {growth_sign(m.before): m.quantity.value for m in used if m.dimension == PERCENT}
    return claim.kind == "difference" and {1, -1} <= rates.keys() and points == [rates[1] + rates[-1]]


def _do_all_balance(claim: NumericClaim, register: FigureRegister) -> bool:
    """Say whether all numbers like it in its sentence, and no fewer than four, balance, of which a claim left some out: 结转216万元，收784万元，支635万元，上缴65万元，结余300万元; 86人、74人，21人两场都参加，共139人."""
    if (
        claim.kind not in ("sum", "difference")
        or not claim.entry
        or not claim.recomputed
        or "也合得上" in claim.message
    ):
        return False  # with the right figure another relation holds, too
    own = register.entries[claim.entry - 1].mention
    like = [m for m in own.sentence.mentions if m is not own and same_unit(m, own)]
    if {m.number for m in like} <= claim.numbers and not TWICE_COUNTED.search(own.sentence.text):
        return False  # all were taken, and one of them the wrong way
    rest = [m.quantity.value for m in like]
    signed = product((1, -1), repeat=len(rest)) if _TELLING <= len(rest) < 2 * _TELLING else ()
    made = (sum(sign * value for sign, value in zip(signs, rest, strict=True)) for signs in signed)
    return own.quantity.value in made


def _is_of_itself(claim: NumericClaim, register: FigureRegister) -> bool:
    """Say whether a total is among the cells that were added to it, or they make it twice: a row of part totals is among the rows."""
    relation = claim.relation
    if claim.cell is None or relation is None or not relation.is_linear or set(relation.formula.signs) != {1}:
        return False
    whole = relation.result.printed.value
    return len(relation.operands) > 1 and sum((tied.printed.value for tied in relation.operands), -2 * whole) == 0


def _is_of_others(claim: NumericClaim, held: Set[frozenset[int]], register: FigureRegister) -> bool:
    """Say whether an accused number is what others of the text make, an average far off (of other heads), a change the other way and not so much (由45起压降至29起 behind 累计多发27起), counts bodies (其余七个乡镇), or a sum that holds without one of many."""
    if OF_ANOTHER in claim.message or _is_rate_of_others(claim, held, register) or is_far_off(claim):
        return True
    if claim.recomputed.startswith("-") and claim.kind == "difference":
        stated, made = (next(iter(quantities(text)), None) for text in (claim.stated, claim.recomputed[1:]))
        return not stated or not made or abs(stated.value - made.value) > max(stated.step, made.step)
    if claim.kind == "difference" and claim.stated[:1] in _COUNTED:
        return True
    mention = register.entries[claim.entry - 1].mention if claim.entry else None
    relation = relation_of(claim, mention) if mention is not None else claim.relation
    return relation is not None and _holds_without_one(relation)


def _is_rate_of_others(claim: NumericClaim, held: Set[frozenset[int]], register: FigureRegister) -> bool:
    """Say whether two like numbers of its sentence and the one before, which make no other rate, make an accused one by no known mistake: the number of another whole, another year."""
    if not claim.entry or not claim.recomputed or claim.kind not in _RATES or OF_OLDER in claim.message:
        return False
    own = register.entries[claim.entry - 1].mention
    if own.quantity.digits < _TELLING or own.dimension not in (PERCENT, POINTS) or is_misreckoned(claim, own):
        return False
    right = next(iter(quantities(claim.recomputed.removeprefix("-"))), None)
    if claim.recomputed.startswith("-") and right and abs(right.value - own.quantity.value) <= own.quantity.step:
        return False  # the other way round
    near = [
        m for m in register.reading.around(own) if 0 <= own.sentence.number - m.sentence.number <= 1 and m is not own
    ]
    pairs = ((pair, frozenset(m.number for m in pair)) for pair in permutations(near, 2))
    return any(_makes(pair, own.quantity) for pair, used in pairs if not used <= claim.numbers and used not in held)


def _makes(pair: tuple[Mention, Mention], rate: Quantity) -> bool:
    """Say whether two numbers make a rate: the share of one in the other, by how much it grew, or what two rates are apart."""
    one, other = (m.quantity for m in pair)
    if not same_unit(*pair) or not other.value or min(one.digits, other.digits) < _TELLING - 1:
        return False
    formulas = (DIFFERENCE,) if one.dimension in RATIOS else () if rate.dimension == POINTS else (SHARE, GROWTH)
    return any(abs(round_half_up(f.compute(one.value, other.value), rate.step)) == rate.value for f in formulas)


def _holds_without_one(relation: FigureRelation) -> bool:
    """Say whether a sum of many numbers holds without one of them."""
    parts = [tied.printed.value for tied in relation.operands]
    off = sum(parts, Fraction(0)) - relation.result.printed.value
    return relation.is_linear and len(parts) > _TELLING and off in parts and set(relation.formula.signs) == {1}
