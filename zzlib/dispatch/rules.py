"""The rules of `rules.toml`: what on a project makes an item, what is asked, by when, and what shows that it is done."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from pydantic import field_validator

from zzlib.data import DataModel, package_toml
from zzlib.phrasing.phrases import Phrases
from zzlib.vocabulary import Stage


class Later(DataModel):
    """When there are too many to be done at once (`when`), more time is given for all `but` those with a flag."""

    when: str
    but: str


class ItemRule(DataModel):
    """A rule: see the head of `rules.toml`; its `id` is the flag of `zzlib.indicators.flags` that it follows."""

    id: str
    name: str
    problem: dict[str, str]
    demand: dict[str, str]
    amount: Literal["applied", "awarded", "received", "paid"]
    months: int
    later: Later | None = None
    cell: str
    rests: tuple[str, ...] = ()
    readable: tuple[str, ...] = ()
    refute: str
    source: str

    @field_validator("problem", "demand", mode="before")
    @classmethod
    def _by_stage(cls, said: Any) -> Any:
        """Take one text for that of every stage."""
        return {"": said} if isinstance(said, str) else said


@cache
def item_rules() -> dict[str, ItemRule]:
    """Give the rules by id, in the order in which lists tell them."""
    rules = [ItemRule.model_validate(entry) for entry in package_toml(__package__, "rules.toml")["rule"]]
    return {rule.id: rule for rule in rules}


def has_longer(rule: ItemRule, row: Mapping[Any, Any], phrases: Phrases) -> bool:
    """Tell whether what is asked of a project has until later than what is asked of most."""
    return rule.later is not None and phrases.hold(rule.later.when) and not row[rule.later.but]


def asked(rule: ItemRule, stage: str, phrases: Phrases) -> tuple[str, str]:
    """Give what is said of a project at a stage because of a rule, and what is asked of its unit."""
    label = Stage(stage).label if stage else "原阶段"
    problem, demand = (texts.get(stage, texts[""]) for texts in (rule.problem, rule.demand))
    return phrases.phrase(problem, stage=label), phrases.phrase(demand, stage=label)
