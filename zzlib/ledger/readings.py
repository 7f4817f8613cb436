"""What was read of each return, kept under the content of the file and all else that its reading rests on: nobody reads it twice.

A line a reading, in a file a month, in the ledger's folder: derived, and made anew by another version of the program.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from zzlib.files import digest_of, replace_file
from zzlib.issues import restored
from zzlib.program import code_digest
from zzlib.returns.extraction import ExtractedSheet, Extraction, Record, StatedFiling
from zzlib.workspace import Workspace

FOLDER = ".readings"
_HELD = 700
"""Readings that a process holds: a year's, so that one that runs its months, or shows where figures come from, unpacks each once."""


@dataclass(frozen=True)
class _KeptReading:
    """An extraction as it is kept: its issues as JSON holds them."""

    file: str
    sha256: str
    readable: bool
    sheets: tuple[ExtractedSheet, ...]
    records: tuple[Record, ...]
    filing: StatedFiling
    absent_fields: tuple[str, ...]
    issues: tuple[dict[str, Any], ...]
    form: bool


@cache
def _adapter() -> TypeAdapter[_KeptReading]:
    return TypeAdapter(_KeptReading)


class Readings:
    """The readings of a workspace's months; `save` keeps those that were asked for since, and no others."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read before it is asked for."""
        self._workspace = workspace
        self._kept: dict[str, dict[str, str]] = {}
        self._used: dict[str, dict[str, str]] = {}

    def of(self, period: str, basis: Mapping[str, Any], read: Callable[[], Extraction]) -> Extraction:
        """Give the reading of a file that came for a period; `basis` is all that it rests on besides the program."""
        key = digest_of(json.dumps(basis, ensure_ascii=False, sort_keys=True, default=_plain).encode())
        if period not in self._kept:
            self._kept[period] = _load(self._path(period))
        used = self._used.setdefault(period, {})
        if line := self._kept[period].get(key):
            with suppress(ValueError, KeyError):  # damaged: read anew
                found = _unpacked(line)
                used[key] = line
                return found
        found = read()
        used[key] = _packed(found)
        return found

    def save(self) -> None:
        """Write the months of which something was read anew; what can't be kept is read again next time."""
        for period, used in self._used.items():
            if used != self._kept[period]:
                lines = [code_digest(), *(f"{key} {line}" for key, line in used.items())]
                with suppress(OSError):
                    self._path(period).parent.mkdir(parents=True, exist_ok=True)
                    replace_file(self._path(period), "\n".join(lines).encode())
                self._kept[period] = used

    def _path(self, period: str) -> Path:
        return self._workspace.ledger_dir(FOLDER) / f"{period}.txt"


def _load(path: Path) -> dict[str, str]:
    """Give the readings of a month by key; none of another version of the program, or where the file can't be read."""
    try:
        program, *lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    return dict(line.split(" ", 1) for line in lines if " " in line) if program == code_digest() else {}


def _packed(found: Extraction) -> str:
    parts = {one.name: getattr(found, one.name) for one in fields(_KeptReading)}
    kept = _KeptReading(**parts | {"issues": tuple(issue.stored() for issue in found.issues)})
    return _adapter().dump_json(kept, exclude_defaults=True).decode()


@lru_cache(maxsize=_HELD)
def _unpacked(line: str) -> Extraction:
    kept = _adapter().validate_json(line)
    parts = {one.name: getattr(kept, one.name) for one in fields(_KeptReading)}
    return Extraction(**parts | {"issues": tuple(map(restored, kept.issues))})


def _plain(value: object) -> Any:
    """Give what JSON has no word for: sets in order, dataclasses and models by their fields."""
    return sorted(map(repr, value)) if isinstance(value, frozenset | set) else repr(value)
