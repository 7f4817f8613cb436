"""Rows of a table told as lines of text (公路通车里程 46574 51073 54876): rows that make another in all columns but one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.claim import NumericClaim, Operand
from zzlib.audit.register import FigureRegister

_ROW = re.compile(r"\s*(?P<label>[^\d\s|][^\d|]*?)\s+(?P<cells>\d[\d.,]*(?:[ \t\u3000\xa0]+\d[\d.,]*){3,})\s*")
_PARTS = range(2, 6)
_BEHIND = 8  # so many rows behind a total are looked at for its parts
_FROM = 100  # smaller numbers make each other by chance


@dataclass(frozen=True)
class _TextRow:
    """A line of a label and at least four numbers, as they are printed."""

    paragraph: int
    line: str
    label: str
    cells: tuple[str, ...]

    @property
    def values(self) -> tuple[Fraction, ...]:
        return tuple(Fraction(cell.replace(",", "")) for cell in self.cells)


def text_row_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the one column in which rows don't make the row above them, where they do in at least three others."""
    rows = [row for sentence in register.reading.sentences if (row := _row(sentence.paragraph, sentence.original))]
    for place, total in enumerate(rows):
        behind = [row for row in rows[place + 1 : place + 1 + _BEHIND] if len(row.cells) == len(total.cells)]
        for parts in (parts for number in _PARTS for parts in combinations(behind, number)):
            off = [sum(column) - whole for whole, *column in zip(total.values, *(p.values for p in parts), strict=True)]
            wrong = [column for column, value in enumerate(off) if value]
            if (
                len(wrong) == 1
                and _is_past_rounding(total.cells[wrong[0]], off[wrong[0]], len(parts))
                and min(total.values) >= _FROM
                and all(min(p.values) > 0 for p in parts)
            ):
                yield _claim(total, parts, wrong[0], off[wrong[0]])
                break


def _is_past_rounding(printed: str, off: Fraction, parts: int) -> bool:
    return abs(off) > parts * Fraction(1, 10 ** len(printed.partition(".")[2]))


def _row(paragraph: int, line: str) -> _TextRow | None:
    told = _ROW.fullmatch(line)
    cells = tuple(told["cells"].split()) if told else ()
    plain = all(re.fullmatch(r"\d+(?:,\d{3})*(?:\.\d+)?", cell) for cell in cells)
    return _TextRow(paragraph, line, told["label"].split()[0], cells) if told and plain else None


def _claim(total: _TextRow, parts: tuple[_TextRow, ...], column: int, off: Fraction) -> NumericClaim:
    stated, used = total.cells[column], [part.cells[column] for part in parts]
    decimals = len(stated.partition(".")[2])
    right = f"{float(total.values[column] + off):.{decimals}f}"
    message = (
        f"“{total.label}”第 {column + 1} 个数：由 {'、'.join(part.label for part in parts)} 的 {'、'.join(used)} 算，应为 {right}，"
        f"写的是 {stated}；别的 {len(total.cells) - 1} 列都合得上"
    )
    operands = tuple(Operand(text, text.replace(",", ""), "") for text in used)
    return NumericClaim(
        file="",
        sentence=total.line,
        kind="sum",
        subject=total.label,
        operands=operands,
        stated=stated,
        unit="",
        recomputed=right,
        verdict=Verdict.WRONG,
        message=message,
        place=total.paragraph,
    )
