"""What was found of a county's periods, kept under the content of all that it was found in: asked again, no table is loaded.

A file a period in the ledger's folder: derived. What is told holds for a workspace whose files, byte by byte, are those
in which it was found, by the same program with the same libraries; in doubt nothing is told, and who asks looks anew.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from zzlib.files import digest_of, replace_file
from zzlib.program import code_digest
from zzlib.roots import COUNTIES, ISSUE_LOG, ISSUING, VERSIONS
from zzlib.runs.parameters import NOTEBOOK

_FOLDER, _MEANINGS = ".found", "meanings"
_UNSETTLED = (".old/*", ".staging/*", ISSUING)
"""Below the outputs: what is left of a run or an issue that was killed, or belongs to one that is at work."""


@dataclass(frozen=True)
class Found:
    """What a folder of returns was found to be.

    `called` is its period as people call it, `""` for a month that is no period of the county; `current` whether the outputs are
    what a run would make, `None` where there are none; `issued` the last version that was issued, and when; `due` why
    the draft that they print has to be signed again. `summary` is what programs
    are told by a run that finds nothing changed, where nothing else is to be said.
    """

    called: str
    current: bool | None = None
    issued: tuple[int, str] | None = None
    due: str = ""
    summary: Mapping[str, Any] | None = None


class Unmoved:
    """A workspace as it stands when this is made; what is kept of it later is kept only if it still stands so."""

    def __init__(self, root: Path) -> None:
        """Look at the program, and at all files but the outputs of periods."""
        self.root = root
        self._shared = _digest(_all_but_periods(root))
        self._asked: dict[str, str] = {}

    def all(self) -> dict[str, Found] | None:
        """Give what was found of each folder of returns, in order; `None` where something is not known."""
        folders = sorted(path.name for path in (self.root / "data" / "returns").glob("*/"))
        found = {name: one for name in folders if (one := self.of(name))}
        return found if len(found) == len(folders) and self._settled() else None

    def of(self, period: str) -> Found | None:
        """Give what was found of a period in what stands here now."""
        key = self._asked[period] = self._key(period)
        with suppress(OSError, ValueError, TypeError, AttributeError):  # none yet, torn, or not ours
            kept = json.loads(self._path(period).read_text(encoding="utf-8"))
            if key and kept.pop("key") == key and self._settled():
                return Found(**kept)
        return None

    def keep(self, found: Mapping[str, Found], *, published: bool = False) -> None:
        """Keep what was found of periods since they were asked for; nothing if anything has changed meanwhile.

        With `published` their outputs may have: they are those that a run has just made, and nobody has touched them.
        """
        from zzlib.runs.publish import edited_files

        now = Unmoved(self.root)
        for period, one in found.items():
            key = now._key(period)
            same = not edited_files(self.root / "outputs" / period) if published else key == self._asked.get(period)
            if key and same and now._shared == self._shared:
                kept = json.dumps({"key": key} | asdict(one), ensure_ascii=False)
                with suppress(OSError):  # it is found again
                    replace_file(self._path(period), kept.encode())

    def keep_meaning(self, call: str, meaning: Mapping[str, Any]) -> None:
        """Keep what a command line means that was answered by what was found here."""
        if self._shared and call:
            known = _meanings(self.root).get(self._shared, {}) | {call: meaning}
            with suppress(OSError):  # it is parsed again
                replace_file(_found(self.root, _MEANINGS), json.dumps({self._shared: known}).encode())

    def _path(self, period: str) -> Path:
        return _found(self.root, f"{period}.json")

    def _key(self, period: str) -> str:
        """Give the digest of all that is looked at for a period, `""` where it can't be read, or where it is a city's."""
        own = _digest(_contents(self.root / "outputs" / period))
        return digest_of(f"{self._shared}{own}".encode()) if self._shared and own else ""

    def _settled(self) -> bool:
        outputs = self.root / "outputs"
        return not any(True for place in _UNSETTLED for _ in outputs.glob(place))


def meant(root: Path, call: str) -> tuple[Unmoved, Mapping[str, Any]] | None:
    """Give a workspace and what a command line means that it has answered as it stands; `None` where that is not known."""
    for key, meanings in _meanings(root).items():
        if call in meanings and (stands := Unmoved(root))._shared == key:
            return stands, meanings[call]
    return None


def _meanings(root: Path) -> dict[str, dict[str, Mapping[str, Any]]]:
    """Give what command lines mean, by the state of the workspace in which that was kept: the last one."""
    with suppress(OSError, ValueError):  # none yet, or torn
        return dict(json.loads(_found(root, _MEANINGS).read_text(encoding="utf-8")))
    return {}


def _found(root: Path, name: str) -> Path:
    return root / "data" / "ledger" / _FOLDER / name


def _all_but_periods(root: Path) -> Iterator[str]:
    """Say what the answers rest on besides a period's own outputs."""
    if (root / COUNTIES).exists():
        raise OSError(f"{root} 是市里的工作区：各县的文件在别处")
    yield from (sys.version, code_digest(), digest_of(NOTEBOOK.read_bytes()))
    yield from sorted(path.name for place in sys.path for path in Path(place).glob("*.dist-info"))
    data = root / "data"
    yield from _contents(data, without=data / "ledger")
    outputs = root / "outputs"
    if (outputs / ISSUE_LOG).exists():
        yield digest_of((outputs / ISSUE_LOG).read_bytes())
    yield from _contents(outputs / VERSIONS, of=(".csv", ".json"))


def _contents(folder: Path, *, without: Path | None = None, of: tuple[str, ...] = ()) -> Iterator[str]:
    """Give each file below a folder, in order, with the digest of its content; `of` these endings, or any."""
    for at, folders, files in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if Path(at, name) != without)
        for path in (Path(at, name) for name in sorted(files)):
            if not of or path.suffix in of:
                yield f"{path.relative_to(folder).as_posix()} {digest_of(path.read_bytes())}"


def _digest(parts: Iterator[str]) -> str:
    """Give the digest of what is said; `""` where something can't be read."""
    try:
        return digest_of("\n".join(parts).encode(errors="surrogateescape"))
    except OSError:
        return ""
