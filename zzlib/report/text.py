"""The text of the circular: every sentence from figures of the month, in the wording of `wording.toml`."""

import datetime as dt
from dataclasses import dataclass

from zzlib.indicators.month import Month
from zzlib.periods import following_month_day
from zzlib.report.phrases import Phrases
from zzlib.report.wording import ParagraphWording, wording

_DIGITS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Paragraph:
    """A titled paragraph."""

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
    attachment: str
    issuer: str
    date: str


def compose(month: Month) -> Circular:
    """Write the circular of a month.

    Raises:
        WordingError: `wording.toml` speaks of something that does not exist.
    """
    words, phrases, document = wording(), Phrases(month), month.settings.document
    sections = [(heading, _paragraphs(phrases, section)) for section, heading in words.sections.items()]
    filled = [(heading, paragraphs) for heading, paragraphs in sections if paragraphs]
    return Circular(
        title=document.title or phrases.phrase(words.title[document.kind or "monthly"]),
        number=document.number,
        addressee=f"{document.addressee.rstrip('：:')}：" if document.addressee else words.opening.addressee,
        opening=phrases.phrase(words.opening.with_basis if document.basis else words.opening.without_basis),
        head_note=phrases.sentence(words.head_note.clauses),
        sections=tuple(Section(f"{ordinal(n)}、{heading}", p) for n, (heading, p) in enumerate(filled, start=1)),
        attachment="" if document.naming == "none" else words.opening.attachment,
        issuer=document.issuer or month.settings.county.office,
        date=_chinese_date(document_date(month)),
    )


def sentences(month: Month, paragraph: str) -> str:
    """Give one paragraph's text by its id in `wording.toml`; empty when there is nothing to say.

    Raises:
        KeyError: no paragraph has this id.
    """
    by_id = {entry.id: entry for entry in wording().paragraph}
    return Phrases(month).sentence(by_id[paragraph].clauses)


def document_date(month: Month) -> dt.date:
    """Give the date on the circular: the settings', else the day on which the month's returns were due."""
    return month.settings.document.date or following_month_day(month.period, month.settings.returns.due_day)


def ordinal(number: int) -> str:
    """Write 1 to 19 as headings do: 一, 二, … 十九."""
    return _DIGITS[number - 1] if number <= 10 else "十" + _DIGITS[number - 11]


def _paragraphs(phrases: Phrases, section: str) -> tuple[Paragraph, ...]:
    entries = [entry for entry in wording().paragraph if entry.section == section]
    written = [(entry, phrases.sentence(entry.clauses)) for entry in entries]
    return tuple(_paragraph(n, entry, text) for n, (entry, text) in enumerate([w for w in written if w[1]], start=1))


def _paragraph(number: int, entry: ParagraphWording, text: str) -> Paragraph:
    return Paragraph(entry.id, f"（{ordinal(number)}）{entry.title}。", text)


def _chinese_date(date: dt.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"
