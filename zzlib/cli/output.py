"""How the command line writes: UTF-8, JSON, columns; quiet when nobody reads on."""

import json
import os
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from rich.cells import cell_len

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
