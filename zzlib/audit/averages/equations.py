"""Products written as equations: 伙食费130元×45人×3天=17550元."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.numbers.arithmetic import ClaimFormula
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister

_EACH = "(?:[/∕每][一-龥·./∕]{1,7})?"
_TIMES, _IS = re.compile(f"{_EACH}[×*＊✕]"), re.compile(f"{_EACH}[=＝]")
_JOINED = re.compile("[-+*×÷/∕＋－—()（）\\d.]$")
"""Behind what a first factor is no first one: 200+130元×45人."""
_HUNDRED = 100


def equation_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what stands behind = by all that is multiplied before it; at most one of the factors is money, and the product then is, too."""
    for sentence in register.reading.sentences:
        factors: list[Mention] = []
        for one, other in pairwise(sentence.mentions):
            between = sentence.text[one.quantity.end : other.quantity.start]
            if _TIMES.fullmatch(between):
                factors = factors or [one]
                factors.append(other)
            elif factors and _IS.fullmatch(between) and _is_whole(factors, other):
                yield _judged(other, factors)
                factors = []
            else:
                factors = []


def _is_whole(factors: Sequence[Mention], product: Mention) -> bool:
    text, start, end = product.sentence.text, factors[0].quantity.start, product.quantity.end
    money = [m for m in factors if m.dimension == MONEY]
    alike = len(money) == (product.dimension == MONEY) and product.dimension != PERCENT
    apart = not _JOINED.search(text[:start]) and not re.match("[-+*×÷/∕＋－]", text[end:])
    return alike and apart and not any(m.quantity.hedge for m in (*factors, product))


def _judged(product: Mention, factors: Sequence[Mention]) -> NumericClaim:
    scale = Fraction(1)
    for factor in factors:
        scale *= _HUNDRED if factor.dimension == PERCENT else 1

    def times(*values: Fraction) -> Fraction:
        made = Fraction(1) / scale
        for value in values:
            made *= value
        return made

    # what is reckoned with is no rounding
    exact = tuple(replace(m, quantity=replace(m.quantity, dimension=COUNT, step=Fraction(1))) for m in factors)
    formula = ClaimFormula(times, (1,) * len(factors))
    claim, _ = settle("average", product, [Binding(formula, exact)], certain=True)
    return claim
