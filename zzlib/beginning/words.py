"""The words by which lists are understood (`words.toml`)."""

import re
from functools import cache

from zzlib.data import DataModel, package_toml


class BeginningWords(DataModel):
    """What other lines of a list say, and how long a name may be."""

    not_a_target: str
    title: str
    whole_year: str
    not_a_name: str
    longest_name: int


class _Data(DataModel):
    headings: dict[str, str]
    words: BeginningWords
    groups: dict[str, str]


@cache
def _data() -> _Data:
    return _Data.model_validate(package_toml(__package__, "words.toml"))


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
