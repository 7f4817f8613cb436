"""A county whose January is reviewed, signed and out: made once a session, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ready import ReadyCounties
from tests.small_county import SmallCounty
from zzlib import stopping
from zzlib.cli import main
from zzlib.workspace import Workspace

PERIOD = "2013-01"
PROJECT = "灌区改造"
ROWS = {
    "发改委": ["产业园区路网", "", "个性型", "新增", "中央预算内", 900, 600, 300, None],
    "水利局": [PROJECT, "", "个性型", "新增", "中央专项", 800, 500, 200, None],
    "城关镇": ["环境整治", "", "政策型", "新增", "省级专项", 90, 60, 30, None],
}


def signed(root: Path, period: str = PERIOD) -> int:
    """Have the month's draft written, reviewed, signed, and the month run."""
    at = ["--root", str(root)]
    anyway = ["--despite", "--why", "核过"]
    main(["draft", period, *at])
    main(["draft", period, "--state", "已审", "--by", "责任人乙", "--on", "2013-02-04", *at])
    main(["draft", period, "--state", "已签", "--by", "责任人丙", "--on", "2013-02-05", *anyway, *at])
    return main(["run", period, *at])


@pytest.fixture(scope="session")
def _signed_once(ready_county: ReadyCounties) -> Path:
    return ready_county.made("signed", _file_and_sign)


def _file_and_sign(root: Path) -> None:
    county = SmallCounty(root)
    for unit, row in ROWS.items():
        county.file_return(PERIOD, unit, [row])
    assert signed(root) == 0


@pytest.fixture(scope="session")
def _issued_once(ready_county: ReadyCounties, _signed_once: Path) -> Path:
    def issue(root: Path) -> None:
        shutil.copytree(_signed_once, root)
        assert main(["issue", PERIOD, "--by", "责任人甲", "--despite", "--why", "已核", "--root", str(root)]) == 0
        assert main(["diff", PERIOD, "--root", str(root)]) == 0  # what is derived of the version is there

    return ready_county.made("issued", issue)


@pytest.fixture
def signed_county(_signed_once: Path, tmp_path: Path) -> Path:
    """The root of a county of one's own, January ready to be issued."""
    return Path(shutil.copytree(_signed_once, tmp_path / "县"))


@pytest.fixture
def zz(signed_county: Path) -> Iterator[Callable[..., int]]:
    """Type a command in the county; gives its exit code."""
    yield lambda *words: main([*words, "--root", str(signed_county)])
    stopping.forget()


@pytest.fixture
def issued_county(signed_county: Path, _issued_once: Path) -> Workspace:
    """The same with January issued."""
    shutil.rmtree(signed_county)
    return Workspace(shutil.copytree(_issued_once, signed_county))
