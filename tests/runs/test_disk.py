"""A full disk and a read-only one: the old outputs stay whole, and one Chinese line says why."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.runs.folders import assert_whole, digests
from tests.small_county import SmallCounty
from zzlib.cli import main

PERIOD = "2013-01"
ROW = ["灌区改造", "", "个性型", "新增", "中央预算内", 900, 600, 300, None]


def mount(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county with a month out."""
    county = SmallCounty(tmp_path_factory.mktemp("published") / "县")
    county.file_return(PERIOD, "发改委", [ROW])
    assert run(county) == 0
    return county.root


@pytest.fixture
def county(published: Path, tmp_path: Path) -> Iterator[SmallCounty]:
    """The same with its outputs on a disk of their own."""
    folder = tmp_path / "县" / "outputs"
    folder.mkdir(parents=True)
    if sys.platform != "linux" or not mount("-t", "tmpfs", "-o", "size=6m", "zz", str(folder)):
        pytest.skip("a disk of its own needs the right to mount one")
    try:
        yield SmallCounty.there(shutil.copytree(published, tmp_path / "县", dirs_exist_ok=True))
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def run(county: SmallCounty) -> int:
    return main(["run", PERIOD, "--force", "--root", str(county.root)])


def fill(outputs: Path) -> None:
    with pytest.raises(OSError), (outputs / ".filler").open("wb") as filler:
        while True:
            filler.write(b"\0" * 4096)
            filler.flush()


def read_only(outputs: Path) -> None:
    assert mount("-o", "remount,ro", str(outputs))


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "said"), [(fill, "磁盘空间不足"), (read_only, "只读")])
def test_the_old_outputs_stay(
    county: SmallCounty, fault: Callable[[Path], None], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = county.root / "outputs"
    before = digests(outputs / PERIOD)
    fault(outputs)
    assert run(county) == 3
    told = capsys.readouterr().err
    last = told.strip().splitlines()[-1]
    assert said in last and "原有输出未动" in last and "Traceback" not in told
    assert digests(outputs / PERIOD) == before
    assert_whole(outputs / PERIOD)
