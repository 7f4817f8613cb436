"""Open a file by its content, whatever its name says: workbooks and text tables become grids, the rest a plain reason."""

import csv
import io
import re
import struct
import zipfile
from collections.abc import Mapping
from functools import cache

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from zzlib.returns.amounts import without_noise
from zzlib.returns.biff import LockedError, look_into
from zzlib.returns.compound import SIGNATURE, DamagedContainerError
from zzlib.returns.grid import Book, Grid
from zzlib.returns.inside import SheetLook, look_inside, past_bounds
from zzlib.returns.opendocument import look_into_document
from zzlib.returns.text import Cell
from zzlib.returns.words import words

MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes that an archive may unpack to."""

_KINDS = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\0", "图片"),
    (b"MM\0*", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"{\\rtf", "文字文档"),
)
_MARKUP = re.compile(rb"\s*<(?:\?xml|!doctype|html|table|head|meta)", re.IGNORECASE)
_ARCHIVES = (("word/", "Word 文档"), ("ppt/", "演示文稿"), ("content.xml", "文字文档"))


class UnusableFileError(Exception):
    """The file can't be opened as a table; `code` is the issue, `what` a Chinese name for what it is instead."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.what = what


def open_book(data: bytes) -> Book:
    """Open a workbook or text table.

    Raises:
        UnusableFileError: it is empty, locked, damaged, too large, or no table at all.
    """
    if not data:
        raise UnusableFileError("file_empty")
    if data.startswith(b"PK"):
        return _open_zip(data)
    if data.startswith(SIGNATURE):
        return _open_ole(data)
    for start, what in _KINDS:
        if data.startswith(start):
            raise UnusableFileError("file_not_a_table", what)
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")[:200]):
        raise UnusableFileError("file_not_a_table", "网页或 XML 文件")
    return Book((_text_grid(data),))


def _open_zip(data: bytes) -> Book:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            looks = _look_into_archive(archive)
    except UnusableFileError:
        raise
    except Exception as error:
        # A broken archive makes the library fail in many ways (bad offsets, sizes, checksums, names).
        raise UnusableFileError("file_damaged") from error
    return _workbook(data, looks)


def _look_into_archive(archive: zipfile.ZipFile) -> Mapping[int, SheetLook]:
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnusableFileError("file_too_large")
    names = {entry.filename.lower() for entry in entries}
    manifest = archive.read("META-INF/manifest.xml") if "meta-inf/manifest.xml" in names else b""
    if any(entry.flag_bits & 1 for entry in entries) or b"encryption-data" in manifest:
        raise UnusableFileError("file_locked")
    if "content.xml" in names and b"opendocument.spreadsheet" in manifest:
        return _all_within_bounds(look_into_document(archive.read("content.xml").decode("utf-8")))
    if "xl/workbook.xml" in names:
        return look_inside(archive)
    if "xl/workbook.bin" not in names:
        raise UnusableFileError("file_not_a_table", _archive_kind(names))
    return {}


def _archive_kind(names: set[str]) -> str:
    return next((what for start, what in _ARCHIVES if any(n.startswith(start) for n in names)), "压缩包")


def _open_ole(data: bytes) -> Book:
    """Open an old .xls; an .xlsx with a password is such a container too."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnusableFileError("file_locked")
    if "WordDocument".encode("utf-16-le") in data and "Workbook".encode("utf-16-le") not in data:
        raise UnusableFileError("file_not_a_table", "Word 文档")
    try:
        looks = look_into(data)
    except LockedError as error:
        raise UnusableFileError("file_locked") from error
    except (DamagedContainerError, struct.error) as error:
        raise UnusableFileError("file_damaged") from error
    return _workbook(data, _all_within_bounds(looks))


def _all_within_bounds(looks: list[SheetLook]) -> Mapping[int, SheetLook]:
    """Refuse a file of which the library loads all sheets at once, if one is too large."""
    if any(look.too_large for look in looks):
        raise UnusableFileError("file_too_large")
    return dict(enumerate(looks))


def _workbook(data: bytes, looks: Mapping[int, SheetLook]) -> Book:
    """Read the sheets; `looks` says by their number what a look inside the file found."""
    grids, hidden, too_large = [], [], []
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, sheet in enumerate(workbook.sheets_metadata):
            look = looks.get(number, SheetLook())
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != SheetVisibleEnum.Visible:
                hidden.append(sheet.name)
            elif look.too_large or _too_large(cells := workbook.get_sheet_by_index(number)):
                too_large.append(sheet.name)
            else:
                rows = _cleaned(cells.to_python(skip_empty_area=False))
                _show_units(rows, look.shown_units)
                grids.append(Grid(sheet.name, rows, tuple(cells.merged_cell_ranges or ()), look.faults))
    except PasswordError as error:
        raise UnusableFileError("file_locked") from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnusableFileError("file_damaged") from error
    except BaseException as error:
        # The library's own crashes on damaged content are no `Exception`.
        if type(error).__name__ != "PanicException":
            raise
        raise UnusableFileError("file_damaged") from error
    return Book(tuple(grids), tuple(hidden), tuple(too_large))


def _show_units(rows: list[list[Cell]], units: dict[tuple[int, int], str]) -> None:
    """Write numbers with the unit that their format shows, as people see them; one that can't be told stays text."""
    for (row, column), unit in units.items():
        number = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if isinstance(number, int | float) and not isinstance(number, bool):
            rows[row][column] = f"{without_noise(number):f}{unit or '（格式里的单位看不出）'}"


def _too_large(sheet: CalamineSheet) -> bool:
    return past_bounds(sheet.total_height, sheet.total_width)


def _text_grid(data: bytes) -> Grid:
    """Read a table kept as text (CSV, or tab-separated as Excel's Unicode text)."""
    text = _decoded(data)
    try:
        rows = list(
            csv.reader(io.StringIO(text, newline=""), delimiter="\t" if text.count("\t") > text.count(",") else ",")
        )
    except csv.Error as error:
        raise UnusableFileError("file_damaged") from error
    if max(map(len, rows), default=0) < 2:
        raise UnusableFileError("file_not_a_table", "文字文件")
    if past_bounds(len(rows), max(map(len, rows))):
        raise UnusableFileError("file_too_large")
    return Grid("", _cleaned([list(row) for row in rows]))


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnusableFileError("file_damaged")


def _cleaned(rows: list[list[Cell]]) -> list[list[Cell]]:
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
