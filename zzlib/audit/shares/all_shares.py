"""Parts that make all: shares of one whole that two lists tell half by half, and the share before a remainder with that of the remainder."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.judging.claim import NumericClaim, operand, statement
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.quantities import PERCENT
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence
from zzlib.audit.reading.roles import Role

_TWO = 2
_REMAINDER = re.compile(
    r"(?:其余|剩余|余下)[的一-龥]{0,6}?(?:均|全部|都|皆)?(?:为|是|属于)(?P<noun>[一-龥]{2,14}?)(?=[。，；]|$)"
)


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


def remainder_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Give the claim that the share told before a remainder and that of the remainder elsewhere make 100%."""
    match = _REMAINDER.search(sentence.text)
    if not match:
        return
    percents = _last_share(sentence, reading, match.start())
    twin = _share_of(match["noun"], sentence, reading)
    if percents and twin is not None:
        total = percents[0].quantity.value + twin.quantity.value
        slack = (percents[0].quantity.step + twin.quantity.step) / 2
        yield replace(
            shares_claim([twin, percents[0]], total, slack), place=sentence.paragraph, sentence=sentence.original
        )


def _last_share(sentence: ReadSentence, reading: Reading, before: int) -> list[Mention]:
    """Give the share stated last before the remainder: in its sentence, else in the one before."""
    here = [m for m in sentence.mentions if m.quantity.start < before]
    earlier = [s for s in reading.paragraph_of(sentence) if s.number == sentence.number - 1]
    pool = here or [m for s in earlier for m in s.mentions]
    return [m for m in pool if m.dimension == PERCENT and m.role == Role.SHARE][-1:]


def _share_of(noun: str, sentence: ReadSentence, reading: Reading) -> Mention | None:
    """Give the share that the document states for the remainder: the percentage in the segment of its amount."""
    for m in reading.near(sentence):
        if m.dimension != PERCENT or m.role != Role.SHARE:
            continue
        beside = [o for o in m.sentence.mentions if o.begin < m.begin and o.place >= m.place - 1 and noun in o.before]
        if beside:
            return m
    return None
