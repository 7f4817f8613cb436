"""Text of cells: as it stands, folded for comparing, and the addresses that people see."""

import unicodedata
from datetime import date, datetime, time, timedelta

from zzlib.folding import fold, one_line
from zzlib.tabular import column_letter

__all__ = ["Cell", "address", "column_letter", "fold", "one_line", "plain_forms", "plain_text", "row_and_column"]

Cell = int | float | str | bool | time | date | datetime | timedelta
"""What a cell may hold; a blank one is `""`."""


def plain_forms(text: str) -> str:
    """Make full-width forms plain but keep the blanks."""
    return unicodedata.normalize("NFKC", text)


def plain_text(value: Cell) -> str:
    """Give what stands in a cell as text: whole numbers without `.0`, dates in ISO form."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


def address(row: int, column: int) -> str:
    """Give the A1 address of a cell; row and column are counted from 0."""
    return f"{column_letter(column)}{row + 1}"


def row_and_column(cell: str) -> tuple[int, int]:
    """Give row and column, counted from 0, of an A1 address."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1
