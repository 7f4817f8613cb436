"""What a county is to be: units with their targets and quotas, last year's totals, who files when, planted faults."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from zzlib.data import DataModel, package_toml

Mess = Literal["none", "ordinary", "hard"]
Count = Annotated[int, Field(ge=0)]

EDGES = (Decimal("0.80"), Decimal("0.25"))
"""The completions at which the bands high and middle begin in a county whose settings do not say."""


class TargetSpec(DataModel):
    """A unit's annual target: new projects, and funds in 万元 (`None`: the county sets none of that)."""

    projects: Count
    funds_wan: Count | None


class Quota(DataModel):
    """What a unit has of one kind in the last month: projects, how many won money or land, and amounts in 万元.

    `large` lists awarded and received of each project that was awarded 500万元 or more; the rest of the money is shared
    by the other winners, which must stay well below that (200万元 on average).
    """

    projects: Count = 0
    new: Count = 0
    converted: Count = 0
    land_only: Count = 0
    awarded_wan: Count = 0
    received_wan: Count = 0
    large: tuple[tuple[int, int], ...] = ()

    @property
    def small(self) -> int:
        """The number of winners of less than 500万元."""
        return self.converted - self.land_only - len(self.large)

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        rest = self.awarded_wan - sum(awarded for awarded, _ in self.large)
        received = self.received_wan - sum(received for _, received in self.large)
        believed = (
            max(self.new, self.converted) <= self.projects
            and self.small >= 0
            and (rest > 0) == (self.small > 0)
            and 0 <= received <= rest
            and all(awarded >= 500 and awarded >= received for awarded, received in self.large)
        )
        if not believed:
            raise ValueError(f"the parts of this quota do not fit: {self}")
        return self


class UnitSpec(DataModel):
    """A unit of the county. `misses`, `late` and `resubmits` are months; `returns = false` never files.

    `revisions` are targets that hold from a later month on, instead of `target`. `bond_wan` is a bond beside its first formula money, `reclaimed_wan` money taken back from an unwon project.
    """

    id: str
    name: str
    full_name: str
    group: Literal["县直", "乡镇", "企业", "垂管"]
    theme: str
    aliases: tuple[str, ...] = ()
    target: TargetSpec | None = None
    revisions: tuple[tuple[int, TargetSpec], ...] = ()
    formula: Quota = Quota()
    competitive: Quota = Quota()
    land_mu: Count = 0
    bond_wan: Count = 0
    returns: bool = True
    misses: tuple[int, ...] = ()
    late: tuple[int, ...] = ()
    resubmits: tuple[int, ...] = ()
    reclaimed_wan: Count = 0
    history: bool = True

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        quotas = (self.formula, self.competitive)
        unwon = sum(quota.projects - quota.converted for quota in quotas)
        rest = self.competitive.awarded_wan - sum(awarded for awarded, _ in self.competitive.large)
        believed = (
            rest <= 200 * self.competitive.small
            and not self.formula.large
            and (self.land_mu > 0 or not any(quota.land_only for quota in quotas))
            and (self.land_mu == 0 or any(quota.converted for quota in quotas))
            and (self.bond_wan == 0 or self.formula.small > 0)
            and (self.reclaimed_wan == 0 or unwon > 0)
        )
        if not believed:
            raise ValueError(f"the parts of unit {self.id} do not fit")
        return self

    def in_month(self, month: int) -> "UnitSpec":
        """Give the unit with the target that holds in a month."""
        held = [target for start, target in self.revisions if start <= month]
        return self.model_copy(update={"target": held[-1]}) if held else self


class LastYearSpec(DataModel):
    """Last year's county totals at the same month; `decreases_yuan` is the sum of all decreases since then.

    They stand in categories chosen by chance, or in the one that has `ended`.
    """

    awarded_yuan: Count
    received_yuan: Count
    decreases_yuan: Count
    projects: Count
    ended: str = ""


class Twin(DataModel):
    """One project that two units file, with different amounts; `code` tells whether it has a project code."""

    units: tuple[str, str]
    name: str
    code: str = ""


class Inspection(DataModel):
    """A finding of the inspectors about the first large (else first won) project of a unit."""

    unit: str
    month: int
    finding: str
    amount_wan: Count
    document: str


class Planted(DataModel):
    """A fault to plant in the return of a unit and month; `field` and `value` where the fault is in a cell."""

    month: int
    unit: str
    code: str
    field: str = ""
    value: str = ""


class UnitChange(DataModel):
    """From a month on what one unit had is another's, all or a `share` of it; a unit stays that also passes on to itself.

    From nothing a unit is new. `name` and `group` are what a unit that only passes on to itself is called and where it is.
    """

    month: Annotated[int, Field(ge=1, le=12)]
    from_unit: str = ""
    to_unit: str = ""
    share: str = "1"
    name: str = ""
    group: Literal["", "县直", "乡镇", "企业", "垂管"] = ""


class StoryRecord(DataModel):
    """What somebody recorded of an item when a month's items were gone through; see `zzlib.dispatch.events`."""

    month: Annotated[int, Field(ge=1, le=12)]
    event: str
    date: str = ""
    text: str = ""
    by: str
    why: str = ""


class ItemStory(DataModel):
    """An item by its id, the records of it, and how it stands by month (`{"5": "overdue"}`)."""

    item: str
    records: tuple[StoryRecord, ...]
    states: dict[str, str]


class Spec(DataModel):
    """A whole county. `totals` states what the units' quotas must add up to; `changes` are those of its units.

    Returns are collected from `first_month` to the month `months`, `every` month or quarter, but for the `gaps`. `unasked`
    are fields that no form has, `unfilled` those that nobody fills in; `over_years`: some forms ask for what was received
    since the start, too. `messes` gives how many units of a hundred have each mess of `messes/catalogue.toml`, beside what
    `mess` brings.
    """

    county: str
    office: str
    year: int
    months: Annotated[int, Field(ge=1, le=12)]
    every: Literal["month", "quarter"] = "month"
    first_month: Annotated[int, Field(ge=1, le=12)] = 1
    gaps: tuple[int, ...] = ()
    unasked: tuple[str, ...] = ()
    unfilled: tuple[str, ...] = ()
    seed: int
    mess: Mess = "ordinary"
    messes: dict[str, int] = {}
    settings: dict[str, dict[str, Any]] = {}
    over_years: bool = False
    last_year: LastYearSpec
    totals: dict[str, int] = {}
    units: tuple[UnitSpec, ...]
    twins: tuple[Twin, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    faults: tuple[Planted, ...] = ()
    changes: tuple[UnitChange, ...] = ()
    stories: tuple[ItemStory, ...] = ()

    @property
    def edges(self) -> tuple[Decimal, Decimal]:
        """The completions at which the county's bands high and middle begin."""
        high, middle = self.settings.get("bands", {}).get("edges", EDGES)
        return Decimal(str(high)), Decimal(str(middle))

    @property
    def step(self) -> int:
        """The months that a return speaks of."""
        return 3 if self.every == "quarter" else 1

    @property
    def collected(self) -> tuple[int, ...]:
        """The months for which returns are collected, a quarter's last."""
        months = range(1, self.months + 1)
        return tuple(m for m in months if m >= self.first_month and m % self.step == 0 and m not in self.gaps)

    @model_validator(mode="after")
    def _collects(self) -> Self:
        if not self.collected or self.collected[-1] != self.months:
            raise ValueError(f"no returns are collected for month {self.months}, the last")
        return self

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        sums = unit_sums(self.units)
        wrong = {name: (sums[name], stated) for name, stated in self.totals.items() if sums[name] != stated}
        if wrong:
            raise ValueError(f"the units do not add up to the stated totals: {wrong}")
        return self


def unit_sums(units: tuple[UnitSpec, ...]) -> dict[str, int]:
    """Add up the units' quotas and targets under the names that `Spec.totals` uses."""
    formula = [unit.formula for unit in units]
    competitive = [unit.competitive for unit in units]
    both = formula + competitive
    targets = [unit.target for unit in units if unit.target]
    return {
        "units": len(units),
        "projects_target": sum(t.projects for t in targets),
        "funds_target_wan": sum(t.funds_wan or 0 for t in targets),
        "projects_formula": sum(q.projects for q in formula),
        "projects_competitive": sum(q.projects for q in competitive),
        "projects_new": sum(q.new for q in both),
        "converted_formula": sum(q.converted for q in formula),
        "converted_competitive": sum(q.converted for q in competitive),
        "land_only_formula": sum(q.land_only for q in formula),
        "land_only_competitive": sum(q.land_only for q in competitive),
        "large_projects": sum(len(q.large) for q in competitive),
        "awarded_wan": sum(q.awarded_wan for q in both),
        "received_formula_wan": sum(q.received_wan for q in formula),
        "received_competitive_wan": sum(q.received_wan for q in competitive),
        "land_mu": sum(unit.land_mu for unit in units),
    }


def read_spec(path: Path) -> Spec:
    """Read a spec from TOML.

    Raises:
        pydantic.ValidationError: a key is unknown, or the units do not add up to the totals.
    """
    return Spec.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def words(name: str) -> dict[str, Any]:
    """Give one of this room's word files (`words`, `forms`)."""
    return package_toml(__package__, f"{name}.toml")
