"""How far a rate of few cases may be off: the Wilson score interval."""

from decimal import Decimal

_Z = Decimal("1.959963985")
"""The normal quantile of a 95 % interval."""


def wilson_interval(cases: int, total: int) -> tuple[Decimal, Decimal]:
    """Give the 95 % Wilson score interval of `cases` out of `total` (E. B. Wilson, 1927), as fractions.

    Raises:
        ValueError: not 0 <= cases <= total with total > 0.
    """
    if not 0 <= cases <= total or total == 0:
        raise ValueError(f"{cases} out of {total} is no rate")
    n, rate, z2 = Decimal(total), Decimal(cases) / Decimal(total), _Z * _Z
    centre = rate + z2 / (2 * n)
    half = _Z * ((rate * (1 - rate) + z2 / (4 * n)) / n).sqrt()
    scale = 1 + z2 / n
    low, high = (centre - half) / scale, (centre + half) / scale
    return (Decimal(0) if cases == 0 else low), (Decimal(1) if cases == total else high)
