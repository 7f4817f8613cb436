"""A figure of the month as a text may print it: whether a number is it, or is it with a slip of the pen."""

from dataclasses import dataclass

from zzlib.audit.against.ledger_cells import judged
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import MONEY, written
from zzlib.audit.reading.reading import Mention
from zzlib.indicators import Figure

TELLING, MISPRINT = 3, 6
"""Digits from which a number tells something by its value, and from which another digit in it is a misprint."""
_UNITS = (Fraction(10**4), Fraction(1, 10**4))
_OF_MEAN, _MOVED = 4, 3  # such digits of a mean; digits that changed places


@dataclass(frozen=True)
class KnownFigure:
    """What the month has of a unit, of the county or of several units: how messages name it, the figure that it is of; of a sum whether words tell it."""

    said: str
    value: Fraction
    figure: str
    dimension: str
    earlier: bool = False
    several: bool = False
    source: Figure | None = None

    def fits(self, mention: Mention) -> bool:
        """Say whether a number is it, rounded."""
        known = self.dimension == mention.dimension
        return known and judged(abs(self.value), mention.quantity) != Verdict.WRONG

    def has_slipped(self, mention: Mention, *, swapped: bool = False) -> bool:
        """Say whether a number is it with digits that changed places, or, unless that alone is asked, one of many that is another."""
        right = regex(r"[^\d.]").sub("", written(abs(self.value), mention.quantity))
        shown, digits = mention.quantity.number.replace(",", ""), len(digits_of(mention))
        moved = sum(a != b for a, b in zip(shown, right, strict=False))
        if (
            self.dimension == mention.dimension == MONEY
            and digits >= _OF_MEAN
            and not swapped
            and self._is_in_other_unit(mention)
        ):
            return True
        if self.dimension != mention.dimension or len(shown) != len(right) or not moved:
            return False
        if sorted(shown) == sorted(right) and moved <= _MOVED and digits >= TELLING:
            return True
        return not swapped and moved == 1 and digits >= (_OF_MEAN if self.said.endswith("平均") else MISPRINT)

    def _is_in_other_unit(self, mention: Mention) -> bool:
        """Say whether a number would be it with 万 for 亿, or the other way: 41229亿元."""
        return any(judged(abs(self.value) * f, mention.quantity) != Verdict.WRONG for f in _UNITS)


def digits_of(mention: Mention) -> str:
    """Give the digits of a number that tell something: 17980万元 has four."""
    return regex(r"\D").sub("", mention.quantity.number).strip("0")
