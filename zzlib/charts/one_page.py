"""The month on one page for a telephone: five figures, the way to the target, a few sentences."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from zzlib.charts.path import draw_path
from zzlib.charts.theme import ACCENT, DARK, FAINT, Chart, bare, theme, visual_width, wrapped_text
from zzlib.indicators.month import Figure, Figures, Month

PIXELS = 1080
"""The picture's width: that of a common telephone's screen."""

_WIDTH, _MARGIN = 4.5, 0.04
"""Inches, and a fraction of them."""

_LETTERS = 25
"""Chinese characters in a line of the sentences."""

_FIGURE_SIZE = 17
"""Points of the head figures at most; all have the same."""

_LINE, _BETWEEN = 0.235, 0.12
"""Inches."""


@theme()
def one_page(month: Month, title: str, sentences: Sequence[str], note: str, figures: Figures | None = None) -> Chart:
    """Draw the page: the title, the head figures that can be said in one size, the chart, the sentences, a note.

    `figures` are the head figures as they shall be printed, where not as the month's.
    """
    paragraphs = [wrapped_text(sentence, _LETTERS) for sentence in sentences]
    told = sum(len(lines) * _LINE + _BETWEEN for lines in paragraphs)
    page = Chart(told + 5.95, _WIDTH)
    page.set_layout_engine("none")
    figures = figures or month.figures
    head = _strip(page, 0.1, 0.5)
    head.text(0.5, 0.5, title, ha="center", va="center", fontsize=14.5, color=DARK)
    rows = [
        _stated(figures, "funds_received", "funds_completion", "funds_gap"), _stated(figures, "funds_awarded", "projects_total")
    ]  # fmt: skip
    size = min([_FIGURE_SIZE, *(_fitting(figure) for row in rows for figure in row)])
    for number, row in enumerate(rows):
        _tiles(_strip(page, 0.65 + number * 0.85, 0.77), row, size)
    path = _strip(page, 2.5, 2.45, left=0.15)
    draw_path(path, month, every=2, size=7.5)
    _sentences(_strip(page, 5.5, told), paragraphs, told)
    _strip(page, told + 5.55, 0.3).text(0.5, 0.5, note, ha="center", va="center", fontsize=7.5, color=FAINT)
    return page


def _strip(page: Chart, top: float, height: float, left: float = _MARGIN) -> Axes:
    """Give bare axes (0 at their top) over the page's width, `top` and `height` in inches."""
    whole = page.get_size_inches()[1]
    axes = page.add_axes((left, 1 - (top + height) / whole, 1 - _MARGIN - left, height / whole))
    if left == _MARGIN:
        bare(axes)
        axes.set_ylim(1, 0)
    return axes


def one_page_png(page: Chart) -> bytes:
    """Draw the page as PNG, `PIXELS` wide."""
    return page.png(round(PIXELS / _WIDTH))


def _stated(figures: Figures, *names: str) -> list[Figure]:
    """Give the figures that can be said: without a target there is no completion."""
    return [figures[name] for name in names if figures[name].value is not None]


def _fitting(figure: Figure) -> float:
    """Give the points at which a figure fills its tile, a third of the page, to four fifths."""
    return 0.8 * 72 * _WIDTH * (1 - 2 * _MARGIN) / 3 / visual_width(_printed(figure))


def _printed(figure: Figure) -> str:
    return figure.text + (" 个" if figure.unit == "count" else "")


def _tiles(axes: Axes, figures: Sequence[Figure], size: float) -> None:
    width = 1 / max(len(figures), 1)
    for number, figure in enumerate(figures):
        axes.add_patch(Rectangle((number * width + 0.01, 0.02), width - 0.02, 0.94, facecolor="#eef3f8", linewidth=0))
        middle = (number + 0.5) * width
        axes.text(middle, 0.4, _printed(figure), ha="center", va="center", fontsize=size, color=DARK)
        axes.text(middle, 0.8, figure.label, ha="center", va="center", fontsize=8.5, color=FAINT)


def _sentences(axes: Axes, paragraphs: Sequence[Sequence[str]], height: float) -> None:
    axes.set_ylim(height, 0)
    top = 0.0
    for number, lines in enumerate(paragraphs, start=1):
        axes.text(0.01, top, f"{number}", va="top", fontsize=10.5, color=ACCENT)
        for line in lines:
            axes.text(0.06, top, line, va="top", fontsize=10.5)
            top += _LINE
        top += _BETWEEN
