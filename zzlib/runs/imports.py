"""What a run need not load, and what it must not load."""

import os
import sys
from pathlib import Path


def spare_address_grammar() -> None:
    """Keep jsonschema from compiling a grammar of internationalised web addresses: most of a second in each process.

    It does without where that library is not installed, and a notebook holds no such address to be checked. To be
    called before anything imports nbformat.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def own_pictures(outputs: Path) -> None:
    """Keep the account's matplotlib configuration from changing the pictures; to be called before anything imports matplotlib."""
    os.environ.setdefault("MPLCONFIGDIR", str(outputs / ".cache" / "matplotlib"))
