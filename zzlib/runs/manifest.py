"""The manifest of a run: what went in, what came out, with which versions. Only its `timings` differ between two runs."""

import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import Any

import zzlib
from zzlib.files import digest_of
from zzlib.periods import clock
from zzlib.runs.publish import MANIFEST

_LIBRARIES = (
    "docxtpl", "duckdb", "ipykernel", "matplotlib", "nbconvert", "numpy", "pandas", "papermill",
    "python-calamine", "seaborn", "xlsxwriter",
)  # fmt: skip


@dataclass
class Timings:
    """When a run began, and the seconds that each stage took."""

    started: datetime = field(default_factory=clock)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Time a stage."""
        started = perf_counter()
        yield
        self.seconds[stage] = round(perf_counter() - started, 3)


def write_manifest(
    folder: Path,
    *,
    period: str,
    data_errors: int,
    inputs: Sequence[tuple[str, str]],
    fingerprint: str,
    timings: Timings,
    notebook: Path | None = None,
    parameters: Mapping[str, object] = MappingProxyType({}),
    draft: Mapping[str, str] = MappingProxyType({}),
    refuted: Sequence[str] = (),
    restated: str = "",
) -> None:
    """Write `manifest.json` into the folder of a run's artefacts.

    `inputs` are paths relative to the workspace with their SHA-256; the artefacts are listed by their path in `folder`.
    `fingerprint` is the ledger's: the digest of inputs and program. `draft` says which draft was printed, in what state, `refuted`
    what the auditor calls wrong in the documents, `restated` is the digest of what the circular restates.
    """
    artefacts = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)
    manifest = {
        "status": "published",
        "period": period,
        "data_errors": data_errors,
        "inputs": [{"path": path, "sha256": digest} for path, digest in inputs],
        "artefacts": [
            {"path": path.relative_to(folder).as_posix(), "sha256": digest_of(path.read_bytes())} for path in artefacts
        ],
        "parameters": {**_notebook(notebook), **parameters},
        "draft": dict(draft),
        "refuted": list(refuted),
        "restated": restated,
        "fingerprint": fingerprint,
        "versions": versions(),
        "timings": {
            "started": timings.started.isoformat(timespec="seconds"),
            "finished": clock().isoformat(timespec="seconds"),
            "seconds": timings.seconds,
        },
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def _notebook(notebook: Path | None) -> dict[str, str]:
    return {"notebook": notebook.name, "notebook_sha256": digest_of(notebook.read_bytes())} if notebook else {}


def versions() -> dict[str, str]:
    """Give the versions that what a run makes depends on."""
    libraries = {library: version(library) for library in _LIBRARIES}
    return {"python": platform.python_version(), "zzlib": zzlib.__version__, **libraries}


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest of published outputs."""
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return manifest
