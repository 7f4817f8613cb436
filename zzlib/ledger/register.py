"""The register of a month (`received.csv`): when each file was received. Lines that can't be read are said, never ignored."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from filelock import FileLock

from zzlib.filed import REGISTER
from zzlib.files import decoded, digest_of, replace_file, with_rows
from zzlib.issues import Issue, issue
from zzlib.tabular import meant

RECEIVED_COLUMNS = ("file", "sha256", "unit_id", "received_at", "by")
Row = dict[str, str]

_DIGEST = re.compile(r"[0-9a-f]{64}|", re.IGNORECASE)
_SEPARATORS = re.compile(r"[,;\t，；]")


@dataclass(frozen=True)
class RegisterFault:
    """A line that can't be read (its number in the file), and why; line 1 is the headings: then no line can be read."""

    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Register:
    """A register as it stands in `data`: the rows that can be read, in its order, and the faults of the others."""

    data: bytes = b""
    rows: list[Row] = field(default_factory=list)
    faults: list[RegisterFault] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """The digest of the file as it was read, `""` where there is none."""
        return digest_of(self.data) if self.data else ""

    @cached_property
    def lost(self) -> bool:
        """Whether nothing can be read, so that nothing may be added either."""
        return any(fault.line == 1 for fault in self.faults)

    def is_doubtful(self, file: str) -> bool:
        """Tell whether a line that can't be read may be about a file: then it is unknown when that was received."""
        return self.lost or any(_may_name(fault.text, file) for fault in self.faults)

    def issues(self, period: str) -> list[Issue]:
        """Say each line that can't be read."""
        return [
            issue(
                "register_line_unreadable",
                period=period,
                file=REGISTER,
                cell=f"A{f.line}",
                value=f.text[:200],
                line=f.line,
                why=f.why,
            )
            for f in self.faults
        ]


def read_register(path: Path) -> Register:
    """Read a register; one that is not there is empty.

    Raises:
        OSError: it can't be opened.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Register()
    try:
        text, _ = decoded(data)
    except UnicodeDecodeError:
        return Register(data, faults=[RegisterFault(1, "", "整个文件既不是 UTF-8 也不是 GBK")])
    lines = re.split(r"\r\n|\n|\r", text)
    headings = [heading.strip() for heading in _cells(lines[0]) or ()]
    if not data.strip():
        return Register()
    if absent := [name for name in RECEIVED_COLUMNS if headings.count(name) != 1]:
        why = f"第一行应是 {','.join(RECEIVED_COLUMNS)}，用英文逗号隔开；缺少或重复的列：{'、'.join(absent)}"
        return Register(data, faults=[RegisterFault(1, lines[0], why)])
    register = Register(data)
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip(" \t,"):
            continue
        row, why = _row(line, headings)
        if why:
            register.faults.append(RegisterFault(number, line, why))
        else:
            register.rows.append(row)
    return register


def add_rows(path: Path, lock: Path, missing: Callable[[Register], list[Row]]) -> Register:
    """Add the rows that are missing from a register, whole or not at all; give it as it stands then.

    `missing` is asked again while no other program can add to it. Nothing is added to a register that can't be read.
    """
    register = read_register(path)
    if register.lost or not missing(register):
        return register
    with alone(lock):
        register = read_register(path)
        if not register.lost and (rows := missing(register)):
            replace_file(path, with_rows(register.data, RECEIVED_COLUMNS, rows))
            register = read_register(path)
    return register


def alone(lock: Path, wait: float = 60) -> FileLock:
    """Give the lock under which no other program does the same; whoever holds it already may take it again."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(lock, timeout=wait, is_singleton=True)


def _row(line: str, headings: list[str]) -> tuple[Row, str]:
    """Give a line's values by column, and why it can't be read (`""` when it can)."""
    cells = _cells(line)
    if cells is None:
        return {}, "引号没有成对，或有一项太长"
    if len(cells) < len(headings) or any(cell.strip() for cell in cells[len(headings) :]):
        return {}, f"有 {len(cells)} 项，应有 {len(headings)} 项"
    given = {heading: meant(cell).strip() for heading, cell in zip(headings, cells, strict=False)}
    row = {name: given[name] for name in RECEIVED_COLUMNS}
    row["received_at"] = iso_time(row["received_at"])
    return row, next(_wrong(row), "")


def _cells(line: str) -> list[str] | None:
    """Part a line of CSV; no value holds a line break, so that an open quote spoils its own line only."""
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return None


def _wrong(row: Row) -> Iterator[str]:
    if row["file"] in ("", "file"):
        yield "没有写是哪个文件" if not row["file"] else "又写了一遍列名"
    if _TIME.fullmatch(row["file"]):
        yield f"file 一栏是“{row['file']}”，像是填错了列"
    if not _DIGEST.fullmatch(row["sha256"]):
        yield f"sha256 一栏应是 64 位的校验码或空着，却是“{row['sha256']}”，像是填错了列"
    if not row["received_at"]:
        yield "没有写收到时间"


def _may_name(line: str, file: str) -> bool:
    """Tell whether a line may be about a file: it holds its name, its torn beginning is the name's, or it has none."""
    first = _SEPARATORS.split(line.lstrip("\ufeff"), maxsplit=1)[0].strip().strip("\"'").strip()
    return first != "file" and (file in line or file.startswith(first))


def iso_time(text: str) -> str:
    """Give a time as people or Excel write it (`2013/5/3 9:30`) in ISO form; what is no time stays as it is."""
    match = _TIME.fullmatch(text)
    if not match:
        return text
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        return datetime(year, month, day, hour, minute, second).isoformat()
    except ValueError:
        return text


_TIME = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T ]*(?:(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?)?")
