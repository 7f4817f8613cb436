"""What was found of a period holds for exactly these files and this program: then nothing heavy is loaded to say it again."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.small_county import SmallCounty
from zzlib.ledger import open_ledger
from zzlib.runs import unmoved
from zzlib.runs.unmoved import Found, Unmoved

PERIOD = "2013-01"
ROW = ["灌区改造", "", "个性型", "新增", "中央预算内", 900, 600, 300, None]
FOUND = Found("2013年1月", current=False)
HEAVY = {"pandas", "numpy", "duckdb", "narwhals", "matplotlib"}


@pytest.fixture
def filed(county: SmallCounty) -> SmallCounty:
    """A county with a return and something in its outputs, of which it was found how it stands."""
    county.file_return(PERIOD, "发改委", [ROW])
    open_ledger(county.workspace, PERIOD)  # enters the return into the register
    outputs = county.root / "outputs" / PERIOD
    outputs.mkdir(parents=True)
    (outputs / "figures.csv").write_text("figure,scope", encoding="utf-8")
    keep(county)
    return county


def keep(county: SmallCounty) -> None:
    stands = Unmoved(county.root)
    stands.of(PERIOD)
    stands.keep({PERIOD: FOUND})


def kept(county: SmallCounty) -> Path:
    return county.root / "data" / "ledger" / ".found" / f"{PERIOD}.json"


def test_what_was_found_is_told_while_nothing_changes(filed: SmallCounty) -> None:
    assert Unmoved(filed.root).of(PERIOD) == FOUND
    assert Unmoved(filed.root).all() == {PERIOD: FOUND}


def other_return(county: SmallCounty) -> None:
    county.file_return(PERIOD, "水利局", [ROW])


def a_byte_of_a_return(county: SmallCounty) -> None:
    path = min((county.root / "data" / "returns" / PERIOD).glob("*.xlsx"))
    path.write_bytes(path.read_bytes() + b"\0")


def setting(county: SmallCounty) -> None:
    county.settings("[returns]\ndue_day = 8\n")


def output(county: SmallCounty) -> None:
    (county.root / "outputs" / PERIOD / "figures.csv").write_text("figure,scopo", encoding="utf-8")


def issued(county: SmallCounty) -> None:
    (county.root / "outputs" / "发布记录.jsonl").write_text("{}", encoding="utf-8")


def left_behind(county: SmallCounty) -> None:
    (county.root / "outputs" / ".staging" / f"{PERIOD}-7-x").mkdir(parents=True)


def torn(county: SmallCounty) -> None:
    kept(county).write_bytes(kept(county).read_bytes()[:-4])


def of_another(county: SmallCounty) -> None:
    told = json.loads(kept(county).read_text(encoding="utf-8"))
    kept(county).write_text(json.dumps(told | {"key": "0" * 64}), encoding="utf-8")


@pytest.mark.parametrize(
    "change", [other_return, a_byte_of_a_return, setting, output, issued, left_behind, torn, of_another]
)
def test_whatever_changes_nothing_is_told_any_more(filed: SmallCounty, change: Callable[[SmallCounty], None]) -> None:
    change(filed)
    assert Unmoved(filed.root).of(PERIOD) is None
    assert Unmoved(filed.root).all() is None


def test_another_program_looks_anew(filed: SmallCounty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unmoved, "code_digest", lambda: "另一个")
    assert Unmoved(filed.root).of(PERIOD) is None


@pytest.mark.parametrize("change", [a_byte_of_a_return, output])
def test_what_was_found_while_something_changed_is_not_kept(
    filed: SmallCounty, change: Callable[[SmallCounty], None]
) -> None:
    kept(filed).unlink()
    stands = Unmoved(filed.root)
    stands.of(PERIOD)
    change(filed)
    stands.keep({PERIOD: FOUND})
    assert not kept(filed).exists()


@pytest.mark.slow
def test_status_is_told_without_what_reads_tables(filed: SmallCounty) -> None:
    kept(filed).unlink()
    (said, loaded), (again, lean) = zz(filed, "status"), zz(filed, "status")
    assert HEAVY - {"matplotlib"} <= loaded
    assert not HEAVY & lean
    assert said == again
    other_return(filed)
    assert HEAVY & zz(filed, "status")[1]


def test_what_is_typed_again_is_answered_without_being_parsed(filed: SmallCounty, tmp_path: Path) -> None:
    said, loaded = zz(filed, "status")
    again, lean = zz(filed, "status")
    assert "typer" in loaded and not {"typer", "pydantic"} & lean
    assert said == again
    assert json.loads(zz(filed, "status", "--json")[0]) == json.loads(zz(filed, "status", "--json")[0])
    assert "typer" in zz(filed, "status", folder=tmp_path)[1]
    setting(filed)
    assert "typer" in zz(filed, "status")[1]


def test_what_another_workspace_answered_is_not_taken_for_the_answer(filed: SmallCounty, tmp_path: Path) -> None:
    zz(filed, "status"), zz(filed, "status")
    other = SmallCounty(tmp_path / "other")
    (other.root / "data" / "returns" / "2013-02").mkdir()
    shutil.copytree(kept(filed).parent, other.root / "data" / "ledger" / ".found")
    filed.root.rename(tmp_path / "moved")
    other.root.rename(filed.root)
    assert "2013年2月" in zz(filed, "status")[0]


@pytest.mark.slow
def test_a_run_that_finds_nothing_changed_loads_nothing_of_what_a_run_needs(filed: SmallCounty, tmp_path: Path) -> None:
    zz(filed, "run", PERIOD)
    said, loaded = zz(filed, "run", PERIOD)
    assert "没有变化" in said and not HEAVY & loaded
    again, lean = zz(filed, "run", PERIOD)
    assert again == said and "typer" not in lean
    status, loaded = zz(filed, "status")
    assert "2013年1月  最新" in status and "没有变化" in status and not HEAVY & loaded
    told, loaded = zz(filed, "run", PERIOD, "--json", "--on-success", f'echo "$ZZ_PERIOD" > "{tmp_path}/called"')
    assert not HEAVY & loaded
    assert json.loads(told)["unchanged"] and json.loads(told)["outputs"] == (filed.root / "outputs" / PERIOD).as_posix()
    assert (tmp_path / "called").read_text().strip() == PERIOD


COMMAND = """
import sys
from zzlib.cli import main
code = main(sys.argv[1:])
print("LOADED", *sys.modules)
sys.exit(code)
"""


def zz(county: SmallCounty, *arguments: str, folder: Path | None = None) -> tuple[str, set[str]]:
    """Run a command in a process of its own, in a folder; give what it said and what it has loaded."""
    command = [sys.executable, "-c", COMMAND, *arguments, "--root", str(county.root)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    said, _, loaded = done.stdout.rpartition("LOADED")
    return said, set(loaded.split())
