"""What a month brought: the one definition of a month's own amount, for money that returns state since January."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from zzlib.indicators.earlier import months_with_returns
from zzlib.indicators.units import counted
from zzlib.ledger import Ledger


@dataclass
class Gain:
    """By how much the money received grew in a month.

    `fen` is what it grew by over the `units` of which both ends are known; `hidden` what it may have grown by over the
    others at most: all that came to them while they were silent, `None` where nothing has been heard of one since.
    """

    period: str
    fen: int = 0
    units: set[str] = field(default_factory=set)
    hidden: int | None = 0

    def hide(self, fen: int | None) -> None:
        """Add what a unit may have had in the month."""
        self.hidden = None if fen is None or self.hidden is None else self.hidden + max(0, fen)


@dataclass(frozen=True)
class BestMonth:
    """The month of the year that brought most; `whole` tells that no other amount, nor month, can have been more."""

    gain: Gain
    whole: bool


def monthly_gains(ledger: Ledger) -> list[Gain]:
    """Give what each month of the year up to the ledger's brought.

    A unit's month is known where its own return stands for it and for the month before (January begins at nothing) and
    the amounts received can be read in both. A carried month is unknown, and so is the one after: it holds two months.
    """
    gains = [Gain(period) for period in ledger.workspace.rhythm.until(ledger.period)]
    own = own_amounts(ledger, [gain.period for gain in gains])
    for unit in sorted(set(ledger.month("units").query("filed_this_year")["unit_id"])):
        _spread(unit, own.get(unit, {}), gains)
    return gains


def received_before(ledger: Ledger) -> pd.DataFrame | None:
    """Give the counted lines of the period before with an amount received, of whatever return stood for it then; none in January.

    `None` where no return stands for that period by itself.
    """
    *earlier, _ = ledger.workspace.rhythm.until(ledger.period)
    lines = counted(ledger.funding)
    if not earlier:
        return lines.iloc[:0]
    return lines[lines["period"] == earlier[-1]] if earlier[-1] in months_with_returns(ledger) else None


def own_amounts(ledger: Ledger, periods: list[str]) -> dict[str, dict[int, int]]:
    """Give what each unit's own returns say since January, by unit and place in the year; unreadable amounts leave a month out."""
    places = {period: place for place, period in enumerate(periods, start=1)}
    funding = ledger.funding.loc[ledger.funding["counts"], ["period", "unit_id", "received_fen", "received_unreadable"]]
    groups = funding.groupby(["period", "unit_id"])
    sums, unread = groups["received_fen"].sum().to_dict(), groups["received_unreadable"].any().to_dict()
    units = ledger.units[ledger.units["stated"] & ~ledger.units["carried"]]
    own: dict[str, dict[int, int]] = {}
    for key in zip(units["period"], units["unit_id"], strict=True):
        if key[0] in places and not unread.get(key, False):
            own.setdefault(key[1], {})[places[key[0]]] = int(sums.get(key, 0))
    return own


def _spread(unit: str, amounts: dict[int, int], gains: list[Gain]) -> None:
    """Add a unit's changes to the months that they fall into."""
    last, had = 0, 0
    for month, amount in sorted(amounts.items()):
        if month == last + 1:
            gains[last].fen += amount - had
            gains[last].units.add(unit)
        else:
            _hide(gains[last:month], amount - had)
        last, had = month, amount
    _hide(gains[last:], None)


def _hide(gains: Iterable[Gain], fen: int | None) -> None:
    for gain in gains:
        gain.hide(fen)


def best_month(gains: list[Gain]) -> BestMonth | None:
    """Give the best of all months; `None` where nothing is known of a month that may have been better."""
    best = max((gain for gain in gains if gain.units), key=lambda gain: gain.fen, default=None)
    if best is None:
        return None
    whole = all(gain.hidden is not None and gain.fen + gain.hidden <= best.fen for gain in gains)
    return BestMonth(best, whole) if whole or all(gain.units for gain in gains) else None
