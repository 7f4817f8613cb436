"""Open a file by its content, whatever its name says: workbooks and text tables become grids, the rest a plain reason."""

import io
import re
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import replace

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from zzlib.returns.containers.archive import check_archive
from zzlib.returns.containers.biff import LockedError, code_page, look_into
from zzlib.returns.containers.bounds import MAX_CELLS_TOGETHER, MAX_MAIL, MAX_MARKUP, UnusableFileError, past_bounds
from zzlib.returns.containers.canvas import Canvas
from zzlib.returns.containers.compound import SIGNATURE, DamagedContainerError
from zzlib.returns.containers.excel_xml import read_excel_xml
from zzlib.returns.containers.grid import Book, Grid
from zzlib.returns.containers.inside import SheetLook, look_inside
from zzlib.returns.containers.legible import is_garbled
from zzlib.returns.containers.mail import is_mail, read_saved_page
from zzlib.returns.containers.markup import check_well_formed, declared_encoding
from zzlib.returns.containers.old_document import as_new_document
from zzlib.returns.containers.open_document import look_into_document
from zzlib.returns.containers.plain_text import cleaned, decoded, read_text
from zzlib.returns.containers.quiet import quiet_errors
from zzlib.returns.containers.second_reading import read_again
from zzlib.returns.containers.seen import seen
from zzlib.returns.containers.web_page import read_webpage
from zzlib.returns.containers.word_document import read_document

_PICTURE, _PRINT = "图片或照片（程序不认图里的字）", "PDF 文件（扫描件或打印稿，程序不认里面的字）"
_KINDS = (
    (b"%PDF", _PRINT),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"{\\rtf", "文字文档"),
)
_PHOTO = b"ftyp"
"""What stands after four bytes of a photo that a telephone took."""

_OTHER_ARCHIVES = ((b"Rar!", ".rar"), (b"7z\xbc\xaf", ".7z"), (b"\x1f\x8b", ".gz"))
_XML = re.compile(rb"\s*<\?xml|\s*<(?:\w+:)?Workbook\b")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_MARKUP = re.compile(
    rb"\s*<(?:\?xml|!doctype|!--|html|table|head|meta|body|style|div|(?:\w+:)?workbook)\b", re.IGNORECASE
)
_KNOWN_CODE_PAGES = (1200, 936, 1252)
"""Those that the first library can always read; a file that it can't open has another cause then."""

_STYLES = "word/styles.xml"
_ARCHIVES = (("word/", "Word 文档"), ("ppt/", "演示文稿"), ("content.xml", "文字文档"))


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
        if data.startswith(start) or (what is _PICTURE and data[4:8] == _PHOTO):
            raise UnusableFileError("file_not_a_table", what)
    for start, what in _OTHER_ARCHIVES:
        if data.startswith(start):
            raise UnusableFileError("archive_of_other_format", what)
    if is_mail(data):
        return _open_mail(data)
    head = _head(data)
    if _MARKUP.match(head):
        return _open_markup(data, head)
    return Book((read_text(data),))


def _head(data: bytes) -> bytes:
    """Give the beginning of a text as single bytes, whatever its encoding."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data[:4096].decode("utf-16", "ignore").encode("utf-8")
    return data[:2048].removeprefix(b"\xef\xbb\xbf")


def _open_markup(data: bytes, head: bytes) -> Book:
    """Open a web page or XML table, whichever it is."""
    if len(data) > MAX_MARKUP:
        raise UnusableFileError("file_too_large")
    if _XML.match(head) and not _PAGE.search(head):
        sheets = read_excel_xml(data)
        if not sheets:
            raise UnusableFileError("file_not_a_table", "XML 文件")
        return _of_sheets(sheets)
    page = read_webpage(decoded(data, declared_encoding(data)))
    if page is None:
        raise UnusableFileError("file_not_a_table", "网页")
    return Book((_drawn(page),))


def _open_mail(data: bytes) -> Book:
    """Open a workbook saved as one web page; of a mail with attachments these are given for it (`members`)."""
    if len(data) > MAX_MAIL:
        raise UnusableFileError("file_too_large")
    sheets = read_saved_page(data)
    if sheets is None:
        raise UnusableFileError("file_not_a_table", "没有附件的邮件")
    return _of_sheets(sheets)


def _of_sheets(sheets: Mapping[str, tuple[Canvas, bool]]) -> Book:
    drawn = {name: canvas for name, (canvas, visible) in sheets.items() if visible}
    hidden = tuple(name for name in sheets if name not in drawn)
    return Book(tuple(_drawn(canvas, name) for name, canvas in drawn.items()), hidden)


def _open_document(archive: zipfile.ZipFile) -> Book:
    styles = archive.read(_STYLES).decode("utf-8", "replace") if _STYLES in archive.namelist() else ""
    document = read_document(archive.read("word/document.xml"), styles)
    if document is None:
        raise UnusableFileError("file_not_a_table", "没有表格的 Word 文档")
    return Book((_drawn(document),))


def _drawn(canvas: Canvas, name: str = "") -> Grid:
    grid = canvas.grid(name)
    hidden = frozenset(canvas.hidden_rows), frozenset(canvas.hidden_columns)
    look = SheetLook(canvas.faults, canvas.looks, False, *hidden, sights=canvas.sights)
    return seen(replace(grid, rows=cleaned(grid.rows)), look)


def _open_zip(data: bytes) -> Book:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(archive, data)
            looks = _look_into_archive(archive)
            if looks is None:
                return _open_document(archive)
    except UnusableFileError:
        raise
    except Exception as error:
        # A broken archive makes the library fail in many ways (bad offsets, sizes, checksums, names).
        raise UnusableFileError("file_damaged") from error
    return _workbook(data, looks)


def _look_into_archive(archive: zipfile.ZipFile) -> Mapping[int, SheetLook] | None:
    """Look into the sheets of a workbook; `None` for a Word document."""
    names = {name.lower() for name in archive.namelist()}
    manifest = archive.read("META-INF/manifest.xml") if "meta-inf/manifest.xml" in names else b""
    if b"encryption-data" in manifest:
        raise UnusableFileError("file_locked")
    if "content.xml" in names and b"opendocument.spreadsheet" in manifest:
        content = archive.read("content.xml")
        check_well_formed(content)
        styles = archive.read("styles.xml").decode("utf-8", "replace") if "styles.xml" in names else ""
        return _all_within_bounds(look_into_document(content.decode("utf-8"), styles))
    if "xl/workbook.xml" in names:
        return look_inside(archive)
    if "word/document.xml" in names:
        return None
    if "xl/workbook.bin" in names:
        raise UnusableFileError("file_of_other_format", "二进制工作簿（.xlsb）")
    raise UnusableFileError("file_not_a_table", _archive_kind(names))


def _archive_kind(names: set[str]) -> str:
    return next((what for start, what in _ARCHIVES if any(n.startswith(start) for n in names)), "压缩包")


def _open_ole(data: bytes) -> Book:
    """Open an old .xls; an .xlsx with a password is such a container too."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnusableFileError("file_locked")
    if "WordDocument".encode("utf-16-le") in data and "Workbook".encode("utf-16-le") not in data:
        return _open_zip(as_new_document(data))
    try:
        looks = look_into(data)
    except LockedError as error:
        raise UnusableFileError("file_locked") from error
    except (DamagedContainerError, struct.error) as error:
        raise UnusableFileError("file_damaged") from error
    within = _all_within_bounds(looks)
    try:
        with quiet_errors():
            book = _workbook(data, within)
    except UnusableFileError as error:
        if error.code != "file_damaged" or code_page(data) in (None, *_KNOWN_CODE_PAGES):
            raise
        return read_again(data, within)
    return read_again(data, within) if is_garbled(book.grids) else book


def _all_within_bounds(looks: list[SheetLook]) -> Mapping[int, SheetLook]:
    """Refuse a file of which the library loads all sheets at once, if one is too large."""
    if any(look.too_large for look in looks) or sum(look.cells for look in looks) > MAX_CELLS_TOGETHER:
        raise UnusableFileError("file_too_large")
    return dict(enumerate(looks))


def _workbook(data: bytes, looks: Mapping[int, SheetLook]) -> Book:
    """Read the sheets; `looks` says by their number what a look inside the file found."""
    grids, hidden, too_large = [], [], []
    room = MAX_CELLS_TOGETHER
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, sheet in enumerate(workbook.sheets_metadata):
            look = looks.get(number, SheetLook())
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != SheetVisibleEnum.Visible:
                hidden.append(sheet.name)
            elif look.too_large or room <= 0:
                too_large.append(sheet.name)
            else:
                cells = workbook.get_sheet_by_index(number)
                height, width = cells.total_height, cells.total_width
                room -= height * width
                if room < 0 or past_bounds(height, width):
                    too_large.append(sheet.name)
                else:
                    grids.append(_grid(sheet.name, cells, look))
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


def _grid(name: str, cells: CalamineSheet, look: SheetLook) -> Grid:
    rows = cleaned(cells.to_python(skip_empty_area=False))
    return seen(Grid(name, rows, tuple(cells.merged_cell_ranges or look.merges), look.faults), look)
