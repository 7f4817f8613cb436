"""What a person reads in a rendered document, as lines: prose by the sentence, tables by the cell; and the numbers in them."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
import openpyxl
from docx import Document
from matplotlib.figure import Figure as Picture

_LISTED = re.compile(r"^(?:(?:附件|注)：)?\d+\.(?=\D)")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_NOT_FIGURES = re.compile(
    r"\d{4}年(?:\d{1,2}(?:—\d{1,2})?月)?(?:\d{1,2}日)?|\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?(?:T[\d:]+)?"
    r"|^\s*\d+(?:\.\s|\s{2})|\d{1,2}(?:—\d{1,2})?月(?:\d{1,2}日)?|\d{1,2}:\d\d(?::\d\d)?|第\d+|\b[A-Z]{1,3}\d+\b|\bs\d{4}-\d+|〔\d+〕\d+号"
)
"""Dates, ordinals and numbers of lines, addresses of cells, numbers of documents."""
_SETTINGS = re.compile(
    r"(?:满|最近)\d+个月|超过[\d.]+%(?=$)|不足\d+个(?=$)|(?:不少于|少于|高于|不高于|低于|不低于)[\d.]+%?(?=[；，。]|$)|[\d.]+\s?%\s?以上|不足\s?[\d.]+\s?%|[\d.]+[万亿]元以上|目标的\d+%"
)
"""Words of thresholds: the number is the county's setting."""
ANY = "*"
"""Among a row's words: the names beside a number can't be told (in a picture)."""
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.\-])[-−+]?(?P<digits>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<unit>亿元|万元|元|%|个百分点|亩))?"
)
_SCALES = {"亿元": 10**8, "万元": 10**4, "元": 1}


@dataclass(frozen=True)
class Line:
    """A sentence or a cell: the document, where in it (a heading and column of a table, `""` for prose), the row's words, the text."""

    room: str
    place: str
    row: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Number:
    """A number as printed, without its sign: `half` is half of its last digit, 0 where a cell holds it exactly."""

    value: float
    unit: str
    half: float

    def may_be(self) -> Iterator[tuple[str, float, float]]:
        """Give what it may be: the base unit of a figure (yuan, count, ratio, mu), and the least and the largest value."""
        if self.unit in _SCALES:
            yield self._within("yuan", _SCALES[self.unit], self.half)
        elif self.unit in ("%", "个百分点"):
            yield self._within("ratio", 0.01, self.half)
        elif self.unit == "亩":
            yield self._within("mu", 1, self.half)
        else:
            fine = min(self.half, 0.005)  # where no unit stands, 4200 and 4200.5 are of amounts with two digits
            yield self._within("count", 1, 0)
            yield self._within("mu", 1, fine)
            yield self._within("yuan", 1, fine)
            yield self._within("yuan", 10**4, fine)
            if self.half <= 0.05:
                yield self._within("ratio", 1, self.half)
                yield self._within("ratio", 0.01, self.half)

    def _within(self, unit: str, scale: float, half: float) -> tuple[str, float, float]:
        value, room = self.value * scale, half * scale + abs(self.value * scale) * 1e-9
        return unit, value - room, value + room


def numbers(text: str) -> list[Number]:
    """Give the numbers of a text that may be figures."""
    found = []
    for match in _NUMBER.finditer(without_dates(text)):
        digits = match["digits"].replace(",", "")
        places = len(digits.partition(".")[2])
        found.append(Number(float(digits), match["unit"] or "", 0.5 * 10**-places))
    return found


def without_dates(text: str) -> str:
    return _SETTINGS.sub("〇", _NOT_FIGURES.sub("〇", text))


def masked(text: str) -> str:
    """Give a text with its numbers, and whether they grew or fell, taken out."""
    return re.sub(r"增长|下降|至少|至多|约|超额|[≥≤]", "", _NUMBER.sub("#", without_dates(text)))


def read(path: Path, room: str) -> Iterator[Line]:
    """Read a file that a run writes; pictures have no lines."""
    reader = {".docx": _docx, ".xlsx": _xlsx, ".html": _page, ".csv": _csv, ".txt": _text}.get(path.suffix)
    return reader(path, room) if reader else iter(())


def prose(room: str, text: str, row: tuple[str, ...] = ()) -> Iterator[Line]:
    """Read a text by the sentence, without the number that it bears in a list; `row` are words that stand beside each."""
    for sentence in _SENTENCE.findall(text):
        if words := _LISTED.sub("", sentence.strip()):
            yield Line(room, "", row, words)


def table(room: str, name: str, header: list[str], rows: list[list[str]]) -> Iterator[Line]:
    for row in rows:
        words = tuple(text for text in row if text and not _NUMBER.fullmatch(text.strip()))
        for number, (heading, text) in enumerate(zip(header, row, strict=False)):
            for sentence in _SENTENCE.findall(text):
                yield Line(room, f"{name}›{number} {heading}", words, sentence)


def html(room: str, text: str) -> Iterator[Line]:
    """Read a page or what a cell of a notebook shows."""
    if not text.strip():
        return
    tree = lxml.html.fromstring(f"<div>{text}</div>")
    for number, element in enumerate(tree.iter("table")):
        rows = [[" ".join(cell.text_content().split()) for cell in row.iter("td", "th")] for row in element.iter("tr")]
        yield from table(
            room, f"表{number if room.startswith('view') else ''}{rows[0][0] if rows else ''}", rows[0], rows[1:]
        )
    for element in [
        *tree.iter("table"),
        *tree.iter("style"),
        *tree.iter("script"),
        *tree.iter("sup"),
        *tree.iter("code"),
    ]:
        element.drop_tree()
    for element in tree.iter("p", "h1", "h2", "h3", "li"):
        yield from prose(room, element.text_content())


def shown(room: str, value: Any) -> Iterator[Line]:
    """Read what a cell of a notebook shows: a table, prose, a picture's words."""
    if isinstance(value, Picture):
        titles = [axes.get_title(loc="left") for axes in value.axes]
        texts = [text for axes in value.axes for text in axes.texts]
        texts += [text for axes in value.axes if axes.get_legend() for text in axes.get_legend().get_texts()]
        for text in [*titles, *(text.get_text() for text in (*value.texts, *texts))]:
            yield Line(f"图 {masked(titles[0])}", "", (ANY,), text)
    elif hasattr(value, "_repr_html_"):
        yield from html(room, value._repr_html_())
    elif value is not None:
        yield from prose(room, repr(value))


def json_lines(room: str, value: Any, path: str = "", row: tuple[str, ...] = ()) -> Iterator[Line]:
    """Read what a command gives a program."""
    if isinstance(value, dict):
        row = (*(text for text in value.values() if isinstance(text, str) and not _NUMBER.search(text)), *row)
        for key, inner in value.items():
            yield from json_lines(room, inner, f"{path}.{key}", row)
    elif isinstance(value, list):
        for inner in value:
            yield from json_lines(room, inner, f"{path}[]", row)
    elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
        yield from (Line(room, path, row, sentence) for sentence in _SENTENCE.findall(str(value)))


def _docx(path: Path, room: str) -> Iterator[Line]:
    document = Document(str(path))
    for paragraph in document.paragraphs:
        yield from prose(room, paragraph.text)
    for number, found in enumerate(document.tables):
        rows = [[cell.text for cell in row.cells] for row in found.rows]
        yield from table(room, f"表{number}", [masked(text) for text in rows[0]], rows[1:])
        yield from table(room, f"表{number}首行", [""] * len(rows[0]), rows[:1])


def _xlsx(path: Path, room: str) -> Iterator[Line]:
    for sheet in openpyxl.load_workbook(path, data_only=True, read_only=True).worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        head = next(number for number, row in enumerate(rows) if sum(cell is not None for cell in row) > 2)
        for row in rows[:head]:
            yield from (Line(room, sheet.title, (), str(cell)) for cell in row if cell is not None)
        header = [str(cell) for cell in rows[head]]
        for row in rows[head + 1 :]:
            words = tuple(cell for cell in row if isinstance(cell, str) and cell and not _NUMBER.fullmatch(cell))
            for heading, cell in zip(header, row, strict=True):
                if cell not in (None, ""):
                    yield Line(room, f"{sheet.title}›{heading}", words, cell if isinstance(cell, str) else exact(cell))


def exact(value: float) -> str:
    """Write a number that a cell holds to more digits than are printed, so that it is compared exactly."""
    return f"{value:.10f}"


def _csv(path: Path, room: str) -> Iterator[Line]:
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    yield from table(room, "", header, rows)


def _page(path: Path, room: str) -> Iterator[Line]:
    return html(room, path.read_text(encoding="utf-8"))


def _text(path: Path, room: str) -> Iterator[Line]:
    return prose(room, path.read_text(encoding="utf-8-sig"))
