"""Figures by their names, wherever a document tells them: in the text by the words before them, in tables by row and column."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from zzlib.audit.documents.grids import RANK, is_total_label
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import Quantity
from zzlib.audit.reading.binding import AMOUNTS
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role
from zzlib.audit.tables.told_cells import ToldCell, is_like, is_of_kind, told_cells

_LED = re.compile(r"^(?:\W|其中|分别是?|对|从|在|即|另有|还有|有)+")
_THAN = re.compile("[比较占与]$|[比较占][^，。；、]*$")  # 比上年的 x, 占全县的 y: of no such name
_FORE = 2  # letters that may stand before a name: 全市小学, for 小学
_LEAST, _MOST = 2, 4
_COUNT_WORDS = re.compile("的?(?:总数|总量|数量|数|量|额)$")


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
        self._cells: dict[str, list[ToldCell]] = defaultdict(list)
        self._totals: dict[tuple[int, ...], list[ToldCell]] = defaultdict(list)
        self._mentions: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
        for c in told_cells(register).cells:
            if not RANK.search(c.head) and len(c.label) >= _LEAST:
                if is_total_label(c.label):
                    self._totals[-1 - c.table, c.column].append(c)
                    continue
                for letters in _pairs(c.label):
                    self._cells[letters].append(c)
        for m in register.reading.mentions:
            if m.role in (*AMOUNTS, Role.SHARE, Role.RATE) and not m.quantity.hedge:
                for letters in _pairs(name := name_before(m)):
                    self._mentions[letters].append((name, m))

    def named(self, word: str, mention: Mention) -> list[NamedFigure]:
        """Give the figures that bear a name, other than a number itself, those of the text first; of each place those that bear it most plainly."""
        told = [
            (_plainly(word, name), NamedFigure(m.quantity, name, name, (m.sentence.number,), mention=m))
            for name, m in self._mentions.get(word[:_LEAST], ())
            if m is not mention and 0 <= name.find(word) <= _FORE and not name.partition(word)[2].startswith("中")
        ]
        cells = [
            (_plainly(word, c.label), NamedFigure(c.quantity, c.label, c.head, (-1 - c.table, c.column), cell=c))
            for c in self._cells.get(word[:_LEAST], ())
            if _is_short_for(word, c.label)
        ]
        best: dict[tuple[int, ...], int] = {}
        for plainly, figure in told + cells:
            best[figure.at] = min(plainly, best.get(figure.at, plainly))
        return [figure for plainly, figure in told + cells if plainly == best[figure.at]]

    def like(self, mention: Mention, word: str, *, near: bool = True) -> list[NamedFigure]:
        """Give the figures of the kind of a number, of its size, too, where they are to be `near` it, that bear a name."""
        return [
            f
            for f in self.named(word, mention)
            if (f.mention is not None and same_unit(f.mention, mention))
            or (f.cell is not None and (is_like if near else is_of_kind)(mention, f.cell))
        ]

    def total_of(self, at: tuple[int, ...]) -> ToldCell | None:
        """Give the cell of a column that tells its total."""
        found = self._totals.get(at, [])
        return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1)
def named_figures(register: FigureRegister) -> NamedFigures:
    """Give the figures of a document by their names."""
    return NamedFigures(register)


def name_before(mention: Mention) -> str:
    """Give the words right before a number that name what it is of; "" where they tell another time or thing."""
    said = regex("[，；：。（）]").split(mention.before)[-1]
    return "" if _THAN.search(said) else stripped(_LED.sub("", said))


def _pairs(name: str) -> set[str]:
    """Give each two letters of a name that stand side by side."""
    return {name[at : at + _LEAST] for at in range(len(name) - 1)}


def _plainly(word: str, name: str) -> int:
    """Say how plainly a name is some words: itself, what they begin, what has them."""
    return 0 if name == word else 1 if name.startswith(word) else 2


def _is_short_for(word: str, label: str) -> bool:
    return 0 <= label.find(word) <= _FORE or label.endswith(word)


def longest_named(find: Callable[[str], list[NamedFigure]], said: str, *, ends: bool, begins: bool) -> str:
    """Give the longest name in some words; it begins where they do unless `begins`, and ends where they do unless `ends`."""
    size = len(said)
    for long in range(size, _LEAST - 1, -1):
        for start in range(size - long + 1):
            fits = (not start or begins) and (start + long == size or ends)
            if fits and find(said[start : start + long]):
                return said[start : start + long]
    return ""


@dataclass(frozen=True)
class NamedGroup:
    """Figures of one place, one for each name; `sure` where words tell that place, or there is no other."""

    figures: tuple[NamedFigure, ...]
    sure: bool


def grouped(by_name: Sequence[Sequence[NamedFigure]], measure: str) -> Iterator[NamedGroup]:
    """Give the figures of several names that stand in one sentence or one column, as far as the words for a measure allow."""
    groups: list[tuple[NamedFigure, ...]] = []
    for place in dict.fromkeys(f.at for f in by_name[0]):
        here = [[f for f in found if f.at == place] for found in by_name]
        if all(here):
            groups += [tuple(p) for p in product(*here) if len({id(f.mention or f.cell) for f in p}) == len(p)][:_MOST]
    pairs = _pairs(measure)
    own = _COUNT_WORDS.sub("", measure)[-2:]
    columns = {group[0].at for group in groups if group[0].cell}
    for group in groups:
        of_text = [f.mention.text_before for f in group if f.mention]
        unit = group[0].quantity.bare_unit
        own = unit if len(unit) == 1 and unit in measure else own  # 火灾起数
        measured = any(p in f.measure for f in group for p in pairs)
        told = any(own in said + unit for said in of_text) if of_text else measured
        alone = len(groups) == 1 and not pairs if of_text else len(columns) == 1
        if told or alone or not of_text:
            yield NamedGroup(group, (told and bool(pairs)) or alone)
