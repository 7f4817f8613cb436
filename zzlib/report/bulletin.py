"""The circular as a Word document: head, text, signature, and the table of units as its attachment."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Pt

from zzlib.indicators.month import Month
from zzlib.report import layout
from zzlib.report.attachment import add_attachment
from zzlib.report.text import Circular, compose, document_date

_LINE_POINTS = 400
"""What surely fits into a line of 156 mm, whatever font stands for the named one."""


def write_bulletin(month: Month, path: Path) -> None:
    """Write the circular as .docx; the same month gives the same bytes.

    Raises:
        WordingError: the wording can't be used.
    """
    circular = compose(month)
    document = layout.new_document()
    _head(document, circular, month.settings.document.red_head)
    for section in circular.sections:
        layout.add_paragraph(document, section.heading, layout.HEADING).paragraph_format.keep_with_next = True
        for paragraph in section.paragraphs:
            line = layout.add_paragraph(document, paragraph.title, layout.SUBHEADING)
            layout.add_run(line, paragraph.text)
    _signature(document, circular)
    if circular.attachment:
        add_attachment(document, circular.attachment, month)
    date = datetime.combine(document_date(month), time())
    layout.save(document, path, circular.title, circular.issuer, date)


def _head(document: Any, circular: Circular, red_head: bool) -> None:
    if red_head and circular.issuer:
        mark = document.add_paragraph()
        mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
        mark.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        size = Pt(min(36, _LINE_POINTS // len(circular.issuer)))
        layout.add_run(mark, circular.issuer, layout.TITLE, size).font.color.rgb = layout.RED
    number = document.add_paragraph()
    if circular.number:
        layout.add_run(number, circular.number)
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if red_head:
        layout.red_line(number)
        document.add_paragraph()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(33)
    layout.add_run(title, _broken_title(circular.title), layout.TITLE, layout.SIZE_TITLE)
    document.add_paragraph()
    layout.add_paragraph(document, circular.addressee, indent=0)
    layout.add_paragraph(document, circular.opening)
    if circular.head_note:
        layout.add_paragraph(document, circular.head_note, layout.SUBHEADING)


def _broken_title(title: str) -> str:
    """Break a title that needs two lines where its wording says (`|`)."""
    width = len(title) - sum(character.isdigit() for character in title) / 2
    return title.replace("|", "\n" if width * layout.SIZE_TITLE.pt > _LINE_POINTS else "")


def _signature(document: Any, circular: Circular) -> None:
    """Set issuer and date two characters from the right, the shorter centred over or under the longer."""
    if circular.attachment:
        document.add_paragraph()
        layout.add_paragraph(document, f"附件：{circular.attachment}")
    document.add_paragraph()
    document.add_paragraph()
    date_width = len(circular.date) - sum(character.isdigit() for character in circular.date) / 2
    difference = len(circular.issuer) - date_width
    if circular.issuer:
        layout.right_indent(layout.add_paragraph(document, circular.issuer, indent=0), 2 + max(0, -difference / 2))
    layout.right_indent(layout.add_paragraph(document, circular.date, indent=0), 2 + max(0, difference / 2))
