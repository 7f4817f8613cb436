"""A place to gather issues while a sheet is read, with file and sheet filled in."""

from dataclasses import dataclass, field
from typing import Any

from zzlib.issues import Issue, issue


@dataclass
class Findings:
    """The issues of a file in the order in which they were found; `sheet` is the one being read."""

    file: str
    sheet: str = ""
    issues: list[Issue] = field(default_factory=list)

    def add(self, code: str, **details: Any) -> "Findings":
        """Add an issue of the catalogue; `details` as for `zzlib.issues.issue`."""
        self.issues.append(issue(code, file=self.file, sheet=self.sheet, **details))
        return self

    def on(self, sheet: str) -> "Findings":
        """Give a place for the issues of a sheet of the file, gathered apart."""
        return Findings(self.file, sheet)
