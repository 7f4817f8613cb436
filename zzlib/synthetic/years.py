"""A county goes on into another year: amounts begin anew, unfinished projects are carried over, others are new."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from zzlib.synthetic.amounts import WAN, share
from zzlib.synthetic.drafts import LINE_STEPS
from zzlib.synthetic.general import general_spec
from zzlib.synthetic.plan import Earlier, PlannedCounty, plan_county
from zzlib.synthetic.projects import MONEY_STEPS, NEVER, PlannedLine, Project
from zzlib.synthetic.spec import Quota, Spec, UnitSpec
from zzlib.vocabulary import Origin

_TARGETS_FROM = 2
"""The targets of a further year come late: in January there are none."""
_GOES_ON = 0.85
"""How likely it is that a project is not finished at the year's end."""
_AGAIN = 0.5
_WINS_NOW = 0.25


def following_spec(spec: Spec, months: int) -> Spec:
    """Draw the year after: the same units with further projects, all of them new, other habits, and late targets."""
    drawn = general_spec(len(spec.units), months, spec.seed + 1, spec.mess, with_twins=False)
    units = tuple(_new_ones(unit) for unit in drawn.units)
    changes = {"year": spec.year + 1, "over_years": True, "messes": spec.messes}
    return drawn.model_copy(update={"units": units, **changes})


def _new_ones(unit: UnitSpec) -> UnitSpec:
    """Let a unit have fewer projects that win nothing, none that is not new, and its target late."""
    quotas = {"formula": _all_new(unit.formula), "competitive": _all_new(unit.competitive)}
    late = ((_TARGETS_FROM, unit.target),) if unit.target else ()
    return unit.model_copy(update={**quotas, "reclaimed_wan": 0, "target": None, "revisions": late})


def _all_new(quota: Quota) -> Quota:
    projects = quota.converted + (quota.projects - quota.converted) // 3
    return quota.model_copy(update={"projects": projects, "new": projects})


def plan_following(spec: Spec, before: Earlier) -> PlannedCounty:
    """Plan the year of a spec after another: what was not finished, then what is new."""
    earlier = before.county
    names = {project.name for projects in earlier.projects.values() for project in projects}
    bare = {p.name.removeprefix(earlier.units[unit].name) for unit, own in earlier.projects.items() for p in own}
    planned = plan_county(spec, names | bare)
    projects = {unit: (*_carried(planned, unit, earlier), *own) for unit, own in planned.projects.items()}
    spec = spec.model_copy(update={"twins": earlier.spec.twins})
    return replace(planned, spec=spec, projects=projects, before=before)


def _carried(county: PlannedCounty, unit_id: str, earlier: PlannedCounty) -> list[Project]:
    shared = {twin.name for twin in earlier.spec.twins}
    carried = []
    for project in earlier.projects[unit_id]:
        rng = county.rng("carried", unit_id, project.name)
        if project.name in shared or (not project.reclaimed and rng.random() < _GOES_ON):
            carried.append(_goes_on(project, county.spec, rng))
    return carried


def _goes_on(project: Project, spec: Spec, rng: Random) -> Project:
    """Carry a project over: one that has won gets less than in the year before, if anything; others wait, or win now."""
    won = any(getattr(line, step) for line in project.lines for step in LINE_STEPS)
    applied = 1 if project.steps["applied"] != NEVER and not won else NEVER
    if won:
        part = rng.random() < _AGAIN
        lines = [
            _changed(line, {s: share(getattr(line, s), 1, 4) if part else 0 for s in LINE_STEPS})
            for line in project.lines
        ]
        lines = [replace(line, applied=0) for line in lines]
    else:
        wins = applied == 1 and rng.random() < _WINS_NOW
        lines = [_changed(line, _award(line.applied, rng) if wins else {}) for line in project.lines]
    steps = dict.fromkeys(MONEY_STEPS, NEVER) | {"applied": applied, "land": NEVER}
    month = 1
    if any(line.awarded for line in lines):
        for step in LINE_STEPS:
            month = rng.randrange(month, spec.months + 1)
            steps[step] = month
    return replace(
        project, origin=Origin.CARRIED_OVER, lines=tuple(lines), first=1, last=spec.months, year=spec.year, steps=steps,
        gradual=False, opening=_opening(project), land=Decimal(0), past=project,
    )  # fmt: skip


def _changed(line: PlannedLine, amounts: dict[str, int]) -> PlannedLine:
    awarded, allotted, received, paid = (amounts.get(step, 0) for step in LINE_STEPS)
    return replace(line, awarded=awarded, allotted=allotted, received=received, paid=paid)


def _award(applied: int, rng: Random) -> dict[str, int]:
    awarded = max(share(applied, 1, 3), WAN)
    received = share(awarded, rng.randrange(0, 5), 4)
    return {"awarded": awarded, "allotted": received, "received": received, "paid": share(received, 1, 2)}


def _opening(project: Project) -> int:
    """Give the stage (0 to 2) of waiting in which a project stood at the year's end."""
    return min(2, project.opening + (12 - project.first) // project.pace)
