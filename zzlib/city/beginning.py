"""A city's first day: an empty folder becomes a workspace with the list of its counties."""

import json
from collections.abc import Sequence
from pathlib import Path

from zzlib.city.counties import COLUMNS, FILE, CityError, repetitions
from zzlib.files import with_rows
from zzlib.workspace import FORMAT_FILE, FORMAT_TEXT

_SETTINGS = """\
# 市里的设置：写法与县里的 settings.toml 相同，只写要改的。各县的设置仍是各县的；与这里不同的，在“口径差异”里列出。
[county]
name = {name}
# office = "市争资争项工作领导小组办公室"

[document]
naming = ["unfiled", "zero", "behind"] # 通报里点名哪些县：没有数据的、到位为零的、低于时序的
"""


def begin_city(folder: Path, name: str, counties: Sequence[tuple[str, Path]]) -> list[str]:
    """Make a city's workspace in an empty or new folder; give the files made, by path.

    Raises:
        CityError: the folder is not empty, or two counties have one name or one folder.
    """
    _check_new(folder)
    for (county, _), why in zip(counties, repetitions(counties), strict=True):
        if why:
            raise CityError(f"{county}的{why}；每个县写一次，名称和文件夹都不能相同。没有写入任何东西")
    rows = [
        {"county_id": f"c{number:02d}", "name": county, "place": _place(place.resolve(), folder.resolve())}
        for number, (county, place) in enumerate(counties, start=1)
    ]
    files = {
        FORMAT_FILE: FORMAT_TEXT,
        "data/settings.toml": _SETTINGS.format(name=json.dumps(name, ensure_ascii=False)).encode(),
        FILE: with_rows(b"", COLUMNS, [dict.fromkeys(COLUMNS, "") | row for row in rows]),
    }
    (folder / "outputs").mkdir(parents=True)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return list(files)


def _place(county: Path, city: Path) -> str:
    """Give where a county lies: a path from the city's folder where it lies in that, else the whole path."""
    return county.relative_to(city).as_posix() if county.is_relative_to(city) else str(county)


def _check_new(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CityError(f"{folder} 不是空文件夹，没有动它；市里的工作区请建在新文件夹里")


def make_demo_city(folder: Path, counties: int, units: int, months: int, seed: int) -> str:
    """Make up a city in an empty or new folder: its counties, with their truth, lie in it under `各县`; give the last period.

    The second county goes by other bands than the city, so that there is a difference to be told.

    Raises:
        CityError: the folder is not empty.
        ValueError: numbers of which no county can be made.
    """
    from zzlib.synthetic import Shape, make_county  # only a demo needs what makes counties up

    _check_new(folder)
    places = {name: folder / "各县" / name for name in map(_name, range(counties))}
    begin_city(folder, "云岭市", list(places.items()))
    own = folder / "data" / "settings.toml"
    own.write_text(own.read_text(encoding="utf-8").replace('# office = "', 'office = "云岭'), encoding="utf-8")
    for number, place in enumerate(places.values()):
        shape = Shape(edges=_OTHER_EDGES) if number == 1 else None
        make_county(place, units=units, months=months, seed=seed + number, shape=shape)
    return max(path.name for path in (next(iter(places.values())) / "data" / "returns").iterdir())


_OTHER_EDGES = (0.90, 0.40)
_STEMS = "甲乙丙丁戊己庚辛壬癸"


def _name(number: int) -> str:
    return f"{_STEMS[number]}县" if number < len(_STEMS) else f"第{number + 1}县"
