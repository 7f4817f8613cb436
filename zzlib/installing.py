"""Make an environment, or add to one, from a lock with hashes, and show how far it is.

`python zzlib/installing.py .venv requirements.lock.txt [--new]` is run by its path before anything is installed: it uses
the standard library alone.
"""

import argparse
import os
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

_FAILED, _STOPPED = 1, 130
_ENTRY = re.compile(r"^[A-Za-z0-9][^\s=]*==", re.MULTILINE)
_FETCHED = re.compile(r"^\s*(?:Downloading|Using cached) \S+ \(([\d.]+) (kB|MB)\)")
_SECONDS_BETWEEN_LINES = 10
_PIP = [
    "-m", "pip", "install", "--require-hashes", "--disable-pip-version-check", "--no-input", "--progress-bar", "off",
    "--no-compile",  # a third less on the disk and in time; what is used is compiled when it is first used
]  # fmt: skip
_CAUSES = {
    r"No space left|Errno 28": "磁盘满了，请先腾出空间",
    r"DO NOT MATCH THE HASHES": "下载到的包与锁文件里的校验值不符，没有安装；请换一个软件源或网络再试",
    r"Permission denied|Errno 13": "没有权限写进这个文件夹",
    r"Retrying|NewConnectionError|ConnectTimeout|ProxyError|SSLError": "连不上软件源，请检查网络、代理或 pip 的镜像设置",
    r"No matching distribution|Could not find a version": "软件源里没有这个版本的包，请换一个软件源，或检查网络",
    r"ensurepip is not available|No module named venv": "这个 Python 没有 venv，请先装上（Debian、Ubuntu、麒麟：apt install python3-venv）",
}


class InstallError(Exception):
    """Something could not be installed; the message says in Chinese what happened and what to do."""


class Display:
    """Shows the step at work: one line that is written anew on a terminal, elsewhere a line now and then."""

    def __init__(self, stream: TextIO) -> None:
        """Take the stream to write to."""
        self._stream, self._moving = stream, stream.isatty()
        self._said, self._last = "", float("-inf")

    def show(self, text: str) -> None:
        """Show how far a step is."""
        now = time.monotonic()
        if self._moving:
            self._write(f"\r{text}\x1b[K" if text != self._said else "")
            self._said = text
        elif text.partition(" ")[0] != self._said.partition(" ")[0] or now - self._last >= _SECONDS_BETWEEN_LINES:
            self._write(f"{text}\n")
            self._said, self._last = text, now

    def end(self, text: str) -> None:
        """Put the outcome in the place of what was shown."""
        self._write(f"\r{text}\x1b[K\n" if self._moving else f"{text}\n")

    def _write(self, text: str) -> None:
        with suppress(BrokenPipeError):
            self._stream.write(text)
            self._stream.flush()


@dataclass
class Pip:
    """What pip has said so far, line by line."""

    site: Path
    total: int
    found: int = 0
    megabytes: float = 0.0
    installing: int = 0
    waiting: bool = False
    lines: list[str] = field(default_factory=list)
    _before: set[Path] = field(default_factory=set)

    def heard(self, line: str) -> None:
        """Take a line in."""
        self.lines.append(line)
        self.waiting = "WARNING: Retrying" in line
        if line.startswith("Ignoring "):  # of the lock, but for another system or version of Python
            self.total -= 1
        elif line.startswith(("Collecting ", "Requirement already satisfied")):
            self.found += 1
        elif fetched := _FETCHED.match(line):
            self.megabytes += float(fetched[1]) / (1000 if fetched[2] == "kB" else 1)
        elif line.startswith("Installing collected packages: "):
            self._before = self._installed()
            self.installing = line.count(",") + 1

    def shown(self) -> str:
        """Say how far it is."""
        if self.installing:
            return f"安装 {len(self._installed() - self._before)}/{self.installing} 个包"
        slow = "，软件源没有应答，正在重试" if self.waiting else ""
        return f"下载 {self.found}/{self.total} 个包，{self.megabytes:.0f} MB{slow}"

    def _installed(self) -> set[Path]:
        return set(self.site.glob("*.dist-info"))


def install(environment: Path, lock: Path, new: bool, display: Display) -> None:
    """Install what a lock lists; `new` makes the environment anew first.

    Raises:
        InstallError: something is missing, or can't be had; what was there before may be incomplete.
    """
    started = time.monotonic()
    if new:
        if environment.is_symlink():
            environment.unlink()  # to clear it empties the one that the link points to, and whoever uses that
        command = [sys.executable, "-m", "venv", "--clear", str(environment)]
        lines: list[str] = []
        for line in _running(command):
            lines += [line] if line else []
            display.show(f"建立环境 {environment.name}，已用 {time.monotonic() - started:.0f} 秒")
        _check(lines)
    python, site = _places(environment)
    pip = Pip(site, len(_ENTRY.findall(lock.read_text(encoding="utf-8"))))
    for line in _running([str(python), *_PIP, "-r", str(lock)]):
        if line:
            pip.heard(line)
        display.show(f"{pip.shown()}，已用 {time.monotonic() - started:.0f} 秒")
    _check(pip.lines)
    done = f"装好了 {pip.installing} 个包" if pip.installing else "要用的包都在"
    display.end(f"{done}，用了 {time.monotonic() - started:.0f} 秒")


def _running(command: list[str]) -> Iterator[str]:
    """Run a command; give its lines as they come, and an empty text whenever a while has passed without any.

    A command that fails ends with the line `exit N`.
    """
    environment = {**os.environ, "PYTHONUTF8": "1", "PIP_QUIET": "0", "PIP_VERBOSE": "0"}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        encoding="utf-8",
        errors="replace",
    )
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_pass_on, args=(process.stdout, lines), daemon=True).start()
    try:
        while True:
            try:
                line = lines.get(timeout=0.3)
            except queue.Empty:
                line = ""
            if line is None:
                break
            yield line.rstrip()
        if code := process.wait():
            yield f"exit {code}"
    finally:
        process.terminate()
        process.wait()


def _pass_on(stream: TextIO, lines: "queue.Queue[str | None]") -> None:
    with stream:
        for line in stream:
            lines.put(line)
    lines.put(None)


def _places(environment: Path) -> tuple[Path, Path]:
    """Give the interpreter of an environment and the folder of its packages."""
    if os.name == "nt":
        return environment / "Scripts" / "python.exe", environment / "Lib" / "site-packages"
    return environment / "bin" / "python", next(environment.glob("lib/python*/site-packages"))


def _check(lines: list[str]) -> None:
    if not lines or not lines[-1].startswith("exit "):
        return
    said = "\n".join(lines)
    cause = next((cause for pattern, cause in _CAUSES.items() if re.search(pattern, said)), "见下面的原文")
    errors = [line for line in lines if line.startswith(("ERROR", "Error"))] or lines[-4:-1]
    raise InstallError("\n  ".join([f"没有装成：{cause}。再运行一次会从头装（下载过的不再下载）", *errors[:4]]))


def main() -> int:
    """Install as the command line says; give the exit code."""
    parser = argparse.ArgumentParser(description="按锁文件安装")
    parser.add_argument("environment", type=Path)
    parser.add_argument("lock", type=Path)
    parser.add_argument("--new", action="store_true", help="重新建立环境")
    arguments = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    display = Display(sys.stderr)
    try:
        install(arguments.environment, arguments.lock, arguments.new, display)
    except InstallError as error:
        display.end(str(error))
        return _FAILED
    except KeyboardInterrupt:
        display.end("已中断，没有装完；再运行一次即可")
        return _STOPPED
    return 0


if __name__ == "__main__":
    sys.exit(main())
