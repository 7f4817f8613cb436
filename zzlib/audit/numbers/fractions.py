"""The fractions in which the auditor reckons: those of the standard library, compiled, which most of its time went to."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # they are the same to mypy, and mix
    from fractions import Fraction as Fraction
else:
    from quicktions import Fraction as Fraction
