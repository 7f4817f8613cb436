"""The words by which rows are told apart: totals, captions, notes, serial numbers, cells that say nothing."""

import re
from collections.abc import Iterable
from functools import cache

from zzlib.returns.cells.amounts import is_blank
from zzlib.returns.cells.text import Cell, fold
from zzlib.returns.cells.words import words


def is_nothing(value: Cell) -> bool:
    """Tell whether a cell holds no amount, or zero."""
    return value in (0, "") or is_blank(value) or (isinstance(value, str) and fold(value) in ("0", "0.0", "0.00", "零"))


def is_serial(value: Cell) -> bool:
    """Tell whether a cell holds a running number: 1, 1.2, (3), 1●."""
    if isinstance(value, str):
        return patterns()["serial"].fullmatch(fold(value)) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def bare_numeral(text: str) -> re.Match[str] | None:
    """Match a Chinese or Roman numeral alone in its cell."""
    return patterns()["numeral"].fullmatch(text)


def says_nothing_to_report(text: str) -> bool:
    """Tell whether a text says that there is nothing to report: 零报告, 本月无."""
    return patterns()["zero_return"].fullmatch(fold(text)) is not None and not is_blank(text)


_FEW = 10
"""A page of more texts is no mere message."""


def only_says_nothing(texts: Iterable[str]) -> bool:
    """Tell whether a page without a table is a message that there is nothing to report: 零报告, 无, with a head or without."""
    said = [text for text in texts if text.strip()]
    return len(said) <= _FEW and any(says_nothing_to_report(text) or fold(text).strip("。.") == "无" for text in said)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Give the patterns of `words.toml` for rows, over folded text."""
    rows = words().rows
    return {
        "total": re.compile(
            rf"[【\[(<]*(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))?(.{{0,14}}?){rows.total}{rows.total_count}[】\])>]*"
        ),
        "section": rows.section,
        "numeral": re.compile(r"\(?[一二三四五六七八九十]{1,3}\)?|[ⅠⅡⅢⅣⅤIV]{1,3}"),
        "breakdown_mark": re.compile(rf"{rows.breakdown}(?:[:,、]|$)"),
        "owner": rows.owner,
        "note": rows.note,
        "plan": words().hints.plan,
        "done": words().hints.done,
        "disclaiming": re.compile(f"{words().hints.disclaiming}|{words().hints.planned}"),
        "numbered": rows.numbered,
        "zero_return": rows.zero_return,
        "sample": rows.sample,
        "serial": rows.serial,
        "measures": rows.measures,
        "counted": re.compile(r"\d+[个项]"),
    }
