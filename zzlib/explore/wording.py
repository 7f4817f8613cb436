"""The words and lines of the views, kept as data in `wording.toml`."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from zzlib.data import DataModel, package_toml
from zzlib.phrasing.amounts import AmountStep
from zzlib.phrasing.clauses import Phrase, holds


class Stuck(DataModel):
    """Up to which month in a stage projects are told apart."""

    longest: int


class ViewWords(DataModel):
    """The choices and sentences of one view."""

    pictures: dict[str, str]
    compare: dict[str, str] = {}
    conditions: dict[str, str] = {}
    uses: dict[str, tuple[str, ...]] = {}
    schedules: dict[str, str] = {}
    splits: dict[str, str] = {}
    causes: dict[str, float] = {}
    parts: dict[str, str] = {}
    sentences: dict[str, str]
    chosen: dict[str, tuple[Phrase, ...]] = {}
    notes: dict[str, str] = {}

    def choice(self, name: str, **numbers: int | Decimal | None) -> str:
        """Give the first phrase of `chosen` whose conditions hold of the numbers; of one that is `None` none holds."""
        known = {key: Decimal(value) for key, value in numbers.items() if value is not None}
        return next((one.text for one in self.chosen[name] if _usable(one.when, known)), "")


class ViewWording(DataModel):
    """Everything in `wording.toml`."""

    stuck: Stuck
    amounts: tuple[AmountStep, ...]
    conversion: ViewWords
    progress: ViewWords
    gap: ViewWords
    items: ViewWords
    listed: dict[str, tuple[str, str]]
    missing: dict[str, str]


@cache
def wording() -> ViewWording:
    """Give the wording."""
    return ViewWording.model_validate(package_toml(__package__, "wording.toml"))


def _usable(when: str, numbers: Mapping[str, Decimal]) -> bool:
    return all(holds(condition, numbers) for condition in when.split(" and ") if condition)
