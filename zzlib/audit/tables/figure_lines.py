"""Lines of a table, and relations of them: what they are made of, and whether their labels say so."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isclose

from zzlib.audit.numbers.arithmetic import ClaimFormula
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import Quantity, coarsest_grain

_MOST = 100.0
"""How much likelier a relation is that the label of its result names."""
_TOLD = {
    "sum": re.compile("^[合总小共]计|计$"),
    "difference": re.compile("^[未不空缺欠剩]|差|余|缺口|净|增减|变[化动]|±|^增加|毛利|自然增长"),
    "average": re.compile("均|每|密度|[单亩]产|[率价](?:[（(]|$)|占|比[重例]|乘数|倍"),
    "share": re.compile("占|[比率]|[构结][成构]|贡献"),
    "growth": re.compile("[增降]|同比|变[幅化]|[+]/?-"),
    "loss": re.compile("[率%％]"),
    "rate": re.compile("[率%％]"),
    "balance": re.compile("^(?!.*[年期月]初).*(?:[年期月]末|[未不空缺欠剩在结]|余|现有)"),
}
"""Labels that say how a line is made of others."""
_SIGNS = {
    "difference": (1, -1),
    "average": (1, -1),
    "growth": (1, -1),
    "loss": (-1, 1),
    "rate": (1, -1, -1),
    "balance": (1, 1, -1),
}
"""Whether a result rises or falls with each of those that make it; a sum rises with all of them."""
_FINE = 10**9
_HAIR = 1e-6
_MEASURED = 10.0
"""How much less than a guess of what is tried a measured likelihood needs to be sure."""
_PART = re.compile("#|其中")
_FEW = 5
"""Up to how many rows any choice of them is tried."""

Compute = Callable[[Sequence[float]], float]


@dataclass(frozen=True)
class FigureLine:
    """A column or a row: its label, its numbers by place, and whether they may be added to others (no rates)."""

    label: str
    cells: Mapping[int, Quantity]
    added: bool = True


@dataclass(frozen=True)
class LineRelation:
    """A relation of lines: the result first, and what the others give; `whole` instead of a first line is a set number."""

    kind: str
    lines: tuple[FigureLine, ...]
    compute: Compute
    tries: float
    whole: float | None = None
    spread: float = 0.0
    """How far, as a share of it, what is computed may lie off because the numbers leave the whole open."""
    above: float = 0.0
    """What is taken off a quotient: 100 of a growth."""
    odds: float = 0.0
    """Of a total in a column how likely it is meant to be one, as where it stands and its labels tell."""

    @property
    def is_linear(self) -> bool:
        """Say whether what is made is off by as much as one of the operands is."""
        return self.kind in ("sum", "difference", "balance")

    @property
    def formula(self) -> ClaimFormula | None:
        """Give how one place is computed; `None` where the other places tell a number that is computed with."""
        if self.whole is not None or self.spread:
            return None
        signs = (1,) * (len(self.lines) - 1) if self.kind == "sum" else _SIGNS.get(self.kind)
        return None if signs is None else ClaimFormula(self._exactly, signs, linear=self.is_linear)

    def _exactly(self, *numbers: Fraction) -> Fraction:
        made = self.compute([float(number) for number in numbers])
        return Fraction(made).limit_denominator(_FINE)

    @property
    def is_told(self) -> bool:
        """Say whether the label of the result names what it is."""
        parts = self.kind == "sum" and self.whole is None and _PART.match(self.lines[1].label)
        return bool(parts or (self.kind in _TOLD and _TOLD[self.kind].search(self.lines[0].label)))

    @property
    def weight(self) -> float:
        """Give how many relations as likely as this one are tried."""
        if self.odds:
            return 1 / (_MEASURED * self.odds)
        return self.tries / (_MOST if self.is_told else 1)

    def values(self, place: int) -> list[Quantity]:
        """Give the numbers of a place; a sum goes without those that have none there."""
        return [line.cells[place] for line in self.lines if place in line.cells]

    def is_as_printed(self, place: int, *, exactly: bool = False) -> bool:
        """Say whether the printed numbers make a result but for a step in its last digit, or to the last one."""
        quantities = self.values(place)
        off = abs(self.made(quantities) - self.result(quantities)[0])
        return off <= (_HAIR if exactly else quantities[0].grain)

    def is_far(self, quantities: Sequence[Quantity]) -> bool:
        """Say whether a sum or difference neither holds nor nearly does, as a rough look tells."""
        printed, used = self.result(quantities)
        room = max(1.0, max([quantity.grain for quantity in quantities])) * (len(quantities) + 1)
        return abs(self.compute([quantity.rough for quantity in used]) - printed) > 2 * room + _HAIR * abs(printed)

    def made(self, quantities: Sequence[Quantity]) -> float:
        """Give what the operands make."""
        return self.compute([quantity.rough for quantity in self.result(quantities)[1]])

    def result(self, quantities: Sequence[Quantity]) -> tuple[float, Sequence[Quantity]]:
        """Give what is printed and what it is made of."""
        return (self.whole, quantities) if self.whole is not None else (quantities[0].rough, quantities[1:])


def is_told_of(rows: Iterable[Mapping[int, Quantity]], off: Fraction) -> bool:
    """Say whether a total is off by what some of the rows that have no number in its column have in one other: 还差 of units without a target is less by what these received."""
    known = [*rows]
    for place in {place for row in known for place in row}:
        numbers = [row[place] for row in known if place in row]
        room = sum((number.step for number in numbers), Fraction(0)) / 2 * (len(numbers) > 1)
        values = [number.value for number in numbers if number.value]
        sizes = range(1, len(values) + 1) if len(values) <= _FEW else (1, len(values))
        if any(
            abs(sum(some) - way) <= room for size in sizes for some in combinations(values, size) for way in (off, -off)
        ):
            return True
    return False


def slack_of(relation: LineRelation, quantities: Sequence[Quantity]) -> tuple[float, float]:
    """Give what the operands make, and how far off rounding may take that."""
    _, used = relation.result(quantities)
    values = [quantity.rough for quantity in used]
    halves = [0.0 if quantity.is_exact else quantity.grain / 2 for quantity in used]
    made = relation.compute(values)
    if relation.is_linear:
        return made, sum(halves)
    size = abs(made + relation.above)
    parts = (half / abs(value) for half, value in zip(halves, values, strict=True) if value)
    return made, size * (relation.spread + sum(parts))


def holds(relation: LineRelation, quantities: Sequence[Quantity]) -> bool:
    """Say whether what numbers make is what is printed, as far as rounding goes."""
    made, slack = slack_of(relation, quantities)
    printed, _ = relation.result(quantities)
    step = 0.0 if relation.whole is not None or quantities[0].is_exact else quantities[0].grain / 2
    return abs(made - printed) <= (step + slack) * (1 + 1e-9) + 1e-9 * abs(printed)


def is_to_the_last(relation: LineRelation, quantities: Sequence[Quantity]) -> bool:
    """Say whether the numbers as printed make the result as printed."""
    printed, _ = relation.result(quantities)
    return abs(relation.made(quantities) - printed) <= quantities[0].grain / 2 * (1 + 1e-9)


def nearly(relation: LineRelation, quantities: Sequence[Quantity]) -> bool:
    """Say whether a sum or difference is off by no more than one in the last digit of each rounded number, or of all whole ones, or a rate by one in its last."""
    printed, _ = relation.result(quantities)
    off = abs(relation.made(quantities) - printed)
    if not relation.is_linear and relation.whole is None:
        return off <= (1 + 1e-9) * quantities[0].grain
    step = max((quantity.grain for quantity in quantities if quantity.value), default=1.0)
    if step < 1:  # 100.00, 69.50 and 5.10 were rounded to one decimal
        return off <= (1 + 1e-9) * len(quantities) * min(coarsest_grain(quantities), 1.0)
    return off <= (1 + 1e-9) * step


def rareness(relation: LineRelation, quantities: Sequence[Quantity]) -> float:
    """Give how rare it is by chance that a relation holds in a place."""
    printed, used = relation.result(quantities)
    values = [quantity.rough for quantity in used]
    if printed in values or not (relation.is_linear or all(values)):
        return 1.0
    made, slack = slack_of(relation, quantities)
    step = coarsest_grain(quantities) if relation.is_linear else quantities[0].grain
    if isclose(made, printed):
        return max(1.0, abs(printed) / step)
    return max(1.0, abs(printed) / (step + 2 * slack))
