"""Amounts as people write them: numbers, text numbers, units in the cell, hedges. Exact decimals throughout."""

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from zzlib.returns.cells.text import Cell, fold
from zzlib.returns.cells.words import any_of, words

_GROUPED = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_BRACKETED = re.compile(r"\((?=[^)]*\.|[^)]*\d{3})(" + _GROUPED + r")\)")
_TWO_NUMBERS = re.compile(r"[\d.,]\s+[\d.,]")
_RANGE = re.compile(r"([^-—–―~至到]+)[-—–―~至到]+([^-—–―~至到]+)")
_BELOW = re.compile(
    r"(?:^|[^\d%.)元万亿])-\s*[\d.]|\([\d.,]+[元万亿]*\)|[负△▲]|收回|退回|退还|上缴|核减|调减|扣减|冲减|追减"
)
_PERCENT = re.compile(r"([-+]?(?:" + _GROUPED + r"))([%‰])")
_MINUS = str.maketrans("−–", "--")
_SCALES = {"万": "万元", "亿": "亿元"}
LONGEST_BLANK = 12
"""Letters, padding included, that a mark for nothing may have; longer texts are not looked at."""

LARGEST = Decimal(10) ** 12
"""No amount or area is larger (1万亿元); what claims to be is no amount. The fen of 90,000 such amounts still fit 64 bits."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as stated. `unit` is what the cell itself says: 元, 万元, 亿元, 亩 or `None`."""

    value: Decimal
    unit: str | None = None
    hedged: bool = False


def is_blank(value: Cell) -> bool:
    """Tell whether a cell says nothing: blank, dashes, `/`, 无. 零 is not blank."""
    if not isinstance(value, str) or len(value) > LONGEST_BLANK:
        return False
    return not value or _says_nothing(value)


@lru_cache(maxsize=8192)
def _says_nothing(text: str) -> bool:
    return words().amounts.blank.fullmatch(fold(text)) is not None


def read_amount(value: Cell) -> Amount | None:
    """Read an amount; `None` if the cell holds something else. Blank cells are `is_blank`, not for here."""
    amount = _read_number(value)
    return amount if amount and abs(amount.value) < LARGEST else None


def is_too_large(value: Cell) -> bool:
    """Tell whether a cell holds a number that no amount of a county can be."""
    return _read_number(value) is not None and read_amount(value) is None


def _read_number(value: Cell) -> Amount | None:
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, int | float):
        return Amount(without_noise(value))
    return _from_text(value) if isinstance(value, str) else None


def without_noise(number: int | float) -> Decimal:
    """Give the decimal that a person typed or sees: Excel keeps 15 digits, what lies beyond is binary noise.

    Differences such as 100 - 99.9 leave noise before the 15th digit; then no more than 10 decimals are meant.
    """
    if isinstance(number, int) or number.is_integer():
        return Decimal(int(number))
    exact = Decimal(repr(number))
    if len(exact.as_tuple().digits) <= 15:
        return exact
    shown = Decimal(f"{number:.15g}")
    exponent = shown.as_tuple().exponent
    return round(shown, 10).normalize() if isinstance(exponent, int) and exponent < -10 else shown


@lru_cache(maxsize=8192)
def _from_text(text: str) -> Amount | None:
    # A footnote's mark (100①, 100²) would be folded to a digit of the amount.
    if not text.isascii() and any(unicodedata.category(letter) == "No" for letter in text[:40]):
        return None
    folded = unicodedata.normalize("NFKC", text).translate(_MINUS).strip().lstrip("'")
    if len(folded) > 40 or _TWO_NUMBERS.search(folded):
        return None
    folded = fold(folded)
    if _PLAIN.fullmatch(folded):
        return Amount(Decimal(folded))
    if folded in words().amounts.zero:
        return Amount(Decimal(0))
    if bracketed := _BRACKETED.fullmatch(folded):
        return Amount(-Decimal(bracketed[1].replace(",", "")))
    match = _worded().fullmatch(folded)
    if match is None:
        return None
    number = Decimal(match["number"].replace(",", ""))
    unit = _SCALES.get(match["scale"] or "") or match["plain"]
    hedged = any(match[name] for name in ("before", "after", "between", "last"))
    return Amount(-number if match["sign"] in ("-", "负") else number, unit, hedged)


def read_range(text: str) -> tuple[Amount, Amount] | None:
    """Read the two ends of a range such as 500-600万; `None` if the text is none."""
    match = _RANGE.fullmatch(fold(text)) if len(text) <= 40 else None
    ends = [read_amount(part) for part in match.groups()] if match else []
    low, high = ends if len(ends) == 2 else (None, None)
    if low is None or high is None:
        return None
    # The unit stands once, behind both.
    return (Amount(low.value, low.unit or high.unit), high) if low.value < high.value or low.unit else None


def states_foreign_money(text: str) -> bool:
    """Tell whether a text speaks of money other than yuan."""
    return words().amounts.foreign.search(fold(text)) is not None


def may_be_negative(text: str) -> bool:
    """Tell whether a text that was not taken for an amount speaks of one below zero: -30, -30~-40, (12), 收回待定."""
    return _BELOW.search(fold(text.translate(_MINUS))) is not None


def read_percent(text: str) -> Decimal | None:
    """Read 12.5% as 0.125; `None` if the text is no percentage."""
    match = _PERCENT.fullmatch(fold(text)) if "%" in text or "％" in text or "‰" in text else None
    return Decimal(match[1].replace(",", "")).scaleb(-3 if match[2] == "‰" else -2) if match else None


@cache
def _worded() -> re.Pattern[str]:
    before, after = any_of(words().amounts.hedge_before), any_of(words().amounts.hedge_after)
    return re.compile(
        rf"(?P<before>{before}*)(?:人民币)?(?P<sign>[-+负]?)(?P<number>{_GROUPED})(?P<after>{after}?)"
        rf"(?:(?P<scale>[万亿])(?P<between>{after}?)元?|(?P<plain>元|亩))?整?(?P<last>{after}?)"
    )
