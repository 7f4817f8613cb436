"""The traits of a hypothesis: where its numbers stand, what they are, and which words stand before them.

`judging/likelihood.toml` says of each trait how much likelier or unlikelier it makes that the numbers are meant to belong together.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from zzlib.audit.numbers.patterns import regex
from zzlib.audit.reading.reading import likeness, stripped
from zzlib.audit.reading.roles import THE_REST
from zzlib.audit.slips.figures import FigureList, WeighedFigure
from zzlib.audit.slips.hypotheses import Hypothesis, rank

_OF = re.compile("占(?P<of>[^，。；：\\d]{0,20}?)(?:的)?(?:比重|比例|比率)?(?:分别)?(?:为|达到?|是|约|的)?$")
_LED_IN = ("其中", "分别", "：", "（", "包括", "按", "由")
_LEADS = 14  # letters before a list in which words lead it in
_TOTAL = re.compile("共|合计|总|全")
_LIKE = (0.2, 0.5, 0.8)
_TELLING = 0.03  # a tolerance of more of the number than this lets anything hold


class TraitReader:
    """Reads the traits of hypotheses that were found in one text."""

    def __init__(self, found: Sequence[Hypothesis], figures: FigureList) -> None:
        self._siblings = _Siblings(found)
        self._figures = figures

    def traits(self, hypothesis: Hypothesis) -> list[str]:
        """Give the traits of one of them."""
        own = [*_places(hypothesis), *_words(hypothesis), *self._siblings.traits(hypothesis)]
        if len(hypothesis.figures) > 1:
            own += [*_of_two(hypothesis), *_names(hypothesis)]
        if len(hypothesis.figures) > len(("one", "other")):
            own += _of_list(hypothesis, self._figures)
        kind = hypothesis.kind
        return [kind, *(f"{kind}: {trait}" for trait in own)]


def _where(other: WeighedFigure, figure: WeighedFigure) -> str:
    """Say how far from a number another one stands."""
    behind = "" if other.place < figure.place else "behind "
    if other.clause == figure.clause:
        return behind + "clause"
    if other.thought == figure.thought:
        return behind + "thought"
    one, two = other.mention.sentence, figure.mention.sentence
    if one is two:
        return behind + "sentence"
    if one.paragraph == two.paragraph:
        return behind + ("next sentence" if abs(one.number - two.number) == 1 else "paragraph")
    return behind + ("next paragraph" if abs(one.paragraph - two.paragraph) == 1 else "far")


def _likeness(one: str, other: str) -> str:
    if not one or not other:
        return "none"
    return str(sum(likeness(one, other) >= bound for bound in _LIKE))


def _ends(hypothesis: Hypothesis) -> tuple[WeighedFigure, WeighedFigure]:
    """Give the first and the last of its figures, of a list those nearest to the subject and farthest from it."""
    first, last = hypothesis.figures[0], hypothesis.figures[-1]
    if hypothesis.kind in ("run", "hundred"):
        first, last = sorted((first, last), key=lambda f: abs(f.place - hypothesis.subject.place))
    return first, last


def _places(hypothesis: Hypothesis) -> Iterator[str]:
    subject, (first, last), layout = hypothesis.subject, _ends(hypothesis), hypothesis.layout
    near, away, apart = _where(first, subject), _where(last, subject), _where(first, last)
    cue = subject.cues[-1] if subject.cues else "no cue"
    yield f"first {near}"
    yield f"layout {', '.join(layout)}"
    yield from (f"layout {n} {part}" for n, part in enumerate(layout))
    yield f"first {near}, {layout[0]}"
    yield f"first {near}, {cue}"
    yield f"{layout[0]}, {cue}"
    yield f"first {near}, {subject.role}, {first.role}"
    if len(hypothesis.figures) > 1:
        yield f"last {away}"
        yield f"apart {apart}"
        yield f"places {near}, {away}, {apart}"
        yield f"places {near}, {away}, {', '.join(layout)}"
        yield f"places {near}, {away}, {cue}"
        yield f"thoughts {first.thought == subject.thought}, {last.thought == subject.thought}, {cue}"


def _words(hypothesis: Hypothesis) -> Iterator[str]:
    subject, (first, _) = hypothesis.subject, _ends(hypothesis)
    yield f"is {subject.role}"
    yield f"first is {first.role}"
    yield f"first of {_likeness(first.measure, subject.measure)}"
    yield f"headings {subject.entry.title}, {first.entry.title}"
    yield from (f"cue {cue}" for cue in subject.cues[-3:])
    yield from (f"first cue {cue}" for cue in first.cues[-2:])
    yield f"cues {'+'.join(subject.cues[-2:])}"
    yield f"ends in {regex('[0-9.%]').sub('', subject.lead)[-2:]}"
    yield f"before {subject.mention.after[:2]}"
    yield f"before {subject.mention.after[:1]}"
    yield f"first ends in {first.lead[-2:]}"
    yield f"one unit {first.mention.quantity.unit == subject.mention.quantity.unit}"
    yield f"listed {bool(subject.mention.series)}, {bool(first.mention.series)}"


def _of_two(hypothesis: Hypothesis) -> Iterator[str]:
    subject, (first, last) = hypothesis.subject, _ends(hypothesis)
    cue = subject.cues[-1] if subject.cues else "no cue"
    yield f"last is {last.role}"
    yield f"are {subject.role}, {first.role}, {last.role}"
    yield f"are {cue}, {first.role}, {last.role}"
    yield from (f"cue {cue}, {other}" for other in first.cues[-3:])
    yield f"last of {_likeness(last.measure, subject.measure)}"
    yield f"both of {_likeness(first.measure, last.measure)}"
    yield from (f"last cue {cue}" for cue in last.cues[-2:])
    yield f"last ends in {last.lead[-2:]}"
    yield f"same unit {first.kind == last.kind and first.mention.quantity.unit == last.mention.quantity.unit}"
    if hypothesis.kind == "points":
        yield f"endings {_likeness(first.measure[-3:], last.measure[-3:])}"
        yield f"signs {first.sign}, {last.sign}"


def _names(hypothesis: Hypothesis) -> Iterator[str]:
    """Say how well what stands behind 占 names the last figure."""
    subject, (_, last) = hypothesis.subject, _ends(hypothesis)
    told = _OF.search(subject.lead)
    named = stripped(told["of"]) if told else ""
    fits = (
        "untold" if not told else "bare" if not named else _likeness(named, last.measure + last.mention.quantity.unit)
    )
    yield f"named {fits}"
    yield f"named {fits}, {_where(last, subject)}"
    yield f"named {fits}, {hypothesis.layout[min(1, len(hypothesis.layout) - 1)]}"


def _of_list(hypothesis: Hypothesis, figures: FigureList) -> Iterator[str]:
    """Say how the list looks: where it begins and ends, whether it is even, and what leads it in."""
    parts = sorted(hypothesis.figures, key=lambda f: f.place)
    first, last = parts[0], parts[-1]
    apart = [other.place - one.place for one, other in itertools.pairwise(parts)]
    follow = [f for f in figures.all[last.place + 1 : last.place + 4] if f.is_plain and f.kind == last.kind]
    ahead = [f for f in figures.all[max(0, first.place - 3) : first.place] if f.is_plain and f.kind == first.kind]
    text, start = first.mention.sentence.text, first.mention.quantity.start
    endings = {f.before[-2:] for f in parts}
    largest = max(f.value for f in parts)
    subject = hypothesis.subject
    yield f"one sentence {all(f.thought[0] == subject.thought[0] for f in parts)}"
    yield f"steps {min(3, len(set(apart)))}, {min(apart[0], 4)}"
    yield f"changes place {len({_where(one, other) for one, other in itertools.pairwise(parts)})}"
    yield f"ends {_where(follow[0], last) if follow else 'all'}, {last.thought[0] == subject.thought[0]}"
    yield f"begins {'all' if not ahead else 'subject' if ahead[-1] is subject else _where(ahead[-1], first)}"
    yield f"endings {'one' if len(endings) == 1 else 'some' if len(endings) < len(parts) else 'all'}"
    yield f"roles {len({f.role for f in parts})}, {'+'.join(sorted({str(f.role) for f in parts}))}"
    yield f"units {len({f.mention.quantity.unit for f in parts})}"
    yield f"all listed {all(f.mention.series for f in parts)}"
    yield f"total {_TOTAL.search(subject.lead[-10:]) is not None}, {subject.role}"
    yield f"others {THE_REST.search(last.lead[-8:]) is not None}"
    yield f"largest {int(4 * largest / subject.value) if largest < subject.value else 'more'}"
    yield f"twice {len({f.value for f in parts}) < len(parts)}"
    yield from (f"led in by {word}" for word in _LED_IN if word in text[max(0, start - _LEADS) : start])


class _Siblings:
    """How many others that are laid out alike hold, and how many don't."""

    def __init__(self, found: Iterable[Hypothesis]) -> None:
        self._held: dict[object, list[int]] = defaultdict(lambda: [0, 0])
        for hypothesis in found:
            for key in self._keys(hypothesis):
                self._held[key][self._fails(hypothesis)] += 1

    @staticmethod
    def _fails(hypothesis: Hypothesis) -> bool:
        tells = hypothesis.tolerance < _TELLING * hypothesis.subject.value
        return not (hypothesis.holds and tells)

    @staticmethod
    def _keys(hypothesis: Hypothesis) -> tuple[tuple[object, ...], ...]:
        subject, figures = hypothesis.subject, hypothesis.figures
        away = tuple(f.place - subject.place for f in figures)
        return (
            ("so", hypothesis.kind, subject.kind, away),
            ("of it", hypothesis.kind, away[0], figures[-1].place),
            ("such", hypothesis.kind, subject.role, tuple(f.role for f in figures[:3]), hypothesis.layout),
        )

    def traits(self, hypothesis: Hypothesis) -> Iterator[str]:
        """Say of each way to be alike how many hold and fail."""
        fails = self._fails(hypothesis)
        for key in self._keys(hypothesis):
            held, failed = self._held[key]
            yield f"{key[0]} {rank(held - (not fails))}/{rank(failed - fails)}"
