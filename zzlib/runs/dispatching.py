"""The papers of the dispatch meeting: made by every run; or alone, into what a run left or a folder of one's own."""

import json
from pathlib import Path

from zzlib.dispatch.items import Dispatch
from zzlib.files import digest_of, replace_file
from zzlib.indicators.month import Month
from zzlib.report.coordination_sheets import COORDINATION_NAME, write_coordination
from zzlib.report.dispatch_list import LIST_NAME, write_dispatch_list
from zzlib.report.score_sheets import SCORES_NAME, write_scores
from zzlib.report.supervision_sheets import SUPERVISION_NAME, write_supervision
from zzlib.runs.publish import MANIFEST, period_lock, staging

FOLDER = "dispatch"
"""Where they lie among the artefacts of a month."""


def write_papers(dispatch: Dispatch, month: Month, folder: Path) -> None:
    """Write the papers into `folder/dispatch`."""
    (folder / FOLDER).mkdir()
    write_dispatch_list(dispatch, month, folder / FOLDER / LIST_NAME)
    write_scores(dispatch, month, folder / FOLDER / SCORES_NAME)
    write_supervision(dispatch, month, folder / FOLDER / SUPERVISION_NAME)
    write_coordination(month, folder / FOLDER / COORDINATION_NAME)


def write_pack(dispatch: Dispatch, month: Month, outputs: Path, other: Path | None = None) -> list[Path]:
    """Write the papers alone, each whole, and give where: `outputs/<period>/dispatch`, or the folder `other`.

    The manifest of a published month then knows them as they are.

    Raises:
        RunError: another run holds the month.
        OSError: they can't be written.
    """
    place = other or outputs / month.period / FOLDER
    with period_lock(outputs, month.period, lambda _: None), staging(outputs, month.period) as built:
        write_papers(dispatch, month, built)
        place.mkdir(parents=True, exist_ok=True)
        written = []
        for made in sorted((built / FOLDER).iterdir()):
            replace_file(place / made.name, made.read_bytes())
            written.append(place / made.name)
        if other is None:
            _note(place.parent, written)
    return written


def _note(folder: Path, written: list[Path]) -> None:
    """Let the manifest of published outputs name the papers as they are now."""
    path = folder / MANIFEST
    if not path.exists():
        return
    manifest = json.loads(path.read_text(encoding="utf-8"))
    own = {file.relative_to(folder).as_posix(): digest_of(file.read_bytes()) for file in written}
    known = {entry["path"]: entry["sha256"] for entry in manifest["artefacts"]} | own
    manifest["artefacts"] = [{"path": name, "sha256": digest} for name, digest in sorted(known.items())]
    replace_file(path, (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode())
