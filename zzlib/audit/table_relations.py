"""Relations that the lines of a table, its columns or its rows, show by their own numbers: they hold in all places but one.

A line may be the sum, the difference, the quotient or the growth of two others, the sum of a run of them, or go with
another as a share with its amount. What is meant no words tell. It is believed where the places in which it holds are
rarer by chance than the number of relations tried; then the one place where it does not hold is an error.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, permutations
from math import factorial, isclose, log10, prod
from statistics import median_low

from zzlib.audit.chance import SlipKind, slips_of
from zzlib.audit.figure_lines import Compute, FigureLine, LineRelation
from zzlib.audit.grids import is_total_label
from zzlib.audit.quantities import Quantity, coarsest_grain
from zzlib.audit.slips import is_permuted

_SURE = 1000.0
"""How much rarer by chance than the number of relations tried a relation must be."""
_SHOWN, _MOST = 10.0, 100.0
"""The same of its own places alone where a slip makes it whole in the last one; and what such a slip adds at most."""
_SAID, _ONLY = 0.3, 0.2  # 合计 says what its rows make, 未办结 beside two others what they are
_TIME = re.compile(r"(?:19|20)\d\d年?|[本上去今]年|[本上同]期|同期")
_SCALED = re.compile("[（(]|[万亿千]|吨|公斤|[单亩]产|%")
_RUN, _CHOSEN, _PARTS, _NEAR = 15, 8, 5, 9
_HELD, _TOLD_HELD = 3, 2  # places that show a relation where no slip explains the one that is off
_PAIR, _SUM = 2, 3  # a total and two parts: others may have nothing there
_FAR, _WHOLE, _EVEN = 2.0, 100.0, 1.1
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


@dataclass(frozen=True)
class LineFinding:
    """A relation that lines show in the places where it holds (`held`), how rare that is by chance, and the one place where it doesn't (`off`), if there is any."""

    relation: LineRelation
    held: tuple[int, ...]
    evidence: float
    off: int | None
    shared: int | None = None
    """Which line has there the number that is in the other place, too, in which it doesn't hold."""

    def miss(self, proved: Container[int] = ()) -> LineMiss | None:
        """Give what is wrong where it doesn't hold; `proved` are the ids of numbers that other relations keep."""
        if self.off is not None and self.shared is not None:
            rate, _, before = (float(quantity.value) for quantity in self.relation.values(self.off))
            right = before + rate if self.relation.is_linear else before * (1 + rate / _WHOLE)
            return LineMiss(self.relation, self.off, self.relation.lines[self.shared], right)
        return None if self.off is None else _blamed(self.relation, self.off, self.held, self.evidence, proved)


def line_findings(lines: Sequence[FigureLine], *, ordered: bool) -> Iterator[LineFinding]:
    """Give the relations that all places of the lines show, or all but one; `ordered` lines have their parts near."""
    for relation in _relations(lines, ordered=ordered):
        yield from _found(relation)
    yield from whole_findings(lines)
    for amounts, rates in permutations(lines, 2):
        if not rates.added:
            yield from _proportional(amounts, rates, len(lines))


def _relations(lines: Sequence[FigureLine], *, ordered: bool) -> Iterator[LineRelation]:
    for number, result in enumerate(lines):
        behind, ahead = lines[number + 1 :], lines[:number][::-1]
        for others in (behind, ahead):
            yield from _runs(result, [line for line in others if line.added])
        if ordered:
            yield from _choices(result, [line for line in behind if line.added][:_CHOSEN])
        near = [*ahead[: _NEAR // 2], *behind[: _NEAR // 2]] if ordered else [*ahead[:_NEAR], *behind[:_NEAR]]
        pairs = _pairs(result, near)
        yield from (r for r in pairs if not ordered or r.kind != "growth" or r.is_told)  # no unit grows from others


def whole_findings(lines: Sequence[FigureLine]) -> Iterator[LineFinding]:
    """Give the shares that make a hundred in all places, or all but one."""
    for first in range(len(lines)):
        for last in range(first + 2, min(first + _RUN, len(lines)) + 1):
            relation = LineRelation("sum", tuple(lines[first:last]), sum, len(lines) * last, _WHOLE)
            below = lines[last].cells if last < len(lines) else {}  # which may go on with the very place that is off
            yield from (f for f in _found(relation) if f.off not in below or all(p in below for p in f.held))


def growing_findings(rates: FigureLine, amounts: FigureLine) -> Iterator[LineFinding]:
    """Give a line if it tells how another grew, or by how much, from place to place, in all places or all but one."""
    before = {place: amounts.cells[place - 1] for place in amounts.cells if place - 1 in amounts.cells}
    lines = (rates, amounts, FigureLine(amounts.label, before))
    yield from _found(LineRelation("growth", lines, _growth, _ONLY, above=_WHOLE))
    yield from _found(LineRelation("difference", lines, _difference, _ONLY))


def made_across(results: Sequence[FigureLine], others: Sequence[FigureLine]) -> Iterator[LineFinding]:
    """Give the columns of one table that are made of two of another whose rows are named alike."""
    for result in results:
        for relation in _pairs(result, others[:_NEAR]):
            yield from _found(relation)


def _runs(result: FigureLine, others: Sequence[FigureLine]) -> Iterator[LineRelation]:
    """Give a line and each run of others next to it."""
    if result.added:
        sizes = {*range(2, min(_RUN, len(others)) + 1), *([len(others)] if is_total_label(result.label) else ())}
        for size in sorted(sizes - {0, 1}):
            all_behind = size == len(others) and is_total_label(result.label)
            yield LineRelation("sum", (result, *others[:size]), sum, _SAID if all_behind else size)


def _choices(result: FigureLine, others: Sequence[FigureLine]) -> Iterator[LineRelation]:
    """Give a row and each choice of some of the rows behind it: its parts may have parts of their own between them."""
    if result.added:
        for size in range(2, _PARTS + 1):
            for parts in combinations(others, size):
                yield LineRelation("sum", (result, *parts), sum, 4.0**size)


def _pairs(result: FigureLine, others: Sequence[FigureLine]) -> Iterator[LineRelation]:
    tries = 4.0 * len(others) * len(others) if len(others) > _PAIR else _ONLY
    counted = all(cell.value.denominator == 1 for cell in result.cells.values())
    for one, other in permutations(others, 2):
        yield LineRelation("difference", (result, one, other), _difference, tries)
        named = _TIME.sub("", one.label) == _TIME.sub("", other.label) != ""  # 本年（万元）, 上年（万元）
        yield LineRelation("growth", (result, one, other), _growth, _ONLY if named else tries, above=_WHOLE)
        average = LineRelation("average", (result, one, other), _quotient(result, one, other), tries)
        if average.is_told or not counted:  # small whole numbers are quotients of others by chance
            yield average


def _difference(values: Sequence[float]) -> float:
    return values[0] - values[1]


def _growth(values: Sequence[float]) -> float:
    return (values[0] / values[1] - 1) * _WHOLE if values[1] else 0.0


def _quotient(result: FigureLine, one: FigureLine, other: FigureLine) -> Compute:
    """Give the quotient of two lines in the power of ten that their units make of it: 吨 by 公顷 in 公斤."""
    places = [p for p in result.cells if p in one.cells and p in other.cells]
    values = [[float(line.cells[p].value) for line in (result, one, other)] for p in places]
    power = median_low([round(log10(v[0] * v[2] / v[1])) for v in values if min(v) > 0] or [0])
    large = any(cell.value > _WHOLE for cell in result.cells.values())
    told = all(cell.unit == "%" for cell in result.cells.values())  # 完成率 of 105.0%
    told = told or any(_SCALED.search(line.label) for line in (result, one, other))
    if power and large and not told:
        return lambda given: 0.0  # no percentages, and no unit tells why they are so many times as large
    factor = 10.0**power
    return lambda given: given[0] / given[1] * factor if given[1] else 0.0


def sum_holds(relation: LineRelation) -> bool:
    """Say whether one line is the sum of others in the only place that they have, and of so many digits that it is by no chance."""
    quantities = relation.values(0)
    whole = len(quantities) == len(relation.lines)
    return whole and _holds(relation, quantities) and _strength(relation, quantities) > _SURE


def sum_miss(relation: LineRelation) -> LineMiss | None:
    """Give what is wrong in the only place of lines that others like them show to be parts and total: two digits that changed places."""
    quantities = relation.values(0)
    long = bool(quantities) and abs(quantities[0].value) >= 10 * _SURE * quantities[0].step
    if len(quantities) < len(relation.lines) or _holds(relation, quantities) or not long:
        return None
    return _blamed(relation, 0, (), _SHOWN)


def _found(relation: LineRelation) -> Iterator[LineFinding]:
    """Give a relation that holds in all places or in all but one, if these show it."""
    held: list[int] = []
    off: list[int] = []
    places = relation.lines[0].cells if relation.whole is None else {p for line in relation.lines for p in line.cells}
    size = _SUM if relation.kind == "sum" and relation.whole is None else len(relation.lines)
    for place in places:
        quantities = relation.values(place)
        if len(quantities) < size or not (quantities[0].value or relation.is_linear):
            continue
        if _holds(relation, quantities):
            held.append(place)
        elif not _nearly(relation, quantities):
            off.append(place)
        if len(off) > _PAIR + len(places) // _MANY:
            return
    if size == _SUM:  # a part that no place which holds has, was not added there
        shown = [line for line in relation.lines if any(place in line.cells for place in held)]
        off = [place for place in off if all(line in shown for line in relation.lines if place in line.cells)]
    loose = [place for place in held if not relation.is_as_printed(place)]
    if not off and len(loose) == 1 and len(held) > _HELD and relation.kind in ("growth", "average"):
        off, held = loose, [place for place in held if place not in loose]  # all others are as printed
    if relation.is_linear and held and any(_is_nothing(line, held) for line in relation.lines):
        return
    by_shares = _shown_by_shares(relation)
    if len(held) < (int(by_shares <= 1) if relation.is_linear or relation.is_told else _TOLD_HELD):
        return
    strength = prod(
        {
            tuple(q.value for q in relation.values(place)): _strength(relation, relation.values(place))
            for place in held
        }.values()
    )
    yield from _finding(relation, off, tuple(held), strength * by_shares / relation.weight)


def _is_nothing(line: FigureLine, places: Sequence[int]) -> bool:
    """Say whether a line has nothing in all the places that show a relation, so that they don't show it to be of it."""
    return not any(line.cells[place].value for place in places if place in line.cells)


def _shown_by_shares(relation: LineRelation) -> float:
    """Give how rare it is by chance that the shares of rows make the hundred of the one whose amounts they should make."""
    found = 1.0
    for place, total in relation.lines[0].shares.items() if relation.kind == "sum" else ():
        shares = [line.shares[place] for line in relation.lines if place in line.shares]
        if total.value == _WHOLE and len(shares) == len(relation.lines) and _holds(relation, shares):
            found *= _strength(relation, shares)
    return found


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
        finding = LineFinding(relation, held, evidence, place if full else None, shared)
        if finding.miss() is not None:
            yield finding


def _shared(relation: LineRelation, off: Sequence[int]) -> int | None:
    """Give the line whose number in the first place is that of another in the second: one year's amount breaks two growths."""
    after = {id(quantity) for quantity in relation.values(off[1])}
    return next((n for n, quantity in enumerate(relation.values(off[0])) if id(quantity) in after), None)


def _slack(relation: LineRelation, quantities: Sequence[Quantity]) -> tuple[float, float]:
    """Give what the operands make, and how far off rounding may take that."""
    _, used = relation.result(quantities)
    values = [float(quantity.value) for quantity in used]
    halves = [0.0 if quantity.is_exact else float(quantity.step) / 2 for quantity in used]
    made = relation.compute(values)
    if relation.is_linear:
        return made, sum(halves)
    size = abs(made + relation.above)
    parts = (half / abs(value) for half, value in zip(halves, values, strict=True) if value)
    return made, size * (relation.spread + sum(parts))


def _holds(relation: LineRelation, quantities: Sequence[Quantity]) -> bool:
    made, slack = _slack(relation, quantities)
    printed, _ = relation.result(quantities)
    step = 0.0 if relation.whole is not None or quantities[0].is_exact else float(quantities[0].step) / 2
    return abs(made - printed) <= (step + slack) * (1 + 1e-9) + 1e-9 * abs(printed)


def _nearly(relation: LineRelation, quantities: Sequence[Quantity]) -> bool:
    """Say whether a sum or difference is off by no more than one in the last digit of each rounded number, or of all whole ones, or a rate by one in its last."""
    printed, _ = relation.result(quantities)
    step = max(quantity.step for quantity in quantities)
    linear = relation.is_linear or relation.whole is not None
    most = (len(quantities) * step if step < 1 else step) if linear else quantities[0].step
    return abs(_slack(relation, quantities)[0] - printed) <= (1 + 1e-9) * float(most)


def _strength(relation: LineRelation, quantities: Sequence[Quantity]) -> float:
    """Give how rare it is by chance that a relation holds in a place."""
    printed, used = relation.result(quantities)
    values = [float(quantity.value) for quantity in used]
    if printed in values or not (relation.is_linear or all(values)):
        return 1.0
    made, slack = _slack(relation, quantities)
    step = coarsest_grain(quantities) if relation.is_linear else float(quantities[0].step)
    if isclose(made, printed):
        return max(1.0, abs(printed) / step)
    return max(1.0, abs(printed) / (step + 2 * slack))


def _blamed(
    relation: LineRelation, place: int, held: Sequence[int], evidence: float, proved: Container[int] = ()
) -> LineMiss | None:
    """Give the number that a slip explains, else the result where enough other places show what it should be."""
    quantities = relation.values(place)
    lines = [line for line in relation.lines if place in line.cells]
    tried = 0
    for kind in SlipKind if evidence >= _SHOWN else ():
        slips = [(number, right) for number, quantity in enumerate(quantities) for right in slips_of(quantity, kind)]
        tried += len(slips)
        room = abs(float(quantities[0].value / quantities[0].step)) / max(tried, 1)
        slips = [slip for slip in slips if id(quantities[slip[0]]) not in proved]
        for number, right in slips if room >= _SHOWN and evidence * min(room, _MOST) >= _SURE else ():
            mended = [*quantities]
            mended[number] = replace(quantities[number], value=right)
            if _holds(relation, mended):
                return LineMiss(relation, place, lines[number], float(right))
    known = [*(quantities[:1] if not relation.is_linear else quantities)]
    if relation.whole is not None or not quantities[0].value or all(id(quantity) in proved for quantity in known):
        return None
    made, _ = _slack(relation, quantities)
    strong = evidence >= _SURE * _MOST
    # One place is enough where the numbers of the other are of the same kind.
    alike = all(relation.lines[0].cells[p].step == quantities[0].step for p in held)
    one = strong and alike and (relation.is_told or relation.is_linear)
    enough = evidence >= _SURE and len(held) >= (1 if one else _TOLD_HELD if relation.is_told else _HELD)
    near = 1 / _FAR < made / float(quantities[0].value) < _FAR
    near |= strong and not relation.is_linear  # reckoned on the wrong base, or 0.9 for 9.0
    return (
        LineMiss(relation, place, lines[0], made, sure=id(quantities[0]) not in proved)
        if (enough and near) or _turned(quantities[0], made, evidence)
        else None
    )


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
    off = [p for p in off if not _nearly(relation, relation.values(p))]  # put even with the others, to make a hundred
    strengths = sorted(_strength(relation, relation.values(p)) for p in held)
    yield from _finding(relation, off, tuple(held), prod(strengths[:-1]) / relation.weight)


def _wholes(amount: Quantity, rate: Quantity) -> tuple[float, float]:
    """Give between what wholes an amount makes a share as printed."""
    half, size = float(rate.step) / 2, 0.0 if amount.is_exact else float(amount.step) / 2
    value, least = float(amount.value), max(float(rate.value) - half, 1e-9)
    return (value - size) / (float(rate.value) + half), (value + size) / least
