"""The papers of the dispatch meeting: made by every run; or alone, into what a run left or a folder of one's own."""

import json
from collections.abc import Callable
from pathlib import Path

from zzlib.dispatch.figures import FOLDER, figures_of_items
from zzlib.dispatch.items import Dispatch
from zzlib.files import digest_of, replace_file
from zzlib.indicators.measuring import table_of_figures
from zzlib.indicators.month import Month
from zzlib.indicators.stated import FILE as FIGURES
from zzlib.names import file_safe
from zzlib.report.coordination_sheets import COORDINATION_NAME, write_coordination
from zzlib.report.dispatch_list import LIST_NAME, write_dispatch_list
from zzlib.report.letters import write_letters
from zzlib.report.meeting import PAPER, write_leader_paper, write_meeting_paper
from zzlib.report.score_sheets import SCORES_NAME, write_scores
from zzlib.report.supervision_sheets import SUPERVISION_NAME, write_supervision
from zzlib.runs.publish import MANIFEST, edits_note, keep_edits, period_lock, staging
from zzlib.tabular import write_csv
from zzlib.writing import Writing, read_writing


def write_papers(dispatch: Dispatch, month: Month, folder: Path, writing: Writing) -> None:
    """Write the papers into `folder/dispatch`; `writing` is what the writer keeps for the month."""
    place, templates = folder / FOLDER, month.workspace.templates_dir
    place.mkdir()
    write_csv(table_of_figures(figures_of_items(dispatch, month)), place / FIGURES)
    write_dispatch_list(dispatch, month, place / LIST_NAME)
    write_meeting_paper(dispatch, month, place / f"{PAPER}.docx", templates, writing)
    write_letters(dispatch, month, place)
    write_scores(dispatch, month, place / SCORES_NAME)
    write_supervision(dispatch, month, place / SUPERVISION_NAME)
    write_coordination(month, place / COORDINATION_NAME)


def write_pack(
    dispatch: Dispatch,
    month: Month,
    outputs: Path,
    note: Callable[[str], None],
    *,
    other: Path | None = None,
    leader: str = "",
) -> list[Path]:
    """Write the papers alone, each whole, and give where: `outputs/<period>/dispatch`, or the folder `other`.

    The manifest of a published month then knows them as they are; those that a person changed are kept in 修改稿 first, and `note` is
    told. With a `leader` only that leader's pages are written, apart.

    Raises:
        RunError: another run holds the month.
        EventError: nobody of the leader's name leads anything.
        OSError: they can't be written.
    """
    place = other or outputs / month.period / FOLDER
    with period_lock(outputs, month.period, lambda _: None), staging(outputs, month.period) as built:
        if leader:
            (built / FOLDER).mkdir()
            write_leader_paper(dispatch, month, leader, built / FOLDER / f"{PAPER}-{file_safe(leader)}.docx")
        else:
            write_papers(dispatch, month, built, read_writing(month.workspace, month.period))
        place.mkdir(parents=True, exist_ok=True)
        written = []
        files = sorted((built / FOLDER).iterdir())
        if other is None and (edits := keep_edits(outputs, month.period, [f"{FOLDER}/{file.name}" for file in files])):
            note(edits_note(edits))
        for made in files:
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
