"""Read tables kept as plain text, in whatever encoding."""

import csv
import io
import re
from functools import cache
from itertools import chain, islice

from zzlib.returns.bounds import MAX_MARKUP, MAX_ROWS, UnusableFileError, past_bounds
from zzlib.returns.grid import Grid
from zzlib.returns.rowwords import only_says_nothing
from zzlib.returns.text import Cell
from zzlib.returns.words import words


def read_text(data: bytes) -> Grid:
    """Read a table kept as text (CSV, or tab-separated as Excel's Unicode text).

    Raises:
        UnusableFileError: it is too large, or no table.
    """
    if len(data) > MAX_MARKUP:
        raise UnusableFileError("file_too_large")
    text = decoded(data)
    try:
        delimiter = "\t" if text.count("\t") > text.count(",") else ","
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), MAX_ROWS + 1))
    except csv.Error as error:
        raise UnusableFileError("file_damaged") from error
    if max(map(len, rows), default=0) < 2 and not only_says_nothing(chain(*rows)):
        raise UnusableFileError("file_not_a_table", "文字文件")
    if past_bounds(len(rows), max(map(len, rows))):
        raise UnusableFileError("file_too_large")
    return Grid("", cleaned([list(row) for row in rows]))


def decoded(data: bytes, declared: str | None = None) -> str:
    """Give the text of bytes, in the declared encoding if that fits.

    Raises:
        UnusableFileError: it is no text.
    """
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for encoding in [declared, *encodings] if declared else encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        if "\0" not in text:
            return text
    raise UnusableFileError("file_damaged")


def cleaned(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Make cells that hold only blanks, and placeholders of templates, blank."""
    placeholder = _placeholder()
    return [
        [
            "" if isinstance(value, str) and value and (value.isspace() or placeholder.search(value)) else value
            for value in row
        ]
        for row in rows
    ]


@cache
def _placeholder() -> re.Pattern[str]:
    return re.compile(words().rows.placeholder)
