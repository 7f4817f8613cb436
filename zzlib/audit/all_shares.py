"""Shares of one whole that two lists tell half by half, and what is wrong with shares that don't make it."""

import itertools
import re
from collections.abc import Iterator
from fractions import Fraction

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.claim import NumericClaim, operand, statement
from zzlib.audit.quantities import PERCENT
from zzlib.audit.reading import Mention, ReadSentence

_TWO = 2


def shares_of_halves(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge two lists of shares of the same things, 甲…分别占 a、b、c；乙…分别占 d、e、f, where all pairs but one make 100%."""
    lists = list({id(m.series): m.series for m in sentence.mentions if m.dimension == PERCENT and m.series}.values())
    for one, other in itertools.pairwise(lists):
        alike = _told_of(one[0]) == _told_of(other[0]) and "占" in one[0].lead and len(one) == len(other) > _TWO
        pairs = list(zip(one, other, strict=True)) if alike else []
        off = [(a, b) for a, b in pairs if abs(a.quantity.value + b.quantity.value - 100) > a.quantity.step]
        if len(off) == 1 and not any(m.quantity.hedge for pair in pairs for m in pair):
            ((a, b),) = off
            yield shares_claim([a, b], a.quantity.value + b.quantity.value, a.quantity.step)


def _told_of(first: Mention) -> str:
    """Give what a list says its shares are of, without its first name, which may open with whose they are: 东部生活用水、农业用水分别占."""
    return re.sub(r"^[^、]*、|[\d.%、和]+$", "", first.lead)


def shares_claim(shares: list[Mention], total: Fraction, slack: Fraction) -> NumericClaim:
    """Give the claim that shares of one whole make 100%; `slack` is what rounding may have taken or added."""
    last = shares[-1]
    cut = slack < 100 - total < 2 * slack and len(shares) > 1
    off = abs(total - 100) > slack and not cut
    sum_text = f"{float(total):g}%"
    listed = "、".join(m.quantity.text for m in shares)
    message = f"{listed} 相加是 {sum_text}" + (
        "，应为 100%，至少有一个占比有误" if off else "，各项都截去了尾数" if cut else "，相符"
    )
    verdict = Verdict.TRUNCATED if cut else Verdict.WRONG if off else Verdict.OK if total == 100 else Verdict.REACHABLE
    return statement(
        "sum",
        last,
        verdict,
        message,
        stated="100%",
        unit="%",
        recomputed=sum_text,
        operands=tuple(operand(m.quantity) for m in shares),
    )
