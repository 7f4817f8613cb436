"""Whether the county's own sentences can be said in every month: each reference and condition is looked at, whatever the figures."""

from collections.abc import Iterator, Sequence
from itertools import chain

from zzlib.phrasing.clauses import Clauses, Phrase, for_kinds
from zzlib.phrasing.phrases import Phrases, WordingError
from zzlib.writing.wording import WORDING_FILE, ReportWording, SectionsWording, wording

_SHOWN = 30
"""Characters of a phrase that tell the reader which one is meant."""


def check_wording(words: ReportWording, phrases: Phrases) -> None:
    """Refuse sentences of the county's own that can't be meant.

    Raises:
        WordingError: a brace is no reference, or a reference or condition speaks of what is unknown; all places are named.
    """
    if faults := list(dict.fromkeys(wording_faults(words, phrases))):
        raise WordingError(f"用语 {WORDING_FILE} 不能用：{'；'.join(faults)}")


def wording_faults(words: ReportWording, phrases: Phrases) -> Iterator[str]:
    """Say what is wrong with the paragraphs, the head note and the one page where they are not the package's."""
    package = wording()
    yield from paragraph_faults(words, package, phrases)
    others = {"head_note": (words.head_note.clauses, package.head_note.clauses)}
    sentences = (clauses for clauses in words.one_page.sentences if clauses not in package.one_page.sentences)
    others |= {f"one_page 第{number}句": (clauses, ()) for number, clauses in enumerate(sentences, start=1)}
    for name, (clauses, was) in others.items():
        yield from (f"{name} {text}" for text in (_faults(clauses, phrases) if clauses != was else ()))


def paragraph_faults(words: SectionsWording, package: SectionsWording, phrases: Phrases) -> Iterator[str]:
    """Say what is wrong with the paragraphs that are not the package's."""
    known = {paragraph.id: paragraph for paragraph in package.paragraph}
    for paragraph in (paragraph for paragraph in words.paragraph if paragraph != known.get(paragraph.id)):
        titles = (paragraph.title,) if isinstance(paragraph.title, str) else paragraph.title
        conditions = (Phrase(text="", when=when) for when in (paragraph.when, paragraph.kept))
        for text in _faults(((*titles, *conditions), *paragraph.clauses), phrases):
            yield f"{paragraph.id} 一段{text}"


def _faults(clauses: Clauses, phrases: Phrases) -> Iterator[str]:
    for alternatives in clauses:
        whole: list[Sequence[Phrase | str]] = [*for_kinds(alternatives, phrases.kinds)] or [alternatives]
        for one in chain.from_iterable(whole):
            phrase = Phrase(text=one) if isinstance(one, str) else one
            shown = phrase.text if len(phrase.text) <= _SHOWN else phrase.text[:_SHOWN] + "…"
            yield from (f"的“{shown}”：{fault}" for fault in phrases.faults(phrase))
