"""Figures by their names, wherever a document tells them: in the text by the words before them, in tables by row and column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zzlib.audit.binding import AMOUNTS
from zzlib.audit.counted_alike import same_unit
from zzlib.audit.grids import RANK, is_total_label
from zzlib.audit.quantities import Quantity
from zzlib.audit.reading import Mention, stripped
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role
from zzlib.audit.told_cells import ToldCell, ToldCells, is_like

_LED = re.compile(r"^(?:\W|其中|分别是?|对|从|在|即|另有|还有|有)+")
_THAN = re.compile("[比较占与]$|[比较占][^，。；、]*$")  # 比上年的 x, 占全县的 y: of no such name
_FORE = 2  # letters that may stand before a name: 全市小学, for 小学
_LEAST = 2


@dataclass(frozen=True)
class NamedFigure:
    """A figure of the text or a cell; `at` is the sentence, or the table and column, where others like it stand."""

    quantity: Quantity
    name: str
    measure: str
    at: tuple[int, ...]
    mention: Mention | None = None
    cell: ToldCell | None = None


class NamedFigures:
    """All figures of a document by their names."""

    def __init__(self, register: FigureRegister) -> None:
        self._cells = [c for c in ToldCells(register).cells if not RANK.search(c.head) and len(c.label) >= _LEAST]
        self._mentions = [
            (name, m)
            for m in register.reading.mentions
            if m.role in (*AMOUNTS, Role.SHARE, Role.RATE) and not m.quantity.hedge and (name := name_before(m))
        ]

    def like(self, mention: Mention, word: str) -> list[NamedFigure]:
        """Give the figures of the kind of a number that bear a name, those of the text first."""
        told = [
            NamedFigure(m.quantity, name, name, (m.sentence.number,), mention=m)
            for name, m in self._mentions
            if m is not mention and 0 <= name.find(word) <= _FORE and same_unit(m, mention)
        ]
        cells = [
            NamedFigure(c.quantity, c.label, c.head, (-1 - c.table, c.column), cell=c)
            for c in self._cells
            if not is_total_label(c.label) and _is_short_for(word, c.label) and is_like(mention, c)
        ]
        return told + cells

    def total_of(self, at: tuple[int, ...]) -> ToldCell | None:
        """Give the cell of a column that tells its total."""
        found = [c for c in self._cells if (-1 - c.table, c.column) == at and is_total_label(c.label)]
        return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1)
def named_figures(register: FigureRegister) -> NamedFigures:
    """Give the figures of a document by their names."""
    return NamedFigures(register)


def name_before(mention: Mention) -> str:
    """Give the words right before a number that name what it is of; "" where they tell another time or thing."""
    said = re.split("[，；：。（）]", mention.before)[-1]
    return "" if _THAN.search(said) else stripped(_LED.sub("", said))


def _is_short_for(word: str, label: str) -> bool:
    return len(word) >= _LEAST and (label.startswith(word) or label.endswith(word))


def longest_named(figures: NamedFigures, mention: Mention, said: str, *, ends: bool, begins: bool) -> Iterator[str]:
    """Give the names in some words, the longest first, that begin with them unless `begins`, and end with them unless `ends`."""
    size = len(said)
    for long in range(size, _LEAST - 1, -1):
        for start in range(size - long + 1):
            if (start and not begins) or (start + long < size and not ends):
                continue
            if figures.like(mention, said[start : start + long]):
                yield said[start : start + long]
