"""The one look of all charts: a Chinese font, colours that the colour-blind and a grey printer tell apart, money axes."""

import io
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from typing import Any

import seaborn as sns
from matplotlib import rc_context, rcParams, style
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from zzlib.charts.page_svg import PageCanvas
from zzlib.charts.spots import Spot
from zzlib.fonts import FONT, register_font
from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.paper import SMALLEST
from zzlib.vocabulary import Band

WIDTH = 7.5
"""Inches; on a page of A4 the print in it stays readable, and a notebook's column holds it."""
PAPER_WIDTH = 156 / 25.4
"""Inches; that of a document's text: a chart so wide prints its letters in their own size."""

INK, FAINT, ACCENT, GRID = "#1a1a1a", "#6b6b6b", "#b35806", "#e3e3e3"
DARK, LIGHT = "#08519c", "#bdd7e7"
"""Now and before, done and not done: far apart in lightness, so that grey print tells them apart."""

BACKED: dict[str, Any] = {"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 0.8}
"""A white ground for words that may lie over lines."""

BAND_COLOURS: dict[str, tuple[str, str]] = {
    Band.HIGH: ("#08519c", "white"),
    Band.MIDDLE: ("#4292c6", "white"),
    Band.LOW: ("#c6dbef", INK),
    Band.ZERO: ("#fee8c8", INK),
    Band.NO_TARGET: ("#dcdcdc", INK),
    Band.UNKNOWN: ("#bdbdbd", INK),
    Band.UNFILED: ("white", INK),
}
"""Fill and text colour of each band: blues by achievement, the rest apart from them."""

TITLE_SIZE, NOTE_SIZE = 13, 8.5
_MARGIN = 0.08
"""Inches left free around the head."""

PIXELS_PER_INCH = 200
_SHOWN_PER_INCH = 100
_SIZE = re.compile(r' (?:width|height)="[\d.]+pt"(?: height="[\d.]+pt")?')
_UNBREAKABLE = re.compile(r"（*(?:[\d.,—-]+%?(?:亿元|万元|个|月|年|亩|元)?|.)[，。；：、）”]*")


@contextmanager
def theme() -> Iterator[None]:
    """Draw in the look of the charts while the context lasts; an analyst's own settings stand again after it.

    It decorates functions as well (`@theme()`). What was set before it does not show in the charts.
    """
    register_font()
    settings: dict[str, Any] = rcParams  # type: ignore[assignment]
    other: Any = {name: value for name, value in _whole_look().items() if settings[name] != value}
    with rc_context(other):  # to set all of them anew takes as long as a small chart
        yield


_NO_LOOK = (
    "backend", "date.epoch", "docstring.", "figure.max_open", "figure.raise", "interactive", "keymap.", "macosx.", "savefig.directory",
    "timezone", "tk.", "toolbar", "webagg.",
)  # fmt: skip
"""Settings of programs that show figures, not of figures: they stay as they are."""


@cache
def _whole_look() -> dict[str, Any]:
    """Give every setting as the look has it, but for those that are none of a look (the backend, say)."""
    with style.context([_look()], after_reset=True):
        return {name: value for name, value in rcParams.items() if not name.startswith(_NO_LOOK)}


@cache
def _look() -> dict[str, Any]:
    base = {**sns.axes_style("whitegrid"), **sns.plotting_context("notebook", font_scale=0.85)}  # type: ignore[no-untyped-call]
    return {
        **base,
        # By its name: what stands for "sans-serif" is looked up when a figure is drawn, maybe outside the context.
        "font.family": FONT,
        "font.size": 10,
        "axes.unicode_minus": False,
        "axes.edgecolor": "#999999",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlesize": TITLE_SIZE,
        "axes.titlelocation": "left",
        "axes.labelcolor": INK,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "grid.color": GRID,
        "hatch.linewidth": 0.6,
        "svg.hashsalt": "zzlib",
    }


class Chart(Figure):
    """A figure that stands outside pyplot: a notebook shows it once, where it is the cell's value."""

    def __init__(self, height: float, width: float = WIDTH) -> None:
        """Make an empty chart; `height` and `width` are in inches. What draws into it stands within `theme`."""
        super().__init__(figsize=(width, height), layout="constrained")
        self._message, self._note = "", ""
        self.spots: list[Spot] = []

    def say(self, message: str, note: str) -> None:
        """Set the head: the chart's message in as many lines as it takes, under it smaller what it is and as of when.

        The rest of the chart stands below it.
        """
        self._message, self._note = message, note
        width, height = self.get_size_inches()
        sized = tuple(
            (text, max(size * min(1, width / WIDTH), SMALLEST), colour)
            for text, size, colour in ((message, TITLE_SIZE, INK), (note, NOTE_SIZE, FAINT))
        )
        top = _MARGIN
        for text, size, colour in sized:
            lines = wrapped_text(text, math.floor((width - 2 * _MARGIN) * 70 / size))
            self.text(
                _MARGIN / width,
                1 - top / height,
                "\n".join(lines),
                va="top",
                fontsize=size,
                color=colour,
                linespacing=1.25,
            ).set_in_layout(False)
            top += (len(lines) * size * 1.45 + 3) / 72
        self.get_layout_engine().set(rect=(0, 0, 1, 1 - top / height))  # type: ignore[union-attr, call-arg]

    @theme()
    def png(self, pixels_per_inch: int = PIXELS_PER_INCH) -> bytes:
        """Draw the chart as PNG; the same chart gives the same bytes."""
        buffer = io.BytesIO()
        canvas: Any = FigureCanvasAgg(self)
        dots = self.dpi
        with self._laid_out(pixels_per_inch):
            canvas.print_png(buffer, metadata={"Software": "zzlib"})
        self.dpi = dots
        return buffer.getvalue()

    @theme()
    def svg(self) -> bytes:
        """Draw the chart as SVG, words as outlines, marks under the ids that `mark` gave; always the same bytes."""
        buffer = io.BytesIO()
        self.savefig(buffer, format="svg", metadata={"Date": None})
        return buffer.getvalue()

    @theme()
    def page_svg(self) -> str:
        """Draw the chart as SVG for a page: words stay words, it is as wide as its place. After it `spots` know their boxes."""
        canvas = PageCanvas(self)
        with rc_context({"svg.fonttype": "none"}), self._laid_out(72):
            drawn = canvas.drawn()
        return _SIZE.sub("", drawn[drawn.index("<svg") :], count=1)

    @contextmanager
    def _laid_out(self, dots_per_inch: float) -> Iterator[None]:
        """Lay the chart out, and hold that: `savefig` draws it twice, once for the layout alone."""
        layout, self.dpi = self.get_layout_engine(), dots_per_inch
        layout.execute(self)  # type: ignore[union-attr]
        self.set_layout_engine("none")
        try:
            yield
        finally:
            self.set_layout_engine(layout)

    @property
    def title(self) -> str:
        """What the chart says."""
        return self._message or str(self.axes[0].get_title(loc="left"))

    @property
    def alt(self) -> str:
        """What the chart says, what it shows and as of when, for those who don't see it."""
        return "。".join(filter(None, [self.title, self._note]))

    def _repr_png_(self) -> tuple[bytes, dict[str, object]]:
        width, height = (round(inches * _SHOWN_PER_INCH) for inches in self.get_size_inches())
        return self.png(), {"width": width, "height": height, "alt": self.alt}


def mark(artist: Artist, figure: str, scope: str) -> None:
    """Let a mark carry what it shows, as its id in an SVG: `funds_received@unit:u08`, `funds_received@month:2013-03`."""
    artist.set_gid(f"{figure}@{scope}")


def money_axis(axis: Axis, largest_fen: int, unit: str = "") -> str:
    """Write an axis of fen in a unit, or in 亿元 or 万元, whichever suits the largest amount; give the unit."""
    unit = unit or ("亿元" if largest_fen >= FEN_PER_UNIT["亿元"] else "万元")
    # Steps are chosen in the unit, not in fen, and then round numbers stand at the ticks.
    axis.set_major_locator(_MoneyLocator(FEN_PER_UNIT[unit]))
    axis.set_major_formatter(FuncFormatter(lambda fen, _: number_text(Decimal(round(fen)) / FEN_PER_UNIT[unit], 2)))
    return unit


class _MoneyLocator(MaxNLocator):
    def __init__(self, fen_per_unit: int) -> None:
        super().__init__(nbins=6, steps=[1, 2, 2.5, 5, 10])
        self._fen_per_unit = fen_per_unit

    def tick_values(self, vmin: float, vmax: float) -> list[float]:  # type: ignore[override]
        ticks = super().tick_values(vmin / self._fen_per_unit, vmax / self._fen_per_unit)
        return [float(tick * self._fen_per_unit) for tick in ticks]


def legend_above(axes: Axes, columns: int = 3) -> None:
    """Put the legend on the title's line at the right, where no data can lie under it."""
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=columns, frameon=False, borderaxespad=0.2, fontsize=9)


def percent_axis(axis: Axis) -> None:
    """Write an axis of fractions as percentages."""
    axis.set_major_formatter(FuncFormatter(lambda ratio, _: f"{ratio:.0%}"))


def bare(axes: Axes) -> None:
    """Take grid, ticks and frame off axes that hold words or tiles only."""
    axes.set_axis_off()
    axes.set_xlim(0, 1)


def wrapped_text(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` Chinese characters: not within a number, nor before a comma."""
    lines: list[str] = []
    for piece in _UNBREAKABLE.findall(text):
        if lines and visual_width(lines[-1] + piece) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines


def visual_width(text: str) -> int:
    """Give the width of a text in Chinese characters; two Latin characters count as one."""
    return math.ceil(sum(1 if ord(character) > 0x2E7F else 0.55 for character in text))
