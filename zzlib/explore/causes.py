"""Where conversion is low: every part of the projects against the others of its kind, and the sentence that names the cause.

Parts are those of a policy field, fund category, level, unit, group or leader, and those that need land. Where none is low
beyond chance, a change of the mix against the other side of the comparison is looked for; where there is none, nothing is named.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from zzlib.charts import conversion_view as charts
from zzlib.explore.contrast import Cell, Contrast, contrasts, limit
from zzlib.explore.data import ViewData
from zzlib.explore.decomposition import decompose
from zzlib.explore.dimensions import DIMENSIONS, OF_LINES, Filters
from zzlib.explore.funnel import Rate, counts, rates
from zzlib.explore.listing import key_of
from zzlib.explore.parts import ConversionParameters, Head, ViewPart, other_side, title_of
from zzlib.explore.result import ViewTable, counted_figure, percent, text_figure
from zzlib.explore.why import why_sentence
from zzlib.explore.wording import wording
from zzlib.indicators.sums import Sum, Sums
from zzlib.money import number_text, round_half_up
from zzlib.report.workbook import SheetColumn
from zzlib.vocabulary import Stage

_OF_PROJECTS = ("unit_id", "kind", "policy_field", "group", "leader", "needs_land")
_COMPARED = tuple(column for column in _OF_PROJECTS if column != "kind")
_DRAWN, _NAMED_UNITS = 12, 6
_COLUMNS = (
    SheetColumn("哪一部分", 34), SheetColumn("转化", 8, "count"), SheetColumn("项目", 8, "count"), SheetColumn("转化率", 10, "percent"),
    SheetColumn("照平均应转化", 14, "number"), SheetColumn("少", 8, "number"), SheetColumn("偏差", 8, "number"), SheetColumn("判断", 11),
)  # fmt: skip


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


def causes(data: ViewData, parameters: ConversionParameters, whole: Rate) -> ViewPart:
    """Give the parts in which fewer projects converted than in others of their kind, and name the one that stands out."""
    filters = parameters.filters
    cells, parts = _cells(data, filters)
    found = contrasts({name: part.cells for name, part in parts.items()}, cells)
    least = limit(len(found))
    label = {name: _called(data, part) for name, part in parts.items()}
    low = [contrast for contrast in found if contrast.deviation < least]
    rows = [_row(label[contrast.part], contrast, least) for contrast in found]
    bars = [
        charts.LackBar(label[c.part], c.lacking, _values(c), c.deviation < least, _key(data, parts[c.part]))
        for c in found[:_DRAWN]
    ]  # fmt: skip
    sentence, figures = _low_in(data, filters, parts[low[0].part], low[0], label) if low else _mix(data, parameters)
    title = title_of(data, parameters, "转化率低在哪里")
    note = wording().conversion.notes["causes"].format(parts=len(found), limit=f"{least:.2f}")
    table, words = ViewTable("低在哪里", _COLUMNS, rows), "比同类型项目的平均少转化的个数（■ 超出偶然；浅色：可能偶然）"
    return ViewPart(title, table, lambda: charts.causes(title, bars, words), sentence, figures, (note,))


def _cells(data: ViewData, filters: Filters) -> tuple[list[Cell], dict[str, Part]]:
    """Give the projects by unit and kind, and each part's; those with an amount that can't be read are in none."""
    held: dict[tuple[str, str], dict[tuple[str, str], list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for columns in (_OF_PROJECTS, *(("unit_id", "kind", column) for column in OF_LINES)):
        compared = [column for column in columns if column in (_COMPARED if columns is _OF_PROJECTS else OF_LINES)]
        for key, projects, converted in _counted(data.sums(("projects", "converted"), filters, columns)):
            row = dict(zip(columns, key, strict=True))
            named = [(column, row[column]) for column in compared if row[column] not in ("", str(False))]
            for part in [*([("", "")] if columns is _OF_PROJECTS else []), *named]:
                counted = held[part][row["unit_id"], row["kind"]]
                counted[0] += converted
                counted[1] += projects
    cells = {part: tuple(Cell(*key, *numbers) for key, numbers in own.items()) for part, own in held.items()}
    whole = cells.pop(("", ""), ())
    parts = {f"{column}={value}": Part(column, value, own) for (column, value), own in cells.items()}
    return list(whole), {name: part for name, part in parts.items() if part.column != "leader" or len(part.units) > 1}


def _counted(sums: dict[str, Sums]) -> list[tuple[tuple[str, ...], int, int]]:
    """Give projects that can be read, and how many of them converted, by key."""
    converted = sums["converted"]
    found = []
    for key, projects in sums["projects"].items():
        won = converted.get(key, Sum(0))
        found.append((key, int(projects.value) - won.unreadable, int(won.value)))
    return found


def _called(data: ViewData, part: Part) -> str:
    words = wording().conversion.parts
    if part.column == "leader":
        masked = data.settings.privacy.mask_names
        names = [data.words.label("unit_id", unit) for unit in part.units]
        units = "、".join(names[:_NAMED_UNITS]) + (f"等{len(names)}个单位" if len(names) > _NAMED_UNITS else "")
        return words["leader_masked" if masked else "leader"].format(value=part.value, units=units)
    value = "" if part.column == "needs_land" else data.words.label(part.column, part.value)
    return words[part.column].format(value=value)


def _key(data: ViewData, part: Part) -> str:
    """Give what lists a part's projects: those of a leader who is not named are not."""
    if part.column == "leader" and data.settings.privacy.mask_names:
        return ""
    return key_of(**{part.column: 1 if part.column == "needs_land" else part.value})


def _row(label: str, found: Contrast, least: float) -> list[Any]:
    judged = "超出偶然" if found.deviation < least else "可能偶然"
    return [label, found.converted, found.projects, found.converted / found.projects, round(found.expected, 1), round(found.lacking, 1), round(found.deviation, 2), judged]  # fmt: skip


def _values(found: Contrast) -> str:
    rate = percent(found.converted / found.projects)
    return f"{rate}（{found.converted}/{found.projects}），照同类型项目的平均应有{found.expected:.1f}个"


def _low_in(data: ViewData, filters: Filters, part: Part, found: Contrast, label: dict[str, str]) -> Head:
    """Name the part that stands out, with the numbers that show it and what its projects wait for."""
    sentences = wording().conversion.sentences
    figures = [
        text_figure("part", label[found.part]),
        counted_figure("projects_in", found.projects),
        counted_figure("converted_in", found.converted),
        text_figure("rate_in", percent(found.converted / found.projects)),
        text_figure("expected", number_text(_tenths(found.expected), 1)),
        text_figure("lacking", number_text(_tenths(found.expected) - found.converted, 1)),
    ]
    said = sentences["causes_part"]
    stages, lacking_land = _waiting(data, filters, part)
    if part.column == "needs_land":
        said += sentences["causes_land"]
        figures.append(counted_figure("lack_land", lacking_land))
    elif stages:
        stage, number = max(stages.items(), key=lambda one: one[1])
        said += sentences["causes_stage"]
        figures += [text_figure("stage", Stage(stage).label), counted_figure("at_stage", number)]
    return said, tuple(figures)


def _waiting(data: ViewData, filters: Filters, part: Part) -> tuple[dict[str, int], int]:
    """Give a part's unconverted projects by the stage that they state, and how many of them lack land."""
    unconverted, lacking = data.sums(
        ("unconverted", "lacking_land_unconverted"), filters, ["stage", part.column]
    ).values()
    stages = {
        stage: int(s.value) for (stage, value), s in unconverted.items() if value == part.value and stage and s.value
    }
    return stages, sum(int(s.value) for (_, value), s in lacking.items() if value == part.value)


def _mix(data: ViewData, parameters: ConversionParameters) -> Head:
    """Say whether the kinds of projects have shifted against the other side of the comparison; else that nothing is named."""
    none = (wording().conversion.sentences["causes_none"], ())
    side = other_side(data, replace(parameters, by="kind"))
    found = decompose(counts(side.rates), counts(rates(data, parameters.filters, "kind"))) if side.rates else None
    if found is None or found.rate_causes() or not found.mix_is_a_cause() or found.mix > 0:
        return none
    label = {effect.group: data.words.label("kind", effect.group) for effect in found.effects}
    _, figures = why_sentence(found, label, side.called, DIMENSIONS["kind"])
    return wording().conversion.sentences["causes_mix"], figures


def _tenths(number: float) -> Decimal:
    return round_half_up(Decimal(str(number)), 1)
