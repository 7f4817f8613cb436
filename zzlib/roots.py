"""Where a workspace lies: its folder, found without anything in it being read."""

import os
from pathlib import Path

COUNTIES = "data/counties.csv"
"""The list of counties by which a workspace is a city's: it has no returns of its own."""

ISSUE_LOG, VERSIONS, ISSUING = "发布记录.jsonl", "版本", ".印发"
"""Below the outputs: the log of what was issued, its versions, and what is being issued (`zzlib.ledger.issue_log`, `zzlib.publication.storing`)."""


def workspace_root(start: Path | str | None = None) -> Path | None:
    """Give `start`, else what the environment's `ZZ_ROOT` names, else this folder or the nearest above it that is a workspace.

    `None` where none of these is; whether what is named is one, is for who reads it to say.
    """
    if named := start or os.environ.get("ZZ_ROOT"):
        return Path(named).resolve()
    here = Path.cwd()
    folders = (here, *here.parents)
    return next((at for at in folders if (at / "data" / "reference").is_dir() or (at / COUNTIES).is_file()), None)


def relative(path: Path) -> str:
    """Give a path as a person in the current folder would type it, when it lies below."""
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()
