"""The command line `zz`: parse, call, print. Exit 0 done, 1 `check` or `audit` found errors, 2 wrong use, 3 not done."""

import os
import sys
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING

from zzlib import stopping
from zzlib.cli.again import answered
from zzlib.cli.output import DEBUG, say, speak_utf8
from zzlib.told import operating_system_fault

if TYPE_CHECKING:
    import typer

_WRONG_USE, _NOT_DONE = 2, 3
_STOPPED = "已中断，没有完成；原有输出未动"
_DAILY = ("run", "status")
"""What is asked most, also by schedules, and answers at once: the other commands are not loaded for it."""


def every_command() -> "typer.Typer":
    """Give the program with all its commands."""
    from zzlib.cli import (  # noqa: F401  (they add their commands)
        audit,
        beginning,
        city,
        decisions,
        dispatch,
        drafting,
        exchange_files,
        moving,
        publication,
        regular,
        score,
        serving,
        templates,
    )
    from zzlib.cli.commands import app

    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code (`arguments` without the program's name; those of the process by default)."""
    speak_utf8()
    arguments = sys.argv[1:] if arguments is None else arguments
    if not stopping.asked():
        stopping.forget()
    stopping.heed()
    try:
        code = 0 if answered(arguments) else _obeyed(arguments)
        stopping.too_late()
    except stopping.Stopped as stop:
        return _stopped(str(stop))
    except Exception as error:
        if stopping.asked():  # what was at work says in its own way that it was stopped
            return _stopped()
        if os.environ.get(DEBUG):
            traceback.print_exc()
        return _told(_reason(error), _WRONG_USE if getattr(error, "wrong_use", False) else _NOT_DONE)
    return code


def _obeyed(arguments: Sequence[str]) -> int:
    """Have a command line parsed and do what it says; give the exit code."""
    from zzlib.cli.chinese import UsageError, usage_error_text

    try:
        code = _commands_for(arguments)(arguments, prog_name="zz", standalone_mode=False, obj=tuple(arguments))
    except UsageError as error:
        return _told(usage_error_text(error), _WRONG_USE)
    return code if isinstance(code, int) else 0


def _commands_for(arguments: Sequence[str]) -> "typer.Typer":
    if not {*arguments[:1]} & {*_DAILY}:
        return every_command()
    from zzlib.cli import regular  # noqa: F401  (adds `status`)
    from zzlib.cli.commands import app

    return app


def _reason(error: Exception) -> str:
    """Say in one line what happened; errors of this program's own carry their Chinese wording."""
    if type(error).__module__.startswith("zzlib."):
        return str(error)
    if fault := operating_system_fault(error):
        return f"没有完成：{fault}。原有输出未动"
    said = " ".join(str(error).split())
    return f"没有完成：意外错误 {type(error).__name__}：{said}。加 --debug 再运行一次可看到详情"


def _stopped(said: str = "") -> int:
    stopping.answered()
    return _told(said or _STOPPED, _NOT_DONE)


def _told(text: str, code: int) -> int:
    say(text, sys.stderr)
    return code
