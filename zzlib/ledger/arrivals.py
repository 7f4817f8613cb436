"""What came for a month: the files of its folder, also inside .zip, and when each was received (`received.csv`)."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

from filelock import FileLock

from zzlib.names import legible_paths
from zzlib.returns import read, unopened
from zzlib.returns.extraction import Extraction
from zzlib.returns.members import unpack
from zzlib.tabular import csv_text, meant
from zzlib.workspace import Workspace, WorkspaceError

RECEIVED_COLUMNS = ("file", "sha256", "unit_id", "received_at", "by")
REGISTERED_BY = "首次读取时登记"
_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Arrival:
    """A file as received: `file` is its path below the period's folder (`资料.zip/a.xlsx` inside a .zip), legible.

    `received_at` is the local time of this content; `first_received_at` that of the first content under the name. The
    content stays on disk, at `path` and there in the archive's `member` (its number), until it is asked for. `sha256`
    is blank for a file that could not be opened: nothing is known of its content.
    """

    period: str
    file: str
    path: Path
    member: int | None
    sha256: str
    unit_id: str
    received_at: str
    first_received_at: str

    @property
    def data(self) -> bytes:
        """Read the content; there is none of a file that could not be opened.

        Raises:
            WorkspaceError: it is no longer what it was when the file was first looked at.
        """
        if not self.sha256:
            return b""
        try:
            data = self.path.read_bytes() if self.member is None else _member(self.path, self.member)
        except (OSError, IndexError):
            data = b""
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise WorkspaceError(f"运行期间有人改动了报表 {self.period}/{self.file}，请重新运行")
        return data


def read_arrivals(workspace: Workspace, period: str) -> list[Arrival]:
    """Read a period's files in order of name, and register those seen for the first time in `received.csv`."""
    folder = workspace.returns_dir(period)
    files = legible_paths(_files(folder), folder)
    held = {file: _contents(path) for file, path in files.items()}
    received = _register(workspace, folder, {file: digest for file, (digest, _) in held.items()})
    arrivals = []
    for file, (digest, members) in held.items():
        path = files[file]
        own = [row for row in received if row["file"] == file]
        this = [row for row in own if not digest or row["sha256"] in ("", digest)][-1]
        first = min((row["received_at"] for row in own if row["received_at"]), default="")
        said = (this["unit_id"], this["received_at"], first)
        whole: list[tuple[str, int | None, str]] = [(file, None, digest)]
        parts = [(f"{file}/{name}", number, of_member) for number, name, of_member in members]
        arrivals += [Arrival(period, name, path, number, sha256, *said) for name, number, sha256 in parts or whole]
    return arrivals


def extract(workspace: Workspace, arrival: Arrival, money_unit: str = "") -> Extraction:
    """Read a file with the county's words; where it states no unit of money, `money_unit` or the county's counts."""
    if not arrival.sha256:
        return unopened(arrival.file)
    settings = workspace.settings
    return read(
        arrival.file,
        data=arrival.data,
        default_money_unit=money_unit or settings.returns.default_money_unit,
        vocabulary=settings.vocabulary,
        year=int(arrival.period[:4]),
    )


def _files(folder: Path) -> Iterator[Path]:
    """Give the files of a folder and those below it, but for the register and what offices and systems leave behind."""
    if not folder.is_dir():
        return
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        leftover = any(part.startswith((".", "~$")) for part in parts) or path.name in ("Thumbs.db", "desktop.ini")
        if path.is_file() and not leftover and parts != ("received.csv",):
            yield path


def _register(workspace: Workspace, folder: Path, digests: dict[str, str]) -> list[dict[str, str]]:
    register = folder / "received.csv"
    received = _read_register(register)
    if _unseen(received, digests):
        # Two programs may see the same new file: whoever holds the lock writes, the other finds it written.
        lock = workspace.ledger_dir(".register.lock")
        lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=60):
            received = _read_register(register)
            _append(register, new := _unseen(received, digests))
            received += new
    return received


def _unseen(received: list[dict[str, str]], digests: dict[str, str]) -> list[dict[str, str]]:
    seen = {(row["file"], row["sha256"]) for row in received}
    names = {row["file"] for row in received}
    now = datetime.now(_CHINA).replace(tzinfo=None).isoformat(timespec="seconds")
    return [
        {"file": file, "sha256": digest, "unit_id": "", "received_at": now, "by": REGISTERED_BY}
        for file, digest in digests.items()
        if (file not in names if not digest else seen.isdisjoint({(file, digest), (file, "")}))
    ]


def _read_register(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    data = path.read_bytes()
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError as error:
        raise WorkspaceError(
            f"{path.parent.name}/{path.name} 既不是 UTF-8 也不是 GBK，读不出；请用 Excel 打开后另存为 CSV"
        ) from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    received = [{name: meant(row.get(name) or "").strip() for name in RECEIVED_COLUMNS} for row in rows]
    return [row | {"received_at": iso_time(row["received_at"])} for row in received]


def _encoding(data: bytes) -> str:
    """Give the encoding of a file that Excel may have saved; what is added to it must be in the same."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


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


def _append(path: Path, rows: list[dict[str, str]]) -> None:
    data = path.read_bytes() if path.exists() else b""
    encoding = _encoding(data) if data else "utf-8-sig"
    # Appending in utf-8-sig would write a mark in the middle.
    with path.open("a", encoding=encoding.removesuffix("-sig") if data else encoding, newline="") as stream:
        if data and not data.endswith(b"\n"):
            stream.write("\r\n")
        stream.write(csv_text(RECEIVED_COLUMNS, rows, header=not data, ending="\r\n"))


def _contents(path: Path) -> tuple[str, list[tuple[int, str, str]]]:
    """Give a file's digest and, of an archive that is not itself a workbook, number, name and digest of its members.

    A file that may not be opened, or is gone meanwhile, has a blank digest: the month goes on without it.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return "", []
    members = [(name.removeprefix("/"), content) for name, content in unpack("", data)]
    digests = [
        (number, name, hashlib.sha256(content).hexdigest()) for number, (name, content) in enumerate(members) if name
    ]
    return hashlib.sha256(data).hexdigest(), digests


def _member(path: Path, number: int) -> bytes:
    state = path.stat()
    return _unpacked(path, state.st_mtime_ns, state.st_size)[number]


@lru_cache(maxsize=1)
def _unpacked(path: Path, *_: int) -> list[bytes]:
    """Keep the members of the archive that is being read, so that it is not unpacked for each of them."""
    return [content for _, content in unpack("", path.read_bytes())]
