"""Products written as equations: 伙食费130元×45人×3天=17550元."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from math import prod

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.numbers.arithmetic import ClaimFormula
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT, conversion
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister

_EACH = "(?:[/∕每][一-龥·./∕]{1,7})?"
_TIMES, _IS = re.compile(f"{_EACH}[×*＊✕]"), re.compile(f"{_EACH}[=＝]")
_JOINED = re.compile("[-+*×÷/∕＋－—()（）\\d.]$")
"""Behind what a first factor is no first one: 200+130元×45人."""
_PER_CENT = Fraction(1, 100)


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
    mixed = any(conversion(one.quantity, other.quantity) for one, other in combinations(factors, 2))  # 米 and 厘米
    apart = not mixed and not _JOINED.search(text[:start]) and not re.match("[-+*×÷/∕＋－]", text[end:])
    return alike and apart and not any(m.quantity.hedge for m in (*factors, product))


def _judged(product: Mention, factors: Sequence[Mention]) -> NumericClaim:
    turned = [conversion(m.quantity, product.quantity) or 1 for m in factors]  # 130袋×50公斤=6.5吨
    scale = prod((_PER_CENT if m.dimension == PERCENT else 1 for m in factors), start=prod(turned, start=Fraction(1)))
    # what is reckoned with is no rounding
    exact = tuple(replace(m, quantity=replace(m.quantity, dimension=COUNT, step=Fraction(1))) for m in factors)
    formula = ClaimFormula(lambda *values: scale * prod(values), (1,) * len(factors))
    claim, _ = settle("average", product, [Binding(formula, exact)], certain=True)
    return claim
