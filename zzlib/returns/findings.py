"""A place to gather issues while a sheet is read, with file and sheet filled in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from zzlib.issues import Issue, issue

_ONCE_A_FILE = ("hidden_sheet", "sheet_too_large", "sheet_without_table", "sheet_repeated", "card_repeated")
"""What is said of sheets that are left out as they should be: one line names them all."""


@dataclass
class IssueCollector:
    """The issues of a file in the order in which they were found; `sheet` is the one being read."""

    file: str
    sheet: str = ""
    issues: list[Issue] = field(default_factory=list)

    def add(self, code: str, **details: Any) -> "IssueCollector":
        """Add an issue of the catalogue; `details` as for `zzlib.issues.issue`."""
        self.issues.append(issue(code, file=self.file, sheet=self.sheet, **details))
        return self

    def on(self, sheet: str) -> "IssueCollector":
        """Give a place for the issues of a sheet of the file, gathered apart."""
        return IssueCollector(self.file, sheet)


def once_a_file(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Put the issues that only name a sheet left out into one a kind, in the place of the first."""
    said = list(issues)
    for code in _ONCE_A_FILE:
        same = [found for found in said if found.code == code]
        if len(same) > 1:
            together = issue(code, file=same[0].file, value="、".join(found.value for found in same))
            said = [together if found is same[0] else found for found in said if found not in same[1:]]
    return tuple(said)
