"""`zz new`: a county begins from its own lists, by options or asked at a terminal, whole or not at all."""

import errno
import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import openpyxl
import pexpect
import pytest

from tests.beginning.lists import UNITS, book, summary, target_list
from zzlib.beginning import Beginning, check_place, place, workspace_files
from zzlib.beginning.county import settings_text
from zzlib.beginning.placing import PROGRAM
from zzlib.cli import main
from zzlib.kinds import Kinds
from zzlib.settings import Settings
from zzlib.stopping import Stopped
from zzlib.workspace import Workspace, WorkspaceError

REPOSITORY = Path(__file__).resolve().parents[2]
WRONG, NOT_DONE = 2, 3


def zz(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def file_return(root: Path, period: str, unit: str) -> None:
    folder = root / "data" / "returns" / period
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        [f"{period[:4]}年{int(period[5:])}月争资争项情况月报表"],
        [f"填报单位：{unit}", None, "单位：万元"],
        ["序号", "项目名称", "项目类型", "到位资金"],
        [1, f"{unit}一号项目", "政策性", 300],
    ]
    book(folder / f"{unit}.xlsx", rows)


@pytest.mark.slow
def test_a_county_begins_from_its_lists_and_needs_no_more_editing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "云 溪"
    lists = ("--units", target_list(tmp_path / "目标.xlsx"), "--history", summary(tmp_path / "上年.xlsx"))
    assert zz("new", root, "--county", "云溪县", "--kinds", "政策性,竞争性", "--due-day", 8, *lists) == 0
    said = capsys.readouterr().out
    assert (
        "6 个单位（县直 3、乡镇 2、企业 1）；2013 年目标 7 行；2012年12月底的数 6 个单位（取自《上年.xlsx》名单 D4:E9）"
        in said
    )
    assert len(said.split("接着：\n")[1].splitlines()) == 3
    settings = Workspace(root).settings
    assert settings.county.office == "云溪县争资争项工作领导小组办公室" and settings.returns.due_day == 8
    assert settings.kinds.names == (("formula", "政策性"), ("competitive", "竞争性")) and settings.vocabulary == {}
    assert zz("forms", "2013-01", "--root", root) == 0
    assert len(list((root / "outputs" / "forms" / "2013-01").glob("*.xlsx"))) == len(UNITS)
    for unit in UNITS:
        file_return(root, "2013-01", f"云溪县{unit}" if unit == "水利局" else unit)
    capsys.readouterr()
    assert zz("check", "2013-01", "--json", "--root", root) == 0
    issues = json.loads(capsys.readouterr().out)["issues"]
    assert {issue["code"] for issue in issues if issue["level"] != "notice"} == set()


def test_what_is_not_answered_is_left_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "新县"
    assert zz("new", root) == 0
    assert f"在 {root / 'data' / 'reference' / 'units.csv'} 填单位" in capsys.readouterr().out
    assert '# name = "云溪县"' in (root / "data" / "settings.toml").read_text(encoding="utf-8")
    assert Workspace(root).reference("units").frame.empty
    assert openpyxl.load_workbook(root / "填写说明.xlsx").sheetnames[:2] == ["说明", "units"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--units", "没有.xlsx"], "找不到文件 没有.xlsx"),
        (["--units", "水利局、财政局", "--history", "没有.xlsx"], "找不到文件 没有.xlsx"),
        (["--units", "水利局、财政局", "--kinds", "甲"], "项目类型要写两个以上不同的叫法"),
        (["--units", "水利局、财政局", "--kinds", "政策型,政策类"], "“政策型”和“政策类”分不清"),
        (["--units", "水利局、财政局", "--kinds", "政策型,新增"], "名称“新增”不能用"),
        (["--units", "水利局、财政局", "--kinds", "一、县直部门"], "项目类型要写两个以上不同的叫法"),
        (["--due-day", "31"], "选项 --due-day 的值不能用"),
        (["--money-unit", "千元"], "选项 --money-unit 只能是 元、万元、亿元"),
    ],
)
def test_a_wrong_option_is_told_in_one_line_and_nothing_is_made(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert zz("new", tmp_path / "新县", *options) == WRONG
    told = capsys.readouterr().err
    assert said in told and len(told.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_lies_outside_the_program_however_it_is_reached(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = tmp_path / "链接"
    link.symlink_to(PROGRAM)
    for folder in (PROGRAM / "我的县", PROGRAM, link / "我的县", PROGRAM / "data" / ".." / "我的县"):
        assert zz("new", folder) == WRONG
        told = capsys.readouterr().err
        assert "在程序文件夹" in told and len(told.splitlines()) == 1
    assert not (PROGRAM / "我的县").exists()


def test_a_folder_that_holds_something_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.txt").write_text("x")
    assert zz("new", tmp_path / "a") == WRONG and zz("new", tmp_path / "a" / "b.txt") == WRONG
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]
    (tmp_path / "空").mkdir()
    assert zz("new", tmp_path / "空") == 0


@pytest.mark.parametrize("error", [Stopped(), OSError(errno.ENOSPC, "full"), PermissionError(errno.EACCES, "no")])
def test_what_is_stopped_half_way_leaves_nothing(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = workspace_files(Beginning())
    opened = Path.open

    def failing(path: Path, *arguments: object, **more: object) -> object:
        if path.name == "targets.csv":
            raise error
        return opened(path, *arguments, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", failing)
    with pytest.raises(type(error) if isinstance(error, Stopped) else WorkspaceError) as told:
        place(tmp_path / "甲" / "乙", files.items(), ["data/returns"])
    assert list(tmp_path.iterdir()) == []
    assert isinstance(error, Stopped) or "什么都没有留下" in str(told.value)


def test_a_place_that_cannot_be_written_is_told_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(WorkspaceError, match=r"新县 建不成（.+），什么都没有留下"):
        place(Path("/proc/新县"), [("a", b"")])  # no folder can be made there, by root neither
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(WorkspaceError, match="不能建文件夹（只读，或没有权限）"):
        check_place(tmp_path / "新县")


@pytest.fixture
def talk(tmp_path: Path) -> pexpect.spawn:  # type: ignore[type-arg]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}
    command = ["-m", "zzlib", "new", str(tmp_path / "新县")]
    # Where the tests themselves were started to go on behind a shell, Ctrl-C is ignored, and by what they start as well.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return pexpect.spawn(
        sys.executable, command, encoding="utf-8", timeout=60, cwd=tmp_path, env=environment, preexec_fn=heeding
    )


@pytest.mark.slow
def test_at_a_terminal_what_is_needed_is_asked_and_mistakes_are_asked_anew(
    talk: pexpect.spawn,  # type: ignore[type-arg]
    tmp_path: Path,
) -> None:
    book(tmp_path / "目标.xlsx", [["单位", "任务"], ["发改委", 1], ["水利局", 2]])
    book(tmp_path / "上年.xlsx", [["2012年12月"], ["单位", "到位资金（元）"], ["扶贫办", 3], ["水利局", 4]])
    answers = [
        ("县名", "云溪县"), ("办公室", ""), ("> ", "没有.xlsx"), ("找不到文件 没有.xlsx", None),
        ("> ", "1\t发改委\n\n2\t水利局\n完"), ("认出 2 个单位（县直 2）：发改委、水利局", None), ("对吗", "n"),
        ("> ", "'目标.xlsx'"), ("对吗", ""), ("“任务”没有写单位", None), ("写号", "9"), ("请写 1 到 4", None), ("写号", "2"),
        ("哪一年的", "2013"), ("政策型", ""), ("多久", "年"), ("请写 月 或 季", None), ("多久", "每季度"), ("截止日", "31"), ("1 到 28", None), ("截止日", "8日"),
        ("上年", "上年.xlsx"), ("“扶贫办”不在单位名单里", None), ("不要这几行", ""), ("还有", ""), ("接着", None),
    ]  # fmt: skip
    for expected, answer in answers:
        talk.expect_exact(expected)
        if answer is not None:
            talk.sendline(answer)
    talk.expect(pexpect.EOF)
    talk.close()
    assert talk.exitstatus == 0
    workspace = Workspace(tmp_path / "新县")
    assert [row["funds_wan"] for row in workspace.reference("targets").rows()] == ["1", "2"]
    assert [row["received_yuan"] for row in workspace.reference("history_funds").rows()] == ["4.00"]
    assert workspace.settings.returns.due_day == 8 and workspace.settings.returns.every == "quarter"
    assert workspace.settings.vocabulary == {}


@pytest.mark.slow
@pytest.mark.parametrize("leave", ["sendintr", "sendeof"])
def test_who_leaves_in_the_middle_leaves_nothing(
    leave: str,
    talk: pexpect.spawn,  # type: ignore[type-arg]
    tmp_path: Path,
) -> None:
    talk.expect_exact("县名")
    talk.sendline("云溪县")
    talk.expect_exact("办公室")
    getattr(talk, leave)()
    talk.expect_exact("什么都没有建")
    talk.expect(pexpect.EOF)
    talk.close()
    assert talk.exitstatus == NOT_DONE and list(tmp_path.iterdir()) == []


def test_answers_with_quotes_stand_in_the_settings_as_they_are() -> None:
    import tomllib

    kinds = Kinds.model_validate({"names": {"formula": "政策型", "competitive": "竞争性", "bond": "债券型"}})
    text = settings_text(Beginning(county='云"溪\\县', due_day=28, kinds=kinds))
    assert tomllib.loads(text)["county"]["name"] == '云"溪\\县'
    assert Settings.model_validate(tomllib.loads(text)).kinds == kinds


def test_a_county_begins_with_more_than_two_kinds(tmp_path: Path) -> None:
    assert zz("new", tmp_path / "县", "--kinds", "政策型,竞争型,债券型") == 0
    kinds = Workspace(tmp_path / "县").settings.kinds
    assert kinds.names == (("formula", "政策型"), ("competitive", "竞争型"), ("kind3", "债券型"))
    assert kinds.by_application == ("competitive",)
    book = openpyxl.load_workbook(tmp_path / "县" / "填写说明.xlsx")
    lists = {check.formula1 for check in book["history_funds"].data_validations.dataValidation}
    assert '"政策型,竞争型,债券型,未注明类型"' in lists


@pytest.mark.slow
def test_the_next_steps_can_be_typed_as_they_stand(tmp_path: Path) -> None:
    root = tmp_path / "我的 县"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "zzlib", "new", str(root), "--units", "水利局、财政局", "--no-ask"]
    said = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=environment).stdout
    assert f"cd '{root}'" in said
