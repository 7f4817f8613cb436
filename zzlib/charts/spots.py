"""Places in a chart that answer: what is there in words, and the key by which a view lists the projects behind it."""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

_LEAST = 13.0
"""Points: a place is at least so wide and high, so that a finger meets it."""


@dataclass(frozen=True)
class Spot:
    """A place in the data of an axes; where `across` or `up` is `None` it reaches over the axes, names at its left included.

    `name` and `values` are what it says when it is pointed at. A view lists what is behind its `key`; `""`: nothing is.
    """

    axes: Axes
    name: str
    values: str
    key: str = ""
    across: tuple[float, float] | None = None
    up: tuple[float, float] | None = None

    def box(self) -> tuple[float, float, float, float]:
        """Give left, top, width and height in points from the chart's upper left corner, once the chart is laid out."""
        figure = self.axes.figure
        points = 72 / figure.dpi
        frame, height = self.axes.get_window_extent(), figure.bbox.height
        corners = list(zip(self.across or (0, 0), self.up or (0, 0), strict=True))
        (left_x, lower_y), (right_x, upper_y) = self.axes.transData.transform(corners)  # one call: it takes its time
        (x0, x1), (y0, y1) = (frame.x0, frame.x1), (frame.y0, frame.y1)
        if self.across:
            x0, x1 = sorted((float(left_x), float(right_x)))
        else:
            x0 = max([0.0, *(other.x1 for other in self._frames() if other.x1 <= x0)])
        if self.up:
            y0, y1 = sorted((float(lower_y), float(upper_y)))
        left, top = x0 * points, (height - y1) * points
        wide, high = (x1 - x0) * points, (y1 - y0) * points
        more, taller = max(0.0, _LEAST - wide), max(0.0, _LEAST - high) if self.across else 0.0
        box = (left - more / 2, top - taller / 2, wide + more, high + taller)
        return tuple(round(float(number), 1) for number in box)  # type: ignore[return-value]

    def _frames(self) -> list[Bbox]:
        return [other.get_window_extent() for other in self.axes.figure.axes if other is not self.axes]
