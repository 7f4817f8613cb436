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
    manifest = unchanged(workspace.outputs_dir / period, fingerprint)
    if manifest is None:
        return None
    same = manifest.get("parameters", {}).get("notebook_sha256") == digest_of(notebook.read_bytes()) and manifest.get(
        "restated", ""
    ) == restated_digest(restated(workspace, period))
    return manifest if same else None


def faults_in(manifest: dict[str, Any]) -> list[str]:
    """Say what is wrong in outputs that are not issued without a reason: errors of the data, numbers that audit found refuted."""
    errors, refuted = int(manifest["data_errors"]), len(manifest.get("refuted", ()))
    return [
        *([f"数据有 {errors} 处错误没有处理"] if errors else []),
        *([f"文件里有 {refuted} 处数字对不上"] if refuted else []),
    ]


def unchanged(folder: Path, fingerprint: str) -> dict[str, Any] | None:
    """Give the manifest of published outputs if they were made of this by this program and nobody changed a file, else `None`."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        same = (
            manifest["fingerprint"] == fingerprint
            and manifest["versions"] == versions()
            and all((folder / artefact["path"]).is_file() for artefact in manifest["artefacts"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return manifest if same and not edited_files(folder) else None
