"""Totals in the columns of a table: which rows make another, and the one figure of a column that a slip of the pen explains.

How likely rows make another by where they stand and by their labels is measured (`judging/chance.toml`); each column in which they
do makes it likelier. Where they don't, a slip in one of their numbers is weighed against the accident that numbers which
have nothing to do with each other are just one slip apart.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from zzlib.audit.judging.chance import SlipKind, chance_of, chance_settings, slips_before
from zzlib.audit.numbers.quantities import Quantity
from zzlib.audit.tables.figure_lines import FigureLine, LineRelation, is_told_of
from zzlib.audit.tables.table_relations import KeptRelations, LineMiss, holds, nearly, rareness
from zzlib.audit.tables.total_runs import RunFinder, TotalRun

_PASSES, _PAIR, _MOST, _CLEAR, _TOLD = 3, 2, 1e4, 2.0, 3


class ColumnTotals:
    """The rows of a table and what may be a total of which; `gaps` are the rows behind words that stand alone."""

    def __init__(self, rows: Sequence[FigureLine], gaps: Collection[int]) -> None:
        self._rows = rows
        self._gaps = gaps
        self._values = [{place: float(q.value) for place, q in row.cells.items()} for row in rows]

    @cached_property
    def relations(self) -> list[LineRelation]:
        """Give the sums that rows may be, each as likely as it is: first those of single rows, then those of groups, too."""
        groups: list[TotalRun] = []
        for _ in range(_PASSES):
            runs = [run for run in RunFinder(self._rows, self._gaps, groups).runs() if self._is_near(run)]
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
        held = {(run.total, run.span) for run, r in told if run.is_block and _odds(r, None) > settings.shown}
        for run, relation in told:
            sisters = [s for t, s in held if t == run.total and (s[1] < run.span[0] or run.span[1] < s[0])]
            power = len({first for first, _ in sisters}) if run.is_block else 0
            yield replace(relation, odds=relation.odds * settings.sister**power)

    def slips(self, keep: KeptRelations) -> Iterator[LineMiss]:
        """Give the figure of a column that a slip explains, as far as accidents are excluded, but for what other relations `keep`."""
        found = [miss for relation in self.relations for miss in self._missed(relation, keep)]
        best = max(found, key=lambda told: told[0], default=None)
        bounds = chance_settings().totals
        if best is not None and best[0] >= bounds.doubtful:
            yield replace(best[1], asked=best[0] < bounds.wrong)

    def _is_near(self, run: TotalRun) -> bool:
        """Say whether rows come near another in some column: there are thousands of runs in a long table."""
        near, values = chance_settings().totals.near, self._values
        return any(
            abs(sum(values[part].get(place, 0.0) for part in run.parts) - total) <= near * abs(total)
            for place, total in values[run.total].items()
        )

    def _relation(self, run: TotalRun) -> LineRelation:
        lines = (self._rows[run.total], *(self._rows[part] for part in run.parts))
        return LineRelation("sum", lines, sum, 1.0, odds=chance_settings().totals.odds(run.traits))

    def _groups(self, told: Sequence[tuple[TotalRun, LineRelation]]) -> list[TotalRun]:
        """Give of each total the likeliest run that holds."""
        best: dict[int, tuple[float, TotalRun]] = {}
        for run, relation in told:
            odds = _odds(relation, None)
            beside = run.span[0] == run.total + 1 or run.span[1] == run.total - 1
            least = max(chance_settings().totals.shown, best.get(run.total, (0.0, run))[0])
            if beside and odds > least:
                best[run.total] = odds, run
        return [run for _, run in best.values()]

    def _missed(self, relation: LineRelation, keep: KeptRelations) -> Iterator[tuple[float, LineMiss]]:
        """Give the figures of a relation that a slip explains, with the odds of it."""
        settings = chance_settings().totals
        for place, total in relation.lines[0].cells.items():
            numbers = relation.values(place)
            if holds(relation, numbers) or nearly(relation, numbers):
                continue
            off = sum(q.value for q in numbers[1:]) - total.value
            if len(numbers) < len(relation.lines) and (off < 0 or len(numbers) <= _PAIR):
                continue  # what the part without a number has may be missing; no part makes a sum smaller
            if abs(off) > settings.near * abs(total.value) or keep.has_made(total) or self._is_a_row(place, off):
                continue
            likely = _odds(relation, place)
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
            either = [
                (numbers[n], right) for chance, n, right in sorted(told, reverse=True) if chance * _CLEAR > best[0]
            ]
            clear = len(either) == 1
            blamed, should = (best[1], best[2]) if clear else (0, total.value + off)
            odds = likely / (1 + likely * settings.apart) * slip
            miss = LineMiss(relation, place, relation.lines[blamed], float(should), sure=clear, alone=True)
            yield odds, miss if clear else replace(miss, either=tuple(either[:_TOLD]))

    def _is_a_row(self, place: int, off: Fraction) -> bool:
        """Say whether a sum is off by just what a row has there: it was left out, or is in another already; or by what rows without a number there have in another column."""
        there = any(place in row.cells and row.cells[place].value == abs(off) for row in self._rows)
        return there or is_told_of((row.cells for row in self._rows if place not in row.cells), off)


def _odds(relation: LineRelation, but: int | None) -> float:
    """Give the odds that rows make another by all places but one."""
    odds = relation.odds
    for place in relation.lines[0].cells:
        numbers = relation.values(place)
        if place == but or len(numbers) <= _PAIR:
            continue
        # Whole numbers that are off by more than one hold but by what may have been rounded.
        if relation.is_as_printed(place, exactly=True) or (holds(relation, numbers) and numbers[0].step < 1):
            odds *= min(_MOST, rareness(relation, numbers))
        elif not nearly(relation, numbers):
            odds *= chance_settings().totals.apart
    return odds


def _slips(relation: LineRelation, numbers: Sequence[Quantity], at: int) -> Iterator[tuple[SlipKind, Fraction]]:
    """Give the slips of one of the numbers that make them whole."""
    off = sum(q.value for q in numbers[1:]) - numbers[0].value
    wanted = numbers[at].value + (off if at == 0 else -off)
    room = sum(q.step for q in numbers)
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
