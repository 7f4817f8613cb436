"""Numbers in the wrong unit: what nothing proves is read in 亿元 for 万元, in 万吨 for 亿吨 (in 万亩 for 亩 where it is out of line with those around it), and judged anew."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import log10
from statistics import fmean
from typing import NamedTuple

from zzlib.audit.judging.chance import chance_settings
from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict, one_is_the_sum
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import PERCENT, RATIOS
from zzlib.audit.numbers.words import mentions_any
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence, words_between
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import CHANGES
from zzlib.audit.slips.read_anew import MOST, Judge, holding, said_of, text_with, weighty
from zzlib.audit.slips.unit_slips import in_other_units, of_unit

_FAR = 9.0  # where none stands beside it
_APART = 2.0  # powers of ten between a number and those around it
_FARTHER = -1.0  # powers of ten on the average by which no unit put right goes away from them, but of an average
_ALIKE = 0.7  # powers of ten between the digits of numbers of one size
_BESIDE = re.compile(
    "、[一-龥]{0,10}$|和[一-龥]{0,6}$|[一-龥]{0,4}(?:提高|增加|上升|上调|调整|增长|减少|下降|降低|压减)?[到至为]$"
)
_IS_SO_MUCH = re.compile(r"(?<!\d)1[一-龥]{1,3}(?:折?合|等于|约合|＝|=)$")  # 按1海里合1.852公里
_DIGITS = 2
_THREE, _WINDOW = 3, 5  # numbers that make one another, among so many; and the digits of each
_SCALES = ("万", "亿")


class _Moved(NamedTuple):
    """A number in another unit, what holds of it there, and by how much it comes nearer to those around it."""

    mention: Mention
    other: Mention
    made: list[NumericClaim]
    nearer: float

    @property
    def texts(self) -> set[str]:
        """The numbers that hold with it."""
        return {text for c in self.made for text in said_of(c)[1:]}

    @property
    def rank(self) -> tuple[int, float]:
        """How much speaks for it, against another number that the same relation takes: 46.40万元 or 49.36亿元."""
        return len(self.made), round(self.nearer, 1)


def other_unit_claims(register: FigureRegister, claims: Sequence[NumericClaim], judge: Judge) -> Iterator[NumericClaim]:
    """Accuse a number that makes something of its paragraphs hold only in the other unit: 公路3140万元、水利2870亿元."""
    known = {m.number for m in register.reading.mentions if _IS_SO_MUCH.search(m.text_before)}
    three = [*_among_three(register, claims), *_among_two(register.reading)]
    three = [c for c in three if not known & c.numbers]
    yield from three
    told = {claim.entry for claim in three}
    found = [one for one in _all_moved(register.reading, claims, judge) if one.mention.number not in told]
    for one in found:
        rivals = [m for m in found if m.mention.quantity.text in one.texts and one.mention.quantity.text in m.texts]
        alike = [m for m in rivals if m.rank == one.rank]
        first = all(one.mention.number < m.mention.number for m in alike)
        if first and all(one.rank >= other.rank for other in rivals):
            yield _claim(one, alike)


def _among_three(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the only one of three numbers of a thing in another unit whose digits are the sum, or the rest, of the other two: 8.22万亿元，其中1.69万亿元、6.53亿元."""
    held = {claim.entry for claim in claims if claim.verdict in HOLDS}
    plain = [m for m in register.reading.mentions if is_amount(m) or m.role in CHANGES]
    plain = [m for m in plain if m.quantity.digits >= _DIGITS]
    for place, first in enumerate(plain):
        near = [m for m in plain[place + 1 : place + _WINDOW] if m.sentence.paragraph == first.sentence.paragraph]
        near = [m for m in near if m.quantity.bare_unit == first.quantity.bare_unit]
        for three in ((first, *pair) for pair in combinations(near, _THREE - 1)):
            digits, scales = [Fraction(m.quantity.number) for m in three], [m.quantity.scale for m in three]
            telling = sum(m.quantity.digits >= _THREE for m in three) >= _DIGITS  # 2.23, 1.80, 0.43
            telling = telling and sum(len(m.quantity.number.strip("0.")) > 1 for m in three) >= _DIGITS  # 480, 20, 500
            odd = [m for m in three if telling and scales.count(m.quantity.scale) == 1 and m.number not in held]
            if len(odd) == 1 and one_is_the_sum(digits):
                yield _odd_one(odd[0], [m for m in three if m is not odd[0]], register.reading)


def _among_two(reading: Reading) -> Iterator[NumericClaim]:
    """Judge the larger of two numbers of a list, or of what was and is, that is of the size of the other in its unit: 每人每年6000万元提高到6600元."""
    for pair in pairwise(reading.mentions):
        small, large = sorted(pair, key=lambda m: m.quantity.value)
        one, other = small.quantity, large.quantity
        bare = one.text[-1:].isdigit() or one.value <= 0  # 32、41、79万千瓦时: the unit is of all
        if bare or one.bare_unit != other.bare_unit or not _BESIDE.match(words_between(*pair)):
            continue
        apart = [_distances(small, [large])[0], abs(log10(Fraction(other.number) / Fraction(one.number)))]
        beyond = all(m.quantity.value < other.value for m in _beside(large, reading))
        if beyond and apart[1] < _ALIKE < _APART < apart[0]:
            yield _odd_one(large, [small], reading)


def _odd_one(odd: Mention, pair: list[Mention], reading: Reading) -> NumericClaim:
    """Accuse the one of three numbers that is in another unit, or the first of the other two where those are the ones that are out of line with what stands around."""
    near = [m for m in _beside(odd, reading) if m not in pair]
    apart = [fmean(_distances(m, near)) if near else 0.0 for m in (odd, pair[0])]
    wrong, others = (odd, pair) if apart[0] >= apart[1] else (pair[0], [*pair[1:], odd])
    unit = others[-1].quantity.unit
    right = f"{wrong.quantity.number}{unit}"
    used = "、".join(m.quantity.text for m in others)
    message = f"{used} 与 {right} 才合得上，文中写 {wrong.quantity.text}；单位似应为“{unit}”"
    return of_unit(wrong, right, message, [wrong, *others])


def _all_moved(reading: Reading, claims: Sequence[NumericClaim], judge: Judge) -> Iterator[_Moved]:
    """Give the numbers of which something holds only in another unit; those that are most out of line are tried first."""
    proved = [c for c in claims if c.verdict in HOLDS]
    held = {number for c in proved for number in (c.entry, *weighty(c))}
    known = {said_of(c) for c in proved}
    known_so = {m.number for m in reading.mentions if _IS_SO_MUCH.search(m.text_before)}
    free = [m for m in reading.mentions if m.number not in held | known_so and _may_move(m, reading)]
    plain = [(m, _beside(m, reading)) for m in free]
    apart = {m.number: _FAR if m.dimension in RATIOS else min(_distances(m, near), default=0.0) for m, near in plain}
    tried = 0
    for mention, near in sorted(plain, key=lambda pair: -apart[pair[0].number]):
        for other in in_other_units(mention):
            distances = _distances(other, near)
            nearer = fmean(_distances(mention, near)) - fmean(distances) if near else 0.0
            rate = mention.dimension in RATIOS
            scaled = {mention.quantity.unit[:1], other.quantity.unit[:1]} == set(_SCALES)
            scaled = scaled and (nearer > _FARTHER or mentions_any(chance_settings().each, mention.lead))
            strange = apart[mention.number] >= _APART and min(distances, default=0.0) < apart[mention.number]
            if tried >= MOST or not (rate or scaled or strange):
                continue
            tried += 1
            read_anew = judge(text_with(mention.sentence, {mention.quantity: other.quantity.text}, reading))
            if made := holding(other.quantity.text, read_anew, known):
                yield _Moved(mention, other, made, nearer)
                break


def _may_move(mention: Mention, reading: Reading) -> bool:
    """Say whether a number tells enough to be read in another unit; one that is told of rates only where two beside it are so far apart."""
    quantity = mention.quantity
    if quantity.value <= 0 or quantity.digits < _DIGITS or quantity.unit == "‰" or mention.dimension not in RATIOS:
        return quantity.value > 0 and quantity.digits >= _DIGITS
    rates = [m.quantity.value for s in _sentences(mention, reading) for m in s.mentions if m.dimension == PERCENT]
    near = [abs(abs(one - other) - quantity.value) for one, other in combinations(rates, 2)]
    return any(in_other_units(mention)) and min(near, default=quantity.value) <= quantity.step


def _sentences(mention: Mention, reading: Reading) -> list[ReadSentence]:
    """Give its sentence and the one before it, of its paragraph."""
    near = reading.paragraph_of(mention.sentence)
    return [s for s in near if 0 <= mention.sentence.number - s.number <= 1]


def _beside(mention: Mention, reading: Reading) -> list[Mention]:
    """Give the other like numbers of its paragraph, and of those beside it."""
    own = mention.sentence.paragraph
    near = [m for m in reading.around(mention) if abs(m.sentence.paragraph - own) <= 1 and m is not mention]
    near = [] if mention.dimension in RATIOS else near
    return [m for m in near if same_unit(m, mention) and m.quantity.value > 0]


def _distances(mention: Mention, others: Sequence[Mention]) -> list[float]:
    """Say how many powers of ten each of others is away."""
    return [abs(log10(m.quantity.value / mention.quantity.value)) for m in others]


def _claim(moved: _Moved, alike: Sequence[_Moved]) -> NumericClaim:
    mention, other, made = moved.mention, moved.other.quantity, moved.made[0]
    used = tuple(o for o in made.operands if o.text != other.text)
    beside = [o.text for o in used] + [made.stated] * (made.stated != other.text)
    message = f"{'、'.join(beside)} 与 {other.text} 才合得上，文中写 {mention.quantity.text}；单位似应为“{other.unit}”"
    message += "".join(f"，或 {m.mention.quantity.text} 应为 {m.other.quantity.text}" for m in alike)
    return statement("consistency", mention, Verdict.WRONG, message, operands=used, recomputed=other.text, named=True)
