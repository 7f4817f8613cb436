"""The ledger of a period as it would stand without a file that came for it; nothing of it is stored."""

from functools import cached_property

from zzlib.ledger.claims import Claim
from zzlib.ledger.inputs import Inputs
from zzlib.ledger.ledger import Ledger, known_before, ledger_of
from zzlib.ledger.year import Claims, put_together, read_claims


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
        claims = self._claims | {ledger.period: kept}
        year = put_together(ledger.workspace, claims, ledger.period, known_before(ledger.past))
        fingerprint = f"{ledger.fingerprint} without {left_out.arrival.file}"
        inputs = Inputs(
            ledger.period, ledger.workspace, dict(ledger.arrivals), ledger.inputs, fingerprint, fingerprint, []
        )
        return ledger_of(inputs, year, ledger.past)

    @cached_property
    def _claims(self) -> Claims:
        return read_claims(self._ledger.workspace, dict(self._ledger.arrivals))
