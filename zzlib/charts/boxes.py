"""Many bars or tiles of a chart as one artist: a patch for each takes longer than all else in a picture that answers while one clicks."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

Box = tuple[float, float, float, float]
"""Left, right, lower and upper edge, in the axes' data."""


def draw_boxes(axes: Axes, boxes: Sequence[Box], fills: Any, edge: str = "#444444", **look: Any) -> None:
    """Draw boxes in one colour or one each; they make no room for themselves: whoever draws them sets the limits.

    `look` is what else a collection may be given: `label`, `hatch`, `linewidths`.
    """
    corners = [[(left, lower), (right, lower), (right, upper), (left, upper)] for left, right, lower, upper in boxes]
    axes.add_collection(
        PolyCollection(corners, facecolors=fills, edgecolors=edge, **{"linewidths": 0.4, **look}), autolim=False
    )
