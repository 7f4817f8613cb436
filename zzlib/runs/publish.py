"""Outputs appear all or nothing: built aside, moved into place under the period's lock, recovered after a crash.

Under `outputs/`: `.staging/<period>-…` is what a run builds, `.old/<period>` the former outputs while the new ones
take their place, `.locks/<period>.lock` the lock, and `修改稿/<period>-<time>` what people had changed in outputs.
Whoever holds the lock of a period is the only one to touch its folders; the system frees the lock of a dead process.
"""

import getpass
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from zzlib.files import digest_of, unused
from zzlib.periods import now, stamp
from zzlib.roots import relative
from zzlib.runs.faults import RunError

MANIFEST = "manifest.json"
EDITS = "修改稿"
PATIENCE_SECONDS = 600.0
_DROPPINGS = ("~$*", ".~lock.*", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints")


@contextmanager
def period_lock(
    outputs: Path, period: str, on_wait: Callable[[str], None], patience: float = PATIENCE_SECONDS
) -> Iterator[None]:
    """Hold the lock of a period; `on_wait` is told who holds it, if another run does.

    Raises:
        RunError: the other run held it longer than `patience` seconds.
    """
    lock = _lock(outputs, period)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        on_wait(f"另一个程序正在出 {period}{holder_said(lock)}，等它结束后接着运行")
        try:
            lock.acquire(timeout=patience, poll_interval=0.2)
        except Timeout:
            minutes = f"{patience / 60:g}"
            raise RunError(
                f"另一个程序仍在出 {period}{holder_said(lock)}，等了 {minutes} 分钟，不再等。请在它结束后再运行"
            ) from None
    with as_holder(lock):
        yield


@contextmanager
def as_holder(lock: FileLock) -> Iterator[None]:
    """Say beside a lock that was taken who holds it, on which computer, and since when; release it in the end."""
    holder = _holder(lock)
    try:
        with suppress(OSError, KeyError):  # an account without a name holds it all the same
            since = now()[11:16]
            holder.write_text(f"{getpass.getuser()}，在 {platform.node()} 上，{since} 起", encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def holder_said(lock: FileLock) -> str:
    """Say who holds a lock, on which computer, and since when; nothing where that isn't known."""
    try:
        return f"（{_holder(lock).read_text(encoding='utf-8')}）"
    except OSError:
        return ""


def _holder(lock: FileLock) -> Path:
    return Path(lock.lock_file).with_suffix(".holder")


def _lock(outputs: Path, period: str) -> FileLock:
    path = outputs / ".locks" / f"{period}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path)


@contextmanager
def staging(outputs: Path, period: str) -> Iterator[Path]:
    """Give a new empty folder beside the outputs, gone at the end whatever happens."""
    folder = _new_staging(outputs, period)
    try:
        yield folder
    finally:
        _discard(folder)


def _discard(folder: Path) -> None:
    """Remove a folder of `.staging`; what can't be removed now waits for the next command."""
    gone = folder.with_name(f"{folder.name}-gone")
    with suppress(OSError):
        folder.rename(gone)  # first, so that the notebook of a dead run, about to end too, has no place to write to
        shutil.rmtree(gone, ignore_errors=True)


def _new_staging(outputs: Path, period: str) -> Path:
    parent = outputs / ".staging"
    parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f"{period}-{os.getpid()}-", dir=parent))


def check_rights(outputs: Path, period: str) -> None:
    """Find out before the work, not after it, whether the outputs of a period may be replaced: on a shared folder others made them.

    Raises:
        RunError: a folder may not be written to; the message names it.
    """
    place = outputs / period
    folders = [outputs, *(outputs / name for name in (".old", ".staging", EDITS)), place, *place.rglob("*/")]
    for folder in folders:
        if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
            raise RunError(
                f"没有权限改动 {relative(folder)}（别人建的文件夹，或只读的）。请建它的人放开写权限，或由他来出；还没有开始，原有输出未动"
            )


def publish(built: Path, outputs: Path, period: str) -> Path | None:
    """Put a built folder in the place of `outputs/<period>`; the caller holds the period's lock.

    Gives the folder to which files that people had changed were moved, if any.
    """
    place, old = outputs / period, outputs / ".old" / period
    write_through(built)
    if place.exists():
        old.parent.mkdir(exist_ok=True)
        place.rename(old)
    try:
        built.rename(place)
    except BaseException:
        if old.exists() and not place.exists():
            old.rename(place)
        raise
    return _retire(outputs, period)


def write_through(folder: Path) -> None:
    """Have the files on the disk before the folder gets its name, lest a power cut leave empty ones under it."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def settle(outputs: Path, period: str) -> list[str]:
    """Put right what a run of the period that died has left; the caller holds the period's lock.

    Gives what was done, in Chinese sentences for the user.
    """
    notes = []
    place, old = outputs / period, outputs / ".old" / period
    if old.exists() and not place.exists():
        old.rename(place)
        notes.append(f"上次运行中断，已恢复原有的 {relative(place)}")
    if edits := _retire(outputs, period):
        notes.append(edits_note(edits))
    for leftover in (outputs / ".staging").glob(f"{period}-*"):
        _discard(leftover)
    return notes


def recover(outputs: Path) -> list[str]:
    """Settle every period of a workspace on which no run is at work; what can't be settled now waits for the next time.

    Gives what was done, in Chinese sentences for the user.
    """
    notes: list[str] = []
    left = {path.name for path in (outputs / ".old").glob("*")}
    left |= {path.name[:7] for path in (outputs / ".staging").glob("*")}
    for period in sorted(left):
        with suppress(Timeout, OSError), _lock(outputs, period).acquire(timeout=0):
            notes += settle(outputs, period)
    return notes


def edits_note(edits: Path) -> str:
    """Say where the files that people had changed went."""
    names = "、".join(sorted(path.relative_to(edits).as_posix() for path in edits.rglob("*") if path.is_file()))
    return f"输出里有人改过或放进的文件，已移到 {relative(edits)}：{names}"


def _retire(outputs: Path, period: str) -> Path | None:
    """Move what people changed in the former outputs to `修改稿`, and remove the rest."""
    old = outputs / ".old" / period
    if not old.exists():
        return None
    kept = _moved_aside(outputs, period, old, edited_files(old))
    # Renamed before it is emptied, so that `.old` never holds half a folder that a recovery could take for whole.
    trash = _new_staging(outputs, period)
    old.rename(trash / "old")
    _discard(trash)
    return kept


def keep_edits(outputs: Path, period: str, names: Collection[str]) -> Path | None:
    """Move those of some published files that people changed to `修改稿`, before others take their place; give where to, if any."""
    folder = outputs / period
    edits = [path for path in edited_files(folder) if path.relative_to(folder).as_posix() in names]
    return _moved_aside(outputs, period, folder, edits)


def _moved_aside(outputs: Path, period: str, folder: Path, edits: list[Path]) -> Path | None:
    kept = unused(outputs / EDITS / f"{period}-{stamp()}") if edits else None
    for path in edits:
        assert kept is not None
        target = kept / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    return kept


def edited_files(folder: Path) -> list[Path]:
    """List the files that differ from the manifest or that it doesn't know."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        known = {entry["path"]: entry["sha256"] for entry in manifest["artefacts"]}
    except (OSError, ValueError, KeyError, TypeError):
        known = {}
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path != folder / MANIFEST]
    return [
        path
        for path in files
        if known.get(path.relative_to(folder).as_posix()) != digest_of(path.read_bytes())
        and not is_dropping(path.relative_to(folder))
    ]


def is_dropping(path: Path) -> bool:
    """Tell files that programs leave behind by themselves: locks of Office, thumbnails, checkpoints."""
    return any(Path(part).match(pattern) for part in path.parts for pattern in _DROPPINGS)
