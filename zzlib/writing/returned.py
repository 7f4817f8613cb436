"""A circular that a person changed in Word, taken back into the draft: their words, bound again to the figures that they kept."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from docx import Document

from zzlib.indicators.month import Month
from zzlib.writing.draft import SECTIONS, Draft, DraftLine, DraftParagraph
from zzlib.writing.keeping import DraftError, Writing
from zzlib.writing.rendering import Renderer
from zzlib.writing.sections import first_draft, renderer_of
from zzlib.writing.text import Circular, CircularSection
from zzlib.writing.wording import ReportWording

_NUMBERED = re.compile(r"（[一二三四五六七八九十]+）([^。]*)。")
_MARK = re.compile(r"【待核：[^】]*】")
_REFERENCE = re.compile(r"\{[^{}]*\}")
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")
_ALIKE = 0.5
"""So much of a sentence must be as it was printed, for it to be that sentence in other words (`difflib`)."""


@dataclass(frozen=True)
class TakenBack:
    """A draft with a person's words; `changed` are (printed, theirs), `added` and `gone` sentences.

    `left` are paragraphs of the document that no draft holds, and that are no longer as printed.
    """

    draft: Draft
    changed: tuple[tuple[str, str], ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    left: tuple[str, ...]


def taken_back(document: Path, month: Month, words: ReportWording, writing: Writing, printed: Circular) -> TakenBack:
    """Hold a changed circular against what the newest draft prints now, and take over what a person wrote.

    A sentence that stands as printed keeps its figures and what it rests on. In a changed one a number that is still the
    one printed is bound to its figure again; any other stays as typed, and is remarked like all numbers typed by hand.

    Raises:
        DraftError: the file is no Word document, or none of the circular's sections is in it.
    """
    texts = _texts(document)
    draft = writing.draft or first_draft(month, words)
    renderer = renderer_of(month, words, writing)
    parts = {section.id: _part(texts, section, printed) for section in printed.sections}
    if not any(parts.values()):
        raise DraftError(f"{document.name} 里没有找到“{printed.sections[0].heading}”这样的小节，不是本月的通报")
    taken = {name: _Section(draft.section(name), renderer).take(parts.get(name, [])) for name in SECTIONS}
    whole = replace(
        draft,
        state="draft",
        by="",
        on="",
        despite="",
        problems=taken["problems"].paragraphs,
        next=taken["next"].paragraphs,
    )
    left = (text for s in printed.sections if s.id not in SECTIONS for text in _differing(parts[s.id], s))
    one, other = taken["problems"], taken["next"]
    return TakenBack(
        whole, (*one.changed, *other.changed), (*one.added, *other.added), (*one.gone, *other.gone), tuple(left)
    )  # fmt: skip


def _texts(document: Path) -> list[str]:
    try:
        paragraphs = Document(str(document)).paragraphs
    except Exception as error:  # a file of any kind may be given
        raise DraftError(f"{document.name} 打不开，要 Word 的 .docx 文件（.doc、.wps 请另存为 .docx）") from error
    return [text for p in paragraphs if (text := _MARK.sub("", p.text).strip())]


def _part(texts: list[str], section: CircularSection, printed: Circular) -> list[str]:
    """Give the paragraphs under a section's heading; a changed number before the heading doesn't matter."""
    headings = [other.heading.partition("、")[2] for other in printed.sections]
    places = [n for n, text in enumerate(texts) if text.partition("、")[2] in headings or text.startswith("附件")]
    own = section.heading.partition("、")[2]
    begin = next((n for n in places if texts[n].partition("、")[2] == own), None)
    if begin is None:
        return []
    ends = [n for n, text in enumerate(texts) if n > begin and (n in places or text in (printed.issuer, printed.date))]
    return texts[begin + 1 : min(ends, default=len(texts))]


def _differing(texts: list[str], section: CircularSection) -> Iterator[str]:
    known = {paragraph.title + paragraph.text for paragraph in section.paragraphs}
    return (text for text in texts if _MARK.sub("", text) not in known)


class _Section:
    """The paragraphs of a section, as the person has them."""

    def __init__(self, paragraphs: Iterable[DraftParagraph], renderer: Renderer) -> None:
        self._renderer = renderer
        self._lines = [line for paragraph in paragraphs for line in paragraph.lines]
        self._shown = {n: "".join(s.text for s in renderer.line(line).sentences) for n, line in enumerate(self._lines)}
        self._open: set[int] = set()
        self.paragraphs: tuple[DraftParagraph, ...] = ()
        self.changed: list[tuple[str, str]] = []
        self.added: list[str] = []

    def take(self, texts: list[str]) -> "_Section":
        """Take a section's paragraphs as they stand in the document."""
        body = "\n".join(texts)
        self._open = {n for n, shown in self._shown.items() if shown and shown not in body}
        made = []
        for text in texts:
            numbered = _NUMBERED.match(text)
            lines = tuple(self._taken(text[numbered.end() :] if numbered else text))
            made.append(DraftParagraph(numbered[1] if numbered else "", lines))
        self.paragraphs = tuple(made)
        return self

    @property
    def gone(self) -> list[str]:
        """What was printed and is in the document no more, in no other words either."""
        return [self._shown[n] for n in sorted(self._open)]

    def _taken(self, text: str) -> Iterator[DraftLine]:
        while text:
            found = [(text.index(shown), n) for n, shown in self._shown.items() if shown and shown in text]
            start, line = min(found, default=(len(text), -1))
            yield from (
                self._in_own_words(sentence) for sentence in _SENTENCE.findall(text[:start]) if sentence.strip()
            )
            if line < 0:
                return
            yield replace(self._lines[line], number=0)
            yield from self._chart_after(line)
            text = text[start + len(self._shown[line]) :]

    def _chart_after(self, line: int) -> Iterator[DraftLine]:
        following = self._lines[line + 1 : line + 2]
        return (replace(chart, number=0) for chart in following if chart.kind == "chart")

    def _in_own_words(self, sentence: str) -> DraftLine:
        alike = {n: SequenceMatcher(None, self._shown[n], sentence, autojunk=False).ratio() for n in self._open}
        best = max(alike, key=lambda n: alike[n], default=-1)
        if best < 0 or alike[best] < _ALIKE:
            self.added.append(sentence)
            return DraftLine("sentence", sentence)
        self._open.discard(best)
        self.changed.append((self._shown[best], sentence))
        was = self._lines[best]
        return DraftLine("sentence", self._bound(sentence, was.text), was.basis if was.kind == "sentence" else "")

    def _bound(self, sentence: str, was: str) -> str:
        """Put the references of a line where a sentence still has what they print."""
        for reference in _REFERENCE.findall(was):
            shown = "".join(s.text for s in self._renderer.line(DraftLine("sentence", reference)).sentences)
            whole = rf"(?<![\d.{{|]){re.escape(shown)}(?![\d.]*[\d}}])"
            sentence = re.sub(whole, lambda _, put=reference: put, sentence, count=1) if shown else sentence  # type: ignore[misc]
        return sentence
