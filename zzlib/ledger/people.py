"""Who is who among leaders and persons: a spelling is another person's only where somebody decided so (`people.csv`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from zzlib.data import package_toml
from zzlib.decisions.files import DecidedEntry
from zzlib.decisions.kind import DIFFERENT, SAME
from zzlib.folding import fold
from zzlib.workspace import Workspace

PEOPLE = ("leader", "person")
"""The fields of the form that name people."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")


@dataclass(frozen=True)
class PersonDecision(DecidedEntry):
    """An entry of `people.csv`: a spelling is the person's, or is somebody else."""

    spelling: str
    person: str
    verdict: str

    def says(self) -> str:
        """Say in Chinese what was decided."""
        return f"人名：“{self.spelling}”{'即' if self.verdict == SAME else '不是'}“{self.person}”"


@dataclass(frozen=True)
class People:
    """The entries in effect, by spelling and person; a later entry about both takes an earlier one's place."""

    entries: dict[tuple[str, str], PersonDecision] = field(default_factory=dict)

    def known_as(self, name: str) -> str:
        """Give how a person is spelled."""
        same = (e.person for e in self.entries.values() if e.spelling == name and e.verdict == SAME)
        return next(same, name)

    def named(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Give the people of a project's row as they are spelled."""
        return {field_id: self.known_as(row[field_id]) for field_id in PEOPLE} if self.entries else {}

    def is_decided(self, spelling: str, person: str) -> bool:
        """Tell whether somebody said that two spellings are two people, or one."""
        return (spelling, person) in self.entries or (person, spelling) in self.entries


def read_people(workspace: Workspace) -> People:
    """Read the entries in the order of the file; one that names nobody says nothing."""
    people = People()
    for row in workspace.reference("people").rows():
        entry = PersonDecision(**{name: row[name] for name in PersonDecision.__dataclass_fields__})
        people.entries.pop((entry.spelling, entry.person), None)
        if entry.spelling and entry.person and entry.verdict in (SAME, DIFFERENT):
            people.entries[entry.spelling, entry.person] = entry
    return people


def person_key(name: str) -> str:
    """Give a name as it is compared: without blanks, what stands in brackets, and posts."""
    return _posts().sub("", _BRACKETS.sub("", fold(name)))


@cache
def _posts() -> re.Pattern[str]:
    posts = sorted(package_toml(__package__, "people.toml")["posts"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, posts)))
