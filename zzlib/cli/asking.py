"""Asking people at a terminal: a line, a pasted list, one of several things; what is wrong is said and asked anew."""

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from zzlib.cli.output import say
from zzlib.files import decoded
from zzlib.stopping import Stopped
from zzlib.told import ToldError

END = "完"
"""The line that ends a pasted list."""

_Answer = TypeVar("_Answer")
_FILE = re.compile(r"\.(?:xlsx?|xlsm|et|ods|csv|txt|docx?|html?|wps)$", re.IGNORECASE)


def at_terminal() -> bool:
    """Tell whether somebody sits there to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, take: Callable[[str], _Answer]) -> _Answer:
    """Ask for a line until `take` makes something of it; its errors are said.

    Raises:
        Stopped: nothing comes any more.
    """
    while True:
        try:
            return take(_line(f"{question}："))
        except ToldError as error:
            say(f"  {error}")


def ask_list(question: str, take: Callable[[str], _Answer]) -> _Answer:
    """Ask for a file's name or for pasted lines, which a line 完 ends; a blank answer is a blank text."""
    say(question)
    while True:
        lines = [_line("> ")]
        try:
            while lines[0].strip() and not _alone(lines[0]) and (line := _line("")).strip() != END:
                lines.append(line)
            return take("\n".join(lines))
        except ToldError as error:
            say(f"  {error}\n  请重来：")


def _alone(line: str) -> bool:
    """Tell whether a line is an answer by itself: the name of a file, or several names beside each other."""
    return named_file(line) is not None or line.count("、") > 1 or line.strip() == END


def named_file(text: str) -> Path | None:
    """Give the file that an answer names, as typed, dragged in or quoted; `None` for a text that names none.

    Raises:
        ToldError: it looks like the name of a file that is not there.
    """
    bare = text.strip().strip("\"'“”").removeprefix("file://")
    if "\n" in bare or not bare:
        return None
    for written in (bare, bare.replace("\\ ", " ")):
        path = Path(written).expanduser()
        try:
            if path.is_file():
                return path
        except (OSError, ValueError):  # too long for a name: it is none
            return None
    if _FILE.search(bare):
        raise ToldError(f"找不到文件 {bare}（现在所在的文件夹是 {Path.cwd()}）")
    return None


def choose(question: str, choices: Sequence[str]) -> int:
    """Ask for one of several things; give its place among them."""
    say(f"  {question}？")
    for number, choice in enumerate(choices, start=1):
        say(f"    {number}  {choice}")

    def place(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= len(choices):
            raise ToldError(f"请写 1 到 {len(choices)}")
        return int(text) - 1

    return ask("  写号", place)


def agreed(question: str) -> bool:
    """Ask for a yes: a blank line or anything but n and 否."""
    return _line(f"{question}（回车继续，写 n 重来）：").strip().lower() not in ("n", "no", "否", "不")


def _line(prompt: str) -> str:
    sys.stdout.write(prompt)
    sys.stdout.flush()
    data = sys.stdin.buffer.readline()
    if not data:
        raise Stopped("没有答完，什么都没有建")
    return decoded(data)[0].rstrip("\r\n")
