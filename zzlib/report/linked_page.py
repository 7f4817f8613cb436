"""The circular as a page in which every sentence with a number leads to its figures, and these to their cells."""

import html
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from types import MappingProxyType

from zzlib.files import package_file
from zzlib.indicators import Definition, Explainer, Explanation, Month
from zzlib.indicators.explaining import PART_COLUMNS
from zzlib.indicators.own_figures import catalogue_of
from zzlib.phrasing.marks import Reference
from zzlib.report.figure_page import of_scope
from zzlib.writing import Writing
from zzlib.writing.text import Circular, CircularSentence, compose

_SHOWN = 60
"""Cells that the page lists of a figure; the rest by the command that it names."""

_UNFOLD = """<script>
function unfold() { const at = document.getElementById(location.hash.slice(1)); if (at && at.tagName === "DETAILS") at.open = true; }
addEventListener("hashchange", unfold);
document.addEventListener("click", event => { if (event.target.closest('a[href^="#f"]')) setTimeout(unfold); });
unfold();
</script>"""
"""A link to cells that are folded unfolds them; where no script runs, a person does."""

_ROLES = {"value": "", "numerator": "分子", "denominator": "分母"}


def write_linked_page(
    month: Month, explainer: Explainer, path: Path, templates: Traversable | None = None, writing: Writing | None = None
) -> None:
    """Write the page; the same month gives the same bytes. `explainer` is one of the month's ledger.

    Raises:
        WordingError: the county's wording can't be used.
    """
    circular = compose(month, templates, writing)
    figures = dict.fromkeys(figure for sentence in circular.sentences() for figure in sentence.figures)
    places = {figure: number for number, figure in enumerate(figures, start=1)}
    body = [*page_text(circular, places, catalogue_of(month.workspace).figures), '<section class="provenance">']
    body.append("<h2 id='cells'>数字的来处</h2><p>点句子后的数字，或点开下面的一条，看它是由哪些单元格来的。</p>")
    for figure, number in places.items():
        body += _cells(figure, number, explainer, month)
    body += ["</section>", _UNFOLD]
    title = circular.title.replace("|", "")
    page = Template(package_file("zzlib", "page.html").decode())
    contents = [f'<li><a href="#n{n}">{html.escape(s.heading)}</a></li>' for n, s in enumerate(circular.sections, 1)]
    contents.append('<li><a href="#cells">数字的来处</a></li>')
    text = page.substitute(title=html.escape(title), contents="\n".join(contents), body="\n".join(body))
    path.write_text(text, encoding="utf-8", newline="\n")


def page_text(
    circular: Circular,
    places: Mapping[Reference, int] = MappingProxyType({}),
    known: Mapping[str, Definition] = MappingProxyType({}),
) -> Iterator[str]:
    """Give the circular's text as HTML, from addressee to last paragraph; figures that have `places` are linked to them."""
    yield f"<p>{html.escape(circular.addressee)}</p>"
    yield f"<p>{html.escape(circular.opening)}</p>"
    if circular.head_note:
        yield f"<p><strong>{html.escape(circular.head_note)}</strong></p>"
    for number, section in enumerate(circular.sections, start=1):
        yield f'<h2 id="n{number}">{html.escape(section.heading)}</h2>'
        for paragraph in section.paragraphs:
            title = f"<strong>{html.escape(paragraph.title)}</strong>" if paragraph.title else ""
            yield f"<p>{title}{''.join(_sentence(s, places, known) for s in paragraph.sentences)}</p>"
    if circular.notes:
        yield f"<p><strong>注：</strong>{''.join(_sentence(s, places, known) for s in circular.notes)}</p>"


def _sentence(sentence: CircularSentence, places: Mapping[Reference, int], known: Mapping[str, Definition]) -> str:
    links = "".join(
        f'<a href="#f{places[figure]}" title="{html.escape(known[figure[0]].label)}">{places[figure]}</a> '
        for figure in sentence.figures
        if figure in places
    )
    where = f"<sup>{links.strip()}</sup>" if links else ""
    return f'<span id="s{sentence.number}" title="第{sentence.number}句">{html.escape(sentence.text)}</span>{where}'


def _cells(figure: Reference, number: int, explainer: Explainer, month: Month) -> Iterator[str]:
    """Give a figure with its definition and its first cells."""
    found = explainer.explain(*figure, most=_SHOWN)
    name, scope = figure
    command = f"zz explain {name} {month.period}" + (f" --scope {scope}" if scope != "county" else "")
    said = html.escape(f"{number}. {found.definition.label}{of_scope(scope, month)}：{found.figure.text}")
    yield f'<details class="cells" id="f{number}"><summary>{said}</summary>'
    yield f"<p>{html.escape(found.definition.formula)}。共 {len(found.parts) + found.more} 处，全部列出用 <code>{command}</code></p>"
    if len(found.parts):
        yield '<div class="scroll"><table><thead><tr>'
        yield "".join(
            f'<th scope="col">{name}</th>' for name in ("用在", "数值", "原文", "单位", "项目", "文件", "单元格")
        )
        yield "</tr></thead><tbody>"
        yield from _rows(found, dict(zip(month.units["unit_id"], month.units["unit"], strict=True)))
        yield "</tbody></table></div>"
    yield "</details>"


def _rows(found: Explanation, units: dict[str, str]) -> Iterator[str]:
    columns = (found.parts[name].tolist() for name in PART_COLUMNS[:8])
    for value, raw, role, file, sheet, cell, unit_id, project in zip(*columns, strict=True):
        place = f"{sheet}!{cell}" if sheet else cell
        values = (_ROLES[role], value, raw, units.get(unit_id, unit_id), project, file, place)
        yield f"<tr>{''.join(f'<td>{html.escape(value)}</td>' for value in values)}</tr>"
