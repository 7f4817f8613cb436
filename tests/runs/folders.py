"""Looking into folders of outputs."""

import json
from pathlib import Path

from zzlib.files import digest_of


def tree(folder: Path) -> dict[str, str]:
    """Give every file below a folder with its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def digests(folder: Path) -> dict[str, str]:
    """Give every file below a folder, but the manifest, with its SHA-256."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "manifest.json"]
    return {path.relative_to(folder).as_posix(): digest_of(path.read_bytes()) for path in files}


def manifest(folder: Path) -> dict:
    """Read the manifest of a folder of outputs."""
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def assert_whole(folder: Path) -> None:
    """Hold a folder of outputs against its own manifest: nothing missing, nothing more, nothing else."""
    assert {entry["path"]: entry["sha256"] for entry in manifest(folder)["artefacts"]} == digests(folder)
