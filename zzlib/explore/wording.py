"""The words and lines of the views, kept as data in `wording.toml`."""

from functools import cache

from zzlib.data import DataModel, package_toml
from zzlib.phrasing.amounts import AmountStep


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
    notes: dict[str, str] = {}


class ViewWording(DataModel):
    """Everything in `wording.toml`."""

    stuck: Stuck
    amounts: tuple[AmountStep, ...]
    conversion: ViewWords
    progress: ViewWords
    gap: ViewWords
    listed: dict[str, tuple[str, str]]
    missing: dict[str, str]


@cache
def wording() -> ViewWording:
    """Give the wording."""
    return ViewWording.model_validate(package_toml(__package__, "wording.toml"))
