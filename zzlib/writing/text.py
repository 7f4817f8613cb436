"""The text of the circular: every sentence from figures of the month, in the wording of `wording.toml`."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from itertools import count

from zzlib.findings import found, judge
from zzlib.findings.openings import openings
from zzlib.findings.problem_projects import problem_projects
from zzlib.indicators.month import Month
from zzlib.indicators.once import once
from zzlib.phrasing.amounts import PrintedScale, closing, reprinted
from zzlib.phrasing.lists import ordinal
from zzlib.phrasing.marks import Reference, Said, said, split
from zzlib.phrasing.month_words import document_date, document_kind
from zzlib.phrasing.phrases import Phrases
from zzlib.writing import DraftLine, Writing
from zzlib.writing.draft import SECTIONS
from zzlib.writing.sections import (
    NOTES,
    OPENINGS,
    PROBLEMS,
    WrittenParagraph,
    named_as_drafted,
    renderer_of,
    whole_draft,
    written_sections,
)
from zzlib.writing.sent_lists import SentLists, sent_lists
from zzlib.writing.wording import Opening, ReportWording, wording
from zzlib.writing.wording_check import check_wording

_NOTHING_WRITTEN = Writing()


@dataclass(frozen=True)
class CircularSentence:
    """A sentence of the circular with its number in it, and the figures that it prints (id and scope)."""

    number: int
    text: str
    figures: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; one without a title leads in to the others of its section. `charts` are stored views after it."""

    id: str
    title: str
    sentences: tuple[CircularSentence, ...]
    charts: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The paragraph without its title."""
        return "".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True)
class CircularSection:
    """A section with the paragraphs for which there is evidence."""

    id: str
    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, kw_only=True)
class IssuedText:
    """What every circular has at its head and foot, and how its amounts are printed."""

    title: str
    addressee: str
    opening: str
    attachments: tuple[str, ...]
    issuer: str
    date: str
    amounts: PrintedScale


@dataclass(frozen=True, kw_only=True)
class Circular(IssuedText):
    """The circular as text; writers only lay it out. Empty parts are left out; `|` marks where a long title breaks.

    `problems` are the ids of the problems that it tells: their projects go with it as a list. `notes` are what is said of
    the data, under the first attachment; where there is none, the first section ends with them. `with_openings` and
    `with_problems` tell that the programmes which can be applied for, and these projects, are an attachment; of one or two the text says them.
    """

    number: str
    head_note: str
    sections: tuple[CircularSection, ...]
    notes: tuple[CircularSentence, ...]
    with_openings: bool
    with_problems: bool
    problems: frozenset[str]

    def sentences(self) -> tuple[CircularSentence, ...]:
        """Give all numbered sentences in order, those of the notes last."""
        return (*(s for section in self.sections for p in section.paragraphs for s in p.sentences), *self.notes)


def compose(month: Month, templates: Traversable | None = None, writing: Writing | None = None) -> Circular:
    """Write the circular of a month.

    `templates` is the county's folder of templates, with its own wording; `writing` what the writer keeps: without a
    draft the sections of problems and next steps say what is found, in the catalogue's words. What is asked for again
    with the same `writing` is given again.

    Raises:
        WordingError: the wording can't be used, or speaks of something that does not exist.
    """
    return _composed(month, templates, writing or _NOTHING_WRITTEN)


@once
def _composed(month: Month, templates: Traversable | None, writing: Writing) -> Circular:
    month = named_as_drafted(month, writing)
    words, phrases, document = wording(templates), Phrases(month), month.settings.document
    if templates:
        check_wording(words, phrases)
    kind = document_kind(month)
    opening = (words.opening.with_basis if document.basis else words.opening.without_basis)[kind]
    written = written_sections(month, words, writing)
    told = _told(month, written)
    lists = _lists(month, written, words.opening, told)
    if lists.problems and (parts := written[PROBLEMS]):
        place = _last_listed(month, parts)
        parts[place] = _going_on(parts[place], words.opening.see_problems)
    if lists.paragraphs:
        ending = written[[name for name, parts in written.items() if parts and name != NOTES][-1]]
        leads = next((place for place, part in enumerate(ending) if part.title), len(ending))
        ending[leads:leads] = lists.paragraphs
    sections, amounts = _with_amounts(month, words, written)
    attachments = _attachments(month, words.opening, lists)
    notes = sections.pop(NOTES, [])
    if not attachments and notes:
        sections[next(iter(sections))] += notes
    headings = words.sections | (words.year_sections if kind == "year" else {})
    numbered = _numbered((name, phrases.phrase(headings[name]), parts) for name, parts in sections.items() if parts)
    last = sum(len(p.sentences) for section in numbered for p in section.paragraphs)
    under = (said for part in notes for said in part.sentences) if attachments else ()
    return Circular(
        title=document.title or phrases.phrase(words.title[kind]).strip("|"),
        number=document.number,
        addressee=f"{document.addressee.rstrip('：:')}：" if document.addressee else words.opening.addressee,
        opening=phrases.phrase(opening),
        head_note=phrases.sentence(words.head_note.clauses),
        sections=numbered,
        notes=tuple(CircularSentence(number, s.text, s.figures) for number, s in enumerate(under, start=last + 1)),
        attachments=attachments,
        with_openings=lists.openings,
        with_problems=lists.problems,
        problems=told,
        issuer=document.issuer or month.settings.county.office,
        date=chinese_date(document_date(month)),
        amounts=amounts,
    )


def _last_listed(month: Month, parts: list[WrittenParagraph]) -> int:
    """Give the place of the last paragraph of which projects are listed, of the last of all where what is listed is only asked for."""
    listed = [place for place, part in enumerate(parts) if len(problem_projects(month, frozenset(part.id.split("、"))))]
    return max(listed, default=len(parts) - 1)


def _going_on(part: WrittenParagraph, clause: str) -> WrittenParagraph:
    """Give a paragraph whose last sentence goes on with a clause."""
    *before, last = part.sentences
    return replace(part, sentences=(*before, said((last.marked or last.text).removesuffix("。") + clause)))


def _told(month: Month, sections: dict[str, list[WrittenParagraph]]) -> frozenset[str]:
    """Give the ids of the problems that are told, or for which something is asked: what is asked has its rows in the list."""
    bases = {name for parts in sections.values() for part in parts for name in part.id.split("、")}
    asked = (f.rule.id for f in found(judge(month)) if bases & set(f.rule.advice))
    return frozenset({name for part in sections.get("problems", ()) for name in part.id.split("、")} | set(asked))


def _with_amounts(
    month: Month, words: ReportWording, sections: dict[str, list[WrittenParagraph]]
) -> tuple[dict[str, list[WrittenParagraph]], PrintedScale]:
    """Print the amounts of all sections so that they close; where they can't, it is said once, at the end of the first."""
    amounts = closing(month, [part.sentences for parts in sections.values() for part in parts], words.amounts.steps)
    printed = {
        name: [replace(p, sentences=tuple(reprinted(s, month, amounts) for s in p.sentences)) for p in parts]
        for name, parts in sections.items()
    }
    first = next((parts for parts in printed.values() if parts), None)
    if first and not amounts.closes:
        first[-1] = replace(first[-1], sentences=(*first[-1].sentences, Said(words.amounts.note)))
    return printed, amounts


def _attachments(month: Month, titles: Opening, lists: SentLists) -> tuple[str, ...]:
    """Give the titles of what goes with the circular, as they follow: table, what is asked of whom, programmes, pictures."""
    if not month.settings.document.naming:  # a template prints the table wherever there is a note of attachments
        return ()
    listed = [
        title for title, sent in ((titles.problem_projects, lists.problems), (titles.openings, lists.openings)) if sent
    ]
    return (titles.attachment, *listed, titles.pictures)


def _lists(
    month: Month, sections: dict[str, list[WrittenParagraph]], titles: Opening, told: frozenset[str]
) -> SentLists:
    """Choose the lists that go along; that of programmes does where a unit could apply for one, advice sends it, or the writer's words name it."""
    written = [part for parts in sections.values() for part in parts]
    named = any(titles.openings in part.text for part in written)
    wanted = named or any(OPENINGS in part.attachments for part in written)
    could = bool((openings(month)["unit_id"] != "").any()) or (wanted and len(month.programmes) > 0)
    return sent_lists(month, titles, told, openings=could, named=named)


def sentences(
    month: Month, paragraph: str, templates: Traversable | None = None, writing: Writing | None = None
) -> str:
    """Give one paragraph's text by its id in `wording.toml`, in the draft's words; empty when there is nothing to say.

    Raises:
        KeyError: no paragraph has this id.
        WordingError: the wording can't be used.
    """
    by_id = {entry.id: entry for entry in wording(templates).paragraph}
    phrases, circular = Phrases(month), compose(month, templates, writing)
    own = by_id[paragraph].claim(phrases)
    told = [p.text for section in circular.sections for p in section.paragraphs if p.id == paragraph]
    if told and writing is not None:
        return told[0]
    said = split(phrases.filled(own))
    amounts = circular.amounts
    return "".join(reprinted(sentence, month, amounts).text for sentence in said)


class AsPrinted:
    """How the lines of the month's draft are printed in its circular."""

    def __init__(self, month: Month, words: ReportWording, writing: Writing, circular: Circular) -> None:
        """Take the circular composed of the draft."""
        self._month, self._amounts = month, circular.amounts
        self._renderer = renderer_of(month, words, writing)
        self._printed = {
            (section.id, name) for section in circular.sections for p in section.paragraphs for name in p.id.split("、")
        }

    def code(self, line: DraftLine, section: str) -> str:
        """Give what a line says with its references: the wording's words where it follows them."""
        return self._renderer.line(line, section).code

    def text(self, line: DraftLine, section: str) -> str:
        """Give a line as printed, `""` where it is not."""
        if line.basis and (section, line.basis) not in self._printed:
            return ""
        said = self._renderer.line(line, section).sentences
        return "".join(reprinted(sentence, self._month, self._amounts).text for sentence in said)


def shown_lines(month: Month, templates: Traversable | None, writing: Writing) -> dict[DraftLine, str]:
    """Give what each sentence of the draft is printed as in the circular, `""` where it is not printed.

    Raises:
        WordingError: the wording can't be used.
    """
    words = wording(templates)
    shown, draft = (
        AsPrinted(month, words, writing, compose(month, templates, writing)),
        whole_draft(month, words, writing),
    )
    return {
        line: shown.text(line, section)
        for section in SECTIONS
        for paragraph in draft.section(section)
        for line in paragraph.lines
        if line.kind == "sentence"
    }


def written_by_hand(month: Month, templates: Traversable | None, writing: Writing) -> tuple[str, ...]:
    """Give what a person has written of the month's circular, as printed: headings with a number, lines that no wording makes, views.

    Raises:
        WordingError: the wording can't be used.
    """
    if writing.draft is None:
        return ()
    words = wording(templates)
    renderer = renderer_of(month, words, writing)
    shown = AsPrinted(month, words, writing, compose(month, templates, writing))
    parts = [(section, part) for section in SECTIONS for part in writing.draft.section(section)]
    told = [part.title for _, part in parts if any(map(str.isdigit, part.title))]
    for section, line in ((section, line) for section, part in parts for line in part.lines):
        if line.kind == "view" or (line.kind == "sentence" and not renderer.is_worded(line, section)):
            told.append(shown.text(line, section))
    return tuple(text for text in told if text)


def chinese_date(date: dt.date) -> str:
    """Write a date as documents do, without leading zeros: 2013年6月5日."""
    return f"{date.year}年{date.month}月{date.day}日"


def _numbered(sections: Iterable[tuple[str, str, list[WrittenParagraph]]]) -> tuple[CircularSection, ...]:
    """Give sections (id, heading, paragraphs) numbered 一, their titled paragraphs （一）, and sentences numbered through the whole text from 1."""
    numbers = count(1)
    made = []
    for place, (name, heading, paragraphs) in enumerate(sections, start=1):
        places = count(1)
        own = tuple(
            Paragraph(
                paragraph.id,
                f"（{ordinal(next(places))}）{paragraph.title}。" if paragraph.title else "",
                tuple(CircularSentence(next(numbers), said.text, said.figures) for said in paragraph.sentences),
                paragraph.charts,
            )
            for paragraph in paragraphs
        )
        made.append(CircularSection(name, f"{ordinal(place)}、{heading}", own))
    return tuple(made)
