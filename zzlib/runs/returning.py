"""A circular that a person changed in Word, held against what the workbench printed: today's circular and those on file."""

from collections.abc import Iterator
from pathlib import Path

from zzlib.exchange.outbox import read_record
from zzlib.files import digest_of
from zzlib.indicators import Month
from zzlib.ledger import Ledger
from zzlib.ledger.issue_log import ARTEFACTS, records_of, version_folder
from zzlib.report.bulletin import TEMPLATE_FILE as BULLETIN
from zzlib.runs.manifest import read_manifest
from zzlib.runs.previewing import PREVIEW, PREVIEWS, printed_circular
from zzlib.workspace import Workspace
from zzlib.writing import Writing
from zzlib.writing.returned import TakenBack, taken_back
from zzlib.writing.text import compose
from zzlib.writing.wording import ReportWording


def taken_from(document: Path, ledger: Ledger, month: Month, words: ReportWording, writing: Writing) -> TakenBack:
    """Give the draft with what a person changed in a circular.

    Raises:
        DraftError: the file is no circular of the month.
    """
    composed = compose(month, month.workspace.templates_dir, writing)
    with printed_circular(ledger, month, writing) as now:
        return taken_back(document, month, words, writing, composed, [now, *_on_file(ledger.workspace, month.period)])


def _on_file(workspace: Workspace, period: str) -> Iterator[Path]:
    """Give the month's circulars that lie as they were made: what a person changed can't say what was printed."""
    outputs = workspace.outputs_dir
    known = [(outputs / PREVIEWS / period / PREVIEW, read_record(outputs / PREVIEWS / period).get(PREVIEW))]
    try:
        made = {one["path"]: one["sha256"] for one in read_manifest(outputs / period)["artefacts"]}
    except (OSError, ValueError, KeyError, TypeError):
        made = {}
    known.append((outputs / period / BULLETIN, made.get(BULLETIN)))
    for record in records_of(outputs, period):
        folder = version_folder(outputs, period, record.version) / ARTEFACTS
        known.append((folder / BULLETIN, record.artefacts.get(BULLETIN)))
    yield from (path for path, digest in known if path.is_file() and digest_of(path.read_bytes()) == digest)
