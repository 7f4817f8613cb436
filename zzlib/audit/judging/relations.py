"""What a claim says of printed figures, as a relation: which it ties, whether it would hold for other values, and for which."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from zzlib.audit.numbers.arithmetic import (
    HOLDS,
    SAME,
    ClaimFormula,
    Printed,
    Verdict,
    judge,
    round_half_up,
    step_of,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import Quantity
from zzlib.audit.reading.reading import Mention

Place = tuple[int, ...]
"""Where a figure stands: its number among those of the text, or the block, row and column of a cell; () for none."""
Values = Mapping[Place, Fraction]
_FAR, _HALVINGS, _BESIDE = 20, 50, 2


@dataclass(frozen=True)
class TiedFigure:
    """A figure as a relation takes it; one without a place (a number of months) is no figure of the document."""

    place: Place
    quantity: Quantity
    printed: Printed

    def at(self, values: Values) -> Printed:
        """Give it as it would be printed with another value."""
        return replace(self.printed, value=values[self.place]) if self.place in values else self.printed


@dataclass(frozen=True)
class FigureRelation:
    """A result and the operands that ought to give it by a formula."""

    formula: ClaimFormula
    result: TiedFigure
    operands: tuple[TiedFigure, ...]
    again: bool = False
    """Whether both are one number that is told twice, so that neither is computed."""

    @property
    def figures(self) -> tuple[TiedFigure, ...]:
        """All that it ties, the result first."""
        return (self.result, *self.operands)

    def holds(self, values: Values | None = None) -> bool:
        """Say whether it holds as printed, or once some figures have other values."""
        return self.verdict(values or {}) in HOLDS

    def verdict(self, values: Values) -> Verdict:
        """Judge it once some figures have other values."""
        return judge(self.formula, [operand.at(values) for operand in self.operands], self.result.at(values))[0]

    def made(self) -> Fraction | None:
        """Give what the operands make."""
        try:
            return self.formula.compute(*(operand.printed.value for operand in self.operands))
        except ZeroDivisionError:
            return None

    def rights(self, figure: TiedFigure, slips: Iterable[Fraction]) -> Iterator[Fraction]:
        """Give the values of one of its figures for which it may hold: those about what the others make, and the slips that are not far from it."""
        step = figure.quantity.step
        if figure is self.result:
            near = self.made()
            if near is None:
                return
            yield round_half_up(near, step)
        else:
            near = self._solved(self.operands.index(figure))
            beside = 0 if self._is_exact else _BESIDE
            yield from (round_half_up(near, step) + n * step for n in range(-beside, beside + 1))
        room = Fraction(0) if self._is_exact else sum((tied.quantity.step for tied in self.figures), Fraction(0))
        yield from (slip for slip in slips if not self.is_linear or abs(slip - near) <= room)

    @property
    def is_linear(self) -> bool:
        """Say whether it is off by as much as one of its figures is: a sum, a difference."""
        return self.formula.linear

    @property
    def _is_exact(self) -> bool:
        """Say whether it adds whole numbers, which no slip makes but nearly whole."""
        return self.is_linear and not any("." in tied.quantity.number for tied in self.figures)

    def _solved(self, number: int) -> Fraction:
        """Give the value of an operand that makes the result, between a twentieth and twenty times what is printed."""
        wanted, rising = self.result.printed.value, self.formula.signs[number] > 0
        printed = [operand.printed.value for operand in self.operands]
        low, high = sorted((printed[number] / _FAR, printed[number] * _FAR))
        if self.is_linear:
            off = wanted - self.formula.compute(*printed)
            return printed[number] + (off if rising else -off)
        for _ in range(_HALVINGS):
            middle = Fraction(float(low + high) / 2)
            try:
                above = self.formula.compute(*printed[:number], middle, *printed[number + 1 :]) > wanted
            except ZeroDivisionError:
                return printed[number]
            low, high = (low, middle) if above == rising else (middle, high)
        return (low + high) / 2


def tied_mention(mention: Mention, printed: Printed | None = None) -> TiedFigure:
    """Give a number of the text as a relation takes it, read otherwise than it prints where `printed` says so."""
    return TiedFigure((mention.number,), mention.quantity, printed or mention.quantity.printed)


def tied_cell(place: Place, quantity: Quantity) -> TiedFigure:
    """Give a cell as a relation of cells takes it: by its bare number, since a table tells its units but once."""
    bare = bare_number(quantity)
    return TiedFigure(place, bare, replace(quantity.printed, value=bare.value, step=bare.step))


def bare_number(quantity: Quantity) -> Quantity:
    """Give a number as printed, without the size of its unit."""
    return replace(quantity, value=Fraction(quantity.number), step=step_of(quantity.number))


def told_again(result: Mention, other: Mention) -> FigureRelation:
    """Give the relation of two numbers of the text that are one."""
    return FigureRelation(SAME, tied_mention(result), (tied_mention(other),), again=True)


def told_in_cell(stated: Mention, cell: TiedFigure, factor: Fraction) -> FigureRelation:
    """Give the relation of a number of the text with the cell that tells it, too, whose unit is `factor` of its base unit."""
    return FigureRelation(ClaimFormula(lambda value: value * factor, (1,)), tied_mention(stated), (cell,), again=True)
