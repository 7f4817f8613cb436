"""The files inside a .zip or .eml that units send: by content whatever its name, one within another too, within bounds."""

import io
import re
import zipfile
from collections.abc import Iterator

from zzlib.returns.containers.bounds import MAX_DEPTH, MAX_MEMBERS, MAX_UNPACKED
from zzlib.returns.containers.mail import attachments, is_mail

_DOCUMENT = re.compile(r"\[content_types\]\.xml|meta-inf/.*|mimetype|(?:xl|word|ppt)/.*|content\.xml", re.IGNORECASE)
"""Parts by which a workbook or document is told from an archive of files."""

_LEFTOVER = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.[^/]*|~\$[^/]*|Thumbs\.db|desktop\.ini)", re.IGNORECASE)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def unpack(file: str, data: bytes) -> list[tuple[str, bytes]]:
    """Give the files inside an archive or mail as `资料.zip/甲局/月报.xlsx` with their bytes, or the file itself if it is none.

    Names lose what would lead out of a folder or is no name on Windows; what systems leave behind is dropped. An
    archive that is damaged, locked, empty or out of bounds is given as it is: the reader says what is wrong with it.
    """
    return _unpack(file, data, [MAX_UNPACKED], MAX_DEPTH)


def _unpack(file: str, data: bytes, room: list[int], depth: int) -> list[tuple[str, bytes]]:
    """Unpack an archive into what `room` is left for, taking from it."""
    packed = data.startswith(b"PK")
    if not depth or not (packed or is_mail(data)):
        return [(file, data)]
    try:
        members = _read(data, room) if packed else _attached(data, room)
    except MemoryError:
        raise
    except Exception:  # a broken archive makes the library fail in many ways
        members = []
    found = [part for name, content in members for part in _unpack(f"{file}/{name}", content, room, depth - 1)]
    return found or [(file, data)]


def _read(data: bytes, room: list[int]) -> list[tuple[str, bytes]]:
    """Give the members of an archive, none where it is a workbook or document, or past the bounds."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if any(_DOCUMENT.fullmatch(entry.filename) for entry in entries):
            return []
        entries = [e for e in entries if not e.is_dir() and not _LEFTOVER.fullmatch(e.filename)]
        size = sum(entry.file_size for entry in entries)
        if size > room[0] or len(entries) > MAX_MEMBERS:
            return []
        room[0] -= size
        names = _names([_stated(entry) for entry in entries])
        return [(name, archive.read(entry)) for name, entry in zip(names, entries, strict=True)]


def _attached(data: bytes, room: list[int]) -> list[tuple[str, bytes]]:
    """Give the files that a mail brings, none where they are past the bounds."""
    found = attachments(data)
    size = sum(len(content) for _, content in found)
    if size > room[0] or len(found) > MAX_MEMBERS:
        return []
    room[0] -= size
    names = _names([re.sub(r"[/\\]", "_", name) for name, _ in found])
    return [(name, content) for name, (_, content) in zip(names, found, strict=True)]


def _names(stated: list[str]) -> Iterator[str]:
    """Give each file a name of its own that leads nowhere else."""
    seen: dict[str, int] = {}
    for name in map(_safe, stated):
        seen[name] = seen.get(name, 0) + 1
        stem, dot, ending = name.rpartition(".")
        yield name if seen[name] == 1 else f"{stem}（{seen[name]}）{dot}{ending}" if stem else f"{name}（{seen[name]}）"


def _stated(entry: zipfile.ZipInfo) -> str:
    """Give a member's name; without the UTF-8 flag a Chinese Windows wrote GBK bytes, which read as cp437."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _safe(name: str) -> str:
    parts = [_UNSAFE.sub("_", part).strip(". ") for part in re.split(r"[/\\]", name)]
    kept = [f"_{part}" if _DEVICES.fullmatch(part) else part for part in parts if part]
    return "/".join(kept) or "未命名"
