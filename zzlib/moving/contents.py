"""Which files of a workspace can't be made anew: what people sent, decided, wrote, changed, signed and issued."""

from collections.abc import Iterator
from pathlib import Path

from zzlib.exchange.outbox import read_record
from zzlib.files import digest_of
from zzlib.runs.manifest import read_manifest
from zzlib.runs.publish import is_dropping
from zzlib.workspace import Workspace

_LOG = ".log"


def kept_files(workspace: Workspace) -> Iterator[Path]:
    """Give the files that a backup holds, in a fixed order.

    All of `data/` but the ledger; of `outputs/` all but what a month's manifest or an outbox's record knows just as it
    is, and what programs hide from people, the log of runs excepted.
    """
    root, outputs = workspace.root, workspace.outputs_dir
    ledger = workspace.ledger_dir("").resolve()
    for path in sorted((root / "data").rglob("*")):
        if path.is_file() and not path.is_relative_to(ledger) and not _is_aside(path.relative_to(root)):
            yield path
    made = dict(_made(outputs))
    for path in sorted(outputs.rglob("*")):
        own = path.relative_to(outputs)
        hidden = any(part.startswith(".") for part in own.parts) and own.parts[0] != _LOG
        if (
            path.is_file()
            and not hidden
            and not _is_aside(own)
            and digest_of(path.read_bytes()) != made.get(own.as_posix())
        ):
            yield path


def _made(outputs: Path) -> Iterator[tuple[str, str]]:
    """Give path below `outputs` and SHA-256 of what a run or an outbox has written, and can write again."""
    for folder in (path for path in sorted(outputs.glob("*/")) if (path / "manifest.json").is_file()):
        yield f"{folder.name}/manifest.json", digest_of((folder / "manifest.json").read_bytes())
        try:
            known = {str(entry["path"]): str(entry["sha256"]) for entry in read_manifest(folder)["artefacts"]}
        except (OSError, ValueError, KeyError, TypeError):
            continue  # nothing is known: all of it is kept
        yield from ((f"{folder.name}/{name}", digest) for name, digest in known.items())
    for folder in sorted(outputs.glob("*/*/")):
        yield from (
            ((folder / name).relative_to(outputs).as_posix(), digest) for name, digest in read_record(folder).items()
        )


def _is_aside(path: Path) -> bool:
    """Tell whether other programs left a file: locks, thumbnails, half-written parts."""
    return is_dropping(path) or path.suffix in (".lock", ".part")
