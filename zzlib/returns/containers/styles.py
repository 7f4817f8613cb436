"""How cells of any kind of file are drawn, as far as that decides whether and as what their content is seen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from zzlib.returns.containers.colours import BLACK, WHITE, colour_name, hides
from zzlib.returns.containers.formats import matters
from zzlib.returns.containers.sights import Look

SMALLEST = 3
"""Points below which letters can't be seen."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell is drawn; colours are `#rrggbb` or something else where they are not known, `points` the size of letters."""

    struck: bool = False
    letters: str = BLACK
    ground: str = WHITE
    points: float = 10
    format: str = ""
    hidden: bool = False

    def look(self, coloured: bool = False) -> Look:
        """Give what of it matters; its colour, too, if `coloured`."""
        unseen = self.hidden or self.points < SMALLEST or hides(self.letters, self.ground)
        colour = (colour_name(self.ground) or colour_name(self.letters)) if coloured else ""
        return Look(self.struck, unseen, self.format if matters(self.format) else "", colour)


@dataclass(frozen=True, slots=True)
class StyleChange:
    """What a rule of a sheet changes of how cells are drawn; what is `None` stays as it is."""

    struck: bool | None = None
    letters: str | None = None
    ground: str | None = None
    format: str | None = None
    hidden: bool | None = None

    def of(self, style: Style) -> Style:
        """Give a style as changed."""
        return replace(style, **{n: v for n in self.__slots__ if (v := getattr(self, n)) is not None})

    def under(self, first: "StyleChange") -> "StyleChange":
        """Give what is changed where another rule, which comes first, changes something too."""
        return StyleChange(
            *(
                own if own is not None else other
                for own, other in ((getattr(first, n), getattr(self, n)) for n in self.__slots__)
            )
        )

    def may_matter(self, letters: Iterable[str], grounds: Iterable[str]) -> bool:
        """Tell whether it may change what is seen, in a file with letters and grounds of these colours."""
        pale = self.letters is not None and any(hides(self.letters, ground) for ground in grounds)
        covered = self.ground is not None and any(hides(colour, self.ground) for colour in letters)
        return self.struck is not None or self.format is not None or bool(self.hidden) or pale or covered


UNCHANGED = StyleChange()
