"""A run again: nothing changed ends at once; what changed is made anew; several months side by side."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.runs.folders import digests, manifest
from tests.small_county import SmallCounty
from zzlib.cli import main
from zzlib.rhythm import rhythms
from zzlib.runs.backfill import MonthOutcome, backfill
from zzlib.runs.follow_up import followed_up
from zzlib.runs.freshness import current_manifest
from zzlib.runs.journal import read_journal
from zzlib.runs.progress import Progress
from zzlib.runs.run import RunResult, run_month

PERIOD = "2013-01"
SHOW = "from zzlib import indicators\nprint(indicators.load_month(period).figures.text('funds_received'))"
ROW = ["灌区改造", "", "个性型", "新增", "中央预算内", 900, 600, 300, None]
Notebook = Callable[..., Path]


@pytest.fixture
def run(county: SmallCounty, notebook: Notebook) -> Callable[[], RunResult]:
    """Run the month of a county in which one unit has filed; gives the result."""
    county.file_return(PERIOD, "发改委", [ROW])
    path = notebook(SHOW)

    return lambda: run_month(county.workspace, PERIOD, progress=Progress(sys.stderr), notebook=path)


@pytest.mark.slow
def test_again(county: SmallCounty, run: Callable[[], RunResult], tmp_path: Path) -> None:
    book, outputs = tmp_path / "notebooks" / "analysis.ipynb", county.root / "outputs" / PERIOD
    assert run().month is not None
    first, started = digests(outputs), manifest(outputs)["timings"]
    assert run().month is None, "nothing changed"
    assert manifest(outputs)["timings"] == started, "and nothing was written"

    (outputs / "units.csv").write_text("改过", encoding="utf-8")
    assert run().month is not None, "a file was changed by hand"
    assert digests(outputs) == first
    kept = list((county.root / "outputs" / "修改稿").rglob("units.csv"))
    assert [path.read_text(encoding="utf-8") for path in kept] == ["改过"]

    county.file_return(PERIOD, "水利局", [ROW])
    assert run().month is not None, "a return came"
    assert current_manifest(county.workspace, PERIOD, book)
    county.settings("[returns]\ndue_day = 8\n")
    assert not current_manifest(county.workspace, PERIOD, book), "a setting changed"
    outcomes = [entry.outcome for entry in read_journal(county.root / "outputs")]
    assert outcomes == ["published", "unchanged", "published", "published"]


@pytest.mark.slow
def test_backfill_makes_each_month_and_goes_on_past_one_that_fails(county: SmallCounty) -> None:
    county.file_return("2013-03", "发改委", [ROW])
    told: list[MonthOutcome] = []
    assert backfill(county.root, rhythms()["month"].between("2013-02", "2013-03"), told.append) == 1
    assert {outcome.period: outcome.done for outcome in told} == {"2013-02": False, "2013-03": True}
    assert "没有 2013-02 的报表文件夹" in next(outcome.said for outcome in told if not outcome.done)
    beside_others = digests(county.root / "outputs" / "2013-03")
    run_month(county.workspace, "2013-03", progress=Progress(sys.stderr), force=True)
    assert digests(county.root / "outputs" / "2013-03") == beside_others, "as where the month is run alone"
    assert "analysis.html" in beside_others


def test_a_command_of_the_users_follows(county: SmallCounty, tmp_path: Path) -> None:
    said = tmp_path / "said"
    notes: list[str] = []
    call = f'echo "$ZZ_PERIOD $ZZ_REASON" >> "{said}"'
    with followed_up(county.workspace.outputs_dir, PERIOD, call, "", notes.append):
        pass
    with pytest.raises(ValueError), followed_up(county.workspace.outputs_dir, PERIOD, "", call, notes.append):
        raise ValueError("磁盘空间不足")
    with followed_up(county.workspace.outputs_dir, PERIOD, "exit 4", "", notes.append):
        pass
    assert said.read_text(encoding="utf-8").split("\n")[:2] == ["2013-01 ", "2013-01 磁盘空间不足"]
    assert notes == ["后续命令“exit 4”没有成功（代码 4）"]


@pytest.mark.slow
def test_zz_says_what_it_did(county: SmallCounty, capsys: pytest.CaptureFixture[str]) -> None:
    def zz(*arguments: str) -> str:
        assert main([*arguments, "--root", str(county.root)]) == 0
        return "".join(capsys.readouterr())

    county.file_return(PERIOD, "发改委", [ROW])
    assert zz("status").startswith("各月的输出：\n  2013年1月  未出")
    zz("run", PERIOD)
    assert "没有变化" in zz("run", PERIOD, "--profile")
    assert "已经出过" in zz("run", PERIOD, "--once")
    status = zz("status")
    assert "2013年1月  最新" in status and "已出数" in status and "没有变化" in status
