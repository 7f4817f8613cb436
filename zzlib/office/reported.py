"""The steps of looking and deciding: who has reported, what is wrong in which cell, and what only a person can tell."""

import html

import ipywidgets as widgets

from zzlib.exchange.reporting import filings, unit_months
from zzlib.explore.decisions_view import DecisionsView
from zzlib.indicators import load_month
from zzlib.office.common import OfficeMonth
from zzlib.publication.touched import touched_lines, touched_months
from zzlib.report import notebook as show
from zzlib.report.display import ShownTable


def reported_panel(month: OfficeMonth) -> widgets.Widget:
    """Show who has reported, files nobody's yet, and every error with its cell and advice."""
    found = load_month(month.period, month.workspace)
    strains = [f"注意：{strain}，请先核对原表" for strain in found.strains]
    said = "".join(f"<div>{html.escape(line)}</div>" for line in (*strains, *filings(found.units)))
    year = ShownTable(unit_months(found), folded="各单位今年各月的报送情况")
    parts = [said, year._repr_html_()]
    if found.waiting_files:
        parts.append(show.waiting(found)._repr_html_())
    counts = show.issue_counts(found, codes=False)
    parts += ["<b>要改的错误</b>", show.errors(found)._repr_html_(), "<b>各种问题有几处</b>", counts._repr_html_()]
    return widgets.HTML("".join(parts), layout={"width": "100%"})


def deciding_panel(month: OfficeMonth) -> widgets.Widget:
    """Show the questions with what is needed to answer them, corrections by telephone, and what can be taken back."""

    def after(since: str) -> list[str]:
        month.changed()
        workspace = month.workspace
        return touched_lines(workspace, touched_months(workspace, since))

    return DecisionsView(month.workspace, month.period, after)
