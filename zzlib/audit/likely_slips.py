"""A third look at figures that nothing has judged: one that a slip of the pen makes of what two numbers beside it give is a doubt.

The relation is said (同比, 百分点, 增加, 相差); whose numbers it is between is only likely, so it is no accusation. Any
two numbers near it that give the printed figure keep it quiet.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from zzlib.audit.arithmetic import (
    DECLINE,
    DECREMENT_DECLINE,
    DIFFERENCE,
    GROWTH,
    INCREMENT_GROWTH,
    JUDGED,
    PROVED,
    ClaimFormula,
    Verdict,
    judge,
    round_half_up,
)
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.quantities import PERCENT, POINTS, RATIOS
from zzlib.audit.reading import Mention, same_unit
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role, growth_sign
from zzlib.audit.slips import is_permuted, is_swap
from zzlib.audit.words import mentions_any, words

_ELSEWHERE = re.compile("目标|任务|计划|预计|标准|要求|全[国省]|环比|年均|每|均")
_CHANGES = (Role.INCREASE, Role.DECREASE)
_GAPS = (*_CHANGES, Role.GAP, Role.REST)
_APART = re.compile("相差|差距|[高低多少]$")


def slip_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Doubt figures of a said relation that are one slip of the pen from what two numbers of their sentence give."""
    judged = {claim.entry for claim in claims if claim.verdict in (*JUDGED, Verdict.DOUBTFUL)}
    for entry in register.entries:
        mention = entry.mention
        if entry.number in judged or mention.quantity.hedge or mention.role == Role.TARGET or mention.series:
            continue
        kind, formulas = _relation(mention)
        if formulas:
            yield from _slipped(mention, kind, formulas, register)


def _relation(mention: Mention) -> tuple[str, tuple[ClaimFormula, ...]]:
    """Give what the words before a figure say that it is of two numbers; nothing if they say no relation."""
    lead = mention.lead
    if _ELSEWHERE.search(lead):
        return "", ()
    if mention.dimension == POINTS:
        return "difference", (DIFFERENCE,)
    if mention.dimension == PERCENT:
        sign = growth_sign(lead)
        soft = mentions_any(words().comparable.words + words().comparable.subjects, mention.sentence.text)
        ways = (GROWTH, INCREMENT_GROWTH) if sign > 0 else (DECLINE, DECREMENT_DECLINE)
        return "growth", ways if sign and not soft else ()
    if mention.dimension not in RATIOS and (mention.role in _GAPS or _APART.search(mention.before)):
        return "difference", (DIFFERENCE,)
    return "", ()


def _slipped(
    mention: Mention, kind: str, formulas: tuple[ClaimFormula, ...], register: FigureRegister
) -> Iterator[NumericClaim]:
    near = [m for m in register.reading.around(mention) if mention.sentence.paragraph == m.sentence.paragraph]
    near = [m for m in near if m is not mention and (kind != "difference" or _may_differ(m, mention))]
    near = [m for m in near if kind == "difference" or m.dimension not in RATIOS]
    found: list[Binding] = []
    for one, other in permutations(near, 2):
        if not same_unit(one, other) or not other.quantity.value or other.quantity.value < 0:
            continue
        for formula in formulas:
            printed = (one.quantity.printed, other.quantity.printed)
            verdict, exact = judge(formula, printed, mention.quantity.printed)
            if verdict in PROVED:
                return
            right = round_half_up(exact, mention.quantity.step) if exact is not None else None
            if (
                right is not None
                and right > 0
                and is_permuted(mention.quantity, right)
                and _may_give(formula, one, other, mention)
            ):
                found.append(Binding(formula, (one, other)))
    if len(found) == 1:
        claim, trial = settle(kind, mention, found, certain=False, likely=True)
        if (
            trial is not None
            and trial.exact is not None
            and is_swap(mention.quantity, round_half_up(trial.exact, mention.quantity.step))
        ):
            claim, _ = settle(kind, mention, found, certain=True)
        yield claim


def _may_differ(one: Mention, mention: Mention) -> bool:
    if mention.dimension == POINTS:
        return one.dimension == PERCENT
    return one.dimension == mention.dimension and same_unit(one, mention)


def _may_give(formula: ClaimFormula, one: Mention, other: Mention, mention: Mention) -> bool:
    """Say whether two numbers stand where such a pair stands: before the figure in its sentence, with the roles of one."""
    pair = (one, other)
    here = all(m.sentence is mention.sentence and m.place < mention.place for m in pair)
    if formula in (INCREMENT_GROWTH, DECREMENT_DECLINE):
        return here and one.role in _CHANGES
    if formula is DIFFERENCE:
        return here
    return here and one.place < other.place
