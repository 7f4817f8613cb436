"""The words by which lists are understood (`words.toml`)."""

import re
import tomllib
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict


class BeginningWords(BaseModel):
    """What other lines of a list say, and how long a name may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    not_a_target: str
    title: str
    whole_year: str
    not_a_name: str
    longest_name: int


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    headings: dict[str, str]
    words: BeginningWords
    groups: dict[str, str]


@cache
def _data() -> _Data:
    text = resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return _Data.model_validate(tomllib.loads(text))


def words() -> BeginningWords:
    """Give the words of lines."""
    return _data().words


@cache
def heading_patterns() -> dict[str, re.Pattern[str]]:
    """Give the pattern of each role that a column may have, in the order in which they are tried."""
    return {role: re.compile(pattern) for role, pattern in _data().headings.items()}


@cache
def name_endings() -> dict[str, re.Pattern[str]]:
    """Give the endings of names that tell a unit's group, the last that fits being the one."""
    return {group: re.compile(pattern) for group, pattern in _data().groups.items()}
