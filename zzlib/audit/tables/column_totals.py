"""Totals in the columns of a table: which rows make another, and the one figure of a column that a slip of the pen explains.

How likely rows make another by where they stand and by their labels is measured (`judging/chance.toml`); each column in which they
do makes it likelier. Where they don't, a slip in one of their numbers is weighed against the accident that numbers which
have nothing to do with each other are just one slip apart.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from math import prod

from zzlib.audit.judging.chance import SlipKind, chance_of, chance_settings, slips_before
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import Quantity
from zzlib.audit.tables.figure_lines import FigureLine, LineRelation, holds, is_told_of, nearly, rareness
from zzlib.audit.tables.table_relations import KeptRelations, LineFinding, LineMiss
from zzlib.audit.tables.total_runs import TOTAL, RunFinder, TotalRun

_PASSES, _PAIR, _MOST, _CLEAR, _TOLD = 3, 2, 1e4, 2.0, 3


class ColumnTotals:
    """The rows of a table and what may be a total of which; `gaps` are the rows behind words that stand alone."""

    def __init__(self, rows: Sequence[FigureLine], gaps: Collection[int]) -> None:
        self._rows = rows
        self._gaps = gaps
        places = {place for row in rows for place in row.cells}
        self._values = {
            place: [row.cells[place].rough if place in row.cells else 0.0 for row in rows] for place in places
        }
        self._sizes: dict[int, set[Fraction]] = defaultdict(set)
        for row in rows:
            for place, q in row.cells.items():
                self._sizes[place].add(q.value)

    @cached_property
    def relations(self) -> list[LineRelation]:
        """Give the sums that rows may be, each as likely as it is: first those of single rows, then those of groups, too."""
        groups: list[TotalRun] = []
        for _ in range(_PASSES):
            runs = list(RunFinder(self._rows, self._gaps, self._is_near, groups).runs())
            relations = [self._relation(run) for run in runs]
            found = self._groups(list(zip(runs, relations, strict=True)))
            if found == groups:
                break
            groups = found
        return list(self._with_sisters(runs, relations))

    def _with_sisters(self, runs: Sequence[TotalRun], relations: Sequence[LineRelation]) -> Iterator[LineRelation]:
        """Give relations, likelier by each other way that holds in which the same total is parted, 其中 to the next 其中."""
        settings = chance_settings().totals
        told = list(zip(runs, relations, strict=True))
        held = {(run.total, run.span) for run, r in told if run.is_block and _odds(r) > settings.shown}
        for run, relation in told:
            sisters = [s for t, s in held if t == run.total and (s[1] < run.span[0] or run.span[1] < s[0])]
            power = len({first for first, _ in sisters}) if run.is_block else 0
            yield replace(relation, odds=relation.odds * settings.sister**power)

    def held(self) -> Iterator[LineFinding]:
        """Give the totals that their labels tell, in the columns in which they hold, whether or not they do in the others."""
        for relation in self.relations if self._rows else ():
            if TOTAL.search(relation.lines[0].label):
                made = {place: relation.values(place) for place in relation.lines[0].cells}
                places = [p for p, q in made.items() if len(q) > _PAIR and relation.is_as_printed(p, exactly=True)]
                least = chance_settings().totals.wrong / relation.odds
                yield LineFinding(relation, tuple(p for p in places if rareness(relation, made[p]) >= least), 0.0, None)

    def slips(self, keep: KeptRelations) -> Iterator[LineMiss]:
        """Give the figure of a column that a slip explains, as far as accidents are excluded, but for what other relations `keep`."""
        found = [miss for relation in self.relations for miss in self._missed(relation, keep)]
        best = max(found, key=lambda told: told[0], default=None)
        bounds = chance_settings().totals
        if best is not None and best[0] >= bounds.doubtful:
            yield replace(best[1], asked=best[0] < bounds.wrong)

    def _is_near(self, total: int, parts: Sequence[int]) -> bool:
        """Say whether rows come near another in some column: there are thousands of runs in a long table."""
        near = chance_settings().totals.near
        columns = [self._values[place] for place in self._rows[total].cells]
        return any(abs(sum([c[part] for part in parts]) - c[total]) <= near * abs(c[total]) for c in columns)

    def _relation(self, run: TotalRun) -> LineRelation:
        lines = (self._rows[run.total], *(self._rows[part] for part in run.parts))
        return LineRelation("sum", lines, sum, 1.0, odds=chance_settings().totals.odds(run.traits))

    def _groups(self, told: Sequence[tuple[TotalRun, LineRelation]]) -> list[TotalRun]:
        """Give of each total the likeliest run that holds."""
        best: dict[int, tuple[float, TotalRun]] = {}
        for run, relation in told:
            odds = _odds(relation)
            beside = run.span[0] == run.total + 1 or run.span[1] == run.total - 1
            least = max(chance_settings().totals.shown, best.get(run.total, (0.0, run))[0])
            if beside and odds > least:
                best[run.total] = odds, run
        return [run for _, run in best.values()]

    def _missed(self, relation: LineRelation, keep: KeptRelations) -> Iterator[tuple[float, LineMiss]]:
        """Give the figures of a relation that a slip explains, with the odds of it."""
        settings = chance_settings().totals
        factors: dict[int, float] = {}
        for place, total in relation.lines[0].cells.items():
            numbers = relation.values(place)
            far = abs(sum(q.rough for q in numbers[1:]) - total.rough) > 2 * settings.near * abs(total.rough)
            if far or nearly(relation, numbers) or holds(relation, numbers):
                continue
            off = sum(q.value for q in numbers[1:]) - total.value
            if len(numbers) < len(relation.lines) and (off < 0 or len(numbers) <= _PAIR):
                continue  # what the part without a number has may be missing; no part makes a sum smaller
            if abs(off) > settings.near * abs(total.value) or keep.has_made(total) or self._is_a_row(place, off):
                continue
            factors = factors or {other: _factor(relation, other) for other in relation.lines[0].cells}
            likely = relation.odds * prod(factor for other, factor in factors.items() if other != place)
            most = sum(chance_settings().slips.values())  # of all slips that a number allows
            if likely * settings.missed * most * _room(numbers) < settings.doubtful:
                continue
            told = [
                (chance_of(kind, q), n, right)
                for n, q in enumerate(numbers)
                for kind, right in _slips(relation, numbers, n)
                if not keep.stands(q, float(right))
            ]
            if not told:
                continue
            slip = settings.missed * sum(chance for chance, _, _ in told) / len(numbers) * _room(numbers)
            best = max(told)
            likeliest = sorted(told, key=lambda slip: (slip[1] > 0, -slip[0]))  # the total before its parts
            either = [(numbers[n], right) for chance, n, right in likeliest if n == 0 or chance * _CLEAR > best[0]]
            clear = len(either) == 1 or best[0] > _CLEAR * max((c for c, n, _ in told if n != best[1]), default=0.0)
            blamed, should = (best[1], best[2]) if clear else (0, total.value + off)
            odds = likely / (1 + likely * settings.apart) * slip
            miss = LineMiss(relation, place, relation.lines[blamed], float(should), sure=clear, alone=True)
            yield odds, miss if clear else replace(miss, either=tuple(either[:_TOLD]))

    def _is_a_row(self, place: int, off: Fraction) -> bool:
        """Say whether a sum is off by just what a row has there: it was left out, or is in another already; or by what rows without one have elsewhere."""
        untold = (row.cells for row in self._rows if place not in row.cells)
        return abs(off) in self._sizes[place] or is_told_of(untold, off)


def _odds(relation: LineRelation) -> float:
    """Give the odds that rows make another by all places."""
    return relation.odds * prod(_factor(relation, place) for place in relation.lines[0].cells)


def _factor(relation: LineRelation, place: int) -> float:
    """Give how much likelier a place makes it that rows make another."""
    numbers = relation.values(place)
    if len(numbers) <= _PAIR:
        return 1.0
    # Whole numbers that are off by more than one hold but by what may have been rounded.
    if relation.is_as_printed(place, exactly=True) or (numbers[0].step < 1 and holds(relation, numbers)):
        return min(_MOST, rareness(relation, numbers))
    return 1.0 if nearly(relation, numbers) else chance_settings().totals.apart


def _slips(relation: LineRelation, numbers: Sequence[Quantity], at: int) -> Iterator[tuple[SlipKind, Fraction]]:
    """Give the slips of one of the numbers that make them whole."""
    off = sum(q.value for q in numbers[1:]) - numbers[0].value
    wanted = numbers[at].value + (off if at == 0 else -off)
    room = 0 if all(q.step == 1 for q in numbers) else sum(q.step for q in numbers)
    for steps, kind in slips_before(numbers[at]).items():
        right = steps * numbers[at].step
        if abs(right - wanted) <= room:
            mended = [*numbers]
            mended[at] = replace(numbers[at], value=right)
            if holds(relation, mended):
                yield kind, right


def _room(numbers: Sequence[Quantity]) -> float:
    """Give among how many sums the numbers would meet by accident."""
    step = max(quantity.step for quantity in numbers)
    window = 1 if all(q.is_exact for q in numbers) or step == numbers[0].step == 1 else 1 + len(numbers) // 2
    return float(abs(numbers[0].value) / step) / window
