"""From laid-out sheets to the bytes of a file, in the kind of file that a mess asks for."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping

from zzlib.synthetic.formats.biff import old_workbook
from zzlib.synthetic.formats.mail import saved_page
from zzlib.synthetic.formats.markup import excel_xml, open_document, webpage, word_document
from zzlib.synthetic.formats.values import rows_of, written
from zzlib.synthetic.grid import WrittenGrid
from zzlib.synthetic.workbook import workbook_bytes

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_ENCODINGS = {
    "csv": "utf-8", "csv_bom": "utf-8-sig", "csv_gb18030": "gb18030", "unicode_text": "utf-16",
    "csv_semicolon": "gb18030", "csv_utf16": "utf-16-le",
}  # fmt: skip
_DELIMITERS = {"unicode_text": "\t", "csv_semicolon": ";"}
ARCHIVES = ("zip", "zip_gbk", "eml")
"""Kinds in which the workbook itself is packed into an archive."""


def packed_file(kind: str, sheets: Mapping[str, WrittenGrid], main: str, hidden: Iterable[str] = ()) -> bytes:
    """Write sheets as a file of this kind (`file` of a mess; `""` and archives: an .xlsx).

    Files of texts, web pages and Word documents hold the sheet `main` only.

    Raises:
        KeyError: there is no such kind.
    """
    if kind in ("", *ARCHIVES):
        return workbook_bytes(sheets, hidden)
    if kind == "xls":
        return old_workbook(sheets, hidden)
    if kind == "excel_xml":
        return excel_xml(sheets, hidden)
    if kind == "ods":
        return stored_parts(open_document(sheets, hidden))
    if kind == "html":
        return webpage(sheets[main])
    if kind == "mht":
        return saved_page(sheets[main], main)
    if kind == "docx":
        return stored_parts(word_document(sheets[main]))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=_DELIMITERS.get(kind, ","), lineterminator="\r\n").writerows(
        [written(content) for content in row] for row in rows_of(sheets[main])
    )
    return text.getvalue().encode(_ENCODINGS[kind])


def stored_parts(parts: Mapping[str, bytes], encoding: str = "") -> bytes:
    """Pack parts by name without compression and without the time of day.

    Names are in UTF-8, else in `encoding` without saying so, as old programs of a Chinese Windows write them.
    """
    target = io.BytesIO()
    names = {name: "~" * len(name.encode(encoding)) if encoding else name for name in parts}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(names[name], _ZIP_DATE)
            entry.create_system = 0
            packed.writestr(entry, data)
    archive = target.getvalue()
    for name, held in names.items() if encoding else ():
        archive = archive.replace(held.encode(), name.encode(encoding))
    return archive


def as_paragraphs(grid: WrittenGrid) -> WrittenGrid:
    """Give a sheet as a Word document shows it: what stands above the header is one text a row, without blank rows."""
    grid, top = grid.copy(), grid.header[0]
    kept = [row for row in range(top) if any(written(grid.value((row, c))) for c in range(grid.right + 2))]
    shift = top - len(kept)
    grid.merges = [(t - shift, le, b - shift, r) for t, le, b, r in grid.merges if t >= top]
    moved = {(row - shift, column): cell for (row, column), cell in grid.cells.items() if row >= top}
    for line, row in enumerate(kept):
        texts = [written(grid.value((row, column))) for column in range(grid.right + 2)]
        moved[line, 0] = ("        ".join(filter(None, texts)), "plain")
    grid.places = {
        key: (row - shift, column) if row >= top else (kept.index(row), 0) for key, (row, column) in grid.places.items()
    }
    grid.cells, grid.header = moved, (top - shift, grid.header[1] - shift)
    return grid
