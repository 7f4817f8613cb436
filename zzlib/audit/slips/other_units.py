"""Numbers in the wrong unit: what is out of line with those around it is read in 亿元 for 万元, 万亩 for 亩, or the other way round, and judged anew."""

from collections.abc import Callable, Iterator, Sequence
from math import log10

from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict
from zzlib.audit.numbers.quantities import RATIOS
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.slips.unit_slips import in_other_units

Judge = Callable[[str], list[NumericClaim]]
"""Gives the claims of a text."""
_APART = 2.0  # powers of ten between a number and those around it
_REACH = 2  # paragraphs
_MOST = 20  # readings of a document
_DIGITS = 2


def other_unit_claims(register: FigureRegister, claims: Sequence[NumericClaim], judge: Judge) -> Iterator[NumericClaim]:
    """Accuse a number that makes something of its paragraphs hold only in the other unit: 公路3140万元、水利2870亿元."""
    reading = register.reading
    held = {n for c in claims if c.verdict in HOLDS for n in (c.entry, *(m.number for m in c.proof))}
    printed = {m.quantity.text for m in reading.mentions}
    tried = 0
    for mention in reading.mentions:
        plain = mention.dimension not in RATIOS and not mention.quantity.hedge and mention.quantity.value > 0
        plain = plain and mention.quantity.digits >= _DIGITS
        if mention.number in held or not plain or tried >= _MOST:
            continue
        near = _beside(mention, reading)
        apart = _apart(mention, near)
        for other in in_other_units(mention) if apart >= _APART else ():
            text = other.quantity.text
            if text in printed or _apart(other, near) >= apart:
                continue
            made = _holding(text, judge(_read_with(other, reading)))
            tried += 1
            if made is not None:
                yield _claim(mention, other, made)
                break


def _beside(mention: Mention, reading: Reading) -> list[Mention]:
    """Give the other like numbers of its paragraph, and of those beside it."""
    near = [m for m in reading.around(mention) if m is not mention and same_unit(m, mention) and m.quantity.value > 0]
    return [m for m in near if abs(m.sentence.paragraph - mention.sentence.paragraph) <= 1]


def _apart(mention: Mention, others: Sequence[Mention]) -> float:
    """Say how many powers of ten the nearest of others is away; none where there are none."""
    return min((abs(log10(m.quantity.value / mention.quantity.value)) for m in others), default=0.0)


def _read_with(other: Mention, reading: Reading) -> str:
    """Give the paragraphs around a sum with it in the other unit."""
    quantity, own = other.quantity, other.sentence
    lines: dict[int, str] = {}
    for sentence in reading.sentences:
        if abs(sentence.paragraph - own.paragraph) <= _REACH:
            changed = own.text[: quantity.start] + quantity.text + own.text[quantity.end :]
            said = changed if sentence.number == own.number else sentence.text
            lines[sentence.paragraph] = lines.get(sentence.paragraph, "") + said
    return "\n".join(lines.values())


def _holding(text: str, claims: Sequence[NumericClaim]) -> NumericClaim | None:
    """Give what holds of a number, or rests on it."""
    return next(
        (c for c in claims if c.verdict in HOLDS and text in (c.stated, *(o.text for o in c.operands)) and c.operands),
        None,
    )


def _claim(mention: Mention, other: Mention, made: NumericClaim) -> NumericClaim:
    used = tuple(o for o in made.operands if o.text != other.quantity.text)
    beside = [o.text for o in used] + [made.stated] * (made.stated != other.quantity.text)
    message = f"{'、'.join(beside)} 与 {other.quantity.text} 才合得上，文中写 {mention.quantity.text}；单位似应为“{other.quantity.unit}”"
    return statement(
        "consistency", mention, Verdict.WRONG, message, operands=used, recomputed=other.quantity.text, named=True
    )
