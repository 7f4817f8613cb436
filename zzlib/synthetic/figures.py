"""Collects the true figures of a month with what goes with each: parts, carried amounts, whether something is lacking."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from zzlib.money import round_half_up, yuan_text
from zzlib.synthetic.plan import County
from zzlib.synthetic.projects import Row
from zzlib.synthetic.standing import Standing

FIGURE_COLUMNS = (
    "figure", "scope", "value", "unit", "numerator", "denominator", "carried_yuan", "incomplete", "text",
)  # fmt: skip

FORM = ("form",)
"""What a figure uses that needs no amount, but returns that can be read."""
Fields = tuple[str, ...]


class Figures:
    """Collects the rows of figures.csv for one month."""

    def __init__(self, county: County, units: Sequence[Standing], month: int) -> None:
        self.county = county
        self.units = units
        self.month = month
        self.rows: list[dict[str, str]] = []

    def add(
        self, figure: str, value: str, unit: str, *, scope: str = "county", uses: Fields = (), carried: int | None = None,
        numerator: str = "", denominator: str = "", units: Sequence[Standing] | None = None,
    ) -> None:  # fmt: skip
        """Add a figure; it is incomplete when a unit in scope lacks something of the fields that it `uses`."""
        scoped = self.units if units is None else units
        incomplete = bool(uses) and any(unit.incomplete_in(uses) for unit in scoped)
        carried_yuan = "" if carried is None else yuan_text(carried)
        row = (figure, scope, value, unit, numerator, denominator, carried_yuan, "yes" if incomplete else "no", "")
        self.rows.append(dict(zip(FIGURE_COLUMNS, row, strict=True)))

    def count(self, figure: str, value: int, uses: Fields = FORM) -> None:
        """Add a count of the county."""
        self.add(figure, str(value), "count", uses=uses)

    def money(self, figure: str, value: int | None, carried: int = 0, uses: Fields = ()) -> None:
        """Add an amount of the county (fen)."""
        self.add(figure, "" if value is None else yuan_text(value), "yuan", uses=uses, carried=carried)

    def ratio(
        self, figure: str, numerator: int | None, denominator: int | None, *, money: bool, uses: Fields = (),
        carried: int | None = None,
    ) -> None:  # fmt: skip
        """Add a ratio of the county; undefined without a positive denominator."""
        write = yuan_text if money else str
        self.add(
            figure,
            ratio_text(numerator, denominator),
            "ratio",
            uses=uses,
            carried=carried,
            numerator="" if numerator is None else write(numerator),
            denominator="" if denominator is None else write(denominator),
        )

    def carried(self, field: str, chosen: Callable[[Row], bool] = lambda row: True) -> int:
        """Add up the part of an amount that earlier returns stand for."""
        return sum(unit.money(field, chosen) for unit in self.units if unit.carried)

    def sum(self, field: str, chosen: Callable[[Row], bool] = lambda row: True) -> int:
        """Add up an amount over all units (fen)."""
        return sum(unit.money(field, chosen) for unit in self.units)


def ratio_text(numerator: int | None, denominator: int | None) -> str:
    """Write a fraction with ten digits, half up; empty when the denominator is absent or not positive."""
    if numerator is None or denominator is None or denominator <= 0:
        return ""
    return f"{round_half_up(Decimal(numerator) / Decimal(denominator), 10):f}"


def plain(number: Decimal) -> str:
    """Write a number without idle zeros."""
    return f"{number.normalize():f}"
