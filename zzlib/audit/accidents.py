"""Slips that make a relation hold which only the order of the text tells, accused as far as accidents are excluded."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import prod

from zzlib.audit.arithmetic import PROVED, Verdict
from zzlib.audit.chance import SlipFound, bearable, chance_settings, slips_in
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
        rival = any(o.figure is not slip.figure and o.relation is slip.relation for o in found)
        verdict = Verdict.WRONG if slip.chance <= sure else Verdict.DOUBTFUL
        if verdict == Verdict.WRONG or not doubted & numbers:
            told |= {o.figure.number for o in found if o.relation is slip.relation}
            yield _claim(slip, verdict)


def _resting(claims: Sequence[NumericClaim]) -> set[int]:
    """Give the figures that claims are about or rest on."""
    return {c.entry for c in claims} | {m.number for c in claims for m in c.proof}


def _only(slips: Sequence[SlipFound], held: set[int]) -> list[SlipFound]:
    """Give the slips that make a relation hold, of figures that nothing else proves, if there are one or two of them."""
    left = [slip for slip in slips if slip.figure.number not in held]
    return left if len(left) <= len(("one", "other")) else []


def _supported(slips: Iterable[SlipFound], register: FigureRegister) -> list[SlipFound]:
    """Put slips together that several relations give, which is so much less likely; without figures that the document prints again as they are."""
    weights = chance_settings().weights
    printed = Counter((m.dimension, m.quantity.value) for m in register.reading.mentions)
    given: dict[tuple[int, Fraction], dict[int, SlipFound]] = {}
    for slip in slips:
        if printed[slip.figure.dimension, slip.figure.quantity.value] == 1:
            given.setdefault((slip.figure.number, slip.right), {})[slip.relation.figures[0].number] = slip
    found = []
    for same in given.values():
        first = min(same.values(), key=lambda slip: slip.chance)
        again = printed[first.figure.dimension, first.right] > 0
        chance = prod(slip.chance for slip in same.values()) * (weights.elsewhere if again else 1)
        found.append(replace(first, chance=chance))
    return sorted(found, key=lambda slip: slip.chance)


def _claim(slip: SlipFound, verdict: Verdict) -> NumericClaim:
    figure, others = slip.figure, [m for m in slip.relation.figures if m is not slip.figure]
    right = written(slip.right, figure.quantity)
    used = "、".join(m.quantity.text for m in others)
    sure = "" if verdict == Verdict.WRONG else "；请核是不是由这些数算的"
    message = f"与 {used} 合不上，应为 {right}，文中写 {figure.quantity.text}：{slip.kind}{sure}"
    return statement(
        slip.relation.kind,
        figure,
        verdict,
        message,
        operands=tuple(operand(m.quantity) for m in others),
        recomputed=right,
        proof=tuple(others),
    )
