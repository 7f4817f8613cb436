"""The circular as a draft has it, before a run: to look at, and under the auditor before it is signed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from zzlib.audit.own import refuted
from zzlib.audit.telling.telling import refuted_lines
from zzlib.dispatch import dispatch_of
from zzlib.exchange.outbox import put_files
from zzlib.indicators import Month
from zzlib.ledger import Ledger, open_ledger
from zzlib.report.bulletin import write_bulletin
from zzlib.writing import Writing

PREVIEWS, PREVIEW = "预览", "通报.docx"
"""The folder of outputs below which previews lie, by month, and what one is called."""


def previewed(ledger: Ledger, month: Month, writing: Writing) -> dict[str, Any]:
    """Write the circular alone below `outputs/预览`, and tell what `zz draft --preview --json` prints.

    `moved` is where an earlier preview went that a person had changed, `refuted` what the auditor calls wrong.
    """
    workspace = ledger.workspace
    with printed_circular(ledger, month, writing) as made:
        wrong, files = refuted_lines(refuted(made, ledger, month, writing)), {made.name: made.read_bytes()}
    sent = put_files(workspace.outputs_dir / PREVIEWS / month.period, files, workspace.outputs_dir, whole=True)
    place = sent.folder.relative_to(workspace.root).as_posix()
    moved = sent.moved.relative_to(workspace.root).as_posix() if sent.moved else None
    return {"preview": f"{place}/{PREVIEW}", "moved": moved, "file": writing.file, "refuted": wrong}


def wrong_numbers(month: Month, writing: Writing, ledger: Ledger | None = None) -> list[str]:
    """Give what the auditor calls wrong in the circular of a draft, a line each; `ledger` is the month's, where it is open."""
    ledger = ledger or open_ledger(month.workspace, month.period)
    with printed_circular(ledger, month, writing) as made:
        return refuted_lines(refuted(made, ledger, month, writing))


@contextmanager
def printed_circular(ledger: Ledger, month: Month, writing: Writing) -> Iterator[Path]:
    """Print the circular into a file that goes with the context."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / PREVIEW
        write_bulletin(month, path, month.workspace.templates_dir, writing, dispatch_of(ledger, month).items)
        yield path
