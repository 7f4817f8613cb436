"""A circular that a person changed in Word, taken back into the draft: their words, bound again to the figures that they kept."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from docx import Document

from zzlib.indicators.month import Month
from zzlib.writing.draft import SECTIONS, Draft, DraftLine, DraftParagraph
from zzlib.writing.keeping import DraftError, Writing
from zzlib.writing.sections import whole_draft
from zzlib.writing.sent_lists import LISTED
from zzlib.writing.text import AsPrinted, Circular, CircularSection
from zzlib.writing.wording import ReportWording

_NUMBERED = re.compile(r"（[一二三四五六七八九十]+）([^。]*)。")
_MARK = re.compile(r"【待核：[^】]*】")
_REFERENCES = re.compile(r"(?:\{[^{}]*\})+")
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
    draft, shown = whole_draft(month, words, writing), AsPrinted(month, words, writing, printed)
    parts = {section.id: _part(texts, section, printed) for section in printed.sections}
    if not any(parts.values()):
        raise DraftError(f"{document.name} 里没有找到“{printed.sections[0].heading}”这样的小节，不是本月的通报")
    # What stands at the ends of sections where amounts or a list need it is nobody's sentence.
    note, see = words.amounts.note, words.opening.see_problems
    lists = {p.text for section in printed.sections for p in section.paragraphs if p.id == LISTED}
    taken = {
        name: _Section(name, draft.section(name), shown).take(
            [_without(text, note, see) for text in parts.get(name, []) if text not in lists]
        )
        for name in SECTIONS
    }
    whole = replace(
        draft,
        state="draft",
        by="",
        on="",
        despite="",
        situation=taken["situation"].paragraphs,
        problems=taken["problems"].paragraphs,
        next=taken["next"].paragraphs,
    )
    left = (text for s in printed.sections if s.id not in SECTIONS for text in _differing(parts[s.id], s))
    changed, added, gone = (
        tuple(entry for section in taken.values() for entry in getattr(section, name))
        for name in ("changed", "added", "gone")
    )
    return TakenBack(whole, changed, added, gone, tuple(left))


def _without(text: str, note: str, clause: str) -> str:
    """Give a paragraph without a sentence at its end, or a clause with which its last sentence goes on."""
    return text.removesuffix(clause) + "。" if text.endswith(clause) else text.removesuffix(note)


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

    def __init__(self, name: str, paragraphs: Sequence[DraftParagraph], shown: AsPrinted) -> None:
        self._name, self._shown = name, shown
        self._were = paragraphs
        self._lines = [line for paragraph in paragraphs for line in paragraph.lines]
        self._places = [place for place, paragraph in enumerate(paragraphs) for _ in paragraph.lines]
        self._texts = {n: shown.text(line, name) for n, line in enumerate(self._lines)}
        self._open: set[int] = set()
        self.paragraphs: tuple[DraftParagraph, ...] = ()
        self.changed: list[tuple[str, str]] = []
        self.added: list[str] = []

    def take(self, texts: list[str]) -> "_Section":
        """Take a section's paragraphs as they stand in the document."""
        body = "\n".join(texts)
        self._open = {n for n, shown in self._texts.items() if shown and shown not in body}
        made: list[tuple[int, DraftParagraph]] = []
        for text in texts:
            numbered = _NUMBERED.match(text)
            taken = list(self._taken(text[numbered.end() :] if numbered else text))
            place = next((self._places[n] for n, _ in taken if n >= 0), made[-1][0] if made else -1)
            made.append((place, DraftParagraph(numbered[1] if numbered else "", tuple(line for _, line in taken))))
        self.paragraphs = tuple(paragraph for _, paragraph in self._with_unprinted(made))
        return self

    def _with_unprinted(self, made: list[tuple[int, DraftParagraph]]) -> list[tuple[int, DraftParagraph]]:
        """Put paragraphs of which nothing is printed this month back after those that they stood behind."""
        for place, paragraph in enumerate(self._were):
            if not any(text for n, text in self._texts.items() if self._places[n] == place):
                kept = tuple(replace(line, number=0) for line in paragraph.lines)
                before = [n for n, (other, _) in enumerate(made) if other < place]
                made.insert(before[-1] + 1 if before else 0, (place, replace(paragraph, lines=kept)))
        return made

    @property
    def gone(self) -> list[str]:
        """What was printed and is in the document no more, in no other words either."""
        return [self._texts[n] for n in sorted(self._open)]

    def _taken(self, text: str) -> Iterator[tuple[int, DraftLine]]:
        """Give the lines of a paragraph's text, each with the place of the line that it was (−1 for a new one)."""
        while text:
            found = [(text.index(shown), n) for n, shown in self._texts.items() if shown and shown in text]
            start, line = min(found, default=(len(text), -1))
            yield from map(self._in_own_words, self._sentences(text[:start]))
            if line < 0:
                return
            yield line, replace(self._lines[line], number=0)
            yield from self._after(line)
            text = text[start + len(self._texts[line]) :]

    def _after(self, line: int) -> Iterator[tuple[int, DraftLine]]:
        """Give what follows a line in its paragraph and is no text of the document: charts, what is not printed now."""
        for n in range(line + 1, len(self._lines)):
            if self._texts[n] or self._places[n] != self._places[line]:
                return
            yield n, replace(self._lines[n], number=0)

    def _sentences(self, text: str) -> list[str]:
        """Split what a person changed into sentences, unless as a whole it is more like a line of several sentences."""
        sentences = [sentence for sentence in _SENTENCE.findall(text) if sentence.strip()]
        likest = max((self._likest(sentence)[0] for sentence in sentences), default=0.0)
        return [text] if len(sentences) > 1 and self._likest(text)[0] >= max(likest, _ALIKE) else sentences

    def _likest(self, text: str) -> tuple[float, int]:
        alike = [(SequenceMatcher(None, self._texts[n], text, autojunk=False).ratio(), -n) for n in self._open]
        ratio, line = max(alike, default=(0.0, 1))
        return ratio, -line

    def _in_own_words(self, sentence: str) -> tuple[int, DraftLine]:
        ratio, best = self._likest(sentence)
        if ratio < _ALIKE:
            self.added.append(sentence)
            return -1, DraftLine("sentence", sentence)
        self._open.discard(best)
        self.changed.append((self._texts[best], sentence))
        was = self._lines[best]
        return best, DraftLine("sentence", self._bound(sentence, was), was.basis if was.kind == "sentence" else "")

    def _bound(self, sentence: str, was: DraftLine) -> str:
        """Put the references of a line where a sentence still has what they print."""
        code = self._shown.code(was, self._name)
        pattern = "(.*?)".join(map(re.escape, _REFERENCES.split(code)))
        printed = re.fullmatch(pattern, self._texts[self._lines.index(was)], re.DOTALL)
        end = 0
        for reference, shown in zip(_REFERENCES.findall(code), printed.groups() if printed else (), strict=False):
            whole = re.compile(rf"(?<![\d.{{|]){re.escape(shown)}(?![\d.]*[\d}}])")
            found = shown and (whole.search(sentence, end) or whole.search(sentence))
            if found:
                sentence = sentence[: found.start()] + reference + sentence[found.end() :]
                end = found.start() + len(reference)
        return sentence
