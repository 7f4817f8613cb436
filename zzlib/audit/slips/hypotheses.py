"""Hypotheses: every way in which printed numbers may belong together by their kind and place, whatever the words say.

Each is tried once, with one of its numbers as the subject that the others make. How often such a thing is meant is
another question (`traits.py`).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from zzlib.audit.judging.chance import chance_settings
from zzlib.audit.numbers.quantities import POINTS
from zzlib.audit.numbers.words import mentions_any
from zzlib.audit.reading.roles import CHANGES, Role
from zzlib.audit.shares.share_wholes import PLANNED
from zzlib.audit.slips.figures import FigureList, WeighedFigure, after, before

Formula = Callable[[Sequence[float]], float]
_CLOSE = 0.5  # what is further off than half of the subject is no slip of it
_WHOLE = 100
_LITTLE = 20.0  # per cent
_SUM_ROUNDS = 1.6  # how the rounding of many parts adds up: about as the root of their number
_EXACT = 1e-9
_OF_PLAN = re.compile("(?:计划|任务|目标)[^，。；\\d]{0,4}的$|完成率[为是达到]*$")
_VITAL = re.compile("(?:出生|死亡|增长|[结离]婚)率[为是]?$")  # of the people in the middle of the year
_SHARES_BACK = 9  # shares before the last of a whole
_SAME_WORDS = 3  # letters before a share: 比重为


@dataclass(eq=False)
class Hypothesis:
    """A subject and the figures that may make it; `layout` says in which order they were found.

    `mistaken` is what people reckon in place of the formula.
    """

    kind: str
    subject: WeighedFigure
    figures: tuple[WeighedFigure, ...]
    formula: Formula
    layout: tuple[str, ...]
    mistaken: Formula | None = None
    values: list[float] = field(init=False)
    """The figures as printed."""
    expected: float = field(init=False)
    """What the figures make; not a number where they can't."""

    def __post_init__(self) -> None:
        self.values = [figure.value for figure in self.figures]
        self.expected = _reckoned(self.formula, self.values)

    @property
    def all(self) -> tuple[WeighedFigure, ...]:
        """The subject and its figures."""
        return (self.subject, *self.figures)

    @property
    def is_near(self) -> bool:
        """Say whether they make about the subject; all shares of a list about a hundred, however little the last of them is."""
        scale = _LITTLE if self.kind == "hundred" and "all" in self.layout and len(self.figures) > 2 else 0.0
        return abs(self.expected - self.subject.value) <= _CLOSE * max(scale, self.subject.value)

    @cached_property
    def slopes(self) -> list[float]:
        """How much the result moves with each figure."""
        return [self._slope(place) for place in range(len(self.figures))]

    @cached_property
    def tolerance(self) -> float:
        """How far rounding may put the subject off."""
        moved = [abs(slope) * figure.half for slope, figure in zip(self.slopes, self.figures, strict=True)]
        if len(moved) > len(("one", "two", "three")):
            return float(self.subject.half + max(moved) * max(2.0, _SUM_ROUNDS * len(moved) ** 0.5))
        return self.subject.half + sum(moved)

    @cached_property
    def holds(self) -> bool:
        """Say whether they make the subject, but for rounding."""
        return abs(self.expected - self.subject.value) <= self.tolerance * (1 + _EXACT) + _EXACT

    @property
    def nearly_holds(self) -> bool:
        """Say whether only sloppy rounding of the subject parts them."""
        loose = self.tolerance + (self.subject.step if self.subject.half else 0.0)
        return abs(self.expected - self.subject.value) <= loose * (1 + _EXACT)

    def repairs(self) -> Iterator[tuple[WeighedFigure, float, float]]:
        """Give for each figure the value with which it holds, and how far that may be off."""
        yield self.subject, self.expected, self.tolerance
        for place, figure in enumerate(self.figures):
            right = self._solved(place)
            if right is not None and self.slopes[place]:
                yield figure, right, self.tolerance / abs(self.slopes[place])

    @property
    def mended(self) -> float | None:
        """What the subject ought to be if it was reckoned in the wrong way; `None` if it wasn't."""
        wrong = _reckoned(self.mistaken, self.values) if self.mistaken else None
        return self.expected if wrong is not None and abs(wrong - self.subject.value) <= self.subject.half else None

    def _slope(self, place: int) -> float:
        by = self.figures[place].step / 2
        moved = [*self.values[:place], self.values[place] + by, *self.values[place + 1 :]]
        return (_reckoned(self.formula, moved) - self.expected) / by

    def _solved(self, place: int) -> float | None:
        """Give the value of a figure that makes the subject, by Newton's method."""
        value, values = self.values[place], [*self.values]
        for _ in range(4):
            by = value * 1e-6
            values[place] = value
            here = _reckoned(self.formula, values)
            values[place] = value + by
            there = _reckoned(self.formula, values)
            if here == there:
                return None
            if abs(here - self.subject.value) <= _EXACT * self.subject.value:
                break
            value -= (here - self.subject.value) * by / (there - here)
            if not value > 0:
                return None
        return value


def _reckoned(formula: Formula, values: Sequence[float]) -> float:
    try:
        return float(formula(values))
    except ZeroDivisionError:
        return float("nan")


def hypotheses(figures: FigureList) -> Iterator[Hypothesis]:
    """Give the ways in which the numbers of a text may belong together, of those that come near each other."""
    for kind in figures.kinds:
        yield from _near(_two_parts(kind))
        yield from _near(_many_parts(kind))
    for figure in figures.all:
        if not figure.is_plain:
            continue
        if figure.is_percent and figure.role == Role.GROWTH:
            yield from _near(_growths(figure, figures))
        elif figure.is_percent:
            whole = figure.value == _WHOLE  # 计划生育率100%: of whatever
            yield from (
                _near(_shares(figure, figures)) if not (whole or _VITAL.search(figure.mention.first.lead)) else ()
            )
            yield from _near(_hundreds(figure, figures))
        elif figure.mention.dimension == POINTS:
            yield from _near(_points(figure, figures))
        elif (
            figure.is_amount
            and figure.role != Role.BASE
            and mentions_any(chance_settings().each, figure.lead[-12:] + figure.mention.quantity.unit)
        ):
            yield from _near(_averages(figure, figures))


def _near(found: Iterator[Hypothesis]) -> Iterator[Hypothesis]:
    return (hypothesis for hypothesis in found if hypothesis.is_near)


def rank(place: int) -> str:
    """Say roughly the how-manyth something is."""
    return str(place) if place < 4 else "4" if place < 7 else "7" if place < 15 else "15"


def _added(values: Sequence[float]) -> float:
    return values[0] + values[1]


def _taken_away(values: Sequence[float]) -> float:
    return abs(values[0] - values[1])


def _two_parts(kind: Sequence[WeighedFigure]) -> Iterator[Hypothesis]:
    """Give a total with two parts; the subject is the last of them in the text."""
    for place, last in enumerate(kind):
        back = kind[max(0, place - 10) : place][::-1]
        for (near, second), (far, first) in combinations(enumerate(back), 2):
            total, one, _other = sorted((first, second, last), key=lambda f: -f.value)
            if total.value == one.value:
                continue
            order = "total first" if total is first else "total between" if total is second else "total last"
            formula = _added if total is last else _taken_away
            yield Hypothesis("two", last, (first, second), formula, (order, rank(far), rank(near)))


def _many_parts(kind: Sequence[WeighedFigure]) -> Iterator[Hypothesis]:
    """Give a total with three parts or more that follow each other before or behind it."""
    for start in range(len(kind)):
        for end in range(start + 3, min(start + 12, len(kind)) + 1):
            run = kind[start:end]
            if run[-1].mention.sentence.number - run[-2].mention.sentence.number > 4:
                break
            largest = max(figure.value for figure in run)
            ahead = [(start - 1 - n, kind[n], "behind") for n in range(max(0, start - 10), start)]
            follow = [(n - end, kind[n], "ahead") for n in range(end, min(end + 2, len(kind)))]
            for gap, total, way in (*ahead, *follow):
                if total.value > largest:
                    yield Hypothesis("run", total, tuple(run), sum, (rank(len(run)), rank(gap), way))


def _aligned(share: WeighedFigure, amounts: Sequence[WeighedFigure]) -> list[WeighedFigure]:
    """Give the amounts that stand in lists as long as that of a share, at its place."""
    listed = share.mention.series
    if not listed:
        return []
    place = listed.index(share.mention)
    like = [f for f in amounts if len(f.mention.series) == len(listed)]
    return [f for f in like if f.mention.series.index(f.mention) == place][:2]


def _beside(share: WeighedFigure, ahead: Sequence[WeighedFigure]) -> WeighedFigure | None:
    """Give the number that one of several shares is of by its place: 起火25.3万起、亡620人，占总数的38.3%和46.8%."""
    listed = share.mention.series
    told = [f for f in ahead[: len(listed)] if f.mention.sentence is share.mention.sentence][::-1]
    apart = len({f.kind for f in told}) == len(told) == len(listed) > 1
    return told[listed.index(share.mention)] if apart else None


def _shares(share: WeighedFigure, figures: FigureList) -> Iterator[Hypothesis]:
    ahead, behind = before(figures.amounts, share, 24), after(figures.amounts, share, 3)
    listed = _aligned(share, ahead)
    aimed = _OF_PLAN.search(share.mention.first.lead) is not None
    own = _beside(share, ahead)
    for place, part in enumerate([*ahead[:9], *behind]):
        if (own is not None and part is not own) or (aimed and place > 1):
            continue
        if place > 5 and part in ahead and part not in listed:
            continue
        larger = [f for f in (*ahead, *behind) if f.value > part.value and f.may_be_added_to(part)]
        larger = [f for f in larger if not aimed or f.role == Role.TARGET or PLANNED.search(f.mention.before)]
        for away, whole in enumerate(larger):
            order = (rank(place), rank(away), "list" if part in listed else "")
            yield Hypothesis("share", share, (part, whole), _percent, order, lambda v: 100 * v[0] / (v[1] - v[0]))
    if aimed or own is not None:
        return  # each has a plan, or a whole, of its own
    yield from _shares_of_sums(share, ahead)
    for place, part in enumerate(ahead[:4]):
        for away, other in enumerate(ahead[:9]):
            of_then = [f.role == Role.BASE for f in (part, other)]  # 612人，占71.2%（上年598人，占68.9%）
            if other is part or not other.may_be_added_to(part) or of_then[0] != of_then[1]:
                continue
            layout = (rank(place), rank(away))
            told = [f for f in figures.behind(other, 3) if f.role == Role.SHARE and f.place < share.place]
            for known in [f for f in told[:1] if ("占" in f.lead) == ("占" in share.lead)]:
                yield Hypothesis("by another", share, (part, other, known), lambda v: v[0] / v[1] * v[2], layout)
            if place < 3 and part.value < other.value:
                yield Hypothesis("the rest", share, (part, other), lambda v: 100 - 100 * v[0] / v[1], layout)
            if place < 3 and away < 5:
                yield Hypothesis("of both", share, (part, other), lambda v: 100 * v[0] / (v[0] + v[1]), layout)


def _percent(values: Sequence[float]) -> float:
    return 100 * values[0] / values[1]


def _shares_of_sums(share: WeighedFigure, ahead: Sequence[WeighedFigure]) -> Iterator[Hypothesis]:
    """Give a share that several like numbers make of another, or another of them."""
    for start in range(2):
        for many in range(2, 6):
            run = tuple(ahead[start : start + many])
            if len(run) < many or not all(f.may_be_added_to(run[0]) for f in run):
                break
            total = sum(f.value for f in run)
            for away, other in enumerate(ahead[:12]):
                if other in run or not other.may_be_added_to(run[0]):
                    continue
                layout = (rank(many), str(start), rank(away))
                if other.value > total:
                    yield Hypothesis("sum of", share, (*run, other), lambda v: 100 * sum(v[:-1]) / v[-1], layout)
                elif away < 6:
                    yield Hypothesis("of sum", share, (*run, other), lambda v: 100 * v[-1] / sum(v[:-1]), layout)


def _hundreds(share: WeighedFigure, figures: FigureList) -> Iterator[Hypothesis]:
    """Give the shares of one paragraph that may make a whole, as many as stand before the last of them in its sentence; those told in the same words over two."""
    ahead = [f for f in before(figures.percents, share, _SHARES_BACK) if f.role != Role.GROWTH]
    follow = [f for f in after(figures.percents, share, 1) if f.role != Role.GROWTH]
    here = [f for f in ahead if f.mention.sentence.paragraph == share.mention.sentence.paragraph]
    near = [f for f in ahead if share.mention.sentence.paragraph - f.mention.sentence.paragraph <= 1]
    words = share.mention.before[-_SAME_WORDS:]
    alike = [f for f in near if f.mention.before[-_SAME_WORDS:] == words and len(words) == _SAME_WORDS]
    told = [here[:n] for n in range(1, len(here) + 1)]
    if any(f.mention.sentence is share.mention.sentence for f in follow):
        told = []
    if alike and alike not in told:
        told.append(alike)
    for run in told:
        layout = (rank(len(run)), "all" if run in (here, alike) else "")
        yield Hypothesis("hundred", share, tuple(run), lambda values: 100 - sum(values), layout)


def _growths(rate: WeighedFigure, figures: FigureList) -> Iterator[Hypothesis]:
    """Give a rate with a number of now and one of before, or with a change and one of the two."""
    ahead, behind = before(figures.amounts, rate, 12), after(figures.amounts, rate, 2)
    sign = rate.sign or 1
    for place, now in enumerate(ahead[:5]):
        like = [f for f in (*ahead, *behind) if f is not now and f.may_be_added_to(now)][:8]
        for away, other in enumerate(like):
            layout = (rank(place), rank(away))
            yield Hypothesis(
                "growth",
                rate,
                (now, other),
                lambda v: sign * 100 * (v[0] - v[1]) / v[1],
                layout,
                lambda v: sign * 100 * (v[0] - v[1]) / v[0],
            )
            if now.role in CHANGES and other.value > now.value and not _is_of_other_base(now, rate):
                yield Hypothesis(
                    "change", rate, (now, other), lambda v: 100 * v[0] / (v[1] - sign * v[0]), layout, _percent
                )


def _is_of_other_base(change: WeighedFigure, rate: WeighedFigure) -> bool:
    """Say whether words tell a change and a rate to be of two bases: 比年初增加, 同比增长."""
    told = [[mentions_any(base, f.lead) for base in chance_settings().others] for f in (change, rate)]
    return any(told[0]) and any(told[1]) and told[0] != told[1]


def _points(points: WeighedFigure, figures: FigureList) -> Iterator[Hypothesis]:
    """Give points with any two rates near them, and with the shares of two amounts of now and of before."""
    near = [*before(figures.percents, points, 13), *after(figures.percents, points, 2)]
    for (place, one), (further, other) in combinations(enumerate(near), 2):
        turn = one.sign * other.sign
        signs = (rank(place), rank(further), str(turn))
        formula, mistaken = (_added, _taken_away) if turn < 0 else (_taken_away, _added)
        yield Hypothesis("points", points, (one, other), formula, signs, mistaken if turn else None)
    ahead = before(figures.amounts, points, 10)
    grown = [
        (place, f, rates[0]) for place, f in enumerate(ahead) if (rates := [r for r in figures.behind(f) if r.sign])
    ]
    for (place, part, rate), (away, whole, other) in combinations(grown, 2):
        if whole.value > part.value and whole.may_be_added_to(part):
            change = _share_change(rate.sign, other.sign)
            yield Hypothesis("share change", points, (part, rate, whole, other), change, (rank(place), rank(away)))


def _share_change(grown: int, of: int) -> Formula:
    """Give by how many points a share has changed, both amounts having grown by a rate, with their signs."""

    def change(values: Sequence[float]) -> float:
        part, rate, whole, other = values
        base = part / (1 + grown * rate / 100), whole / (1 + of * other / 100)
        return abs(100 * part / whole - 100 * base[0] / base[1])

    return change


def _averages(average: WeighedFigure, figures: FigureList) -> Iterator[Hypothesis]:
    """Give an average or a price with a larger number of its kind and a number of things around it."""
    near = [*before(figures.amounts, average, 14), *after(figures.amounts, average, 4)]
    for place, amount in enumerate(near):
        alike = average.mention.dimension == amount.mention.dimension or average.kind == amount.kind
        if alike and amount.value > average.value:
            for away, number in enumerate(near):
                if number is not amount:
                    layout = tuple(
                        ("behind " if figure.place > average.place else "") + rank(at)
                        for at, figure in ((place, amount), (away, number))
                    )
                    yield Hypothesis("average", average, (amount, number), lambda v: v[0] / v[1], layout)
