"""Read tables kept as plain text, in whatever encoding."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice, pairwise

from zzlib.returns.cells.row_words import only_says_nothing
from zzlib.returns.cells.text import Cell
from zzlib.returns.cells.words import words
from zzlib.returns.containers.bounds import MAX_MARKUP, MAX_ROWS, UnusableFileError, past_bounds
from zzlib.returns.containers.grid import Fault, Grid

_NUMBER = re.compile(r"\s*-?\d+(?:\.\d+)?\s*")
_PARTED = re.compile(r"-?\d{1,3},\d{3}(?:\.\d+)?")
_FEWEST_CELLS, _FEWEST_ROWS = 2, 3
"""Above how many cells a row is one of a table, and how many of the same width there are at least in one."""

_DELIMITERS = (",", "\t", ";")
_STATED = re.compile(r"\s*\"?sep=([,;\t|])\"?[^\r\n]*\r?\n", re.IGNORECASE)
"""What some programs write above a table: the sign that parts its cells."""

_LOOKED_AT, _ROWS_LOOKED_AT = 100_000, 200
"""Letters and rows by which the sign is told."""


def read_text(data: bytes) -> Grid:
    """Read a table kept as text (CSV, or tab-separated as Excel's Unicode text).

    Raises:
        UnusableFileError: it is too large, or no table.
    """
    if len(data) > MAX_MARKUP:
        raise UnusableFileError("file_too_large")
    text = decoded(data)
    stated = _STATED.match(text)
    text = text[stated.end() :] if stated else text
    try:
        rows = _rows(text, stated[1] if stated else _delimiter(text), MAX_ROWS + 1)
    except csv.Error as error:
        raise UnusableFileError("file_damaged") from error
    if max(map(len, rows), default=0) < 2 and not only_says_nothing(chain(*rows)):
        raise UnusableFileError("file_not_a_table", "文字文件")
    if past_bounds(len(rows), max(map(len, rows))):
        raise UnusableFileError("file_too_large")
    return Grid("", cleaned([list(row) for row in rows]), faults=dict(_shifted(rows)))


def _shifted(rows: list[list[str]]) -> Iterator[tuple[tuple[int, int], Fault]]:
    """Give the numbers of rows with more cells than the others: the commas of 1,860 parted it, and what follows is off its column."""
    widths = Counter(len(row) for row in rows if len(row) > _FEWEST_CELLS)
    width, usual = widths.most_common(1)[0] if widths else (0, 0)
    for number, row in enumerate(rows) if usual >= _FEWEST_ROWS else ():
        if any(cell.strip() for cell in row[width:]):
            parted = (n for n, pair in enumerate(pairwise(row)) if _PARTED.fullmatch(",".join(pair)))
            first = next(parted, 0)
            for column, cell in enumerate(row):
                if column >= first and _NUMBER.fullmatch(cell):
                    yield (number, column), Fault("cells_shifted", cell)


def _rows(text: str, delimiter: str, most: int) -> list[list[str]]:
    return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), most))


def _delimiter(text: str) -> str:
    """Give the sign that parts the text into the most cells of rows that are alike: amounts may hold commas, too."""

    def cells(delimiter: str) -> int:
        widths = Counter(len(row) for row in _rows(text[:_LOOKED_AT], delimiter, _ROWS_LOOKED_AT) if len(row) > 1)
        width, rows = widths.most_common(1)[0] if widths else (1, 0)
        return (width - 1) * rows

    return max(_DELIMITERS, key=cells)


def decoded(data: bytes, declared: str | None = None) -> str:
    """Give the text of bytes, in the declared encoding if that fits.

    Raises:
        UnusableFileError: it is no text.
    """
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else [*_wide(data), "utf-8-sig", "gb18030"]
    for encoding in [declared, *encodings] if declared else encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        if "\0" not in text:
            return text
    raise UnusableFileError("file_damaged")


def _wide(data: bytes) -> list[str]:
    """Give the encodings of two bytes a letter that bytes without a mark are in: line ends tell."""
    if b"\0" not in data[:4096]:
        return []
    return [
        encoding
        for encoding, end in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n"))
        if data.count(end) and data.find(end) % 2 == 0
    ]


def cleaned(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Make cells that hold only blanks, and placeholders of templates, blank."""
    placeholder = words().rows.placeholder
    return [
        [
            "" if isinstance(value, str) and value and (value.isspace() or placeholder.search(value)) else value
            for value in row
        ]
        for row in rows
    ]
