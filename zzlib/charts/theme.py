"""The one look of all charts: a Chinese font, colours that the colour-blind and a grey printer tell apart, money axes."""

import io
import math
import re
from decimal import Decimal
from functools import cache

import pylopdf_fonts_zh_cn
import seaborn as sns
from matplotlib import font_manager, rc_context
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.vocabulary import Band

FONT = "Noto Sans SC"
WIDTH = 7.5
"""Inches; on a page of A4 the print in it stays readable, and a notebook's column holds it."""

INK, FAINT, ACCENT = "#1a1a1a", "#6b6b6b", "#b35806"
DARK, LIGHT = "#08519c", "#bdd7e7"
"""Now and before, done and not done: far apart in lightness, so that grey print tells them apart."""

BACKED = {"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 0.8}
"""A white ground for words that may lie over lines."""

BAND_COLOURS: dict[str, tuple[str, str]] = {
    Band.HIGH: ("#08519c", "white"),
    Band.MIDDLE: ("#4292c6", "white"),
    Band.LOW: ("#c6dbef", INK),
    Band.ZERO: ("#fee8c8", INK),
    Band.NO_TARGET: ("#e8e8e8", INK),
    Band.UNKNOWN: ("#bdbdbd", INK),
    Band.UNFILED: ("white", INK),
}
"""Fill and text colour of each band: blues by achievement, the rest apart from them."""

PIXELS_PER_INCH = 200
_SHOWN_PER_INCH = 100
_UNBREAKABLE = re.compile(r"（*(?:[\d.,—-]+%?(?:亿元|万元|个|月|年|亩|元)?|.)[，。；：、）”]*")


class Chart(Figure):
    """A figure that stands outside pyplot: a notebook shows it once, where it is the cell's value."""

    def __init__(self, height: float, width: float = WIDTH) -> None:
        """Make an empty chart; `height` and `width` are in inches."""
        theme()
        super().__init__(figsize=(width, height), layout="constrained")

    def png(self, pixels_per_inch: int = PIXELS_PER_INCH) -> bytes:
        """Draw the chart as PNG; the same chart gives the same bytes."""
        buffer = io.BytesIO()
        self.savefig(buffer, format="png", dpi=pixels_per_inch, metadata={"Software": "zzlib"})
        return buffer.getvalue()

    def svg(self) -> bytes:
        """Draw the chart as SVG, words as outlines; the same chart gives the same bytes."""
        buffer = io.BytesIO()
        with rc_context({"svg.hashsalt": "zzlib"}):
            self.savefig(buffer, format="svg", metadata={"Date": None})
        return buffer.getvalue()

    @property
    def title(self) -> str:
        """What the chart says of itself, for those who don't see it."""
        return str(self.axes[0].get_title(loc="left"))

    def _repr_png_(self) -> tuple[bytes, dict[str, object]]:
        width, height = (round(inches * _SHOWN_PER_INCH) for inches in self.get_size_inches())
        return self.png(), {"width": width, "height": height, "alt": self.title}


def theme() -> None:
    """Set the look for every chart drawn from now on, an analyst's own included."""
    _register_font()
    look = {
        "axes.unicode_minus": False,
        "axes.edgecolor": "#999999",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlesize": 13,
        "axes.titlelocation": "left",
        "axes.labelcolor": INK,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "grid.color": "#e3e3e3",
        "font.size": 10,
        "hatch.linewidth": 0.6,
    }
    # set_theme resets the fonts: they have to be passed here.
    sns.set_theme(context="notebook", style="whitegrid", font=FONT, font_scale=0.85, rc=look)  # type: ignore[no-untyped-call]


@cache
def _register_font() -> None:
    font_manager.fontManager.addfont(str(pylopdf_fonts_zh_cn.sans_path()))


def money_axis(axis: Axis, largest_fen: int) -> str:
    """Write an axis of fen in 亿元 or 万元, whichever suits the largest amount; give the unit."""
    unit = "亿元" if largest_fen >= FEN_PER_UNIT["亿元"] else "万元"
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


def legend_above(axes: Axes) -> None:
    """Put the legend on the title's line at the right, where no data can lie under it."""
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False, borderaxespad=0.2, fontsize=9)


def percent_axis(axis: Axis) -> None:
    """Write an axis of fractions as percentages."""
    axis.set_major_formatter(FuncFormatter(lambda ratio, _: f"{ratio:.0%}"))


def bare(axes: Axes) -> None:
    """Take grid, ticks and frame off axes that hold words or tiles only."""
    axes.set_axis_off()
    axes.set_xlim(0, 1)


def wrapped(names: list[str], width: int) -> list[str]:
    """Join names with 、 into lines of at most `width` Chinese characters, never breaking a name."""
    return _filled([*(name + "、" for name in names[:-1]), *names[-1:]], width)


def wrapped_text(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` Chinese characters: not within a number, nor before a comma."""
    return _filled(_UNBREAKABLE.findall(text), width)


def _filled(pieces: list[str], width: int) -> list[str]:
    lines: list[str] = []
    for piece in pieces:
        if lines and visual_width(lines[-1] + piece) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines


def visual_width(text: str) -> int:
    """Give the width of a text in Chinese characters; two Latin characters count as one."""
    return math.ceil(sum(1 if ord(character) > 0x2E7F else 0.55 for character in text))
