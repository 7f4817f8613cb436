"""Files that came for a month, taken from where they lie (a chat's download folder, a mailbox) into the month's folder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zzlib.decisions.question import DecisionError
from zzlib.filed import REGISTER, is_leftover
from zzlib.files import add_file, digest_of
from zzlib.ledger.arrivals import read_arrivals, register_lock, register_rows
from zzlib.ledger.register import Register, Row, alone, iso_time
from zzlib.ledger.registry import read_registry
from zzlib.names import legible
from zzlib.periods import chinese, now
from zzlib.returns import read_all
from zzlib.returns.containers.mail import arrived_at
from zzlib.told import operating_system_fault
from zzlib.workspace import Workspace

TAKEN, KNOWN, LEFT, REFUSED = "taken", "known", "left", "refused"
TAKEN_BY = "zz receive"
_LONGEST_TURN = 600
"""Seconds that files wait until others are taken."""
_ALONE = "确实要收的，单写这个文件"
_OF_THAT_MONTH = "把上面的“月份”换成那个月再收，确实是这个月的，选好“是谁的”再收一次"


@dataclass(frozen=True)
class Received:
    """What became of a file: `taken` into the month as `file`, `known` (lies there as `file`), `left` as no return of the month in a folder, or `refused`.

    `received_at` is what the register states now; `said` tells in words what a person should know.
    """

    source: str
    file: str
    outcome: str
    received_at: str = ""
    said: str = ""


@dataclass(frozen=True)
class StatedReceipt:
    """What a person states of files: when they were received (ISO), by whom, whose they are (an id); `""` where nothing."""

    received_at: str = ""
    by: str = ""
    unit_id: str = ""


def stated(workspace: Workspace, period: str, at: str, by: str, unit: str) -> StatedReceipt:
    """Take what a person typed: a time as people write it (`2013/6/3 9:30`), a unit by name or id.

    Raises:
        DecisionError: it is no time, or one to come, or no unit of the county.
    """
    time = iso_time(at.strip())
    if time and not _is_time(time):
        raise DecisionError(f"“{at}”不是时间；写成 2013-06-03 或 “2013-06-03 9:30” 的样子")
    if time > now():
        raise DecisionError(f"收到时间“{at}”还没有到，请核对年月日")
    registry = read_registry(workspace)
    unit_id = unit if unit in registry.ids or not unit else registry.find(unit, period)
    if unit_id is None:
        raise DecisionError(f"没有“{unit}”这个单位；名称见 data/reference/units.csv")
    return StatedReceipt(time, by.strip(), unit_id)


def receive(
    workspace: Workspace, period: str, paths: Sequence[Path], word: StatedReceipt, *, dropped: bool = False
) -> list[Received]:
    """Take files into a month's folder as they are, and write down when each was received.

    What lies there already (under whatever name, also in an archive) is known by its content and not taken twice; what
    is stated of it is added to the register. Other content under a name that is taken gets a name of its own. Of a
    folder only returns of the month are taken, or such as name no month; of files that were `dropped` without a word of whose they are,
    those that speak of other months only are left. One file's trouble stops no other.

    Raises:
        DecisionError: a file is not there; nothing was taken then.
    """
    folder = workspace.returns_dir(period)
    named = [_found(path, folder) for path in paths]
    received = []
    with alone(workspace.ledger_dir(".receiving.lock"), _LONGEST_TURN):  # what others take meanwhile is known by then
        known = _known(workspace, period)
        for path, picked in _each(named):
            try:
                received.append(_receive(workspace, period, path, word, known, picked=picked, dropped=dropped))
            except OSError as error:
                said = f"没有收：{operating_system_fault(error)}"
                received.append(Received(legible(str(path)), "", REFUSED, said=said))
    return received


def _found(path: Path, folder: Path) -> Path:
    """Give a file or folder that a person names; one of the month's own also by its name there."""
    for candidate in (path, folder / path):
        if candidate.exists():
            return candidate
    raise DecisionError(f"找不到 {legible(str(path))}，一份也没有收")


def _each(named: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Give each file once, and whether it was found in a folder rather than named."""
    files = [(p, True) for path in named if path.is_dir() for p in sorted(path.rglob("*")) if p.is_file()]
    files += [(path, False) for path in named if not path.is_dir()]
    return iter({path.resolve(): (path, picked) for path, picked in files}.values())


def _known(workspace: Workspace, period: str) -> dict[str, tuple[str, bool]]:
    """Give what lies in a month's folder by its content, and whether as a whole file or in an archive (`资料.zip/a.xlsx`)."""
    folder = workspace.returns_dir(period)
    arrivals = read_arrivals(workspace, period).files if folder.is_dir() else []
    wholes = {a.path: legible(a.path.relative_to(folder).as_posix()) for a in arrivals if a.sha256}
    parts = {a.sha256: (a.file, False) for a in arrivals if a.member is not None}
    return parts | {digest_of(path.read_bytes()): (file, True) for path, file in wholes.items()}


def _receive(
    workspace: Workspace,
    period: str,
    path: Path,
    word: StatedReceipt,
    known: dict[str, tuple[str, bool]],
    *,
    picked: bool,
    dropped: bool,
) -> Received:
    source, folder = legible(str(path)), workspace.returns_dir(period)
    data = path.read_bytes()
    file, whole = known.get(digest := digest_of(data), ("", True))
    new = not file
    why = _no_return(path, data)
    if not (why or file) and (picked or (dropped and not word.unit_id)):
        why = _of_another_month(workspace, period, path, dropped=dropped)
    if why:
        return Received(source, "", LEFT if picked else REFUSED, said=why)
    row, notes = {"unit_id": word.unit_id, "received_at": word.received_at, "by": word.by}, []
    if not file:
        sent = "" if word.received_at else arrived_at(data)
        row |= {"received_at": word.received_at or sent or now(), "by": word.by or TAKEN_BY}
        with alone(register_lock(workspace)):  # whoever looks at the folder sees the file with its line
            file = _put(workspace, period, path, data)
            known[digest] = file, whole
            _register(workspace, period, file, digest, row)
        notes += ["收到时间取自邮件"] * bool(sent) + [f"已有同名的另一份，存作 {file}"] * (file != legible(path.name))
    elif folder.resolve() not in path.resolve().parents:
        notes += [f"已经有了（{file}），没有再收"]
    if not whole:  # the register speaks of an archive as a whole
        return Received(source, file, KNOWN, said="；".join(notes))
    register = _register(workspace, period, file, digest, row)
    received_at = _last(register, file, digest).get("received_at", "")
    notes += [f"{REGISTER} 读不出，收到时间没有记下，先改好它再收一遍"] * register.lost
    return Received(source, file, TAKEN if new else KNOWN, received_at, "；".join(notes))


def _register(workspace: Workspace, period: str, file: str, digest: str, row: Row) -> Register:
    return register_rows(workspace, period, lambda register: _lines(register, file, digest, row))


def _no_return(path: Path, data: bytes) -> str:
    """Say why a file can be no return, whatever is in it."""
    if path.name == REGISTER:
        return "是收到报表的登记，不是报表，没有收"
    if is_leftover(path.name):
        return "是系统或办公软件留下的临时文件，没有收"
    return "" if data else "是空文件（0 字节），没有收；在聊天软件里点开、下载完再收"


def _of_another_month(workspace: Workspace, period: str, path: Path, *, dropped: bool) -> str:
    """Say why a file that lies in a folder, or was dropped, is not taken: it speaks of other months only; in a folder also that it holds no return."""
    settings = workspace.settings
    unit, words = settings.returns.default_money_unit, settings.vocabulary
    read = read_all(path, default_money_unit=unit, vocabulary=words, form=workspace.form, kinds=settings.kinds)
    forms = [extraction.filing for extraction in read if extraction.readable or extraction.form]
    if not forms:
        return "" if dropped else f"不是报表，没有收；{_ALONE}"
    months = [f.block_period or f.title_period or f.file_period for f in forms]
    said = sorted({month.text for month in months if month})
    if None in months or period in said:
        return ""
    return f"写的是{'、'.join(said)}，不是{chinese(period)}，没有收；{_OF_THAT_MONTH if dropped else _ALONE}"


def _put(workspace: Workspace, period: str, path: Path, data: bytes) -> str:
    """Put a file into the month's folder under its name, or the next that neither folder nor register has."""
    folder, name = workspace.returns_dir(period), Path(legible(path.name))
    registered = {row["file"].casefold() for row in register_rows(workspace, period, lambda _: []).rows}
    number = 1
    while True:
        file = name.name if number == 1 else f"{name.stem}（{number}）{name.suffix}"
        if file.casefold() not in registered:
            try:
                add_file(folder / file, data)
                return file
            except FileExistsError:
                pass
        number += 1


def _lines(register: Register, file: str, digest: str, word: Row) -> list[Row]:
    """Give the line that a register lacks of a file: what it says, but for what is stated now."""
    own = _last(register, file, digest)
    line = {"file": file, "sha256": digest} | own | {column: value for column, value in word.items() if value}
    return [] if line == own or "received_at" not in line else [line]


def _last(register: Register, file: str, digest: str) -> Row:
    """Give the line that counts of a file's content: its last."""
    own = [row for row in register.rows if row["file"] == file and row["sha256"].lower() in ("", digest)]
    return own[-1] if own else {}


def _is_time(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False
