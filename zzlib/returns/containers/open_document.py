"""A look into an OpenDocument sheet (.ods) for error cells, looks, what is hidden, and values repeated without end."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.returns.containers.bounds import MAX_COLUMNS, MAX_ROWS, check_looks, past_bounds
from zzlib.returns.containers.grid import Fault, Merge
from zzlib.returns.containers.inside import SheetLook
from zzlib.returns.containers.ods_looks import STYLE, SpreadsheetStyles, comment
from zzlib.returns.containers.ods_rules import rules_of_table
from zzlib.returns.containers.ruled import Ruled
from zzlib.returns.containers.sights import Look

_TABLE = re.compile(r"<table:table\b.*?</table:table>", re.DOTALL)
_ROW = re.compile(
    r"<table:table-row(?=[\s/>])([^>]*?)(?:/>|>(.*?)</table:table-row>)"
    r"|<table:table-row-group\b([^>]*)>|(</table:table-row-group>)",
    re.DOTALL,
)
_CELL = re.compile(r"<table:(?:covered-)?table-cell\b([^>]*)>")
_TEXT = re.compile(r"<text:p>([^<]*)")
_SPANNED = re.compile(r'number-(rows|columns)-spanned="(\d{1,7})"')
_REPEATED = re.compile(r'number-(?:rows|columns)-repeated="(\d+)"')
_DEFAULT = re.compile(r'table:default-cell-style-name="([^"]*)"')
_COLUMN = re.compile(r"<table:table-column(?=[\s/>])([^>]*)>")
_HIDDEN = re.compile(r'table:visibility="(?:collapse|filter)"')
_FOLDED = re.compile(r'table:display="false"')


def look_into_document(xml: str, styles: str = "") -> list[SheetLook]:
    """Look into the sheets of a `content.xml`, in their order; a cell or row may stand for many of the same.

    `styles` is the text of `styles.xml`, which holds the styles that have names of their own.
    """
    known = SpreadsheetStyles(styles, xml)
    return [_look(table, known) for table in _TABLE.findall(xml)]


def _look(table: str, styles: SpreadsheetStyles) -> SheetLook:
    rows = columns = 0
    rules = rules_of_table(table, styles) if "calcext:condition " in table else ()
    found = SheetLook(hidden_rows=frozenset(_hidden_rows(table)), hidden_columns=frozenset(_hidden_columns(table)))
    numbers: dict[tuple[int, int], int] = {}
    names = {"": 0}
    merges: list[Merge] = []
    defaults = _column_looks(table, styles)
    for row, below, _, content in _rows(table):
        column = 0
        for attributes, cell in _cells(content):
            right = column + _times(attributes)
            if "<office:annotation" in cell and (said := comment(cell)):
                found.comments[row, column] = said
            if "office:value-type" in attributes:
                rows, columns = below, max(columns, right)
                look, sight = styles.seen(attributes, cell, defaults.get(column, Look()))
                if rules and (name := STYLE.search(attributes)):
                    check_looks(len(numbers))
                    numbers[row, column] = names.setdefault(name[1], len(names))
                if sight or not look.is_plain:
                    check_looks(len(found.looks) + len(found.sights) + (below - row) * (right - column))
                    places = [(r, c) for r in range(row, below) for c in range(column, right)]
                    found.looks.update(dict.fromkeys(places, look) if not look.is_plain else {})
                    found.sights.update(dict.fromkeys(places, sight) if sight else {})
            if 'calcext:value-type="error"' in attributes:
                text = _TEXT.match(cell)
                found.faults[row, column] = Fault("error_cell", text[1] if text else "")
            if (end := _last_of(attributes, row, column)) != (row, column):
                merges.append(((row, column), end))
            column = right
    ruled = Ruled(rules, tuple(map(styles.style, names)), numbers) if rules else None
    too_large = past_bounds(rows, columns)
    return replace(found, too_large=too_large, cells=rows * columns, merges=tuple(merges), ruled=ruled)


def _rows(table: str) -> Iterator[tuple[int, int, bool, str]]:
    """Give for each row where it starts, where the next one does, whether it is hidden or folded away, and its cells."""
    below, groups = 0, [False]
    for match in _ROW.finditer(table):
        attributes, content, group, end = match.groups()
        if end:
            groups = groups[:-1] or [False]
        elif group is not None:
            groups = [*groups, groups[-1] or bool(_FOLDED.search(group))]
        else:
            row, below = below, below + _times(attributes)
            yield row, below, groups[-1] or bool(_HIDDEN.search(attributes)), content or ""


def _cells(row: str) -> Iterator[tuple[str, str]]:
    """Give the attributes of each cell of a row, and what is in it."""
    found = list(_CELL.finditer(row))
    ends = [cell.start() for cell in found[1:]] + [len(row)]
    return ((cell[1], row[cell.end() : end]) for cell, end in zip(found, ends, strict=True))


def _last_of(cell: str, row: int, column: int) -> tuple[int, int]:
    """Give the last row and column that a cell reaches over."""
    spans = {name: int(count) for name, count in _SPANNED.findall(cell)}
    last = row + spans.get("rows", 1) - 1, column + spans.get("columns", 1) - 1
    return min(last[0], MAX_ROWS - 1), min(last[1], MAX_COLUMNS - 1)


def _hidden_rows(table: str) -> Iterator[int]:
    for row, below, is_hidden, _ in _rows(table):
        if is_hidden:
            yield from range(row, min(below, MAX_ROWS))


def _columns(table: str) -> Iterator[tuple[range, str]]:
    """Give the attributes of each column element, with the columns that it stands for."""
    column = 0
    for attributes in _COLUMN.findall(table):
        right = column + _times(attributes)
        yield range(column, min(right, MAX_COLUMNS)), attributes
        column = right


def _hidden_columns(table: str) -> Iterator[int]:
    return (column for span, attributes in _columns(table) if _HIDDEN.search(attributes) for column in span)


def _column_looks(table: str, styles: SpreadsheetStyles) -> dict[int, Look]:
    """Give the looks of cells that name no style of their own, by column."""
    named = ((span, style[1]) for span, attributes in _columns(table) if (style := _DEFAULT.search(attributes)))
    return {column: look for span, name in named if not (look := styles.look(name)).is_plain for column in span}


def _times(attributes: str) -> int:
    times = _REPEATED.search(attributes)
    return int(times[1]) if times else 1
