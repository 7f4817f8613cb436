"""Read the text of a Word document (.docx): paragraphs and table rows become the rows of one sheet."""

from zzlib.returns.canvas import Canvas, count
from zzlib.returns.markup import Attributes, parse_xml
from zzlib.returns.rowwords import only_says_nothing

_UNSEEN = frozenset(("txbxContent", "Fallback", "instrText"))


def read_document(xml: bytes) -> Canvas | None:
    """Read `word/document.xml`; `None` if it has no table and is no message that there is nothing to report.

    Raises:
        UnusableFileError: it is out of bounds or damaged.
    """
    document = _Document()
    parse_xml(xml, document)
    return document.canvas if document.has_table or only_says_nothing(document.paragraphs) else None


class _Document:
    """Tables inside a cell are text of that cell."""

    def __init__(self) -> None:
        self.canvas = Canvas()
        self.has_table = False
        self.paragraphs: list[str] = []
        self._row = -1
        self._column = 0
        self._cells_open = self._unseen = 0
        self._across, self._merge = 1, ""
        self._open: dict[int, tuple[tuple[int, int], int]] = {}
        """Cells that reach down so far, by their column: where they start, and how wide they are."""
        self._said: list[str] = []
        self._left: list[str] = []
        self._in_text = self._struck = False

    def start(self, name: str, attributes: Attributes) -> None:
        value = attributes.get("val")
        self._in_text = name == "t" and not self._unseen
        if name in _UNSEEN:
            self._unseen += 1
        elif name == "r":
            self._struck = False
        elif name in ("strike", "dstrike"):
            self._struck = value not in ("0", "false")
        elif name == "tc":
            self._cells_open += 1
            if self._cells_open == 1:
                self._said, self._left, self._across, self._merge = [], [], 1, ""
        elif name in ("br", "cr", "tab") and not self._unseen:
            self._hear("\t" if name == "tab" else "\n")
        elif self._cells_open < 2:
            self._start_in_table(name, value)

    def _start_in_table(self, name: str, value: str | None) -> None:
        if name == "tbl":
            self.has_table, self._open = True, {}
        elif name == "tr":
            self._row, self._column = self._row + 1, 0
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
        if name in _UNSEEN:
            self._unseen -= 1
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
        self._said.append(text)
        if not self._struck:
            self._left.append(text)

    def _end_paragraph(self) -> None:
        self._struck = False
        if self._cells_open:
            self._hear("\n")
            return
        said, self._said, self._left = "".join(self._said).strip(), [], []
        if said:
            self._row += 1
            self.canvas.put(self._row, 0, said)
            self.paragraphs.append(said)

    def _end_cell(self) -> None:
        said, left = "".join(self._said).strip(), "".join(self._left)
        self._said, self._left = [], []
        place = (self._row, self._column)
        above = self._open.get(self._column) if self._merge == "continue" else None
        if above and above[1] == self._across and not said:
            self.canvas.extend(above[0], self._row, self._across)
        else:
            self.canvas.put(*place, said, self._across)
            self.canvas.draw(*place, said, left)
            self._open.pop(self._column, None)
            if self._merge:
                self._open[self._column] = (place, self._across)
        self._column += self._across
