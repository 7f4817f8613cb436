"""Sense that needs more than one file: a unit's months beside each other, two units beside each other."""

from zzlib.checks.months import unchanged_returns, vanished_projects
from zzlib.checks.sizes import suspect_sizes
from zzlib.checks.twins import projects_filed_twice
from zzlib.issues import Issue
from zzlib.ledger import Ledger
from zzlib.ledger.places import Places

__all__ = ["check"]


def check(ledger: Ledger) -> list[Issue]:
    """Give the issues of the ledger's period that only show beside other months or other units."""
    places = Places(ledger)
    return [
        *projects_filed_twice(ledger, places),
        *vanished_projects(ledger, places),
        *unchanged_returns(ledger),
        *suspect_sizes(ledger, places),
    ]
