"""Turn an old Word document (.doc) into a new one with LibreOffice, where that is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

from zzlib.returns.containers.bounds import UnusableFileError

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SECONDS = 120
_KEPT = 8
"""Documents of which the outcome is kept: a month is read more than once."""


def find_office() -> str:
    """Give the path of LibreOffice, `""` if it is not installed."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), "")


def as_new_document(data: bytes) -> bytes:
    """Give the content of a .doc as a .docx.

    Raises:
        UnusableFileError: LibreOffice is not installed, or can't read it.
    """
    office = find_office()
    if not office:
        raise UnusableFileError("document_old")
    converted = _converted(office, data)
    if converted is None:
        raise UnusableFileError("file_damaged")
    return converted


@lru_cache(maxsize=_KEPT)
def _converted(office: str, data: bytes) -> bytes | None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, result = Path(folder) / "in.doc", Path(folder) / "in.docx"
        source.write_bytes(data)
        # A profile of its own: one that a person has open would take the call over, with that person's macros.
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", folder, str(source)]
        _run([office, profile, *options])
        return result.read_bytes() if result.is_file() else None


def _run(command: list[str]) -> None:
    """Run a program to its end, or for as long as it may take."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program with those that it started, which hold its files."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
