"""A circular that a person changed in Word, taken back into the draft: their words, bound again to the figures that they kept."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from zzlib.indicators.month import Month
from zzlib.periods import year_of
from zzlib.returns.cells.dates import read_period
from zzlib.writing.draft import SECTIONS, Draft
from zzlib.writing.keeping import DraftError, Writing, printed_when_saved
from zzlib.writing.returned_section import NUMBERED, ReturnedSection
from zzlib.writing.sections import whole_draft
from zzlib.writing.sent_lists import LISTED
from zzlib.writing.text import AsPrinted, Circular
from zzlib.writing.word_text import WordText, word_text
from zzlib.writing.wording import ReportWording

_MARK = re.compile(r"【待核：[^】]*】")
_HEADING = re.compile(r"([一二三四五六七八九十]+)、[^。；]{1,40}")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|年[ 　]*月[ 　]*日")
_ENDS = ("。", "！", "？", "；", "：")

_Printed = dict[str, tuple[dict[int, str], list[str]]]
"""By section: its lines as a document had them, by place, and what else was printed there."""


@dataclass(frozen=True)
class TakenBack:
    """A draft with a person's words; `changed` are (printed, theirs), `added` and `gone` sentences, `retitled` titles of paragraphs.

    `moved` are sentences that stand elsewhere in their section, `left` what no draft holds and is no longer as printed.
    """

    draft: Draft
    changed: tuple[tuple[str, str], ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    retitled: tuple[str, ...]
    moved: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def is_as_printed(self) -> bool:
        """Whether the draft says what was printed."""
        return not (self.changed or self.added or self.gone or self.retitled or self.moved)


def taken_back(
    document: Path,
    month: Month,
    words: ReportWording,
    writing: Writing,
    printed: Circular,
    earlier: Sequence[Path] = (),
) -> TakenBack:
    """Hold a changed circular against what it was when it was printed, and take over what a person wrote.

    That is what the newest draft prints now, what its sentences were printed as when it was saved, or one of `earlier`,
    circulars of the month as Word files: the one of which most stands in the document. A sentence that stands as printed
    keeps its figures and what it rests on. In a changed one a number that is still the one printed is bound to its figure
    again; any other stays as typed, and is remarked like all numbers typed by hand.

    Raises:
        DraftError: the file is no Word document, is not the month's circular, or lacks the heading of a section.
    """
    text = _read(document)
    papers = [_Parts(paper, printed) for path in earlier if (paper := _readable(path))]
    parts = _Parts(text, printed)
    if not any(parts.own.values()):
        raise DraftError(f"{document.name} 里没有找到“{printed.sections[0].heading}”这样的小节，不是本月的通报")
    _refuse_another(document.name, parts, month, printed)
    before = max(papers, key=lambda paper: len(paper.all & parts.all), default=None)
    _refuse_without_heading(document.name, parts, printed, before)
    draft, shown = whole_draft(month, words, writing), AsPrinted(month, words, writing, printed)
    trim = _trimming(words, printed)
    section = {name: ReturnedSection(name, draft.section(name), shown) for name in SECTIONS}
    known: list[_Printed] = [{name: (one.texts, []) for name, one in section.items()}]
    known.append(_when_saved(section, printed_when_saved(month.workspace.root, writing.file)))
    known += [_as_printed_in(paper, section, trim) for paper in papers]
    body = "\n".join(text.paragraphs)
    was = max(known, key=lambda one: sum(said in body for texts, _ in one.values() for said in texts.values() if said))
    taken = {
        name: ReturnedSection(name, draft.section(name), shown, *was[name]).take(trim(parts.own.get(name, [])))
        for name in SECTIONS
    }
    whole = replace(
        draft,
        state="draft",
        by="",
        on="",
        despite="",
        figures="",
        situation=taken["situation"].paragraphs,
        problems=taken["problems"].paragraphs,
        next=taken["next"].paragraphs,
    )
    was_called = {title for paper in [*papers, _Parts(None, printed)] for title in paper.titles}
    was_called |= {paragraph.title for name in SECTIONS for paragraph in draft.section(name)}
    retitled = (p.title for name in SECTIONS for p in whole.section(name) if p.title and p.title not in was_called)
    changed, added, gone, moved = (
        tuple(entry for one in taken.values() for entry in getattr(one, name))
        for name in ("changed", "added", "gone", "moved")
    )
    left = tuple(_left(parts, printed, before))
    return TakenBack(whole, changed, added, gone, tuple(retitled), moved, left)


class _Parts:
    """The paragraphs of a document: by section, and those around them; without a document, of the circular as it is printed now."""

    def __init__(self, text: WordText | None, printed: Circular) -> None:
        self.texts = [_MARK.sub("", one).strip() for one in text.paragraphs] if text else list(_printed_texts(printed))
        self.rows = list(text.rows) if text else []
        self.all = {*self.texts, *self.rows}
        self.renamed: list[str] = []
        starts = self._starts(printed)
        ends = sorted([*starts.values(), self._foot(max(starts.values(), default=0), printed)])
        self.own = {name: self.texts[at + 1 : min(e for e in ends if e > at)] for name, at in starts.items()}
        first = min(starts.values(), default=len(self.texts))
        self.head, self.outside = self.texts[:first], [*self.texts[:first], *self.texts[ends[-1] :], *self.rows]

    @property
    def titles(self) -> list[str]:
        """What the paragraphs of the sections are called."""
        return [found[1] for texts in self.own.values() for text in texts if (found := NUMBERED.match(text))]

    def _starts(self, printed: Circular) -> dict[str, int]:
        """Give where each section's heading stands: by its words, else, where they were changed, by its number."""
        called = {section.heading.partition("、")[2]: section.id for section in printed.sections}
        starts: dict[str, int] = {}
        for at, text in enumerate(self.texts):
            if name := called.get(text.partition("、")[2]):
                starts.setdefault(name, at)
        for section in printed.sections:
            number = section.heading.partition("、")[0]
            for at, text in enumerate(self.texts):
                heading = _HEADING.fullmatch(text)
                if section.id not in starts and at not in starts.values() and heading and heading[1] == number:
                    starts[section.id] = at
                    self.renamed.append(text)
        return starts

    def _foot(self, start: int, printed: Circular) -> int:
        """Give where the sections end: at the note of attachments, at who issues the circular, or at its date."""
        for at in range(start + 1, len(self.texts)):
            text = self.texts[at]
            if text.startswith("附件") or text in (printed.issuer, printed.date):
                return at
            if _DATE.fullmatch(text):  # above it stands who issues the circular, whatever it is called now
                return at - (at > start + 1 and not self.texts[at - 1].endswith(_ENDS))
        return len(self.texts)


def _printed_texts(printed: Circular) -> Iterator[str]:
    yield from (printed.title.replace("|", ""), printed.addressee, printed.opening, printed.head_note)
    for section in printed.sections:
        yield from (section.heading, *(paragraph.title + paragraph.text for paragraph in section.paragraphs))
    yield from (printed.issuer, printed.date)


def _read(document: Path) -> WordText:
    try:
        return word_text(document)
    except Exception as error:  # a file of any kind may be given
        raise DraftError(f"{document.name} 打不开，要 Word 的 .docx 文件（.doc、.wps 请另存为 .docx）") from error


def _readable(document: Path) -> WordText | None:
    try:
        return _read(document)
    except DraftError:
        return None


def _refuse_another(name: str, parts: _Parts, month: Month, printed: Circular) -> None:
    """Refuse the circular of another month or county: none of its figures would be found again.

    Raises:
        DraftError: its head speaks of another month alone, or it names neither the county nor who issues the circular.
    """
    year = year_of(month.period)
    said, ours = (
        {read_period(text, year) for text in head} - {None} for head in (parts.head, _Parts(None, printed).head)
    )
    if said and ours and not said & ours:
        raise DraftError(
            f"{name} 写的是 {'、'.join(sorted(map(str, said)))}，不是 {month.period} 的通报；请写对月份，或换本月的文件"
        )
    marks = [mark for mark in (month.settings.county.name, printed.issuer) if mark]
    shown = "".join(_printed_texts(printed))
    if any(mark in shown for mark in marks) and not any(mark in "".join(parts.outside) for mark in marks):
        raise DraftError(f"{name} 里没有{'、'.join(f'“{mark}”' for mark in marks)}，像是别的县的通报；没有收")


def _refuse_without_heading(name: str, parts: _Parts, printed: Circular, before: _Parts | None) -> None:
    """Refuse a document in which a section can't be told from the one above it.

    Raises:
        DraftError: a section's heading is there no more.
    """
    for section in printed.sections:
        if section.id not in parts.own and (before is None or section.id in before.own):
            raise DraftError(
                f"{name} 里没有小节标题“{section.heading}”，分不出哪些话在这一节；请把这一行补回来再收，整节不要的收进来以后在稿子里删"
            )


def _trimming(words: ReportWording, printed: Circular) -> Callable[[Sequence[str]], list[str]]:
    """Give what takes away what stands at the ends of sections where amounts or a list need it, and is nobody's sentence."""
    note, see = words.amounts.note, words.opening.see_problems
    lists = {p.text for section in printed.sections for p in section.paragraphs if p.id == LISTED}

    def trimmed(texts: Sequence[str]) -> list[str]:
        return [
            text.removesuffix(see) + "。" if text.endswith(see) else text.removesuffix(note)
            for text in texts
            if text not in lists
        ]

    return trimmed


def _when_saved(sections: Mapping[str, ReturnedSection], saved: Mapping[int, str]) -> _Printed:
    """Give the lines as the draft's file says that they were printed; a line of which it says nothing, as it is now."""
    return {
        name: ({n: saved.get(one.lines[n].number, now) for n, now in one.texts.items()}, [])
        for name, one in sections.items()
    }


def _as_printed_in(
    paper: _Parts, sections: Mapping[str, ReturnedSection], trim: Callable[[Sequence[str]], list[str]]
) -> _Printed:
    """Give the lines as they stand in a circular that was printed earlier."""
    found: _Printed = {}
    for name, one in sections.items():
        then = one.again().take(trim(paper.own.get(name, [])))
        found[name] = {n: then.theirs.get(n, "") for n in one.texts}, then.added
    return found


def _left(parts: _Parts, printed: Circular, before: _Parts | None) -> Iterator[str]:
    """Give what was changed outside the draft's sections: headings, head, foot, tables, sections of the county's own wording."""
    yield from parts.renamed
    earlier = [before] if before else []
    for section in printed.sections:
        if section.id not in SECTIONS:
            known = {p.title + p.text for p in section.paragraphs}.union(
                *(one.own.get(section.id, ()) for one in earlier)
            )
            yield from (text for text in parts.own[section.id] if text not in known)
    for one in earlier:
        for kind, a, b, c, d in SequenceMatcher(None, one.outside, parts.outside, autojunk=False).get_opcodes():
            if kind == "delete":
                yield from (f"（删去）{text}" for text in one.outside[a:b])
            elif kind != "equal":
                yield from parts.outside[c:d]
