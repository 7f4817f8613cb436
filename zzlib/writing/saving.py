"""A draft is saved with what its sentences are printed as; a signed one with the figures on which it was signed."""

from dataclasses import replace
from pathlib import Path

from zzlib.indicators.month import Month
from zzlib.writing.draft import Draft
from zzlib.writing.keeping import Writing, save_draft
from zzlib.writing.signed_figures import keep_figures
from zzlib.writing.text import shown_lines


def keep_draft(month: Month, writing: Writing, made: Draft) -> Path:
    """Save a draft after the newest of `writing`, each sentence with what it is printed as; give its file.

    Raises:
        DraftError: somebody has saved another since.
    """
    workspace = month.workspace
    if made.state == "signed":
        made = replace(made, figures=keep_figures(month))
    shown = shown_lines(month, workspace.templates_dir, replace(writing, draft=made))
    return save_draft(workspace, made, shown, after=writing.file)
