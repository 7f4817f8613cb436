"""The units of a month as lists and ranks of a text name them: their names, their groups, what they have in common, what each has of a figure."""

import re
from collections.abc import Collection
from functools import cached_property

from zzlib.audit.against.ledger_cells import LedgerCells, figure_value
from zzlib.audit.against.ledger_scopes import Scopes
from zzlib.audit.against.ledger_words import Columns
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex


class UnitsOfMonth:
    """Knows the units of one month, in the names of one document."""

    def __init__(self, scopes: Scopes, cells: LedgerCells) -> None:
        self._scopes, self._month, self._cells = scopes, scopes.month, cells
        names, county = "|".join(map(re.escape, scopes.names)), re.escape(scopes.month.settings.county.name)
        self.name = rf"(?:(?:{county})?县?(?:{names}))"
        """Matches a unit by any of its names."""
        amount = r"(?:（?(?:到位|争取)?(?:资金)?\d+(?:\.\d+)?(?:万元|亿元|%|个|亩)）?)?"
        self.row = rf"{self.name}{amount}(?:[、和及]{self.name}{amount})*"
        """Matches units in a row, each with or without a number behind it."""
        groups = "|".join(map(re.escape, scopes.groups))
        self._within = rf"(?:在([^，。；]{{0,14}})|((?:{groups})(?:单位|部门)?|\d+个镇))[中里内]"

    def scope(self, name: str) -> str:
        """Give whose scope a name is that `name` matches."""
        match = self._scopes.token.match(name)
        return self._scopes.names[match["unit"] if match else name]

    def said(self, scopes: Collection[str]) -> str:
        """Name units, in the month's order."""
        names = [self._cells.owner(f"unit:{unit}") for unit in self._month.units["unit_id"] if f"unit:{unit}" in scopes]
        return "、".join(names) if names else "零个"

    def group_before(self, text: str) -> str:
        """Give the group that words before put something in, the nearest: 县直单位中, 在5个成员单位中."""
        found = [*regex(self._within).finditer(text)]
        return (found[-1][1] or found[-1][2] or "") if found else ""

    def members(self, wanted: Columns) -> frozenset[str]:
        """Give the units whose columns in the month are as wanted: a value, or one of several."""
        units = self._month.units if wanted else self._month.units[:0]
        for column, value in wanted.items():
            units = units[units[column].isin(value if isinstance(value, tuple) else (value,))]
        return frozenset("unit:" + units["unit_id"])

    @cached_property
    def funded(self) -> frozenset[str]:
        """The units that something came to."""
        return self.members({"with_funds": True})

    def label(self, figure: str) -> str:
        """Give what people call a figure."""
        return next(f.label for f in self._month.figures if f.figure == figure)

    def values(self, figure: str, *, incomplete: bool = False) -> dict[str, Fraction]:
        """Give what each unit has of a figure that the month knows."""
        units = [f"unit:{unit}" for unit in self._month.units["unit_id"]]
        known = {unit: self._month.figures.get(figure, unit) for unit in units}
        told = {unit: f for unit, f in known.items() if f is not None and f.value is not None}
        return {unit: figure_value(f) for unit, f in told.items() if incomplete or not f.incomplete}
