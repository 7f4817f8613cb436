"""一页通: the month on one page for the county's leader, as a Word document and as a picture for the telephone."""

import io
import math
from collections.abc import Sequence
from datetime import datetime, time
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pandas as pd
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from zzlib.findings.problem_projects import problem_projects
from zzlib.indicators.month import HEAD_FIGURES, Figures, Month
from zzlib.periods import last_day
from zzlib.phrasing.amounts import PrintedScale, figures_alone, reprinted
from zzlib.phrasing.marks import said
from zzlib.phrasing.month_words import document_date
from zzlib.phrasing.phrases import Phrases
from zzlib.report import layout
from zzlib.writing import Writing
from zzlib.writing.text import chinese_date, compose
from zzlib.writing.wording import wording

_TEXT_WIDTH, _LEAST_PICTURE, _MOST_PICTURE = 156, 45, 90
"""Millimetres: the width of the text; the least height of the picture, and the most."""
_ROOM, _LINE = 174, 10.3
"""Millimetres that a page has for picture and sentences, and of a line."""
_LETTERS, _NUMBERED = 27, 5
"""Characters of a line that surely fit, and what a paragraph's indent and number take."""
_ASKS, _MOST_NAMED = "contact_wanted", 3
"""The problem of projects that ask for a leader, and how many of them are named."""

_SIZES = (15, 11, 9)
_CELL_MARGINS = 17
"""Points of a cell's width that are not for text: its margins, and the space set between Chinese characters and digits."""


def write_one_page(
    month: Month,
    docx_path: Path,
    png_path: Path,
    templates: Traversable | None = None,
    writing: Writing | None = None,
) -> None:
    """Write the page as .docx (A4) and as .png (1080 pixels wide); the same month gives the same bytes.

    Its amounts are printed as the circular of the same `writing` prints them.

    Raises:
        WordingError: the county's wording can't be used.
    """
    words, phrases = wording(templates).one_page, Phrases(month)
    title = phrases.phrase(words.title)
    amounts = compose(month, templates, writing).amounts
    printed = (reprinted(said(phrases.marked(clauses)), month, amounts).text for clauses in words.sentences)
    sentences = [text for text in (*printed, _asked_of_the_leader(month, amounts)) if text]
    write_page(month, docx_path, png_path, title, sentences, figures_alone(month.figures, HEAD_FIGURES, amounts))


def write_page(
    month: Month, docx_path: Path, png_path: Path, title: str, sentences: Sequence[str], head: Figures
) -> None:
    """Write a page of head figures as they shall be printed, the way to the target, and sentences, as .docx and .png."""
    issuer = month.settings.document.issuer or month.settings.county.office
    note = f"{issuer}　数据截至{chinese_date(last_day(month.period))}".strip()
    from zzlib import charts  # slow to load: the other documents need no chart that is kept
    from zzlib.charts.one_page import one_page_png

    png_path.write_bytes(one_page_png(charts.one_page(month, title, sentences, note, head)))
    document = _document(month, title, sentences, note, head)
    layout.save(document, docx_path, title, issuer, datetime.combine(document_date(month), time()))


def _asked_of_the_leader(month: Month, amounts: PrintedScale) -> str:
    """Say which projects ask the county's leaders to go along, those with the most money by name; `""` if none does."""
    asking = problem_projects(month, frozenset({_ASKS})).sort_values("amount_fen", ascending=False, kind="stable")
    if asking.empty:
        return ""
    named = [
        f"{row['project']}（{row['unit']}{'' if pd.isna(row['amount_fen']) else '，' + amounts.texts([int(row['amount_fen'])])[0]}）"
        for row in asking.head(_MOST_NAMED).to_dict("records")
    ]
    others = "金额最大的是" if len(asking) > len(named) else ""
    return f"请县领导带队对接的项目{month.figures.text('projects_stating_contact')}个，{others}{'、'.join(named)}。"


def _document(month: Month, title: str, sentences: Sequence[str], note: str, head: Figures) -> Any:
    document = layout.new_document()
    heading = layout.add_paragraph(document, title, layout.TITLE, layout.SIZE_TITLE, indent=0)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.space_after = Pt(12)
    _figures(document, head)
    picture = layout.single_spaced(document.add_paragraph())
    picture.paragraph_format.space_before = picture.paragraph_format.space_after = Pt(8)
    picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
    from zzlib import charts

    chart = charts.path_to_target(month, _picture_height(sentences) / 25.4)
    picture.add_run().add_picture(io.BytesIO(chart.png()), width=Mm(_TEXT_WIDTH))
    layout.describe_pictures(picture, [chart.alt])
    for number, sentence in enumerate(sentences, start=1):
        layout.add_paragraph(document, f"{number}. {sentence}")
    last = layout.add_paragraph(document, note, size=layout.SIZE_TABLE, indent=0)
    last.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return document


def _picture_height(sentences: Sequence[str]) -> float:
    """Give the millimetres of a picture as wide as the text that leave room for the sentences on the page."""
    lines = sum(math.ceil((len(sentence) + _NUMBERED) / _LETTERS) for sentence in sentences)
    return min(_MOST_PICTURE, max(_LEAST_PICTURE, _ROOM - lines * _LINE))


def _figures(document: Any, head: Figures) -> None:
    """Set the head figures that can be said in a row: the figure large, its name under it."""
    figures = [figure for figure in head if figure.value is not None]
    table = document.add_table(rows=2, cols=len(figures), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    printed = [figure.text + ("个" if figure.unit == "count" else "") for figure in figures]
    size = _size_in_cells(printed)
    for position, (figure, number) in enumerate(zip(figures, printed, strict=True)):
        texts = ((number, layout.HEADING, size), (figure.label, layout.BODY, layout.SIZE_TABLE))
        for row, (text, font, points) in enumerate(texts):
            cell = table.cell(row, position)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            cell.width = Mm(_TEXT_WIDTH / len(figures))
            paragraph = layout.single_spaced(cell.paragraphs[0])
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            layout.add_run(paragraph, text, font, points)


def _size_in_cells(texts: list[str]) -> Pt:
    """Give the largest size at which each text stays on one line of its cell; a digit takes about 0.6 of a character."""
    room = Mm(_TEXT_WIDTH / len(HEAD_FIGURES)).pt - _CELL_MARGINS
    widest = max(sum(0.6 if character.isascii() else 1 for character in text) for text in texts)
    return Pt(next((size for size in _SIZES if widest * size <= room), _SIZES[-1]))
