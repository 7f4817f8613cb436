"""Last year's figures: by unit, kind and category, so that growth, increment and decreases come out as specified."""

from collections import Counter
from dataclasses import dataclass

from zzlib.synthetic.amounts import split
from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.spec import UnitSpec, words
from zzlib.vocabulary import Kind

Key = tuple[str, Kind, str]


@dataclass(frozen=True)
class PastFunds:
    """Cumulative funds of a unit, kind and category in a month of last year, in whole yuan."""

    month: int
    unit_id: str
    kind: Kind
    category: str
    applied: int
    awarded: int
    received: int


@dataclass(frozen=True)
class PastProjects:
    """Projects of a unit and kind in a month of last year."""

    month: int
    unit_id: str
    kind: Kind
    projects: int
    converted: int
    land: int


def past_funds(county: PlannedCounty) -> list[PastFunds]:
    """Give last year's funds for all twelve months.

    What fell since then fell to nothing: the decreases stand in categories that the unit has no more. The rest is
    shared over the categories of today in proportion to what they hold, hence below it.
    """
    received = _past_received(county)
    extra = county.spec.last_year.awarded_yuan - sum(received.values())
    awarded = dict(zip(received, split(extra, list(received.values())) if received else [], strict=True))
    return [
        PastFunds(month, *key, *(_by_month(county, total, month) for total in (full * 13 // 10, full, received[key])))
        for key in received
        for month in range(1, 13)
        for full in [received[key] + awarded[key]]
    ]


def _past_received(county: PlannedCounty) -> dict[Key, int]:
    rng = county.rng("history")
    current = _current(county)
    ended = _ended(county, current)
    if not ended:
        return {}
    decreases = county.spec.last_year.decreases_yuan
    rest = county.spec.last_year.received_yuan - decreases
    kept = split(rest, [amount // 10**6 * rng.randrange(80, 121) for amount in current.values()])
    fallen = split(decreases, [rng.randrange(20, 181) for _ in ended])
    return dict(zip(current, kept, strict=True)) | dict(zip(ended, fallen, strict=True))


def _current(county: PlannedCounty) -> Counter[Key]:
    """Give what counts as received in the last month, by unit, kind and category (fen)."""
    totals: Counter[Key] = Counter()
    for unit_id, projects in county.projects.items():
        if county.units[unit_id].history:
            for project in projects:
                for line in project.lines:
                    if line.counts and line.received > 0:
                        totals[unit_id, project.kind, line.category] += line.received
    return totals


def _ended(county: PlannedCounty, current: Counter[Key]) -> list[Key]:
    """Choose categories that some units had last year and have no more (or the one that ended); every fourth unit had one."""
    with_history = [unit for unit in county.spec.units if unit.history]
    held = {(unit_id, category) for unit_id, _, category in current}
    return [
        (unit.id, Kind(hint), category)
        for unit in with_history[::4]
        for category, hint in [_free_category(county, unit, held)]
    ]


def _free_category(county: PlannedCounty, unit: UnitSpec, held: set[tuple[str, str]]) -> tuple[str, str]:
    categories = words("words")["categories"]
    if ended := county.spec.last_year.ended:
        return ended, categories[ended]["kind"]
    free = [name for name in categories if categories[name]["counts"] and (unit.id, name) not in held]
    return free[-1], categories[free[-1]]["kind"]


def past_projects(county: PlannedCounty) -> list[PastProjects]:
    """Give last year's projects for all twelve months, shared over units in proportion to today's."""
    rng = county.rng("history projects")
    counts = {
        (unit.id, kind): sum(project.kind == kind for project in county.projects[unit.id])
        for unit in county.spec.units
        if unit.history
        for kind in (Kind.FORMULA, Kind.COMPETITIVE, Kind.UNSTATED)
    }
    present = {key: number for key, number in counts.items() if number}
    parts = split(county.spec.last_year.projects if present else 0, list(present.values()))
    lands = [rng.randrange(0, 3) * 10 for _ in present]
    return [
        PastProjects(month, *key, _by_month(county, part, month), _by_month(county, part, month) // 4, land)
        for key, part, land in zip(present, parts, lands, strict=True)
        for month in range(1, 13)
    ]


def _by_month(county: PlannedCounty, total: int, month: int) -> int:
    """Spread a total that stands at the county's last month over the year: even until then, slower after."""
    last = county.spec.months
    return total * month // last if month <= last else total + total * (month - last) // (2 * last)
