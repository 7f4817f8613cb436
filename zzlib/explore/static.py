"""A view without widgets: for papermill, HTML and print."""

import base64
import html
from collections.abc import Sequence

from zzlib.explore.result import ViewResult

SHOWN_PER_INCH = 100
"""Pixels: of a picture in a view."""
_MOST_ROWS = 60


class StaticPage:
    """Some states of a view one under the other; shows itself in a notebook and in any page made from one."""

    def __init__(self, results: Sequence[ViewResult]) -> None:
        """Take what to show, and draw it: what fails is the cell's failure, not a warning beside it."""
        self.results = results
        self._html = "\n".join(map(_section, results))

    def __repr__(self) -> str:
        return "\n\n".join(f"{result.title}\n{result.text()}\n{result.table.shown()}" for result in self.results)

    def _repr_html_(self) -> str:
        return self._html


def _section(result: ViewResult) -> str:
    picture = base64.b64encode(result.draw().png(SHOWN_PER_INCH)).decode()
    title = html.escape(result.title)
    return (
        f"<h3>{title}</h3>\n{sentence_html(result)}\n"
        f'<img alt="{title}" src="data:image/png;base64,{picture}" style="max-width: 100%">\n'
        f"{notes_html(result)}\n{result.table.html(_MOST_ROWS)}"
    )


def sentence_html(result: ViewResult) -> str:
    """Give the sentence as HTML."""
    return f"<p>{html.escape(result.text())}</p>"


def headline_html(result: ViewResult) -> str:
    """Give the sentence as the headline of a view."""
    return f'<div class="zz-headline" role="heading" aria-level="2">{html.escape(result.text())}</div>'


def notes_html(result: ViewResult) -> str:
    """Give what bounds the numbers as HTML."""
    return f'<p class="zz-faint">{"<br>".join(map(html.escape, result.notes))}</p>'
