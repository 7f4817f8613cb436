"""Tables as a reader takes them: the unit in a corner is of the title, a fraction under the head of a rate is so many per cent."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import permutations

from zzlib.audit.documents.blocks import DocumentBlock

_UNIT = re.compile(r"[（(]?[一-龥]{0,4}单位\s*[：:]\s*[一-龥]{1,4}[）)]?")
_RATE = re.compile("率$|进度$|占比$|比[重例]$")
_HEADS = 4  # rows among which titles and heads stand
_WHOLE = 2  # above which a number is no share kept as 0.888
_PROVED = 2  # rows of which the share is that of two others


def as_meant(block: DocumentBlock) -> DocumentBlock:
    """Give a table so that a title and the unit beside it are one cell, and rates kept as fractions are in per cent."""
    rows = [list(row) for row in block.rows]
    for row in rows[:_HEADS]:
        _join_unit(row)
    for column, head in _heads(rows):
        if _RATE.search(head) and _is_of_fractions(rows, column):
            for row in rows:
                if (value := _number(row, column)) is not None:
                    row[column] = f"{(value * 100).normalize():f}%"
    given = tuple(map(tuple, rows))
    return replace(block, rows=given) if given != block.rows else block


def _join_unit(row: list[str]) -> None:
    """Put 单位：万元 behind the title in the row of which it is the only other cell."""
    filled = [at for at, cell in enumerate(row) if cell.strip()]
    if len(filled) == 2 and _UNIT.fullmatch(row[filled[1]].strip()):
        title, unit = filled
        row[title], row[unit] = f"{row[title]} {row[unit].strip()}", ""


def _heads(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """Give the columns with the last words that stand over their first number."""
    for column in range(max(map(len, rows), default=0)):
        first = next((at for at, row in enumerate(rows) if _number(row, column) is not None), 0)
        words = [row[column].strip() for row in rows[:first] if column < len(row) and row[column].strip()]
        yield from [(column, words[-1])] if words else []


def _is_of_fractions(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Say whether two other columns prove that the numbers of one are shares: 0.4683 beside 562 and 1200."""
    shares = {at: value for at, row in enumerate(rows) if (value := _number(row, column)) is not None}
    if any(abs(value) > _WHOLE for value in shares.values()) or all(value == int(value) for value in shares.values()):
        return False
    others = [c for c in range(max(map(len, rows))) if c != column]
    numbers = {c: {at: v for at in shares if (v := _number(rows[at], c)) is not None} for c in others}
    for part, whole in permutations((c for c in others if numbers[c]), 2):
        both = [at for at in shares if at in numbers[part] and numbers[whole].get(at)]
        proved = sum(_is_share(numbers[part][at], numbers[whole][at], shares[at]) for at in both)
        if proved >= _PROVED and proved * 2 > len(both) and proved * 2 > len(shares):
            return True
    return False


def _is_share(part: Decimal, whole: Decimal, share: Decimal) -> bool:
    exponent = share.as_tuple().exponent
    return abs(part / whole - share) <= Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _number(row: Sequence[str], column: int) -> Decimal | None:
    try:
        found = Decimal(row[column].strip().replace(",", "")) if column < len(row) else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None
