"""Numbers of rows as people write them (一, （一）, 1, 1.1, （1）, ①): which stand under which."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from zzlib.returns.cells.words import words

_PARTS = re.compile(r"[.\-]")
_BLANKS = re.compile(r"\s")
_CIRCLED = "①", "⑳"


@dataclass(frozen=True)
class RowNumber:
    """A number: its style, the outer before the inner, and its parts (`1.2` is 1, 2)."""

    style: int
    parts: tuple[str, ...]

    def under(self, other: "RowNumber") -> bool:
        """Tell whether it stands under another one: 1.2 under 1, （1） under 1; of one style 2 is not under 1."""
        if self.style == other.style:
            return len(self.parts) > len(other.parts) and self.parts[: len(other.parts)] == other.parts
        return self.style > other.style

    @property
    def is_first(self) -> bool:
        """Whether it begins a list."""
        return self.parts[-1] in words().sums.first


@lru_cache(maxsize=4096)
def row_number(text: str) -> RowNumber | None:
    """Read a text that is nothing but a number."""
    return _read(_plain(text), whole=True)


@lru_cache(maxsize=4096)
def leading_number(text: str) -> RowNumber | None:
    """Read the number before a name (（1）甲工程, 1.1甲工程); digits need a mark behind them (10千伏线路 has none)."""
    return _read(_plain(text), whole=False)


def _plain(text: str) -> str:
    """Make forms plain but for circled digits, which would become other numbers."""
    folded = (c if _CIRCLED[0] <= c <= _CIRCLED[1] else unicodedata.normalize("NFKC", c) for c in text[:40])
    return _BLANKS.sub("", "".join(folded))


def _read(text: str, whole: bool) -> RowNumber | None:
    for style, pattern in enumerate(words().sums.numbering):
        found = pattern.fullmatch(text) if whole else pattern.match(text)
        if found and (
            whole or len(found[0]) > len(found[1]) or "." in found[1] or _CIRCLED[0] <= found[1] <= _CIRCLED[1]
        ):
            return RowNumber(style, tuple(_PARTS.split(found[1])))
    return None
