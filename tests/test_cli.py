"""The command line: Chinese help, one line for each mistake, exit codes, JSON that a program can read."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ready import ReadyCounties
from tests.small_county import SmallCounty
from zzlib.cli import main
from zzlib.indicators import load_month

COMMANDS = (
    "run",
    "check",
    "extract",
    "explain",
    "demo",
    "new",
    "lab",
    "status",
    "backfill",
    "schedule",
    "template",
    "forms",
    "receipts",
    "draft",
    "decide",
    "correct",
)
ROW = ["灌区改造", "", "个性型", "新增", "中央预算内", 900, 600, 300, ""]


@dataclass
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        return json.loads(self.out)


@pytest.fixture
def zz(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Answer]]:
    """Run a command in this process."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    monkeypatch.delenv("ZZ_ROOT", raising=False)
    monkeypatch.setenv("ZZ_DEBUG", "")

    def call(*arguments: object) -> Answer:
        code = main([str(argument) for argument in arguments])
        return Answer(code, *capsys.readouterr())

    yield call
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture
def filed(ready_county: ReadyCounties, tmp_path: Path) -> SmallCounty:
    """发改委 filed well, 水利局 wrote words for an amount twice, 城关镇 did not file; its month is measured."""
    return SmallCounty.there(ready_county.made("filed", _file, own=tmp_path / "县"))


def _file(root: Path) -> None:
    county = SmallCounty(root)
    county.file_return("2013-05", "发改委", [ROW])
    words = [[*ROW[:7], said, ""] for said in ("见附件", "待定")]
    county.file_return("2013-05", "水利局", [[f"项目{n}", *row[1:]] for n, row in enumerate(words)])
    load_month("2013-05", county.workspace)


Zz = Callable[..., Answer]


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_is_chinese(zz: Zz, command: tuple[str, ...]) -> None:
    answer = zz(*command, "--help")
    assert answer.code == 0 and answer.out.startswith("用法：zz")
    assert not re.search(r"Usage|Options|Arguments|Commands|Show this|default|required|TEXT|INTEGER|PATH", answer.out)
    for line in answer.out.splitlines():
        if line.startswith("  "):
            assert re.search(r"[\u4e00-\u9fff]", line), f"no Chinese for: {line}"


def test_help_lists_every_command(zz: Zz) -> None:
    assert all(f"\n  {name} " in zz("--help").out for name in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "用法：zz"),
        ("rnu 2013-05", "没有 rnu 这个命令，命令有：run、check、extract、explain、demo、"),
        ("run", "缺少参数 月份"),
        ("run 2013-13", "“2013-13”不是月份，请写成 2013-05 的样子"),
        ("run 201313", "“2013-13”不是月份，请写成 2013-05 的样子"),
        ("run 2013-05 2013-06", "多写了 2013-06"),
        ("run 2013-05 --jsn", "没有 --jsn 这个选项，是不是 --json"),
        ("run 2013-05 --root", "选项 --root 后面缺少值"),
        ("run 2013-05 --json=yes", "选项 --json 不带值"),
        ("run 2013-05 --root /nowhere", "/nowhere 不是工作区"),
        ("check 2013-0", "“2013-00”不是月份"),
        ("check nothing.xlsx", "找不到文件 nothing.xlsx"),
        ("extract", "缺少参数 文件"),
        ("extract nothing.xlsx", "找不到文件 nothing.xlsx"),
        ("extract /", "/ 是文件夹，请写文件"),
        ("explain funds_received", "缺少参数 月份"),
        ("demo x --mess wild", "选项 --mess 的值不能用，应是 none|ordinary|hard"),
        ("demo x --units many", "选项 --units 的值不能用，应是 整数"),
        ("demo x --months 25", "选项 --months 的值不能用，应是 1到24"),
    ],
)
def test_a_mistake_is_told_in_one_line(zz: Zz, arguments: str, said: str) -> None:
    answer = zz(*arguments.split())
    assert answer.code == 2 and answer.out == "" and said in answer.err
    assert len(answer.err.splitlines()) == 1 or not arguments


def test_a_month_without_returns_is_not_done(zz: Zz, filed: SmallCounty) -> None:
    for command in ("run", "check", "explain funds_received"):
        answer = zz(*command.split(), "2013-09", "--root", filed.root)
        assert answer.code == 3 and answer.out == ""
        assert "没有 2013-09 的报表文件夹" in answer.err and "现有：2013-05" in answer.err


def test_settings_that_cannot_be_used_are_told(zz: Zz, filed: SmallCounty) -> None:
    filed.settings("[returns]\ndue_dya = 5\n")
    answer = zz("check", "2013-05", "--root", filed.root)
    said = "settings.toml 不认识的设置 returns.due_dya，最接近的是 due_day（可用的有：every、due_day、missing、default_money_unit）\n"
    assert (answer.code, answer.err) == (2, said)


def test_check_lists_the_issues_of_a_month_for_people(zz: Zz, filed: SmallCounty) -> None:
    answer = zz("check", "2013-05", "--root", filed.root)
    lines = answer.out.splitlines()
    [line] = [line for line in lines if "见附件" in line]
    assert answer.code == 1 and lines[lines.index(line) - 1] == "水利局《水利局.xlsx》"
    assert line.startswith("  [错误] Sheet I4：") and "同样的还有Sheet I5“待定”" in line


@pytest.mark.slow
def test_check_ends_with_who_is_in_and_who_is_not(zz: Zz, filed: SmallCounty) -> None:
    lines = zz("check", "2013-05", "--root", filed.root).out.splitlines()
    assert "  未报（1）：城关镇" in lines
    assert re.fullmatch(r"错误 \d+ 处，提醒 \d+ 处，提示 \d+ 处", lines[-1])


@pytest.mark.parametrize("month", ["2013-5", "201305"])
def test_a_month_may_be_typed_short(zz: Zz, filed: SmallCounty, month: str) -> None:
    assert zz("check", month, "--root", filed.root).out == zz("check", "2013-05", "--root", filed.root).out


def test_check_gives_the_rows_of_issues_csv_to_programs(zz: Zz, filed: SmallCounty) -> None:
    rows = zz("check", "2013-05", "--json", "--root", filed.root).json["issues"]
    assert list(rows[0]) == [
        "level", "code", "period", "unit_id", "file", "sheet", "cell", "field", "value", "message", "advice",
    ]  # fmt: skip
    assert {"I4", "I5"} <= {row["cell"] for row in rows if row["level"] == "error" and row["unit_id"] == "u02"}


def test_check_without_a_month_takes_the_latest(zz: Zz, filed: SmallCounty) -> None:
    assert zz("check", "--root", filed.root).out == zz("check", "2013-05", "--root", filed.root).out


def test_check_of_files_needs_no_workspace(zz: Zz, filed: SmallCounty, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = filed.root / "data" / "returns" / "2013-05"
    monkeypatch.chdir("/")
    assert zz("check", folder / "发改委.xlsx").code == 0
    answer = zz("check", folder / "发改委.xlsx", folder / "水利局.xlsx")
    assert answer.code == 1 and "见附件" in answer.out


def test_extract_writes_a_json_line_a_record_and_a_summary(zz: Zz, filed: SmallCounty, tmp_path: Path) -> None:
    answer = zz("extract", filed.root / "data" / "returns" / "2013-05" / "发改委.xlsx")
    record, summary = map(json.loads, answer.out.splitlines())
    assert answer.code == 0 and record["fields"]["received"]["value_yuan"] == "3000000.00"
    assert summary["summary"]["records"] == 1
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    answer = zz("extract", broken)
    assert answer.code == 1 and list(json.loads(answer.out)) == ["summary"]


def test_explain_shows_people_the_cells_behind_a_figure(zz: Zz, filed: SmallCounty) -> None:
    answer = zz("explain", "funds_received", "2013-05", "--root", filed.root)
    assert answer.code == 0 and "funds_received" in answer.out.splitlines()[0]
    [line] = [line for line in answer.out.splitlines() if "灌区改造" in line]
    assert "3000000.00" in line and "data/returns/2013-05/发改委.xlsx Sheet!I4" in line


def test_explain_gives_programs_parts_that_add_up(zz: Zz, filed: SmallCounty) -> None:
    found = zz("explain", "funds_received", "2013-05", "--scope", "unit:u01", "--json", "--root", filed.root).json
    assert found["value"] == "3000000.00" and [part["value"] for part in found["parts"]] == ["3000000.00"]
    assert found["parts"][0]["raw"] == "300" and found["parts"][0]["cell"] == "I4"


@pytest.mark.parametrize(
    ("figure", "scope", "near"),
    [
        ("fund_received", "county", "funds_received"),
        ("funds_received", "unit:u99", "u0"),
        ("funds_received", "unit:水利据", "最接近的是 unit:水利局"),
        ("funds_received", "水力局", "最接近的是 unit:水利局"),
    ],
)
def test_an_unknown_figure_or_scope_names_near_ones(
    zz: Zz, filed: SmallCounty, figure: str, scope: str, near: str
) -> None:
    answer = zz("explain", figure, "2013-05", "--scope", scope, "--root", filed.root)
    assert answer.code == 2 and near in answer.err and answer.out == ""


def test_a_unit_may_be_named_as_a_scope_without_a_prefix(zz: Zz, filed: SmallCounty) -> None:
    asked = [
        zz("explain", "funds_received", "2013-05", "--scope", s, "--json", "--root", filed.root).json
        for s in ("发改委", "unit:u01")
    ]
    assert asked[0] == asked[1]


def test_a_figure_that_is_undefined_has_an_empty_value(zz: Zz, filed: SmallCounty) -> None:
    found = zz("explain", "funds_received", "2013-05", "--scope", "unit:u03", "--json", "--root", filed.root).json
    assert (found["value"], found["text"]) == ("", "—")


@pytest.mark.slow
def test_demo_makes_a_county_that_runs(zz: Zz, tmp_path: Path) -> None:
    answer = zz("demo", tmp_path / "示范", "--units", "4", "--months", "1", "--mess", "none")
    assert answer.code == 0 and "zz run 2013-01" in answer.out
    assert zz("check", "2013-01", "--root", tmp_path / "示范").code == 0
    assert zz("demo", tmp_path / "示范").code == 2


def test_a_new_county_begins_with_empty_files_that_are_right(zz: Zz, tmp_path: Path) -> None:
    root = tmp_path / "新县"
    assert zz("new", root).code == 0
    assert zz("new", root).code == 2
    county = SmallCounty(tmp_path / "别处")
    for name in ("units", "targets"):
        shutil.copy(county.root / "data" / "reference" / f"{name}.csv", root / "data" / "reference")
    county.file_return("2013-05", "发改委", [ROW])
    shutil.copytree(county.root / "data" / "returns", root / "data" / "returns", dirs_exist_ok=True)
    answer = zz("check", "2013-05", "--root", root, "--json")
    assert [issue["code"] for issue in answer.json["issues"] if issue["level"] != "notice"] == []  # type: ignore[index]


def test_an_unforeseen_error_is_one_line_unless_asked(zz: Zz, filed: SmallCounty) -> None:
    shutil.rmtree(filed.root / "data" / "ledger")
    (filed.root / "data" / "ledger").write_text("a file where a folder should be")
    answer = zz("check", "2013-05", "--root", filed.root)
    assert answer.code == 3 and len(answer.err.splitlines()) == 1 and answer.err.startswith("没有完成：")
    answer = zz("check", "2013-05", "--debug", "--root", filed.root)
    assert answer.code == 3 and "Traceback" in answer.err


def test_work_that_ends_in_an_error_of_its_own_when_stopped_is_a_clean_stop(
    zz: Zz, monkeypatch: pytest.MonkeyPatch
) -> None:
    def query(*_: object, **__: object) -> None:
        try:
            signal.raise_signal(signal.SIGTERM)
        except BaseException as stopped:
            raise RuntimeError("Query interrupted") from stopped

    monkeypatch.setattr("zzlib.cli.answered", query)
    answer = zz("status")
    assert (answer.code, answer.err) == (3, "已中断，没有完成；原有输出未动\n")


def test_outputs_that_cannot_be_written_are_told(zz: Zz, filed: SmallCounty) -> None:
    (filed.root / "outputs").write_text("a file where a folder should be")
    answer = zz("run", "2013-05", "--root", filed.root)
    assert answer.code == 3 and answer.out == "" and "应是文件夹，却是一个文件" in answer.err.splitlines()[-1]


def test_what_a_dead_run_left_is_put_right_by_any_command(zz: Zz, filed: SmallCounty) -> None:
    old = filed.root / "outputs" / ".old" / "2013-05"
    old.mkdir(parents=True)
    (old / "units.csv").write_text("whole")
    answer = zz("check", "2013-05", "--root", filed.root)
    assert "已恢复原有的" in answer.err
    assert (filed.root / "outputs" / "2013-05" / "units.csv").read_text() == "whole"


def test_a_signal_that_was_ignored_stays_ignored(zz: Zz) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    zz("--help")
    assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def test_output_is_utf8_whatever_the_locale() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    done = subprocess.run([sys.executable, "-m", "zzlib", "--help"], capture_output=True, env=environment, check=True)
    assert "用法：zz" in done.stdout.decode("utf-8")


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_fault(filed: SmallCounty) -> None:
    command = [sys.executable, "-m", "zzlib", "check", "2013-05", "--json", "--root", str(filed.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (1, b"")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["reference/units.csv", "returns/2013-05/received.csv"])
def test_check_says_of_a_file_that_the_office_keeps_that_it_is_no_return(zz: Zz, filed: SmallCounty, name: str) -> None:
    zz("check", "2013-05", "--root", filed.root)
    answer = zz("check", filed.root / "data" / name)
    assert answer.code == 2 and "不是单位报表" in answer.err


@pytest.mark.parametrize("folder", ["data/returns", "data/returns/2013-05"])
def test_where_nobody_returned_anything_each_command_says_what_to_do(zz: Zz, tmp_path: Path, folder: str) -> None:
    county = SmallCounty(tmp_path / "新县")
    (county.root / folder).mkdir(parents=True, exist_ok=True)
    for command in (("status",), ("run", "2013-05"), ("check",)):
        answer = zz(*command, "--root", str(county.root))
        said = answer.out + answer.err
        assert (answer.code == 0) == (command == ("status",)) and "Traceback" not in said
        assert "还没有报表，请先把报表放进" in said and "zz receive 2013-0" in said
    assert not (county.root / "outputs" / "2013-05").exists()


def test_extract_reads_the_files_inside_an_archive(zz: Zz, filed: SmallCounty, tmp_path: Path) -> None:
    path = tmp_path / "资料.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(filed.root / "data" / "returns" / "2013-05" / "发改委.xlsx", "甲/月报.xlsx")
    answer = zz("extract", path)
    summary = json.loads(answer.out.splitlines()[-1])["summary"]
    assert answer.code == 0 and summary["file"] == f"{path}/甲/月报.xlsx" and summary["records"] == 1
