"""The words and lines of the views, kept as data in `wording.toml`."""

import tomllib
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict


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
    text = resources.files(__package__).joinpath("wording.toml").read_text(encoding="utf-8")
    return ViewWording.model_validate(tomllib.loads(text))
