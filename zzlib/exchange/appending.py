"""Adding entries to reviewed reference files as people keep them: nothing that stands there changes."""

import stat
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from zzlib import stopping
from zzlib.decisions.kind import Entry
from zzlib.decisions.question import NotWrittenError
from zzlib.files import replace_file, with_rows
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.workspace import Reference, Workspace, read_reference


def append_entries(workspace: Workspace, name: str, make: Callable[[Reference], list[Entry]]) -> list[Entry]:
    """Add entries to `data/reference/<name>.csv`, whole or not at all; give what was added.

    `make` sees the file as it stands while no other program can add to it. Encoding, byte order mark, line ends and
    columns stay as they are; a file that is not there is made with a byte order mark, for Excel.

    Raises:
        NotWrittenError: the file is an .xlsx, is read-only or open in Excel, or has no column for a part of an entry.
    """
    lock = workspace.ledger_dir(".decisions.lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(lock, timeout=60):
        reference = read_reference(workspace.root, name)
        entries = make(reference)
        if not entries:
            return []
        path = workspace.root / reference.file
        _check(path, reference, entries)
        _replace(path, with_rows(path.read_bytes() if path.exists() else b"", REFERENCE_COLUMNS[name], entries))
    return entries


def _check(path: Path, reference: Reference, entries: list[Entry]) -> None:
    shown = reference.file
    if path.suffix == ".xlsx":
        rows = "；".join("，".join(f"{key}={value}" for key, value in entry.items() if value) for entry in entries)
        raise NotWrittenError(
            f"{shown} 是 Excel 工作簿，程序不改它。请另存为 CSV（并把 .xlsx 移走）再记，或自己在表末加一行：{rows}"
        )
    owners = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    if any(owner.exists() for owner in owners):
        raise NotWrittenError(f"{shown} 正在 Excel 或 WPS 里打开着，没有记下；请存盘、关闭后再记")
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise NotWrittenError(f"{shown} 是只读的，没有记下；请在文件属性里去掉“只读”后再记")
    if path.exists() and path.stat().st_size:
        needed = [column for entry in entries for column, value in entry.items() if value]
        if absent := [column for column in dict.fromkeys(needed) if column not in reference.letters]:
            raise NotWrittenError(f"{shown} 没有 {'、'.join(absent)} 列，没有记下；请在第一行补上列名后再记")


def _replace(path: Path, data: bytes) -> None:
    stopping.too_late()
    try:
        replace_file(path, data)
    except PermissionError as error:
        raise NotWrittenError(f"{path.name} 写不进去，可能正在 Excel 或 WPS 里打开着；请关闭后再记") from error
