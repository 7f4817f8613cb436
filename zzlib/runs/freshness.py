"""Whether a month's outputs are what a run would make now: same inputs, same program, the same restated, nobody changed a file."""

import json
from pathlib import Path
from typing import Any

from zzlib.files import digest_of
from zzlib.ledger import inputs_fingerprint
from zzlib.runs.manifest import versions
from zzlib.runs.publish import MANIFEST, edited_files
from zzlib.workspace import Workspace
from zzlib.writing.restating import restated, restated_digest


def current_manifest(workspace: Workspace, period: str, notebook: Path) -> dict[str, Any] | None:
    """Give the manifest of `outputs/<period>` if a run would make the very same, else `None`.

    Raises:
        PeriodError: there are no returns of this period.
    """
    fingerprint = inputs_fingerprint(workspace, period)
    folder = workspace.outputs_dir / period
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        same = (
            manifest["fingerprint"] == fingerprint
            and manifest["parameters"]["notebook_sha256"] == digest_of(notebook.read_bytes())
            and manifest["versions"] == versions()
            and manifest.get("restated", "") == restated_digest(restated(workspace, period))
            and all((folder / artefact["path"]).is_file() for artefact in manifest["artefacts"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return manifest if same and not edited_files(folder) else None
