"""A file as Office writes it under a password: an OLE2 container with the two streams of an encrypted package."""

import struct

_SECTOR = 512
_STREAM_SECTORS = 8  # streams of 4096 bytes and more lie in ordinary sectors
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF


def locked_workbook() -> bytes:
    """Give an OLE2 file with streams EncryptionInfo and EncryptedPackage (their content is no real cipher)."""
    chains = [_FAT, _END]
    for first in (2, 2 + _STREAM_SECTORS):
        chains += [*range(first + 1, first + _STREAM_SECTORS), _END]
    fat = struct.pack(f"<{_SECTOR // 4}I", *chains, *[_FREE] * (_SECTOR // 4 - len(chains)))
    directory = (
        _entry("Root Entry", 5, child=1, start=_END, size=0)
        + _entry("EncryptionInfo", 2, right=2, start=2)
        + _entry("EncryptedPackage", 2, start=2 + _STREAM_SECTORS)
        + b"\0" * 128
    )
    info = struct.pack("<HHI", 4, 4, 0x40).ljust(_STREAM_SECTORS * _SECTOR, b"\0")
    package = struct.pack("<Q", 4000) + bytes(i * 89 % 251 for i in range(_STREAM_SECTORS * _SECTOR - 8))
    return _header() + fat + directory + info + package


def _header() -> bytes:
    """Give the header of a version 3 container: one sector of chains (0), one of the directory (1)."""
    fixed = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    return fixed + struct.pack("<109I", 0, *[_FREE] * 108)


def _entry(
    name: str, kind: int, *, right: int = _NONE, child: int = _NONE, start: int, size: int = _STREAM_SECTORS * _SECTOR
) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", text, len(text), kind, 1, _NONE, right, child, b"", 0, 0, 0, start, size
    )  # fmt: skip
