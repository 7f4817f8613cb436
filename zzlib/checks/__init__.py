"""Sense that needs more than one file: a unit's months beside each other, two units beside each other."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from zzlib.checks.confirmed import confirmed_returns
from zzlib.checks.corrected import amounts_not_followed
from zzlib.checks.drift import changed_layouts
from zzlib.checks.history import fallen_amounts, fallen_since_start, wrong_months
from zzlib.checks.lines import Lines
from zzlib.checks.months import unchanged_returns, vanished_projects
from zzlib.checks.order import amounts_out_of_order
from zzlib.checks.plausible import implausible_returns
from zzlib.checks.scale import wrong_unit_returns
from zzlib.checks.sizes import suspect_applications, suspect_sizes
from zzlib.checks.twins import projects_filed_twice
from zzlib.decisions.registry import unsettled
from zzlib.issues import Issue
from zzlib.ledger import Ledger
from zzlib.ledger.decisions import read_file_decisions
from zzlib.ledger.places import Places

__all__ = ["check"]


def check(ledger: Ledger) -> list[Issue]:
    """Give the issues of the ledger's period that show beside other months, other units, or other amounts.

    What merely follows from a reported cause is left out: in a return of the wrong unit of money, or one whose headings moved
    away from its amounts, no amount is said to be out of scale, to have fallen, or not to add up; last month's return,
    filed again, is said as such only.
    """
    places = Places(ledger)
    lines = Lines(ledger, places)
    not_followed = amounts_not_followed(lines)
    pairs = lines.pairs()
    wrong = wrong_unit_returns(lines, pairs)
    wrong_units = confirmed_returns(lines, wrong | implausible_returns(lines, wrong))
    unchanged = unchanged_returns(ledger)
    repeated = {issue.unit_id for issue in unchanged}
    layouts = changed_layouts(ledger, places)
    moved = {issue.unit_id for issue in layouts if issue.code == "layout_values_stayed"}
    sound = [pair for pair in pairs if pair.now["unit_id"] not in {*wrong_units, *moved}]
    sizes = [*wrong_units.values(), *suspect_sizes(lines, wrong_units), *suspect_applications(lines, sound)]
    sizes = _not_yet_confirmed(ledger, sizes)
    told = {(issue.file, issue.sheet, issue.cell) for issue in not_followed}
    sizes = [i for i in sizes if i.details["whole"] or (i.file, i.sheet, i.cell) not in told]
    lines.doubt([*sizes, *not_followed])
    found = [
        *projects_filed_twice(ledger, places),
        *vanished_projects(ledger, places),
        *unchanged,
        *not_followed,
        *layouts,
        *sizes,
        *fallen_amounts(lines, sound),
        *fallen_since_start(lines, {*wrong_units, *moved}),
        *wrong_months(lines, [pair for pair in sound if pair.now["unit_id"] not in repeated]),
        *(issue for issue in amounts_out_of_order(lines) if issue.unit_id not in moved),
        *(issue for one in _plain_checks() for issue in one(lines)),
    ]
    return unsettled(found, read_file_decisions(ledger.workspace))


@cache
def _plain_checks() -> list[Callable[[Lines], list[Issue]]]:
    """Give the checks of lines that follow from no other, as the files of this room name them (`CHECKS`), in a fixed order."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return [one for module in modules for one in getattr(module, "CHECKS", ())]


def _not_yet_confirmed(ledger: Ledger, sizes: list[Issue]) -> list[Issue]:
    """Leave out that an amount was confirmed where the ledger said so: of the cell, or of the whole return."""

    def about(issue: Issue) -> tuple[str, bool, str]:
        whole = issue.details["whole"]
        return issue.unit_id, whole, "" if whole else issue.cell

    told = {about(i) for i in ledger.issues if i.code == "size_confirmed" and i.period == ledger.period}
    return [i for i in sizes if i.code != "size_confirmed" or about(i) not in told]
