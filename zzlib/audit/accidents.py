"""Slips that make a relation hold which only the layout of the text tells, accused as far as accidents are excluded."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import PROVED, Verdict
from zzlib.audit.chance import SlipFound, SlipKind, TriedRelation, chance_settings, rates_of, slips_in
from zzlib.audit.claim import NumericClaim, operand, statement
from zzlib.audit.quantities import written
from zzlib.audit.register import FigureRegister
from zzlib.audit.same_thing import of_one_row
from zzlib.audit.tried import tried_relations


def accident_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Accuse the figures whose slip makes a relation hold, where that is much likelier than an accident."""
    bounds = chance_settings().bounds
    spoken, doubted = (_resting([c for c in claims if c.verdict == v]) for v in (Verdict.WRONG, Verdict.DOUBTFUL))
    held = _resting([c for c in claims if c.verdict in PROVED])
    tried = [r for r in open_relations(register, claims) if not spoken & {m.number for m in r.figures}]
    tried = [r for r in tried if not of_one_row(r.figures)]
    found = [slip for relation in tried for slip in _only(slips_in(relation, bounds.doubtful), held)]
    told: set[int] = set()
    accidents = 0.0
    for slip in _supported(found, register):
        numbers = {m.number for m in slip.relation.figures}
        if told & numbers:
            continue
        accidents += slip.chance
        sure = slip.odds >= bounds.wrong and accidents <= bounds.accidents and not _may_be_otherwise(slip)
        if sure or not doubted & numbers:
            others = [o for o in found if o.relation is slip.relation and o.figure is not slip.figure]
            told |= numbers
            yield _claim(slip, others, Verdict.WRONG if sure else Verdict.DOUBTFUL)


def _may_be_otherwise(slip: SlipFound) -> bool:
    """Say whether one changed digit may be none: of a sum that is off in the last digit alone, or of parts led in that need not be all."""
    whole, *parts = slip.relation.figures
    if slip.relation.kind != "sum" or slip.kind != SlipKind.CHANGED or slip.relation.rates is None:
        return False
    short = sum(m.quantity.value for m in parts) < whole.quantity.value
    exact = all(m.quantity.is_exact for m in slip.relation.figures)
    off = abs(slip.right - slip.figure.quantity.value)
    rounded = not exact and off < 10 * max(m.quantity.step for m in slip.relation.figures)
    return rounded or (short and slip.relation.rates.meant <= 1 - chance_settings().parts.led)


def open_relations(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[TriedRelation]:
    """Give the relations that don't hold, and whose subject nothing else explains that is as likely meant."""
    proved = {c.entry for c in claims if c.verdict in PROVED}
    about: dict[int, list[TriedRelation]] = {}
    for relation in tried_relations(register, claims):
        about.setdefault(relation.subject.number, []).append(relation)
    used = {_operands(r) for relations in about.values() for r in relations if r.held}
    for number, relations in about.items():
        holding = [r for r in relations if r.held]
        for relation in relations:
            known = relation.held or (number in proved and relation.kind != "sum") or _operands(relation) in used
            if not known and not any(_explains(other, relation) for other in holding):
                yield relation


def _operands(relation: TriedRelation) -> tuple[str, frozenset[int]]:
    return relation.kind, frozenset(m.number for m in relation.figures[1:])


def _explains(other: TriedRelation, relation: TriedRelation) -> bool:
    """Say whether one that holds leaves nothing for another to tell; of two breakdowns only one with parts of the other does."""
    parts = {m.number for m in relation.figures[1:]}
    apart = relation.kind == other.kind == "sum" and not parts & {m.number for m in other.figures[1:]}
    return not apart and rates_of(other.form).meant >= chance_settings().bounds.rival * rates_of(relation.form).meant


def _resting(claims: Sequence[NumericClaim]) -> set[int]:
    """Give the figures that claims are about or rest on."""
    return {c.entry for c in claims} | {m.number for c in claims for m in c.proof}


def _only(slips: Sequence[SlipFound], held: set[int]) -> list[SlipFound]:
    """Give the slips that make a relation hold, of figures that nothing else proves."""
    return [slip for slip in slips if slip.figure.number not in held]


def _supported(slips: Iterable[SlipFound], register: FigureRegister) -> list[SlipFound]:
    """Put slips together that several relations give, the likeliest first; without figures that the document prints again as they are."""
    printed = Counter((m.dimension, m.quantity.value) for m in register.reading.mentions)
    given: dict[tuple[int, Fraction], dict[int, SlipFound]] = {}
    for slip in slips:
        if printed[slip.figure.dimension, slip.figure.quantity.value] == 1:
            same = given.setdefault((slip.figure.number, slip.right), {})
            other = same.get(slip.relation.subject.number)
            if other is None or other.odds < slip.odds:
                same[slip.relation.subject.number] = slip
    found = []
    for same in given.values():
        first = max(same.values(), key=lambda slip: slip.odds)
        found.append(replace(first, odds=first.odds * len(same)))
    return sorted(found, key=lambda slip: -slip.odds)


def _claim(slip: SlipFound, instead: Sequence[SlipFound], verdict: Verdict) -> NumericClaim:
    """Accuse a figure of a slip, and tell of the others of which one may have slipped `instead`."""
    figure, others = slip.figure, [m for m in slip.relation.figures if m is not slip.figure]
    right = written(slip.right, figure.quantity)
    used = "、".join(m.quantity.text for m in others)
    either = "".join(f"，或 {o.figure.quantity.text} 应为 {written(o.right, o.figure.quantity)}" for o in instead)
    sure = "" if verdict == Verdict.WRONG else "；请核是不是由这些数算的"
    message = f"与 {used} 合不上，应为 {right}，文中写 {figure.quantity.text}：{slip.kind}{either}{sure}"
    return statement(
        {"points": "difference", "hundred": "sum"}.get(slip.relation.kind, slip.relation.kind),
        figure,
        verdict,
        message,
        operands=tuple(operand(m.quantity) for m in others),
        recomputed=right,
        proof=tuple(others),
    )
