"""Counties that stand ready: made once a session for all rooms and both workers of it, with the ledger of the last month."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from filelock import FileLock

from zzlib.ledger import open_ledger
from zzlib.synthetic import make_county
from zzlib.workspace import Workspace


class ReadyCounties:
    """Gives made-up counties by the parameters of `make_county`; `folder` is the session's, shared by its workers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._given: dict[Path, str] = {}

    def __call__(self, own: Path | None = None, **shape: Any) -> Path:
        """Give the root of a county that is only looked at; or a copy at `own`, which may be changed."""
        kept = (
            self._folder
            / hashlib.sha256(json.dumps(shape, sort_keys=True, default=dict).encode()).hexdigest()[:12]
            / "县"
        )
        kept.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(kept.parent / ".lock"):
            if not kept.exists():
                _make(kept, shape)
        self._given.setdefault(kept, _digest(kept))
        return kept if own is None else Path(shutil.copytree(kept, own))

    def changed(self) -> list[Path]:
        """Give the counties in which something other than derived ledgers and outputs was changed."""
        return [kept for kept, digest in self._given.items() if _digest(kept) != digest]


def _make(kept: Path, shape: dict[str, Any]) -> None:
    part = kept.with_name("part")
    shutil.rmtree(part, ignore_errors=True)
    make_county(part, **shape)
    open_ledger(Workspace(part), max(path.name for path in (part / "data" / "returns").iterdir()))
    part.rename(kept)


def _digest(county: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(county.rglob("*")):
        name = path.relative_to(county).as_posix()
        if path.is_file() and not name.startswith(("data/ledger/", "outputs/")):
            found.update(name.encode() + path.read_bytes())
    return found.hexdigest()
