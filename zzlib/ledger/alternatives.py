"""The ledger of a period as it would stand without a file that came for it; nothing of it is stored."""

from functools import cached_property

from zzlib.ledger.arrivals import Arrival
from zzlib.ledger.claims import Claim
from zzlib.ledger.inputs import Inputs
from zzlib.ledger.ledger import Ledger, arrivals_by_year, ledger_of, read_last_year
from zzlib.ledger.year import Claims, Year, put_together, read_claims


class Alternatives:
    """The files of a period, read once, and the ledgers that stand when one of them is left out."""

    def __init__(self, ledger: Ledger) -> None:
        """Take the ledger of a period; nothing is read again before it is asked for."""
        self._ledger = ledger

    @property
    def claims(self) -> list[Claim]:
        """What counts in the period, whatever folder it lies in."""
        return self._claims[self._ledger.period]

    def without(self, left_out: Claim) -> Ledger:
        """Give the ledger as though one of the period's files had not come."""
        ledger = self._ledger
        kept = [claim for claim in self.claims if claim is not left_out]
        year = put_together(ledger.workspace, self._claims | {ledger.period: kept}, ledger.period)
        fingerprint = f"{ledger.fingerprint} without {left_out.arrival.file}"
        inputs = Inputs(ledger.workspace, dict(ledger.arrivals), ledger.inputs, fingerprint, [])
        return ledger_of(inputs, year, self._last_year)

    @cached_property
    def _claims(self) -> Claims:
        return read_claims(self._ledger.workspace, self._arrivals[0])

    @cached_property
    def _last_year(self) -> Year | None:
        return read_last_year(self._ledger.workspace, self._ledger.period, self._arrivals[1])

    @property
    def _arrivals(self) -> tuple[dict[str, list[Arrival]], dict[str, list[Arrival]]]:
        return arrivals_by_year(self._ledger.arrivals, self._ledger.period)
