"""Tables as people see them in Excel: letters of columns; CSV in which a text stays a text and a number a number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = re.compile(r"'*(?:[\t\r]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫])")
# What follows a number may only be its unit: letters without operators, brackets or references, so nothing is computed.
_NUMBER = re.compile(r"\s*[+\-＋－]?\s*(?:\d+(?:[,，]\d{3})*)(?:\.\d+)?(?:[eE][+-]?\d+)?\s*[%％‰\u4e00-\u9fff]*\s*")

_QUOTED = re.compile(r'[,"\r\n]')


@lru_cache(maxsize=2048)
def column_letter(column: int) -> str:
    """Give the letter of a column counted from 0: A, B, … AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def guarded(text: str) -> str:
    """Put an apostrophe before a text that begins like a formula; `meant` gives back every text as it was."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def meant(cell: str) -> str:
    """Give what a cell says that `guarded` may have written."""
    return cell[1:] if cell.startswith("'") and guarded(cell[1:]) == cell else cell


def csv_text(
    columns: Sequence[str], rows: Iterable[Mapping[Any, object]], *, header: bool = True, ending: str = "\n"
) -> str:
    """Give rows as CSV, guarded; what a row lacks is blank, what has no column is left out."""
    lines = [list(columns)] if header else []
    lines += ([str(row.get(column, "")) for column in columns] for row in rows)
    return "".join(",".join(map(_cell, line)) + ending for line in lines)


def write_csv(table: "pd.DataFrame", path: Path) -> None:
    """Write a table of text so that Excel opens it right: UTF-8 with a byte order mark."""
    columns = [table[name].to_numpy("object").tolist() for name in table.columns]
    rows = (dict(zip(table.columns, values, strict=True)) for values in zip(*columns, strict=True))
    path.write_bytes(csv_text(list(table.columns), rows).encode("utf-8-sig"))


def _cell(text: str) -> str:
    text = guarded(text)
    # The csv module quotes a lone carriage return only where it ends lines: read back, it would be two rows.
    return '"{}"'.format(text.replace('"', '""')) if _QUOTED.search(text) else text
