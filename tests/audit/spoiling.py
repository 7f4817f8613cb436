"""True texts spoilt by one slip of the pen, to learn from: what is misprinted looks otherwise than what was never meant to add up."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from zzlib.audit.numbers.quantities import Quantity

_SWAPPED, _CHANGED = 0.45, 0.85  # the rest is off by a few per cent, or by tens of them
_FARTHEST = 0.7
_OFF = (0.03, 0.3)


def spoilt(quantity: Quantity, chance: Random) -> str | None:
    """Give the digits of a number after a slip: two swapped, one changed, or another number near it; `None` where that makes it far another."""
    number = "".join(_slipped(quantity.number, chance))
    printed, right = _value(number), _value(quantity.number)
    near = printed > 0 and printed != right and abs(printed - right) <= _FARTHEST * right
    return number if near else None


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _slipped(number: str, chance: Random) -> Iterator[str]:
    places = [at for at, letter in enumerate(number) if letter.isdigit()]
    pairs = [
        (one, other)
        for one, other in pairwise(places)
        if number[one] != number[other] and not (one == places[0] and number[other] == "0")
    ]
    way = chance.random()
    letters = list(number)
    if way < _SWAPPED and pairs:
        one, other = chance.choice(pairs)
        letters[one], letters[other] = letters[other], letters[one]
    elif way < _CHANGED:
        at = chance.choice(places)
        letters[at] = chance.choice([digit for digit in "123456789" if digit != number[at]])
    else:
        decimals = len(number.partition(".")[2])
        letters = list(f"{_value(number) * (1 + chance.choice((-1, 1)) * chance.uniform(*_OFF)):.{decimals}f}")
    yield from letters
