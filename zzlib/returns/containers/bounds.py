"""How much of a file is read at most: whatever a file claims, reading it stays within these."""

MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes that a workbook, which is an archive, may unpack to."""

MAX_MARKUP = 30 * 1024 * 1024
"""Bytes of a web page, of an XML table, of a text table, or of the text of a Word document."""

MAX_MAIL = 64 * 1024 * 1024
"""Bytes of a mail or of a web page kept in the shape of one."""

MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELLS = 10_000_000
MAX_CELLS_TOGETHER = 20_000_000
"""Cells of a sheet, blank ones before its last one included, and of all sheets of a file."""

MAX_MERGED = 1_000_000
"""Cells of a sheet that merged ranges cover."""

MAX_LOOKS = 1_000_000
"""Cells of a sheet that are drawn so that a person reads something else than is stored."""

MAX_COMMENTS = 10_000
"""Comments of a sheet that are looked at."""

MAX_HEADERS = 5_000
"""Headers of a sheet; one printed again on every page is one each time."""

MAX_CARD = 1_000
"""Rows of a sheet that may be the form of one project."""

MAX_MEMBERS = 1_000
MAX_DEPTH = 3
"""Files that an archive may hold, and archives within one another."""

MAX_SUMMED = 5_000
MAX_COMPARED = 500_000
"""Rows of a table whose totals are held against them, and such rows times totals; a return has a hundredth of that."""


def past_bounds(rows: int, columns: int) -> bool:
    """Tell whether a sheet is too large to be a return, or to be held in memory."""
    return rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS


def check_headers(headers: int) -> None:
    """Check that a sheet has no more headers than it may.

    Raises:
        UnusableFileError: it has.
    """
    if headers > MAX_HEADERS:
        raise UnusableFileError("file_too_large")


def check_looks(cells: int) -> None:
    """Check that no more cells of a sheet are seen otherwise than may be.

    Raises:
        UnusableFileError: there are more.
    """
    if cells > MAX_LOOKS:
        raise UnusableFileError("file_too_large")


class UnusableFileError(Exception):
    """The file can't be opened as a table; `code` is the issue, `what` a Chinese name for what it is instead."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.what = what


class OutOfMemoryError(MemoryError):
    """There is no memory left to read a file in; the message names it in Chinese. What is short may be other files' fault."""
