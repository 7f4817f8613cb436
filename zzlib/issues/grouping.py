"""What people read of issues: the same problem of a file is said once, with all its cells. `issues.csv` keeps every cell."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from zzlib.issues import catalogue

PLACES_NAMED = 8
"""Of more places, so many are named, and how many there are."""

_LONGEST_VALUE = 30
_Row = Mapping[str, str]


@dataclass(frozen=True)
class Problem:
    """A problem that a file has, once or many times. `text` says it in full at its first place and names the others."""

    level: str
    code: str
    unit_id: str
    file: str
    count: int
    text: str
    advice: str


def problems(table: pd.DataFrame, like_it: str = "同样的还有{places}", most: int = PLACES_NAMED) -> list[Problem]:
    """Put the issues of each file that are of one level and code together, in the order of their first ones.

    `table` has the columns of `zzlib.issues.issues_frame`; `like_it` names the further places.
    """
    groups: dict[tuple[str, ...], list[_Row]] = {}
    for row in text_rows(table):
        groups.setdefault((row["file"], row["level"], row["code"], *_apart(row)), []).append(row)
    return [_problem(rows, like_it, most) for rows in groups.values()]


def _apart(row: _Row) -> list[str]:
    """Give the parts that make it another problem than others of its code: why a value can't be used, say."""
    names = catalogue()[row["code"]].apart
    parts = {**row, **json.loads(row["details"])} if names else {}
    return [str(parts[name]) for name in names]


def text_rows(table: pd.DataFrame) -> list[Mapping[str, str]]:
    """Give the rows of a table of texts by column name."""
    return [{str(name): str(value) for name, value in row.items()} for row in table.to_dict("records")]


def _problem(rows: list[_Row], like_it: str, most: int) -> Problem:
    first = rows[0]
    place = named([(row["sheet"], row["cell"]) for row in rows if row["message"] == first["message"]], most)
    told = catalogue()[first["code"]].tells("cell")
    text = f"{place}：{first['message']}" if place and not told else first["message"]
    others = named([place_and_value(row) for row in rows if row["message"] != first["message"]], most)
    text += f"；{like_it.format(places=others)}" if others else ""
    return Problem(first["level"], first["code"], first["unit_id"], first["file"], len(rows), text, first["advice"])


def place_and_value(row: _Row) -> tuple[str, str]:
    """Give sheet and cell of an issue with what stands there; one that has no cell is told by its value or message."""
    value = f"“{row['value']}”" if row["value"] and len(row["value"]) <= _LONGEST_VALUE else ""
    if row["cell"]:
        return row["sheet"], row["cell"] + value
    return (row["sheet"], "") if row["sheet"] and row["sheet"] == row["value"] else ("", value or row["message"])


def named(places: Iterable[tuple[str, str]], most: int = PLACES_NAMED) -> str:
    """Name places, a sheet once for its neighbouring cells: `月报表 I4“待定”、I5“无”`."""
    different = [place for place in dict.fromkeys(places) if any(place)]
    more = f"等{len(different)}处" if len(different) > most else ""
    return "、".join(_by_sheet(different[:most])) + more


def _by_sheet(places: list[tuple[str, str]]) -> Iterator[str]:
    for sheet, cells in groupby(places, key=lambda place: place[0]):
        yield f"{sheet} {'、'.join(cell for _, cell in cells)}".strip()
