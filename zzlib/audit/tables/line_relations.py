"""What a line of a table may be made of: a sum of those beside it, two others, or three that only its name lets it be made of."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from math import log10
from statistics import median_low

from zzlib.audit.documents.grids import is_total_label
from zzlib.audit.tables.figure_lines import Compute, FigureLine, LineRelation

ONLY = 0.2
"""How many relations are as good as tried where words or place leave no other: 未办结 beside two others."""
RUN, NEAR = 15, 9
"""How many lines a sum may have, and how far a line is looked for that makes another."""
_PERCENT = 2  # places that a rate is moved by
BY_NAME = ("rate", "balance", "loss")
"""Relations of which the name of the result must tell."""
_SAID = 0.3  # 合计 says what its rows make
_TIME = re.compile(r"(?:19|20)\d\d年?|[本上去今]年|[本上同]期|同期")
_SCALED = re.compile("[（(]|[万亿千]|吨|公斤|[单亩]产|%")
_CHOSEN, _PARTS = 8, 5
_PAIR, _SUM, _WHOLE = 2, 3, 100.0


def relations_of(lines: Sequence[FigureLine], *, ordered: bool) -> Iterator[LineRelation]:
    """Give what each line may be made of; `ordered` lines have their parts near."""
    for number, result in enumerate(lines):
        behind, ahead = lines[number + 1 :], lines[:number][::-1]
        for others in () if ordered else (behind, ahead):
            yield from _runs(result, [line for line in others if line.added])
        if ordered:
            yield from _choices(result, [line for line in behind if line.added][:_CHOSEN])
        near = [*ahead[: NEAR // 2], *behind[: NEAR // 2]] if ordered else [*ahead[:NEAR], *behind[:NEAR]]
        pairs = pairs_of(result, near)
        yield from (r for r in pairs if not ordered or r.kind != "growth" or r.is_told)  # no unit grows from others
        yield from () if ordered else (r for r in _threes(result, near) if r.is_told)


def _runs(result: FigureLine, others: Sequence[FigureLine]) -> Iterator[LineRelation]:
    """Give a line and each run of others next to it."""
    if result.added:
        sizes = {*range(2, min(RUN, len(others)) + 1), *([len(others)] if is_total_label(result.label) else ())}
        for size in sorted(sizes - {0, 1}):
            all_behind = size == len(others) and is_total_label(result.label)
            yield LineRelation("sum", (result, *others[:size]), sum, _SAID if all_behind else size)


def _choices(result: FigureLine, others: Sequence[FigureLine]) -> Iterator[LineRelation]:
    """Give a row and each choice of some of the rows behind it: its parts may have parts of their own between them."""
    if result.added:
        for size in range(2, _PARTS + 1):
            for parts in combinations(others, size):
                yield LineRelation("sum", (result, *parts), sum, 4.0**size)


def pairs_of(result: FigureLine, others: Sequence[FigureLine]) -> Iterator[LineRelation]:
    """Give the ways in which two of the others may make a line: their difference, a growth, a quotient."""
    tries = 4.0 * len(others) * len(others) if len(others) > _PAIR else ONLY
    counted = all(cell.value.denominator == 1 for cell in result.cells.values())
    for one, other in permutations(others, 2):
        yield LineRelation("difference", (result, one, other), difference, tries)
        named = _TIME.sub("", one.label) == _TIME.sub("", other.label) != ""  # 本年（万元）, 上年（万元）
        yield LineRelation("growth", (result, one, other), growth, ONLY if named else tries, above=_WHOLE)
        average = LineRelation("average", (result, one, other), _quotient(result, one, other), tries)
        if average.is_told or not counted:  # small whole numbers are quotients of others by chance
            yield average


def _threes(result: FigureLine, others: Sequence[FigureLine]) -> Iterator[LineRelation]:
    """Give a line with three others, or two, that only its name lets it be made of: 结案率 of 旧存, 新收, 结案; 年末 of 年初, 来, 去; 缺考率 of 报名, 实考."""
    tries = 4.0 * len(others) ** _SUM
    for pair in combinations([line for line in others if line.added], 2):
        for one in others:
            if one.added and one not in pair:
                yield LineRelation("rate", (result, one, *pair), _rate, tries)
                yield LineRelation("balance", (result, *pair, one), lambda v: v[0] + v[1] - v[2], tries)
    for one, other in permutations(others, 2):
        yield LineRelation("loss", (result, one, other), _loss, tries, above=-_WHOLE)


def _rate(values: Sequence[float]) -> float:
    return values[0] / (values[1] + values[2]) * _WHOLE if values[1] + values[2] else 0.0


def _loss(values: Sequence[float]) -> float:
    return (1 - values[0] / values[1]) * _WHOLE if values[1] else 0.0


def difference(values: Sequence[float]) -> float:
    """Take one number from another."""
    return values[0] - values[1]


def growth(values: Sequence[float]) -> float:
    """Give by how many percent a number is above another."""
    return (values[0] / values[1] - 1) * _WHOLE if values[1] else 0.0


def _quotient(result: FigureLine, one: FigureLine, other: FigureLine) -> Compute:
    """Give the quotient of two lines in the power of ten that their units make of it: 吨 by 公顷 in 公斤."""
    places = [p for p in result.cells if p in one.cells and p in other.cells]
    values = [[float(line.cells[p].value) for line in (result, one, other)] for p in places]
    power = median_low([round(log10(v[0] * v[2] / v[1])) for v in values if min(v) > 0] or [0])
    most = 2 * _WHOLE if power == _PERCENT else _WHOLE  # 完成预算 of 107.3
    large = any(cell.value > most for cell in result.cells.values())
    told = all(cell.unit == "%" for cell in result.cells.values())  # 完成率 of 105.0%
    told = told or any(_SCALED.search(line.label) for line in (result, one, other))
    if power and large and not told:
        return lambda given: 0.0  # no percentages, and no unit tells why they are so many times as large
    factor = 10.0**power
    return lambda given: given[0] / given[1] * factor if given[1] else 0.0
