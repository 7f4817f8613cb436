"""Turn an old Word document (.doc) into a new one with LibreOffice, where that is installed."""

from functools import lru_cache

from zzlib.libreoffice import converted, find_office
from zzlib.returns.containers.bounds import UnusableFileError

_KEPT = 8
"""Documents of which the outcome is kept: a month is read more than once."""


def as_new_document(data: bytes) -> bytes:
    """Give the content of a .doc as a .docx.

    Raises:
        UnusableFileError: LibreOffice is not installed, or can't read it.
    """
    office = find_office()
    if not office:
        raise UnusableFileError("document_old")
    made = _converted(office, data)
    if made is None:
        raise UnusableFileError("file_damaged")
    return made


@lru_cache(maxsize=_KEPT)
def _converted(office: str, data: bytes) -> bytes | None:
    return converted(office, data, "doc", "docx")
