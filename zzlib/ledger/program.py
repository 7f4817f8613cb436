"""Which program it is that derived something: what another one derived is derived anew."""

from functools import cache
from pathlib import Path

import zzlib
from zzlib.files import digest_of


@cache
def code_digest() -> str:
    """Give the digest of this program's own code and data: a ledger made by other code is made anew."""
    package = Path(zzlib.__file__).parent
    files = sorted(p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    parts = (part for p in files for part in (p.relative_to(package).as_posix().encode(), p.read_bytes()))
    return digest_of(b"\0".join(parts))
