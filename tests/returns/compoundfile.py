"""Old .xls files written by hand: the container, and the few records of a small return in the form of Excel 95."""

import struct

from zzlib.returns.containers.compound import SIGNATURE

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(name: str, stream: bytes) -> bytes:
    """Wrap a stream of up to 60 KB into a compound file."""
    stream = stream.ljust(4096, b"\0").ljust(-(-len(stream) // _SECTOR) * _SECTOR, b"\0")
    sectors = len(stream) // _SECTOR
    table = [_TABLE, _END, *range(3, sectors + 2), _END]
    header = SIGNATURE + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<9I", 1, 1, 0, 4096, _END, 0, _END, 0, 0) + struct.pack("<109I", *[_FREE] * 108 + [0])
    header = header[:76] + struct.pack("<109I", 0, *[_FREE] * 108)
    entries = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, 2, len(stream))
    return header + struct.pack("<128I", *table, *[_FREE] * (128 - len(table))) + entries.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    named = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return named + struct.pack("<III", _FREE, _FREE, child) + bytes(36) + struct.pack("<III", start, size, 0)


def biff5_return(encoding: str, declared: int) -> bytes:
    """Write a return of one project whose text is in an encoding, and declares another (the number of a code page)."""
    rows = [
        ["填报单位：县水利局", "单位：万元"],
        ["序号", "项目名称", "项目类型", "到位资金"],
        [1, "甲工程", "个性型", 5],
    ]
    sheet = _begin(0x10)
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str):
                text = value.encode(encoding)
                sheet += _record(0x0204, place + struct.pack("<H", len(text)) + text)
            else:
                sheet += _record(0x0203, place + struct.pack("<d", value))
    sheet += _record(0x000A)
    name = "月报".encode(encoding)
    head = _begin(0x05) + _record(0x0042, struct.pack("<H", declared))
    start = len(head) + 4 + 7 + len(name) + 4
    head += _record(0x0085, struct.pack("<IHB", start, 0, len(name)) + name) + _record(0x000A)
    return compound_file("Book", head + sheet)


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHH", 0x0500, kind, 0, 0))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
