"""The reviewed files that hold what was decided: what an entry is about, and what takes it back. They are only added to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

UNDONE = "undone"
"""What stands in an entry that takes an earlier one back."""


@dataclass(frozen=True, kw_only=True)
class DecidedEntry:
    """An entry that somebody stands for: who decided, when and why."""

    decided_by: str = ""
    decided_on: str = ""
    reason: str = ""

    def who(self) -> dict[str, str]:
        """Give who decided, when and why, for a message."""
        return {"decided_by": self.decided_by, "decided_on": self.decided_on, "reason": self.reason}

    def signed(self, said: str) -> str:
        """Say what was decided, by whom, when and why, in one line."""
        who = "，".join(filter(None, [self.decided_by, self.decided_on]))
        return f"{said}（{who}{'：' if self.reason else ''}{self.reason}）"


@dataclass(frozen=True)
class ReviewedFile:
    """A file `data/reference/<name>.csv` of decisions.

    Entries that say the same in the columns `about` are about the same thing: the later one holds. `kept` are the columns
    that an entry has in common with the one that takes it back, in which `undone` stands in the column `mark`.
    """

    name: str
    about: tuple[str, ...]
    kept: tuple[str, ...]
    mark: str

    def undoing(self, entry: Mapping[str, Any]) -> dict[str, str]:
        """Give the entry that takes an entry back."""
        return {column: entry[column] for column in self.kept} | {self.mark: UNDONE}


REVIEWED: dict[str, ReviewedFile] = {file.name: file for file in (
    ReviewedFile("aliases", ("alias", "valid_from"), ("alias", "unit_id", "valid_from"), "valid_to"),
    ReviewedFile("unit_changes", ("date", "from_unit", "to_unit"), ("date", "from_unit", "to_unit"), "share"),
    ReviewedFile("project_links", ("unit_id", "name", "period"), ("unit_id", "name", "period", "project_id"), "verdict"),
    ReviewedFile("corrections", ("id",), ("id", "period", "unit_id", "project", "field", "expected", "line"), "value"),
    ReviewedFile(
        "file_decisions", ("question", "period"),
        ("period", "file", "sha256", "question", "unit_id", "project", "field", "value"), "answer",
    ),
    ReviewedFile("headings", ("heading", "values", "field", "unit_id"), ("heading", "values", "field", "unit_id"), "verdict"),
    ReviewedFile("people", ("spelling", "person"), ("spelling", "person"), "verdict"),
    ReviewedFile(
        "sum_rows", ("period", "unit_id", "name", "amounts", "sums"),
        ("period", "unit_id", "name", "amounts", "sums", "rows"), "answer",
    ),
)}  # fmt: skip
"""The files by name."""
