"""Collects the true figures of a month with what goes with each: parts, carried amounts, whether something is lacking."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zzlib.money import round_half_up, yuan_text
from zzlib.synthetic.projects import PlannedRow
from zzlib.synthetic.standing import StandingReturn, every_row

FIGURE_COLUMNS = (
    "figure", "scope", "value", "unit", "numerator", "denominator", "carried_yuan", "incomplete", "text",
)  # fmt: skip

FORM = ("form",)
"""What a figure uses that needs no amount, but returns that can be read."""
Fields = tuple[str, ...]
Choice = Callable[[PlannedRow], bool]


@dataclass(frozen=True)
class TrueAmount:
    """A sum in fen, and the part of it that earlier returns stand for."""

    value: int
    carried: int = 0


class TrueFigures:
    """Collects the rows of figures.csv for one scope of a month; `known` is false when nothing can be said of it.

    `waiting` tells that there are returns of which nobody knows whose they are: what is in them may be anybody's.
    """

    def __init__(
        self,
        units: Sequence[StandingReturn],
        scope: str = "county",
        chosen: Choice = every_row,
        *,
        waiting: bool = False,
    ) -> None:
        self.units = units
        self.waiting = waiting
        self.scope = scope
        self.chosen = chosen
        self.known = not scope.startswith("unit:") or units[0].source is not None
        self.rows: list[dict[str, str]] = []

    def sum(self, field: str, chosen: Choice | None = None) -> TrueAmount:
        """Add up an amount over the rows of the scope."""
        choice = chosen or self.chosen
        parts = [(unit.money(field, choice), unit.carried) for unit in self.units]
        return TrueAmount(sum(part for part, _ in parts), sum(part for part, carried in parts if carried))

    def add(
        self, figure: str, value: str, unit: str, uses: Fields = (), *, chosen: Choice | None = None,
        carried: int | None = None, numerator: str = "", denominator: str = "", doubt: bool = False,
    ) -> None:  # fmt: skip
        """Add a figure; it is incomplete when a chosen row lacks a field that it `uses`, or a return can't be read.

        So it is in `doubt`: where something that may belong to it does not say so.
        """
        incomplete = doubt or (
            bool(uses) and (self.waiting or any(unit.incomplete_in(uses, chosen or self.chosen) for unit in self.units))
        )
        carried_yuan = "" if carried is None else yuan_text(carried)
        row = (figure, self.scope, value, unit, numerator, denominator, carried_yuan, "yes" if incomplete else "no", "")
        self.rows.append(dict(zip(FIGURE_COLUMNS, row, strict=True)))

    def count(
        self, figure: str, value: int | None, uses: Fields = FORM, chosen: Choice | None = None, *, doubt: bool = False
    ) -> None:
        """Add a count."""
        stated = value is not None and (self.known or not uses)
        self.add(figure, str(value) if stated else "", "count", uses, chosen=chosen, doubt=doubt)

    def money(
        self,
        figure: str,
        amount: TrueAmount | None,
        uses: Fields = (),
        chosen: Choice | None = None,
        *,
        doubt: bool = False,
    ) -> None:
        """Add an amount."""
        if amount is None or not (self.known or not uses):
            self.add(figure, "", "yuan", uses, chosen=chosen, doubt=doubt)
        else:
            self.add(figure, yuan_text(amount.value), "yuan", uses, chosen=chosen, carried=amount.carried, doubt=doubt)

    def land(self, figure: str, value: Decimal) -> None:
        """Add mu."""
        self.add(figure, plain(value) if self.known else "", "mu", (figure,))

    def ratio(
        self, figure: str, over: TrueAmount | int, under: int | None, uses: Fields = (), chosen: Choice | None = None,
        *, doubt: bool = False,
    ) -> None:  # fmt: skip
        """Add a ratio of money (`Amount`) or counts; without a positive denominator it is undefined."""
        if under is None or not self.known:
            self.add(figure, "", "ratio", uses, chosen=chosen, doubt=doubt)
            return
        top, write, carried = (
            (over.value, yuan_text, over.carried) if isinstance(over, TrueAmount) else (over, str, None)
        )
        self.add(
            figure, ratio_text(top, under), "ratio", uses, chosen=chosen, carried=carried, numerator=write(top),
            denominator=write(under), doubt=doubt,
        )  # fmt: skip


def ratio_text(numerator: int, denominator: int) -> str:
    """Write a fraction with ten digits, half up; empty when the denominator is not positive."""
    if denominator <= 0:
        return ""
    return f"{round_half_up(Decimal(numerator) / Decimal(denominator), 10):f}"


def plain(number: Decimal) -> str:
    """Write a number without idle zeros."""
    return f"{number.normalize():f}"
