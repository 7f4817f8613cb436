"""What a slip of the pen looks like: one digit wrong, or two neighbours swapped."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import ceil, floor

from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import Quantity

_STEPS = 20  # between which a reckoned number lies
_FEW = 2  # of so few digits any number is one digit from many


def one_slip(off: Fraction, quantities: Iterable[Quantity]) -> bool:
    """Say whether a sum that is off by so much closes once one digit of one number is put right.

    Args:
        off: what the parts make more than the total, in the base unit.
        quantities: the total first, then its parts.
    """
    total, *parts = quantities
    return _slipped(total, total.value + off) or any(_slipped(part, part.value - off) for part in parts)


def is_slip(quantity: Quantity, right: Fraction, *, short: bool = False) -> bool:
    """Say whether a number is `right` with its digits in another order, one too many or too few, or one wrong: of three digits or more, or of two (`short`)."""
    printed, wanted = quantity.value / quantity.step, right / quantity.step
    if wanted.denominator != 1 or printed.denominator != 1 or wanted <= 0 or printed == wanted:
        return False
    said, true = str(abs(int(printed))), str(int(wanted))
    if len(said) == len(true) and sorted(said) == sorted(true):
        return True
    least = len(quantity.number.partition(".")[2]) + 1  # 0.6 for 2.6 has as many
    wide = max(least, len(said)) == max(least, len(true))
    if not wide and abs(len(said) - len(true)) == 1 and min(len(said), len(true)) >= _FEW:  # one too many, or too few
        return _without_one(max(said, true, key=len), min(said, true, key=len))
    length = max(len(said), len(true))
    return wide and length > _FEW - short and abs(printed - wanted).numerator in _one_digit(length)


def is_swap(quantity: Quantity, right: Fraction) -> bool:
    """Say whether a number of three digits or more is `right` with its digits in another order."""
    return is_permuted(quantity, right) and abs(quantity.value) >= 10**_FEW * quantity.step


def is_permuted(quantity: Quantity, right: Fraction) -> bool:
    """Say whether a number is `right` with its digits in another order."""
    said, true = (str(abs(int(value / quantity.step))) for value in (quantity.value, right))
    return said != true and sorted(said) == sorted(true)


def has_lost_a_digit(one: Quantity, other: Quantity) -> bool:
    """Say whether of two numbers of four digits or more one is the other without a digit: 7451万人 beside 77451万人."""
    short, long = sorted((one.number, other.number), key=len)
    full = one.unit == other.unit and "." not in short + long and len(short) > _FEW + 1 and len(long) == len(short) + 1
    return full and _without_one(long, short)


def swapped(quantity: Quantity) -> Iterator[Fraction]:
    """Give what a number is with two neighbouring digits swapped; its sign stays."""
    digits, sign = str(abs(int(quantity.value / quantity.step))), -1 if quantity.value < 0 else 1
    for place, (one, other) in enumerate(pairwise(digits)):
        if one != other:
            yield sign * int(digits[:place] + other + one + digits[place + 2 :]) * quantity.step


def _without_one(long: str, short: str) -> bool:
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def _one_digit(length: int) -> set[int]:
    """Give what a number of so many digits may be off by if one of them is wrong, a carry with it."""
    return {digit * 10**place for digit in range(1, 10) for place in range(length)}


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


def has_slipped(quantity: Quantity, low: Fraction, high: Fraction) -> bool:
    """Say whether one slip of the digits takes what is printed to a number between two."""
    first, last = ceil(low / quantity.step), floor(high / quantity.step)
    rights = [n * quantity.step for n in range(first, min(last, first + _STEPS) + 1)]
    return any(is_permuted(quantity, right) or is_slip(quantity, right, short=True) for right in rights)
