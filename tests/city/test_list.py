"""A city's list of counties: one whose folder or name stands in it twice is counted once, and the other is said."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.city.conftest import NAMES, PERIOD
from zzlib.city import city_month, read_counties
from zzlib.city.gathering import CountyPart, facts_of, read_part
from zzlib.cli import main
from zzlib.workspace import Workspace


def listed(city: Workspace, *lines: str) -> Workspace:
    """Add lines to a city's list."""
    with (city.root / "data" / "counties.csv").open("a", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))
    return city


@pytest.mark.parametrize("written", ["{}", "{}/.", "{}/../{name}", "link"])
def test_a_folder_that_stands_twice_is_counted_once(
    make_city: Callable[..., Workspace],
    parts: list[CountyPart],
    counties: dict[str, Path],
    tmp_path: Path,
    written: str,
) -> None:
    own = counties["c02"]
    place = Path(written.format(own, name=own.name))
    if written == "link":
        place = tmp_path / "别处"
        place.mkdir()
        (place / "data").symlink_to(own / "data")
    city = listed(make_city(tmp_path / "市"), f"c08,辛县,,{place},,")
    again = read_counties(city, PERIOD)[-1]
    part = read_part(city, again, PERIOD)
    assert part.month is None and "文件夹与乙县的是同一个" in part.fault == facts_of(city, again, PERIOD)
    whole = city_month(city, PERIOD, [*parts, part])
    one = city_month(city, PERIOD, parts)
    assert whole.figures["funds_received", "city"].value == one.figures["funds_received", "city"].value
    [(county, told)] = whole.issues
    assert (county, told.level, told.code) == ("c08", "error", "county_lacking") and part.fault in told.message


def test_a_name_that_stands_twice_is_told_apart_by_its_id(make_city: Callable[..., Workspace], tmp_path: Path) -> None:
    city = listed(make_city(tmp_path / "市"), f"c08,{NAMES['c01']},,{tmp_path / '别的县'},,")
    again = read_counties(city, PERIOD)[-1]
    assert again.name == "甲县（c08）" and "名称与前面一个县的相同" in read_part(city, again, PERIOD).fault


def test_a_county_that_is_not_in_yet_takes_no_folder(
    make_city: Callable[..., Workspace], counties: dict[str, Path], tmp_path: Path
) -> None:
    text = f"county_id,name,place,since\nc01,旧县,{counties['c01']},2014-01\nc02,新县,{counties['c01']},\n"
    city = make_city(tmp_path / "市")
    (city.root / "data" / "counties.csv").write_text(text, encoding="utf-8")
    assert [(one.id, one.repeats) for one in read_counties(city, PERIOD)] == [("c02", "")]


@pytest.mark.parametrize(
    ("second", "said"), [("乙县={folder}", "文件夹与甲县的是同一个"), ("甲县={folder}/别处", "名称与前面一个县的相同")]
)
def test_a_city_is_not_begun_with_one_county_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], second: str, said: str
) -> None:
    (tmp_path / "县").mkdir()
    named = [f"甲县={tmp_path / '县'}", second.format(folder=tmp_path / "县" / "." / "..") + "/县"]
    assert main(["city", "init", str(tmp_path / "市"), *(text for one in named for text in ("--county", one))]) == 2
    assert said in capsys.readouterr().err and not (tmp_path / "市").exists()
