"""Every figure of the month, defined once in a catalogue, computed by any scope, traceable to cells."""

from zzlib.indicators.catalogue import Definition, FigureError, catalogue
from zzlib.indicators.explaining import Explainer, Explanation, explain
from zzlib.indicators.kept import load_month, measured
from zzlib.indicators.measuring import earlier_figures, figures_table, measure, month_issues, units_table
from zzlib.indicators.month import FIGURE_COLUMNS, HEAD_FIGURES, UNIT_COLUMNS, Figure, Figures, Month

__all__ = [
    "FIGURE_COLUMNS",
    "HEAD_FIGURES",
    "UNIT_COLUMNS",
    "Definition",
    "Explainer",
    "Explanation",
    "Figure",
    "FigureError",
    "Figures",
    "Month",
    "catalogue",
    "earlier_figures",
    "explain",
    "figures_table",
    "load_month",
    "measure",
    "measured",
    "month_issues",
    "units_table",
]
