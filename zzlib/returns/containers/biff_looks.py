"""The looks of an old .xls that change what a person reads: fonts, grounds and formats of its cells, texts in part struck out."""

import struct
from collections.abc import Iterator

from zzlib.returns.containers.colours import BLACK, NAMES, PALETTE, UNKNOWN, WHITE, numbered
from zzlib.returns.containers.sights import Look
from zzlib.returns.containers.styles import Style

_FONT, _FORMAT, _LOOK, _STRINGS, _GOES_ON, _PALETTE = 0x0031, 0x041E, 0x00E0, 0x00FC, 0x003C, 0x0092
_STRUCK = 0x08
_AUTOMATIC, _WINDOW = (64, 0x7FFF), 65
"""The colours that the system gives to letters, and to grounds."""

_TWENTIETHS = 20
_BUILT_IN = {9: "0%", 10: "0.00%"}
_NO_FONT = 4
"""A number that no font has: those after it are counted one further."""


class Styles:
    """Gathers what the globals of a workbook say of looks, record by record."""

    def __init__(self) -> None:
        self._fonts: list[tuple[bool, int, float]] = []
        self._palette = list(PALETTE)
        self._formats = dict(_BUILT_IN)
        self._cells: list[bytes] = []
        self._strings: list[bytes] = []
        self._in_strings = False

    def note(self, kind: int, content: bytes) -> None:
        """Take a record of the globals."""
        self._in_strings = kind == _STRINGS or (kind == _GOES_ON and self._in_strings)
        if self._in_strings:
            self._strings.append(content)
        elif kind == _FONT and len(content) >= 6:
            height, options, colour = struct.unpack_from("<HHH", content)
            self._fonts.append((bool(options & _STRUCK), colour, height / _TWENTIETHS))
        elif kind == _PALETTE:
            own = [f"#{content[place : place + 3].hex()}" for place in range(2, len(content) - 3, 4)]
            self._palette[: len(own)] = own[: len(PALETTE)]
        elif kind == _FORMAT and len(content) >= 5:
            self._formats[struct.unpack_from("<H", content)[0]] = _format(content)
        elif kind == _LOOK and len(content) >= 16:
            self._cells.append(content)

    def looks(self, stream: bytes) -> dict[int, Look]:
        """Give the looks that matter by the number of the cell's format; with colours, if any text may explain them."""
        coloured = self._speaks_of_colours(stream)
        looks = ((number, self._style(content).look(coloured)) for number, content in enumerate(self._cells))
        return {number: look for number, look in looks if not look.is_plain}

    def _speaks_of_colours(self, stream: bytes) -> bool:
        """Tell whether texts may say what a colour means; before BIFF8 they stand in the cells."""
        texts, encoding = (b"".join(self._strings), "utf-16-le") if self._strings else (stream, "gb18030")
        return any(name.encode(encoding) in texts for name in NAMES)

    def _style(self, content: bytes) -> Style:
        font, number_format = struct.unpack_from("<HH", content)
        struck, colour, points = self._font(font)
        ground = self._ground(content)
        return Style(struck, self._colour(colour), ground, points, self._formats.get(number_format, ""))

    def _font(self, number: int) -> tuple[bool, int, float]:
        place = number - (number > _NO_FONT)
        return self._fonts[place] if number != _NO_FONT and place < len(self._fonts) else (False, _AUTOMATIC[0], 10)

    def _colour(self, number: int) -> str:
        return BLACK if number in _AUTOMATIC else WHITE if number == _WINDOW else numbered(number, self._palette)

    def _ground(self, content: bytes) -> str:
        """Give the colour that a cell is filled with, white if it is not; a pattern hides nothing."""
        if len(content) >= 20:
            pattern, colour = content[17] >> 2, struct.unpack_from("<H", content, 18)[0] & 0x7F
        else:
            pattern, colour = content[10] & 0x3F, struct.unpack_from("<H", content, 8)[0] & 0x7F
        return WHITE if pattern == 0 else self._colour(colour) if pattern == 1 else UNKNOWN

    def struck_strings(self) -> dict[int, str]:
        """Give what is left of the shared texts of which a part is struck out, by their number."""
        if not self._strings or not any(struck for struck, *_ in self._fonts):
            return {}
        texts = enumerate(_texts(self._strings))
        return {number: left for number, (text, runs) in texts if (left := self._left(text, runs)) is not None}

    def _left(self, text: str, runs: list[tuple[int, int]]) -> str | None:
        if not runs:
            return None
        ends = [start for start, _ in runs[1:]] + [len(text)]
        struck = [range(s, end) for (s, font), end in zip(runs, ends, strict=True) if self._font(font)[0]]
        if not any(text[span.start : span.stop].strip() for span in struck):
            return None
        return "".join(letter for place, letter in enumerate(text) if not any(place in s for s in struck)).strip()


def _format(content: bytes) -> str:
    """Read a format's code: in BIFF8 its length has two bytes, and a third says whether letters have two."""
    long, flags = struct.unpack_from("<HB", content, 2)
    if flags in (0, 1) and len(content) == 5 + long * (flags + 1):
        return content[5:].decode("utf-16-le" if flags else "latin-1", "replace")
    return content[3 : 3 + content[2]].decode("gb18030", "replace")


def _texts(parts: list[bytes]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Give the shared texts with their runs (where each starts, and its font); what is cut off ends them."""
    reader = _Reader(parts)
    reader.take(4)
    count = reader.number(4)
    for _ in range(count):
        try:
            length, flags = reader.number(2), reader.number(1)
            runs = reader.number(2) if flags & 8 else 0
            extra = reader.number(4) if flags & 4 else 0
            text = reader.letters(length, bool(flags & 1))
            places = [(reader.number(2), reader.number(2)) for _ in range(runs)]
            reader.take(extra)
        except EOFError:
            return
        yield text, places


class _Reader:
    """Reads on over the ends of records; letters that go on in the next one say anew how wide they are."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = parts
        self._part = self._place = 0

    def take(self, count: int) -> bytes:
        found: list[bytes] = []
        while count:
            piece = self._current()[self._place : self._place + count]
            found.append(piece)
            self._place += len(piece)
            count -= len(piece)
        return b"".join(found)

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "little")

    def letters(self, count: int, wide: bool) -> str:
        found: list[str] = []
        while count:
            before, part = self._part, self._current()
            if self._part != before:
                wide, self._place = bool(part[0] & 1), 1
            size = 2 if wide else 1
            raw = part[self._place : self._place + count * size]
            found.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            count -= -(-len(raw) // size)
            self._place += max(len(raw), 1)
        return "".join(found)

    def _current(self) -> bytes:
        """Give the record that is being read, the next one where this is at its end."""
        while self._part < len(self._parts) and self._place >= len(self._parts[self._part]):
            self._part, self._place = self._part + 1, 0
        if self._part >= len(self._parts):
            raise EOFError
        return self._parts[self._part]
