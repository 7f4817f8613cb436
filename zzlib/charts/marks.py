"""Bars through seaborn, and words that find a place of their own beside what they speak of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, product
from typing import Any

import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from zzlib.charts.theme import BACKED, FAINT, INK

_SIDES = ((1, 1), (-1, 1), (1, -1), (-1, -1), (0, 1), (0, -1), (1, 0), (-1, 0))
_DISTANCES = (7, 14, 24, 36, 50, 68, 90, 120)
"""Where words are tried around their point, and how far from it in points."""

_LED_FROM = 24
"""From this distance on a thin line leads from the words to their point."""

_MUDDLED = 50
"""How bad it is that two leading lines meet, or that one runs over a point."""

_PLACES = 12
"""How many places in each direction are tried all over the axes where none around the point is free."""

_STEP = 3
"""Pixels between the points of a line that words keep off."""


@dataclass(frozen=True)
class Words:
    """Words that speak of a point (in the axes' data); the first side in `sides` that is free is theirs."""

    text: str
    point: tuple[float, float]
    colour: str = INK
    size: float = 9
    sides: tuple[tuple[int, int], ...] = _SIDES


def horizontal_bars(
    axes: Axes, places: Sequence[float], lengths: Sequence[float], colours: Sequence[str], width: float = 0.68
) -> list[Rectangle]:
    """Draw bars at places (from the top, one apart or more), each in its colour; give them in the order of the places."""
    if not len(places):
        return []
    before = len(axes.patches)
    sns.barplot(  # type: ignore[no-untyped-call]
        x=list(lengths), y=list(places), orient="h", native_scale=True, errorbar=None, ax=axes, saturation=1,
        width=width, edgecolor="#444444", linewidth=0.4,
    )  # fmt: skip
    axes.set_xlabel("")
    axes.set_ylabel("")
    bars = sorted((bar for bar in axes.patches[before:] if isinstance(bar, Rectangle)), key=lambda bar: bar.get_y())
    for bar, place, colour in zip(bars, places, colours, strict=True):
        bar.set_facecolor(colour)
        # seaborn takes the width from the nearest places, which may all lie far apart.
        bar.set_y(place - width / 2)
        bar.set_height(width)
    return bars


def place_words(axes: Axes, words: Sequence[Words]) -> list[Annotation]:
    """Write words beside their points, off lines, bars and other words, and within the axes; the first have the choice."""
    figure: Any = axes.figure
    canvas: Any = FigureCanvasAgg(figure)
    if layout := figure.get_layout_engine():
        layout.execute(figure)
    renderer, pixels_per_point = canvas.get_renderer(), figure.dpi / 72
    taken = [text.get_window_extent(renderer) for text in axes.texts if text.get_text()]
    lines = np.vstack([np.empty((0, 2)), *_points(axes)])
    bars = [bar.get_window_extent(renderer) for bar in axes.patches]
    points = np.vstack([np.empty((0, 2)), *_marked(axes)])
    room = axes.get_window_extent(renderer)
    room = Bbox.from_extents(room.x0 + 3, room.y0 + 3, room.x1, room.y1 + 2)
    written: list[Annotation] = []
    leads: list[Any] = []
    for word in words:
        point = axes.transData.transform(word.point)
        boxes: dict[tuple[int, int], Bbox] = {}
        tried: list[Any] = []
        around = (
            (distance, distance * across, distance * up, (across, up))
            for distance, (across, up) in product(_DISTANCES, word.sides)
        )
        for distance, right, above, side in chain(around, _anywhere(axes, point, room)):
            if side not in boxes:
                boxes[side] = _box_at_point(axes, word, side, renderer)
            box = boxes[side].translated(right * pixels_per_point, above * pixels_per_point)
            lead = _between(point, np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2]))
            faults = _faults(box, room, [*taken, *bars], lines) + sum(_inside(other, lead) for other in taken)
            if distance >= _LED_FROM:
                faults += _MUDDLED * sum(_meet(lead, other) for other in leads) + _along(lead, lines)
                faults += _MUDDLED * _over_points(lead, points)
            tried.append((faults, side, (right, above), distance >= _LED_FROM, box, lead))
            if not faults:
                break
        _, side, offset, is_led, box, lead = min(tried, key=lambda entry: entry[0])
        if is_led:
            leads.append(lead)
        taken.append(box)
        lines = np.vstack([lines, lead])
        note = _note(axes, word, side, offset, is_led=is_led)
        note.set_clip_path(axes.patch)
        written.append(note)
    return written


def _box_at_point(axes: Axes, word: Words, side: tuple[int, int], renderer: Any) -> Bbox:
    """Give the box of words on a side of their point, right at it: elsewhere it is only moved, to measure them anew takes long."""
    note = _note(axes, word, side, (0, 0), is_led=False)
    note.update_positions(renderer)
    box = Text.get_window_extent(note, renderer).padded(1)
    note.remove()
    return box


def _anywhere(axes: Axes, point: Any, room: Bbox) -> list[tuple[float, float, float, tuple[int, int]]]:
    """Give places all over the axes, the nearest to a point first: how far it is, to the right and up, in points, and the side."""
    figure: Any = axes.figure
    across, up = np.linspace(room.x0, room.x1, _PLACES), np.linspace(room.y0, room.y1, _PLACES)
    offsets = [(np.array(place) - point) * 72 / figure.dpi for place in product(across, up)]
    return sorted((float(np.hypot(*offset)), float(offset[0]), float(offset[1]), (0, 0)) for offset in offsets)


def _marked(axes: Axes) -> Iterator[Any]:
    """Give the points that have a mark, in pixels."""
    for line in axes.lines:
        if line.get_marker() not in ("None", "", None):
            corners = line.get_transform().transform(
                np.column_stack([line.get_xdata(), line.get_ydata()]).astype(float)
            )
            yield corners[~np.isnan(corners).any(axis=1)]


def _over_points(lead: Any, points: Any) -> int:
    """Count the marked points that a leading line runs over, but for what lies where it begins."""
    others = points[np.hypot(*(points - lead[0]).T) > 2 * _STEP]
    gaps = np.hypot(*(others[:, None, :] - lead[None, :, :]).transpose(2, 0, 1))
    return int((gaps.min(axis=1) < 2 * _STEP).sum()) if len(others) else 0


def _points(axes: Axes) -> Iterator[Any]:
    """Give points close to each other along every line that is drawn, in pixels."""
    for line in axes.lines:
        corners = line.get_transform().transform(np.column_stack([line.get_xdata(), line.get_ydata()]).astype(float))
        corners = corners[~np.isnan(corners).any(axis=1)]
        yield corners
        for start, end in pairwise(corners):
            yield _between(start, end)


def _between(start: Any, end: Any) -> Any:
    return np.linspace(start, end, int(np.hypot(*(end - start)) // _STEP) + 2)


def _meet(one: Any, other: Any) -> bool:
    """Tell whether two leading lines cross, or run so close to each other that nobody can tell them apart."""
    gaps = np.hypot(*(one[:, None, :] - other[None, :, :]).transpose(2, 0, 1))
    return bool((gaps.min(axis=1) < 2 * _STEP).sum() > 1 or gaps.min() < _STEP)


def _along(lead: Any, lines: Any) -> float:
    """Count the points of a leading line that lie on what is drawn, but where it begins."""
    rest = lead[len(lead) // 3 :]
    gaps = np.hypot(*(rest[:, None, :] - lines[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    return float(max(0, (gaps < _STEP).sum() - 2))


def _inside(box: Bbox, points: Any) -> float:
    """Count the points that lie in a box."""
    inside = (points[:, 0] > box.x0) & (points[:, 0] < box.x1) & (points[:, 1] > box.y0) & (points[:, 1] < box.y1)
    return float(inside.sum())


def _faults(box: Bbox, room: Bbox, boxes: Sequence[Bbox], lines: Any) -> float:
    """Tell how badly words in a box would stand: outside the room, over other words or bars, over lines."""
    outside = max(0.0, room.x0 - box.x0, box.x1 - room.x1, room.y0 - box.y0, box.y1 - room.y1)
    over = sum(box.overlaps(other) for other in boxes)
    return float(1000 * (outside > 0) + outside + 100 * over + _inside(box, lines))


def _note(axes: Axes, word: Words, side: tuple[int, int], offset: tuple[float, float], *, is_led: bool) -> Annotation:
    across, up = side
    led: dict[str, Any] | None = (
        {"arrowstyle": "-", "color": FAINT, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 3} if is_led else None
    )
    note = axes.annotate(
        word.text, word.point, xytext=offset, textcoords="offset points",
        fontsize=word.size, color=word.colour, linespacing=1.3, bbox=BACKED, zorder=5, arrowprops=led,
        ha={1: "left", 0: "center", -1: "right"}[across], va={1: "bottom", 0: "center", -1: "top"}[up],
    )  # fmt: skip
    note.set_in_layout(False)
    return note
