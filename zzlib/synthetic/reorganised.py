"""Units that change in the course of the year: who is a unit in a month, which projects it has, what was whose before.

A project goes as planned: whole to the unit that its own was merged into or renamed, of a split one to one of the units
that came out, by chance and their shares. What is only known as a sum of a unit (last year, targets) goes by the shares.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.projects import Project
from zzlib.synthetic.spec import UnitChange, UnitSpec
from zzlib.synthetic.styles import WrittenStyle

Parts = dict[str, Fraction]


def changes_of(county: PlannedCounty, month: int) -> list[UnitChange]:
    """Give the changes that hold from a month on."""
    return [change for change in county.spec.changes if change.month == month]


def members(county: PlannedCounty, month: int) -> list[UnitSpec]:
    """Give the units of a month in order of precedence, with the names and groups that they have then."""
    there = {unit.id for unit in county.spec.units} - {u for m in _months(county) for u in _beginning(county, m)}
    for changed in (m for m in _months(county) if m <= month):
        there = (there - set(_ending(county, changed))) | set(_beginning(county, changed))
    return [_as_of(county, unit, month) for unit in county.spec.units if unit.id in there]


def _months(county: PlannedCounty) -> list[int]:
    return sorted({change.month for change in county.spec.changes})


def _kept(county: PlannedCounty, month: int) -> set[str]:
    """Give the units that keep something (or all) of their own in a month of changes."""
    return {change.from_unit for change in changes_of(county, month) if change.from_unit == change.to_unit}


def _beginning(county: PlannedCounty, month: int) -> list[str]:
    kept = _kept(county, month)
    return [change.to_unit for change in changes_of(county, month) if change.to_unit and change.to_unit not in kept]


def _ending(county: PlannedCounty, month: int) -> list[str]:
    kept = _kept(county, month)
    return [change.from_unit for change in changes_of(county, month) if change.from_unit not in kept]


def _as_of(county: PlannedCounty, unit: UnitSpec, month: int) -> UnitSpec:
    for change in county.spec.changes:
        if change.month <= month and change.from_unit == change.to_unit == unit.id:
            told = {"name": change.name or unit.name, "group": change.group or unit.group}
            unit = unit.model_copy(update=told | ({"full_name": ""} if change.name else {}))
    return unit


def parts(county: PlannedCounty, unit_id: str, since: int, until: int) -> Parts:
    """Give whose in the month `until` is what a unit had at the end of the month `since` (0: last year)."""
    held: Parts = {unit_id: Fraction(1)}
    for month in (m for m in _months(county) if since < m <= until):
        after: Parts = {}
        for holder, share in held.items():
            for to_unit, part in _passed_on(county, holder, month).items():
                after[to_unit] = after.get(to_unit, Fraction(0)) + share * part
        held = after
    return held


def _passed_on(county: PlannedCounty, unit_id: str, month: int) -> Parts:
    own = [change for change in changes_of(county, month) if change.from_unit == unit_id]
    if not own:
        return {unit_id: Fraction(1)}
    return {change.to_unit: _share(change.share) for change in own if change.to_unit}


def _share(text: str) -> Fraction:
    return Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)


def came_from(county: PlannedCounty, unit_id: str, month: int) -> list[str]:
    """Give the units whose things are, all or in part, a unit's after the changes of a month; itself where it was there."""
    before = [unit.id for unit in members(county, month - 1)]
    return [source for source in before if unit_id in _passed_on(county, source, month)]


def last_change(county: PlannedCounty, unit_id: str, month: int) -> int:
    """Give the last month up to one in which something came to a unit or went from it, 0 if none did."""
    own = (change.month for change in county.spec.changes if unit_id in (change.from_unit, change.to_unit))
    return max((m for m in own if m <= month), default=0)


def holder(county: PlannedCounty, project: Project, month: int) -> str:
    """Give the unit that has a project in a month, `""` after its unit ended without a successor."""
    unit_id = project.unit_id
    for changed in (m for m in _months(county) if m <= month):
        heirs = _passed_on(county, unit_id, changed)
        if len(heirs) < 2:
            unit_id = next(iter(heirs), "")
            continue
        drawn, reached = county.rng("split", changed, project.name).random(), 0.0
        for heir, share in heirs.items():
            unit_id, reached = heir, reached + float(share)
            if drawn < reached:
                break
    return unit_id


def held(county: PlannedCounty, unit_id: str, month: int) -> Iterable[Project]:
    """Give the projects that a unit has in a month, in the order of the plan."""
    if not county.spec.changes:
        return county.projects[unit_id]
    return [p for own in county.projects.values() for p in own if holder(county, p, month) == unit_id]


def form_of(county: PlannedCounty, unit_id: str, month: int) -> WrittenStyle:
    """Give the form that a unit fills in for a month; one to which others come asks for land if they have any."""
    if not county.spec.changes:
        return county.style(unit_id)
    unit = _as_of(county, county.units[unit_id], month)
    if not unit.land_mu and any(unit_id == change.to_unit for change in county.spec.changes):
        asks = any(project.land or project.land_needed for project in held(county, unit_id, month))
        unit = unit.model_copy(update={"land_mu": int(asks)})
    return replace(county, spec=county.spec.model_copy(update={"units": (unit,), "changes": ()})).style(unit_id)


def shared(total: int, shares: Sequence[Fraction]) -> list[int]:
    """Divide a whole number by shares that sum to 1: what rounding down leaves goes one by one to the largest remainders."""
    sign = -1 if total < 0 else 1
    down = [abs(total) * share.numerator // share.denominator for share in shares]
    missing = abs(total) - sum(down)
    order = sorted(range(len(shares)), key=lambda n: (down[n] - abs(total) * shares[n], n))
    return [sign * (part + (place in order[:missing])) for place, part in enumerate(down)]
