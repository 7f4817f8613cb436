"""Files that lie ready to be sent: written whole, left when unchanged, and never over what a person has changed."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from zzlib.files import digest_of, replace_file, unused
from zzlib.periods import stamp

_RECORD = ".written.json"
_PATIENCE_SECONDS = 60


class OutboxBusyError(RuntimeError):
    """Another program writes the same folder and does not end; the message says so in Chinese."""


@dataclass(frozen=True)
class Sent:
    """What became of a folder: `moved` is where files went that people had changed, `None` if there were none."""

    folder: Path
    moved: Path | None = None


def put_files(folder: Path, files: Mapping[str, bytes], outputs: Path, *, whole: bool) -> Sent:
    """Write files (by their path below `folder`); what a person changed is first moved to `outputs/修改稿/`.

    `whole` tells that these are all files of the folder: what was written there before and is no longer made goes.

    Raises:
        OSError: a file can't be written, or is open in another program.
        OutboxBusyError: another program writes the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = unused(outputs / "修改稿" / f"{folder.parent.name}-{folder.name}-{stamp()}")
    with _locked(outputs, folder):
        record = read_record(folder)
        present = {name: path for name in (*record, *files) if (path := folder / name).is_file()}
        digests = {name: digest_of(path.read_bytes()) for name, path in present.items()}
        gone = [name for name in record if whole and name in present and name not in files]
        outdated = [name for name in files if name in present and digests[name] != digest_of(files[name])]
        for name in (*gone, *outdated):
            if digests[name] != record.get(name):
                (kept / name).parent.mkdir(parents=True, exist_ok=True)
                present[name].rename(kept / name)
            elif name in gone:
                present[name].unlink()
        for name, data in files.items():
            if name not in present or name in outdated:
                replace_file(folder / name, data)
        made = {name: digest_of(data) for name, data in files.items()}
        rest = {} if whole else record
        replace_file(folder / _RECORD, json.dumps(rest | made, ensure_ascii=False, indent=1).encode())
    return Sent(folder, kept if kept.exists() else None)


def read_record(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of the files that `put_files` wrote, by their path below a folder; nothing where none is known."""
    try:
        record = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in record.items()} if isinstance(record, dict) else {}


@contextmanager
def _locked(outputs: Path, folder: Path) -> Iterator[None]:
    lock = outputs / ".locks" / f"{digest_of(str(folder.resolve()).encode())[:16]}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=_PATIENCE_SECONDS):
            yield
    except Timeout as error:
        raise OutboxBusyError(f"另一个程序一直在写 {folder}，请等它结束后再运行") from error
