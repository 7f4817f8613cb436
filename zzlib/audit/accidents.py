"""Slips that make a relation hold which only the order of the text tells, accused as far as accidents are excluded."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import prod

from zzlib.audit.arithmetic import PROVED, Verdict
from zzlib.audit.chance import SlipFound, SlipKind, bearable, chance_settings, slips_in
from zzlib.audit.claim import NumericClaim, operand, statement
from zzlib.audit.quantities import written
from zzlib.audit.register import FigureRegister
from zzlib.audit.tried import tried_relations


def accident_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Accuse the figures whose slip makes a relation hold, where the document would hardly give as much by accident."""
    bounds = chance_settings().bounds
    spoken, doubted = (_resting([c for c in claims if c.verdict == v]) for v in (Verdict.WRONG, Verdict.DOUBTFUL))
    tried = [r for r in tried_relations(register, claims) if not spoken & {m.number for m in r.figures}]
    sure, likely = bearable(tried, bounds.wrong), bearable(tried, bounds.doubtful)
    held = _resting([c for c in claims if c.verdict in PROVED])
    told: set[int] = set()
    found = [slip for relation in tried for slip in _only(slips_in(relation, likely), held)]
    for slip in _supported(found, register):
        numbers = {m.number for m in slip.relation.figures}
        if told & numbers:
            continue
        verdict = Verdict.WRONG if slip.chance <= sure and not _may_be_otherwise(slip) else Verdict.DOUBTFUL
        if verdict == Verdict.WRONG or not doubted & numbers:
            others = [o for o in found if o.relation is slip.relation and o.figure is not slip.figure]
            told |= {o.figure.number for o in (slip, *others)}
            yield _claim(slip, others, verdict)


def _may_be_otherwise(slip: SlipFound) -> bool:
    """Say whether one changed digit may be none: of a sum that is off in the last digit alone, or of parts led in that need not be all."""
    off, parts = abs(slip.right - slip.figure.quantity.value), slip.relation.figures[1:]
    if slip.relation.kind != "sum" or slip.kind != SlipKind.CHANGED:
        return False
    short = sum(m.quantity.value for m in parts) < slip.relation.figures[0].quantity.value
    exact = all(m.quantity.is_exact for m in slip.relation.figures)
    rounded = not exact and off < 10 * max(m.quantity.step for m in slip.relation.figures)
    return rounded or (short and slip.relation.weight >= chance_settings().weights.led)


def _resting(claims: Sequence[NumericClaim]) -> set[int]:
    """Give the figures that claims are about or rest on."""
    return {c.entry for c in claims} | {m.number for c in claims for m in c.proof}


def _only(slips: Sequence[SlipFound], held: set[int]) -> list[SlipFound]:
    """Give the slips that make a relation hold, of figures that nothing else proves."""
    return [slip for slip in slips if slip.figure.number not in held]


def _supported(slips: Iterable[SlipFound], register: FigureRegister) -> list[SlipFound]:
    """Put slips together that several relations give, which is so much less likely; without figures that the document prints again as they are."""
    weights = chance_settings().weights
    printed = Counter((m.dimension, m.quantity.value) for m in register.reading.mentions)
    given: dict[tuple[int, Fraction], dict[int, SlipFound]] = {}
    for slip in slips:
        if printed[slip.figure.dimension, slip.figure.quantity.value] == 1:
            same = given.setdefault((slip.figure.number, slip.right), {})
            whole = slip.relation.figures[0].number
            same[whole] = min(slip, same.get(whole, slip), key=lambda slip: slip.chance)
    found = []
    for same in given.values():
        first, *others = sorted(same.values(), key=lambda slip: slip.chance)
        apart = [slip for slip in others if _others(slip).isdisjoint(_others(first))]
        again = printed[first.figure.dimension, first.right] > 0
        chance = prod(slip.chance for slip in (first, *apart)) * (weights.elsewhere if again else 1)
        found.append(replace(first, chance=chance))
    return sorted(found, key=lambda slip: slip.chance)


def _others(slip: SlipFound) -> set[int]:
    return {m.number for m in slip.relation.figures} - {slip.figure.number}


def _claim(slip: SlipFound, instead: Sequence[SlipFound], verdict: Verdict) -> NumericClaim:
    """Accuse a figure of a slip, and tell of the others of which one may have slipped `instead`."""
    figure, others = slip.figure, [m for m in slip.relation.figures if m is not slip.figure]
    right = written(slip.right, figure.quantity)
    used = "、".join(m.quantity.text for m in others)
    either = "".join(f"，或 {o.figure.quantity.text} 应为 {written(o.right, o.figure.quantity)}" for o in instead)
    sure = "" if verdict == Verdict.WRONG else "；请核是不是由这些数算的"
    message = f"与 {used} 合不上，应为 {right}，文中写 {figure.quantity.text}：{slip.kind}{either}{sure}"
    return statement(
        slip.relation.kind,
        figure,
        verdict,
        message,
        operands=tuple(operand(m.quantity) for m in others),
        recomputed=right,
        proof=tuple(others),
    )
