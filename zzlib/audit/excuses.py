"""Other readings: a rate or a difference that other printed numbers near it give is no slip, whichever numbers stood nearest."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

from zzlib.audit.arithmetic import DECLINE, GROWTH, SHARE, Printed, Verdict, judge
from zzlib.audit.claim import NumericClaim
from zzlib.audit.quantities import PERCENT, quantities
from zzlib.audit.reading import Mention, Reading

_FORMULAS = {"share": (SHARE,), "level": (SHARE,), "growth": (GROWTH, DECLINE), "growth_increment": (GROWTH, DECLINE)}
_NEAR, _MOST = 6, 40
"""Blocks before a claim, and the one behind it, whose numbers may be meant; more numbers than so many prove nothing."""


def excused(claims: Sequence[NumericClaim], reading: Reading) -> list[NumericClaim]:
    """Take back accusations of rates and differences for which two other numbers near them give what is printed."""
    mentions = {mention.number: mention for mention in reading.mentions}
    return [_excused(claim, mentions.get(claim.entry), reading) for claim in claims]


def _excused(claim: NumericClaim, stated: Mention | None, reading: Reading) -> NumericClaim:
    if claim.verdict != Verdict.WRONG or stated is None:
        return claim
    find = _pair_of_difference if claim.kind == "difference" else _pair_of_rate
    pair = find(claim, stated, reading)
    if pair is None:
        return claim
    said = f"{stated.quantity.text} 可以由 {pair[0]}、{pair[1]} 得到，是哪两个数的请对照"
    return replace(claim, verdict=Verdict.UNVERIFIABLE, recomputed="", message=said)


def _pair_of_rate(claim: NumericClaim, stated: Mention, reading: Reading) -> tuple[str, str] | None:
    """Give two numbers of which the rate is; a growth's own the other way round are none: one from the wrong base is a slip."""
    formulas = _FORMULAS.get(claim.kind, ())
    own = set() if SHARE in formulas else {operand.text for operand in claim.operands}
    for unit in _by_unit(stated, reading):
        for (one, first), (other, second) in permutations(unit, 2):
            for formula in _FORMULAS.get(claim.kind, ()):
                meant = {one, other} != own and judge(formula, (first, second), stated.quantity.printed)[
                    0
                ] == Verdict.OK
                if meant:
                    return one, other
    return None


def _pair_of_difference(claim: NumericClaim, stated: Mention, _reading: Reading) -> tuple[str, str] | None:
    """Give two operands the other way round: 户籍人口比常住人口多4.44万人 in whichever order they were read."""
    quantity = stated.quantity
    if claim.trial is not None and claim.trial.exact == -quantity.value:
        first, second = claim.trial.binding.quantities[:2]
        return second.text, first.text
    return None


def _by_unit(stated: Mention, reading: Reading) -> list[list[tuple[str, Printed]]]:
    """Give the numbers near a rate by their unit, those of a table near it as if they had one; few enough to prove something."""
    found: dict[str, dict[tuple[str, Fraction], Printed]] = {}
    for unit, text, printed in (*_in_text(stated, reading), *_in_tables(stated, reading)):
        if printed.value > 0:
            found.setdefault(unit, {})[text, printed.value] = printed
    units = ([(text, printed) for (text, _), printed in numbers.items()] for numbers in found.values())
    return [numbers for numbers in units if len(numbers) <= _MOST]


def _in_text(stated: Mention, reading: Reading) -> Iterator[tuple[str, str, Printed]]:
    for mention in reading.mentions:
        apart = stated.sentence.paragraph - mention.sentence.paragraph
        if -1 <= apart <= _NEAR and mention.dimension != PERCENT:
            yield mention.dimension, mention.quantity.text, mention.quantity.printed


def _in_tables(stated: Mention, reading: Reading) -> Iterator[tuple[str, str, Printed]]:
    for place, block in reading.tables:
        if abs(stated.sentence.paragraph - place) <= 2:
            for cell in (cell for row in block.rows for cell in row):
                for quantity in quantities(cell)[:1]:
                    if quantity.dimension != PERCENT:
                        yield "cell", cell.strip(), quantity.printed
