"""Where everything lies: the folders of a workspace, its settings, and its reference files as tables with addresses."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd

from zzlib.issues import Issue, issue
from zzlib.settings import Settings, read_settings
from zzlib.told import ToldError

REFERENCE_COLUMNS: dict[str, tuple[str, ...]] = {
    "units": ("unit_id", "name", "full_name", "group", "ranked", "leader"),
    "aliases": ("alias", "unit_id", "valid_from", "valid_to", "decided_by", "decided_on", "reason"),
    "targets": ("year", "unit_id", "from_month", "projects", "funds_wan", "land_mu"),
    "history_funds": (
        "year", "month", "unit_id", "kind", "fund_category", "applied_yuan", "awarded_yuan", "received_yuan",
    ),
    "history_projects": ("year", "month", "unit_id", "kind", "projects", "converted", "land_mu"),
    "fund_categories": ("category", "kind_hint", "counts"),
    "policy_fields": ("field", "keywords", "priority", "document"),
    "programmes": ("programme", "field", "level", "opens", "closes", "document"),
    "inspections": ("year", "month", "unit_id", "project", "finding", "amount_yuan", "document"),
    "corrections": (
        "id", "period", "unit_id", "project", "field", "expected", "value", "reason", "evidence", "decided_by",
        "decided_on",
    ),
    "project_links": ("unit_id", "name", "period", "project_id", "verdict", "decided_by", "decided_on", "reason"),
    "file_decisions": (
        "period", "file", "sha256", "question", "unit_id", "project", "field", "value", "answer", "decided_by",
        "decided_on", "reason", "evidence",
    ),
}  # fmt: skip
"""The reference files and their columns (`data/reference/*.csv`)."""


NEEDED_COLUMNS: dict[str, tuple[str, ...]] = {
    "units": ("unit_id", "name", "group"),
    "aliases": ("alias", "unit_id"),
    "targets": ("year", "unit_id", "funds_wan"),
    "history_funds": ("year", "month", "unit_id", "fund_category", "received_yuan"),
    "history_projects": ("year", "month", "unit_id", "projects"),
    "fund_categories": ("category", "counts"),
    "policy_fields": ("field",),
    "programmes": ("programme",),
    "inspections": ("year", "month", "unit_id", "finding"),
    "corrections": ("id", "period", "unit_id", "project", "field", "expected", "value"),
    "project_links": ("unit_id", "name", "project_id", "verdict"),
    "file_decisions": ("period", "question", "answer"),
}
"""The columns without which a reference file can't do its work; the others may be left out."""


class WorkspaceError(ToldError, ValueError):
    """The folder is not a usable workspace; the message says in Chinese what is missing."""


class NoReturnsError(WorkspaceError):
    """No month has a folder of returns yet: a workspace that was just made."""


@dataclass(frozen=True)
class Reference:
    """A reference file as people keep it.

    `frame` has the file's columns as text (`str`, blank is `""`) and `row` (int64), the row in the sheet;
    `letters` gives the column letter of each; `file` is relative to the workspace.
    """

    name: str
    file: str
    frame: pd.DataFrame
    letters: dict[str, str]
    issues: list[Issue] = field(default_factory=list)

    def rows(self) -> list[dict[str, Any]]:
        """Give the rows as dictionaries of column -> text, with `row` as a number."""
        return [{str(key): value for key, value in row.items()} for row in self.frame.to_dict("records")]

    def cell(self, row: int, column: str) -> str:
        """Give the A1 address of a column in a row, `""` for a column that the file does not have."""
        return f"{self.letters[column]}{row}" if column in self.letters else ""


class Workspace:
    """A folder with `data/` and `outputs/` (contracts, section 3)."""

    def __init__(self, root: Path | str) -> None:
        """Take a folder for a workspace.

        Raises:
            WorkspaceError: it has no `data` folder.
        """
        self.root = Path(root).resolve()
        if not (self.root / "data").is_dir():
            raise WorkspaceError(f"{self.root} 不是工作区：里面没有 data 文件夹。请到工作区里运行，或用 --root 指明")

    @classmethod
    def find(cls, start: Path | str | None = None) -> "Workspace":
        """Find the workspace: `start`, else the environment's `ZZ_ROOT`, else this folder or the nearest above it.

        Raises:
            WorkspaceError: there is none.
        """
        named = start or os.environ.get("ZZ_ROOT")
        if named:
            return cls(named)
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / "data" / "reference").is_dir():
                return cls(folder)
        raise WorkspaceError(f"{here} 及其上级都不是工作区（没有 data/reference）。请用 --root 指明")

    @cached_property
    def settings(self) -> Settings:
        """The county's settings; `SettingsError` if they can't be used."""
        return read_settings(self.root / "data" / "settings.toml")

    def returns_dir(self, period: str) -> Path:
        """Give the folder in which the returns of a period lie as received."""
        return self.root / "data" / "returns" / period

    def ledger_dir(self, period: str) -> Path:
        """Give the folder of the ledger as it stood at a period (derived)."""
        return self.root / "data" / "ledger" / period

    def drafts_dir(self, period: str) -> Path:
        """Give the folder of the writer's drafts for a period; it need not exist."""
        return self.root / "data" / "drafts" / period

    @property
    def templates_dir(self) -> Path:
        """The folder of the county's own document templates and wording; it need not exist."""
        return self.root / "data" / "templates"

    @property
    def outputs_dir(self) -> Path:
        """The folder of all outputs."""
        return self.root / "outputs"

    def periods(self) -> list[str]:
        """List the periods that have a folder of returns, in order."""
        folder = self.root / "data" / "returns"
        return sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []

    def latest_period(self) -> str:
        """Give the latest period that has a folder of returns.

        Raises:
            NoReturnsError: none has.
        """
        periods = self.periods()
        if not periods:
            folder = self.root / "data" / "returns"
            raise NoReturnsError(f"{folder} 里还没有报表，请先把报表放进 {folder / '月份'}，如 2013-06")
        return periods[-1]

    def reference(self, name: str) -> Reference:
        """Read a reference file: UTF-8 with or without BOM, GB18030, or an .xlsx of the same name.

        A file that is not there gives an empty frame. Unknown or absent columns are issues; unknown ones stay in the frame.
        """
        if name not in self._references:
            self._references[name] = read_reference(self.root, name)
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
        """Give the files that a run reads besides returns: settings, reference files and templates, in a fixed order."""
        settings = self.root / "data" / "settings.toml"
        if settings.exists():
            yield settings
        yield from sorted(p for p in (self.root / "data" / "reference").glob("*") if p.suffix in (".csv", ".xlsx"))
        yield from sorted(p for p in self.templates_dir.glob("*") if p.is_file() and not p.name.startswith((".", "~$")))


def create_workspace(directory: Path) -> None:
    """Make an empty workspace: folders, settings to fill in, and every reference file with its headings.

    Raises:
        WorkspaceError: the folder is there and not empty.
    """
    if directory.exists() and any(directory.iterdir()):
        raise WorkspaceError(f"{directory} 不是空文件夹，没有动它；请换一个新文件夹")
    for folder in ("data/reference", "data/returns", "outputs"):
        (directory / folder).mkdir(parents=True)
    template = resources.files("zzlib").joinpath("settings_template.toml").read_bytes()
    (directory / "data" / "settings.toml").write_bytes(template)
    for name, columns in REFERENCE_COLUMNS.items():
        path = directory / "data" / "reference" / f"{name}.csv"
        path.write_text(",".join(columns) + "\r\n", encoding="utf-8-sig", newline="")


def read_reference(root: Path, name: str) -> Reference:
    """Read `data/reference/<name>.csv` (or `.xlsx`) under `root`; see `Workspace.reference`."""
    expected = REFERENCE_COLUMNS[name]
    folder = root / "data" / "reference"
    found = [p for p in (folder / f"{name}.csv", folder / f"{name}.xlsx") if p.exists()]
    if not found:
        empty = pd.DataFrame(columns=list(expected), dtype="str").assign(row=pd.Series(dtype="int64"))
        return Reference(name, f"data/reference/{name}.csv", empty, dict(zip(expected, _letters(), strict=False)))
    path, *others = found
    file = path.relative_to(root).as_posix()
    try:
        table = _text_table(path)
    except (UnicodeDecodeError, ValueError, OSError) as error:
        raise WorkspaceError(f"参考文件 {file} 读不出：{error}") from error
    reference = _reference(name, file, table, expected)
    twins = [issue("reference_twice", file=file, value=other.name) for other in others]
    return replace(reference, issues=[*reference.issues, *twins])


def _reference(name: str, file: str, table: list[list[str]], expected: tuple[str, ...]) -> Reference:
    header = [text.strip() for text in table[0]] if table else []
    letters = {title: letter for title, letter in zip(header, _letters(), strict=False) if title}
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
    rows = [
        {title: text.strip() for title, text in zip(header, line, strict=False) if title} | {"row": number}
        for number, line in enumerate(table[1:], start=2)
        if any(text.strip() for text in line)
    ]
    frame = pd.DataFrame([{**dict.fromkeys(columns, ""), **row} for row in rows], columns=[*columns, "row"])
    frame[columns] = frame[columns].astype("str")
    return Reference(name, file, frame.astype({"row": "int64"}), letters, issues)


def _text_table(path: Path) -> list[list[str]]:
    """Give a CSV or XLSX as rows of text, row 1 first, so that row numbers are those that a person sees."""
    if path.suffix == ".xlsx":
        from python_calamine import CalamineWorkbook

        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        return [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    import csv
    import io

    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""))]


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _letters() -> Iterator[str]:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    yield from alphabet
    for first in alphabet:
        yield from (first + second for second in alphabet)
