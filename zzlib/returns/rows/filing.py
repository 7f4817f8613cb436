"""What a sheet says of itself around its table: who filed, for which month, under which title."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from zzlib.periods import period_of
from zzlib.returns.cells.dates import is_whole_date, read_period, read_year, without_dates
from zzlib.returns.cells.text import Cell, address, fold, plain_forms, plain_text
from zzlib.returns.cells.units import read_unit, unit_line, without_unit
from zzlib.returns.cells.words import words
from zzlib.returns.containers.grid import Grid
from zzlib.returns.extraction import Stated


@dataclass(frozen=True)
class Around:
    """What stands around a table; `year` is the first year mentioned."""

    unit: Stated | None = None
    period: Stated | None = None
    title: Stated | None = None
    title_period: Stated | None = None
    year: int | None = None

    def or_else(self, other: "Around") -> "Around":
        """Give the same with what is not stated here taken from `other`."""
        missing = {name: getattr(other, name) for name in self.__dataclass_fields__ if getattr(self, name) is None}
        return replace(self, **missing)


@dataclass(frozen=True)
class _Entry:
    """A label of the block (`unit`, `unit_weak`, `period` or `other`) and what follows it, in which cell."""

    group: str
    text: str
    content: Cell
    row: int
    column: int


_GAP = re.compile(r"\s{2,}|[\t\n]")
"""What parts two entries that stand in one cell."""


def read_block(grid: Grid, rows: Iterable[int], file_year: int | None = None) -> Around:
    """Read the rows above a table (or of a sheet without one): filing block, title, periods."""
    rows = list(rows)
    texts = [(row, c, v) for row in rows for c in grid.filled(row) if isinstance(v := grid.cell(row, c), str)]
    year = next((year for _, _, text in texts if (year := read_year(text))), file_year)
    labelled = read_labels(grid, rows, year)
    said = [(row, c, without_unit(plain_forms(text))) for row, c, text in texts]
    plain = [(row, c, text) for row, c, text in said if text and not _labels().search(text)]
    parts = [(row, c, part) for row, c, text in said for part in _GAP.split(text)]
    alone = next((p for row, c, part in parts if (p := period_alone(grid, row, c, part, year))), None)
    title = _title(grid, plain)
    title_period = read_period(title.text, year) if title else None
    period = labelled.period or alone
    stated = period.text if period else title_period
    return Around(
        labelled.unit,
        period,
        title,
        replace(title, text=title_period) if title and title_period else None,
        int(stated[:4]) if stated else year,
    )


def read_labels(grid: Grid, rows: Iterable[int], year: int | None) -> Around:
    """Read who filed and for which month where a label says so: 填报单位：X, 报送月份：2013年5月."""
    entries = [entry for row in rows for entry in _entries(grid, row)]
    units = [e for group in ("unit", "unit_weak") for e in entries if e.group == group and _is_unit_name(e.text)]
    unit = next((Stated(e.text, grid.name, address(e.row, e.column)) for e in units), None)
    periods = ((e, _period_of(e.content, year)) for e in entries if e.group == "period")
    period = next((Stated(p, grid.name, address(e.row, e.column)) for e, p in periods if p), None)
    return Around(unit, period)


def owner_in(grid: Grid, row: int) -> str | None:
    """Give whose, as a line in the middle of a table says, the rows under it are: 代报：白石镇, 填报单位：白石镇, 三、教育局项目.

    `""` is the filing unit's own (一、本局项目), `None` that nothing is said.
    """
    texts = [fold(plain_text(grid.cell(row, column))) for column in grid.filled(row)]
    for text in ("".join(texts), *texts):
        if words().rows.own.fullmatch(text):
            return ""
        match = words().rows.owner.fullmatch(text)
        name = next(filter(None, match.groups()), "") if match else ""
        if name and _is_unit_name(name):
            return name
    unit = read_labels(grid, [row], None).unit
    return unit.text if unit else None


def file_period(name: str, year: int | None) -> Stated | None:
    """Give the month that a file's name speaks of; whole dates in it tell when it was sent and are left out."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    period = read_period(without_dates(stem), year)
    return Stated(period) if period else None


def starts_with_label(text: str) -> bool:
    """Tell whether a text is an entry of the filing block: 填报人：责任人甲, 填报日期：, 审核人."""
    return _labels().match(plain_forms(text).lstrip()) is not None or _group_of(fold(text)) is not None


def _entries(grid: Grid, row: int) -> Iterable[_Entry]:
    """Give the labels of a row; a label without text takes the next cell of the row, if that is no label itself."""
    filled = grid.filled(row)
    for position, column in enumerate(filled):
        text = plain_forms(plain_text(grid.cell(row, column)))
        matches = list(_labels().finditer(text))
        if not matches and (label := _group_of(fold(text))) and _has_neighbour(grid, row, filled, position):
            yield _neighbour(grid, row, filled, position, label)
        for match, following in zip(matches, [*matches[1:], None], strict=False):
            group = _group_of(fold(match["label"])) or "other"
            value = _clean(text[match.end() : following.start() if following else len(text)])
            if value:
                yield _Entry(group, value, value, row, column)
            elif following is None and _has_neighbour(grid, row, filled, position):
                yield _neighbour(grid, row, filled, position, group)


def _has_neighbour(grid: Grid, row: int, filled: list[int], position: int) -> bool:
    if position + 1 >= len(filled):
        return False
    text = plain_forms(plain_text(grid.cell(row, filled[position + 1])))
    return not _labels().search(text) and _group_of(fold(text)) is None


def _neighbour(grid: Grid, row: int, filled: list[int], position: int, group: str) -> _Entry:
    content = grid.cell(row, filled[position + 1])
    return _Entry(group, _clean(plain_forms(plain_text(content))), content, row, filled[position + 1])


def _is_unit_name(text: str) -> bool:
    """Tell whether what follows 填报单位： may name a unit: not a measure, a month, a number or a blank line."""
    has_word = re.search(r"[\u4e00-\u9fffA-Za-z]", text) is not None
    return has_word and read_unit(text) is None and unit_line(text) is None and read_period(text, 2000) is None


def _period_of(content: Cell, year: int | None) -> str | None:
    if isinstance(content, date):
        return period_of(content.year, content.month)
    text = plain_text(content)
    return read_period(f"{text}月" if text.isdigit() and len(text) <= 2 else text, year)


def period_alone(grid: Grid, row: int, column: int, text: str, year: int | None) -> Stated | None:
    """Read a line that is nothing but a month (2013年1-5月, 截至2013年5月31日); a bare date is when it was filed."""
    folded = fold(text).strip("()")
    until = folded.startswith(("截至", "截止"))
    if (
        len(folded) > 24
        or (is_whole_date(folded) and not until)
        or not re.fullmatch(r"[截至止到\d年月日份度底末.\-—–~至元上半季度前一二三四五六七八九十〇零○第()]+", folded)
    ):
        return None
    period = read_period(folded, year)
    return Stated(period, grid.name, address(row, column)) if period else None


def _title(grid: Grid, plain: list[tuple[int, int, str]]) -> Stated | None:
    """Choose the title: the first text that looks like one (…月报表), else the first of some length."""
    likely = [
        (row, column, text)
        for row, column, text in plain
        if len(fold(text)) >= 4 and not re.match(r"附[件表]\d*$|表号", fold(text)) and not unit_line(text)
    ]
    named = [place for place in likely if words().filing.title.search(fold(place[2]))]
    return next((Stated(text.strip(), grid.name, address(row, column)) for row, column, text in named or likely), None)


def _clean(text: str) -> str:
    """Take what follows a label: up to a wide gap, without stamps, lines to write on and inner blanks."""
    first = _GAP.split(text.strip())[0]
    return words().filing.stamp.sub("", fold(first)).strip(":;,。_")


@cache
def _labels() -> re.Pattern[str]:
    """Give a pattern for a label with its colon; letters may stand apart, and short labels only at a word's start."""
    labels = sorted(words().filing.all_labels(), key=len, reverse=True)
    spaced = {label: r"\s*".join(map(re.escape, label)) for label in labels}
    long = "|".join(spaced[label] for label in labels if len(label) >= 4)
    short = "|".join(spaced[label] for label in labels if len(label) < 4)
    return re.compile(rf"(?P<label>{long}|(?<![\u4e00-\u9fff])(?:{short}))\s*(?:\([^)]*\)|盖章|公章)?\s*:")


@cache
def _groups() -> dict[str, str]:
    filing = words().filing
    groups = {"other": filing.other, "period": filing.period, "unit_weak": filing.unit_weak, "unit": filing.unit}
    return {label: group for group, labels in groups.items() for label in labels}


def _group_of(folded: str) -> str | None:
    return _groups().get(re.sub(r"\([^)]*\)$", "", folded))
