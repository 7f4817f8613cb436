"""How much of a file is read at most: whatever a file claims, reading it stays within these."""

MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes that a workbook, which is an archive, may unpack to."""

MAX_MARKUP = 30 * 1024 * 1024
"""Bytes of a web page, of an XML table, or of the text of a Word document."""

MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELLS = 10_000_000

MAX_SUMMED = 5_000
"""Rows of a table whose totals are held against them; a return has a hundredth of that."""


def past_bounds(rows: int, columns: int) -> bool:
    """Tell whether a sheet is too large to be a return, or to be held in memory."""
    return rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS


class UnusableFileError(Exception):
    """The file can't be opened as a table; `code` is the issue, `what` a Chinese name for what it is instead."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.what = what
