"""Planted faults: what is wrong with some returns, chosen so that its effect on the truth is known (contracts, section 4)."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.filings import Return
from zzlib.synthetic.plan import County
from zzlib.synthetic.projects import MONEY_FIELDS, Row
from zzlib.synthetic.spec import Planted, words

_EVERY_TENTH = 10


def choose_faults(county: County, returns: list[Return]) -> tuple[Planted, ...]:
    """Choose faults for every month: each kind once where a return suits it, at most one a unit, a tenth of the returns."""
    return tuple(
        fault
        for month in range(1, county.spec.months + 1)
        for fault in _month_faults(county, [r for r in returns if r.month == month], month)
    )


def _month_faults(county: County, returns: list[Return], month: int) -> list[Planted]:
    rng = county.rng("faults", month)
    drafts = {item.unit_id for item in returns if item.draft}
    free = [item for item in returns if item.unit_id not in drafts]
    rng.shuffle(free)
    kinds = list(_SUITED)
    rng.shuffle(kinds)
    most = max(1, len(free) * 2 // _EVERY_TENTH)
    planted: list[Planted] = []
    for kind in kinds[:most]:
        item = next((item for item in free if _suits(kind, item)), None)
        if item:
            free.remove(item)
            planted.append(_planted(kind, item, rng))
    return planted


def _planted(kind: tuple[str, str], item: Return, rng: Random) -> Planted:
    code, field = kind
    lists = {
        "amount_unreadable": "bad_amounts",
        "date_unreadable": "bad_dates",
        "stage_unknown": "unknown_stages",
        "unit_unknown": "unknown_units",
    }
    value = rng.choice(words("words")[lists[code]]) if code in lists else ""
    return Planted(month=item.month, unit=item.unit_id, code=code, field=field, value=value)


_SUITED: dict[tuple[str, str], Callable[[Row], bool] | None] = {
    ("amount_unreadable", "received"): lambda row: row.line.counts and row.money("received") > 0,
    ("amount_unreadable", "applied"): lambda row: row.line.counts and row.money("applied") > 0,
    ("date_unreadable", "awarded_on"): lambda row: row.values["awarded_on"] is not None,
    ("stage_unknown", "stage"): lambda row: True,
    ("total_mismatch", "received"): lambda row: row.money("received") > 0,
    ("row_duplicate", "project_name"): lambda row: len(row.project.lines) == 1,
    ("money_unit_unstated", "received"): lambda row: row.money("received") > 0,
    ("file_damaged", ""): None,
    ("file_empty", ""): None,
    ("file_locked", ""): None,
    ("unit_unknown", "unit"): None,
}
"""Each kind of fault (code and field), and the row that it needs; `None` strikes the whole file."""


def _suits(kind: tuple[str, str], item: Return) -> bool:
    needed = _SUITED[kind]
    return needed is None or any(needed(row) for row in item.rows)


def plant(item: Return, fault: Planted) -> Return:
    """Give the return with the fault in it.

    Raises:
        ValueError: the return has no row that the fault could stand in.
    """
    needed = _SUITED[fault.code, fault.field]
    place = next((i for i, row in enumerate(item.rows) if needed and needed(row)), None)
    if needed is not None and place is None:
        raise ValueError(f"the return of {fault.unit} for month {fault.month} has no row for {fault.code}")
    bodies = {"file_damaged": "truncated", "file_empty": "nothing", "file_locked": "locked"}
    if fault.code in bodies:
        return replace(item, body=bodies[fault.code])  # type: ignore[arg-type]
    if fault.code == "unit_unknown":
        return replace(item, known_unit=False, alias=fault.value)
    if fault.code == "total_mismatch":
        return replace(item, total_off=7 * WAN)
    if fault.code == "row_duplicate":
        return replace(item, repeated=place)
    if fault.code == "money_unit_unstated":
        cells = [(i, name) for i, row in enumerate(item.rows) for name in MONEY_FIELDS if row.money(name)]
        return replace(item, money_unit_stated=False, unreadable=frozenset(cells))
    cell = (place or 0, fault.field)
    lost = {cell} if fault.code == "amount_unreadable" else set()
    return replace(item, raw=(*item.raw, (*cell, fault.value)), unreadable=item.unreadable | lost)


def with_faults(returns: list[Return], faults: tuple[Planted, ...]) -> list[Return]:
    """Give the returns with all faults planted; a unit's fault goes into the return that stands, not into a draft."""
    for fault in faults:
        returns = [
            plant(item, fault) if (item.unit_id, item.month, item.draft) == (fault.unit, fault.month, False) else item
            for item in returns
        ]
    return returns
