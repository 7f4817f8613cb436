"""Which counties a city has (`data/counties.csv`): their ids, names, groups, where their workspaces lie, what is taken of them."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    """A county of the city, in the order of precedence; `issued` tells that what it issued is taken, not how it stands.

    `repeats` says that a county before it in the list has its folder or its name: it is not read, so that nothing counts twice.
    """

    id: str
    name: str
    group: str
    place: Path
    since: str = ""
    issued: bool = False
    repeats: str = ""


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
    ids = [county.id for county in counties]
    if twice := next((own for own in ids if ids.count(own) > 1), None):
        raise CityError(f"{FILE} 里“{twice}”写了两次；每个县一行，编号不能相同")
    members = [county for county in counties if not period or county.since <= period]
    again = repetitions([(county.name, county.place) for county in members])
    names = [county.name for county in members]
    return [
        _repeating(county, why, named_before=county.name in names[:number]) if why else county
        for number, (county, why) in enumerate(zip(members, again, strict=True))
    ]


def repetitions(counties: Sequence[tuple[str, Path]]) -> list[str]:
    """Say of each county (name, folder) how it repeats one before it, `""` where it does not.

    Folders are the same however they are written, and where links lead to one `data`.
    """
    names: set[str] = set()
    folders: dict[object, str] = {}
    found = []
    for name, place in counties:
        folder = _identity(place)
        same = f"文件夹与{folders[folder]}的是同一个（{place}）" if folder in folders else ""
        found.append(same or (f"名称与前面一个县的相同（{name}）" if name in names else ""))
        names.add(name)
        folders.setdefault(folder, name)
    return found


def _identity(place: Path) -> object:
    """Give what tells a county's folder from others: the disk's number of its `data`, where there is one."""
    data = place / "data"
    stands = data.stat() if data.exists() else None
    return (stands.st_dev, stands.st_ino) if stands and stands.st_ino else place.resolve()


def _repeating(county: MemberCounty, why: str, *, named_before: bool) -> MemberCounty:
    """Give a county that repeats another; its id stands in its name where people can't tell the two apart without."""
    name = f"{county.name}（{county.id}）" if named_before else county.name
    return replace(county, name=name, repeats=f"{FILE} 里它的{why}，没有再算")


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
