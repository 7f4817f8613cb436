"""Amounts in a chart: all in the unit of the text that it goes with, and of the axis."""

from decimal import Decimal

from zzlib.indicators.month import BOUND_WORDS, Figure
from zzlib.money import FEN_PER_UNIT, number_text

UNIT = "万元"
BOUND_SIGNS = {"": "", "lower": "≥", "upper": "≤", "rough": "约"}
"""What stands before a bounded figure where there is no room for the word."""

_WHOLE_FROM = 10
"""From so many 万元 on decimals only stand in the way."""


def in_words(fen: int) -> str:
    """Write an amount: 41229万元, 4.91万元."""
    amount = Decimal(fen) / FEN_PER_UNIT[UNIT]
    return number_text(amount, 0 if abs(amount) >= _WHOLE_FROM else 2) + UNIT


def told(figure: Figure) -> str:
    """Write a figure of money, with the word that bounds it; what is over a target as documents say it."""
    if figure.value is None or figure.value < 0:
        return figure.text
    return BOUND_WORDS[figure.bound] + in_words(int(figure.value * 100))
