"""Amounts in a chart: all of one chart in one unit, that of the document which it goes with."""

from decimal import Decimal

from zzlib.indicators.month import BOUND_WORDS, Figure, Month
from zzlib.money import FEN_PER_UNIT, number_text

_YI_FROM = 10 * FEN_PER_UNIT["亿元"]
"""From this task on charts are in 亿元: on an axis 万元 of so many digits are not read."""

_DIGITS, _LEAST = 2, Decimal("0.1")


def unit_of(month: Month, largest_fen: int) -> str:
    """Give the unit of a month's charts: 亿元 in a county with a large task (where it has none, with so large an amount), else 万元."""
    task = month.figures["funds_target"].value
    return "亿元" if (int(task * 100) if task else largest_fen) >= _YI_FROM else "万元"


def in_unit(fen: int, unit: str) -> str:
    """Write an amount in a unit, with a third decimal where two say too little: 0.074亿元."""
    amount = Decimal(fen) / FEN_PER_UNIT[unit]
    return number_text(amount, _DIGITS + (unit == "亿元" and abs(amount) < _LEAST)) + unit


def told_in(figure: Figure, unit: str) -> str:
    """Write a figure of money in a unit, with the word that bounds it; what is over a target as documents say it."""
    if figure.value is None or figure.value < 0:
        return figure.text
    return BOUND_WORDS[figure.bound] + in_unit(int(figure.value * 100), unit)
