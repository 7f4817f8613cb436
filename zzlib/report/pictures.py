"""A month's charts as its documents take them: drawn once, and kept beside the ledger while the figures stay as they are."""

import base64
import json
from contextlib import suppress
from pathlib import Path

from zzlib.files import digest_of, replace_file
from zzlib.indicators.month import Month


def picture(month: Month, chart: str) -> tuple[bytes, str]:
    """Give a chart of `zzlib.charts` by its name: as PNG, and what it shows in words.

    What is kept is drawn anew when the month's fingerprint, a figure or the choice of who is named is another, or the file is damaged.
    """
    document, figures = month.settings.document, [(f.figure, f.scope, f.value, f.text) for f in month.figures]
    key = digest_of(repr((month.fingerprint, document.naming, document.name_misuse, figures)).encode())
    path = month.workspace.ledger_dir(month.period) / "pictures" / f"{chart}.json"
    found = _kept(path, key) if month.fingerprint else None
    return found or _drawn(month, chart, path, key)


def _kept(path: Path, key: str) -> tuple[bytes, str] | None:
    with suppress(OSError, ValueError, KeyError):
        kept = json.loads(path.read_bytes())
        if kept["key"] == key:
            return base64.b64decode(kept["png"], validate=True), str(kept["alt"])
    return None


def _drawn(month: Month, chart: str, path: Path, key: str) -> tuple[bytes, str]:
    from zzlib import charts  # a second of processor time, which a preview with kept pictures has no need of

    made = getattr(charts, chart)(month)
    png = made.png()
    if month.fingerprint:
        text = json.dumps({"key": key, "alt": made.alt, "png": base64.b64encode(png).decode()}, ensure_ascii=False)
        with suppress(OSError):  # what can't be kept is still good
            replace_file(path, text.encode())
    return png, made.alt
