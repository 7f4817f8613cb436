"""Planted faults: what is wrong with some returns, chosen so that its effect on the truth is known (contracts, section 4)."""

from random import Random

from zzlib.synthetic.faults import cells, columns, files, forms, months, seen, sums, tables, turn
from zzlib.synthetic.faults.kinds import Case, FaultKind
from zzlib.synthetic.filings import Return
from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.spec import Planted, words
from zzlib.vocabulary import Level

_ROOMS = (cells, files, forms, months, seen, columns, sums, turn, tables)

KINDS: dict[tuple[str, str], FaultKind] = {(kind.code, kind.field): kind for room in _ROOMS for kind in room.KINDS}
"""Every kind of fault by its code and what it strikes."""

LEVELS: dict[str, Level] = {
    **{code: Level.WARNING for room in _ROOMS for code in room.WARNINGS},
    **dict.fromkeys(months.NOTICES, Level.NOTICE),
}
"""The levels of the codes that are no errors."""

_EVERY_FIFTH = 5


def choose_faults(county: PlannedCounty, returns: list[Return]) -> tuple[Planted, ...]:
    """Choose faults for every month: each kind once where a return suits it, at most one a unit, a fifth of the returns."""
    planted: list[Planted] = []
    for month in county.spec.collected:
        struck = {(fault.unit, fault.month) for fault in planted}
        sound = [item for item in returns if (item.unit_id, item.month) not in struck]
        planted += _month_faults(county, sound, month)
    return tuple(planted)


def _month_faults(county: PlannedCounty, returns: list[Return], month: int) -> list[Planted]:
    rng = county.rng("faults", month)
    items = [item for item in returns if item.month == month]
    drafts = {item.unit_id for item in items if item.draft}
    free = [item for item in items if item.unit_id not in drafts]
    rng.shuffle(free)
    kinds = [kind for kind in KINDS.values() if kind.when == "any" or month == county.spec.months]
    rng.shuffle(kinds)
    most = max(1, len(free) // _EVERY_FIFTH)
    planted: list[Planted] = []
    for kind in kinds:
        item = next((i for i in free if kind.place(_case(county, returns, i)) is not None), None)
        if item and len(planted) < most:
            free.remove(item)
            planted.append(_planted(kind, item, rng))
    return planted


def _planted(kind: FaultKind, item: Return, rng: Random) -> Planted:
    value = rng.choice(words("words")[kind.lists]) if kind.lists else ""
    return Planted(month=item.month, unit=item.unit_id, code=kind.code, field=kind.field, value=value)


def _case(county: PlannedCounty, returns: list[Return], item: Return, value: str = "") -> Case:
    before = [r for r in returns if r.unit_id == item.unit_id and r.month == item.month - county.spec.step]
    last = next((r for r in before if not r.draft and r.readable and not r.planted), None)
    return Case(county, item, last, value)


def plant(county: PlannedCounty, returns: list[Return], item: Return, fault: Planted) -> tuple[Return, ...]:
    """Give the return with the fault in it, and other files that belong to the fault.

    Raises:
        ValueError: the return has no row that the fault could stand in.
    """
    kind = KINDS[fault.code, fault.field]
    case = _case(county, returns, item, fault.value)
    place = kind.place(case)
    if place is None:
        raise ValueError(f"the return of {fault.unit} for month {fault.month} has no row for {fault.code}")
    planted = kind.plant(case, place)
    return planted if isinstance(planted, tuple) else (planted,)


def with_faults(county: PlannedCounty, returns: list[Return], faults: tuple[Planted, ...]) -> list[Return]:
    """Give the returns with all faults planted; a unit's fault goes into the return that stands, not into a draft."""
    for fault in sorted(faults, key=lambda fault: fault.month):
        changed: list[Return] = []
        for item in returns:
            strikes = (item.unit_id, item.month, item.draft) == (fault.unit, fault.month, False)
            changed += plant(county, returns, item, fault) if strikes else (item,)
        returns = changed
    return returns
