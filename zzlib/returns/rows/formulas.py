"""The arithmetic that a form prints: column numbers with formulas (7=1+4), and rules in headers and notes (合计=中央+省级)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from zzlib.returns.cells.text import fold, plain_text
from zzlib.returns.containers.grid import Grid
from zzlib.returns.layout.columns import Layout
from zzlib.returns.layout.header import Header, HeaderColumn, is_number_row
from zzlib.returns.layout.labels import meaning, split_title
from zzlib.returns.rows.classifying import Row, RowKind

_EQUALS = re.compile("[=＝]|等于")
_DASHES = str.maketrans("−–—－", "----")
_NUMBERED = re.compile(r"\(?第?(\d{1,2}|[A-Z])?\)?栏?(?:=(.+))?")
_IN_BRACKETS = re.compile(r"\(([^()]*=[^()]*)\)")
_ONE_NUMBER = re.compile(r"\((\d{1,2}|[A-Z])\)")
_NUMBERS = re.compile(r"[+-]?(?:\d{1,2}|[A-Z])(?:[+-](?:\d{1,2}|[A-Z]))+")
_SIGNED = re.compile(r"([+-]?)([^+-]+)")
_RULE = re.compile(r"(?:^|[:;,。、(])(?:\d{1,2}[.)])?([^=:;,。、()+]{2,20})(?:=|等于)([^=:;,。]{3,80})")
_SUM_OF = re.compile(r"(.+)(?:之和|的和|合计数?|总和)")


@dataclass(frozen=True)
class Formula:
    """A rule for every row: the column `result` is the sum of others, each with its sign (1 or -1). `text` is as printed.

    `code` is the issue of a row that breaks it.
    """

    text: str
    result: int
    terms: tuple[tuple[int, int], ...]
    code: str = "formula_mismatch"

    @property
    def columns(self) -> tuple[int, ...]:
        """All columns that it speaks of, the result first."""
        return (self.result, *(column for _, column in self.terms))


def printed_formulas(grid: Grid, header: Header, layout: Layout, rows: Sequence[Row]) -> list[Formula]:
    """Find the formulas that can be bound to columns without guessing; the others are left alone."""
    notes = [plain_text(grid.cell(row.number, row.label_column)) for row in rows if row.kind == RowKind.NOTE]
    above = chain.from_iterable(grid.rows[: header.last + 1])
    rules = [fold(text) for text in (*notes, *above) if isinstance(text, str) and _EQUALS.search(text)]
    months = [Formula("", s.total, tuple((1, c) for c in s.months), "months_mismatch") for s in layout.sums]
    if not rules:
        return months
    found = chain(_by_number(grid, header), *(_by_name(text, header, layout) for text in rules), months)
    return list({(formula.result, formula.terms): formula for formula in found}.values())


def _by_number(grid: Grid, header: Header) -> Iterator[Formula]:
    """Give the formulas between column numbers, which stand in a row of their own or in brackets after the labels."""
    numbers: dict[str, set[int]] = {}
    formulas = []
    for place, text in _numbering(grid, header):
        if match := _NUMBERED.fullmatch(_IN_BRACKETS.sub(r"\1", fold(text).translate(_DASHES))):
            if match[1]:
                numbers.setdefault(match[1], set()).add(place)
            if match[2]:
                formulas.append((place, fold(text), match[2]))
    for result, text, expression in formulas:
        named = [(sign, [*numbers.get(number, ())]) for sign, number in _numbered_terms(expression)]
        if named and all(len(places) == 1 for _, places in named):
            yield from _formula(text, result, [(sign, places[0]) for sign, places in named])


def _numbering(grid: Grid, header: Header) -> list[tuple[int, str]]:
    """Give the texts that number columns; numbers in brackets after labels count where no row holds them."""
    rows = [row for row in range(header.first, header.last + 1) if is_number_row(grid, row)]
    printed = [(column, plain_text(grid.cell(row, column))) for row in rows for column in grid.filled(row)]
    noted = [(column.column, text) for column in header.columns for text in split_title(column.path[-1]).qualifiers]
    return printed + [(column, text) for column, text in noted if "=" in text or not rows]


def _numbered_terms(expression: str) -> list[tuple[int, str]]:
    """Take a sum of column numbers apart; anything else (products, brackets that are taken off) gives nothing."""
    plain = _ONE_NUMBER.sub(r"\1", re.sub("[第栏列]", "", expression))
    plain = plain if "-(" in plain else plain.replace("(", "").replace(")", "")
    return _terms(plain) if _NUMBERS.fullmatch(plain) else []


def _terms(expression: str) -> list[tuple[int, str]]:
    return [(-1 if sign == "-" else 1, name) for sign, name in _SIGNED.findall(expression)]


def _by_name(text: str, header: Header, layout: Layout) -> Iterator[Formula]:
    """Give the rules of a text whose every name is one column's, or one column's under each of several captions."""
    for match in _RULE.finditer(text.translate(_DASHES)):
        expression = match[2][:-1] if match[2].endswith(")") and match[2].count(")") > match[2].count("(") else match[2]
        summed = _SUM_OF.fullmatch(expression)
        names = re.split("[、和与及+]", summed[1]) if summed else []
        terms = [(1, name) for name in names] if len(names) > 1 else _terms(expression)
        if len(terms) < 2:
            continue
        rule = f"{match[1]}={expression}"
        columns = [_named(name, header, layout) for name in (match[1], *(name for _, name in terms))]
        signs = [sign for sign, _ in terms]
        if all(len(found) == 1 for found in columns):
            yield from _formula(rule, columns[0][0].column, _bound(signs, columns[1:]))
            continue
        for result in columns[0]:
            beside = [[c for c in found if c.path[:-1] == result.path[:-1]] for found in columns[1:]]
            if len(result.path) > 1 and all(len(found) == 1 for found in beside):
                yield from _formula(rule, result.column, _bound(signs, beside))


def _bound(signs: Sequence[int], columns: Sequence[Sequence[HeaderColumn]]) -> list[tuple[int, int]]:
    return [(sign, found[0].column) for sign, found in zip(signs, columns, strict=True)]


def _named(name: str, header: Header, layout: Layout) -> list[HeaderColumn]:
    """Give the columns that bear a name: by their own text, by their full one, else as a label of the same field."""
    name = split_title(name).main
    found = [c for c in header.columns if name in _names(c)]
    means = None if found else meaning((name,), None)
    if means and means.strength > 1 and not means.by_values:
        found = [c for c in header.columns if c.column == layout.column(means.field_id)]
    return found


def _names(column: HeaderColumn) -> tuple[str, str, str]:
    """Give the names of a column: its lowest text, that text before a rule in it, and all its texts joined."""
    mains = [split_title(text).main for text in column.path]
    return mains[-1], mains[-1].partition("=")[0], "".join(mains)


def _formula(text: str, result: int, terms: list[tuple[int, int]]) -> Iterator[Formula]:
    columns = [column for _, column in terms]
    if len(terms) > 1 and len({result, *columns}) == len(terms) + 1:
        yield Formula(text, result, tuple(terms))
