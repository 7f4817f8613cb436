"""What a slip of the pen looks like: one digit wrong, or two neighbours swapped."""

from collections.abc import Iterable
from fractions import Fraction

from zzlib.audit.quantities import Quantity


def one_slip(off: Fraction, quantities: Iterable[Quantity]) -> bool:
    """Say whether a sum that is off by so much closes once one digit of one number is put right.

    Args:
        off: what the parts make more than the total, in the base unit.
        quantities: the total first, then its parts.
    """
    total, *parts = quantities
    return _slipped(total, total.value + off) or any(_slipped(part, part.value - off) for part in parts)


def _slipped(quantity: Quantity, right: Fraction) -> bool:
    printed, wanted = quantity.value / quantity.step, right / quantity.step
    if wanted.denominator != 1 or printed.denominator != 1 or wanted <= 0:
        return False
    said, true = str(int(printed)), str(int(wanted))
    differing = [place for place, (one, other) in enumerate(zip(said, true, strict=False)) if one != other]
    if len(said) != len(true) or len(said) < 2 or not differing:
        return False
    one, last = differing[0], differing[-1]
    swapped = len(differing) == 2 and last == one + 1 and (said[one], said[last]) == (true[last], true[one])
    return len(differing) == 1 or swapped
