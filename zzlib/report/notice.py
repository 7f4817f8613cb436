"""A notice of what is put right in a circular that went out (更正): 原文, 更正为 and 原因, laid into a template that the office edits."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory

from zzlib.report import layout
from zzlib.report.bulletin import NO_DATE, environment, unfilled
from zzlib.report.starter import write_notice_template
from zzlib.report.template_check import TemplateFaultError, check_template
from zzlib.report.title import broken_title
from zzlib.report.word_template import WordTemplate
from zzlib.writing.wording import wording

TEMPLATE_FILE = "notice.docx"
"""A county's own template lies under this name in its folder of templates (`data/templates`)."""


@dataclass(frozen=True)
class Notice:
    """What a notice says: `rows` are (原文, 更正为, 原因); `addressee`, `issuer` and `county` may be blank, the day `dated` too, which the office then fills in."""

    title: str
    addressee: str
    lead: str
    rows: Sequence[tuple[str, str, str]]
    issuer: str
    county: str
    dated: str = ""


def notice_template() -> bytes:
    """Give the template that the office starts from."""
    with TemporaryDirectory(prefix="zz-notice-") as folder:
        path = Path(folder) / TEMPLATE_FILE
        write_notice_template(path)
        return path.read_bytes()


def write_notice(notice: Notice, path: Path, date: datetime, templates: Traversable | None = None) -> None:
    """Write a notice as .docx; the same notice, date and template give the same bytes.

    `templates` is the county's folder of templates: a `notice.docx` in it is used instead of the package's.

    Raises:
        TemplateFaultError: the county's template can't be used; the message says where and why.
    """
    own = templates / TEMPLATE_FILE if templates else None
    own = own if own and own.is_file() else None
    # Filled in, a template with a fault may lose text without a word: it is refused beforehand.
    if own and (problems := check_template(own)):
        raise TemplateFaultError(own, problems[0].place + problems[0].message)
    template = WordTemplate(io.BytesIO(own.read_bytes() if own else notice_template()))
    listed = [
        {"序号": str(number), "原文": before, "更正为": after, "原因": why}
        for number, (before, after, why) in enumerate(notice.rows, start=1)
    ]
    texts = {
        "标题": broken_title(notice.title, wording().title_breaks),
        "主送": notice.addressee,
        "导语": notice.lead,
        "署名": notice.issuer,
        "县名": notice.county,
        "成文日期": notice.dated or NO_DATE,
    }
    try:
        template.init_docx()
        template.render(texts | {"各条": listed}, environment())
    except Exception as error:
        if own is None:
            raise
        raise TemplateFaultError(own, unfilled(error)) from error
    layout.save(template.docx, path, notice.title, notice.issuer, date)
