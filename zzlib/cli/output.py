"""How the command line writes: UTF-8, JSON, columns; quiet when nobody reads on."""

import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from rich.cells import cell_len

from zzlib.periods import typed_period

DEBUG = "ZZ_DEBUG"
"""The variable of the environment by which errors come with their traceback."""


def say(text: str, stream: TextIO | None = None) -> None:
    """Write a line to standard output (or `stream`); a reader that has gone away is no fault."""
    stream = stream or sys.stdout
    if stream is None:  # it was closed before the program began
        return
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except BrokenPipeError:
        # Python flushes once more at its end: give it somewhere to write.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say_json(value: Any) -> None:
    """Write a value as JSON."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale; what no text can hold is shown escaped."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Put rows of text under each other in columns; Chinese characters are two columns wide."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def is_month(path: Path) -> bool:
    """Tell whether what was typed for a file names a month, and no file: `2013-5`, `2013年5月`, `last`."""
    return not path.exists() and re.fullmatch(r"[\d-]+|last|\d{4}年\d+月份?", str(path)) is not None


def not_a_file(path: Path) -> str:
    """Say what is wrong with a path at which no file lies."""
    if is_month(path):
        return f"{path} 是月份，这里要写文件；要检查一个月的报表，只写月份：zz check {typed_period(str(path))}"
    return f"{path} 是文件夹，请写文件" if path.is_dir() else f"找不到文件 {path}"
