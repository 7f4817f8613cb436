"""The chart of the money's way: how much of what was applied for was won, allotted, received and paid."""

import itertools
from decimal import Decimal

from zzlib.charts.amounts import in_words, told
from zzlib.charts.marks import horizontal_bars
from zzlib.charts.theme import ACCENT, DARK, INK, PAPER_WIDTH, Chart, mark, theme
from zzlib.charts.units import as_of
from zzlib.indicators.month import Figure, Month
from zzlib.money import display_percent

_ROW = 0.22
"""Inches: a city's circular has three charts on a page."""
_SHADES = ("#c6dbef", "#9ecae1", "#6baed6", "#3182bd", DARK)


@theme()
def steps_of_money(month: Month) -> Chart:
    """Draw the steps of money under each other, each with its share of the step before; the largest loss is marked.

    The steps and their names are those of the county's form, in its order. A step that the returns don't state is left
    out and named.
    """
    steps = _steps(month)
    absent = [month.workspace.form.label(step) for step in month.workspace.form.steps if step in month.gaps]
    chart = Chart(_ROW * max(len(steps), 1) + 0.8, PAPER_WIDTH)
    left_out = f"；报表里没有填{'、'.join(absent)}" if absent else ""
    chart.say(steps_message(month), f"年初以来累计；百分数是占上一步的比例；{as_of(month)}{left_out}")
    axes = chart.subplots()
    amounts = [fen for _, _, fen, _ in steps]
    shades = [_SHADES[min(place, len(_SHADES) - 1)] for place in range(len(steps))]
    for bar, (step, *_) in zip(horizontal_bars(axes, range(len(steps)), amounts, shades, 0.62), steps, strict=True):
        mark(bar, f"funds_{step}", "county")
    lost = _largest_loss(month)
    for place, (_, _, fen, text) in enumerate(steps):
        share = _share(fen, amounts[place - 1]) if place else ""
        axes.annotate(
            text + (f"，{share}" if share else ""), (max(fen, 0), place), xytext=(5, 0), textcoords="offset points", va="center",
            fontsize=9, color=ACCENT if place == lost else INK,
        )  # fmt: skip
    axes.set_yticks(range(len(steps)), [name for _, name, _, _ in steps], fontsize=9.5)
    axes.set_ylim(max(len(steps), 1) - 0.4, -0.6)
    low, high = min([0, *amounts]), max([1, *amounts])
    axes.set_xlim(low * 1.05, high + 0.34 * (high - low))
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    return chart


def steps_message(month: Month) -> str:
    """Say at which step most of the money is lost, or that nothing is filled in."""
    steps, lost = _steps(month), _largest_loss(month)
    if lost is None:
        return "资金还没有走到下一步" if any(fen for _, _, fen, _ in steps) else "还没有填报资金"
    (_, before, base, whole), (_, after, fen, rest) = steps[lost - 1], steps[lost]
    step = f"{before.removesuffix('资金')}—{after.removesuffix('资金')}"
    share = f"{after}是{before}的{_share(fen, base)}" if fen > 0 else f"{before}{whole}，{after}{rest}"
    return f"“{step}”这一步少得最多：{share}"


def _steps(month: Month) -> list[tuple[str, str, int, str]]:
    """Give each step that is stated: its id, its name, its amount in fen and in words.

    A step of the county's own has no figure of the catalogue: it is the sum of its column, as the tables add it up.
    """
    form, found = month.workspace.form, []
    for step in form.steps:
        figure: Figure | None = month.figures.get(f"funds_{step}")
        if step in month.gaps or (figure is not None and figure.value is None):
            continue
        if figure is not None and figure.value is not None:
            found.append((step, form.label(step), int(figure.value * 100), told(figure)))
        elif f"{step}_fen" in month.funding:
            fen = int(month.funding.loc[month.funding["counts"], f"{step}_fen"].sum())
            found.append((step, form.label(step), fen, in_words(fen)))
    return found


def _largest_loss(month: Month) -> int | None:
    """Give the place of the step that holds the least share of the one before it, `None` where none holds less."""
    amounts = [fen for _, _, fen, _ in _steps(month)]
    shares = {n: Decimal(fen) / before for n, (before, fen) in enumerate(itertools.pairwise(amounts), 1) if before > 0}
    lost = min(shares, key=lambda place: shares[place], default=None)
    return lost if lost is not None and shares[lost] < 1 else None


def _share(fen: int, before: int) -> str:
    return display_percent(Decimal(fen) / before) if before > 0 and fen > 0 else ""
