"""What is wrong with a template (of the circular, of a letter) that somebody edited: every fault with its place, in the office's words."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docxtpl.template import DocxTemplate
from lxml import etree  # type: ignore[import-untyped]

from zzlib.indicators.catalogue import Definition, catalogue
from zzlib.report.placeholders import placeholders_of
from zzlib.report.template_tags import Tag, TemplateBlock, read_tags, words_between

_SHOWN = 24
"""Characters of a paragraph that tell the reader which one is meant."""


class TemplateFaultError(ValueError):
    """A template can't be used; the message says in Chinese where and why."""

    def __init__(self, path: Traversable, reason: str) -> None:
        """Say why, in one line, and how to be told about each place."""
        document = placeholders_of(path.name).document
        super().__init__(
            f"{document}模板 {path.name} 不能用：{' '.join(reason.split())}。逐处说明：zz template check {path}"
        )


@dataclass(frozen=True)
class TemplateProblem:
    """One fault: where it is, the text there, what is wrong, and what to do."""

    place: str
    text: str
    message: str
    advice: str


def check_template(path: Traversable, figures: Mapping[str, Definition] | None = None) -> list[TemplateProblem]:
    """Look through a template: body, tables, text boxes, headers and footers.

    Found are: a file that is no .docx, a tag that is broken or interrupted, a name or function that is unknown, a block
    without its end, text that a `{%p` tag would swallow, a picture in a line of fixed height, a required placeholder that
    is gone, and tracked changes; what it may hold is told by its file's name. `figures` are those that a county's template may
    print (default: every county's).

    Raises:
        OSError: the file can't be opened.
    """
    try:
        document = _opened(path)
    except _NotWordError as error:
        return [TemplateProblem("文件", path.name, str(error), "请用 Word 或 WPS 打开，另存为 .docx")]
    known, (problems, names) = placeholders_of(path.name), _looked_through(path, document, figures)
    lost = [example for name, example in known.required.items() if name not in names]
    problems += [TemplateProblem("全文", "", f"缺少{one}", f"没有它就不成{known.document}，请加上") for one in lost]
    return problems


def not_printed(path: Traversable) -> list[str]:
    """Tell what a usable template leaves out that documents of its kind have at present; one made earlier goes on working.

    Raises:
        OSError: the file can't be opened.
    """
    _, names = _looked_through(path, _opened(path))
    return [said for name, said in placeholders_of(path.name).usual.items() if name not in names]


def fixed_words(path: Traversable) -> list[str]:
    """Give the words that a usable template prints as they stand, whatever the month.

    Raises:
        OSError: the file can't be opened.
    """
    parts = [part for paragraphs in _parts(_opened(path)) for part in paragraphs]
    return [words for _, paragraph in parts for words in words_between(paragraph_text(paragraph))]


def _looked_through(
    path: Traversable, document: Any, figures: Mapping[str, Definition] | None = None
) -> tuple[list[TemplateProblem], set[str]]:
    """Give the problems of a template's tags, and the names that it prints."""
    problems: list[TemplateProblem] = []
    names: set[str] = set()
    for parts in _parts(document):
        block = TemplateBlock(figures=figures or catalogue(), known=placeholders_of(path.name))
        found, used = _check_part(parts, block)
        problems += found
        names |= used
    return problems, names


class _NotWordError(ValueError):
    pass


def _opened(path: Traversable) -> Any:
    data = path.read_bytes()
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise _NotWordError("这是旧格式（.doc）或加了密码的文件")
    try:
        return Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise _NotWordError("这不是 Word 文档（.docx），或文件已损坏") from error


def _parts(document: Any) -> Iterator[list[tuple[str, Any]]]:
    """Give body, headers and footers: each a list of (place, paragraph)."""
    yield list(_placed(document.element.body, document, "正文"))
    for name, footer in _headers_and_footers(document):
        if not footer.is_linked_to_previous:
            yield list(_placed(footer._element, footer, name))


def _headers_and_footers(document: Any) -> Iterator[tuple[str, Any]]:
    for section in document.sections:
        yield from (("页眉", section.header), ("偶数页页眉", section.even_page_header))
        yield from (("首页页眉", section.first_page_header), ("首页页脚", section.first_page_footer))
        yield from (("页脚", section.footer), ("偶数页页脚", section.even_page_footer))


def _placed(root: Any, parent: Any, name: str) -> Iterator[tuple[str, Any]]:
    numbers = {element: n for n, element in enumerate(root.iterchildren(qn("w:p")), start=1)}
    tables = {element: n for n, element in enumerate(root.iterchildren(qn("w:tbl")), start=1)}
    for element in root.iter(qn("w:p")):
        top = element
        while top.getparent() is not root:
            top = top.getparent()
        if top in tables:
            place = _table_place(name, tables[top], top, element)
        else:
            number = f"第{numbers[top]}段" if top in numbers else ""
            place = name + number + ("的文本框或控件" if top is not element else "")
        yield place, Paragraph(element, parent)


def _table_place(name: str, number: int, table: Any, element: Any) -> str:
    cell = next(element.iterancestors(qn("w:tc")))
    row = next(element.iterancestors(qn("w:tr")))
    rows, cells = list(table.iter(qn("w:tr"))), list(row.iterchildren(qn("w:tc")))
    return f"{name}表格{number}第{rows.index(row) + 1}行第{cells.index(cell) + 1}格"


def _check_part(paragraphs: list[tuple[str, Any]], block: TemplateBlock) -> tuple[list[TemplateProblem], set[str]]:
    """Check the paragraphs of a part in order; give the problems and the names that it prints."""
    problems: list[TemplateProblem] = []
    places: dict[Tag, tuple[str, str]] = {}
    for place, paragraph in paragraphs:
        text = paragraph_text(paragraph)
        tags, faults = read_tags(text)
        faults += [fault for tag in tags for fault in block.take(tag)]
        places |= dict.fromkeys(tags, (place, _shortened(text)))
        if tags and not faults:
            faults += _of_the_paragraph(paragraph, text, tags)
        problems += [TemplateProblem(place, _shortened(text), *fault) for fault in faults]
    for tag in block.open_tags:
        message, advice = f"{{% {tag.word} %}} 没有对应的 end{tag.word}", f"请在它管的内容后面加 {{%p end{tag.word} %}}"
        problems.append(TemplateProblem(*places[tag], message, advice))
    # Word keeps a text box twice, for itself and for older versions.
    return list(dict.fromkeys(problems)), block.names


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def paragraph_text(paragraph: Any) -> str:
    """Give a paragraph's own text, as its runs hold it; text boxes in it are paragraphs of their own."""
    texts = paragraph._p.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
    own = (t for t in texts if next(t.iterancestors(qn("w:p"))) is paragraph._p)
    return "".join(t.text or "" if t.tag == qn("w:t") else " " for t in own)


def _of_the_paragraph(paragraph: Any, text: str, tags: list[Tag]) -> Iterator[tuple[str, str]]:
    """Check what a tag's surroundings do to it."""
    if any(True for _ in paragraph._p.iter(qn("w:ins"), qn("w:del"))):
        yield "这一段有修订痕迹", "请先接受全部修订，并关闭修订功能"
    elif not _joins(paragraph):
        yield "标记被超链接、域等格式隔断，合不起来", "请把整个标记删掉，用同一种格式一次输完"
    if any(tag.calls("图") for tag in tags):
        if _has_fixed_lines(paragraph):
            yield "图所在的段落行距是固定值，图会被切掉", "请把这一段改成单倍行距"
        if len(tags) > 1 or text.strip() != tags[0].text:
            yield "图要单独成段", "请把图的标记放到自己的一段里"
    yield from _swallowed(paragraph, text, tags)


def _swallowed(paragraph: Any, text: str, tags: list[Tag]) -> Iterator[tuple[str, str]]:
    """Find what would be lost with the paragraph, cell or row that a `{%p`, `{%tc` or `{%tr` tag stands for."""
    for tag in tags:
        if tag.prefix not in ("p", "tr", "tc"):
            continue
        whole, name = text, "段"
        if tag.prefix != "p":
            name = {"tr": "行", "tc": "格"}[tag.prefix]
            holder = next(paragraph._p.iterancestors(qn(f"w:{tag.prefix}")), None)
            if holder is None:
                yield f"{{%{tag.prefix} 只能用在表格里", "请改成 {%p"
                continue
            whole = "".join(t.text or "" for t in holder.iter(qn("w:t")))
        if whole.strip() != tag.text:
            yield f"{tag.text} 会把整{name}去掉，这一{name}的其他内容也跟着没有了", f"请让这个标记独占一{name}"


def _joins(paragraph: Any) -> bool:
    """Whether the tags, joined over the formatting inside them, leave a paragraph that is whole."""
    xml = etree.tostring(paragraph._p, encoding="unicode")
    for prefix in ("p", "tr", "tc", "r"):
        xml = xml.replace(f"{{%{prefix} ", "{% ").replace(f"{{{{{prefix} ", "{{ ")
    patched = DocxTemplate("").patch_xml(xml)  # type: ignore[no-untyped-call]
    try:
        joined = etree.fromstring(patched.encode())
    except etree.XMLSyntaxError:
        return False
    wanted, found = (
        [(tag.word, tag.expression.split()) for tag in read_tags(text)[0]]
        for text in (paragraph_text(paragraph), " ".join(joined.itertext()))
    )
    return wanted == found


def _has_fixed_lines(paragraph: Any) -> bool:
    style = paragraph.style
    rule = paragraph.paragraph_format.line_spacing_rule
    while rule is None and style is not None:
        rule, style = style.paragraph_format.line_spacing_rule, style.base_style
    return bool(rule == WD_LINE_SPACING.EXACTLY)
