"""Where everything lies: the folders of a workspace, its settings, and its reference files as tables with addresses."""

import copy
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.resources.abc import Traversable
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd

from zzlib import holidays
from zzlib.county_form import read_form
from zzlib.filed import has_files, nothing_filed
from zzlib.files import Held, decoded
from zzlib.form import Form
from zzlib.issues import Issue, issue
from zzlib.kinds import DEFAULT_KINDS, Kinds
from zzlib.periods import is_period
from zzlib.reference_files import NEEDED_COLUMNS, REFERENCE_COLUMNS, UNREADABLE, ReferenceFile, reference_file
from zzlib.rhythm import Rhythm
from zzlib.roots import COUNTIES, workspace_root
from zzlib.settings import Settings, read_settings
from zzlib.tabular import column_letter, meant
from zzlib.told import ToldError

OVERLAYS = ("settings.toml", "form.toml", "measures.toml", "figures.toml", holidays.FILE)
"""The files of `data/` in which a county says what it does otherwise; each may be absent."""


DISPATCH_EVENTS = "data/dispatch/events.csv"
"""Where people's records about items lie."""

SCORE_RULE = "data/rules/score.toml"
"""Where the county's rule for scores lies, if it has one."""

FORMAT = 1
FORMAT_FILE, FORMAT_TEXT = "data/format.toml", f"format = {FORMAT}\n".encode()
"""The layout of `data/` that this program knows and writes into what it makes; without the file it is the first."""


class WorkspaceError(ToldError, ValueError):
    """The folder is not a usable workspace; the message says in Chinese what is missing."""


class NoReturnsError(WorkspaceError):
    """No unit has returned a file yet: a workspace that was just made."""


@dataclass(frozen=True)
class Reference:
    """A reference file as people keep it.

    `frame` has the file's columns as text (`str`, blank is `""`) and `row` (int64), the row in the sheet; a closed column
    has the id of its word, or `UNREADABLE`. `written` gives what stands in the cell where that is another text, by row
    and column; `letters` the column letter of each; `file` is relative to the workspace.
    """

    name: str
    file: str
    frame: pd.DataFrame
    letters: dict[str, str]
    issues: list[Issue] = field(default_factory=list)
    written: dict[tuple[int, str], str] = field(default_factory=dict)

    def text(self, row: int, column: str) -> str:
        """Give what stands in a cell, as written."""
        return self.written.get((row, column), str(self._by_row[row][column]))

    @cached_property
    def _by_row(self) -> dict[int, dict[str, Any]]:
        return {row["row"]: row for row in self._rows}

    @cached_property
    def _rows(self) -> list[dict[str, Any]]:
        names = [str(name) for name in self.frame]
        return [dict(zip(names, row, strict=True)) for row in self.frame.itertuples(index=False, name=None)]

    def rows(self) -> list[dict[str, Any]]:
        """Give the rows as dictionaries of column -> text, with `row` as a number."""
        return [dict(row) for row in self._rows]  # who asks may change its own

    def cell(self, row: int, column: str) -> str:
        """Give the A1 address of a column in a row, `""` for a column that the file does not have."""
        return f"{self.letters[column]}{row}" if column in self.letters else ""


class Workspace:
    """A folder with `data/` and `outputs/` (contracts, section 3)."""

    def __init__(self, root: Path | str, derived: Path | None = None) -> None:
        """Take a folder for a workspace; where `derived` is given, it is only looked at: what is derived of it lies there.

        Raises:
            WorkspaceError: it has no `data` folder, or is of a later program.
        """
        self.root = Path(root).resolve()
        self.derived = derived
        self._files: Traversable = self.root
        if not (self.root / "data").is_dir():
            raise WorkspaceError(f"{self.root} 不是工作区：里面没有 data 文件夹。请到工作区里运行，或用 --root 指明")
        _check_format(self.root / FORMAT_FILE)

    @classmethod
    def find(cls, start: Path | str | None = None) -> "Workspace":
        """Find the workspace: `start`, else the environment's `ZZ_ROOT`, else this folder or the nearest above it.

        Raises:
            WorkspaceError: there is none.
        """
        if folder := workspace_root(start):
            return cls(folder)
        raise WorkspaceError(
            f"{Path.cwd()} 及其上级都不是工作区（没有 data/reference）。请写明工作区：命令用 --root，笔记本用 root，或设环境变量 ZZ_ROOT"
        )

    @cached_property
    def settings(self) -> Settings:
        """The county's settings; `SettingsError` if they can't be used."""
        return read_settings(self._files / "data" / "settings.toml")

    @cached_property
    def form(self) -> Form:
        """The county's form: the package's with what `data/form.toml` adds; `FormError` if that can't be used."""
        return read_form(self._files / "data" / "form.toml")

    @property
    def calendar(self) -> holidays.Calendar:
        """The days on which offices work, with the county's `data/holidays.toml`; `HolidaysError` if that can't be used."""
        return holidays.calendar(self.overlay(holidays.FILE))

    @property
    def files(self) -> Traversable:
        """The workspace's folder, to read from: what is held of it, where it is held."""
        return self._files

    def overlay(self, name: str) -> bytes:
        """Give the content of one of the county's overlays (`measures.toml`), nothing where it has none."""
        return self._content(f"data/{name}")

    def held(self, *periods: str, also: Iterable[Path] = ()) -> tuple["Workspace", dict[str, bytes]]:
        """Give this workspace as it stands now, and what it holds by path: what is read from it is what stands there.

        Held in memory are settings and the other overlays, reference files, templates, what the writer keeps for some periods, and `also`
        these. Other files of these kinds are not there for it; returns stay on the disk.
        """
        made = Workspace(self.root, self.derived)
        paths = [*self.reference_files(), *self.draft_files(*periods), *also]
        held = {path.relative_to(self.root).as_posix(): path.read_bytes() for path in paths}
        made._files = Held(held, self.root)
        return made, held

    def having(self, *references: Reference) -> "Workspace":
        """Give the same workspace with these in the place of its own reference files."""
        made = copy.copy(self)
        made.__dict__["_references"] = self._references | {reference.name: reference for reference in references}
        return made

    def returns_dir(self, period: str) -> Path:
        """Give the folder in which the returns of a period lie as received."""
        return self.root / "data" / "returns" / period

    def ledger_dir(self, period: str) -> Path:
        """Give the folder of the ledger as it stood at a period (derived)."""
        return (self.derived or self.root / "data" / "ledger") / period

    def drafts_dir(self, period: str) -> Path:
        """Give the folder into which the writer's drafts for a period go; it need not exist."""
        return self.root / "data" / "drafts" / period

    def drafts(self, period: str) -> Traversable:
        """Give the folder from which the writer's drafts for a period are read; it need not exist."""
        return self._files / "data" / "drafts" / period

    @property
    def templates_dir(self) -> Traversable:
        """The folder of the county's own document templates and wording, to read from; it need not exist."""
        return self._files / "data" / "templates"

    def dispatch_events(self) -> bytes:
        """Give the content of `data/dispatch/events.csv`, nothing where nobody recorded anything."""
        return self._content(DISPATCH_EVENTS)

    def score_rule(self) -> bytes:
        """Give the content of `data/rules/score.toml`, nothing where the county has none."""
        return self._content(SCORE_RULE)

    def _content(self, file: str) -> bytes:
        path = self._files / file
        return path.read_bytes() if path.is_file() else b""

    @property
    def outputs_dir(self) -> Path:
        """The folder of all outputs."""
        return self.root / "outputs"

    def periods(self) -> list[str]:
        """List the periods that have a folder of returns, in order."""
        return [name for name in self._folders() if self._is_period(name)]

    def other_months(self) -> list[str]:
        """List the months with a folder of returns that are no period of the county, which reports by the quarter."""
        return [name for name in self._folders() if is_period(name) and not self._is_period(name)]

    def _folders(self) -> list[str]:
        return sorted(
            {p.name for folder in self._return_folders if folder.is_dir() for p in folder.iterdir() if p.is_dir()}
        )

    @property
    def is_city(self) -> bool:
        """Whether it is a city's, over the workspaces of its counties."""
        return (self.root / COUNTIES).is_file()

    @property
    def _return_folders(self) -> list[Path]:
        """The folders of returns: its own, or those of a city's counties."""
        places: Iterable[str | None] = ["."]
        if self.is_city:
            text, _ = decoded((self.root / COUNTIES).read_bytes())
            places = (line.get("place") for line in csv.DictReader(io.StringIO(text, newline="")))
        return [self.root / place.strip() / "data" / "returns" for place in places if place]

    def _is_period(self, name: str) -> bool:
        """Tell whether a folder is that of a period; one that is not named by a month stands as it always did."""
        return not is_period(name) or self.rhythm.holds(name)

    @property
    def rhythm(self) -> Rhythm:
        """How often the county's units report."""
        return self.settings.returns.rhythm

    def latest_period(self, asked: str = "") -> str:
        """Give the latest period that has a folder of returns.

        Raises:
            NoReturnsError: no unit has returned a file in any, in the one `asked` for neither.
        """
        if not self._is_begun:
            raise NoReturnsError(self.no_returns(asked))
        return self.periods()[-1]

    @property
    def _is_begun(self) -> bool:
        return any(has_files(folder / period) for folder in self._return_folders for period in self.periods())

    def no_returns(self, period: str = "") -> str:
        """Say that a period has no folder of returns, or that no unit has returned a file yet, and what to do."""
        if self._is_begun:
            return f"没有 {period} 的报表文件夹 data/returns/{period}；现有：{'、'.join(self.periods())}"
        return nothing_filed(self.root / "data" / "returns", period, self.other_months())

    def reference(self, name: str) -> Reference:
        """Read a reference file: UTF-8 with or without BOM, GB18030, or an .xlsx of the same name.

        A file that is not there gives an empty frame. Unknown or absent columns are issues; unknown ones stay in the frame.
        """
        if name not in self._references:
            self._references[name] = read_reference(self._files, name, self.settings.kinds)
        return self._references[name]

    @cached_property
    def _references(self) -> dict[str, Reference]:
        return {}

    def draft_files(self, *periods: str) -> Iterator[Path]:
        """Give what the writer keeps for some periods (drafts, stored views and their charts), in a fixed order."""
        for period in periods:
            files = self.drafts_dir(period).rglob("*")
            yield from sorted(p for p in files if p.is_file() and not p.name.startswith((".", "~$")))

    def reference_files(self) -> Iterator[Path]:
        """Give the files that a run reads besides returns: settings, overlays, reference files, templates, records; in a fixed order."""
        yield from (path for name in OVERLAYS if (path := self.root / "data" / name).exists())
        yield from sorted(p for p in (self.root / "data" / "reference").glob("*") if p.suffix in (".csv", ".xlsx"))
        templates = self.root / "data" / "templates"
        yield from sorted(p for p in templates.glob("*") if p.is_file() and not p.name.startswith((".", "~$")))
        yield from (path for file in (DISPATCH_EVENTS, SCORE_RULE) if (path := self.root / file).exists())


def _check_format(path: Path) -> None:
    """Refuse a workspace that a later program has laid out otherwise, before anything in it is read or written."""
    if not path.exists():
        return
    said = re.fullmatch(r"\s*format\s*=\s*(\d+)\s*", decoded(path.read_bytes())[0])
    if said is None:
        raise WorkspaceError(f"{path} 应只有一行 format = 数字，读不出；请换回备份里的")
    if int(said[1]) > FORMAT:
        raise WorkspaceError(
            f"{path.parents[1]} 是更新的程序用过的工作区（格式 {said[1]}，本程序只认得到 {FORMAT}），没有动它；请先升级程序"
        )


def read_reference(root: Traversable, name: str, kinds: Kinds = DEFAULT_KINDS) -> Reference:
    """Read `data/reference/<name>.csv` (or `.xlsx`) below a workspace's folder; see `Workspace.reference`.

    `kinds` are those that a column of kinds may name.
    """
    expected = REFERENCE_COLUMNS[name]
    folder = root / "data" / "reference"
    found = [p for p in (folder / f"{name}.csv", folder / f"{name}.xlsx") if p.is_file()]
    if not found:
        empty = pd.DataFrame(columns=list(expected), dtype="str").assign(row=pd.Series(dtype="int64"))
        return Reference(
            name, f"data/reference/{name}.csv", empty, dict(zip(expected, map(column_letter, count()), strict=False))
        )
    path, *others = found
    file = f"data/reference/{path.name}"
    try:
        table = [[meant(text) for text in row] for row in _text_table(path)]
    except Exception as error:  # whatever a damaged workbook makes its reader say
        raise WorkspaceError(
            f"参考文件 {file} 读不出（{error}）；请用 Excel 打开后另存为 CSV 或 .xlsx，或换回备份"
        ) from error
    reference = _reference(name, file, table, reference_file(name, kinds))
    twins = [issue("reference_twice", file=file, value=other.name) for other in others]
    return replace(reference, issues=[*reference.issues, *twins])


def _reference(name: str, file: str, table: list[list[str]], known: ReferenceFile) -> Reference:
    expected = tuple(known.columns)
    header = [text.strip() for text in table[0]] if table else []
    letters = {title: letter for title, letter in zip(header, map(column_letter, count()), strict=False) if title}
    issues = [
        issue(
            "reference_unknown_column",
            file=file,
            cell=f"{letters[title]}1",
            value=title,
            known="、".join(expected),
        )
        for title in letters
        if title not in expected
    ]
    issues += [
        issue("reference_missing_column", file=file, field=title, value="、".join(letters))
        for title in NEEDED_COLUMNS[name]
        if title not in letters
    ]
    columns = [*expected, *(t for t in letters if t not in expected)]
    lines: list[dict[str, Any]] = [
        {title: text.strip() for title, text in zip(header, line, strict=False) if title} | {"row": number}
        for number, line in enumerate(table[1:], start=2)
        if any(text.strip() for text in line)
    ]
    written: dict[tuple[int, str], str] = {}
    rows = [row | _meant(known, row, written) for row in ({**dict.fromkeys(columns, ""), **line} for line in lines)]
    frame = pd.DataFrame(rows, columns=[*columns, "row"])
    frame[[c for c in known.closed() if c in known.needed and c not in letters]] = UNREADABLE
    frame[columns] = frame[columns].astype("str")
    reference = Reference(name, file, frame.astype({"row": "int64"}), letters, issues, written)
    issues += _not_understood(reference, rows, known)
    return reference


def _meant(known: ReferenceFile, row: dict[str, Any], written: dict[tuple[int, str], str]) -> dict[str, str]:
    """Give what a row's closed columns mean; what stands there otherwise is kept in `written`."""
    values = {column: known.value(column, row[column]) for column in known.columns}
    other = {column: value for column, value in values.items() if value != row[column]}
    written |= {(row["row"], column): row[column] for column in other}
    return other


def _not_understood(reference: Reference, rows: list[dict[str, Any]], known: ReferenceFile) -> list[Issue]:
    """Say each cell of a closed column that holds none of its words, and what is not computed because of it."""
    return [
        issue(
            "reference_word_unknown",
            file=reference.file,
            cell=reference.cell(row["row"], column),
            field=column,
            value=reference.written.get((row["row"], column), ""),
            allowed=known.allowed(column),
            rests=known.rests[column],
        )
        for row in rows
        for column in known.closed()
        if row[column] == UNREADABLE and column in reference.letters
    ]


def _text_table(path: Traversable) -> list[list[str]]:
    """Give a CSV or XLSX as rows of text, row 1 first, so that row numbers are those that a person sees."""
    data = path.read_bytes()
    if path.name.endswith(".xlsx"):
        from python_calamine import CalamineWorkbook

        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        return [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    text, _ = decoded(data)
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""))]


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
