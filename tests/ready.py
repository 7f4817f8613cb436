"""Counties that stand ready: made once a session for all rooms and workers, with the ledger of the last month."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from filelock import FileLock

from tests.small_county import SmallCounty
from zzlib.indicators import load_month
from zzlib.ledger import open_ledger
from zzlib.synthetic import make_county
from zzlib.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parents[1]


class ReadyCounties:
    """Gives made-up counties by the parameters of `make_county`; `folder` is the session's, shared by its workers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._given: dict[Path, str] = {}

    def __call__(self, own: Path | None = None, **shape: Any) -> Path:
        """Give the root of a county that is only looked at; or a copy at `own`, which may be changed."""
        told = json.dumps(shape, sort_keys=True, default=dict)
        return self.made(hashlib.sha256(told.encode()).hexdigest()[:12], lambda root: _make(root, shape), own)

    def made(self, name: str, make: Callable[[Path], object], own: Path | None = None) -> Path:
        """Give another county by its name, which `make(root)` makes if this session has not got it yet; `own` as above."""
        kept, part = (self._folder / name / last for last in ("县", "part"))
        kept.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(kept.parent / ".lock"):
            if not kept.exists():
                shutil.rmtree(part, ignore_errors=True)
                make(part)
                part.rename(kept)
        self._given.setdefault(kept, _digest(kept))
        return kept if own is None else Path(shutil.copytree(kept, own))

    def copied(self, own: Path, make: Callable[[Path], object], *periods: str) -> SmallCounty:
        """Give a copy at `own` of what `make(root)`, a function of a module, makes: once, with these months read and measured."""

        def ready(root: Path) -> None:
            make(root)
            for period in periods:
                load_month(period, Workspace(root))

        return SmallCounty.there(self.made("-".join([make.__module__, make.__qualname__, *periods]), ready, own))

    def demo(self, own: Path) -> Path:
        """Give a copy at `own` of the demo county without drafts and outputs, May read."""
        return self.made("demo-read", _demo, own)

    def changed(self) -> list[Path]:
        """Give the counties in which something other than derived ledgers and outputs was changed."""
        return [kept for kept, digest in self._given.items() if _digest(kept) != digest]


def _make(root: Path, shape: dict[str, Any]) -> None:
    make_county(root, **shape)
    open_ledger(Workspace(root), max(path.name for path in (root / "data" / "returns").iterdir()))


def _demo(root: Path) -> None:
    shutil.copytree(REPOSITORY / "data", root / "data", ignore=shutil.ignore_patterns("ledger", "drafts"))
    (root / "outputs").mkdir()
    open_ledger(Workspace(root), "2013-05")


def _digest(county: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(county.rglob("*")):
        name = path.relative_to(county).as_posix()
        if path.is_file() and not name.startswith(("data/ledger/", "outputs/")):
            found.update(name.encode() + path.read_bytes())
    return found.hexdigest()
