"""Rows of a table however it came: with bars, as lines of text, every cell on a line of its own. Rows that make the row above them in all columns but one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, combinations
from math import prod

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.claim import NumericClaim, Operand, statement
from zzlib.audit.figure_rows import FigureRow, figure_tables
from zzlib.audit.grids import is_total_label
from zzlib.audit.register import FigureRegister
from zzlib.audit.slips import is_permuted, is_slip

_BEHIND, _FEW = 15, 8  # so many rows behind a total are tried as one run, and so many in any choice
_CHOICES = 250
_SURE = 1000  # how much rarer by chance than the number of tries a sum must be that shows what a row is made of
_SAID = 0.3  # 合计 says what its rows make
_MANY = 3
_OFF = Fraction(1, 4)  # a column that is further off is no sum: rates, averages
_NUMBERED = re.compile(r"(?P<open>[（(]?)(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})(?P<close>[)）、.．])")
_FIRST = ("1", "一")
_DIGITS = 5  # fewer digits stand in another order by chance
_UNIT_NOTE = re.compile("[(（][^()（）]*[)）]$")


@dataclass(frozen=True)
class _Column:
    """What parts make in a column, beside the total: `off` in units of the last digit."""

    number: int
    used: tuple[FigureRow, ...]
    total: Fraction
    off: Fraction

    @property
    def strength(self) -> Fraction:
        """Give how rare a sum as this is by chance: the total over what rounding leaves open."""
        if self.used[0].cells[self.number].endswith("%"):
            return Fraction(1)  # a share follows from the amount that it is of
        return abs(self.total) / (1 if self.off == 0 else 2 * len(self.used) + 1)


def text_row_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the one column in which rows don't make the row above them, where they do in others."""
    tables = list(figure_tables(enumerate(register.reading.blocks)))
    for rows in tables:
        yield from _of_table(rows)
    yield from _told(register, [row for rows in tables for row in rows if row.at is None])


def _told(register: FigureRegister, rows: Sequence[FigureRow]) -> Iterator[NumericClaim]:
    """Judge a number of the text whose words name a row, and whose digits stand there in another order."""
    cells = [(row, cell) for row in rows for cell in row.cells]
    printed = {cell for _, cell in cells}
    by_digits: dict[str, list[tuple[FigureRow, str]]] = {}
    for row, cell in cells:
        if len(re.sub(r"\D", "", cell)) >= _DIGITS:
            by_digits.setdefault("".join(sorted(cell)), []).append((row, cell))
    for mention in register.reading.mentions if by_digits else ():
        number = mention.quantity.number
        for row, cell in by_digits.get("".join(sorted(number)), []):
            name = _UNIT_NOTE.sub("", row.label).lstrip("#")
            if number not in printed and len(name) > 1 and name in mention.before and not mention.quantity.hedge:
                message = f"文中写 {mention.quantity.text}，表中“{row.label}”是 {cell}，两处不一致"
                yield statement("consistency", mention, Verdict.WRONG, message, recomputed=cell)


def _of_table(rows: Sequence[FigureRow]) -> Iterator[NumericClaim]:
    numbered = list(_numbered_runs(rows))
    shown = any(_holds(total, parts) for total, parts in numbered)
    accused: set[tuple[int, int]] = set()
    totals = [len(row.cells) for row in rows if is_total_label(row.label)]
    for number, total in enumerate(rows):
        if len(total.cells) in totals and (total.at is not None or not is_total_label(total.label)):
            continue  # rows beside a total are its parts; the totals of a table with bars are judged as its columns
        found = next(_broken(total, rows[number + 1 :]), None)
        if found is None and shown:
            runs = (parts for one, parts in numbered if one is total)
            found = next((c for parts in runs if (c := _lone(total, parts)) is not None), None)
        if found is not None:
            claim, cells = found
            if not accused & cells:
                yield claim
            accused |= cells


def _broken(total: FigureRow, behind: Sequence[FigureRow]) -> Iterator[tuple[NumericClaim, set[tuple[int, int]]]]:
    """Give the column that breaks a sum which the other columns show."""
    width = len(total.cells)
    alike = [
        row for row in behind[:_BEHIND] if len(row.cells) > 1 and abs(len(row.cells) - width) <= 2 * (width > _MANY)
    ]
    if width < len(("one", "other")) or len(alike) < 2:
        return
    every = is_total_label(total.label)
    runs = [tuple(alike[:size]) for size in range(2, len(alike) + 1)]
    if every and len(behind) > len(alike):
        runs.append(tuple(behind))
    groups = [n for n, row in enumerate(alike) if n and re.search("按.*分", row.label)]
    runs += [tuple(alike[n:end]) for n in groups for end in range(n + 2, len(alike) + 1)]
    tries = _SAID if every else len(runs)
    for parts in runs:
        yield from _judged(total, parts, tries)
    for size in range(2, 6):
        for parts in combinations(alike[:_FEW], size):
            if any(sum(row.values[c] or 0 for row in parts) == total.values[c] for c in range(2)):
                yield from _judged(total, parts, _CHOICES)


def _judged(
    total: FigureRow, parts: tuple[FigureRow, ...], tries: int | float
) -> Iterator[tuple[NumericClaim, set[tuple[int, int]]]]:
    columns = [c for number in range(len(total.cells)) if (c := _column(total, parts, number)) is not None]
    held = [column for column in columns if abs(column.off) <= (len(column.used) + 1) / 2 * (tries < _CHOICES)]
    if not held or len(held) == len(columns) or prod(c.strength for c in held) < _SURE * tries:
        return
    off = [c for c in columns if abs(c.off) > (len(c.used) + 1) / (1 if "." in total.cells[c.number] else 2)]
    fitting = {c.number: _slipped(total, c) for c in off}
    near = [c for c in off if abs(c.off) < _OFF * c.total or (fitting[c.number] and c.total > 10 * _SURE)]
    if len(near) != 1 or len(off) > len(held) + 1 or _is_made_sooner(total, near[0]):
        return
    said = tries == _SAID and prod(c.strength for c in held) > _SURE
    if fitting[near[0].number] or len(held) >= _MANY or said:
        others = f"别的{'列' if len(held) > 1 else '一列'}合得上"
        yield _claim(total, near[0], fitting[near[0].number], others)


def _is_made_sooner(total: FigureRow, column: _Column) -> bool:
    """Say whether the first of the rows make the total already: the others are of something else."""
    made = accumulate(row.values[column.number] or Fraction(0) for row in column.used)
    return any(total.values[column.number] == value for value in made)


def _column(total: FigureRow, parts: Sequence[FigureRow], number: int) -> _Column | None:
    """Give the column if it may be a sum: a total and two parts that are more than nought."""
    whole = total.value(number)
    values = [(row, value) for row in parts if (value := row.value(number)) is not None]
    if not whole or sum(value > 0 for _, value in values) < 2 or any(value < 0 for _, value in values) or whole < 0:
        return None
    step = total.quantity(number).step
    used = tuple(row for row, _ in values)
    return _Column(number, used, whole / step, (sum(v for _, v in values) - whole) / step)


def _slipped(total: FigureRow, column: _Column) -> list[tuple[FigureRow, Fraction]]:
    """Give the cells that one slip would put right, with their right numbers; those whose digits only changed places first."""
    n, step = column.number, total.quantity(column.number).step
    wanted = [(total, total.quantity(n).value + column.off * step)]
    wanted += [(row, row.quantity(n).value - column.off * step) for row in column.used]
    fitting = [(row, right) for row, right in wanted if is_slip(row.quantity(n), right)]
    return sorted(fitting, key=lambda pair: not is_permuted(pair[0].quantity(n), pair[1]))


def _numbered_runs(rows: Sequence[FigureRow]) -> Iterator[tuple[FigureRow, tuple[FigureRow, ...]]]:
    """Give the rows right behind another that are numbered as its parts: 1. 2. under a head, （1）（2） under 1."""
    for number, total in enumerate(rows[:-1]):
        first, own = _NUMBERED.match(rows[number + 1].label), _NUMBERED.match(total.label)
        if first is None or first["number"] not in _FIRST or (own and _style(own) == _style(first)):
            continue
        parts: list[FigureRow] = []
        for row in rows[number + 1 :]:
            told = _NUMBERED.match(row.label)
            if told is None or (own and _style(told) == _style(own)) or len(row.cells) != len(total.cells):
                break
            if _style(told) == _style(first):
                if parts and told["number"] in _FIRST:
                    break
                parts.append(row)
        if len(parts) > 1:
            yield total, tuple(parts)


def _style(told: re.Match[str]) -> tuple[str, str, bool]:
    return told["open"], told["close"], told["number"].isdigit()


def _holds(total: FigureRow, parts: Sequence[FigureRow]) -> bool:
    column = _column(total, parts, 0)
    return column is not None and column.off == 0 and column.strength > _SURE


def _lone(total: FigureRow, parts: Sequence[FigureRow]) -> tuple[NumericClaim, set[tuple[int, int]]] | None:
    """Judge the only column of a table by its numbering, where other numbered rows hold and digits only changed places."""
    column = _column(total, parts, 0)
    if column is None or len(total.cells) > 1 or not column.off or column.total < 10 * _SURE:
        return None
    fitting = _slipped(total, column)
    if not fitting or not is_permuted(fitting[0][0].quantity(0), fitting[0][1]):
        return None
    return _claim(total, column, fitting, "表中别的分项合得上")


def _claim(
    total: FigureRow, column: _Column, fitting: Sequence[tuple[FigureRow, Fraction]], others: str
) -> tuple[NumericClaim, set[tuple[int, int]]]:
    """Give the claim about the cell that a slip explains, else about the total; and the cells that it speaks of."""
    n = column.number
    step = total.quantity(n).step
    row, right = (fitting or [(total, total.quantity(n).value + column.off * step)])[0]
    stated, used = row.cells[n], [part.cells[n] for part in column.used]
    decimals = len(stated.rstrip("%").partition(".")[2])
    shown = f"{float(right):.{decimals}f}"
    also = "".join(f"，或“{r.label}”应为 {float(v):.{decimals}f}" for r, v in fitting[1:_MANY])
    where = f"第 {n + 1} 个数：" if len(total.cells) > 1 else "："
    sums = f"{'、'.join(used)} 相加，不等于“{total.label}”的 {total.cells[n]}"
    message = f"“{row.label}”{where}{sums}，{others}；写的是 {stated}，应为 {shown}{also}"
    claim = NumericClaim(
        file="",
        sentence=row.line,
        kind="sum",
        subject=row.label,
        operands=tuple(Operand(text, text.replace(",", ""), "") for text in (total.cells[n], *used)),
        stated=stated,
        unit="",
        recomputed=shown,
        verdict=Verdict.WRONG,
        message=message,
        place=row.place,
    )
    return claim, {(id(one), n) for one in (total, *column.used)}
