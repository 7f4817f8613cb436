"""Which parts of the projects convert less than chance brings: the one judgement of every picture that calls a part low.

Parts are those of a policy field, fund category, level, unit, group, size or leader, and those that need land; each is held
against all projects of its kind.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from zzlib.explore.contrast import Cell, Contrast, contrasts, limit
from zzlib.explore.data import ViewData
from zzlib.explore.dimensions import OF_LINES, Filters
from zzlib.indicators.project_states import size_names
from zzlib.indicators.sums import Sum

_COMPARED = ("unit_id", "policy_field", "group", "size", "leader", "needs_land")
"""Of two parts that are the same projects the first stands first: a unit before its field, for it can be asked."""
_GRAIN = ("unit_id", "kind", "policy_field", "group", "size")
_WHOLE = ("", "")
_NO_PART = ("", str(False), size_names()[-1])
"""Values that make no part: nothing stated, no land needed, no investment stated."""

_Counted = tuple[dict[str, str], int, int]
"""The columns' values, projects, converted."""


@dataclass(frozen=True)
class Part:
    """A part of the projects: the column and value that make it, its cells, and who is in it."""

    column: str
    value: str
    cells: tuple[Cell, ...]

    @property
    def units(self) -> list[str]:
        """The ids of the units that have projects in it."""
        return sorted({cell.unit for cell in self.cells})


@dataclass(frozen=True)
class JudgedParts:
    """All parts against the others of their kind, the most striking lack first.

    A deviation below `least` (itself below zero) is more than chance brings in so many parts.
    """

    parts: Mapping[str, Part]
    contrasts: tuple[Contrast, ...]
    least: float

    @property
    def lowest(self) -> Contrast | None:
        """The part that stands out most, if it does beyond chance."""
        return next((contrast for contrast in self.contrasts if contrast.deviation < self.least), None)

    def of(self, column: str) -> dict[str, Contrast]:
        """Give the contrasts of a column's parts by value; those of too few projects have none."""
        own = ((self.parts[contrast.part], contrast) for contrast in self.contrasts)
        return {part.value: contrast for part, contrast in own if part.column == column}


def judged_parts(data: ViewData, filters: Filters) -> JudgedParts:
    """Judge the parts of the projects that pass the filters; kept for the next time."""

    def judged() -> JudgedParts:
        whole, parts = _cells(data, filters)
        found = contrasts({name: part.cells for name, part in parts.items()}, whole)
        return JudgedParts(parts, tuple(found), limit(len(found)))

    return data.once(("judged parts", filters), judged)


def _cells(data: ViewData, filters: Filters) -> tuple[list[Cell], dict[str, Part]]:
    """Give the projects by unit and kind, and each part's; those with an amount that can't be read are in none."""
    held: dict[tuple[str, str], dict[tuple[str, str], list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for compared in (_COMPARED, *((column,) for column in OF_LINES)):
        for row, projects, converted in _counted(data, filters, tuple(dict.fromkeys((*_GRAIN, *compared)))):
            named = [(column, row[column]) for column in compared if row[column] not in _NO_PART]
            for part in [*([_WHOLE] if compared is _COMPARED else []), *named]:
                counted = held[part][row["unit_id"], row["kind"]]
                counted[0] += converted
                counted[1] += projects
    cells = {part: tuple(Cell(*key, *numbers) for key, numbers in own.items()) for part, own in held.items()}
    whole = cells.pop(_WHOLE, ())
    parts = {f"{column}={value}": Part(column, value, own) for (column, value), own in cells.items()}
    return list(whole), {name: part for name, part in parts.items() if part.column != "leader" or len(part.units) > 1}


def _counted(data: ViewData, filters: Filters, columns: tuple[str, ...]) -> list[_Counted]:
    """Give the projects that pass the filters by columns: those that can be read, and how many of them converted.

    Of filters by these columns the county's projects, counted once, are looked through.
    """
    chosen = filters.chosen()
    within = set(chosen) <= set(columns)
    asked = Filters() if within else filters

    def counted() -> list[_Counted]:
        sums = data.sums(("projects", "converted"), asked, columns)
        won = {group: sums["converted"].get(group, Sum(0)) for group in sums["projects"]}
        return [
            (dict(zip(columns, group, strict=True)), int(found.value) - won[group].unreadable, int(won[group].value))
            for group, found in sums["projects"].items()
        ]

    rows = data.once(("counted", columns, asked), counted)
    wanted = {name: {value} if isinstance(value, str) else set(value) for name, value in chosen.items() if within}
    return [row for row in rows if all(row[0][name] in values for name, values in wanted.items())]
