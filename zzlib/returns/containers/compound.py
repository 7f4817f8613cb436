"""Read a stream out of a compound file (the container of old .xls files; Microsoft's [MS-CFB])."""

import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""Sector numbers from here on are marks (end of chain, free), no sectors."""

_SMALL = 4096
"""Streams below this size lie in the small sectors of the root entry's stream."""


class DamagedContainerError(ValueError):
    """The container contradicts itself."""


def read_stream(data: bytes, *names: str) -> bytes | None:
    """Give the content of the first of the streams `names` that is there; `None` if none is.

    Raises:
        DamagedContainerError: a chain or a size leads out of the file.
    """
    return _Container(data).stream(names)


class _Container:
    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise DamagedContainerError("no compound file")
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        _, fats, directory, _, _, small_fat, small_fats, extra, extras = struct.unpack_from("<9I", data, 40)
        if shift not in (9, 12) or small_shift != 6 or max(fats, small_fats, extras) > len(data) >> shift:
            raise DamagedContainerError("impossible sizes")
        self._size = 1 << shift
        self._fat: tuple[int, ...] = ()
        self._fat = self._numbers(self._fat_sectors(extra, extras)[:fats])
        self._small_fat = self._numbers(list(self._chain(small_fat, self._fat)))
        self._entries = self._directory(directory)

    def stream(self, names: tuple[str, ...]) -> bytes | None:
        for name in names:
            if name in self._entries:
                start, size = self._entries[name]
                if size > len(self._data):
                    raise DamagedContainerError("a stream larger than the file")
                return self._content(start, size)
        return None

    def _content(self, start: int, size: int) -> bytes:
        if size >= _SMALL:
            return b"".join(self._sector(number) for number in self._chain(start, self._fat))[:size]
        root, root_size = self._entries.get("Root Entry", (_END, 0))
        small = b"".join(self._sector(number) for number in self._chain(root, self._fat))[:root_size]
        return b"".join(small[n * 64 : n * 64 + 64] for n in self._chain(start, self._small_fat))[:size]

    def _directory(self, start: int) -> dict[str, tuple[int, int]]:
        """Give first sector and size of every entry, by name."""
        entries: dict[str, tuple[int, int]] = {}
        sectors = list(self._chain(start, self._fat))
        if any((number + 2) * self._size > len(self._data) for number in sectors):
            raise DamagedContainerError("a directory cut off")
        raw = b"".join(map(self._sector, sectors))
        for place in range(0, len(raw) - 127, 128):
            length = struct.unpack_from("<H", raw, place + 64)[0]
            name = raw[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            entries.setdefault(name, struct.unpack_from("<II", raw, place + 116))
        return entries

    def _fat_sectors(self, extra: int, extras: int) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        for _ in range(extras):
            numbers = struct.unpack(f"<{self._size // 4}I", self._sector(extra))
            sectors += numbers[:-1]
            extra = numbers[-1]
        return sectors

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        return tuple(n for sector in sectors for n in struct.unpack(f"<{self._size // 4}I", self._sector(sector)))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise DamagedContainerError("a sector beyond the end")
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _chain(self, start: int, table: tuple[int, ...]) -> Iterator[int]:
        """Follow a chain of sectors; one that goes in circles is damage."""
        for _ in range(len(table) + 1):
            if start >= _END:
                return
            yield start
            if start >= len(table):
                raise DamagedContainerError("a chain beyond the table")
            start = table[start]
        raise DamagedContainerError("a chain in circles")
