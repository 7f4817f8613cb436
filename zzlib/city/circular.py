"""The city's circular: its own outline, in which counties stand where a county's has units, laid out as an official document."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Mm

from zzlib.city.month import CityMonth
from zzlib.city.tables import RANKING, ranking_rows
from zzlib.data import DataModel, package_toml
from zzlib.phrasing.month_words import document_date
from zzlib.phrasing.phrases import Phrases
from zzlib.report import layout
from zzlib.report.title import broken_title
from zzlib.writing.wording import ParagraphWording, wording

_NUMERALS = "一二三四五六七八九十"


class CityWording(DataModel):
    """The words of a city's circular: see the head of `wording.toml`; `sections` are headings in order."""

    title: str
    addressee: str
    opening: str
    attachment: str
    sections: dict[str, str]
    paragraph: tuple[ParagraphWording, ...]


@dataclass(frozen=True)
class CityCircular:
    """The circular as it is printed: `sections` are headings with their paragraphs, `note` stands under the table."""

    title: str
    addressee: str
    opening: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    attachment: str
    note: str
    issuer: str
    date: str


@cache
def city_wording() -> CityWording:
    """Give the package's wording of a city's circular."""
    return CityWording.model_validate(package_toml(__package__, "wording.toml"))


def city_circular(city: CityMonth) -> CityCircular:
    """Compose the circular; a section of which nothing can be said is left out."""
    words, month, phrases = city_wording(), city.month, Phrases(city.month, "wording.toml")
    sections: list[tuple[str, tuple[str, ...]]] = []
    for section, heading in words.sections.items():
        told = [paragraph for paragraph in words.paragraph if paragraph.section == section]
        if paragraphs := list(filter(None, (_told(paragraph, phrases) for paragraph in told))):
            sections.append((f"{_NUMERALS[len(sections)]}、{heading}", _numbered(paragraphs)))
    day = document_date(month)
    return CityCircular(
        title=phrases.phrase(words.title),
        addressee=words.addressee,
        opening=phrases.phrase(words.opening),
        sections=tuple(sections),
        attachment=words.attachment,
        note=_note(city),
        issuer=month.settings.document.issuer or month.settings.county.office,
        date=f"{day.year}年{day.month}月{day.day}日",
    )


def _told(paragraph: ParagraphWording, phrases: Phrases) -> tuple[str, str] | None:
    text = phrases.sentence(paragraph.clauses) if phrases.hold(paragraph.when) else ""
    return (paragraph.titled(phrases), text) if text else None


def _numbered(paragraphs: list[tuple[str, str]]) -> tuple[str, ...]:
    """Put numbers before the paragraphs that have a title."""
    titled = [title for title, _ in paragraphs if title]
    return tuple(f"（{_NUMERALS[titled.index(title)]}）{title}{text}" if title else text for title, text in paragraphs)


def _note(city: CityMonth) -> str:
    """Say under the table whose month is not there, and what counties do otherwise."""
    said = [f"{part.county.name}没有本期数据，不排位、不按零计" for part in city.lacking]
    issued = [part.county.name for part in city.parts if part.version]
    said += [f"{'、'.join(issued)}按其印发的版本"] if issued else []
    said += [
        f"{'、'.join(rows['county'])}的{label}与市里不同"
        for label, rows in city.differences.groupby("label", sort=False)
    ]
    return f"注：{'；'.join(said)}。" if said else ""


def write_city_circular(city: CityMonth, path: Path) -> None:
    """Write the circular as .docx; the same month gives the same bytes."""
    circular = city_circular(city)
    document = layout.new_document()
    document.add_paragraph(broken_title(circular.title, wording().title_breaks), style=layout.TITLE_STYLE)
    document.add_paragraph()
    layout.add_paragraph(document, circular.addressee, indent=0)
    document.add_paragraph(circular.opening, style=layout.TEXT_STYLE)
    for heading, paragraphs in circular.sections:
        document.add_paragraph(heading, style=layout.HEADING_STYLE)
        for text in paragraphs:
            document.add_paragraph(text, style=layout.TEXT_STYLE)
    document.add_paragraph()
    document.add_paragraph(f"附件：{circular.attachment}", style=layout.TEXT_STYLE)
    document.add_paragraph()
    for text in filter(None, (circular.issuer, circular.date)):
        signed = layout.add_paragraph(document, text, indent=0)
        layout.right_indent(signed, 2)
        signed.paragraph_format.keep_together = True
    _attachment(document, city, circular)
    when = datetime.combine(document_date(city.month), time())
    layout.save(document, path, circular.title.replace("|", ""), circular.issuer, when)


def _attachment(document: Any, city: CityMonth, circular: CityCircular) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    layout.add_paragraph(document, "附件", layout.HEADING, indent=0)
    title = layout.add_paragraph(document, circular.attachment, layout.TITLE, layout.SIZE_BODY, indent=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    unit = layout.add_paragraph(document, "单位：万元、个", size=layout.SIZE_TABLE, indent=0)
    unit.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table = document.add_table(rows=0, cols=len(RANKING), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _row(table, [heading for heading, _ in RANKING], layout.HEADING)
    for row in ranking_rows(city):
        _row(table, row, layout.BODY)
    if circular.note:
        layout.single_spaced(layout.add_paragraph(document, circular.note, size=layout.SIZE_TABLE, indent=0))
    layout.keep_last_rows(table)


def _row(table: Any, texts: list[str], font: str) -> None:
    """Add a row that stays on one page; numbers stand at the right."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for number, (cell, text, (_, width)) in enumerate(zip(row.cells, texts, RANKING, strict=True)):
        cell.width = Mm(width)
        paragraph = layout.single_spaced(cell.paragraphs[0])
        centred = font == layout.HEADING or number in (0, 1, len(RANKING) - 1)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
        layout.add_run(paragraph, text, font, layout.SIZE_TABLE)
