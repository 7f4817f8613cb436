"""A new workspace put in its place: outside the program, whole or not at all."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import zzlib
from zzlib import stopping
from zzlib.told import operating_system_fault
from zzlib.workspace import WorkspaceError

PROGRAM = Path(zzlib.__file__).resolve().parents[1]
"""The program's own folder."""


def check_place(directory: Path) -> Path:
    """Give the full path of a folder in which a workspace may be made.

    Raises:
        WorkspaceError: it is a file, holds something, lies in the program's own folder, or can't be written.
    """
    place = Path(directory).expanduser().resolve()
    if any(_same(folder, PROGRAM) for folder in (place, *place.parents)):
        raise WorkspaceError(
            f"{place} 在程序文件夹 {PROGRAM} 里面，升级程序会把数据一起换掉；请建在外面，如 {Path.home() / place.name}"
        )
    if place.exists() and not place.is_dir():
        raise WorkspaceError(f"{place} 是一个文件，请换一个文件夹名")
    if place.exists() and any(place.iterdir()):
        raise WorkspaceError(f"{place} 不是空文件夹，没有动它；请换一个新文件夹")
    above = next(folder for folder in (place, *place.parents) if folder.exists())
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        raise WorkspaceError(f"{above} 里不能建文件夹（只读，或没有权限），请换一个地方")
    return place


def place(directory: Path, files: Iterable[tuple[str, bytes]], folders: Sequence[str] = ()) -> None:
    """Make a workspace of files by path, and folders; if that fails or is stopped, nothing of it is left.

    Raises:
        WorkspaceError: it can't be written there; the message says why, and what is left if something is.
    """
    made: list[Path] = []
    try:
        for folder in ("", *folders):
            _make(directory / folder, made)
        for name, data in files:
            path = directory / name
            _make(path.parent, made)
            made.append(path)
            with path.open("xb") as stream:
                stream.write(data)
        stopping.too_late()
    except BaseException as error:
        left = _taken_back(made)
        if not isinstance(error, OSError):
            raise
        rest = f"；这些没有能删去，请自行删除：{'、'.join(map(str, left))}" if left else "，什么都没有留下"
        raise WorkspaceError(f"{directory} 建不成（{operating_system_fault(error)}）{rest}") from error


def _make(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, noting each that was not there."""
    if not folder.exists():
        _make(folder.parent, made)
        made.append(folder)
        folder.mkdir()


def _taken_back(made: list[Path]) -> list[Path]:
    """Remove what was made, the last first; give what could not be."""
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
    return [path for path in made if os.path.lexists(path)]


def _same(folder: Path, other: Path) -> bool:
    with suppress(OSError):
        return folder.samefile(other)
    return folder == other
