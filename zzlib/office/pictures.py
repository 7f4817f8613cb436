"""The pages of a Word document as pictures, where LibreOffice is installed: what will come out of the printer."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from zzlib.libreoffice import converted, find_office

_PER_INCH = 80


def page_pictures(document: bytes) -> list[bytes]:
    """Give the pages of a .docx as PNG; only the first where no program takes a PDF apart, none without LibreOffice."""
    office, pages = find_office(), shutil.which("pdftoppm")
    if not office:
        return []
    if not pages:
        first = converted(office, document, "docx", "png")
        return [first] if first else []
    printed = converted(office, document, "docx", "pdf")
    if printed is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        command = [pages, "-png", "-r", str(_PER_INCH), "-", str(Path(folder) / "p")]
        subprocess.run(command, input=printed, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return [path.read_bytes() for path in sorted(Path(folder).glob("*.png"))]
