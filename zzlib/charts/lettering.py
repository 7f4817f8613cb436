"""Many short texts of a chart as one artist: names of rows, numbers beside bars and in cells.

A picture that answers while one clicks can't afford a `Text` for each: sixty names with their ticks and numbers take longer
than all else in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Affine2D, Bbox

from zzlib.charts.theme import BACKED, INK
from zzlib.fonts import FONT

NAME_GAP = 4.0
"""Points between a row's name and the axes."""
_SIDES = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True)
class _Letters:
    """A text at a point of the data (at the left of the axes where `x` is `None`), vertically in the middle of it."""

    text: str
    x: float | None
    y: float
    side: Literal["left", "center", "right"]
    size: float
    colour: str
    right: float = 0.0
    backed: bool = False


class Lettering(Artist):
    """The short texts of an axes. They don't make room for themselves, but for the names at its left."""

    zorder = 5  # over bars and lines

    def __init__(self, axes: Axes) -> None:
        """Begin with none."""
        super().__init__()
        self.set_clip_on(False)
        self._letters: list[_Letters] = []
        axes.add_artist(self)

    def names(self, names: Sequence[str], size: float = 9) -> None:
        """Write the names of rows, at 0, 1, 2, … of the data, left of the axes, in place of ticks."""
        if self.axes:
            self.axes.set_yticks([])
        self._letters += [
            _Letters(name, None, row, "right", size, INK, right=-NAME_GAP) for row, name in enumerate(names)
        ]

    def write(
        self, text: str, x: float, y: float, size: float = 9, colour: str = INK, right: float | None = None, *, backed: bool = False
    ) -> None:  # fmt: skip
        """Write a text in the middle of a point, or so many points to its `right`; `backed` on a white ground."""
        self._letters.append(
            _Letters(text, x, y, "center" if right is None else "left", size, colour, right or 0.0, backed)
        )

    def get_tightbbox(self, renderer: RendererBase | None = None) -> Bbox | None:
        """Give the place that the names take."""
        names = [letters for letters in self._letters if letters.x is None]
        if not names or self.axes is None or self.figure is None:
            return None
        frame, scale = self.axes.get_window_extent(), self.figure.dpi / 72
        wide = max(_size(letters.text, letters.size)[0] for letters in names) + NAME_GAP
        return Bbox.from_extents(frame.x0 - wide * scale, frame.y0, frame.x0, frame.y1)

    def draw(self, renderer: RendererBase) -> None:
        """Write all."""
        if self.axes is None or not self._letters:
            return
        left, scale, one = self.axes.get_window_extent().x0, _pixels(renderer), Text()
        _, height = renderer.get_canvas_width_height()
        points = self.axes.transData.transform([(letters.x or 0.0, letters.y) for letters in self._letters])
        gc = renderer.new_gc()
        for letters, (x, y) in zip(self._letters, points, strict=True):
            wide, high, below = (scale * part for part in _size(letters.text, letters.size))
            x = (left if letters.x is None else x) + letters.right * scale
            base, start = y - high / 2 + below, x - wide * _SIDES[letters.side]
            if letters.backed:
                _ground(renderer, Bbox.from_bounds(start - scale, y - high / 2, wide + 2 * scale, high))
            gc.set_foreground(letters.colour)
            one.set_horizontalalignment(letters.side)
            one.set_position((x, base))
            down = height - base if renderer.flipy() else base
            renderer.draw_text(gc, start, down, letters.text, _font(letters.size), 0, False, one)
        gc.restore()


def _pixels(renderer: RendererBase) -> float:
    """Give the pixels of a point."""
    return float(renderer.points_to_pixels(1.0))  # type: ignore[arg-type]


def _ground(renderer: RendererBase, box: Bbox) -> None:
    gc = renderer.new_gc()
    gc.set_alpha(BACKED["alpha"])
    gc.set_linewidth(0)
    place = Affine2D().scale(box.width, box.height).translate(box.x0, box.y0)
    renderer.draw_path(gc, Path.unit_rectangle(), place, (1.0, 1.0, 1.0))
    gc.restore()


@lru_cache(maxsize=64)
def _font(size: float) -> FontProperties:
    return FontProperties(family=FONT, size=size)


@lru_cache(maxsize=20_000)
def _size(text: str, size: float) -> tuple[float, float, float]:
    """Give the width of a text in points, and the height and descent of a line."""
    measure = TextToPath()
    _, high, below = measure.get_text_width_height_descent("lp", _font(size), False)
    wide, own, descent = measure.get_text_width_height_descent(text, _font(size), False)
    return wide, max(high, own), max(below, descent)
