"""An office's own list as lines with cells and headings: any workbook, a text table, or names pasted from anywhere."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zzlib.beginning.groups import NUMERAL, group_of, section_text, without_number
from zzlib.beginning.words import heading_patterns, words
from zzlib.issues import issue
from zzlib.names import legible
from zzlib.returns.cells.numbering import leading_number
from zzlib.returns.cells.row_words import is_serial, patterns
from zzlib.returns.cells.text import Cell, address, fold, plain_text
from zzlib.returns.cells.units import unit_line
from zzlib.returns.containers.book import open_book
from zzlib.returns.containers.bounds import UnusableFileError
from zzlib.returns.containers.grid import Grid
from zzlib.returns.containers.hidden import left_out as hidden_in
from zzlib.returns.containers.plain_text import decoded
from zzlib.returns.layout.any_header import find_any_headers
from zzlib.returns.layout.header import Header, header_columns
from zzlib.told import ToldError

_BARE_NUMBER = re.compile(r"\s*(\d{1,3})(?=\D)")
_BETWEEN = re.compile(r"[、，,；;\s]+")
_LABEL = re.compile(r"([^：:]{2,12})[：:]\s*(\S.*)")


class ListError(ToldError, ValueError):
    """A list can't be understood; the message says in Chinese where and what to do."""


@dataclass(frozen=True)
class Source:
    """A list as it came: what messages call it, and its bytes; `typed` for text that was pasted."""

    name: str
    data: bytes
    typed: bool = False


@dataclass(frozen=True)
class ListLine:
    """A line of a list: its row (from 0), what stands in its columns, and the text of the section that it is under."""

    row: int
    cells: dict[int, Cell]
    section: str = ""

    def text(self, column: int | None) -> str:
        """Give the text in a column, `""` for a blank one or none."""
        return "" if column is None else plain_text(self.cells.get(column, "")).strip()


@dataclass(frozen=True)
class Listing:
    """A list that was read.

    `roles` gives the columns of each role that headings (or, without any, the cells) tell: unit, group, funds…;
    `headers` the full heading by column; `titles` are texts above the table; `left_out` says which lines are none.
    """

    source: Source
    sheet: str
    headers: dict[int, str]
    roles: dict[str, list[int]]
    titles: tuple[str, ...]
    lines: tuple[ListLine, ...]
    totals: tuple[ListLine, ...] = ()
    left_out: tuple[str, ...] = ()
    money_unit: str = ""
    grid: Grid = field(default_factory=lambda: Grid("", []))

    def column(self, role: str) -> int | None:
        """Give the first column of a role, `None` if there is none."""
        return next(iter(self.roles.get(role, ())), None)

    def place(self, row: int, column: int | None = None) -> str:
        """Say where a cell (or a line) is, as people see it."""
        if self.source.typed:
            return f"第 {row + 1} 行"
        sheet = f"{self.sheet} " if self.sheet else ""
        return f"《{self.source.name}》{sheet}" + (f"第 {row + 1} 行" if column is None else address(row, column))


def file_source(path: Path) -> Source:
    """Take a file for a list.

    Raises:
        ListError: there is none, or it may not be opened.
    """
    try:
        return Source(legible(path.name), path.read_bytes())
    except IsADirectoryError as error:
        raise ListError(f"{path} 是文件夹，请写文件") from error
    except FileNotFoundError as error:
        raise ListError(f"找不到文件 {path}") from error
    except OSError as error:
        raise ListError(f"{path} 打不开，可能正在 Excel 或 WPS 里开着，或没有权限") from error


def pasted(text: str) -> Source:
    """Take text that was pasted or typed for a list."""
    return Source("粘贴的文字", text.encode("utf-8"), typed=True)


def read_listing(source: Source) -> Listing:
    """Read a list of units.

    Raises:
        ListError: it can't be opened, holds no names of units, or more than one table could be it.
    """
    grids = [grid for grid in _grids(source) if any(grid.filled(row) for row in range(len(grid.rows)))]
    headed = [listing for grid in grids for listing in _headed(source, grid)]
    found = headed or [listing for grid in grids if (listing := _bare(source, grid)).lines]
    if len(found) > 1:
        where = "、".join(listing.place(listing.lines[0].row) for listing in found)
        raise ListError(f"《{source.name}》里有几张表都像单位名单（{where}），请只留一张")
    if not found:
        raise ListError(f"{_called(source)}里没有找到单位名称：一行写一个单位，有表头的要有“单位”一列")
    return found[0]


def _called(source: Source) -> str:
    return source.name if source.typed else f"《{source.name}》"


def _grids(source: Source) -> Sequence[Grid]:
    if source.typed:
        return [_from_text(source.data.decode("utf-8"))]
    try:
        return open_book(source.data).grids
    except UnusableFileError as error:
        if error.code == "file_not_a_table" and error.what == "文字文件":
            return [_from_text(decoded(source.data))]
        told = issue(error.code, file=source.name, what=error.what)
        raise ListError(f"《{source.name}》读不出：{told.message}") from error


def _from_text(text: str) -> Grid:
    """Make a grid of text: columns by tabs, commas or blanks where all lines have as many, else a name a line."""
    lines = [line for line in text.splitlines() if line.strip()]
    rows = (
        [line.split("\t") for line in lines]
        if any("\t" in line for line in lines)
        else _alike(list(csv.reader(io.StringIO("\n".join(lines), newline=""))))
        or _alike([line.split() for line in lines])
        or list(_names(lines))
    )
    return Grid("", [[cell.strip() for cell in row] for row in rows])


def _alike(rows: list[list[str]]) -> list[list[str]] | None:
    """Give rows that are as wide as each other, more than one and of more than one cell."""
    widths = {len(row) for row in rows}
    return rows if len(rows) > 1 and len(widths) == 1 and widths.pop() > 1 else None


def _names(lines: Sequence[str]) -> Iterator[list[str]]:
    """Give a name a row; several in a line are parted, and a label before them (乡镇：甲镇、乙镇) stands over them."""
    numbers = [match[1] if (match := _BARE_NUMBER.match(line)) else "" for line in lines]
    counted = len(lines) > 1 and numbers == [str(number) for number in range(1, len(lines) + 1)]
    for line in lines:
        bare = _BARE_NUMBER.sub("", line, count=1) if counted and without_number(line) == line.strip() else line
        label = _LABEL.match(bare)
        several = _BETWEEN.split(without_number(label[2] if label else bare).strip("。.；;"))
        if label and (len(several) > 1 or group_of(label[1])):
            yield [f"{label[1]}："]
            yield from ([name] for name in several if name)
        elif len(several) > 1 and (len(lines) == 1 or len(several) > 3):
            yield from ([name] for name in several if name)
        else:
            yield [bare]


def _headed(source: Source, grid: Grid) -> Iterator[Listing]:
    """Give the tables of a sheet that have a column of units by their headings."""
    headers = [header for header in find_any_headers(grid) if "unit" in _roles(_paths(header))]
    headers = headers or [header for header in _plain_headers(grid) if "unit" in _roles(_paths(header))]
    start = 0
    for number, header in enumerate(headers):
        end = headers[number + 1].first if number + 1 < len(headers) else len(grid.rows)
        paths = _paths(header)
        roles = _roles(paths)
        if len(units := roles["unit"]) > 1:
            where = "、".join(address(header.last, column) for column in units)
            raise ListError(f"《{source.name}》{grid.name} 有几列都像单位名称（{where}），请只留一列，或改表头")
        titles = tuple(_texts(grid, range(start, header.first)))
        lines, totals, left_out = _lines(grid, range(header.last + 1, end), units[0])
        left_out = _hidden(grid) + left_out
        unit = next((unit for text in titles if (unit := unit_line(text))), "")
        yield Listing(source, grid.name, paths, roles, titles, lines, totals, left_out, unit, grid)
        start = end


def _plain_headers(grid: Grid) -> Iterator[Header]:
    """Find a heading row that holds little else than 单位: a list of one column, or one under few headings."""
    pattern = heading_patterns()["unit"]
    for row in range(len(grid.rows) - 1):
        if any(pattern.search(fold(plain_text(grid.cell(row, column)))) for column in grid.filled(row)):
            last = max(grid.merged_to.get((row, column), (row, column))[0] for column in grid.filled(row))
            yield Header(row, last, header_columns(grid, row, last))
            return


def _paths(header: Header) -> dict[int, str]:
    return {column.column: fold(column.header) for column in header.columns}


def _roles(paths: dict[int, str]) -> dict[str, list[int]]:
    roles: dict[str, list[int]] = {}
    for column, path in paths.items():
        if role := next((role for role, pattern in heading_patterns().items() if pattern.search(path)), None):
            roles.setdefault(role, []).append(column)
    return roles


def _bare(source: Source, grid: Grid) -> Listing:
    """Read a list without headings: the column of names is the one of texts that are not the words of a group."""
    rows = [row for row in range(len(grid.rows)) if grid.filled(row)]
    if len(rows) == 1 and len(grid.filled(rows[0])) > 1:  # names beside each other
        grid = Grid(grid.name, [[grid.cell(rows[0], column)] for column in grid.filled(rows[0])])
        rows = list(range(len(grid.rows)))
    columns = sorted({column for row in rows for column in grid.filled(row)})
    kinds = {
        column: _kind_of([grid.cell(row, column) for row in rows if grid.cell(row, column) != ""]) for column in columns
    }
    texts = [column for column in columns if kinds[column] == "text"]
    if len(texts) > 1:
        letters = "、".join(address(rows[0], column) for column in texts)
        raise ListError(
            f"{_called(source)}没有表头，有几列文字（{letters}），看不出哪一列是单位；请加一行表头，写上“单位”"
        )
    roles = {"unit": texts[:1]}
    for column in columns:
        if kinds[column] in ("group", "number"):
            roles.setdefault("group" if kinds[column] == "group" else "bare_number", []).append(column)
    lines, totals, left_out = _lines(grid, rows, texts[0]) if texts else ((), (), ())
    return Listing(source, grid.name, {}, roles, (), lines, totals, _hidden(grid) + left_out, grid=grid)


def _kind_of(cells: Sequence[Cell]) -> str:
    """Tell what a column without a heading holds: serial numbers, other numbers, groups, or texts."""
    if all(is_serial(cell) for cell in cells):
        numbers = [plain_text(cell).strip("().、") for cell in cells]
        return "serial" if numbers == [str(n) for n in range(1, len(cells) + 1)] else "number"
    numeric = sum(not isinstance(cell, str) or bool(re.fullmatch(r"[\d,.]+", cell)) for cell in cells)
    if numeric * 2 > len(cells):
        return "number"
    return "group" if all(group_of(plain_text(cell)) for cell in cells) else "text"


_Lines = tuple[tuple[ListLine, ...], tuple[ListLine, ...], tuple[str, ...]]


def _lines(grid: Grid, rows: Sequence[int], unit: int) -> _Lines:
    """Give lines, totals, and what is none of both."""
    lines: list[ListLine] = []
    totals: list[ListLine] = []
    left_out: list[str] = []
    section = ""
    wide = max((len(grid.filled(row)) for row in rows), default=0)
    outer = _outer_rows(grid, rows) if wide == 1 else set()
    for row in rows:
        filled = grid.filled(row)
        if not filled:
            continue
        cells = {column: grid.cell(row, column) for column in filled}
        cells |= {c: grid.cell(*start) for (r, c), start in grid.merged_down.items() if r == row}
        texts = [plain_text(cells[column]) for column in filled]
        said = [text for text in texts if not is_serial(text) and not re.fullmatch(NUMERAL, text.strip())]
        only = said[0] if len(said) == 1 else ""
        if any(patterns()["total"].fullmatch(fold(text)) for text in texts):
            totals.append(ListLine(row, cells))
        elif only and (
            row in outer or group_of(section_text(only)) or (wide > 2 and len(filled) <= 2 and cells.get(unit) != only)
        ):
            section = section_text(only)
        elif _is_name(name := plain_text(cells.get(unit, ""))):
            lines.append(ListLine(row, cells | {unit: without_number(name)}, section))
        else:
            left_out.append(f"第 {row + 1} 行“{'　'.join(texts)[:24]}”")
    return tuple(lines), tuple(totals), tuple(left_out)


def _hidden(grid: Grid) -> tuple[str, ...]:
    return (f"隐藏着的{hidden}",) if (hidden := hidden_in(grid, ())) else ()


def _outer_rows(grid: Grid, rows: Sequence[int]) -> set[int]:
    """Give the rows of a list of one column that head a part: numbered in an outer style (一、) than others (1.), or as few."""
    numbers = {
        row: number
        for row in rows
        if grid.filled(row) and (number := leading_number(plain_text(grid.cell(row, grid.filled(row)[0]))))
    }
    styles = {number.style for number in numbers.values()}
    outer = {row for row, number in numbers.items() if number.style == min(styles)}
    return outer if len(styles) > 1 or len(outer) * 2 < len(rows) else set()


def _is_name(text: str) -> bool:
    name = fold(without_number(text))
    known = words()
    return (
        1 < len(name) <= known.longest_name
        and not known.title.search(name)
        and not known.not_a_name.search(name)
        and any(letter.isalpha() for letter in name)
    )


def _texts(grid: Grid, rows: Sequence[int]) -> Iterator[str]:
    yield from (plain_text(grid.cell(row, column)) for row in rows for column in grid.filled(row))
