"""Parts that plainly make a total: numbers behind it that add up to its last digit. They prove it; nothing is accused."""

import re
from collections.abc import Iterator
from fractions import Fraction

from zzlib.audit.arithmetic import total_of
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.reading import Mention, ReadSentence, compatible

_DIGITS, _DIGITS_LED = 4, 3
"""How many digits a total needs for its parts not to add up by chance; fewer where 其中 or a bracket leads them in."""
_MOST = 12


def additions(sentence: ReadSentence, told: set[str], following: ReadSentence | None) -> Iterator[NumericClaim]:
    """Give a sum for each total of the sentence, but those told, that numbers behind it in a row make exactly.

    The row stands in the sentence, or opens the one that follows in the paragraph: 共争取103.6亿元。其中，….
    """
    for whole in sentence.mentions:
        if whole.quantity.text in told or not is_amount(whole) or whole.quantity.hedge:
            continue
        behind = whole.sentence.mentions[whole.place + 1 :]
        parts = _row(whole, behind) or (_row(whole, following.mentions) if following is not None else [])
        if parts and len(re.sub(r"\D|^[0.]+", "", whole.quantity.number)) >= _digits_needed(whole, parts[0]):
            yield settle("sum", whole, [Binding(total_of(len(parts)), tuple(parts))], certain=False)[0]


def _digits_needed(whole: Mention, first: Mention) -> int:
    start = whole.quantity.end if first.sentence is whole.sentence else 0
    between = first.sentence.text[start : first.quantity.start]
    return _DIGITS_LED if re.search("其中|（|包括|：", between) else _DIGITS


def _row(whole: Mention, behind: list[Mention]) -> list[Mention]:
    """Give the first row of like amounts that makes a total; it may leave out what stands before the row."""
    like = [m for m in behind if is_amount(m) and compatible(m, whole) and m.quantity.unit and not m.quantity.hedge]
    for start in range(min(2, len(like))):
        row = [m for m in like[start:] if m.depth == like[start].depth]
        total = Fraction(0)
        for size, part in enumerate(row[:_MOST], start=1):
            total += part.quantity.value
            if total == whole.quantity.value and size > 1:
                return row[:size]
            if total > whole.quantity.value:
                break
    return []
