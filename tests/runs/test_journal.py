"""The log of runs keeps what became of each, also of one that was killed."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from zzlib.cli.standing import say_standing
from zzlib.runs.journal import logged, read_journal


def test_a_run_that_ends_well_and_one_that_fails(tmp_path: Path) -> None:
    with logged(tmp_path, "2013-05") as entry:
        entry.outcome, entry.data_errors = "published", 3
    with pytest.raises(ValueError), logged(tmp_path, "2013-06"):
        raise ValueError("磁盘空间不足\n第二行")
    first, second = read_journal(tmp_path)
    assert (first.period, first.outcome, first.data_errors) == ("2013-05", "published", 3)
    assert (second.outcome, second.reason) == ("failed", "磁盘空间不足 第二行")


def test_runs_are_told_by_the_countys_clock(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with logged(tmp_path / "outputs", "2013-05"):
        pass
    (entry,) = read_journal(tmp_path / "outputs")
    assert entry.started.endswith("+08:00")
    log = tmp_path / "outputs" / ".log" / "runs.jsonl"
    entry.started = "2013-06-04T22:30:00+00:00"  # as a computer elsewhere wrote it before
    log.write_text(json.dumps(asdict(entry)) + "\n", encoding="utf-8")
    say_standing(tmp_path, {}, as_json=False)
    assert "2013-06-05 06:30" in capsys.readouterr().out


def test_a_run_that_is_killed_leaves_its_beginning(tmp_path: Path) -> None:
    code = (
        "import pathlib, time; from zzlib.runs.journal import logged\n"
        f"with logged(pathlib.Path({str(tmp_path)!r}), '2013-05'): print('begun', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert [entry.outcome for entry in read_journal(tmp_path)] == ["running"]


def test_a_damaged_line_is_passed_over_and_each_line_is_json(tmp_path: Path) -> None:
    with logged(tmp_path, "2013-05") as entry:
        entry.outcome = "published"
    log = tmp_path / ".log" / "runs.jsonl"
    assert all(json.loads(line)["period"] == "2013-05" for line in log.read_text(encoding="utf-8").splitlines())
    log.write_text("{half\n" + log.read_text(encoding="utf-8"), encoding="utf-8")
    assert [entry.outcome for entry in read_journal(tmp_path)] == ["published"]


def test_a_log_that_cannot_be_written_does_not_hinder_a_run(tmp_path: Path) -> None:
    (tmp_path / ".log").write_text("a file in the way")
    with logged(tmp_path, "2013-05") as entry:
        entry.outcome = "published"
