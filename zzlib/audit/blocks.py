"""What a document is made of, in whatever file it stands: paragraphs and tables."""

from dataclasses import dataclass
from typing import Any


class UnreadableDocumentError(Exception):
    """A document can't be read; the text says why and what to do, in Chinese."""


@dataclass(frozen=True)
class DocumentBlock:
    """A paragraph (`text`) or a table (`rows`, cells as text).

    `source` is what a comment is hung on in Word, `where` names a place beside the text: 脚注, 文本框, a sheet.
    """

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    source: Any = None
    where: str = ""
