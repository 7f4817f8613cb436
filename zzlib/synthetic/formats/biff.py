"""Write sheets as Excel 97-2003 does (.xls, .et): BIFF8 records in an OLE2 container."""

import struct
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from zzlib.synthetic.formats.compound import compound_file
from zzlib.synthetic.grid import Drawn, WrittenGrid, WrittenLook, stored

_EPOCH = date(1899, 12, 30)
_STYLES = 15  # styles come before the formats of cells
_PLAIN, _DATE, _FIRST_OWN = _STYLES, _STYLES + 1, _STYLES + 6
_DRAWN = {"struck": _STYLES + 2, "pale": _STYLES + 3, "alike": _STYLES + 4, "tiny": _STYLES + 5}
_STRUCK_FONT, _PALE_FONT, _YELLOW_FONT, _TINY_FONT = 5, 6, 7, 8  # no font has the number 4
_YELLOW = 13
_OWN_FORMATS = 164
_MOST = 8224  # bytes in a record


def old_workbook(sheets: Mapping[str, WrittenGrid], hidden: Iterable[str] = ()) -> bytes:
    """Write sheets by name, in order, as an .xls; formulas become their values."""
    texts: dict[str | Drawn, int] = {}
    formats: dict[str, int] = {}
    bodies = [_sheet(grid, texts, formats) for grid in sheets.values()]
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets]
    before = _globals(formats)
    after = b"".join(_shared(list(texts))) + _record(0x0A)
    start = len(before) + sum(4 + 6 + len(name) for name in names) + len(after)
    listed = b""
    for sheet, name, body in zip(sheets, names, bodies, strict=True):
        listed += _record(0x85, struct.pack("<IBB", start, sheet in set(hidden), 0) + name)
        start += len(body)
    return compound_file({"Workbook": before + listed + after + b"".join(bodies)})


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _text(text: str | Drawn) -> bytes:
    if isinstance(text, str):
        return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
    struck = str(text.value)
    runs = struct.pack("<4H", 0, _STRUCK_FONT, len(struck), 0)
    return struct.pack("<HBH", len(struck + text.rest), 9, 2) + (struck + text.rest).encode("utf-16-le") + runs


def _globals(formats: Mapping[str, int]) -> bytes:
    records = [
        _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0xDBB, 0x7CC, 0, 6)),
        _record(0x42, struct.pack("<H", 0x4B0)),
        _record(0x3D, struct.pack("<9H", 0, 0, 0x4000, 0x2000, 0x38, 0, 0, 1, 600)),
        *[_font()] * 4,
        _font(options=8),
        _font(colour=9),
        _font(colour=_YELLOW),
        _font(height=20),
    ]
    own = ["yyyy-mm-dd", *formats]
    records += [_record(0x41E, struct.pack("<H", _OWN_FORMATS + n) + _text(code)) for n, code in enumerate(own)]
    records += [_look(0, style=True)] * _STYLES + [_look(0), _look(_OWN_FORMATS)]
    records += [_look(0, font=_STRUCK_FONT), _look(0, font=_PALE_FONT)]
    records += [_look(0, font=_YELLOW_FONT, ground=_YELLOW), _look(0, font=_TINY_FONT)]
    records += [_look(_OWN_FORMATS + number) for number in range(1, len(own))]
    return b"".join(records)


def _font(options: int = 0, colour: int = 0x7FFF, height: int = 200) -> bytes:
    shape = struct.pack("<HHHHHBBBBBB", height, options, colour, 400, 0, 0, 0, 134, 0, 2, 1)
    return _record(0x31, shape + "宋体".encode("utf-16-le"))


def _look(number_format: int, style: bool = False, font: int = 0, ground: int = 0) -> bytes:
    """Write how cells are drawn; without a ground of its own one has the numbers of the system's colours."""
    kind, pattern = 0xFFF5 if style else 1, 1 << 26 if ground else 0
    colours = 0x2080 | ground if ground else 0x20C0
    return _record(0xE0, struct.pack("<HHHBBBBIIH", font, number_format, kind, 0x20, 0, 0, 0xF8, 0, pattern, colours))


def _shared(texts: list[str | Drawn]) -> Iterator[bytes]:
    """Give the table of texts; a record that is full goes on in the next, between two texts."""
    kind, data = 0xFC, struct.pack("<II", len(texts), len(texts))
    for text in map(_text, texts):
        if len(data) + len(text) > _MOST:
            yield _record(kind, data)
            kind, data = 0x3C, b""
        data += text
    yield _record(kind, data)


def _sheet(grid: WrittenGrid, texts: dict[str | Drawn, int], formats: dict[str, int]) -> bytes:
    width = max((column for _, column in grid.cells), default=-1) + 1
    records = [_record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0xDBB, 0x7CC, 0, 6))]
    records += [_record(0x7D, struct.pack("<6H", c, c, 0x800, _PLAIN, 1, 0)) for c in sorted(grid.hidden_columns)]
    records.append(_record(0x200, struct.pack("<IIHHH", 0, grid.height, 0, width, 0)))
    for row in range(grid.height):
        options = 0x100 | (0x20 if row in grid.hidden_rows else 0)
        records.append(_record(0x208, struct.pack("<6HI", row, 0, width, 0xFF, 0, 0, options | _PLAIN << 16)))
    for (row, column), (content, _) in sorted(grid.cells.items()):
        value, look = stored(content), _PLAIN
        if isinstance(content, WrittenLook):
            look = _FIRST_OWN + formats.setdefault(content.format, len(formats))
        elif isinstance(content, Drawn) and not content.rest:
            look = _DRAWN[content.how]
        if value is None:
            records.append(_record(0x201, struct.pack("<HHH", row, column, look)))
        elif isinstance(value, str):
            text = content if isinstance(content, Drawn) and content.rest else value
            number = texts.setdefault(text, len(texts))
            records.append(_record(0xFD, struct.pack("<HHHI", row, column, look, number)))
        else:
            if isinstance(value, date):
                value, look = (value - _EPOCH).days, _DATE
            records.append(_record(0x203, struct.pack("<HHHd", row, column, look, value)))
    if grid.merges:
        areas = b"".join(struct.pack("<4H", t, b, le, r) for t, le, b, r in grid.merges)
        records.append(_record(0xE5, struct.pack("<H", len(grid.merges)) + areas))
    records.append(_record(0x23E, struct.pack("<HHHIHHI", 0x6B6, 0, 0, 64, 0, 0, 0)))
    return b"".join(records) + _record(0x0A)
