"""A look into an old .xls for what the reading library hides or stumbles over (Microsoft's [MS-XLS], BIFF5 and BIFF8).

xlrd's own formatting (`formatting_info`) can't take its place: it knows nothing of rules (条件格式), and of 503 damaged
files that are read whole by this and the reading library it opened 490, failing on styles and letters that aren't there.
"""

import struct
from collections.abc import Iterator

from zzlib.returns.containers.biff_looks import Styles
from zzlib.returns.containers.biff_notes import Notes
from zzlib.returns.containers.biff_rules import SheetRules
from zzlib.returns.containers.bounds import check_looks, past_bounds
from zzlib.returns.containers.compound import DamagedContainerError, read_stream
from zzlib.returns.containers.grid import Fault
from zzlib.returns.containers.inside import SheetLook
from zzlib.returns.containers.ruled import Ruled
from zzlib.returns.containers.sights import PARTLY, Look, Sight

_SHEET, _STRINGS, _LOCKED, _SIZE, _END = 0x0085, 0x00FC, 0x002F, 0x0200, 0x000A
_CODE_PAGE = 0x0042
_BEGIN = b"\x09"
"""The low byte of the record that begins a substream, in all versions."""

_FORMULA, _TRUTH_OR_ERROR = 0x0006, 0x0205
_CELLS = frozenset((0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x027E))
_ROW, _COLUMNS = 0x0208, 0x007D
_LOWEST, _NARROWEST = 40, 128
"""Below these, in twentieths of a point and in parts of a letter, rows and columns can't be seen."""

_NUMBERS, _SHARED_TEXT = 0x00BD, 0x00FD
_SEVERAL = frozenset((_NUMBERS, 0x00BE))
"""Records of several cells of a row, which end with the last column."""

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


class LockedError(Exception):
    """The workbook is encrypted with a password."""


def look_into(data: bytes) -> list[SheetLook]:
    """Look into the sheets of an .xls, in their order: error cells, what is hidden, whether it is past the bounds.

    Raises:
        LockedError: it has a password.
        DamagedContainerError: it contradicts itself in a way that would make the reading library claim all memory.
    """
    stream = read_stream(data, "Workbook", "Book")
    if stream is None:
        raise DamagedContainerError("no workbook inside")
    starts, styles = [], Styles()
    for kind, content in _records(stream, 0):
        if kind == _LOCKED:
            raise LockedError
        if kind == _SHEET and len(content) >= 4:
            starts.append(struct.unpack_from("<I", content)[0])
        if kind == _STRINGS and len(content) >= 8 and struct.unpack_from("<I", content, 4)[0] > len(stream):
            raise DamagedContainerError("more strings than bytes")
        styles.note(kind, content)
    if not starts:
        raise DamagedContainerError("no sheets")
    looks, struck = styles.looks(stream), styles.struck_strings()
    return [_look(stream, start, looks, struck) for start in starts]


def code_page(data: bytes) -> int | None:
    """Give the number of the encoding that an .xls declares for its text; `None` if it declares none.

    Raises:
        DamagedContainerError: as for `look_into`.
    """
    stream = read_stream(data, "Workbook", "Book") or b""
    stated = (struct.unpack_from("<H", content)[0] for kind, content in _records(stream, 0) if kind == _CODE_PAGE)
    return next(stated, None)


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Give kind and content of the records of a substream, up to its end."""
    if stream[place : place + 1] != _BEGIN:
        raise DamagedContainerError("no beginning where one should be")
    depth = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        # Charts lie inside a sheet as substreams of their own.
        depth += (kind & 0xFF == _BEGIN[0] and length >= 4) - (kind == _END)
        if depth <= 0 and kind == _END:
            return
        place += 4 + length


def _look(stream: bytes, start: int, looks: dict[int, Look], struck: dict[int, str]) -> SheetLook:
    rows = columns = 0
    faults = {}
    found: dict[tuple[int, int], Look] = {}
    sights: dict[tuple[int, int], Sight] = {}
    notes, rules = Notes(), SheetRules()
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    for kind, content in _records(stream, start):
        if kind == _SIZE and len(content) >= 10:
            first, rows, left, columns = struct.unpack_from("<IIHH" if len(content) >= 14 else "<HHHH", content)
            if first > rows or left > columns:
                raise DamagedContainerError("a sheet that ends before it starts")
            if past_bounds(rows, columns):
                return SheetLook(too_large=True)
        if kind == _ROW and len(content) >= 14 and _is_hidden_row(content):
            hidden_rows.add(struct.unpack_from("<H", content)[0])
        if kind == _COLUMNS and len(content) >= 10:
            left, last, width = struct.unpack_from("<HHH", content)
            if content[8] & 1 or width < _NARROWEST:
                hidden_columns.update(range(left, last + 1))
        notes.note(kind, content)
        rules.note(kind, content)
        if kind not in _CELLS or len(content) < 6:
            continue
        row, column = struct.unpack_from("<HH", content)
        last = struct.unpack_from("<H", content, len(content) - 2)[0] if kind in _SEVERAL else column
        rows, columns = max(rows, row + 1), max(columns, last + 1)
        if error := _error(kind, content):
            faults[row, column] = Fault("error_cell", error)
        if looks:
            found |= {(row, c): looks[style] for c, style in _styles(kind, column, content) if style in looks}
            check_looks(len(found))
        if struck and kind == _SHARED_TEXT and (number := int.from_bytes(content[6:10], "little")) in struck:
            sights[row, column] = Sight(PARTLY, struck[number])
    too_large = past_bounds(rows, columns)
    hidden = frozenset(hidden_rows), frozenset(hidden_columns)
    ruled = Ruled(rules.rules) if rules.rules else None
    return SheetLook(
        faults, found, too_large, *hidden, rows * columns, sights=sights, comments=notes.comments(), ruled=ruled
    )


def _is_hidden_row(content: bytes) -> bool:
    """Tell whether a row is hidden, or was made too low to be seen."""
    height, options = struct.unpack_from("<H", content, 6)[0] & 0x7FFF, content[12]
    return bool(options & 0x20) or (bool(options & 0x40) and height < _LOWEST)


def _styles(kind: int, column: int, content: bytes) -> Iterator[tuple[int, int]]:
    """Give the columns of the cells in a record with the number of each one's look."""
    if kind == _NUMBERS:
        for number, place in enumerate(range(4, len(content) - 7, 6)):
            yield column + number, struct.unpack_from("<H", content, place)[0]
    elif kind not in _SEVERAL:
        yield column, struct.unpack_from("<H", content, 4)[0]


def _error(kind: int, content: bytes) -> str | None:
    """Give the error that a cell shows; `None` if it shows none."""
    if kind == _TRUTH_OR_ERROR and len(content) >= 8 and content[7] == 1:
        return _ERRORS.get(content[6], "#N/A")
    if kind == _FORMULA and len(content) >= 14 and content[12:14] == b"\xff\xff" and content[6] == 2:
        return _ERRORS.get(content[8], "#N/A")
    return None
