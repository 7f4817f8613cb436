"""The fractions in which the auditor reckons: those of the standard library, compiled, which most of its time went to."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # they are the same to mypy, and mix
    from fractions import Fraction as Fraction
else:
    import quicktions

    class Fraction(quicktions.Fraction):
        """Makes compiled fractions, of a text of one digit by way of a whole number.

        `quicktions` (up to 1.24) would write that digit over the zero byte that the whole process shares, and files
        in UTF-16 could not be read any more.
        """

        def __new__(cls, numerator=0, denominator=None):
            """Give a fraction of a number, a text or two whole numbers."""
            number = int(numerator) if isinstance(numerator, str) and len(numerator) == 1 else numerator
            return quicktions.Fraction(number, denominator)
