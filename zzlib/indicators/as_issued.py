"""Figures of an earlier month as its circular printed them, where a county compares with that (`[publication] compare = "issued"`)."""

from collections.abc import Mapping
from decimal import Decimal

from zzlib.indicators.catalogue import Catalogue, Definition
from zzlib.indicators.month import BOUND_WORDS, Figure
from zzlib.indicators.sums import Sum
from zzlib.ledger.issued import IssuedMonth

RECEIVED = "funds_received"
"""The figure of which is told by how much it rose in the month."""
_BASE = "base_"
_FEN = 100


def figure_of_base(name: str, catalogue: Catalogue) -> str:
    """Give the figure that states the sum of which a measure is last year's (`base_received`), `""` where none does."""
    measure = name.removeprefix(_BASE)
    return next((d.id for d in catalogue.figures.values() if (d.compute, d.measure) == ("sum", measure)), "")


def issued_sum(issued: IssuedMonth, figure: str, scope: str, figures: Mapping[str, Definition]) -> Sum | None:
    """Give what a month stated of a sum: nothing is zero where it has no such scope, `None` where it could not say."""
    if (figure, scope) not in issued.figures:
        return Sum(0)
    value = issued.number(figure, scope)
    return None if value is None else Sum(int(value * _FEN if figures[figure].of_money else value))


def issued_figure(issued: IssuedMonth, known: Figure) -> Figure:
    """Give a figure of the county as the month printed it; as `known` now where it did not."""
    row = issued.figures.get((known.figure, "county"))
    if row is None:
        return known
    bound = next((bound for bound, word in BOUND_WORDS.items() if word and row["text"].startswith(word)), "")
    numbers = {
        name: Decimal(row[name]) if row[name] else None
        for name in ("value", "numerator", "denominator", "carried_yuan")
    }
    return Figure(
        known.figure, f"month:{issued.period}", known.label, unit=known.unit, incomplete=row["incomplete"] == "yes",
        bound=bound, size=row["text"].removeprefix(BOUND_WORDS[bound]), **numbers,
    )  # fmt: skip
