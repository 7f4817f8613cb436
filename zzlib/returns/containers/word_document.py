"""Read the text of a Word document (.docx): paragraphs and table rows become the rows of one sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zzlib.returns.cells.amounts import read_amount
from zzlib.returns.cells.row_words import only_says_nothing
from zzlib.returns.containers.canvas import Canvas, count
from zzlib.returns.containers.colours import UNKNOWN, WHITE
from zzlib.returns.containers.markup import Attributes, parse_xml
from zzlib.returns.containers.sights import OTHERWISE, PARTLY, STRUCK, UNSEEN, Sight
from zzlib.returns.containers.word_looks import DELETING, Letters, WordStyles, ground_of

_UNSEEN = frozenset(("txbxContent", "Fallback", "instrText"))
_FORMER = frozenset(
    ("rPrChange", "pPrChange", "tcPrChange", "trPrChange", "tblPrChange", "tblGridChange", "sectPrChange")
)
"""What holds properties as they were before a tracked change."""


def read_document(xml: bytes, styles: str = "") -> Canvas | None:
    """Read `word/document.xml`; `None` if it has no table and is no message that there is nothing to report.

    `styles` is the text of `word/styles.xml`.

    Raises:
        UnusableFileError: it is out of bounds or damaged.
    """
    document = _Document(WordStyles(styles))
    parse_xml(xml, document)
    return document.canvas if document.has_table or only_says_nothing(document.paragraphs) else None


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters drawn alike, and whether they are deleted by a tracked change, struck out, or can't be seen."""

    text: str
    deleted: bool = False
    struck: bool = False
    unseen: bool = False


class _Document:
    """Tables inside a cell are text of that cell."""

    def __init__(self, styles: WordStyles) -> None:
        self.canvas = Canvas()
        self.has_table = False
        self.paragraphs: list[str] = []
        self._row = -1
        self._column = 0
        self._cells_open = self._unseen = self._deleting = self._former = 0
        self._across, self._merge = 1, ""
        self._open: dict[int, tuple[tuple[int, int], int]] = {}
        """Cells that reach down so far, by their column: where they start, and how wide they are."""
        self._pieces: list[_Piece] = []
        self._in_text = self._in_row_properties = self._row_deleted = False
        self._styles = styles
        self._style = ""
        self._letters: Letters | None = None
        self._table_ground = self._ground = WHITE

    def start(self, name: str, attributes: Attributes) -> None:
        value = attributes.get("val")
        if self._former or name in _FORMER:
            self._former += name in _FORMER
            return
        deleted = name == "delText" and self._cells_open > 0
        self._in_text = (name == "t" or deleted) and not self._unseen
        if name in _UNSEEN:
            self._unseen += 1
        elif name in DELETING:
            self._deleting += 1
            self._row_deleted |= self._in_row_properties
        elif name == "r":
            self._letters = Letters()
            self._styles.draw(self._style, self._letters)
        elif name == "tc":
            self._cells_open += 1
            if self._cells_open == 1:
                self._pieces, self._across, self._merge, self._ground = [], 1, "", self._table_ground
        elif name in ("br", "cr", "tab") and not self._unseen:
            self._hear("\t" if name == "tab" else "\n")
        elif self._letters:
            self._letters.note(name, attributes)
            self._styles.draw(value if name == "rStyle" else "", self._letters)
        elif self._cells_open < 2:
            self._start_in_table(name, attributes)

    def _start_in_table(self, name: str, attributes: Attributes) -> None:
        value = attributes.get("val")
        if name == "tbl":
            self.has_table, self._open, self._table_ground = True, {}, WHITE
        elif name == "tblStyle" and self._styles.shades(value):
            self._table_ground = UNKNOWN
        elif name == "shd" and self._cells_open:
            self._ground = ground_of(attributes) or self._ground
        elif name == "tr":
            self._row, self._column, self._row_deleted = self._row + 1, 0, False
        elif name == "trPr":
            self._in_row_properties = True
        elif name == "pStyle":
            self._style = value or ""
        elif name == "gridBefore":
            self._column = count(value)
        elif name == "gridSpan":
            self._across = count(value)
        elif name == "vMerge":
            self._merge = value or "continue"
        elif name == "hidden" and value not in ("0", "false"):
            self.canvas.hidden_rows.add(self._row)

    def end(self, name: str) -> None:
        self._in_text = False
        if name in _FORMER:
            self._former -= 1
        elif self._former:
            return
        elif name in _UNSEEN:
            self._unseen -= 1
        elif name in DELETING:
            self._deleting -= 1
        elif name == "r":
            self._letters = None
        elif name == "trPr":
            self._in_row_properties = False
        elif name == "p" and not self._unseen:
            self._end_paragraph()
        elif name == "tc":
            self._cells_open -= 1
            if not self._cells_open:
                self._end_cell()

    def text(self, text: str) -> None:
        if self._in_text:
            self._hear(text)

    def _hear(self, text: str) -> None:
        letters, deleted = self._letters or Letters(), self._row_deleted or self._deleting > 0
        self._pieces.append(_Piece(text, deleted, letters.struck, letters.unseen(self._ground)))

    def _end_paragraph(self) -> None:
        self._style = ""
        if self._cells_open:
            self._pieces.append(_Piece("\n"))
            return
        said = "".join(piece.text for piece in self._pieces if not piece.deleted).strip()
        self._pieces = []
        if said:
            self._row += 1
            self.canvas.put(self._row, 0, said)
            self.paragraphs.append(said)

    def _end_cell(self) -> None:
        said, sight = _seen(self._pieces)
        self._pieces = []
        place = (self._row, self._column)
        above = self._open.get(self._column) if self._merge == "continue" else None
        if above and above[1] == self._across and not said:
            self.canvas.extend(above[0], self._row, self._across)
        else:
            self.canvas.put(*place, said, self._across)
            if sight:
                self.canvas.sights[place] = sight
            self._open.pop(self._column, None)
            if self._merge:
                self._open[self._column] = (place, self._across)
        self._column += self._across


def _seen(pieces: Sequence[_Piece]) -> tuple[str, Sight | None]:
    """Give the text of a cell, and how it is seen where that differs.

    Of a text that is deleted or hidden in part the rest counts; whether an amount's does is for people to say.
    """
    whole, kept = _joined(pieces), _joined(piece for piece in pieces if not piece.deleted)
    left = _joined(piece for piece in pieces if not piece.deleted and not piece.struck)
    visible = _joined(piece for piece in pieces if not piece.deleted and not piece.unseen)
    if whole and not left:
        return whole, Sight(STRUCK)
    if left != kept or (kept != whole and read_amount(left)):
        return (whole if read_amount(left) else kept), Sight(PARTLY, left)
    if visible == kept:
        return kept, None
    if visible and not read_amount(kept):
        return visible, None
    return kept, Sight(OTHERWISE, visible) if visible else Sight(UNSEEN)


def _joined(pieces: Iterable[_Piece]) -> str:
    return "".join(piece.text for piece in pieces).strip()
