"""A wrong unit: digits that the numbers beside them give in 亿元 for 万元, and brackets that tell a number in another unit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import ClaimFormula, Verdict
from zzlib.audit.claim import Binding, NumericClaim, operand, settle, statement
from zzlib.audit.quantities import MONEY
from zzlib.audit.reading import Mention
from zzlib.audit.register import FigureRegister

_MYRIAD = 10_000
_FACTORS = {
    ("公顷", "亩"): Fraction(15),
    ("平方公里", "亩"): Fraction(1500),
    ("平方公里", "公顷"): Fraction(100),
    ("吨", "斤"): Fraction(2000),
    ("吨", "公斤"): Fraction(1000),
    ("公斤", "斤"): Fraction(2),
    ("公斤/公顷", "公斤/亩"): Fraction(1, 15),
}
"""How many of the second unit one of the first is."""


def unit_slip_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what brackets tell of numbers in another unit."""
    for mention in register.reading.mentions:
        yield from _in_bracket(mention)


def _in_bracket(mention: Mention) -> Iterator[NumericClaim]:
    """Judge what a bracket right behind a number says of it in another unit of the same thing: 858.1万公顷（12872万亩）."""
    following = mention.sentence.mentions[mention.place + 1 : mention.place + 2]
    if not following or mention.quantity.hedge or following[0].quantity.hedge:
        return
    text, again = mention.sentence.text, following[0]
    told = re.fullmatch(r"(?P<per>/[一-龥]{1,2})?（(?:即|合|折合)?", text[mention.quantity.end : again.quantity.start])
    behind = re.match(r"(?P<per>/[一-龥]{1,2})?）", text[again.quantity.end :])
    if told is None or behind is None:
        return
    one, other = (re.sub("^[百千万亿]+", "", m.quantity.unit) for m in (mention, again))
    factor = _FACTORS.get((one + (told["per"] or ""), other + (behind["per"] or "")))
    if factor is not None:
        formula = ClaimFormula(lambda value: value * factor, (1,))
        yield settle("consistency", again, [Binding(formula, (mention,))], certain=True)[0]


def in_other_unit(mention: Mention) -> Mention | None:
    """Give a sum of money with its digits in 亿元 where 万元 is printed, or the other way round; `None` for any other number."""
    quantity = mention.quantity
    other = {"万": "亿", "亿": "万"}.get(quantity.unit[:1])
    if quantity.dimension != MONEY or other is None:
        return None
    factor = Fraction(_MYRIAD) if other == "亿" else Fraction(1, _MYRIAD)
    text = quantity.number + other + quantity.unit[1:]
    moved = replace(quantity, value=quantity.value * factor, step=quantity.step * factor, text=text)
    return replace(mention, quantity=replace(moved, unit=other + quantity.unit[1:]))


def digits_of(mention: Mention) -> int:
    """Give how many digits of a number tell something: 2 of 0.34."""
    return len(re.sub(r"\D|^[0.]+", "", mention.quantity.number))


def unit_claim(mention: Mention, other: Mention, used: Sequence[Mention], given: Mention) -> NumericClaim:
    """Give the claim that a number is right in another unit, since only so `used` give the figure `given`."""
    beside = [m.quantity.text for m in used if m.number != mention.number]
    said = (
        f"{'、'.join([*beside, given.quantity.text])} 与 {other.quantity.text} 才合得上，文中写 {mention.quantity.text}"
    )
    return _of_unit(mention, other.quantity.text, f"{said}；单位似应为“{other.quantity.unit}”", [*used, given])


def _of_unit(mention: Mention, right: str, message: str, used: Sequence[Mention]) -> NumericClaim:
    proof = tuple(m for m in used if m.number != mention.number)
    operands = tuple(operand(m.quantity) for m in proof)
    return statement(
        "consistency", mention, Verdict.WRONG, message, operands=operands, recomputed=right, proof=proof, named=True
    )
