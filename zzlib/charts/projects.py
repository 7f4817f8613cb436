"""The chart of the projects: how many of those declared won money or land, and how many would have at last year's rate."""

from matplotlib.axes import Axes

from zzlib.charts.marks import horizontal_bars
from zzlib.charts.theme import ACCENT, DARK, FAINT, INK, LIGHT, Chart, mark, theme
from zzlib.charts.units import as_of, points_between
from zzlib.indicators.catalogue import of_kind
from zzlib.indicators.month import Figure, Month
from zzlib.money import number_text
from zzlib.vocabulary import Kind

_ROW = 0.62


@theme()
def conversion(month: Month) -> Chart:
    """Draw, for each kind of project, how many were declared and how many of them won money or land, as counts.

    A line stands where last year's rate would have led; of projects that state no kind there is a note.
    """
    unstated = month.figures.get("projects_total", f"kind:{Kind.UNSTATED}")
    kinds = month.settings.kinds.names
    chart = Chart(_ROW * len(kinds) + 1.15)
    left_out = f"；另有未注明类型的项目 {unstated.text} 个，没有计入" if unstated else ""
    note = f"项目个数：浅色是编报的，深色是其中争取到资金或用地指标的，橙线是照上年同期转化率应有的；{as_of(month)}"
    chart.say(conversion_message(month), note + left_out)
    axes = chart.subplots()
    declared = [_count(_of(month, "projects_total", kind)) for kind, _ in kinds]
    converted = [_count(_of(month, "projects_converted", kind)) for kind, _ in kinds]
    places = range(len(kinds))
    for figure, lengths, colour, width in (
        ("projects_total", declared, LIGHT, 0.46), ("projects_converted", converted, DARK, 0.46)
    ):  # fmt: skip
        for bar, (kind, _) in zip(
            horizontal_bars(axes, places, lengths, [colour] * len(lengths), width), kinds, strict=True
        ):
            mark(bar, figure, f"kind:{kind}")
    most = max([*declared, 1])
    axes.set_xlim(0, most * 1.02)
    for place, (kind, name) in enumerate(kinds):
        axes.text(0, place - 0.36, f"{name}项目：{_told(month, kind)}", fontsize=9.5, color=INK, va="center")
        _last_year(axes, month, kind, place, declared[place])
    axes.set_ylim(len(kinds) - 0.7, -0.65)
    axes.set_axis_off()
    return chart


def conversion_message(month: Month) -> str:
    """Say the rate of the kind that converts least, and how it stands to last year's."""
    known = [(_of(month, "conversion", kind), kind, name) for kind, name in month.settings.kinds.names]
    rates = [(rate.value, rate, kind, name) for rate, kind, name in known if rate and rate.value is not None]
    if not rates:
        return "还没有编报项目，没有转化率"
    value, rate, kind, name = min(rates, key=lambda entry: entry[0])
    before = _before(month, kind)
    against = ""
    if before is not None and before.value is not None:
        change = points_between(value, before.value)
        moved = f"{'高' if change > 0 else '低'}{abs(change)}个百分点"
        against = f"，与上年同期（{before.text}）持平" if not change else f"，比上年同期（{before.text}）{moved}"
    least = "转化最少：" if len(rates) > 1 else ""
    return f"{name}项目{least}转化率{rate.text}{against}"


def _of(month: Month, figure: str, kind: str) -> Figure | None:
    return month.figures.get(*of_kind(figure, kind, month.settings.kinds))


def _before(month: Month, kind: str) -> Figure | None:
    """Give last year's rate of a kind: at its scope, or that of the way of giving that is this kind alone."""
    return month.figures.get("conversion_last_year", f"kind:{kind}") or _of(month, "conversion_last_year", kind)


def _count(figure: Figure | None) -> int:
    return int(figure.value) if figure is not None and figure.value is not None else 0


def _told(month: Month, kind: str) -> str:
    """Say the counts that make a kind's rate, and last year's."""
    declared, converted, rate = (
        _of(month, name, kind) for name in ("projects_total", "projects_converted", "conversion")
    )
    if rate is None or rate.value is None or declared is None or converted is None:
        return f"编报 {declared.text if declared else 0} 个，无转化率"
    before = _before(month, kind)
    last = f"（上年同期 {before.text}）" if before is not None and before.value is not None else "（上年同期无数据）"
    return f"编报 {declared.text} 个，转化 {converted.text} 个，转化率 {rate.text}{last}"


def _last_year(axes: Axes, month: Month, kind: str, place: int, declared: int) -> None:
    before = _before(month, kind)
    due = float(before.value or 0) * declared if before is not None else 0
    if before is None or before.value is None or due < 0.5:
        return
    line = axes.plot([due, due], [place - 0.2, place + 0.3], color=ACCENT, linewidth=2)[0]
    mark(line, "conversion_last_year", f"kind:{kind}")
    words = f"{number_text(before.value * declared, 0)}"
    axes.annotate(
        f"照上年 {words}",
        (due, place + 0.3),
        xytext=(4, -1),
        textcoords="offset points",
        fontsize=7.5,
        color=FAINT,
        va="center",
    )
