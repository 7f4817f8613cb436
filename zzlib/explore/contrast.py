"""Where a rate is low: each part of the projects against all others of the same kind, with what chance brings between units."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import NormalDist

from zzlib.explore.statistics import CONFIDENCE

_LEAST = 5
"""Projects of which a part may be named as a cause; and so many must be left outside of it."""
_TAIL = 0.1
"""Of the units' deviations at either end, which are drawn in before their spread is measured."""


@dataclass(frozen=True)
class Cell:
    """Projects of one unit and one stratum (the kind): how many converted, of how many."""

    unit: str
    stratum: str
    converted: int
    projects: int


@dataclass(frozen=True)
class Contrast:
    """A part of the projects: what it has, what it would have at the average rates, and by how many deviations it is off.

    `expected` is at the rate of all projects of each stratum. `spread` is how much more units differ than by chance.
    """

    part: str
    converted: int
    projects: int
    expected: float
    deviation: float
    spread: float

    @property
    def lacking(self) -> float:
        """The converted projects that it would have more at the average rates."""
        return self.expected - self.converted


def contrasts(parts: Mapping[str, Sequence[Cell]], whole: Sequence[Cell]) -> list[Contrast]:
    """Give each part against the rest of `whole`, the most striking lack first; parts of too few projects are left out.

    Mantel & Haenszel 1959 (J Natl Cancer Inst 22:719): within each stratum the part's share of the converted is held
    against its share of the projects. As units differ by more than chance, the deviation is divided by how they spread on
    either side, both tails drawn in (Spiegelhalter 2005, Qual Saf Health Care 14:347); the fewer units tell the spread, the
    less a deviation says.
    """
    all_projects, all_by_stratum = sum(cell.projects for cell in whole), _by_stratum(whole)
    county, found = _spread([whole]), []
    for part, cells in parts.items():
        projects, converted = sum(cell.projects for cell in cells), sum(cell.converted for cell in cells)
        if projects < _LEAST or all_projects - projects < _LEAST:
            continue
        over, variance = _over(_by_stratum(cells), all_by_stratum)
        off = over / math.sqrt(variance) if variance > 0 else 0.0
        # What chance may bring anyway is told by the spread of all units: only what stands out is looked at closely.
        spread, units = _spread([_without(whole, cells), cells]) if abs(off) > -limit(len(parts)) else county
        off = _as_normal(off / math.sqrt(spread), units - 2) if spread > 1 else off
        found.append(Contrast(part, converted, projects, converted - over, off, spread))
    return sorted(found, key=lambda contrast: contrast.deviation)


def limit(parts: int, confidence: float = CONFIDENCE) -> float:
    """Give the deviation (below zero) beyond which the lowest of so many parts lies by chance in one case of twenty at most."""
    return NormalDist().inv_cdf((1 - confidence) / max(1, parts))


_Counts = Mapping[str, tuple[int, int]]


def _by_stratum(cells: Iterable[Cell]) -> _Counts:
    found: dict[str, tuple[int, int]] = {}
    for cell in cells:
        converted, projects = found.get(cell.stratum, (0, 0))
        found[cell.stratum] = (converted + cell.converted, projects + cell.projects)
    return found


def _without(whole: Iterable[Cell], part: Iterable[Cell]) -> list[Cell]:
    """Take the cells of a part off the whole's, unit by unit."""
    inside = {(cell.unit, cell.stratum): cell for cell in part}
    rest = []
    for cell in whole:
        own = inside.get((cell.unit, cell.stratum))
        taken = (own.converted, own.projects) if own else (0, 0)
        rest.append(Cell(cell.unit, cell.stratum, cell.converted - taken[0], cell.projects - taken[1]))
    return rest


def _over(part: _Counts, whole: _Counts) -> tuple[float, float]:
    """Give how many more of a part converted than its share of the whole's, and the variance of that by chance."""
    over, variance = 0.0, 0.0
    for stratum, (converted, n) in part.items():
        all_converted, all_n = whole[stratum]
        over += converted - n * all_converted / all_n if all_n else 0.0
        if all_n > 1:
            variance += n * (all_n - n) * all_converted * (all_n - all_converted) / (all_n**2 * (all_n - 1))
    return over, variance


def _spread(sides: Sequence[Sequence[Cell]]) -> tuple[float, int]:
    """Give how much more the units differ on their side than chance brings, at least 1, and how many units tell it."""
    off: list[float] = []
    for cells in sides:
        whole = _by_stratum(cells)
        ordered = sorted((cell for cell in cells if cell.projects), key=lambda cell: cell.unit)
        found = [_over(_by_stratum(own), whole) for _, own in groupby(ordered, key=lambda cell: cell.unit)]
        off += [over / math.sqrt(variance) for over, variance in found if variance > 0]
    if len(off) <= len(sides):
        return 1.0, len(off)
    cut, off = int(len(off) * _TAIL), sorted(off)
    drawn_in = [min(max(one, off[cut]), off[-1 - cut]) for one in off]
    return max(1.0, math.fsum(one * one for one in drawn_in) / (len(off) - len(sides))), len(off)


def _as_normal(off: float, freedom: int) -> float:
    """Give the normal deviation that is as rare as one of Student's t (Abramowitz & Stegun 1964, 26.7.8)."""
    return off * (1 - 1 / (4 * freedom)) / math.sqrt(1 + off * off / (2 * freedom)) if freedom > 0 else 0.0
