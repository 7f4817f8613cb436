"""Issues: what is wrong in somebody's file, where, and what to do. Levels and wording are data (`*.toml` beside this).

In these files `advice` is what the unit itself can do, `office`, which is said after it, what only the office can. An error
or a warning with advice for the unit is asked of it (`asked.py`), unless `asked = false`: then it may mend it the next
time; what has most `weight` (1 to 3, 2 where nothing is said) is said first. `unchecked = true` is a warning of amounts that
count as filed and, if the file is wrong, make the month's figures wrong. Whoever needs a part of what was said takes it
from `Issue.details`, never out of the words.
"""

import json
import re
import string
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd

from zzlib.data import package_toml
from zzlib.issues.details import Details
from zzlib.personal import without_persons, without_telephones
from zzlib.tabular import column_letter
from zzlib.vocabulary import Level


@dataclass(frozen=True)
class IssueType:
    """One entry of the catalogue: the level, a short title, and the wording of message and advice.

    `advice` is all of it, `unit_advice` what the unit itself can follow, `""` where only the office can do something.
    `asked` tells that the unit has to answer, `weight` how much hangs on it (1 to 3), `unchecked` that it is about amounts
    which count as filed and, if the file is wrong, make the month's figures wrong. Issues whose parts named in `apart`
    differ are different problems, however alike they are otherwise. `example` fills the blanks in the reference page.
    """

    code: str
    level: Level
    title: str
    message: str
    advice: str
    unit_advice: str
    apart: tuple[str, ...] = ()
    asked: bool = False
    weight: int = 2
    unchecked: bool = False
    example: Mapping[str, Any] = field(default_factory=dict)

    def tells(self, name: str) -> bool:
        """Tell whether the message itself says a part."""
        return any(slot == name for _, slot, _, _ in string.Formatter().parse(self.message))


_NO_MORE = Details()


@dataclass(frozen=True)
class Issue:
    """One finding about one place; the fields but `details` are the columns of `issues.csv`, in its order.

    `file` is relative to the period's folder (or to the workspace for reference files); `cell` is an A1 address.
    `details` are the parts, beyond the place, that the wording was filled with, and what else whoever answers has to know;
    `asks` the advice for the unit, where it is worded otherwise than in the catalogue.
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
    details: Details = _NO_MORE
    asks: str | None = None

    def at(self, **place: str) -> "Issue":
        """Give the same issue with parts of its place (period, unit_id, file, sheet, cell) filled in."""
        return replace(self, **place)  # type: ignore[arg-type]

    @property
    def place(self) -> dict[str, str]:
        """The period, unit, file, sheet, cell, field and value that it is about."""
        return {name: getattr(self, name) for name in _PLACE}

    @property
    def unit_advice(self) -> str:
        """What the unit itself can do, `""` where only the office can do something."""
        if self.asks is not None:
            return self.asks
        return _filled(catalogue()[self.code].unit_advice, {**self.place, **self.details})

    def worded(self, said: Callable[[str], str]) -> "Issue":
        """Give the same issue, the catalogue's own words put otherwise by `said`; what it was filled with stays."""
        kind, slots = catalogue()[self.code], {**self.place, **self.details}
        message, advice, asks = (_filled(said(text), slots) for text in (kind.message, kind.advice, kind.unit_advice))
        return replace(self, message=message, advice=advice, asks=asks)

    def without_persons(self, names: Collection[str]) -> "Issue":
        """Give the same issue without telephone numbers and without these names in the cell that it is about.

        A column that names people says what stands there, and a project is called as it is filed.
        """
        named = self.field in ("", "project_name")
        shown = without_telephones(self.value) if named else without_persons(self.value, names)
        if shown == self.value:
            return self
        quoted = without_telephones(self.value)
        message, advice = (text.replace(quoted, shown) for text in (self.message, self.advice))
        asks = None if self.asks is None else self.asks.replace(quoted, shown)
        return replace(self, value=shown, message=message, advice=advice, asks=asks)

    def stored(self) -> dict[str, Any]:
        """Give what JSON holds of it; `restored` makes it again."""
        return {name: getattr(self, name) for name in ISSUE_COLUMNS} | {"details": dict(self.details)}


def restored(entry: Mapping[str, Any]) -> Issue:
    """Make an issue again from what `Issue.stored` gave.

    Raises:
        KeyError: something is missing in it.
    """
    columns = {name: entry[name] for name in ISSUE_COLUMNS}
    return Issue(**columns | {"level": Level(entry["level"]), "details": Details(entry["details"])})


ISSUE_COLUMNS = (
    "level", "code", "period", "unit_id", "file", "sheet", "cell", "field", "value", "message", "advice",
)  # fmt: skip
"""Columns of `issues.csv`, all text."""

FRAME_COLUMNS = (*ISSUE_COLUMNS, "unit_advice", "details")
"""Columns of a frame of issues in memory: besides, the advice for the unit, and the details as JSON text."""

_PLACE = ("period", "unit_id", "file", "sheet", "cell", "field", "value")


@cache
def catalogue() -> dict[str, IssueType]:
    """Give every issue type by its code, read from the catalogue files."""
    types: dict[str, IssueType] = {}
    for entry in sorted(resources.files(__package__).iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".toml"):
            continue
        for code, words in package_toml(__package__, entry.name).items():
            if code in types:
                raise ValueError(f"issue code {code} is defined twice")
            types[code] = _issue_type(code, words)
    return types


def _issue_type(code: str, words: Mapping[str, Any]) -> IssueType:
    own, office = words.get("advice", ""), words.get("office", "")
    about = (code, Level(words["level"]), words["title"], words["message"])
    asked = bool(own) and words.get("asked", True) and about[1] is not Level.NOTICE
    how = {"apart": tuple(words.get("apart", ())), "asked": asked, "weight": words.get("weight", 2)}
    how |= {"unchecked": words.get("unchecked", False), "example": words.get("example", {})}
    return IssueType(*about, advice=own + office, unit_advice=own, **how)


def issue(code: str, **details: Any) -> Issue:
    """Make an issue of a known type.

    `details` fill the place (`ISSUE_COLUMNS` but level, code, message, advice) and the slots of the wording; what is no
    slot is only kept with the issue. With `turned` the numbers of rows in the wording are those of columns.

    Raises:
        KeyError: the code, or a slot of its wording, is unknown.
    """
    kind = catalogue()[code]
    place = {name: str(details.get(name, "")) for name in _PLACE}
    slots = {**place, **details}
    parts = Details({name: value for name, value in details.items() if name not in _PLACE})
    said = {"message": _filled(kind.message, slots), "advice": _filled(kind.advice, slots)}
    return Issue(kind.level, code, **place, **said, details=parts)


_ROWS = re.compile(r"第 \{(\w+)\}(?: 至 \{(\w+)\})? 行")


def _filled(words: str, slots: Mapping[str, Any]) -> str:
    """Fill the wording; of a turned table, in which a project is a column, it speaks of columns: 第 4 列（D）."""
    if slots.get("turned"):

        def columns(match: re.Match[str]) -> str:
            names = [name for name in match.groups() if name]
            numbers, letters = ((f"{{{name}}}" for name in names), (column_letter(int(slots[n]) - 1) for n in names))
            return f"第 {' 至 '.join(numbers)} 列（{'-'.join(letters)}）"

        words = _ROWS.sub(columns, words).replace("这一行", "这一列")
        words = words.replace("列（{letter} 列）", "行（第 {letter} 行）")
    said = {name: without_telephones(text) if isinstance(text, str) else text for name, text in slots.items()}
    return words.format(**said)


def issues_frame(issues: list[Issue]) -> pd.DataFrame:
    """Put issues into a frame (`FRAME_COLUMNS`, all text), gravest first, then by place."""
    rank = {level: number for number, level in enumerate(Level)}
    ordered = sorted(
        issues,
        key=lambda i: (rank[i.level], i.period, i.unit_id, i.file, i.sheet, _reading_order(i.cell), i.code),
    )
    ordered = [i.without_persons(()) for i in ordered]
    rows = [{name: str(getattr(i, name)) for name in FRAME_COLUMNS} | {"details": _json(i.details)} for i in ordered]
    return pd.DataFrame(rows, columns=list(FRAME_COLUMNS), dtype="str")


def _json(details: Details) -> str:
    shown = {name: without_telephones(part) if isinstance(part, str) else part for name, part in details.items()}
    return json.dumps(shown, ensure_ascii=False)


def _reading_order(cell: str) -> tuple[int, str]:
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    return (int(digits) if digits else 0, letters.rjust(3))
