"""The earlier months of the year of which something is known: those for which some unit's own return stands."""

from zzlib.ledger import Ledger
from zzlib.periods import month_of


def months_with_returns(ledger: Ledger) -> set[str]:
    """Give the months for which some unit's own return stands; what is carried into the others says nothing of them."""
    return set(ledger.units.loc[ledger.units["stated"] & ~ledger.units["carried"], "period"])


def period_ago(ledger: Ledger) -> str:
    """Give the last such month of the year that is `findings.waiting_months` ago or longer, `""` if there is none."""
    latest = month_of(ledger.period) - ledger.workspace.settings.findings.waiting_months
    return max((p for p in months_with_returns(ledger) if month_of(p) <= latest), default="")


def stages_known_ago(ledger: Ledger) -> bool:
    """Tell whether some return is so old, of this year or the one before: stages go on over the years, amounts begin anew."""
    latest = month_of(ledger.period) - ledger.workspace.settings.findings.waiting_months + _MONTHS
    past = ledger.past.months if ledger.past else ()
    return bool(period_ago(ledger)) or any(month_of(period) <= latest for period in past)


_MONTHS = 12
