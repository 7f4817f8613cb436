"""Targets that a list of completions implies: one that can't be a round number among others that can is pointed out."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby
from math import ceil, floor

from zzlib.audit.claim import NumericClaim
from zzlib.audit.quantities import Quantity

_ENOUGH = 4


def with_odd_targets(claims: Sequence[NumericClaim]) -> list[NumericClaim]:
    """Add a word to the one implied target of a paragraph that is not round, if all others (three or more) are.

    Nobody is accused: no target is printed.
    """
    odd = set()
    listed = [claim for claim in claims if claim.kind == "implied_target"]
    for _, group in groupby(listed, key=lambda claim: claim.place):
        members = list(group)
        unround = [c for c in members if not can_be_round(*(mention.quantity for mention in c.proof))]
        if len(members) >= _ENOUGH and len(unround) == 1:
            odd.add(id(unround[0]))
    said = "，同一段里别的任务数都是整数，这一处请核对"
    return [replace(claim, message=claim.message + said) if id(claim) in odd else claim for claim in claims]


def can_be_round(part: Quantity, rate: Quantity) -> bool:
    """Say whether some number of two digits and noughts behind them is the target of a part and a rate."""
    if rate.printed.low <= 0:
        return True
    low, high = part.printed.low / rate.printed.high * 100, part.printed.high / rate.printed.low * 100
    unit = Fraction(10) ** (len(str(floor(high))) - 2)
    return ceil(low / unit) * unit <= high
