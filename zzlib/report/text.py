"""The text of the circular: every sentence from figures of the month, in the wording of `wording.toml`."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from zzlib.indicators.month import Month
from zzlib.periods import following_month_day, month_of
from zzlib.report.phrases import Phrases
from zzlib.report.wording import Wording, wording

_DIGITS: tuple[str, ...] = ("", *"一二三四五六七八九")
_KINDS_BY_MONTH = {6: "half_year", 12: "year"}


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; one without a title leads in to the others of its section."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Section:
    """A section with the paragraphs for which there is evidence."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Circular:
    """The circular as text; writers only lay it out. Empty parts are left out; `|` marks where a long title breaks."""

    title: str
    number: str
    addressee: str
    opening: str
    head_note: str
    sections: tuple[Section, ...]
    attachments: tuple[str, ...]
    issuer: str
    date: str


def compose(month: Month, templates: Path | None = None) -> Circular:
    """Write the circular of a month; `templates` is the county's folder of templates, with its own wording.

    Raises:
        WordingError: the wording can't be used, or speaks of something that does not exist.
    """
    words, phrases, document = wording(templates), Phrases(month), month.settings.document
    kind = document_kind(month)
    opening = (words.opening.with_basis if document.basis else words.opening.without_basis)[kind]
    sections = [(heading, _paragraphs(phrases, words, section)) for section, heading in words.sections.items()]
    filled = [(heading, paragraphs) for heading, paragraphs in sections if any(p.title for p in paragraphs)]
    return Circular(
        title=document.title or phrases.phrase(words.title[kind]),
        number=document.number,
        addressee=f"{document.addressee.rstrip('：:')}：" if document.addressee else words.opening.addressee,
        opening=phrases.phrase(opening),
        head_note=phrases.sentence(words.head_note.clauses),
        sections=tuple(Section(f"{ordinal(n)}、{heading}", p) for n, (heading, p) in enumerate(filled, start=1)),
        # Both attachments name every unit.
        attachments=() if document.naming == "none" else (words.opening.attachment, words.opening.pictures),
        issuer=document.issuer or month.settings.county.office,
        date=chinese_date(document_date(month)),
    )


def sentences(month: Month, paragraph: str, templates: Path | None = None) -> str:
    """Give one paragraph's text by its id in `wording.toml`; empty when there is nothing to say.

    Raises:
        KeyError: no paragraph has this id.
        WordingError: the wording can't be used.
    """
    by_id = {entry.id: entry for entry in wording(templates).paragraph}
    return Phrases(month).sentence(by_id[paragraph].clauses)


def document_kind(month: Month) -> str:
    """Give the kind of document: the settings', else by the month (half_year in June, year in December, else monthly)."""
    return month.settings.document.kind or _KINDS_BY_MONTH.get(month_of(month.period), "monthly")


def document_date(month: Month) -> dt.date:
    """Give the date on the circular: the settings', else the day on which the month's returns were due."""
    return month.settings.document.date or following_month_day(month.period, month.settings.returns.due_day)


def chinese_date(date: dt.date) -> str:
    """Write a date as documents do, without leading zeros: 2013年6月5日."""
    return f"{date.year}年{date.month}月{date.day}日"


def ordinal(number: int) -> str:
    """Write 1 to 99 as headings do: 一, 二, … 十九, 二十."""
    tens, ones = divmod(number, 10)
    return _DIGITS[tens] * (tens > 1) + "十" * (tens > 0) + _DIGITS[ones]


def _paragraphs(phrases: Phrases, words: Wording, section: str) -> tuple[Paragraph, ...]:
    """Write a section's paragraphs that have something to say, the titled ones numbered （一）, （二）, …."""
    entries = [entry for entry in words.paragraph if entry.section == section]
    written = [(entry, phrases.sentence(entry.clauses)) for entry in entries]
    leads = [Paragraph(entry.id, "", text) for entry, text in written if text and not entry.title]
    titled = [(entry, text) for entry, text in written if text and entry.title]
    numbered = [
        Paragraph(entry.id, f"（{ordinal(number)}）{entry.title}。", text)
        for number, (entry, text) in enumerate(titled, start=1)
    ]
    return tuple(leads + numbered)
