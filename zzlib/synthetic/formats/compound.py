"""Write an OLE2 container: the kind of file that .xls, .et and locked workbooks are."""

import itertools
import struct
from collections.abc import Mapping

_SECTOR = 512
_SMALLEST = 4096  # streams of this size and more lie in ordinary sectors
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Give an OLE2 file with at most three streams by name; shorter ones are filled up with zeros.

    Raises:
        ValueError: there are more streams, or more data (6 MB) than this small writer can place.
    """
    if len(streams) > 3:
        raise ValueError("at most three streams")
    bodies = [_filled(data) for data in streams.values()]
    sectors = 1 + sum(len(body) // _SECTOR for body in bodies)
    tables = 1
    while tables * _SECTOR // 4 < tables + sectors:
        tables += 1
    if tables > 109:
        raise ValueError("too much data for one container")
    chains, start, starts = [_FAT] * tables + [_END], tables + 1, []
    for body in bodies:
        count = len(body) // _SECTOR
        starts.append(start)
        chains += [*range(start + 1, start + count), _END]
        start += count
    chains += [_FREE] * (tables * _SECTOR // 4 - len(chains))
    fat = struct.pack(f"<{len(chains)}I", *chains)
    return _header(tables) + fat + _directory(list(streams), [len(body) for body in bodies], starts) + b"".join(bodies)


def _filled(data: bytes) -> bytes:
    size = max(_SMALLEST, -(-len(data) // _SECTOR) * _SECTOR)
    return data.ljust(size, b"\0")


def _header(tables: int) -> bytes:
    """Give the header of a version 3 container: sectors of chains first, then one of the directory."""
    fixed = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, tables, tables, 0, _SMALLEST, _END, 0,
        _END, 0,
    )  # fmt: skip
    return fixed + struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))


def _directory(names: list[str], sizes: list[int], starts: list[int]) -> bytes:
    """Give the directory; the streams hang to the right of each other, in the order that the format wants."""
    order = sorted(range(len(names)), key=lambda i: (len(names[i]), names[i].upper()))
    right = {one: other + 1 for one, other in itertools.pairwise(order)}
    entries = [_entry("Root Entry", 5, child=order[0] + 1, start=_END, size=0)]
    entries += [
        _entry(name, 2, right=right.get(i, _NONE), start=starts[i], size=sizes[i]) for i, name in enumerate(names)
    ]
    return b"".join(entries).ljust(_SECTOR, b"\0")


def _entry(name: str, kind: int, *, right: int = _NONE, child: int = _NONE, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", text, len(text), kind, 1, _NONE, right, child, b"", 0, 0, 0, start, size
    )  # fmt: skip
