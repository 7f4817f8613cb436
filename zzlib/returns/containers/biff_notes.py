"""The comments of a sheet in an old .xls: their texts lie in drawn boxes, which the comments name by number."""

import struct

from zzlib.returns.containers.bounds import MAX_COMMENTS

_NOTE, _OBJECT, _TEXT, _GOES_ON = 0x001C, 0x005D, 0x01B6, 0x003C
_LENGTH, _NUMBER = 10, 6
"""Where a box says how long its text is, and which number it has."""


class Notes:
    """Gathers the comments of a sheet, record by record."""

    def __init__(self) -> None:
        self._places: dict[int, tuple[int, int]] = {}
        self._texts: dict[int, str] = {}
        self._object = self._awaited = 0

    def note(self, kind: int, content: bytes) -> None:
        """Take a record of the sheet."""
        if kind == _OBJECT and len(content) >= 8:
            self._object = struct.unpack_from("<H", content, _NUMBER)[0]
        elif kind == _TEXT and len(content) >= 12:
            self._awaited = struct.unpack_from("<H", content, _LENGTH)[0]
        elif kind == _GOES_ON and self._awaited and content:
            wide = content[0] & 1
            raw = content[1 : 1 + self._awaited * (wide + 1)]
            self._texts[self._object] = raw.decode("utf-16-le" if wide else "latin-1", "replace").strip()
            self._awaited = 0
        elif kind == _NOTE and len(content) >= 8 and len(self._places) < MAX_COMMENTS:
            row, column, _, number = struct.unpack_from("<4H", content)
            self._places[number] = (row, column)

    def comments(self) -> dict[tuple[int, int], str]:
        """Give the texts by their cells."""
        return {place: text for number, place in self._places.items() if (text := self._texts.get(number))}
