"""What a schedule says on each system, and that installing one leaves the others alone."""

import os
import re
import shlex
import stat
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from zzlib.runs.faults import RunError
from zzlib.runs.schedule import Plan, cron_line, name_for, systemd_units, windows_task
from zzlib.runs.schedulers import Cron, Systemd

PLAN = Plan(Path("/办公室/争资 100%/县"), day=6, hour=8, on_failure="notify '出错' $ZZ_PERIOD")


def test_a_workspace_has_one_schedule() -> None:
    assert PLAN.name == name_for(PLAN.root) != name_for(Path("/别处"))


def test_systemd_catches_up_and_keeps_the_path_as_it_is(tmp_path: Path) -> None:
    units = systemd_units(PLAN)
    timer, service = units[f"{PLAN.name}.timer"], units[f"{PLAN.name}.service"]
    assert "OnCalendar=*-*-06 08:00:00" in timer and "Persistent=true" in timer
    line = next(line for line in service.splitlines() if line.startswith("ExecStart="))
    assert '"/办公室/争资 100%%/县"' in line and "$$ZZ_PERIOD" in line


def test_cron_asks_each_day_from_the_day_set_and_a_shell_reads_the_command_back() -> None:
    line = cron_line(PLAN)
    schedule, command = line.split(" PYTHONUTF8=1 ")
    assert schedule == "0 8 6-31 * *"
    assert shlex.split(command.replace(r"\%", "%"), comments=True) == PLAN.command()
    assert "--once" in PLAN.command()


def test_the_windows_task_follows_its_schema() -> None:
    task = ElementTree.fromstring(windows_task(PLAN).replace('encoding="UTF-16"', ""))
    space = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    assert [child.tag.split("}")[1] for child in task] == ["RegistrationInfo", "Triggers", "Settings", "Actions"]
    assert task.findtext(".//t:Day", namespaces=space) == "6"
    assert len(task.findall(".//t:Months/*", space)) == 12
    assert task.findtext(".//t:StartBoundary", namespaces=space) == "2013-01-01T08:00:00"
    assert task.findtext(".//t:StartWhenAvailable", namespaces=space) == "true"
    assert task.findtext(".//t:Command", namespaces=space) == PLAN.command()[0]
    assert '"/办公室/争资 100%/县"' in str(task.findtext(".//t:Arguments", namespaces=space))


def test_a_county_that_reports_by_the_quarter_runs_after_each_quarter() -> None:
    plan = Plan(PLAN.root, day=6, hour=8, every=3)
    assert "OnCalendar=*-01,04,07,10-06 08:00:00" in systemd_units(plan)[f"{plan.name}.timer"]
    assert cron_line(plan).startswith("0 8 6-31 1,4,7,10 * ")
    months = re.findall(r"<Months>(.*?)</Months>", windows_task(plan))
    assert months == ["<January/><April/><July/><October/>"]


@pytest.fixture
def crontab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab program that keeps its table in a file, found before the system's own."""
    table = tmp_path / "table"
    program = tmp_path / "bin" / "crontab"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nif [ "$1" = -l ]; then cat "{table}"; else cat > "{table}"; fi\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return table


def test_the_crontab_of_others_stays_as_it_is(crontab: Path) -> None:
    crontab.write_text("MAILTO=x\n5 4 * * * 备份\n")
    cron = Cron()
    cron.install(PLAN)
    cron.install(Plan(PLAN.root, day=7, hour=9))
    assert crontab.read_text().splitlines()[:2] == ["MAILTO=x", "5 4 * * * 备份"]
    assert cron.shown(PLAN.name).startswith("0 9 7-31 * *")
    cron.remove(PLAN.name)
    assert crontab.read_text() == "MAILTO=x\n5 4 * * * 备份\n"
    assert cron.shown(PLAN.name) == ""


def test_a_scheduler_that_refuses_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    program = tmp_path / "systemctl"
    program.write_text("#!/bin/sh\necho 'no bus' >&2\nexit 1\n")
    program.chmod(0o755)
    with pytest.raises(RunError, match=r"没有接受.*no bus"):
        Systemd(tmp_path / "units").install(PLAN)


@pytest.mark.skipif(
    subprocess.run(["sh", "-c", "command -v systemd-analyze"], capture_output=True, check=False).returncode != 0,
    reason="systemd-analyze is not installed",
)
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    for name, text in systemd_units(Plan(tmp_path, day=6, hour=8)).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    timer = str(tmp_path / f"{name_for(tmp_path)}.timer")
    done = subprocess.run(["systemd-analyze", "verify", "--user", timer], capture_output=True, text=True, check=False)
    assert "zz-" not in done.stderr, done.stderr
