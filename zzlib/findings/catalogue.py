"""The catalogues of findings and advice (`findings.toml`, `advice.toml`) with their schemas."""

import difflib
from functools import cache
from typing import Any, Literal

from pydantic import field_validator, model_validator

from zzlib.data import DataModel, package_toml
from zzlib.dispatch.rules import ItemRule, item_rules
from zzlib.indicators.catalogue import catalogue
from zzlib.kinds import DEFAULT_KINDS, Kinds
from zzlib.phrasing.clauses import Clauses
from zzlib.phrasing.lists import LIST_FIGURES
from zzlib.settings import Findings as Thresholds
from zzlib.settings import Settings, SettingsError

SEVERITIES = {"high": 3, "middle": 2, "low": 1}
SEVERITY_LABELS = {"high": "重", "middle": "中", "low": "轻"}


class Trigger(DataModel):
    """A test of one figure against a setting of `[findings]`, another figure, or a fixed number."""

    figure: str
    below: str | float | None = None
    above: str | float | None = None
    at_least: str | float | None = None
    at_most: str | float | None = None

    @model_validator(mode="after")
    def _one_test_of_something_known(self) -> "Trigger":
        tests = [value for value in (self.below, self.above, self.at_least, self.at_most) if value is not None]
        if len(tests) != 1:
            raise ValueError(f"{self.figure}: exactly one of below, above, at_least, at_most")
        for name in (self.figure, *(t for t in tests if isinstance(t, str) and t not in Thresholds.model_fields)):
            if name not in catalogue():
                raise ValueError(f"{name} is neither a figure nor a setting")
        return self

    @property
    def test(self) -> Literal["below", "above", "at_least", "at_most"]:
        """Which test it is."""
        for test in ("below", "above", "at_least"):
            if getattr(self, test) is not None:
                return test
        return "at_most"

    @property
    def threshold(self) -> str | float:
        """What the figure is held against: a setting, a figure, a number."""
        return next(value for value in (self.below, self.above, self.at_least, self.at_most) if value is not None)


class Family(DataModel):
    """Problems that a document tells under one heading, after the year's end another where that fits better; those of a `first` family before all."""

    title: str
    at_year_end: str = ""
    first: bool = False


class Listed(DataModel):
    """How what inspectors found stands in the list of what is asked of whom; `{finding}` is their words."""

    problem: str
    demand: str


class FindingRule(DataModel):
    """A problem to look for. It is found when every trigger holds; `needs` are the data without which nobody can tell.

    `from_month` is the month of the year from which a monthly circular tells it: little has come anywhere before.
    What is `standing` is told in every document (or every month, or summary) where it is found, in short where it has not got worse.
    `within` is the problem whose sentence tells of it, too, where that is found. `urgency` tells who can act: 2 a leader or whoever holds a date that is over, 1 the units, 0 nobody at once. `still` is
    how a monthly circular mentions it where the month before said it already and it has not got worse. `listed` is how
    inspectors' findings, which no flag of projects tells, stand in the list of what is asked of whom.
    `benefit` is the figure of money that closing it would bring; `units` a list of `zzlib.phrasing.lists`, `projects`
    a flag of `zzlib.indicators.flags` (of projects whose kind is given in the way `way`, if any is named). What is said
    and asked of each of these projects stands in the rule of that id (`zzlib.dispatch.rules`), if there is one.
    """

    id: str
    family: str
    problem: str
    severity: Literal["high", "middle", "low"]
    trigger: tuple[Trigger, ...]
    needs: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    compare: str = ""
    benefit: str = ""
    way: str = ""
    from_month: int = 1
    urgency: Literal[0, 1, 2] = 0
    standing: Literal["", "always", "monthly", "summaries"] = ""
    within: str = ""
    still: Clauses = ()
    listed: Listed | None = None
    units: str = ""
    projects: str = ""
    wording: Clauses
    caution: str = ""
    refute: str
    advice: tuple[str, ...]
    source: str

    @field_validator("still", mode="before")
    @classmethod
    def _one_clause(cls, said: Any) -> Any:
        """Take one text for a clause that has no other way to be said."""
        return _one_clause(said)

    @property
    def asks(self) -> ItemRule | None:
        """What is asked of each of its projects, `None` where only their share is told."""
        return item_rules().get(self.projects)


class Advice(DataModel):
    """What to do about a finding: who, what, by which figure its effect is told, and within how many months.

    `goal`: the figure is to be `less` or `more` than when it was asked for, `none` to be gone, `no_more` not to grow.
    `attachment`: the list that a circular with this advice sends along. `again` is how it is asked for anew in short.
    `called` is what the figure counts, for those who read later what became of it, where its label leaves out how long is long.
    """

    id: str
    group: str
    owner: str
    action: Clauses
    measure: str
    goal: Literal["less", "more", "none", "no_more"]
    months: int = 1
    again: Clauses = ()
    called: str = ""
    attachment: Literal["", "openings"] = ""

    @field_validator("again", mode="before")
    @classmethod
    def _one_clause(cls, said: Any) -> Any:
        """Take one text for a clause that has no other way to be said."""
        return _one_clause(said)


def _one_clause(said: Any) -> Any:
    return [[said]] if isinstance(said, str) and said else said or []


class _Findings(DataModel):
    still_title: str
    families: dict[str, Family]
    finding: tuple[FindingRule, ...]


class _Advices(DataModel):
    again_title: str
    groups: dict[str, Family]
    advice: tuple[Advice, ...]


@cache
def families(*, at_year_end: bool = False) -> dict[str, str]:
    """Give the headings of problems by family, as they are called in the year or at its end."""
    known = _findings().families.items()
    return {name: (at_year_end and family.at_year_end) or family.title for name, family in known}


def family_order(family: str) -> bool:
    """Give by what families are sorted that are not equal before what is at stake: those that documents tell first."""
    return not _findings().families[family].first


@cache
def advice_groups() -> dict[str, str]:
    """Give the headings of advice by group, in the order of documents."""
    return {name: group.title for name, group in _advices().groups.items()}


def still_title() -> str:
    """Give the heading of problems that stood there before and are mentioned in short."""
    return _findings().still_title


def again_title() -> str:
    """Give the heading of advice that is asked for anew in short."""
    return _advices().again_title


@cache
def rules(kinds: Kinds = DEFAULT_KINDS) -> dict[str, FindingRule]:
    """Give every finding that is looked for, in the order of the catalogue, in the words of a county's kinds."""
    said = ({"problem": kinds.said(rule.problem), "refute": kinds.said(rule.refute)} for rule in _findings().finding)
    return {rule.id: rule.model_copy(update=own) for rule, own in zip(_findings().finding, said, strict=True)}


@cache
def advices() -> dict[str, Advice]:
    """Give every piece of advice, in the order of documents."""
    return {advice.id: advice for advice in _advices().advice}


def switched_off(settings: Settings) -> frozenset[str]:
    """Give the findings that the county does not want looked for.

    Raises:
        SettingsError: the setting names an unknown finding; the message gives the nearest.
    """
    for name in settings.findings.off:
        if name not in rules():
            nearest = difflib.get_close_matches(name, rules(), n=1, cutoff=0.0)[0]
            raise SettingsError(
                f"设置 findings.off 里的“{name}”不是问题编号，最接近的是“{nearest}”；有：{'、'.join(rules())}"
            )
    return frozenset(settings.findings.off)


@cache
def _findings() -> _Findings:
    found = _Findings.model_validate(package_toml(__package__, "findings.toml"))
    for rule in found.finding:
        figures = (*rule.evidence, rule.compare, rule.benefit)
        unknown = [f for f in figures if f and f.partition("@")[0] not in catalogue()]
        unknown += [a for a in rule.advice if a not in advices()]
        unknown += [rule.family] if rule.family not in found.families else []
        unknown += [rule.units] if rule.units and rule.units not in LIST_FIGURES else []
        assert not unknown, f"findings.toml, {rule.id}: {unknown}"
    return found


@cache
def _advices() -> _Advices:
    found = _Advices.model_validate(package_toml(__package__, "advice.toml"))
    unknown = [a.id for a in found.advice if a.group not in found.groups or a.measure not in catalogue()]
    assert not unknown, f"advice.toml: {unknown}"
    return found
