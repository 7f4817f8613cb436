"""The words by which lists are understood (`words.toml`)."""

from functools import cache

from zzlib.data import DataModel, Pattern, package_toml


class BeginningWords(DataModel):
    """What other lines of a list say, and how long a name may be."""

    not_a_target: Pattern
    title: Pattern
    whole_year: Pattern
    not_a_name: Pattern
    longest_name: int


class _Data(DataModel):
    headings: dict[str, Pattern]
    words: BeginningWords
    groups: dict[str, Pattern]


@cache
def _data() -> _Data:
    return _Data.model_validate(package_toml(__package__, "words.toml"))


def words() -> BeginningWords:
    """Give the words of lines."""
    return _data().words


def heading_patterns() -> dict[str, Pattern]:
    """Give the pattern of each role that a column may have, in the order in which they are tried."""
    return _data().headings


def name_endings() -> dict[str, Pattern]:
    """Give the endings of names that tell a unit's group, the last that fits being the one."""
    return _data().groups
