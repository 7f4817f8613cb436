"""The log of what was issued (`outputs/发布记录.jsonl`): a line a version, each with the digest of the one before; and where versions lie."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from zzlib import roots
from zzlib.files import digest_of

LOG, VERSIONS = roots.ISSUE_LOG, roots.VERSIONS
ARTEFACTS, SEAL = "artefacts", "record.json"
"""A version lies in `outputs/版本/<period>/<version>`; what a run made of it in `artefacts`, its line of the log once more in `record.json`."""


@dataclass(frozen=True)
class IssueRecord:
    """A version of a month as it was issued (contracts, section 10).

    `n` counts the lines of the log, `version` the versions of the month, `supersedes` is the version that it replaces.
    `artefacts` is SHA-256 by path below the version's `artefacts/`, `program` the program's version with the digest of
    `versions.json`, `previous` the digest of the line before without its end, `""` for the first.
    """

    n: int
    period: str
    version: int
    at: str
    by: str
    why: str
    supersedes: int | None
    artefacts: dict[str, str]
    inputs_sha256: str
    program: str
    previous: str

    def line(self) -> bytes:
        """Give the line of the log, without its end."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()


@dataclass(frozen=True)
class LoggedLine:
    """A line of the log as it stands there, with what it records; `None` for one that can't be read."""

    number: int
    data: bytes
    record: IssueRecord | None


def read_log(outputs: Path) -> list[LoggedLine]:
    """Give the lines of the log in their order; none where nothing was issued yet."""
    path = outputs / LOG
    data = path.read_bytes() if path.exists() else b""
    lines = data.removesuffix(b"\n").split(b"\n") if data else []
    return [LoggedLine(number, line, record_of(line)) for number, line in enumerate(lines, start=1)]


def records_of(outputs: Path, period: str = "") -> list[IssueRecord]:
    """Give what was issued, of one period or of all, in the order of the log."""
    records = (line.record for line in read_log(outputs))
    return [record for record in records if record and period in ("", record.period)]


def version_folder(outputs: Path, period: str, version: int) -> Path:
    """Give where a version of a month lies."""
    return outputs / VERSIONS / period / str(version)


def with_line(outputs: Path, line: bytes) -> bytes:
    """Give the log's bytes with a line at the end."""
    path = outputs / LOG
    data = path.read_bytes() if path.exists() else b""
    return data + (b"" if data.endswith(b"\n") or not data else b"\n") + line + b"\n"


def broken_links(outputs: Path, lines: Iterable[LoggedLine]) -> list[tuple[str, str]]:
    """Say where the chain does not hold: (period of the line or `""`, sentence)."""
    said, before, seen = [], b"", set()
    for line in lines:
        place = f"{LOG} 第 {line.number} 行"
        record = line.record
        if record is None:
            said.append(("", f"{place}读不出，被改动过"))
        else:
            if record.previous != (digest_of(before) if before else ""):
                said.append((record.period, f"{place}与上一行接不上：上一行或这一行被改动过，或少了一行"))
            if record.n != line.number:
                said.append((record.period, f"{place}的序号是 {record.n}：少了行，或多了行"))
            if record.line() != line.data:
                said.append((record.period, f"{place}的写法与印发时不同，被改动过"))
            if (record.period, record.version) in seen:
                said.append((record.period, f"{place}：{record.period} 第 {record.version} 版记了两次"))
            seen.add((record.period, record.version))
        before = line.data
    path = outputs / LOG
    if path.exists() and not path.read_bytes().endswith(b"\n"):
        said.append(("", f"{LOG} 末尾不完整，被改动过"))
    return said


def record_of(line: bytes) -> IssueRecord | None:
    """Read a line of the log, `None` where it is none."""
    try:
        held = json.loads(line)
        texts = [held[name] for name in ("period", "at", "by", "why", "inputs_sha256", "program", "previous")]
        numbers = [held["n"], held["version"], held["supersedes"] or 0]
        typed = all(isinstance(text, str) for text in texts) and all(isinstance(number, int) for number in numbers)
        known = list(held) == [field.name for field in fields(IssueRecord)]
        return IssueRecord(**held) if typed and known and isinstance(held["artefacts"], dict) else None
    except (ValueError, TypeError, KeyError):
        return None
