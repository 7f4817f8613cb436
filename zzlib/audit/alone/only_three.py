"""One wrong digit that keeps the only three numbers of a sentence alone from making one another, whatever its words: 总规模6.2万吨，轮出1.8万吨，还存4.8万吨.

Of 497 right texts of one thought with three plain amounts of a unit 435 hold three of which one is the sum of the
others; in 13 a digit parts them from that, all of them rankings, medals, shares or rates of a year (`no_three`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zzlib.audit.alone.passages import said
from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import ACCUSED, DIFFERENCE, PROVED, one_is_the_sum, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import RATIOS
from zzlib.audit.reading.reading import Mention, are_one_thought
from zzlib.audit.reading.register import FigureRegister

_THREE, _FEW_DIGITS = 3, 2


def only_three_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Accuse the last of three that is one digit off what the others make, where nothing else is judged of them."""
    reading = register.reading
    three = reading.mentions
    if len(reading.sentences) != 1 or len(three) != _THREE or reading.grids or not are_one_thought(reading.sentences):
        return
    alike = len({m.quantity.bare_unit for m in three}) == 1
    plain = all(m.dimension not in RATIOS and not m.quantity.hedge for m in three)
    judged = {number for c in claims if c.verdict in (*PROVED, *ACCUSED) for number in c.numbers}
    if alike and plain and not judged and not said("no_three").search(reading.sentences[0].text):
        found = list(_slipped(three))[-1:]
        yield from (c for c in found if said("made").search(reading.mentions[c.entry - three[0].number].before))


def _slipped(three: Sequence[Mention]) -> Iterator[NumericClaim]:
    """Give each of three that is a slip of what the two others make, in the order of the text."""
    if one_is_the_sum([m.quantity.value for m in three]):
        return
    whole = max(three, key=lambda m: m.quantity.value)
    for mention in three:
        others = sorted((m for m in three if m is not mention), key=lambda m: -m.quantity.value)
        formula = total_of(2) if mention is whole else DIFFERENCE
        values = [m.quantity.value for m in others]
        right = sum(values, Fraction(0)) if mention is whole else values[0] - values[1]
        if mention.quantity.digits >= _FEW_DIGITS and is_slip(mention.quantity, right, short=True):
            kind = "sum" if mention is whole else "difference"
            claim, _ = settle(kind, mention, [Binding(formula, tuple(others))], certain=True)
            only = f"{claim.message}；写错一位数字，这几句里同单位的数只有这几个"
            yield replace(claim, message=only, named=True, said=True, firm=True)
