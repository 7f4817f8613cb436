"""A month from returns to outputs: whole or not at all, the same every time, whatever happens on the way."""

import csv
import functools
import io
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.net.inventory import demo, run_said
from tests.patience import SECONDS
from tests.ready import ReadyCounties
from tests.runs.conftest import write_notebook
from tests.runs.folders import assert_whole, digests, manifest
from tests.small_county import SmallCounty
from zzlib.runs.faults import RunError
from zzlib.runs.progress import progress_for
from zzlib.runs.publish import recover
from zzlib.runs.run import STAGES, run_month

PERIOD = "2013-05"
ARTEFACTS = {
    "analysis.html", "analysis.ipynb", "bulletin.docx", "bulletin.html", "figures.csv", "issues.csv", "tables.xlsx", "units.csv",
    "催报.txt", "说明.html", "一页通.docx", "一页通.png", "可申报专项清单.xlsx", "dispatch/figures.csv", "dispatch/问题清单.xlsx", "dispatch/调度会材料.docx", "dispatch/资金监管.xlsx", "dispatch/统筹储备.xlsx", "receipts/城关镇.xlsx.回执.xlsx",
}  # fmt: skip
QUICK = Path(__file__).with_name("quick_run.py")
SHOW = "from zzlib import indicators\nprint(indicators.load_month(period).figures.text('funds_received'))"
Notebook = Callable[..., Path]


@pytest.fixture
def small(county: SmallCounty) -> SmallCounty:
    return filed(county)


def filed(county: SmallCounty) -> SmallCounty:
    """Two of three units filed for May, one of them earlier too; the third sent something that is no workbook."""
    row = ["灌区改造", "", "个性型", "新增", "中央预算内", 900, 600, 300, ""]
    county.file_return("2013-04", "发改委", [row])
    county.file_return(PERIOD, "发改委", [row])
    county.file_return(PERIOD, "水利局", [["水库除险", "", "政策型", "新增", "中央预算内", 500, 400, 200, ""]])
    (county.root / "data" / "returns" / PERIOD / "城关镇.xlsx").write_bytes(b"PK\x03\x04 broken on its way")
    return county


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[SmallCounty, str]:
    """The same with May out, and what its run said; only looked at."""
    folder = tmp_path_factory.mktemp("published")
    county = filed(SmallCounty(folder / "县"))
    return county, run(county, write_notebook(folder, SHOW))


@pytest.fixture
def out_before(small: SmallCounty, published: tuple[SmallCounty, str]) -> SmallCounty:
    """A county of one's own with May out."""
    shutil.copytree(published[0].root, small.root, dirs_exist_ok=True)
    return small


def start(county: SmallCounty, notebook: Path, period: str = PERIOD) -> "subprocess.Popen[str]":
    """Run a month in a process of its own, which may be killed."""
    command = [sys.executable, str(QUICK), str(county.root), period, str(notebook)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def run(county: SmallCounty, notebook: Path) -> str:
    """Run the month in this process; gives what it said."""
    said = io.StringIO()
    run_month(county.workspace, PERIOD, progress=progress_for(said), notebook=notebook, force=True)
    return said.getvalue()


@pytest.mark.slow
def test_returns_that_are_missing_or_broken_do_not_hinder_a_run(published: tuple[SmallCounty, str]) -> None:
    county, said = published
    outputs = county.root / "outputs" / PERIOD
    assert_whole(outputs)
    assert digests(outputs).keys() == ARTEFACTS
    assert "城关镇.xlsx" in (outputs / "issues.csv").read_text(encoding="utf-8-sig")
    record = manifest(outputs)
    assert record["status"] == "published" and record["data_errors"] >= 1
    assert record["parameters"]["period"] == PERIOD and record["versions"]["pandas"]
    assert set(record["timings"]["seconds"]) == {"ledger", "indicators", "documents", "notebook"}
    assert [line.split(" … ")[0] for line in said.splitlines()] == [
        "读取报表，汇总台账", "计算指标", "写通报和表格", "运行分析笔记本", "发布",
    ]  # fmt: skip
    assert "\x1b" not in said and "\r" not in said
    for name in ("figures", "units", "issues"):  # as Excel opens them right
        content = (outputs / f"{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf") and b"\r" not in content


@pytest.mark.slow
def test_a_failing_cell_is_told_and_the_old_outputs_stay(out_before: SmallCounty, notebook: Notebook) -> None:
    before = digests(out_before.root / "outputs" / PERIOD)
    with pytest.raises(RunError) as told:
        run(out_before, notebook(SHOW, "# 画图\nundefined_name"))
    failed, said = out_before.root / "outputs" / ".failed" / PERIOD / "analysis.ipynb", str(told.value)
    assert "笔记本 analysis.ipynb 的单元 In [4] 出错：NameError: name 'undefined_name' is not defined" in said
    assert "首行：# 画图" in said and str(failed) in said
    assert "undefined_name" in failed.read_text(encoding="utf-8")
    assert digests(out_before.root / "outputs" / PERIOD) == before
    run(out_before, notebook(SHOW))
    assert not failed.parent.exists()


@pytest.mark.slow
def test_a_notebook_with_other_parameters_does_not_start(small: SmallCounty, notebook: Notebook) -> None:
    with pytest.raises(RunError, match="没有参数 period"):
        run(small, notebook(SHOW, parameters="month = 5"))
    assert not (small.root / "outputs" / PERIOD).exists()


@pytest.mark.slow
def test_inputs_that_change_during_a_run_fail_it(small: SmallCounty, notebook: Notebook) -> None:
    change = "import os, pathlib\n(pathlib.Path(os.environ['ZZ_ROOT']) / 'data/settings.toml').write_text('')"
    with pytest.raises(RunError, match="请重新运行"):
        run(small, notebook(change, SHOW))


@pytest.mark.slow
def test_two_runs_at_once_do_not_mix(small: SmallCounty, notebook: Notebook) -> None:
    path = notebook(SHOW)
    processes = [start(small, path), start(small, path), start(small, path, "2013-04")]
    said = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], said
    assert sum("等它结束后接着运行" in text for text in said) == 1
    for period in (PERIOD, "2013-04"):
        assert_whole(small.root / "outputs" / period)


@pytest.mark.slow
def test_a_kill_in_any_stage_leaves_whole_outputs(out_before: SmallCounty, notebook: Notebook) -> None:
    path, outputs = notebook(SHOW), out_before.root / "outputs"
    for stage in range(len(STAGES) + 1):
        # Something else to say each time, so that the old outputs and the new ones differ.
        row = ["水库除险", "", "政策型", "新增", "中央预算内", 500, 400, stage + 1, ""]
        out_before.file_return(PERIOD, "水利局", [row])
        process = start(out_before, path)
        assert process.stderr is not None
        for _ in range(stage):  # a line for each that is done
            process.stderr.readline()
        time.sleep(0.3 if stage < len(STAGES) else 0)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        recover(outputs)
        assert_whole(outputs / PERIOD)
        assert not list((outputs / ".staging").iterdir()) and not list(outputs.glob(".old/*"))
    run(out_before, path)
    assert_whole(outputs / PERIOD)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_asked_to_stop_cleans_up(small: SmallCounty, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "zzlib", "run", PERIOD, "--root", str(small.root)]
    # A job in the background of a shell ignores SIGINT, and its children with it.
    heed = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", preexec_fn=heed)
    assert process.stderr is not None and process.stderr.readline().startswith("读取报表")
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(number)
    _, said = process.communicate(timeout=SECONDS)
    assert process.returncode == 3
    assert said.splitlines()[-1] == "已中断，没有完成；原有输出未动" and "Traceback" not in said
    assert children and not psutil.wait_procs(children, timeout=SECONDS)[1]
    assert not list((small.root / "outputs" / ".staging").iterdir())


@pytest.mark.slow
def test_the_demo_county_gives_the_same_bytes_twice(tmp_path: Path, ready_county: ReadyCounties) -> None:
    """The whole month by the command line, in a folder with a space and Chinese in its name, again where another was."""
    root = ready_county.made("demo", demo, own=tmp_path / "示范 县")
    outputs, first = root / "outputs" / PERIOD, run_said(root)
    before, record = digests(outputs), manifest(outputs)
    assert_whole(outputs)
    assert first | {"outputs": ""} == {
        "status": "published",
        "period": PERIOD,
        "data_errors": record["data_errors"],
        "figures": first["figures"],
        "outputs": "",
    }
    assert first["outputs"].endswith(f"/outputs/{PERIOD}")
    assert list(first["figures"]) == [
        "projects_total", "funds_awarded", "funds_received", "funds_completion", "funds_gap",
    ]  # fmt: skip

    (outputs / "bulletin.docx").write_bytes(b"changed by the director")
    command = [sys.executable, "-m", "zzlib", "run", PERIOD, "--root", str(root), "--force"]
    second = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert digests(outputs) == before
    record.pop("timings")
    assert {key: value for key, value in manifest(outputs).items() if key != "timings"} == record
    [edits] = (root / "outputs" / "修改稿").iterdir()
    assert (edits / "bulletin.docx").read_bytes() == b"changed by the director"
    assert f"outputs/修改稿/{edits.name}：bulletin.docx" in second.stderr

    for name in ("analysis.ipynb", "analysis.html", "manifest.json"):
        assert str(tmp_path) not in (outputs / name).read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_units_wrote_is_no_formula_in_the_published_tables(small: SmallCounty, notebook: Notebook) -> None:
    units = (
        (small.root / "data" / "reference" / "units.csv").read_text(encoding="utf-8-sig").replace("水利局", "=1+1局")
    )
    (small.root / "data" / "reference" / "units.csv").write_text(units, encoding="utf-8-sig")
    rows = [
        ["水库", "", "政策型", "新增", "@SUM(A1)", 500, -909.35, -909.35, ""],
        ["渠", "", "政策型", "新增", "", 5, 5, "＋A1", ""],
    ]
    small.file_return(PERIOD, "=1+1局", rows, name="=1+1局.xlsx")
    run(small, notebook(SHOW))
    cells: list[str] = []
    for name in ("figures", "units", "issues"):
        with (small.root / "outputs" / PERIOD / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            cells += [cell for line in csv.reader(stream) for cell in line]
    assert [
        cell for cell in cells if cell.lstrip(" \t\r\n　")[:1] in tuple("=+-@＝＋－＠") and not _NUMBER.match(cell)
    ] == []
    assert {"'=1+1局", "'=1+1局.xlsx", "'＋A1", "-9093500.00"} <= set(cells)


_NUMBER = re.compile(r"-[\d.]+(?:[亿万]?元|%)?$")
