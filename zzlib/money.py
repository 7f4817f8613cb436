"""Money: whole fen inside, exact yuan in files, 万元 and 亿元 for people. Rounding is half up, at display only."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

FEN_PER_UNIT = {"元": 100, "万元": 10**6, "亿元": 10**10}
"""Fen in one of each unit of money that a return may state."""

SUSPECT_FACTOR = 1000
"""From this factor on a change within a month, or an amount against the project's own total, is a likely slip of units.

A slip between 元 and 万元 is a factor of 10,000; one of a thousands separator 1,000.
"""

_CENT_OF_PERCENT = Decimal("0.0001")


def round_half_up(value: Decimal | int, digits: int) -> Decimal:
    """Round to `digits` places, halves away from zero, as official documents do."""
    return Decimal(value).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def to_fen(amount: Decimal, unit: str) -> tuple[int, bool]:
    """Convert an amount stated in 元, 万元 or 亿元 to fen.

    Returns the fen and whether the conversion was exact; an amount finer than a fen is rounded half up.

    Raises:
        KeyError: the unit is not one of `FEN_PER_UNIT`.
    """
    exact = amount * FEN_PER_UNIT[unit]
    fen = int(round_half_up(exact, 0))
    return fen, exact == fen


def yuan_text(fen: int) -> str:
    """Write fen as yuan with two digits, the form of every amount in CSV and JSON: `491234.50`."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(int(fen)), 100)
    return f"{sign}{yuan}.{rest:02d}"


def fen_of(yuan: str) -> int:
    """Read an amount of yuan written by `yuan_text` or by a person (`1200`, `0.5`).

    Raises:
        ValueError: it is not a number, or finer than a fen.
    """
    try:
        fen, exact = to_fen(Decimal(yuan), "元")
    except ArithmeticError as error:
        raise ValueError(f"“{yuan}”不是以元为单位的金额") from error
    if not exact:
        raise ValueError(f"“{yuan}”比一分钱还细")
    return fen


def number_text(value: Decimal, digits: int) -> str:
    """Write a number rounded half up without idle zeros: 32, 31.7, 4.12."""
    text = f"{round_half_up(value, digits):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def display_money(fen: int, digits: int = 2) -> str:
    """Write money as a document does: 4.12亿元 from one 亿 on, else 320万元, small sums in 元; at most `digits` decimals."""
    size = abs(fen)
    if size >= FEN_PER_UNIT["亿元"]:
        return number_text(Decimal(fen) / FEN_PER_UNIT["亿元"], digits) + "亿元"
    if size >= FEN_PER_UNIT["万元"] or size == 0:
        return number_text(Decimal(fen) / FEN_PER_UNIT["万元"], digits) + "万元"
    return number_text(Decimal(fen) / 100, 2) + "元"


def just_below(ratio: Decimal, edges: Sequence[Decimal]) -> Decimal | None:
    """Give the one of `edges` that a ratio has not reached but would seem to with one digit, the lowest; `None` where there is none."""
    return next((edge for edge in sorted(edges) if ratio < edge <= round_half_up(ratio, 3)), None)


def display_percent(ratio: Decimal, edges: Sequence[Decimal] = ()) -> str:
    """Write a ratio as a percentage with one digit: 31.7%; what rounds to nothing has no sign.

    One just below one of `edges` has two digits, and does not seem to have reached it: 24.99%, beside the 25.0% of what has.
    """
    if (edge := just_below(ratio, edges)) is None:
        return f"{round_half_up(ratio * 100, 1) + 0:f}%"
    return f"{round_half_up(min(highest_below(edge), round_half_up(ratio, 4)) * 100, 2):f}%"


def highest_below(edge: Decimal) -> Decimal:
    """Give the highest ratio below an edge that is a percentage with two digits."""
    return edge.quantize(_CENT_OF_PERCENT, ROUND_CEILING) - _CENT_OF_PERCENT


def out_of_scale(one: Any, other: Any, factor: int = SUSPECT_FACTOR) -> bool:
    """Tell whether one of two amounts is `factor` times the other; nothing (0) and no amount have no scale."""
    if not isinstance(one, int) or not isinstance(other, int) or not one or not other:
        return False
    return max(abs(one), abs(other)) >= factor * min(abs(one), abs(other))
