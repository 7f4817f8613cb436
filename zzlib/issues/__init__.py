"""Issues: what is wrong in somebody's file, where, and what to do. Levels and wording are data (`*.toml` beside this)."""

import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd

from zzlib.vocabulary import Level


@dataclass(frozen=True)
class IssueType:
    """One entry of the catalogue: the level, a short title, and the wording of message and advice."""

    code: str
    level: Level
    title: str
    message: str
    advice: str


@dataclass(frozen=True)
class Issue:
    """One finding about one place; the fields are the columns of `issues.csv`, in its order.

    `file` is relative to the period's folder (or to the workspace for reference files); `cell` is an A1 address.
    """

    level: Level
    code: str
    period: str
    unit_id: str
    file: str
    sheet: str
    cell: str
    field: str
    value: str
    message: str
    advice: str

    def at(self, **place: str) -> "Issue":
        """Give the same issue with parts of its place (period, unit_id, file, sheet, cell) filled in."""
        return replace(self, **place)  # type: ignore[arg-type]


ISSUE_COLUMNS = tuple(field.name for field in fields(Issue))
_PLACE = ("period", "unit_id", "file", "sheet", "cell", "field", "value")


@cache
def catalogue() -> dict[str, IssueType]:
    """Give every issue type by its code, read from the catalogue files."""
    types: dict[str, IssueType] = {}
    for entry in sorted(resources.files(__package__).iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".toml"):
            continue
        for code, words in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            if code in types:
                raise ValueError(f"issue code {code} is defined twice")
            types[code] = IssueType(code, Level(words["level"]), words["title"], words["message"], words["advice"])
    return types


def issue(code: str, **details: Any) -> Issue:
    """Make an issue of a known type.

    `details` fill the place (`ISSUE_COLUMNS` but level, code, message, advice) and the slots of the wording.

    Raises:
        KeyError: the code, or a slot of its wording, is unknown.
    """
    kind = catalogue()[code]
    place = {name: str(details.get(name, "")) for name in _PLACE}
    slots = {**place, **details}
    return Issue(kind.level, code, **place, message=kind.message.format(**slots), advice=kind.advice.format(**slots))


def issues_frame(issues: list[Issue]) -> pd.DataFrame:
    """Put issues into a frame with the columns of `issues.csv` (all text), gravest first, then by place."""
    rank = {level: number for number, level in enumerate(Level)}
    ordered = sorted(
        issues,
        key=lambda i: (rank[i.level], i.period, i.unit_id, i.file, i.sheet, _reading_order(i.cell), i.code),
    )
    rows = [{name: str(getattr(i, name)) for name in ISSUE_COLUMNS} for i in ordered]
    return pd.DataFrame(rows, columns=list(ISSUE_COLUMNS), dtype="str")


def _reading_order(cell: str) -> tuple[int, str]:
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    return (int(digits) if digits else 0, letters.rjust(3))
