"""Charts of the projects: how many of those declared won money or land."""

from zzlib.charts.theme import ACCENT, DARK, INK, LIGHT, Chart, bare
from zzlib.indicators.catalogue import of_kind
from zzlib.indicators.month import Month
from zzlib.periods import chinese
from zzlib.vocabulary import Kind


def conversion(month: Month) -> Chart:
    """Draw, for each kind of project, the share that won money or land, with the counts that make it."""
    unstated = month.figures.get("projects_total", f"kind:{Kind.UNSTATED}")
    kinds = month.settings.kinds
    rows = len(kinds.ids)
    chart = Chart(0.4 + rows + 0.3 * bool(unstated))
    axes = chart.subplots()
    bare(axes)
    axes.set_xlim(0, 1.02)
    axes.set_ylim(rows + 0.3 if unstated else rows, -0.1)
    if unstated:
        words = f"另有未注明类型的项目 {unstated.text} 个，没有计入"
        axes.text(0, rows + 0.1, words, fontsize=9.5, color=ACCENT, va="center")
    axes.set_title(f"截至{chinese(month.period)}底项目转化率（争取到资金或用地指标的项目占编报项目）")
    for place, (kind, name) in enumerate(kinds.names):
        rate = month.figures[of_kind("conversion", kind, kinds)]
        converted, declared = (
            month.figures.text(*of_kind(figure, kind, kinds)) for figure in ("projects_converted", "projects_total")
        )
        words = f"{name}项目：编报 {declared} 个，转化 {converted} 个，转化率 {rate.text}"
        if rate.value is None:
            words = f"{name}项目：编报 {declared} 个，无转化率"
        axes.text(0, place + 0.2, words, fontsize=10.5, color=INK, va="center")
        if rate.value is not None:
            axes.barh(place + 0.62, 1, 0.42, color=LIGHT, edgecolor="#444444", linewidth=0.5)
            axes.barh(place + 0.62, float(rate.value), 0.42, color=DARK)
    return chart
