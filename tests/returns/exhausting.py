"""Small files that claim to be huge, read in a process of little memory: `python -m tests.returns.exhausting`."""

import io
import json
import sys
import zipfile
from pathlib import Path

from tests.returns.sheets import HEADER, PLAIN, workbook
from zzlib.returns import read
from zzlib.returns.containers import bounds

MEMORY = 2 * 1024**3
"""Bytes of address space that the child may have; libraries take a good part of it before anything is read."""

_FILES = Path(__file__).parent / "files"


def files() -> dict[str, bytes]:
    """Give the files by name."""
    good = workbook([*PLAIN, [1, "甲工程", "个性型", 5]])
    wide = "".join(f'<c r="{_column(column)}4"><v>1</v></c>' for column in range(16384))
    merges = "".join(f'<mergeCell ref="A{row}:XFD1048576"/>' for row in range(1, 5))
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(5, 1200))
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return {
        "sparse.xlsx": _part(good, "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        "wide.xlsx": _part(good, "</sheetData>", f'<row r="5">{wide}</row></sheetData>'),
        "merged.xlsx": _part(
            good,
            "</sheetData>",
            f'{rows}<row r="1200"><c r="AAA1200"><v>1</v></c></row></sheetData><mergeCells>{merges}</mergeCells>',
        ),
        "spans.xls": b"<html><table><tr>"
        + b"<td rowspan=20000>x" * 900
        + b"</tr>"
        + b"<tr><td>y" * 10000
        + b"</table>",
        "repeated.ods": _part(
            (_FILES / "月报.ods").read_bytes(),
            "<table:table-row ",
            '<table:table-row table:number-rows-repeated="1048576" ',
            "content.xml",
        ),
        "text.csv": b"," * (bounds.MAX_MARKUP + 1),
        "long.csv": b"1,2\n" * (bounds.MAX_ROWS + 1),
        "entities.xls": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "aa">{entities}]><Workbook>&a11;</Workbook>'.encode(),
        "deep.xls": b'<?xml version="1.0"?><Workbook>' + b"<a>" * 100_000,
        "headers.csv": "\n".join(",".join([*HEADER, str(n)]) for n in range(bounds.MAX_HEADERS + 1)).encode(),
    }


def _column(number: int) -> str:
    from zzlib.returns.cells.text import column_letter

    return column_letter(number)


def _part(data: bytes, old: str, new: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in archive.namelist():
            content = archive.read(name)
            changed.writestr(name, content.replace(old.encode(), new.encode()) if name == part else content)
    return stream.getvalue()


if __name__ == "__main__":
    try:
        import resource
    except ImportError:
        pass  # Windows states no such limit
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    said = {name: [issue.code for issue in read(name, data=data).issues] for name, data in files().items()}
    json.dump(said, sys.stdout)
