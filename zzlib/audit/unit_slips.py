"""A wrong unit: digits that the numbers beside them give in 亿元 for 万元, or in ‰ for %."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import HOLDS, ClaimFormula, Verdict, judge
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, operand, settle, statement
from zzlib.audit.quantities import MONEY, PERCENT
from zzlib.audit.reading import Mention, same_unit
from zzlib.audit.register import FigureRegister
from zzlib.audit.words import any_of, words

_MYRIAD = 10_000
_OF_WHOLE = "(?:其中，?|按照?[^，]{0,6}，)?"
_LEVEL = re.compile("^(?:市本?级|县本?级|区本?级|省本?级|市直|县直|本级)")
_PER_MILLE = ClaimFormula(lambda part, whole: part / whole * 1000, (1, -1))
_RATE = re.compile("(?P<stem>[一-龥]{2})率(?:为|是|达到?|约)?$")
_PEOPLE = re.compile("(?:户籍|常住|总|全[县市区省]|年末)[一-龥]{0,4}人口")
_DIGITS = 2
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


def unit_slip_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge wholes that are less than a part of theirs by a unit, and rates of people that only ‰ gives."""
    yield from _less_than_a_part(register)
    held = {claim.entry for claim in claims if claim.verdict in HOLDS}
    for mention in register.reading.mentions:
        yield from _in_bracket(mention)
        if mention.number not in held and mention.quantity.text.endswith("%"):
            yield from _of_a_thousand(mention, register)


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


def _less_than_a_part(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the whole (全市支出249.87万元) that is less than its own level's (市级支出81.13亿元), told by the same words."""
    plain = [e for e in register.entries if e.is_level and e.mention.dimension == MONEY and not e.mention.depth]
    whole = re.compile(f"^{_OF_WHOLE}{any_of(words().subjects.whole)}")
    parts = [(_LEVEL.sub("", e.mention.before), e.mention) for e in plain if _LEVEL.match(e.mention.before)]
    for entry in plain:
        mention, other = entry.mention, in_other_unit(entry.mention)
        if other is None or not whole.match(mention.before):
            continue
        name = whole.sub("", mention.before)
        for said, part in parts:
            less = mention.quantity.value * 100 < part.quantity.value <= other.quantity.value
            if said == name and less and entry.span in (None, register.entries[part.number - 1].span):
                message = f"{mention.quantity.text} 比其中的 {part.quantity.text}（{part.before[:2]}）小；单位似应为“{other.quantity.unit}”"
                yield _of_unit(mention, other.quantity.text, message, [part])
                break


def _of_a_thousand(mention: Mention, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge a rate of people in % that is so many of a thousand: 出生人口4903人，出生率为10.8% of 453229人."""
    told = _RATE.search(mention.lead)
    if mention.dimension != PERCENT or told is None or digits_of(mention) < _DIGITS or mention.quantity.hedge:
        return
    near = [m for s in register.reading.paragraph_of(mention.sentence) for m in s.mentions if m.order < mention.order]
    parts = [m for m in near if m.sentence is mention.sentence and re.search(f"{told['stem']}(?:人[口数]|$)", m.before)]
    for part in parts[-1:]:
        for whole in near:
            if not is_amount(whole) or not same_unit(whole, part) or not _PEOPLE.search(whole.before):
                continue
            printed = [part.quantity.printed, whole.quantity.printed]
            verdict, exact = judge(_PER_MILLE, printed, mention.quantity.printed)
            if verdict == Verdict.OK and exact is not None:
                right = f"{mention.quantity.number}‰"
                message = f"{part.quantity.text} 是 {whole.quantity.text} 的 {right}，文中写 {mention.quantity.text}；单位似应为“‰”"
                yield _of_unit(mention, right, message, [part, whole])
                return
