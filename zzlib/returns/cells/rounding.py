"""When a sum agrees with its parts: exactly, or as well as amounts can that were rounded before they were filled in."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from zzlib.money import FEN_PER_UNIT

_NOISE = Decimal("1e-12")
"""Relative difference that binary sums of a spreadsheet may leave."""


def equal(stated: Decimal, computed: Decimal) -> bool:
    """Tell whether two amounts are equal but for the noise of binary sums."""
    return abs(stated - computed) <= _NOISE * max(abs(stated), abs(computed))


def agrees(stated: Decimal, parts: Sequence[Decimal], unit: str | None, fewest_places: int = 1) -> bool:
    """Tell whether an amount is the sum of its parts, all in `unit` of money or of none.

    Rounding is believed only where it can't be a part left out: the difference is smaller than every part. Then the
    sum may have been rounded to the places it has; or all amounts, filled in with `fewest_places` decimals or more but
    coarser than a fen, may be off by half of their last place each.
    """
    computed = sum(parts, Decimal(0))
    difference = abs(stated - computed)
    if equal(stated, computed):
        return True
    if difference >= min((abs(part) for part in parts if part), default=0):
        return False
    places, finest = _places(stated), max(map(_places, parts))
    if places < finest and computed.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == stated:
        return True
    step = Decimal(1).scaleb(-finest)
    coarse = step * FEN_PER_UNIT.get(unit or "", 100) > 1
    return coarse and fewest_places <= finest >= places and difference <= step * (sum(map(bool, parts)) + 1) / 2


def _places(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
