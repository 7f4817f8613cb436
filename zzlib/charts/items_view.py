"""Charts of the items' view: how many stand how, by month, unit, rule or leader; and a project's stage month by month."""

from collections.abc import Sequence
from dataclasses import dataclass

from zzlib.charts.boxes import draw_boxes
from zzlib.charts.conversion_view import BLUES, HEIGHT
from zzlib.charts.lettering import Lettering
from zzlib.charts.once import ViewChart
from zzlib.charts.spots import Spot
from zzlib.charts.theme import ACCENT, DARK, FAINT, INK, LIGHT, Chart, legend_above, theme

_FILLS = {"waiting": (LIGHT, INK), "overdue": (ACCENT, "white"), "done": (DARK, "white"), "decided": (FAINT, "white")}
_ROW = 0.24
"""Inches."""
_TOLD = 0.02
"""A part that is no larger share of the longest bar bears no number: it says it when it is pointed at."""


@dataclass(frozen=True)
class ItemBar:
    """The items of a month, unit, rule or leader, by how they stand; `keys` say by which a part's items are listed."""

    label: str
    counts: dict[str, int]
    keys: dict[str, str]


@theme()
def counted(title: str, bars: Sequence[ItemBar], names: dict[str, str]) -> Chart:
    """Draw how many items stand how in each bar, the first on top; `names` are the words for `waiting`, `overdue`, `done`, `decided`."""
    chart = ViewChart(max(HEIGHT, _ROW * len(bars) + 1.1))
    axes = chart.subplots()
    letters, left = Lettering(axes), [0] * len(bars)
    letters.names([bar.label for bar in bars])
    longest = max([sum(bar.counts.values()) for bar in bars] + [1])
    for state, (fill, ink) in _FILLS.items():
        boxes = []
        for place, bar in enumerate(bars):
            number, start = bar.counts[state], left[place]
            left[place] += number
            boxes.append((start, left[place], place - 0.37, place + 0.37))
            if number > longest * _TOLD:
                letters.write(str(number), start + number / 2, place, 8, ink)
            if number:
                across, up = (start, left[place]), (place - 0.4, place + 0.4)
                chart.spots.append(Spot(axes, bar.label, f"{names[state]}{number}件", bar.keys[state], across, up))
        draw_boxes(axes, boxes, fill, "#555555", label=names[state])
    axes.set_ylim(max(len(bars), 1) - 0.4, -0.6)
    axes.set_xlim(0, longest * 1.03)
    axes.grid(axis="y", visible=False)
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    legend_above(axes, columns=len(_FILLS))
    return chart


@dataclass(frozen=True)
class ProjectWay:
    """A project's stage in each month, as its place among all and in words; `None` and words where nothing is known of it."""

    label: str
    stages: Sequence[tuple[int | None, str]]
    key: str


@theme()
def ways(title: str, months: Sequence[str], projects: Sequence[ProjectWay], stages: int) -> Chart:
    """Draw the stage of each project in each month, the later the darker; what isn't known stands in words on white."""
    chart = ViewChart(max(HEIGHT, _ROW * len(projects) + 1.0))
    axes = chart.subplots()
    letters, boxes, fills = Lettering(axes), [], []
    letters.names([project.label for project in projects], 8)
    for row, project in enumerate(projects):
        for column, (place, words) in enumerate(project.stages):
            depth = 0.0 if place is None else 0.1 + 0.8 * place / max(stages - 1, 1)
            boxes.append((column - 0.5, column + 0.5, row - 0.47, row + 0.47))
            fills.append(BLUES(depth) if place is not None else "white")
            letters.write(words, column, row, 8, "white" if depth > 0.55 else INK)
        said = "，".join(f"{month}{words}" for month, (_, words) in zip(months, project.stages, strict=True))
        chart.spots.append(Spot(axes, project.label, said, project.key, up=(row - 0.5, row + 0.5)))
    draw_boxes(axes, boxes, fills, "#bbbbbb")
    axes.set_ylim(max(len(projects), 1) - 0.4, -0.6)
    axes.set_xticks(range(len(months)), months)
    axes.set_xlim(-0.5, len(months) - 0.5)
    axes.grid(visible=False)
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    return chart
