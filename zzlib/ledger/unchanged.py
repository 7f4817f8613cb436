"""A return that brings nothing after a month with money: 本月无新增, 与上月相同, 零报告. Never zero before a person says so."""

from dataclasses import replace

from zzlib.decisions.kind import FileDecisions
from zzlib.decisions.kinds.nothing_new import ZERO
from zzlib.issues import Issue, issue
from zzlib.ledger.projects import WON_MONEY
from zzlib.ledger.unit_month import UnitMonth
from zzlib.money import display_money
from zzlib.rhythm import Rhythm


def brings_nothing(month: UnitMonth, before: UnitMonth | None) -> bool:
    """Tell whether a unit's own return holds no row, and what stood for the unit before holds money."""
    if not month.filed.files or month.lines or month.undecided or before is None:
        return False
    return any(line.value(field).fen for line in before.lines for field in WON_MONEY)


def unchanged(
    month: UnitMonth, before: UnitMonth, decisions: FileDecisions, names: dict[str, str], rhythm: Rhythm
) -> tuple[UnitMonth, list[Issue]]:
    """Let last month's amounts stand, with a question; a person may have said that they do, or that it is zero."""
    claim = month.filed.files[-1]
    word = decisions.of("nothing_new", claim.arrival)
    if word and word.answer == ZERO:
        return month, []
    source = before.carried_from or before.filed.period
    standing = replace(month, lines=before.lines, carried_from=source, undecided=word is None or before.undecided)
    if word:
        return standing, []
    received = display_money(sum(line.value("received").fen or 0 for line in before.lines))
    about = {"unit": names[month.filed.unit_id], "previous": rhythm.name(source), "received": received}
    return standing, [issue("nothing_new_after_money", **month.filed.place(), projects=len(before.lines), **about)]
