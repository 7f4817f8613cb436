"""Names of files that people can read and every format can hold, whatever bytes the disk has for them."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def file_safe(name: str) -> str:
    """Give a name as every system takes it for a file's: what it may not hold is _."""
    return _NOT_IN_NAMES.sub("_", name)


def legible(name: str) -> str:
    """Give a file's name or path as text that can be encoded: bytes that are no UTF-8 are taken for GBK, else shown as %B1."""
    return "/".join(_from_gbk(part) for part in name.split("/"))


def legible_paths(paths: Iterable[Path], folder: Path) -> dict[str, Path]:
    """Name paths below a folder (`资料/a.xlsx`), each by a name of its own, in order of name."""
    plain = {path.relative_to(folder).as_posix(): path for path in paths}
    named = {name: path for name, path in plain.items() if name == legible(name)}
    for name, path in sorted(plain.items()):
        if name != legible(name):
            named[legible(name) if legible(name) not in named else _escaped(name)] = path
    return dict(sorted(named.items()))


def _from_gbk(part: str) -> str:
    if part.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in part):
        return part
    try:
        text = os.fsencode(part).decode("gb18030")
    except UnicodeError:
        return _escaped(part)
    return text if text.isprintable() and "/" not in text else _escaped(part)


def _escaped(name: str) -> str:
    return (
        "".join(f"%{ord(c) & 0xFF:02X}" if "\udc80" <= c <= "\udcff" else c for c in name)
        .encode("utf-8", "replace")
        .decode()
    )
