"""The schedulers of the systems: each puts a plan in, shows it, and takes it away."""

import shutil
import subprocess
import sys
from pathlib import Path

from zzlib.runs.faults import RunError
from zzlib.runs.schedule import Plan, cron_line, systemd_units, windows_task


class Systemd:
    """Timers of the user's own systemd."""

    title = "systemd 定时器"

    def __init__(self, folder: Path | None = None) -> None:
        """Take the folder of the user's unit files."""
        self._folder = folder or Path.home() / ".config" / "systemd" / "user"

    def install(self, plan: Plan) -> None:
        """Write the unit files and enable the timer."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for name, text in systemd_units(plan).items():
            (self._folder / name).write_text(text, encoding="utf-8")
        _must(["systemctl", "--user", "daemon-reload"])
        _must(["systemctl", "--user", "enable", "--now", f"{plan.name}.timer"])

    def shown(self, name: str) -> str:
        """Give the text of the timer's unit file."""
        timer = self._folder / f"{name}.timer"
        return timer.read_text(encoding="utf-8") if timer.exists() else ""

    def remove(self, name: str) -> None:
        """Disable the timer and remove its unit files."""
        _must(["systemctl", "--user", "disable", "--now", f"{name}.timer"])
        for ending in ("timer", "service"):
            (self._folder / f"{name}.{ending}").unlink(missing_ok=True)
        _must(["systemctl", "--user", "daemon-reload"])


class Cron:
    """A line of the user's crontab; all other lines stay as they are."""

    title = "cron"

    def install(self, plan: Plan) -> None:
        """Write the line, in the place of an earlier one."""
        self._write([*self._others(plan.name), cron_line(plan)])

    def shown(self, name: str) -> str:
        """Give the line."""
        return "\n".join(line for line in self._lines() if line.endswith(f"# {name}"))

    def remove(self, name: str) -> None:
        """Take the line out."""
        self._write(self._others(name))

    def _lines(self) -> list[str]:
        return _call(["crontab", "-l"]).stdout.splitlines()

    def _others(self, name: str) -> list[str]:
        return [line for line in self._lines() if not line.endswith(f"# {name}")]

    def _write(self, lines: list[str]) -> None:
        _must(["crontab", "-"], "".join(f"{line}\n" for line in lines))


class WindowsTasks:
    """Tasks of the Windows task scheduler."""

    title = "Windows 计划任务"

    def install(self, plan: Plan) -> None:
        """Register the task from its XML, which stays beside the log of runs."""
        task = plan.root / "outputs" / ".log" / f"{plan.name}.xml"
        task.parent.mkdir(parents=True, exist_ok=True)
        task.write_text(windows_task(plan), encoding="utf-16")
        _must(["schtasks", "/Create", "/F", "/TN", plan.name, "/XML", str(task)])

    def shown(self, name: str) -> str:
        """Give what the task scheduler says of the task."""
        shown = _call(["schtasks", "/Query", "/TN", name, "/FO", "LIST"])
        return shown.stdout if shown.returncode == 0 else ""

    def remove(self, name: str) -> None:
        """Delete the task."""
        _must(["schtasks", "/Delete", "/F", "/TN", name])


Scheduler = Systemd | Cron | WindowsTasks
"""A system's scheduler: it puts a plan in, shows and removes it by its name; each raises `RunError` when the system refuses."""


def scheduler_here() -> Scheduler:
    """Give the scheduler of this machine.

    Raises:
        RunError: it has none that is known.
    """
    if sys.platform == "win32":
        return WindowsTasks()
    if shutil.which("systemctl") and _call(["systemctl", "--user", "show-environment"]).returncode == 0:
        return Systemd()
    if shutil.which("crontab"):
        return Cron()
    raise RunError("这台电脑没有可用的定时服务（systemd 或 cron）。请管理员安装 cron，或每月手工运行 zz run last")


def _call(command: list[str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=False)


def _must(command: list[str], given: str = "") -> None:
    done = _call(command, given)
    if done.returncode != 0:
        raise RunError(f"定时服务没有接受：{' '.join(command[:2])}：{done.stderr.strip() or done.returncode}")
