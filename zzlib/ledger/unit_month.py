"""A unit in a month: what it filed, the lines that stand for it, and where they come from."""

from dataclasses import dataclass

from zzlib.ledger.filings import UnitReturn
from zzlib.ledger.lines import Line


@dataclass(frozen=True)
class UnitMonth:
    """A unit in a month: its filing, the lines that stand for it, and where they come from.

    `carried_from` is the earlier month whose lines stand in, or `""`. `stated` tells whether anything stands for the
    month at all; `filed_this_year` whether any return, readable or not, came in the year so far; `undecided` whether a
    person has yet to say what of it counts; `estimated` that it is what a unit that was split left, and that which of its
    projects with money are the unit's is only told by the shares.
    """

    filed: UnitReturn
    lines: tuple[Line, ...]
    carried_from: str
    stated: bool
    filed_this_year: bool
    undecided: bool = False
    estimated: bool = False
