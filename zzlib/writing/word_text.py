"""What a Word document says as its reader means it: tracked changes accepted, each paragraph and each row of a table a line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document

from zzlib.word_letters import LetterReader, W, cells_of, is_read, lines_and_tables, rows_of, text_of


@dataclass(frozen=True)
class WordText:
    """The paragraphs that say something, without those in tables, and the tables' rows, their cells apart by ｜."""

    paragraphs: tuple[str, ...]
    rows: tuple[str, ...]


def word_text(document: Path) -> WordText:
    """Read a document's body; a line that is broken by hand goes on.

    Raises:
        Exception: it is no Word document; a file of any kind may be given.
    """
    opened = Document(str(document))
    body, reader = opened.element.body, LetterReader(opened)
    tables = (table for table in body.iter(f"{W}tbl") if is_read(table))
    rows = ("｜".join(_said(reader, cell) for cell in cells_of(row)) for table in tables for row in rows_of(table))
    return WordText(tuple(filter(None, _lines(reader, body))), tuple(row for row in rows if row.strip("｜")))


def _lines(reader: LetterReader, parent: Any) -> list[str]:
    lines = (line for line in lines_and_tables(parent) if isinstance(line, tuple))
    return [text_of(reader.line(line)).replace("\n", "").strip() for line in lines]


def _said(reader: LetterReader, cell: Any) -> str:
    return "".join(_lines(reader, cell))
