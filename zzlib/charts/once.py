"""A layout for pictures that are drawn while one waits: everything is measured once, where matplotlib's own measures it twice."""

from matplotlib.figure import Figure
from matplotlib.layout_engine import LayoutEngine
from matplotlib.legend import Legend
from matplotlib.transforms import Bbox

from zzlib.charts.theme import WIDTH, Chart

_GAP = 3.0
"""Points between what stands beside each other, and to the edge of the figure."""


class ViewChart(Chart):
    """A chart of a view: laid out once."""

    def __init__(self, height: float, width: float = WIDTH) -> None:
        """Make an empty chart; `height` and `width` are in inches."""
        super().__init__(height, width)
        self.set_layout_engine(OnceLayout())


class OnceLayout(LayoutEngine):
    """Sets axes of one row beside each other, under the figure's title and beside or over its legend, none cut off."""

    _adjust_compatible = False
    _colorbar_gridspec = False

    def execute(self, fig: Figure) -> None:
        """Give each axes its place: all as wide and as high, with what stands around them in the figure."""
        renderer = fig._get_renderer()  # type: ignore[attr-defined]
        gap, paper = _GAP * fig.dpi / 72, fig.bbox
        left, bottom, right, top = gap, gap, paper.width - gap, paper.height - gap
        if fig._suptitle is not None:  # type: ignore[attr-defined]
            fig._suptitle.set_y(1 - gap / paper.height)  # type: ignore[attr-defined]
            top = fig._suptitle.get_window_extent(renderer).y0 - gap  # type: ignore[attr-defined]
        for legend in fig.legends:
            size = legend.get_window_extent(renderer)
            if _below(legend):
                bottom += size.height + gap
            else:
                right -= size.width + gap
        around = []
        for axes in fig.axes:
            own, tight = axes.get_window_extent(renderer), axes.get_tightbbox(renderer, for_layout_only=True)
            if tight is not None:
                around.append((own.x0 - tight.x0, own.y0 - tight.y0, tight.x1 - own.x1, tight.y1 - own.y1))
        if not around:
            return
        below, above = (max(one[side] for one in around) for side in (1, 3))
        wide = (right - left - gap * (len(around) - 1) - sum(one[0] + one[2] for one in around)) / len(around)
        if wide <= 0 or top - above <= bottom + below:
            return
        for axes, one in zip(fig.axes, around, strict=True):
            left += one[0]
            place = Bbox.from_extents(left, bottom + below, left + wide, top - above)
            axes._set_position(place.transformed(fig.transFigure.inverted()))  # type: ignore[attr-defined]
            label = axes.xaxis.label
            half, middle = label.get_window_extent(renderer).width / 2, place.x0 + wide / 2
            # Words under narrow axes would run out of the paper.
            label.set_x(0.5 + (min(max(middle, gap + half), paper.width - gap - half) - middle) / wide)
            left += wide + one[2] + gap


def _below(legend: Legend) -> bool:
    """Tell whether a legend stands under the axes, as one that was put `outside lower center` does."""
    return bool(legend._outside_loc == "lower")  # type: ignore[attr-defined]
