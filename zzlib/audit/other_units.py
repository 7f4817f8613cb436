"""Sums of money in the wrong unit: what is out of line with the sums around it is read in 亿元 for 万元, or the other way round, and judged anew."""

from collections.abc import Callable, Iterator, Sequence
from math import log10

from zzlib.audit.arithmetic import HOLDS, Verdict
from zzlib.audit.claim import NumericClaim, statement
from zzlib.audit.quantities import MONEY
from zzlib.audit.reading import Mention, Reading
from zzlib.audit.register import FigureRegister
from zzlib.audit.unit_slips import in_other_unit

Judge = Callable[[str], list[NumericClaim]]
"""Gives the claims of a text."""
_APART = 2.0  # powers of ten between a sum and those around it
_REACH = 2  # paragraphs
_MOST = 20  # sums of a document that are tried
_DIGITS = 2


def other_unit_claims(register: FigureRegister, claims: Sequence[NumericClaim], judge: Judge) -> Iterator[NumericClaim]:
    """Accuse a sum of money that makes something of its paragraphs hold only in the other unit: 公路3.2亿元、水利2870万亿元."""
    reading = register.reading
    held = {n for c in claims if c.verdict in HOLDS for n in (c.entry, *(m.number for m in c.proof))}
    printed = {m.quantity.text for m in reading.mentions}
    tried = 0
    for mention in reading.mentions:
        other = in_other_unit(mention) if mention.number not in held and not mention.quantity.hedge else None
        if other is None or other.quantity.text in printed or mention.quantity.digits < _DIGITS or tried >= _MOST:
            continue
        if _is_out_of_line(mention, reading):
            tried += 1
            made = _holding(other.quantity.text, judge(_read_with(other, reading)))
            if made is not None:
                yield _claim(mention, other, made)


def _is_out_of_line(mention: Mention, reading: Reading) -> bool:
    """Say whether no other sum of money of its paragraph, or of those beside it, is nearly of its size."""
    near = [m for m in reading.around(mention) if m is not mention and m.dimension == MONEY and m.quantity.value > 0]
    near = [m for m in near if abs(m.sentence.paragraph - mention.sentence.paragraph) <= 1]
    sizes = [abs(log10(m.quantity.value / mention.quantity.value)) for m in near]
    return bool(sizes) and min(sizes) >= _APART


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
