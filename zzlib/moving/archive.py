"""A backup: one .zip with what a workspace can't make anew, and `备份清单.json`, which says what each of its files must be.

The list holds `county`, `program` (the version that wrote it), `made_at` (the county's time, ISO 8601), and `files`, the SHA-256 of each
path. Paths are those of the workspace (`data/returns/2013-05/县农业局.xlsx`). Any program opens the archive.
"""

import json
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

from zzlib import stopping
from zzlib.beginning.placing import check_place, place
from zzlib.files import digest_of, new_file
from zzlib.moving.contents import kept_files
from zzlib.periods import now
from zzlib.told import ToldError
from zzlib.workspace import Workspace

LIST = "备份清单.json"
_SHOWN = 8
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    ArithmeticError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
"""What a damaged archive makes its reader say."""


class BackupError(ToldError, ValueError):
    """The archive can't be written or isn't what it says; the message says in Chinese why."""


@dataclass(frozen=True)
class Backup:
    """What an archive says and holds: `problems` are Chinese sentences, none where every file is what the list says."""

    county: str
    program: str
    made_at: str
    files: dict[str, str]
    problems: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Give what `zz backup --check --json` prints."""
        said = {"county": self.county, "program": self.program, "made_at": self.made_at, "files": len(self.files)}
        return {"ok": not self.problems} | said | {"problems": self.problems}


def write_backup(workspace: Workspace, target: Path) -> Backup:
    """Keep a workspace in a new archive, whole or not at all; nothing that stands there is replaced.

    Raises:
        BackupError: there is a file of that name, the place lies in what is kept, or files changed meanwhile.
        OSError: it can't be written; nothing stands there.
    """
    _check_target(workspace, target)
    files: dict[str, str] = {}
    with new_file(target) as building, zipfile.ZipFile(building, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in kept_files(workspace):
            stopping.check()
            data, name = path.read_bytes(), path.relative_to(workspace.root).as_posix()
            files[name] = digest_of(data)
            archive.writestr(name, data)
        _check_unchanged(workspace, files)
        made_at = now()
        backup = Backup(workspace.settings.county.name, version("zzlib"), made_at, files)
        said = {key: getattr(backup, key) for key in ("county", "program", "made_at", "files")}
        archive.writestr(LIST, json.dumps(said, ensure_ascii=False, indent=1))
    return backup


def _check_target(workspace: Workspace, target: Path) -> None:
    if target.exists():
        raise BackupError(f"{target} 已经有了，没有覆盖它；请换一个文件名")
    if not target.parent.is_dir():
        raise BackupError(f"没有文件夹 {target.parent}，请先建好")
    for inside in ("data", "outputs"):
        if target.resolve().is_relative_to(workspace.root / inside):
            raise BackupError(f"备份不能放在工作区的 {inside} 里面，请放到别处，最好是另一块磁盘")


def _check_unchanged(workspace: Workspace, files: dict[str, str]) -> None:
    """See that what was kept is one state: no file came, went or changed while others were read."""
    now = {path.relative_to(workspace.root).as_posix(): path for path in kept_files(workspace)}
    changed = sorted(now.keys() ^ files.keys()) or [
        name for name in now if digest_of(now[name].read_bytes()) != files[name]
    ]
    if changed:
        raise BackupError(f"备份时 {'、'.join(changed[:_SHOWN])} 有变动（有人在用），没有留下备份；请稍后再备份一次")


def _opened(path: Path) -> zipfile.ZipFile:
    if not path.is_file():
        raise BackupError(f"找不到文件 {path}")
    with path.open("rb"):
        pass  # what the system says of rights and disks comes from here
    try:
        return zipfile.ZipFile(path)
    except _DAMAGED as error:
        raise BackupError(f"{path} 不是备份，或已经损坏、没有拷完：打不开") from error


def read_backup(path: Path) -> Backup:
    """Read an archive through and say what in it isn't as the list says.

    Raises:
        BackupError: it is no backup, or can't be opened.
    """
    with _opened(path) as archive:
        backup = _listed(path, archive)
        held = [info.filename for info in archive.infolist() if not info.is_dir() and info.filename != LIST]
        problems = [f"多出 {name}" for name in held if name not in backup.files]
        problems += [f"少了 {name}" for name in backup.files if name not in held]
        problems += [f"{name} 在备份里有两份" for name in dict.fromkeys(held) if held.count(name) > 1]
        for name in dict.fromkeys(held):
            if name in backup.files and _digest(archive, name) != backup.files[name]:
                problems.append(f"{name} 与备份时不一样，或已经损坏")
    return Backup(backup.county, backup.program, backup.made_at, backup.files, problems)


def _listed(path: Path, archive: zipfile.ZipFile) -> Backup:
    try:
        said = json.loads(archive.read(LIST))
        files = {str(name): str(digest) for name, digest in said["files"].items()}
        backup = Backup(str(said["county"]), str(said["program"]), str(said["made_at"]), files)
    except (
        KeyError,
        TypeError,
        AttributeError,
        ValueError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
    ) as error:
        raise BackupError(f"{path} 不是 zz backup 写的备份，或已经损坏：{LIST} 没有或读不出") from error
    if strange := [name for name in files if not _is_inside(name)]:
        raise BackupError(f"{path} 里有不属于工作区的路径：{'、'.join(strange[:_SHOWN])}；没有动它")
    return backup


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        not path.is_absolute()
        and ".." not in path.parts
        and "\\" not in name
        and path.parts[:1] in (("data",), ("outputs",))
    )


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    """Give the digest of a member as it stands, `""` for a damaged one."""
    try:
        return digest_of(archive.read(name))
    except _DAMAGED:
        return ""


def restore_backup(path: Path, directory: Path) -> Backup:
    """Put up a workspace from an archive in a new or empty folder, whole or not at all.

    Raises:
        BackupError: the archive is damaged; nothing was made.
        WorkspaceError: no workspace can be made there.
    """
    folder = check_place(directory)
    backup = read_backup(path)
    if backup.problems:
        raise BackupError(f"备份不完整，什么都没有建：{'；'.join(backup.problems[:_SHOWN])}")
    with _opened(path) as archive:
        place(folder, ((name, archive.read(name)) for name in backup.files), ("data/returns", "outputs"))
    return backup
