"""The gap split over units: in proportion to something, with amounts that an analyst fixes; exact to the fen."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from zzlib.explore.data import ViewError
from zzlib.money import FEN_PER_UNIT, to_fen

_AN_AMOUNT = re.compile(r"\s*(?P<unit>.+?)\s*[=＝:：]\s*(?P<amount>[\d.]+)\s*(?:万元|万)?\s*")


def read_fixed(text: str, units: Mapping[str, str]) -> dict[str, int]:
    """Read amounts fixed by hand, in 万元: `水利局=500，教育局=300`; gives unit id -> fen.

    `units` is unit id -> name.

    Raises:
        ViewError: a part is not such an amount, or names no unit; the message says which.
    """
    ids = {name: unit_id for unit_id, name in units.items()} | {unit_id: unit_id for unit_id in units}
    fixed: dict[str, int] = {}
    for part in filter(str.strip, re.split(r"[，,；;、\n]", text)):
        found = _AN_AMOUNT.fullmatch(part)
        if not found:
            raise ViewError(f"“{part.strip()}”看不懂：请写成 单位=万元，如 水利局=500，教育局=300")
        if found["unit"] not in ids:
            raise ViewError(f"没有叫“{found['unit']}”的单位；请用名册里的简称，如 {next(iter(units.values()))}=500")
        try:
            fixed[ids[found["unit"]]] = to_fen(Decimal(found["amount"]), "万元")[0]
        except InvalidOperation as error:
            raise ViewError(f"“{found['amount']}”不是数：请写成 {found['unit']}=500") from error
    return fixed


def split_gap(gap: int, weights: Mapping[str, int], fixed: Mapping[str, int]) -> dict[str, int]:
    """Split fen over units in proportion to weights, but give those that are fixed just that; the parts add up to the gap.

    Largest remainders first (Hamilton's method), equal ones in the order given. Nothing is left for the others when the
    fixed amounts reach the gap.

    Raises:
        ViewError: the fixed amounts are more than the gap, or nobody is left to take the rest.
    """
    rest = gap - sum(fixed.values())
    if rest < 0:
        over = Decimal(-rest) / FEN_PER_UNIT["万元"]
        raise ViewError(f"指定的金额比缺口多 {over:.2f} 万元，请减少")
    free = {unit: max(0, weight) for unit, weight in weights.items() if unit not in fixed}
    total = sum(free.values())
    if rest and not total:
        raise ViewError("没有可以分担的单位：其余单位的权重都是零，请换一种分法或少指定几个")
    exact = {unit: Fraction(rest * weight, total) if total else Fraction(0) for unit, weight in free.items()}
    parts = {unit: int(share) for unit, share in exact.items()}
    left = rest - sum(parts.values())
    for unit in _by_remainder(exact)[:left]:
        parts[unit] += 1
    return {unit: fixed[unit] if unit in fixed else parts[unit] for unit in dict.fromkeys([*weights, *fixed])}


def _by_remainder(exact: Mapping[str, Fraction]) -> Sequence[str]:
    return sorted(exact, key=lambda unit: -(exact[unit] - int(exact[unit])))
