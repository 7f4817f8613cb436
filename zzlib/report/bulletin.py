"""The circular as a Word document: the month's text, table and pictures laid into a template that the office edits."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docxtpl.inline_image import InlineImage
from jinja2 import Environment, StrictUndefined, Template, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from zzlib.dispatch.items import ActionItem
from zzlib.files import package_file
from zzlib.findings.openings import opening_rows
from zzlib.indicators.catalogue import Definition, labels
from zzlib.indicators.month import Month
from zzlib.indicators.own_figures import catalogue_of
from zzlib.periods import month_of, year_of
from zzlib.phrasing.month_words import document_date
from zzlib.phrasing.phrases import Phrases
from zzlib.report import layout
from zzlib.report.attachment import problem_note, problem_rows, ranking
from zzlib.report.line_ends import lengthen_last_lines
from zzlib.report.pictures import picture as picture_of
from zzlib.report.placeholders import PICTURES
from zzlib.report.template_check import TemplateFaultError, check_template
from zzlib.report.title import broken_title
from zzlib.report.word_template import WordTemplate
from zzlib.vocabulary import Band
from zzlib.writing import Writing
from zzlib.writing.sections import named_as_drafted
from zzlib.writing.text import Circular, IssuedText, compose, sentences
from zzlib.writing.wording import wording

TEMPLATE_FILE = "bulletin.docx"
"""A county's own template lies under this name in its folder of templates (`data/templates`)."""

NO_DATE = "　　年　月　日"
"""The date of printing of what is not signed yet: the office fills it in."""

Context = Callable[[Any, list[str]], dict[str, Any]]


def write_bulletin(
    month: Month,
    path: Path,
    templates: Traversable | None = None,
    writing: Writing | None = None,
    items: Sequence[ActionItem] = (),
) -> None:
    """Write the circular as .docx; the same month and template give the same bytes.

    `templates` is the county's folder of templates: a `bulletin.docx` in it is used instead of the package's, and a
    `wording.toml` changes the package's wording. `writing` is what the writer keeps for the month, `items` are those of the
    year, of which 附件1 tells how many were closed.

    Raises:
        WordingError: the wording can't be used.
        TemplateFaultError: the county's template can't be used; the message says where and why.
    """
    own = templates / TEMPLATE_FILE if templates else None
    writing = writing or Writing()
    month = named_as_drafted(month, writing)
    circular = compose(month, templates, writing)
    document = filled(
        default_template(),
        own if own and own.is_file() else None,
        catalogue_of(month.workspace).figures,
        lambda template, shown: _context(month, circular, templates, template, shown, writing, items),
    )
    _add_charts(document, circular, writing)
    sign(document, circular.issuer, circular.date)
    lengthen_last_lines(document)
    for table in document.tables:
        layout.keep_last_rows(table)
    layout.save(
        document, path, circular.title.replace("|", ""), circular.issuer, datetime.combine(document_date(month), time())
    )


def default_template() -> bytes:
    """Give the package's template, the one that the office starts from."""
    return package_file(__package__, "bulletin_template.docx")


def filled(starter: bytes, own: Traversable | None, figures: Mapping[str, Definition], context: Context) -> Any:
    """Give a document of a template: the office's `own`, which may print these figures, else the package's `starter`.

    `context` gives a value to each placeholder, for the template and the list to which it adds what its pictures show.

    Raises:
        TemplateFaultError: the office's template can't be used; the message says where and why.
    """
    # Filled in, a template with a fault may lose text without a word: it is refused beforehand.
    if own and (problems := check_template(own, figures)):
        raise TemplateFaultError(own, problems[0].place + problems[0].message)
    template = WordTemplate(io.BytesIO(own.read_bytes() if own else starter))
    shown: list[str] = []
    try:
        template.init_docx()
        template.render(context(template, shown), environment())
    except Exception as error:
        if own is None:
            raise
        raise TemplateFaultError(own, unfilled(error)) from error
    layout.describe_pictures(template.docx, shown)
    return template.docx


def unfilled(error: Exception) -> str:
    """Say why a template was not filled in, whatever the library calls it."""
    return f"有一处标记填不出来，请对照新模板（zz template new）改（{error}）"


class _Remembering(SandboxedEnvironment):
    """Compiles a template's text once, however many documents are made of it; a template that was sent in runs no program."""

    @cached_property
    def _compiled(self) -> dict[str, Template]:
        return {}

    def from_string(self, source: Any, *others: Any, **named: Any) -> Template:
        """Give the template of a text."""
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, *others, **named)
        return self._compiled[source]


def environment() -> Environment:
    """Give the rules by which templates are filled in: what is unknown is an error, and no text becomes markup."""
    return _Remembering(undefined=StrictUndefined, autoescape=True)


def _context(
    month: Month,
    circular: Circular,
    templates: Traversable | None,
    template: Any,
    shown: list[str],
    writing: Writing | None = None,
    items: Sequence[ActionItem] = (),
) -> dict[str, Any]:
    """Give a value to each placeholder (`placeholders`); what the pictures show is added to `shown` as they are placed."""
    listed = problem_rows(month, circular.problems) if circular.with_problems else []
    could = opening_rows(month) if circular.with_openings else []
    sent = {"附件表名": True, "附件清单名": bool(listed), "附件专项名": circular.with_openings, "附件图名": True}
    names = [name for name, is_sent in sent.items() if is_sent]
    titles = dict(zip(names, circular.attachments or [""] * len(names), strict=True))
    attachments = {"附件清单名": "", "附件专项名": ""} | titles
    head_and_foot_texts = head_and_foot(month, circular, wording(templates).title_breaks)
    signed = writing is None or writing.draft is None or writing.draft.state == "signed"
    return head_and_foot_texts | {
        "印发日期": circular.date if signed else NO_DATE,
        "发文字号": circular.number,
        "数据说明": circular.head_note,
        "各节": [
            {"标题": section.heading, "各段": [{"标题": p.title, "正文": p.text} for p in section.paragraphs]}
            for section in circular.sections
        ],
        "县名": month.settings.county.name,
        **attachments,
        "附件专项号": str(len(names) - 1),
        "有进资": bool(month.units["band"].isin([Band.HIGH, Band.MIDDLE, Band.LOW]).any()),
        "附件图号": str(len(names)),
        "问题项目": listed,
        "清单注": problem_note(listed),
        "可申报专项": could,
        "时限": Phrases(month).phrase("{deadline}"),
        **ranking(month, "".join(note.text for note in circular.notes), items),
        "数": lambda figure, scope="county": figure_text(month, figure, scope),
        "段": lambda paragraph: sentences(month, paragraph, templates, writing),
        "图": picture_function(month, template, shown),
    }


def head_and_foot(month: Month, circular: IssuedText, title_breaks: Sequence[str]) -> dict[str, Any]:
    """Give the placeholders of title, red head, addressee, signature and imprint."""
    document = month.settings.document
    return {
        "标题": broken_title(circular.title, title_breaks),
        "红头": document.red_head and bool(circular.issuer),
        "版记": bool(document.imprint and (document.printed_by or circular.issuer)),
        "抄送": document.copies_to,
        "印发日期": circular.date,
        "印发机关": document.printed_by or circular.issuer,
        "发文机关": circular.issuer,
        "主送": circular.addressee,
        "导语": circular.opening,
        "附件说明": attachment_note(circular.attachments),
        "署名": circular.issuer,
        "成文日期": circular.date,
        "附注": document.contact,
        "年": str(year_of(month.period)),
        "月": str(month_of(month.period)),
    }


def figure_text(month: Month, figure: str, scope: str = "county") -> str:
    """Print a figure by its id or label, of the county, a scope (`kind:formula`) or a unit by its name.

    Raises:
        UndefinedError: there is no such figure or scope.
    """
    units = dict(zip(month.units["unit"], month.units["unit_id"], strict=True))
    key = (
        labels(catalogue_of(month.workspace).figures).get(figure, figure),
        f"unit:{units[scope]}" if scope in units else scope,
    )
    if key not in month.figures:
        raise UndefinedError(f"没有 数('{figure}', '{scope}') 这个数")
    return month.figures[key].text


def picture_function(month: Month, template: Any, shown: list[str]) -> Callable[..., InlineImage]:
    """Give what `图` does in a template: it draws a month's chart, and adds what that shows to `shown`."""

    @cache
    def drawn(name: str) -> tuple[bytes, str]:
        if name not in PICTURES:
            raise UndefinedError(f"没有 图('{name}')，图有 {'、'.join(PICTURES)}")
        return picture_of(month, PICTURES[name])

    def picture(name: str, millimetres: float = 156) -> InlineImage:
        section = template.docx.sections[0]
        room = section.page_width - section.left_margin - section.right_margin
        width = min(room, Mm(millimetres))
        png, title = drawn(name)
        shown.append(title)
        return InlineImage(template, io.BytesIO(png), width=width)  # type: ignore[no-untyped-call]

    return picture


def attachment_note(titles: Sequence[str]) -> str:
    """Say under the text which attachments go with it, `""` for none."""
    return "附件：" + "\n".join(f"{number}.{title}" for number, title in enumerate(titles, start=1)) if titles else ""


def _width(text: str) -> float:
    """Give the width of a text in Chinese characters; a digit is half as wide."""
    return len(text) - sum(character.isdigit() for character in text) / 2


def _add_charts(document: Any, circular: Circular, writing: Writing) -> None:
    """Put stored views' charts under the paragraphs after which the writer placed them, whatever the template."""
    wanted = [p for section in circular.sections for p in section.paragraphs if p.charts]
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    for paragraph in wanted:
        place = next((p for p in document.paragraphs if paragraph.title + paragraph.text in p.text), None)
        for name in reversed(paragraph.charts):
            picture = writing.chart(name)
            if place is None or picture is None:
                continue
            holder = layout.single_spaced(document.add_paragraph())
            holder.alignment = WD_ALIGN_PARAGRAPH.CENTER
            holder.add_run().add_picture(io.BytesIO(picture), width=width)
            layout.describe_pictures(holder, [writing.views[name].sentence])
            place._p.addnext(holder._p)


def sign(document: Any, issuer: str, date: str) -> None:
    """Set issuer and date two characters from the right, the shorter centred over or under the longer.

    Only the paragraphs in the template's styles for them are moved: the lengths are known only now.
    """
    _keep_with_text(document)
    difference = _width(issuer) - _width(date)
    for paragraph in document.paragraphs:
        if paragraph.style.name == layout.ISSUER_STYLE:
            layout.right_indent(paragraph, 2 + max(0, -difference / 2))
        elif paragraph.style.name == layout.DATE_STYLE:
            layout.right_indent(paragraph, 2 + max(0, difference / 2))


def _keep_with_text(document: Any) -> None:
    """Keep the signature on a page with the text's last lines: what stands before it, back to the text, keeps to what follows."""
    signed = [n for n, p in enumerate(document.paragraphs) if p.style.name in (layout.ISSUER_STYLE, layout.DATE_STYLE)]
    for paragraph in reversed(document.paragraphs[: signed[0]] if signed else []):
        kept = paragraph.paragraph_format.keep_with_next
        paragraph.paragraph_format.keep_with_next = True
        if not kept:
            break
