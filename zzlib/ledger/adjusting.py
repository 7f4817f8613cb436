"""What a reference file says of a unit of then, told of the units of now: whole where it was renamed or merged, else by shares."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from zzlib.ledger.change_lines import group_at, name_at, read_changes
from zzlib.ledger.changes import Parts, apportioned
from zzlib.money import number_text, round_half_up
from zzlib.workspace import Workspace

LAND_DIGITS = 4
"""Land in mu is divided to this many digits."""


@dataclass(frozen=True)
class Whose:
    """The units of now (with shares) that have what a unit had, in words (`said`: 原发改委, 教科体局的60%), with their groups."""

    parts: Parts
    said: tuple[str, ...]
    groups: tuple[str, ...]

    def rows(self) -> Iterator[dict[str, object]]:
        """Give the columns that say whose it is, a row a unit."""
        for (unit_id, share), said, group in zip(self.parts, self.said, self.groups, strict=True):
            yield {"unit_id": unit_id, "group": group, "adjusted": said, "by_share": share != 1}

    def divided(self, number: int | None) -> list[int | None]:
        """Divide fen or a count so that the parts add up to it; nothing stated stays nothing."""
        return [None for _ in self.parts] if number is None else [*self._apportioned(number)]

    def divided_land(self, land: Decimal | None) -> list[float]:
        """Divide mu so that the parts add up to it."""
        if land is None or self.whole:
            return [float("nan") if land is None else float(land) for _ in self.parts]
        parts = self._apportioned(int(round_half_up(land.scaleb(LAND_DIGITS), 0)))
        return [float(Decimal(part).scaleb(-LAND_DIGITS)) for part in parts]

    @property
    def whole(self) -> bool:
        """Whether one unit has all of it."""
        return [share for _, share in self.parts] == [1]

    def _apportioned(self, number: int) -> list[int]:
        rest = 1 - sum(
            (share for _, share in self.parts), Fraction(0)
        )  # what went to others, who have their own number
        return apportioned(number, (*self.parts, *((("", rest),) if rest > 0 else ())))[: len(self.parts)]


class Adjusting:
    """Tells what was said of units in any month of the units of one period."""

    def __init__(self, workspace: Workspace, period: str) -> None:
        """Take the period whose units are meant."""
        self._workspace, self._period = workspace, period
        self.changes, _ = read_changes(workspace)
        self.groups = group_at(workspace, period)

    def whose(self, unit_id: str, month: str) -> Whose:
        """Give whose it is now what a unit had in a month; of a unit that came later than that it is the unit's own."""
        return self.shared(unit_id, self.changes.successors(unit_id, month, self._period))

    def shared(self, unit_id: str, parts: Parts) -> Whose:
        """Put what a unit had under the units that have these parts of it."""
        name = self._names[unit_id]
        said = (self._said(name, unit_id == to_unit, float(share)) for to_unit, share in parts)
        return Whose(parts, tuple(said), tuple(self.groups[to_unit] for to_unit, _ in parts))

    def _said(self, name: str, itself: bool, share: float) -> str:
        if share == 1:
            return "" if itself else f"原{name}"
        return f"{name}的{number_text(Decimal(str(share)) * 100, 2)}%"

    @cached_property
    def _names(self) -> dict[str, str]:
        return name_at(self._workspace, self._period)
