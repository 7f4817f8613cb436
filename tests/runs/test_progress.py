"""Progress: a line a stage in a log, a bar besides on a terminal."""

import io
import os

import pytest

from zzlib.runs.progress import Progress, progress_for


def test_a_log_gets_a_plain_line_for_each_stage() -> None:
    log = io.StringIO()
    progress = progress_for(log)
    progress.note("等一等")
    with progress.stage("读取报表") as on_file:
        on_file(1, 2, "甲.xlsx")
        on_file(2, 2, "乙.xlsx")
    lines = log.getvalue().splitlines()
    assert lines[0] == "等一等"
    assert lines[1].startswith("读取报表 … 2 个文件，") and lines[1].endswith(" 秒")
    assert "\x1b" not in log.getvalue() and "\r" not in log.getvalue()


def test_a_stage_that_fails_says_so_on_its_own_line() -> None:
    log = io.StringIO()
    with pytest.raises(ValueError), Progress(log).stage("计算指标"):
        raise ValueError
    assert log.getvalue() == "计算指标 … 未完成\n"


def test_a_terminal_gets_a_bar_and_the_line_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True, raising=False)
    with progress_for(terminal).stage("读取报表") as on_file:
        on_file(3, 7, "丙.xlsx")
    shown = terminal.getvalue()
    assert "3/7" in shown and "\x1b[" in shown
    assert "读取报表 … 3 个文件，" in shown.splitlines()[-1]


def test_a_reader_that_goes_away_does_not_stop_the_run() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    stream = os.fdopen(writer, "w", encoding="utf-8")
    with Progress(stream).stage("计算指标"):
        pass
    os.dup2(os.open(os.devnull, os.O_WRONLY), writer)  # for what is still in the stream's buffer
    stream.close()
