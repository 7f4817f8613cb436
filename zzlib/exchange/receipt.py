"""What a receipt (回执) says, before it is put into a workbook: facts, and lists of which a row may lead to a cell."""

import re
from dataclasses import dataclass

from zzlib.vocabulary import Level

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class ReceiptRow:
    """A row of a list: six texts; `link` is (sheet, cell) to which its third text leads, `look` how the first is shown."""

    texts: tuple[str, str, str, str, str, str]
    link: tuple[str, str] | None = None
    look: str = "text"


@dataclass(frozen=True)
class ReceiptBlock:
    """A list under a caption; without rows, `otherwise` is said instead."""

    caption: str
    header: tuple[str, str, str, str, str, str]
    rows: tuple[ReceiptRow, ...]
    otherwise: str = ""


@dataclass(frozen=True)
class ReceiptMark:
    """What is to be shown at a cell: the gravest level and the comment."""

    level: Level
    text: str


@dataclass(frozen=True)
class Receipt:
    """A receipt for one file: `marks` by sheet and cell (A1)."""

    file: str
    title: str
    facts: tuple[str, ...]
    blocks: tuple[ReceiptBlock, ...]
    marks: dict[tuple[str, str], ReceiptMark]


def clean(text: str) -> str:
    """Give a text without the characters that no XML can hold."""
    return _NOT_IN_XML.sub("", text)
