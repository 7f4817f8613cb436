"""Which counties a city has (`data/counties.csv`): their ids, names, groups, where their workspaces lie, what is taken of them."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from zzlib.files import decoded
from zzlib.roots import COUNTIES
from zzlib.told import ToldError
from zzlib.workspace import Workspace

FILE = COUNTIES
COLUMNS = ("county_id", "name", "group", "place", "since", "take")
"""county_id: stands in scopes (`county:c01`); place: the workspace's folder, from the city's if it is not absolute; since:
the first month in which the county belongs to the city; take: its current state (现状, also where blank), or what it issued (已印发)."""

_NEEDED = ("county_id", "name", "place")
_TAKE = {"": "current", "current": "current", "现状": "current", "issued": "issued", "已印发": "issued"}
_ID = re.compile(r"[A-Za-z0-9_\-]{1,20}")


class CityError(ToldError, ValueError):
    """The city's list of counties can't be used; the message says in Chinese where and what to write."""

    wrong_use = True


@dataclass(frozen=True)
class MemberCounty:
    """A county of the city, in the order of precedence; `issued` tells that what it issued is taken, not how it stands."""

    id: str
    name: str
    group: str
    place: Path
    since: str = ""
    issued: bool = False


def read_counties(city: Workspace, period: str = "") -> list[MemberCounty]:
    """Read the counties that belong to the city in a period, all of them where none is given.

    Raises:
        CityError: there is no list, or a line of it can't be meant.
    """
    path = city.root / FILE
    if not path.is_file():
        raise CityError(f"{city.root} 不是市里的工作区：没有 {FILE}。新建一个用 zz city init 文件夹")
    lines = list(csv.DictReader(io.StringIO(decoded(path.read_bytes())[0], newline="")))
    absent = [name for name in _NEEDED if name not in (lines[0] if lines else {})]
    if absent:
        raise CityError(
            f"{FILE} 里要有一行列名和至少一个县；缺少的列：{'、'.join(absent)}（全部的列：{'、'.join(COLUMNS)}）"
        )
    counties = [_county(city, line, number) for number, line in enumerate(lines, start=2) if any(line.values())]
    for column in ("id", "name"):
        values = [getattr(county, column) for county in counties]
        if twice := next((value for value in values if values.count(value) > 1), None):
            raise CityError(f"{FILE} 里“{twice}”写了两次；每个县一行，编号和名称都不能相同")
    return [county for county in counties if not period or county.since <= period]


def _county(city: Workspace, line: dict[str, str | None], number: int) -> MemberCounty:
    values = {name: (line.get(name) or "").strip() for name in COLUMNS}
    if blank := [name for name in _NEEDED if not values[name]]:
        raise CityError(f"{FILE} 第 {number} 行的 {blank[0]} 是空的")
    if not _ID.fullmatch(values["county_id"]):
        raise CityError(
            f"{FILE} 第 {number} 行的 county_id “{values['county_id']}”只能用字母、数字、- 和 _，不超过 20 个"
        )
    if values["since"] and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", values["since"]):
        raise CityError(f"{FILE} 第 {number} 行的 since “{values['since']}”应写成 2013-01 的样子")
    if values["take"] not in _TAKE:
        raise CityError(f"{FILE} 第 {number} 行的 take “{values['take']}”只能写 现状（current）或 已印发（issued）")
    return MemberCounty(
        values["county_id"],
        values["name"],
        values["group"],
        city.root / values["place"],
        values["since"],
        _TAKE[values["take"]] == "issued",
    )
