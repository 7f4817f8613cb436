"""A figure written as SVG for a page, faster than matplotlib's own way: texts are measured once in a process, not in each picture."""

import io
from functools import lru_cache
from typing import Any

from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


class _PageRenderer(RendererSVG):
    """Writes words as words, and remembers how large each is."""

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        if ismath:
            return super().get_text_width_height_descent(s, prop, ismath)  # type: ignore[no-any-return, no-untyped-call]
        return _measured(s, prop.get_name(), prop.get_size_in_points())


class PageCanvas(FigureCanvasSVG):
    """Draws a figure of 72 dots an inch once; whoever lays it out before measures with the same renderer."""

    def __init__(self, figure: Figure) -> None:
        """Begin an empty picture."""
        super().__init__(figure)  # type: ignore[no-untyped-call]
        self._buffer = io.StringIO()
        width, height = (72 * inches for inches in figure.get_size_inches())
        self._renderer = _PageRenderer(width, height, self._buffer, image_dpi=72, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]

    def get_renderer(self) -> RendererSVG:
        """Give what measures texts."""
        return self._renderer

    def drawn(self) -> str:
        """Draw the figure and give the document."""
        self.figure.draw(self._renderer)
        self._renderer.finalize()  # type: ignore[no-untyped-call]
        return self._buffer.getvalue()


@lru_cache(maxsize=20_000)
def _measured(text: str, font: str, size: float) -> tuple[float, float, float]:
    return TextToPath().get_text_width_height_descent(text, FontProperties(family=font, size=size), False)  # type: ignore[no-untyped-call, no-any-return]
