"""An executed notebook as one page to read and print: no code, nothing fetched from outside, a list of contents."""

import html
import re
from collections.abc import Mapping
from pathlib import Path
from string import Template
from types import MappingProxyType
from urllib.parse import quote

from zzlib.files import package_file

HEAD_PAGE = "说明.html"
"""The page beside it that tells what the head figures rest on."""

_TITLE = re.compile(r"<h1>.*?</h1>", re.DOTALL)
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_ESCAPED_CHARACTER = re.compile(r"&#(\d{3,});")
_SHOWN = ("text/html", "image/png", "text/markdown", "text/plain")


def write_html(
    executed_notebook: Path, path: Path, title: str, links: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Write the prose, tables and pictures of an executed notebook as a page; the same notebook gives the same bytes.

    The notebook's own first-level heading makes way for `title`; its second-level headings make the list of contents, after
    which `links` stand: files beside it, by what they are called.
    """
    first, *sections = re.split(_HEADING, _TITLE.sub("", _body(executed_notebook)))
    numbered = list(enumerate(zip(sections[::2], sections[1::2], strict=True), start=1))
    contents = [f'<li><a href="#s{number}">{heading}</a></li>' for number, (heading, _) in numbered]
    contents += [f'<li><a href="{quote(file)}">{html.escape(name)}</a></li>' for name, file in links.items()]
    parts = [f'<h2 id="s{number}">{heading}</h2>{text}' for number, (heading, text) in numbered]
    page = Template(package_file(__package__, "page.html").decode())
    text = page.substitute(title=html.escape(title), contents="\n".join(contents), body=first + "".join(parts))
    path.write_text(text, encoding="utf-8", newline="\n")


def _body(notebook: Path) -> str:
    """Give the cells as HTML; the basic template has no head, and so no scripts and styles from elsewhere."""
    from nbconvert import HTMLExporter  # slow to load: where nothing waits for it

    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    exporter.config.NbConvertBase.display_data_priority = list(_SHOWN)
    body, _ = exporter.from_filename(str(notebook))
    return _ESCAPED_CHARACTER.sub(lambda match: chr(int(match[1])), body)
