"""Which files of a workspace can't be made anew: what people sent, decided, wrote and issued."""

import fnmatch
from collections.abc import Iterator
from pathlib import Path

from zzlib.workspace import Workspace

_KEPT = ("data/*", "outputs/版本/*", "outputs/发布记录.jsonl", "outputs/修改稿/*", "outputs/.log/*.jsonl")
_DERIVED = ("data/ledger/*",)
_DROPPINGS = ("~$*", ".~lock.*", ".DS_Store", "Thumbs.db", "desktop.ini", ".*.part", "*.lock", ".nfs*")


def kept_files(workspace: Workspace) -> Iterator[Path]:
    """Give the files that a backup holds, in a fixed order.

    All of `data/` but the ledger, issued versions with their log, what people changed in outputs, and the log of runs.
    """
    for top in ("data", "outputs"):
        for path in sorted((workspace.root / top).rglob("*")):
            if path.is_file() and _is_kept(path.relative_to(workspace.root)):
                yield path


def _is_kept(path: Path) -> bool:
    matches = [any(fnmatch.fnmatchcase(path.as_posix(), form) for form in forms) for forms in (_KEPT, _DERIVED)]
    return matches == [True, False] and not any(fnmatch.fnmatchcase(path.name, form) for form in _DROPPINGS)
