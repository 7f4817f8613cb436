"""What a schedule says: a systemd timer, a crontab line or a Windows task that calls `zz run last`.

Each catches up after a missed start: systemd by `Persistent=true`, Windows by `StartWhenAvailable`, cron by asking on
each day from the day set; `--once` makes a run of a month that is out already end at once.
"""

import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from zzlib.files import digest_of


def name_for(root: Path) -> str:
    """Give the name of a workspace's schedule: one each, whatever its path holds."""
    return "zz-" + digest_of(str(root).encode())[:8]


@dataclass(frozen=True)
class Plan:
    """When the run of the period before starts, for which workspace, and what is called afterwards.

    `every` is the number of months of a period: the run starts in the month after each.
    """

    root: Path
    day: int
    hour: int
    every: int = 1
    on_success: str = ""
    on_failure: str = ""

    @property
    def name(self) -> str:
        """The name of the schedule."""
        return name_for(self.root)

    @property
    def months(self) -> list[int]:
        """The months in which it starts: all, or those after a quarter."""
        return [month for month in range(1, 13) if (month - 1) % self.every == 0]

    def command(self) -> list[str]:
        """Give the command line that is called."""
        call = [sys.executable, "-m", "zzlib", "run", "last", "--once", "--root", str(self.root)]
        call += ["--on-success", self.on_success] if self.on_success else []
        return call + (["--on-failure", self.on_failure] if self.on_failure else [])


def systemd_units(plan: Plan) -> dict[str, str]:
    """Give the unit files of a systemd timer by name."""
    command = " ".join(_systemd_quoted(part) for part in plan.command())
    service = f"[Unit]\nDescription=争资争项月度分析\n\n[Service]\nType=oneshot\nEnvironment=PYTHONUTF8=1\nExecStart={command}\n"
    timer = (
        "[Unit]\nDescription=争资争项月度分析的定时\n\n"
        f"[Timer]\nOnCalendar=*-{_starred(plan, '02d')}-{plan.day:02d} {plan.hour:02d}:00:00\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )
    return {f"{plan.name}.service": service, f"{plan.name}.timer": timer}


def _systemd_quoted(part: str) -> str:
    escaped = part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def cron_line(plan: Plan) -> str:
    """Give the crontab line, marked by the schedule's name."""
    command = shlex.join(plan.command()).replace("%", r"\%")
    return f"0 {plan.hour} {plan.day}-31 {_starred(plan)} * PYTHONUTF8=1 {command} # {plan.name}"


def _starred(plan: Plan, digits: str = "d") -> str:
    """Write the months as timers and crontabs do, `*` for all."""
    return "*" if plan.every == 1 else ",".join(f"{month:{digits}}" for month in plan.months)


def windows_task(plan: Plan) -> str:
    """Give the XML of a Windows scheduled task (schema 1.2)."""
    program, *arguments = plan.command()
    months = "".join(f"<{_MONTHS[month - 1]}/>" for month in plan.months)
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>争资争项月度分析</Description></RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2013-01-01T{plan.hour:02d}:00:00</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByMonth>
        <DaysOfMonth><Day>{plan.day}</Day></DaysOfMonth>
        <Months>{months}</Months>
      </ScheduleByMonth>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT2H</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(subprocess.list2cmdline(arguments))}</Arguments>
      <WorkingDirectory>{escape(str(plan.root))}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
