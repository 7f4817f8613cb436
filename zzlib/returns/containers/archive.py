"""Hold an archive against the bounds before anything of it is unpacked as a whole."""

import struct
import zipfile
import zlib

from zzlib.returns.containers.bounds import MAX_UNPACKED, UnusableFileError

_MOST_TIMES = 1032
"""How many times its size a deflated part may unpack to."""

_HEADER = 30
_STEP = 1024 * 1024


def check_archive(archive: zipfile.ZipFile, data: bytes) -> None:
    """Check that an archive unpacks to no more than it may, whatever sizes it states.

    Raises:
        UnusableFileError: it unpacks to too much, is locked, or is packed in a way that no office program uses.
    """
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnusableFileError("file_too_large")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnusableFileError("file_locked")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise UnusableFileError("file_damaged")
    if sum(entry.compress_size for entry in entries) * _MOST_TIMES > MAX_UNPACKED:
        for entry in entries:
            if entry.compress_type == zipfile.ZIP_DEFLATED and _unpacks_past(entry, data):
                raise UnusableFileError("file_too_large")


def _unpacks_past(entry: zipfile.ZipInfo, data: bytes) -> bool:
    """Tell whether a part unpacks to more than it states; libraries that trust the statement would claim memory."""
    name, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
    start = entry.header_offset + _HEADER + name + extra
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    packed, size = data[start : start + entry.compress_size], 0
    while packed and not unpacker.eof and size <= entry.file_size:
        size += len(unpacker.decompress(packed, _STEP))
        packed = unpacker.unconsumed_tail
    return size > entry.file_size
