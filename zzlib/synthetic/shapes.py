"""Counties that differ: begun in July, by the quarter, without targets, last year, kinds or stages, with months left out."""

from random import Random
from typing import Any, Literal

from zzlib.data import DataModel
from zzlib.synthetic.general import last_year
from zzlib.synthetic.spec import Spec, TargetSpec, UnitSpec


class Shape(DataModel):
    """How a county differs from one that has everything and reports every month from January on.

    `targets`: of all that is asked, the same with two revisions in the year, of projects only, or none. `history`: last
    year's figures of all units, of every other one, or none. `edges`: where its bands high and middle begin, if not where
    they do by default.
    """

    every: Literal["month", "quarter"] = "month"
    first_month: int = 1
    gaps: tuple[int, ...] = ()
    targets: Literal["all", "revised", "projects", "none"] = "all"
    history: Literal["all", "some", "none"] = "all"
    kinds: bool = True
    stages: bool = True
    edges: tuple[float, float] | None = None


_STAGES_AND_DATES = ("stage", "applied_on", "awarded_on", "received_on", "started_on")


def shaped(spec: Spec, shape: Shape) -> Spec:
    """Give a county of a shape, otherwise like the one of the spec.

    Raises:
        ValueError: no returns are collected for the spec's last month.
    """
    if shape.every == "quarter" and spec.months % 3:
        raise ValueError(f"按季度报送的县，月数应是 3、6、9、12，现在是 {spec.months}")
    if spec.months < shape.first_month or spec.months in shape.gaps:
        raise ValueError(f"最后一个月（{spec.months}月）要有报表")
    rng = Random(f"{spec.seed}/shape")
    units = [_with_targets(unit, shape, spec.months, rng) for unit in spec.units]
    units = [_with_history(unit, shape, number) for number, unit in enumerate(units)]
    settings: dict[str, dict[str, Any]] = {"returns": {"every": "quarter"}} if shape.every == "quarter" else {}
    settings |= {"bands": {"edges": list(shape.edges)}} if shape.edges else {}
    changes: dict[str, Any] = {
        "every": shape.every,
        "first_month": shape.first_month,
        "gaps": shape.gaps,
        "unasked": () if shape.kinds else ("kind",),
        "unfilled": () if shape.stages else _STAGES_AND_DATES,
        "settings": spec.settings | settings,
        "units": tuple(units),
    }
    if shape.history != "all":
        changes["last_year"] = last_year(units, rng)
    return Spec.model_validate(dict(spec) | changes)


def _with_targets(unit: UnitSpec, shape: Shape, months: int, rng: Random) -> UnitSpec:
    if unit.target is None or shape.targets == "all":
        return unit
    if shape.targets == "none":
        return unit.model_copy(update={"target": None})
    if shape.targets == "projects":
        return unit.model_copy(update={"target": TargetSpec(projects=unit.target.projects, funds_wan=None)})
    if rng.random() < 0.2:  # the county leaves some units' targets as they are
        return unit
    targets = [unit.target]
    for _ in range(2):
        percent = rng.choice((80, 90, 110, 120, 150))
        wan = (targets[-1].funds_wan or 0) * percent // 100 + 10
        targets.append(TargetSpec(projects=targets[-1].projects + rng.randrange(0, 3), funds_wan=wan))
    revised = zip((1 + (months + 1) // 3, 1 + (2 * months + 1) // 3), targets[1:], strict=True)
    return unit.model_copy(update={"revisions": tuple(revised)})


def _with_history(unit: UnitSpec, shape: Shape, number: int) -> UnitSpec:
    if shape.history == "all":
        return unit
    return unit.model_copy(update={"history": shape.history == "some" and number % 2 == 0 and unit.history})
