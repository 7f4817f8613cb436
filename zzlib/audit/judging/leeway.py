"""How far roughly told numbers reach: 约 to either side, 近 only below, 以上 only above (`numbers/words.toml`); what lies beyond is wrong all the same."""

from collections.abc import Sequence
from dataclasses import replace

from zzlib.audit.numbers.arithmetic import ClaimFormula, bounds_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import Quantity
from zzlib.audit.numbers.words import words

_PER_CENT = 100
_FEW_DIGITS, _FINER = 2, 5  # 约27.48% was rounded at the most: it reaches a fifth as far as 约30%


def is_beyond(formula: ClaimFormula, operands: Sequence[Quantity], result: Quantity, exact: Fraction | None) -> bool:
    """Say whether what is printed is out of the reach of what its operands give, roughly told as they are."""
    reaches = [reach_of(quantity) for quantity in (*operands, result)]
    told = [reach for reach in reaches if reach is not None]
    if exact is None or len(told) < len(reaches):
        return False
    middles = [
        replace(o.printed, value=(low + high) / 2, step=high - low)
        for o, (low, high) in zip(operands, told, strict=False)
    ]
    low, high = bounds_of(formula, middles, exact)
    least, most = told[-1]
    turned = least <= -exact <= most  # 超目标近3个百分点: told the other way round
    return not turned and (high < least or low > most)


def reach_of(quantity: Quantity) -> tuple[Fraction, Fraction] | None:
    """Give between what a number lies that is told this way; `None` where its words set a bound of another kind."""
    if not quantity.hedge:
        return quantity.printed.low, quantity.printed.high
    reach = words().hedges.reach.get(quantity.hedge)
    whole = "." not in quantity.number
    fine = len(quantity.number.rstrip("0") if whole else quantity.number.lstrip("0.").replace(".", "")) > _FEW_DIGITS
    ends = [1 + Fraction(end - _PER_CENT, _PER_CENT * (_FINER if fine else 1)) for end in reach or ()]
    return (quantity.value * ends[0], quantity.value * ends[1]) if ends else None
