"""Files: put in place whole, added to without changing what stands there, decoded as people save them, held in memory."""

import csv
import hashlib
import io
import os
import re
import secrets
import stat
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NoReturn

from zzlib.tabular import csv_text

BOM = b"\xef\xbb\xbf"


def replace_file(path: Path, data: bytes) -> None:
    """Put new bytes in the place of a file, on the disk; at any moment the old file or the new one stands there.

    Raises:
        OSError: they can't be written; the old file is as it was.
    """
    with _beside(path) as building:
        with building.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            building.chmod(stat.S_IMODE(path.stat().st_mode))
        building.replace(path)
    sync_folder(path.parent)


def add_file(path: Path, data: bytes) -> None:
    """Make a new file, whole and on the disk.

    Raises:
        FileExistsError: there is one of this name; it stays as it is.
        OSError: it can't be written; nothing stands there.
    """
    with new_file(path) as building:
        building.write_bytes(data)


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Give a hidden path beside `path` to be written to; what stands there in the end gets its name, unless something went wrong.

    Raises:
        FileExistsError: there is one of this name; it stays as it is.
        OSError: it can't be written; nothing stands there.
    """
    with _beside(path) as building:
        yield building
        with building.open("rb+") as stream:
            os.fsync(stream.fileno())
        try:
            os.link(building, path)  # fails if somebody else has just taken this name
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            path.touch(exist_ok=False)
            building.replace(path)
    sync_folder(path.parent)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give a hidden path beside `path`, whose file is gone in the end if nobody has moved it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear_left(path.parent)
    building = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        yield building
    finally:
        with suppress(OSError):
            building.unlink()


_PART = re.compile(r"\.[0-9a-f]{16}\.part")
_LEFT_SECONDS = 24 * 60 * 60


def _clear_left(folder: Path) -> None:
    """Throw away what writers that were killed have left: parts that nobody has touched for a day."""
    with suppress(OSError):
        for part in folder.iterdir():
            if _PART.fullmatch(part.name) and time.time() - part.stat().st_mtime > _LEFT_SECONDS:
                part.unlink()


def sync_folder(folder: Path) -> None:
    """Have the name of a new file on the disk, where the system can; lest a power cut bring the old file back."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def digest_of(data: bytes) -> str:
    """Give the SHA-256 of bytes as hexadecimal text."""
    return hashlib.sha256(data).hexdigest()


def unused(path: Path) -> Path:
    """Give a path that nothing has yet: itself, or with a number behind it."""
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.name}-{number}")
    return candidate


def package_file(package: str, name: str) -> bytes:
    """Give a file that comes with a package of the program."""
    return (resources.files(package) / name).read_bytes()


def package_toml(package: str, name: str) -> dict[str, Any]:
    """Read a TOML file that comes with a package of the program."""
    return tomllib.loads(package_file(package, name).decode())


def decoded(data: bytes) -> tuple[str, str]:
    """Give the text of a file that people save, and its encoding: UTF-8 with or without its mark, else GB18030.

    Raises:
        UnicodeDecodeError: it is neither.
    """
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("gb18030"), "gb18030"


def with_rows(data: bytes, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Give a CSV's bytes with rows added at its end, in its own encoding, line ends and order of columns.

    An empty one begins with a byte order mark, for Excel, and a line of `columns`.

    Raises:
        UnicodeDecodeError: the file is neither UTF-8 nor GB18030.
    """
    if not data:
        data = BOM + (",".join(columns) + "\r\n").encode()
    elif data.isascii():
        data = BOM + data  # without the mark Excel takes the Chinese that comes now for GBK
    text, encoding = decoded(data)
    ending = "\r\n" if "\r\n" in text or "\n" not in text else "\n"
    own = [title.strip() for title in next(csv.reader(io.StringIO(text, newline="")))]
    added = csv_text(own, rows, header=False, ending=ending)
    gap = "" if text.endswith(("\n", "\r")) else ending
    return data + (gap + added).encode(encoding)


class Held(Traversable):
    """A folder, or a file in it, as it stood when it was read into memory; what was not there then is not there."""

    def __init__(self, files: Mapping[str, bytes], root: Path, path: str = "") -> None:
        """Take the content of files by their path below the folder `root` (`data/settings.toml`)."""
        self.files = files
        self._root, self._path = root, path

    def __eq__(self, other: object) -> bool:
        """Tell whether it is the same place of the same reading: what was made of it once is found again."""
        return isinstance(other, Held) and (self.files is other.files and self._place() == other._place())

    def __hash__(self) -> int:
        """Give what goes with that."""
        return hash((id(self.files), *self._place()))

    def __str__(self) -> str:
        """Give where it lies on the disk."""
        return str(self._root / self._path)

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self._path.rsplit("/", 1)[-1]

    def joinpath(self, *descendants: str | os.PathLike[str]) -> "Held":
        """Give what lies below."""
        return Held(self.files, self._root, "/".join(filter(None, (self._path, *map(str, descendants)))))

    __truediv__ = joinpath  # type: ignore[assignment]

    def is_file(self) -> bool:
        """Tell whether there is such a file."""
        return self._path in self.files

    def is_dir(self) -> bool:
        """Tell whether there are files below."""
        return any(path.startswith(self._below()) for path in self.files)

    def iterdir(self) -> Iterator["Held"]:
        """Give files and folders in this one."""
        below = self._below()
        names = dict.fromkeys(path[len(below) :].split("/")[0] for path in self.files if path.startswith(below))
        return (self.joinpath(name) for name in names)

    def read_bytes(self) -> bytes:
        """Give the content of a file.

        Raises:
            FileNotFoundError: there is none.
        """
        try:
            return self.files[self._path]
        except KeyError:
            raise FileNotFoundError(2, "no such file", self._path) from None

    def read_text(self, encoding: str | None = None, *_: object) -> str:
        """Give the text of a file."""
        return self.read_bytes().decode(encoding or "utf-8")

    def open(self, mode: str = "r", *_: Any, **__: Any) -> NoReturn:
        """There is nothing to open: what is held is read whole."""
        raise NotImplementedError(f"{self._path}: {mode}")

    def _below(self) -> str:
        return f"{self._path}/" if self._path else ""

    def _place(self) -> tuple[Path, str]:
        return self._root, self._path


def files_in(folder: Traversable) -> list[Traversable]:
    """Give the files of a folder in order of name; none where there is no folder."""
    return sorted((p for p in folder.iterdir() if p.is_file()), key=lambda p: p.name) if folder.is_dir() else []
