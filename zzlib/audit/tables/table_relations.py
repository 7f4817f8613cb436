"""Relations that the lines of a table, its columns or its rows, show by their own numbers: they hold in all places but one.

A line may be the sum, the difference, the quotient or the growth of two others, the sum of a run of them, or go with
another as a share with its amount. What is meant no words tell. It is believed where the places in which it holds are
rarer by chance than the number of relations tried; then the one place where it does not hold is an error.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import erf, factorial, prod, sqrt

from zzlib.audit.judging.chance import SlipKind, slips_of
from zzlib.audit.judging.slips import is_permuted
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import Quantity
from zzlib.audit.tables.figure_lines import FigureLine, LineRelation, holds, is_to_the_last, nearly, rareness, slack_of
from zzlib.audit.tables.line_relations import BY_NAME, NEAR, ONLY, RUN, difference, growth, pairs_of, relations_of

_SURE = 1000.0
"""How much rarer by chance than the number of relations tried a relation must be."""
_SHOWN, _MOST = 10.0, 100.0
"""The same of its own places alone where a slip makes it whole in the last one; and what such a slip adds at most."""
_HELD, _TOLD_HELD = 3, 2  # places that show a relation where no slip explains the one that is off
_PAIR, _SUM = 2, 3  # a total and two parts: others may have nothing there
_FAR, _WHOLE, _EVEN = 2.0, 100.0, 1.1
_ROUNDED = 0.03  # so seldom rounded numbers make each other to the last one in all places
_LATE = 1.5
_LITTLE = 5.0  # per cent
_MANY = 5  # held places for each further one that is off


@dataclass(frozen=True)
class LineMiss:
    """The one place where a relation of lines does not hold: which line is wrong there, and what it should be."""

    relation: LineRelation
    place: int
    line: FigureLine
    right: float
    sure: bool = True
    """Whether it is this line that is wrong, and not one of those that make it."""
    alone: bool = False
    """Whether no other place shows it."""
    asked: bool = False
    """Whether it is but likely to be wrong."""
    several: bool = False  # whether another place doesn't show it, either
    either: tuple[tuple[Quantity, Fraction], ...] = ()
    """The numbers of which one may have slipped, with what each should be."""


@dataclass(frozen=True)
class LineFinding:
    """A relation that lines show in the places where it holds (`held`), how rare that is by chance, and the one place where it doesn't (`off`), if there is any."""

    relation: LineRelation
    held: tuple[int, ...]
    evidence: float
    off: int | None
    several: bool = False
    shared: int | None = None
    """Which line has there the number that is in the other place, too, in which it doesn't hold."""

    def miss(self, keep: "KeptRelations | None" = None) -> LineMiss | None:
        """Give what is wrong where it doesn't hold, but for what other relations `keep`."""
        if self.off is not None and self.shared is not None:
            rate, _, before = (float(quantity.value) for quantity in self.relation.values(self.off))
            right = before + rate if self.relation.is_linear else before * (1 + rate / _WHOLE)
            return LineMiss(self.relation, self.off, self.relation.lines[self.shared], right)
        if self.off is None or (keep is not None and keep.make(self.relation, self.off)):
            return None
        miss = _blamed(self.relation, self.off, self.held, self.evidence, keep)
        return miss and replace(miss, several=self.several)


class KeptRelations:
    """What holds in all places, by the numbers that it keeps as they are printed."""

    def __init__(self, findings: Iterable[LineFinding] = ()) -> None:
        self._of: dict[int, list[tuple[LineRelation, int]]] = {}
        self._totals: set[int] = set()
        for finding in findings:
            for place in finding.held:
                self._totals |= {id(finding.relation.values(place)[0])} if finding.relation.kind == "sum" else set()
                for quantity in finding.relation.values(place):
                    self._of.setdefault(id(quantity), []).append((finding.relation, place))

    def make(self, relation: LineRelation, place: int) -> bool:
        """Say whether they make the result that one of three lines, or of two by a name alone, would make otherwise."""
        return relation.kind in BY_NAME and id(relation.values(place)[0]) in self._of

    def has_made(self, total: Quantity) -> bool:
        """Say whether a number is a sum that holds."""
        return id(total) in self._totals

    def stands(self, quantity: Quantity, right: float) -> bool:
        """Say whether something that holds would not if a number were another."""
        return any(self._breaks(relation, place, quantity, right) for relation, place in self._of.get(id(quantity), ()))

    def _breaks(self, relation: LineRelation, place: int, quantity: Quantity, right: float) -> bool:
        mended = [replace(q, value=Fraction(right)) if q is quantity else q for q in relation.values(place)]
        to_the_last = is_to_the_last(relation, relation.values(place)) and not is_to_the_last(relation, mended)
        return to_the_last or not holds(relation, mended)


def line_findings(
    lines: Sequence[FigureLine], sums: Iterable[LineRelation] = (), *, ordered: bool
) -> Iterator[LineFinding]:
    """Give the relations that all places of the lines show, or all but one; of `ordered` lines the `sums` are known."""
    for relation in (*sums, *relations_of(lines, ordered=ordered)):
        yield from _found(relation)
    yield from whole_findings(lines)
    for amounts, rates in permutations(lines, 2):
        if not rates.added:
            yield from _proportional(amounts, rates, len(lines))


def whole_findings(lines: Sequence[FigureLine]) -> Iterator[LineFinding]:
    """Give the shares that make a hundred in all places, or all but one."""
    for first in range(len(lines)):
        for last in range(first + 2, min(first + RUN, len(lines)) + 1):
            relation = LineRelation("sum", tuple(lines[first:last]), sum, len(lines) * last, _WHOLE)
            below = lines[last].cells if last < len(lines) else {}  # which may go on with the very place that is off
            yield from (f for f in _found(relation) if f.off not in below or all(p in below for p in f.held))


def growing_findings(rates: FigureLine, amounts: FigureLine) -> Iterator[LineFinding]:
    """Give a line if it tells how another grew, or by how much, from place to place, in all places or all but one."""
    before = {place: amounts.cells[place - 1] for place in amounts.cells if place - 1 in amounts.cells}
    lines = (rates, amounts, FigureLine(amounts.label, before))
    yield from _found(LineRelation("growth", lines, growth, ONLY, above=_WHOLE))
    yield from _found(LineRelation("difference", lines, difference, ONLY))


def changing_findings(columns: Sequence[FigureLine]) -> Iterator[LineFinding]:
    """Give the columns named as what the two before them differ by: of 床位使用率（%） as well as of 床位数."""
    for then, now, change in zip(columns, columns[1:], columns[2:], strict=False):
        for pair in ((now, then), (then, now)):
            relation = LineRelation("difference", (change, *pair), difference, ONLY)
            yield from _found(relation) if relation.is_told else ()


def made_across(results: Sequence[FigureLine], others: Sequence[FigureLine]) -> Iterator[LineFinding]:
    """Give the columns of one table that are made of two of another whose rows are named alike."""
    for result in results:
        for relation in pairs_of(result, others[:NEAR]):
            yield from _found(relation)


def sum_miss(relation: LineRelation) -> LineMiss | None:
    """Give what is wrong in the only place of lines that others like them show to be parts and total: two digits that changed places."""
    quantities = relation.values(0)
    long = bool(quantities) and abs(quantities[0].value) >= 10 * _SURE * quantities[0].step
    if len(quantities) < len(relation.lines) or holds(relation, quantities) or not long:
        return None
    return _blamed(relation, 0, (), _SHOWN)


def _found(relation: LineRelation) -> Iterator[LineFinding]:
    """Give a relation that holds in all places or in all but one, if these show it."""
    held: list[int] = []
    off: list[int] = []
    near: list[int] = []
    places = relation.lines[0].cells if relation.whole is None else {p for line in relation.lines for p in line.cells}
    size = _SUM if relation.kind == "sum" and relation.whole is None else len(relation.lines)
    linear = relation.is_linear
    for place in places:
        quantities = relation.values(place)
        if len(quantities) < size or not (linear or quantities[0].value):
            continue
        far = linear and relation.is_far(quantities)
        if not far and holds(relation, quantities):
            held.append(place)
        elif not far and nearly(relation, quantities):
            near.append(place)
        else:
            off.append(place)
        if len(off) > _PAIR + len(places) // _MANY:
            return
    if size == _SUM:  # a part that no place which holds has, was not added there
        shown = [line for line in relation.lines if any(place in line.cells for place in held)]
        off = [place for place in off if all(line in shown for line in relation.lines if place in line.cells)]
    loose = [place for place in held if not relation.is_as_printed(place)]
    lone = not off and len(loose) == 1 and not _is_by_one(relation, loose[0])
    if lone and len(held) > _HELD and relation.kind in ("growth", "average"):
        off, held = loose, [place for place in held if place not in loose]  # all others are as printed
    off += near * (len(off) > 1 and relation.is_linear and relation.whole is None)  # no rounding where several are off
    if relation.is_linear and relation.whole is None and not off:
        loose = [*near, *(place for place in held if not relation.is_as_printed(place, exactly=True))]
        if len(loose) == 1 and _is_exact(relation, [place for place in held if place not in loose]):
            off, held = loose, [place for place in held if place not in loose]
    also = off if relation.odds else ()  # a row that has nothing there, either, may be a part of the total
    if relation.is_linear and held and any(_is_nothing(line, held, also) for line in relation.lines):
        return
    one = relation.is_told or (relation.is_linear and len(off) + len(near) <= 1)
    if len(held) < (1 if one else _TOLD_HELD):
        return  # one column in which three rows happen to add up shows nothing where they don't in two others
    told = (relation.values(place) for place in held)
    rare = {tuple(q.value for q in quantities): rareness(relation, quantities) for quantities in told}
    yield from _finding(relation, off, tuple(held), prod(rare.values()) / relation.weight)


def _is_exact(relation: LineRelation, places: Sequence[int]) -> bool:
    """Say whether places in which whole numbers make each other to the last one are too many for rounded numbers."""
    if any(quantity.step != 1 for place in places for quantity in relation.values(place)):
        return False
    if all(quantity.is_exact for place in places for quantity in relation.values(place)[1:]):
        return len(places) >= _HELD
    parts = (sum(1 for q in relation.values(place)[1:] if q.value) for place in places)
    return prod(erf(0.5 / sqrt(max(number, 1) / 6)) for number in parts) < _ROUNDED


def _is_by_one(relation: LineRelation, place: int) -> bool:
    """Say whether a result is off by one in its last digit, as what was rounded late may be."""
    quantities = relation.values(place)
    printed, _ = relation.result(quantities)
    return abs(slack_of(relation, quantities)[0] - printed) <= _LATE * float(quantities[0].step)


def _is_nothing(line: FigureLine, places: Sequence[int], told: Sequence[int]) -> bool:
    """Say whether a line has nothing in all the places that show a relation, so that they don't show it to be of it, but something in those `told`."""
    numbers = [[line.cells[place].value for place in of if place in line.cells] for of in (places, told)]
    return not any(numbers[0]) and (not told or any(numbers[1]))


def _finding(
    relation: LineRelation, off: Sequence[int], held: tuple[int, ...], evidence: float
) -> Iterator[LineFinding]:
    shared = _shared(relation, off) if len(off) == _PAIR else None
    most = 1 if relation.kind == "growth" else 1 + len(held) // _MANY  # what was before may have been corrected
    if len(off) > 1 and (evidence < _SURE * _MOST or (shared is None and len(off) > most)):
        return
    if not off and evidence >= _SURE and len(held) > 1:
        yield LineFinding(relation, held, evidence, None)
    for place in off[:1] if shared is not None else off:
        full = len(relation.values(place)) == len(relation.lines)  # a dash may stand for any number
        finding = LineFinding(relation, held, evidence, place if full else None, len(off) > 1, shared)
        if finding.miss() is not None:
            yield finding


def _shared(relation: LineRelation, off: Sequence[int]) -> int | None:
    """Give the line whose number in the first place is that of another in the second: one year's amount breaks two growths."""
    after = {id(quantity) for quantity in relation.values(off[1])}
    return next((n for n, quantity in enumerate(relation.values(off[0])) if id(quantity) in after), None)


def _blamed(
    relation: LineRelation, place: int, held: Sequence[int], evidence: float, keep: KeptRelations | None = None
) -> LineMiss | None:
    """Give the number that a slip explains, else the result where enough other places show what it should be."""
    quantities = relation.values(place)
    lines = [line for line in relation.lines if place in line.cells]
    keep = keep or KeptRelations()
    tried = 0
    for kind in SlipKind if evidence >= _SHOWN else ():
        slips = [(number, right) for number, quantity in enumerate(quantities) for right in slips_of(quantity, kind)]
        tried += len(slips)
        room = abs(float(quantities[0].value / quantities[0].step)) / max(tried, 1)
        slips = [(number, right) for number, right in slips if not keep.stands(quantities[number], float(right))]
        for number, right in slips if room >= _SHOWN and evidence * min(room, _MOST) >= _SURE else ():
            mended = [*quantities]
            mended[number] = replace(quantities[number], value=right)
            whole = relation.is_linear and all(q.step == 1 for q in quantities)
            if is_to_the_last(relation, mended) if whole else holds(relation, mended):
                return LineMiss(relation, place, lines[number], float(right))
    if relation.whole is not None:
        return _odd_one(relation, place, held, keep) if evidence >= _SURE else None
    if not quantities[0].value:
        return None
    made, _ = slack_of(relation, quantities)
    off = made - float(quantities[0].value)
    others = [keep.stands(q, float(q.value) + side * off) for q in quantities[1:] for side in (1, -1)]
    stands = keep.stands(quantities[0], made)
    if stands and (not relation.is_linear or all(others)):
        return None
    strong = evidence >= _SURE * _MOST
    # One place is enough where the numbers of the other are of the same kind.
    alike = all(relation.lines[0].cells[p].step == quantities[0].step for p in held)
    one = strong and alike and (relation.is_told or relation.is_linear)
    enough = evidence >= _SURE and len(held) >= (1 if one else _TOLD_HELD if relation.is_told else _HELD)
    near = 1 / _FAR < made / float(quantities[0].value) < _FAR
    near |= strong and not relation.is_linear  # reckoned on the wrong base, or 0.9 for 9.0
    far = enough and strong and relation.is_told and len(held) >= _HELD  # 64处，其中复查10处，新发现1处
    wrong = (enough and near) or far or _turned(quantities[0], made, evidence)
    return LineMiss(relation, place, lines[0], made, sure=near and not stands) if wrong else None


def _odd_one(relation: LineRelation, place: int, held: Sequence[int], keep: KeptRelations) -> LineMiss | None:
    """Give of shares that should make a hundred the one that is unlike those of the other places, but for what is of little."""
    off = sum(quantity.rough for quantity in relation.values(place)) - _WHOLE

    def unlike(line: FigureLine) -> float:
        usual = sum(line.cells[p].rough for p in held if p in line.cells) / len(held)
        return abs(line.cells[place].rough - usual)

    odd = max((line for line in relation.lines if place in line.cells), key=unlike)
    right = odd.cells[place].rough - off
    if len(held) < _TOLD_HELD or right < 0 or abs(off) < _LITTLE or keep.stands(odd.cells[place], right):
        return None
    return LineMiss(relation, place, odd, right, sure=False)


def _turned(quantity: Quantity, made: float, evidence: float) -> bool:
    """Say whether the digits of a result stand in another order than they should, and how rare that is makes it sure."""
    right = Fraction(round(made / float(quantity.step))) * quantity.step
    steps = quantity.value / quantity.step
    room = float(steps) / factorial(len(str(int(abs(steps)))))
    return is_permuted(quantity, right) and room >= _SHOWN and evidence * room >= _SURE


def _proportional(amounts: FigureLine, rates: FigureLine, number: int) -> Iterator[LineFinding]:
    """Give a line of shares that goes with a line of amounts in all places or all but one; the whole need not be printed."""
    groups: list[list[int]] = [[]]
    for place in sorted(p for p in rates.cells if p in amounts.cells):
        if rates.cells[place].value == _WHOLE:
            groups.append([])
        if rates.cells[place].value > 0 and amounts.cells[place].value > 0:
            groups[-1].append(place)
    # Several hundreds are of several wholes, each with its parts behind it: 可支配收入 100, …, 消费支出 100, ….
    for places in groups if len(groups) > _PAIR else [[p for group in groups for p in group]]:
        if len(places) + (len(groups) > _PAIR) > _HELD:
            yield from _of_one_whole(amounts, rates, places, number)


def _of_one_whole(amounts: FigureLine, rates: FigureLine, places: Sequence[int], number: int) -> Iterator[LineFinding]:
    sizes = [float(amounts.cells[p].value) for p in places]
    if max(sizes) < _EVEN * min(sizes):  # of two lines of indices near 100 any goes with the other
        return
    bounds = {p: _wholes(amounts.cells[p], rates.cells[p]) for p in places}
    best = max(places, key=lambda p: sum(low <= bounds[p][0] < high for low, high in bounds.values()))
    held = [p for p in places if bounds[p][0] <= bounds[best][0] < bounds[p][1]]
    off = [p for p in places if p not in held]
    rests = ([bounds[q] for q in places if q != p] for p in (held if off else ()))
    if len(off) > 1 + len(held) // _MANY:
        return
    if any(max(low for low, _ in rest) < min(high for _, high in rest) for rest in rests):
        off = []  # of two that contradict each other, either may be wrong
    low, high = max(bounds[p][0] for p in held), min(bounds[p][1] for p in held)
    whole = (low + high) / 2
    if any(float(amounts.cells[p].value) > (_WHOLE + 1) * high for p in places):
        return  # no part is more than the whole: a rate of completion that goes with a column by chance
    relation = LineRelation(
        "share", (rates, amounts), lambda values: values[0] / whole, 2.0 * number, spread=(high - low) / 2 / whole
    )
    off = [p for p in off if not nearly(relation, relation.values(p))]  # put even with the others, to make a hundred
    strengths = sorted(rareness(relation, relation.values(p)) for p in held)
    yield from _finding(relation, off, tuple(held), prod(strengths[:-1]) / relation.weight)


def _wholes(amount: Quantity, rate: Quantity) -> tuple[float, float]:
    """Give between what wholes an amount makes a share as printed."""
    half, size = float(rate.step) / 2, 0.0 if amount.is_exact else float(amount.step) / 2
    value, least = float(amount.value), max(float(rate.value) - half, 1e-9)
    return (value - size) / (float(rate.value) + half), (value + size) / least
