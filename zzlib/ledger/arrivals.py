"""What came for a month: the files of its folder, also inside .zip, and when each was received (`received.csv`)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from zzlib import returns
from zzlib.filed import REGISTER, files_in
from zzlib.files import digest_of
from zzlib.ledger.readings import Readings
from zzlib.ledger.register import Register, Row, add_rows, read_register
from zzlib.names import legible_paths
from zzlib.periods import now
from zzlib.returns.extraction import Extraction
from zzlib.returns.layout.headings import Headings
from zzlib.returns.rows.rulings import Rulings
from zzlib.workspace import Workspace, WorkspaceError

REGISTERED_BY = "首次读取时登记"


@dataclass(frozen=True)
class Arrival:
    """A file as received: `file` is its path below the period's folder (`资料.zip/a.xlsx` inside a .zip), legible.

    `received_at` is the local time of this content; `first_received_at` that of the first content under the name; blank
    where a line of the register that can't be read may say it. The content stays on disk, at `path` and there in the archive's `member` (its number), until it is asked for. `sha256`
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
        if digest_of(data) != self.sha256:
            raise WorkspaceError(f"运行期间有人改动了报表 {self.period}/{self.file}，请重新运行")
        return data


@dataclass(frozen=True)
class MonthArrivals:
    """A month's files in order of name, and its register as it was read.

    `digests` are those of the files and of what is in them; `absent` are the last lines of contents that are registered and
    lie there under neither their name nor another.
    """

    files: list[Arrival]
    register: Register
    digests: frozenset[str] = frozenset()
    absent: tuple[Row, ...] = ()


def read_arrivals(workspace: Workspace, period: str) -> MonthArrivals:
    """Read a period's files in order of name, and register those seen for the first time in `received.csv`."""
    folder = workspace.returns_dir(period)
    files = legible_paths(files_in(folder), folder)
    held = {file: _contents(path) for file, path in files.items()}
    digests = {file: digest for file, (digest, _) in held.items()}
    register = register_rows(workspace, period, lambda register: _unseen(register, digests))
    arrivals = []
    for file, (digest, members) in held.items():
        path, said = files[file], _said(register, file, digest)
        whole: list[tuple[str, int | None, str]] = [(file, None, digest)]
        parts = [(f"{file}/{name}", number, of_member) for number, name, of_member in members]
        arrivals += [Arrival(period, name, path, number, sha256, *said) for name, number, sha256 in parts or whole]
    here = frozenset({*digests.values(), *(arrival.sha256 for arrival in arrivals)}) - {""}
    last = {row["file"]: row for row in register.rows if row["file"] not in held}
    absent = {row["sha256"].lower() or row["file"]: row for row in last.values() if row["sha256"].lower() not in here}
    return MonthArrivals(arrivals, register, here, tuple(absent.values()))


def register_rows(workspace: Workspace, period: str, missing: Callable[[Register], list[Row]]) -> Register:
    """Add the rows that are `missing` from a month's register, whole or not at all; give it as it stands then.

    To that of a workspace which is only looked at nothing is added: when its files came is for its own office to say.
    """
    path = workspace.returns_dir(period) / REGISTER
    return add_rows(path, register_lock(workspace), missing) if workspace.derived is None else read_register(path)


def register_lock(workspace: Workspace) -> Path:
    """Give the file by which those who add to registers wait for each other (`zzlib.ledger.register.alone`)."""
    return workspace.ledger_dir(".register.lock")


def _said(register: Register, file: str, digest: str) -> tuple[str, str, str]:
    """Give what the register says of a file: its unit, when this content was received, when the first was."""
    own = [row for row in register.rows if row["file"] == file]
    this = [row for row in own if not digest or row["sha256"].lower() in ("", digest)][-1:]
    unit_id, received_at = (this[0]["unit_id"], this[0]["received_at"]) if this else ("", "")
    counting = {
        row["sha256"].lower(): row["received_at"] for row in own
    }  # a later line on the same content corrects it
    first = "" if register.is_doubtful(file) else min(counting.values(), default="")
    return unit_id, received_at, first


def extract(
    workspace: Workspace, arrival: Arrival, money_unit: str = "", headings: Headings | None = None, month: str = "",
    rulings: Rulings | None = None, readings: Readings | None = None,
) -> Extraction:  # fmt: skip
    """Read a file with the county's words; where it states no unit of money, `money_unit` or the county's counts.

    `headings` and `rulings` are what was decided of columns and rows; `month` is the one that it counts in, if not its folder's.
    What is among the `readings` is not read again.
    """
    if not arrival.sha256:
        return returns.unopened(arrival.file)
    settings = workspace.settings
    county = {
        "default_money_unit": money_unit or settings.returns.default_money_unit,
        "vocabulary": settings.vocabulary,
        "kinds": settings.kinds,
        "year": int((month or arrival.period)[:4]),
        "month": month or arrival.period,
        "headings": headings,
        "rulings": rulings,
        "letter": "" if arrival.member is None else _letter(arrival.path, arrival.path.stat().st_mtime_ns),
    }

    def anew() -> Extraction:
        return returns.read(arrival.file, data=arrival.data, form=workspace.form, **county)  # type: ignore[arg-type]

    if readings is None:
        return anew()
    basis = {"file": arrival.file, "sha256": arrival.sha256, "form": workspace.form.digest}
    return readings.of(arrival.period, basis | county | _decided(headings, rulings), anew)


def _decided(headings: Headings | None, rulings: Rulings | None) -> dict[str, object]:
    """Give what was decided, in an order that is always the same."""
    return {
        "headings": headings and [sorted(vars(headings)[name].items()) for name in ("fields", "by_values")],
        "apart": headings and headings.apart,
        "rulings": rulings
        and [sorted((str(key), repr(value)) for key, value in own.items()) for own in (rulings.rows, rulings.names)],
    }


def _unseen(register: Register, digests: dict[str, str]) -> list[Row]:
    """Give rows for the files of which the register says nothing, unless a line of it that can't be read may do so."""
    seen = {(row["file"], row["sha256"].lower()) for row in register.rows}
    names = {row["file"] for row in register.rows}
    seen_at = now()
    return [
        {"file": file, "sha256": digest, "unit_id": "", "received_at": seen_at, "by": REGISTERED_BY}
        for file, digest in digests.items()
        if (file not in names if not digest else seen.isdisjoint({(file, digest), (file, "")}))
        and not register.is_doubtful(file)
    ]


def _contents(path: Path) -> tuple[str, list[tuple[int, str, str]]]:
    """Give a file's digest and, of an archive that is not itself a workbook, number, name and digest of its members.

    A file that may not be opened, or is gone meanwhile, has a blank digest: the month goes on without it.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return "", []
    members = [(name.removeprefix("/"), content) for name, content in _within(data)]
    digests = [(number, name, digest_of(content)) for number, (name, content) in enumerate(members) if name]
    return digest_of(data), digests


def _member(path: Path, number: int) -> bytes:
    state = path.stat()
    return _unpacked(path, state.st_mtime_ns, state.st_size)[number]


@lru_cache(maxsize=1)
def _letter(path: Path, *_: int) -> str:
    from zzlib.returns.containers.mail import letter

    return letter(path.read_bytes())


@lru_cache(maxsize=1)
def _unpacked(path: Path, *_: int) -> list[bytes]:
    """Keep the members of the archive that is being read, so that it is not unpacked for each of them."""
    return [content for _, content in _within(path.read_bytes())]


def _within(data: bytes) -> list[tuple[str, bytes]]:
    """Give name and content of the files inside an archive or mail; what opens these is loaded where files are looked at."""
    from zzlib.returns.containers.members import unpack

    return unpack("", data)
