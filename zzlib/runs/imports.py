"""What a run need not load."""

import sys


def spare_address_grammar() -> None:
    """Keep jsonschema from compiling a grammar of internationalised web addresses: most of a second in each process.

    It does without where that library is not installed, and a notebook holds no such address to be checked. To be
    called before anything imports nbformat.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
