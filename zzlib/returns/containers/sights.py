"""What a person sees in a cell otherwise than it is stored: struck out, of the colour of its ground, in another scale."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zzlib.returns.cells.text import Cell
from zzlib.returns.containers.formats import seen_as

STRUCK, PARTLY, UNSEEN, OTHERWISE = "struck", "partly", "unseen", "otherwise"
"""How a cell may be seen: with a line through all of it or a part, not at all, or as another number."""


@dataclass(frozen=True, slots=True)
class Look:
    """How cells of a style are drawn; `format` is the code of their numbers where that may change what is read.

    `colour` names that of ground or letters, where a file speaks of colours.
    """

    struck: bool = False
    unseen: bool = False
    format: str = ""
    colour: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether what is stored is what a person sees."""
        return self == Look()


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees in a cell: `STRUCK`, `PARTLY`, `UNSEEN` or `OTHERWISE`, and the text that is left or shown."""

    how: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A rule of a sheet (条件格式) of which it can't be told whether it changes what is seen in some cells.

    `rule` says it as people read it, `span` is its range, `places` are the cells (row and column from 0) that hold something.
    """

    rule: str
    span: str
    places: frozenset[tuple[int, int]]

    def over(self, summed: Sequence[tuple[int, int]]) -> "Doubt":
        """Give the doubt where the sum of some cells stands in the first of them."""
        return replace(self, places=self.places | {summed[0]}) if self.places.intersection(summed) else self


def sight_of(value: Cell, look: Look) -> Sight | None:
    """Tell how a value of a certain look is seen; `None` if as it is stored."""
    if look.struck:
        return Sight(STRUCK)
    if look.unseen:
        return Sight(UNSEEN)
    shown = seen_as(value, look.format) if look.format else None
    return None if shown is None else Sight(OTHERWISE, shown) if shown else Sight(UNSEEN)
