"""How a version gets its place: built aside, taken at one moment, put in place by renames that the next command can finish.

Under `outputs/.印发/`: `building` is what is being made, gone when it fails; from the moment when it is renamed to `ready`
the version counts, and whoever comes next puts what is left of it in place. `ready` holds `version/` (the folder),
`objects/` (inputs that are not kept yet), the whole log with its new line, and `place` (where the folder goes).
"""

import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from zzlib import stopping
from zzlib.files import add_file, digest_of, sync_folder
from zzlib.ledger.issue_log import LOG, VERSIONS
from zzlib.publication.faults import PublicationError
from zzlib.publication.kept import OBJECTS
from zzlib.roots import ISSUING
from zzlib.runs.publish import as_holder, holder_said, write_through
from zzlib.told import operating_system_fault

_WORK = ISSUING
_BUILDING, _READY, _VERSION, _PLACE = "building", "ready", "version", "place"
_PATIENCE_SECONDS = 600.0


@contextmanager
def publication_lock(outputs: Path, patience: float = _PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the lock under which versions are added; what one that died has left is put in place first.

    Raises:
        PublicationError: another program held it longer than `patience` seconds.
    """
    lock = _lock(outputs)
    try:
        lock.acquire(timeout=patience, poll_interval=0.2)
    except Timeout:
        said = f"另一个程序正在印发{holder_said(lock)}，等了很久还没有结束；请在它结束后再印发"
        raise PublicationError(said) from None
    with as_holder(lock):
        _settle(outputs)
        yield


def finish_issuing(outputs: Path) -> list[str]:
    """Put in place what an interrupted issue has left, unless one is at work; gives what was done, in Chinese sentences.

    What can't be put in place now is said, and waits for the next command.
    """
    if not (outputs / _WORK).exists():
        return []
    try:
        with _lock(outputs).acquire(timeout=0):
            return _settle(outputs)
    except Timeout:
        return []
    except OSError as error:
        return [f"上次印发中断，还没有放好（{operating_system_fault(error)}）；能写以后再运行任一命令就会补完"]


@contextmanager
def building(outputs: Path) -> Iterator[Path]:
    """Give a new empty folder on the disk of the outputs, gone at the end unless it was taken; the caller holds the lock."""
    folder = outputs / _WORK / _BUILDING
    shutil.rmtree(folder, ignore_errors=True)
    (folder / _VERSION).mkdir(parents=True)
    (folder / OBJECTS).mkdir()
    try:
        yield folder
    finally:
        _clear(outputs)


def version_in(folder: Path) -> Path:
    """Give the version's folder in one that is being built."""
    return folder / _VERSION


def keep_object(outputs: Path, folder: Path, data: bytes) -> str:
    """Keep bytes under their digest, once for all versions; give the digest.

    Raises:
        PublicationError: other bytes are kept under it: somebody changed them.
    """
    digest = digest_of(data)
    kept, new = outputs / VERSIONS / OBJECTS / digest, folder / OBJECTS / digest
    if kept.exists():
        if digest_of(kept.read_bytes()) != digest:
            raise PublicationError(
                f"版本/{OBJECTS}/{digest} 不是原来的内容，没有印发；请用 zz verify 查看，从备份换回后再印发"
            )
    elif not new.exists():
        new.write_bytes(data)
    return digest


def take(outputs: Path, folder: Path, place: Path, log: bytes) -> None:
    """Take a version that was built: from here on it counts; `place` is where it goes, `log` the whole log with its line."""
    (folder / LOG).write_bytes(log)
    (folder / _PLACE).write_text(place.relative_to(outputs).as_posix(), encoding="utf-8")
    write_through(folder)
    _forbid_writing(folder, outputs)
    stopping.too_late()
    folder.rename(outputs / _WORK / _READY)
    _settle(outputs)


def _settle(outputs: Path) -> list[str]:
    """Put in place what was taken and throw away what was not; the caller holds the lock."""
    ready = outputs / _WORK / _READY
    if not (ready / _PLACE).exists():
        _clear(outputs)
        return []
    place = outputs / (ready / _PLACE).read_text(encoding="utf-8")
    mode = stat.S_IMODE(outputs.stat().st_mode)
    for folder in (outputs / VERSIONS, outputs / VERSIONS / OBJECTS, place.parent):
        if not folder.exists():
            folder.mkdir()
            folder.chmod(mode)
    for made in sorted((ready / OBJECTS).iterdir()):
        made.replace(outputs / VERSIONS / OBJECTS / made.name)
    if (ready / _VERSION).exists():
        (ready / _VERSION).rename(place)
    if (ready / LOG).exists():
        _replace_log(ready / LOG, outputs / LOG)
    for folder in (outputs / VERSIONS, outputs / VERSIONS / OBJECTS, place.parent, outputs):
        sync_folder(folder)
    (ready / _PLACE).unlink()
    _clear(outputs)
    return [f"上次印发中断，已补完：{place.parent.name} 第 {place.name} 版"]


def _clear(outputs: Path) -> None:
    """Throw away what was not taken, and what is left of what was put in place."""
    work = outputs / _WORK
    shutil.rmtree(work / _BUILDING, ignore_errors=True)
    if not (work / _READY / _PLACE).exists():
        shutil.rmtree(work, ignore_errors=True)


def _replace_log(new: Path, log: Path) -> None:
    if log.exists():
        new.chmod(stat.S_IMODE(log.stat().st_mode))
    new.replace(log)


def _forbid_writing(folder: Path, outputs: Path) -> None:
    """Make what is kept read-only, its folders open to those to whom the outputs are."""
    mode = stat.S_IMODE(outputs.stat().st_mode)
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(mode)
        elif path.parent != folder:
            path.chmod(mode & 0o444)
        else:
            path.chmod(mode & 0o666)


def _lock(outputs: Path) -> FileLock:
    path = outputs / ".locks" / "印发.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path)


def write_record(folder: Path, name: str, data: bytes) -> None:
    """Write one of the files of a version that is being built."""
    add_file(version_in(folder) / name, data)
