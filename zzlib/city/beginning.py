"""A city's first day: an empty folder becomes a workspace with the list of its counties."""

import json
from collections.abc import Sequence
from pathlib import Path

from zzlib.city.counties import COLUMNS, FILE, CityError
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
        CityError: the folder is not empty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CityError(f"{folder} 不是空文件夹，没有动它；市里的工作区请建在新文件夹里")
    rows = [
        {"county_id": f"c{number:02d}", "name": county, "place": str(place.resolve())}
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
