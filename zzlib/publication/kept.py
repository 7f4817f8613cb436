"""A version as it is kept: its files, and a workspace made of its inputs alone, in which the month can be computed anew."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from zzlib.files import digest_of
from zzlib.ledger.issue_log import VERSIONS, IssueRecord, records_of, version_folder
from zzlib.publication.faults import UnknownVersionError
from zzlib.workspace import Workspace

OBJECTS = "objects"
INPUTS, PROGRAM = "inputs.json", "versions.json"
"""What a version's folder holds besides its artefacts and its seal."""
_LEDGERS = ".版本"
"""Where among the ledgers of a workspace lies what is derived of its versions."""


@dataclass(frozen=True)
class KeptVersion:
    """A version of a month under `outputs/版本`."""

    outputs: Path
    record: IssueRecord

    @property
    def name(self) -> str:
        """How people call it: 2013-05 第 1 版."""
        return f"{self.record.period} 第 {self.record.version} 版"

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return version_folder(self.outputs, self.record.period, self.record.version)

    def inputs(self) -> dict[str, str]:
        """Give the SHA-256 of what it was made of, by path below the workspace.

        Raises:
            ValueError: `inputs.json` can't be read.
        """
        return entries_of((self.folder / INPUTS).read_bytes())

    def program(self) -> dict[str, Any]:
        """Give what program made it, and whose draft it prints."""
        held: dict[str, Any] = json.loads((self.folder / PROGRAM).read_text(encoding="utf-8"))
        return held

    @contextmanager
    def workspace(self, beside: Workspace | None = None) -> Iterator[Workspace]:
        """Give a workspace of the kept inputs alone, gone afterwards; what is derived of them stays with the ledgers of `beside`."""
        objects, name = self.outputs / VERSIONS / OBJECTS, f"{self.record.period}-{self.record.version}"
        derived = beside.ledger_dir(_LEDGERS) / name if beside else None
        with made_of(self.record.period, self.inputs(), (objects,), derived) as workspace:
            yield workspace


def _issued(outputs: Path) -> str:
    """Name the months that were issued."""
    months = "、".join(sorted({record.period for record in records_of(outputs)}))
    return f"印发过的月份：{months}" if months else "印发用 zz issue"


def kept_version(outputs: Path, period: str, version: int | None = None) -> KeptVersion:
    """Give a version of a month, the last where none is named.

    Raises:
        UnknownVersionError: it was not issued.
    """
    records = records_of(outputs, period)
    found = [record for record in records if version in (None, record.version)]
    if found:
        return KeptVersion(outputs, found[-1])
    if not records:
        raise UnknownVersionError(f"{period} 还没有印发过，没有存下的版本；{_issued(outputs)}")
    known = "、".join(str(record.version) for record in records)
    raise UnknownVersionError(f"{period} 没有印发过第 {version} 版；有第 {known} 版")


@contextmanager
def workspace_of_version(workspace: Workspace, period: str, version: int | None) -> Iterator[Workspace]:
    """Give a workspace of what a version of a month was made of, gone afterwards; the workspace itself where none is named.

    Raises:
        UnknownVersionError: it was not issued.
        ValueError: what it keeps is damaged.
    """
    if version is None:
        yield workspace
    else:
        with kept_version(workspace.outputs_dir, period, version).workspace(workspace) as own:
            yield own


def entries_text(entries: Mapping[str, str]) -> bytes:
    """Write paths with the SHA-256 of their content; names that no text can hold are escaped."""
    listed = [{"path": path, "sha256": digest} for path, digest in entries.items()]
    plain = all(map(_is_text, entries))
    return (json.dumps(listed, ensure_ascii=not plain, indent=1) + "\n").encode()


def entries_of(data: bytes) -> dict[str, str]:
    """Read what `entries_text` wrote.

    Raises:
        ValueError: it is something else.
    """
    try:
        return {str(entry["path"]): str(entry["sha256"]) for entry in json.loads(data)}
    except (TypeError, KeyError) as error:
        raise ValueError(str(error)) from error


@contextmanager
def made_of(
    period: str, entries: Mapping[str, str], places: tuple[Path, ...], derived: Path | None = None
) -> Iterator[Workspace]:
    """Give a workspace for a period whose files are kept under their digests in one of some folders, gone afterwards.

    What is derived of it lies in `derived`, else it is gone as well.

    Raises:
        ValueError: a file is not kept, or not as it was.
    """
    with TemporaryDirectory(prefix="zz-issued-") as folder:
        root = Path(folder)
        (root / "data" / "returns" / period).mkdir(parents=True)
        for path, digest in entries.items():
            target = root / path
            if not target.resolve().is_relative_to(root.resolve()):
                raise ValueError(f"{path} 不在工作区里")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_object(digest, places))
        yield Workspace(root, derived)


def _object(digest: str, places: tuple[Path, ...]) -> bytes:
    for place in places:
        path = place / digest
        if path.is_file():
            data = path.read_bytes()
            if digest_of(data) == digest:
                return data
            raise ValueError(f"{OBJECTS}/{digest} 的内容不是印发时的")
    raise ValueError(f"缺 {OBJECTS}/{digest}")


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
