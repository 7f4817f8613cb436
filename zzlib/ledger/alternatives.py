"""The ledger of a period as it would stand without a file that came for it; nothing of it is stored."""

from functools import cached_property

from zzlib.ledger.arrivals import Arrival
from zzlib.ledger.claims import Claim
from zzlib.ledger.ledger import Ledger, arrivals_by_year, ledger_of, read_inputs, read_last_year
from zzlib.ledger.year import Claims, Year, put_together, read_claims
from zzlib.workspace import Workspace


class Alternatives:
    """The files of a period, read once, and the ledgers that stand when one of them is left out."""

    def __init__(self, workspace: Workspace, period: str) -> None:
        """Take a period; nothing is read before it is asked for. Raises as `build_ledger`, then."""
        self._workspace, self._period = workspace, period

    @property
    def claims(self) -> list[Claim]:
        """What counts in the period, whatever folder it lies in."""
        return self._claims[self._period]

    def without(self, left_out: Claim) -> Ledger:
        """Give the ledger as though one of the period's files had not come."""
        kept = [claim for claim in self.claims if claim is not left_out]
        year = put_together(self._workspace, self._claims | {self._period: kept}, self._period)
        _, inputs, fingerprint = self._inputs
        return ledger_of(
            self._workspace, year, self._last_year, inputs, f"{fingerprint} without {left_out.arrival.file}"
        )

    @cached_property
    def _inputs(self) -> tuple[dict[str, list[Arrival]], list[tuple[str, str]], str]:
        return read_inputs(self._workspace, self._period)

    @cached_property
    def _claims(self) -> Claims:
        return read_claims(self._workspace, arrivals_by_year(self._inputs[0], self._period)[0])

    @cached_property
    def _last_year(self) -> Year | None:
        return read_last_year(self._workspace, self._period, arrivals_by_year(self._inputs[0], self._period)[1])
