"""Which program it is that derived something: what another one derived is derived anew."""

import os
from functools import cache
from pathlib import Path

import zzlib
from zzlib.files import digest_of


@cache
def code_digest() -> str:
    """Give the digest of this program's own code and data: a ledger made by other code is made anew."""
    parts: list[bytes] = []
    for folder, below, files in os.walk(Path(zzlib.__file__).parent):
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(files):
            with open(f"{folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123 - hundreds, at each start
                parts += (name.encode(), file.readall())
        parts.append("\0".join(below).encode())
    return digest_of(b"\0".join(parts))
