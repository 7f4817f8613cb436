"""A section of a circular that a person changed: each of its sentences held against the line of the draft that it was."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from zzlib.writing.draft import DraftLine, DraftParagraph
from zzlib.writing.text import AsPrinted

NUMBERED = re.compile(r"（[一二三四五六七八九十]+）([^。]*)。")
"""How a paragraph with a title begins."""

_REFERENCES = re.compile(r"(?:\{[^{}]*\})+")
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")
_ALIKE = 0.5
"""So much of a sentence must be as it was printed, for it to be that sentence in other words (`difflib`)."""


class ReturnedSection:
    """The paragraphs of a section, as the person has them.

    `texts` are the lines as the document had printed them, by place; `program` is what was printed there of no line.
    """

    def __init__(
        self,
        name: str,
        paragraphs: Sequence[DraftParagraph],
        shown: AsPrinted,
        texts: Mapping[int, str] | None = None,
        program: Sequence[str] = (),
    ) -> None:
        """Take the draft's paragraphs of the section; without `texts`, the lines as they are printed now."""
        self._name, self._shown = name, shown
        self._were = paragraphs
        self._program = program
        self.lines = [line for paragraph in paragraphs for line in paragraph.lines]
        self._places = [place for place, paragraph in enumerate(paragraphs) for _ in paragraph.lines]
        self.texts = dict(texts or {n: shown.text(line, name) for n, line in enumerate(self.lines)})
        self._open: set[int] = set()
        self._order: list[int] = []
        self.paragraphs: tuple[DraftParagraph, ...] = ()
        self.theirs: dict[int, str] = {}
        self.changed: list[tuple[str, str]] = []
        self.added: list[str] = []

    def again(self) -> "ReturnedSection":
        """Give the section as it was before anything was taken."""
        return ReturnedSection(self._name, self._were, self._shown, self.texts)

    def take(self, texts: Sequence[str]) -> "ReturnedSection":
        """Take a section's paragraphs as they stand in the document."""
        body = "\n".join(texts)
        self._open = {n for n, shown in self.texts.items() if shown and shown not in body}
        made: list[tuple[int, DraftParagraph]] = []
        for text in texts:
            numbered = NUMBERED.match(text)
            taken = list(self._taken(text[numbered.end() :] if numbered else text))
            place = next((self._places[n] for n, _ in taken if n >= 0), made[-1][0] if made else -1)
            if taken or numbered:
                self._order += [n for n, _ in taken if n >= 0 and self.texts[n]]
                title = numbered[1] if numbered else ""
                made.append((place, DraftParagraph(title, tuple(line for _, line in taken))))
        self.paragraphs = tuple(paragraph for _, paragraph in self._with_unprinted(made))
        return self

    def _with_unprinted(self, made: list[tuple[int, DraftParagraph]]) -> list[tuple[int, DraftParagraph]]:
        """Put paragraphs of which nothing is printed this month back after those that they stood behind."""
        for place, paragraph in enumerate(self._were):
            if not any(text for n, text in self.texts.items() if self._places[n] == place):
                kept = tuple(replace(line, number=0) for line in paragraph.lines)
                before = [n for n, (other, _) in enumerate(made) if other < place]
                made.insert(before[-1] + 1 if before else 0, (place, replace(paragraph, lines=kept)))
        return made

    @property
    def moved(self) -> list[str]:
        """What stands behind something before which it was printed."""
        return [self.texts[n] for place, n in enumerate(self._order) if n < max(self._order[:place], default=-1)]

    @property
    def gone(self) -> list[str]:
        """What was printed and is in the document no more, in no other words either."""
        return [self.texts[n] for n in sorted(self._open)]

    def _taken(self, text: str) -> Iterator[tuple[int, DraftLine]]:
        """Give the lines of a paragraph's text, each with the place of the line that it was (−1 for a new one)."""
        while text:
            found = [(text.index(shown), n) for n, shown in self.texts.items() if shown and shown in text]
            start, line = min(found, default=(len(text), -1))
            own = (sentence for sentence in self._sentences(text[:start]) if sentence not in self._program)
            yield from map(self._in_own_words, own)
            if line < 0:
                return
            self.theirs[line] = self.texts[line]
            yield from self._before(line)
            yield line, replace(self.lines[line], number=0)
            yield from self._after(line)
            text = text[start + len(self.texts[line]) :]

    def _before(self, line: int) -> Iterator[tuple[int, DraftLine]]:
        """Give what begins a paragraph and is no text of the document, ahead of the first line that is."""
        own = [n for n in range(line) if self._places[n] == self._places[line]]
        if not any(self.texts[n] for n in own):
            yield from ((n, replace(self.lines[n], number=0)) for n in own)

    def _after(self, line: int) -> Iterator[tuple[int, DraftLine]]:
        """Give what follows a line in its paragraph and is no text of the document: charts, what is not printed now."""
        for n in range(line + 1, len(self.lines)):
            if self.texts[n] or self._places[n] != self._places[line]:
                return
            yield n, replace(self.lines[n], number=0)

    def _sentences(self, text: str) -> list[str]:
        """Split what a person changed into sentences, unless as a whole it is more like a line of several sentences."""
        sentences = [sentence for sentence in _SENTENCE.findall(text) if sentence.strip()]
        likest = max((self._likest(sentence)[0] for sentence in sentences), default=0.0)
        return [text] if len(sentences) > 1 and self._likest(text)[0] >= max(likest, _ALIKE) else sentences

    def _likest(self, text: str) -> tuple[float, int]:
        alike = [(SequenceMatcher(None, self.texts[n], text, autojunk=False).ratio(), -n) for n in self._open]
        ratio, line = max(alike, default=(0.0, 1))
        return ratio, -line

    def _in_own_words(self, sentence: str) -> tuple[int, DraftLine]:
        ratio, best = self._likest(sentence)
        if ratio < _ALIKE:
            self.added.append(sentence)
            return -1, DraftLine("sentence", sentence)
        self._open.discard(best)
        self.changed.append((self.texts[best], sentence))
        self.theirs[best] = sentence
        was = self.lines[best]
        return best, DraftLine("sentence", self._bound(sentence, was), was.basis if was.kind == "sentence" else "")

    def _bound(self, sentence: str, was: DraftLine) -> str:
        """Put the references of a line where a sentence still has what they print."""
        code = self._shown.code(was, self._name)
        pattern = "(.*?)".join(map(re.escape, _REFERENCES.split(code)))
        printed = re.fullmatch(pattern, self.texts[self.lines.index(was)], re.DOTALL)
        end = 0
        for reference, shown in zip(_REFERENCES.findall(code), printed.groups() if printed else (), strict=False):
            whole = re.compile(rf"(?<![\d.{{|]){re.escape(shown)}(?![\d.]*[\d}}])")
            found = shown and (whole.search(sentence, end) or whole.search(sentence))
            if found:
                sentence = sentence[: found.start()] + reference + sentence[found.end() :]
                end = found.start() + len(reference)
        return sentence
