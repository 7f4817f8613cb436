"""The words and lines of the views, kept as data in `wording.toml`."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from zzlib.data import package_toml


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stuck(_Entry):
    """Up to which month in a stage projects are told apart."""

    longest: int


class ViewWords(_Entry):
    """The choices and sentences of one view."""

    pictures: dict[str, str]
    compare: dict[str, str] = {}
    conditions: dict[str, str] = {}
    schedules: dict[str, str] = {}
    splits: dict[str, str] = {}
    sentences: dict[str, str]
    notes: dict[str, str] = {}


class ViewWording(_Entry):
    """Everything in `wording.toml`."""

    stuck: Stuck
    conversion: ViewWords
    progress: ViewWords
    gap: ViewWords
    missing: dict[str, str]


@cache
def wording() -> ViewWording:
    """Give the wording."""
    return ViewWording.model_validate(package_toml(__package__, "wording.toml"))
