"""The rules (条件格式) of a sheet in an old .xls that may change what a person reads; what they ask for is not worked out."""

import struct

from zzlib.returns.containers.colours import WHITE
from zzlib.returns.containers.conditions import MAX_RULES, Area, ConditionalRule
from zzlib.returns.containers.styles import StyleChange

_RANGES, _RULE = 0x01B0, 0x01B1
_NUMBERS, _LETTERS, _GROUND = 1 << 25, 1 << 26, 1 << 29
"""Bits that say that a rule changes the format of numbers, the letters, and the ground."""

_WHITES = (1, 9, 65)

_OWN_FORMAT = 1
_STRUCK = 0x80
_SAID = "旧格式（.xls）里的条件格式"


class SheetRules:
    """Gathers the rules of a sheet, record by record."""

    def __init__(self) -> None:
        self._areas: tuple[Area, ...] = ()
        self._rules: list[ConditionalRule] = []

    def note(self, kind: int, content: bytes) -> None:
        """Take a record of the sheet."""
        if kind == _RANGES and len(content) >= 14:
            count = struct.unpack_from("<H", content, 12)[0]
            parts = [
                struct.unpack_from("<4H", content, 14 + 8 * n) for n in range(min(count, (len(content) - 14) // 8))
            ]
            self._areas = tuple(((top, left), (bottom, right)) for top, bottom, left, right in parts)
        elif kind == _RULE and self._areas and len(self._rules) <= MAX_RULES:
            change = _change(content)
            if change.may_matter((), (WHITE,)):
                self._rules.append(ConditionalRule(self._areas, _SAID, change=change))

    @property
    def rules(self) -> tuple[ConditionalRule, ...]:
        """The rules of which it has to be said that they are there."""
        return tuple(self._rules)


def _change(content: bytes) -> StyleChange:
    """Read what a rule changes: its letters stand behind the format of numbers, which takes as much room as it says."""
    if len(content) < 12:
        return StyleChange()
    flags, more = struct.unpack_from("<IH", content, 6)
    place, code = 12, None
    if flags & _NUMBERS and len(content) >= place + 2:
        code = ";;;"  # whatever it is, it may hide the number
        place += struct.unpack_from("<H", content, place)[0] if more & _OWN_FORMAT else 2
    if not flags & _LETTERS or len(content) < place + 118:
        return StyleChange(format=code)
    drawn, colour, same = (struct.unpack_from("<I", content, place + at)[0] for at in (68, 80, 88))
    struck = bool(drawn & _STRUCK) if not same & _STRUCK else None
    # White letters that come with a ground of their own are seen on that.
    pale = colour in _WHITES and not flags & _GROUND
    return StyleChange(struck, WHITE if pale else None, format=code)
