"""LibreOffice, where it is installed: turns a document into another format without showing itself."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SECONDS = 120


def find_office() -> str:
    """Give the path of LibreOffice, `""` if it is not installed."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), "")


def converted(office: str, data: bytes, before: str, after: str) -> bytes | None:
    """Give a document (its format is named by the ending `before`: `doc`) in the format `after`; `None` if that can't be done."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, result = Path(folder) / f"in.{before}", Path(folder) / f"in.{after}"
        source.write_bytes(data)
        # A profile of its own: one that a person has open would take the call over, with that person's macros.
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--convert-to", after, "--outdir", folder, str(source)]
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
