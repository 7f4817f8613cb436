"""Paragraphs, fonts and page of an official document in Word (GB/T 9704-2012), over python-docx."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips

from zzlib.files import replace_file

BODY, HEADING, SUBHEADING, TITLE, PAGE_NUMBER = "仿宋", "黑体", "楷体", "方正小标宋简体", "宋体"
"""Fonts by their part in the document; a computer without one shows its own replacement."""

SIZE_TITLE, SIZE_BODY, SIZE_PAGE_NUMBER, SIZE_TABLE = Pt(22), Pt(16), Pt(14), Pt(10.5)
SIZE_IMPRINT, SIZE_LIST = Pt(14), Pt(9)
TITLE_STYLE, HEADING_STYLE, TEXT_STYLE, SUBHEADING_STYLE = "Title", "Heading 1", "Body Text", "二级标题"
"""Styles of the text (in Word 标题, 标题 1, 正文文本; the last is one of characters: it stands before its text in one line)."""
ISSUER_STYLE, DATE_STYLE = "署名", "成文日期"
"""Paragraph styles of the signature, whose place depends on its length."""

_LINE_TWIPS, _CHARACTER_SPACE = 579, -848
"""22 lines in 225 mm; and what makes 28 characters of 16 pt fill 156 mm (in 1/4096 pt a character)."""

_LINE_OF_LETTERS = 1.35
"""Of the size of small print: of fonts that stand for another some ask for half as much again, and a page more."""

RED = RGBColor(0xE6, 0x00, 0x00)

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def new_document() -> Any:
    """Make an A4 document with the standard's margins, body text and page numbers outside (odd right, even left)."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)
    normal = document.styles["Normal"]
    normal.font.size = SIZE_BODY
    set_font(normal, BODY)
    _as_on_a_grid(normal)
    spacing = normal.paragraph_format
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(_LINE_TWIPS)
    spacing.space_before = spacing.space_after = Pt(0)
    grid = section._sectPr.find(qn("w:docGrid"))
    for name, value in (("type", "linesAndChars"), ("linePitch", _LINE_TWIPS), ("charSpace", _CHARACTER_SPACE)):
        grid.set(qn(f"w:{name}"), str(value))
    document.styles.element.find(f".//{qn('w:lang')}").set(qn("w:eastAsia"), "zh-CN")
    _text_styles(document)
    _without_thumbnail(document)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    return document


def _as_on_a_grid(style: Any) -> None:
    """Keep a mark at a line's end inside the text's area, beyond which printers cut it off, and digits close to characters: 28 in a line."""
    for place, name in enumerate(("overflowPunct", "autoSpaceDE", "autoSpaceDN")):
        off = OxmlElement(f"w:{name}")
        off.set(qn("w:val"), "false")
        style.element.get_or_add_pPr().insert(place, off)


def _text_styles(document: Any) -> None:
    """Set the styles of title, headings and text: a change of one changes all that it stands on."""
    styles = document.styles
    for name, font, size in ((TITLE_STYLE, TITLE, SIZE_TITLE), (HEADING_STYLE, HEADING, SIZE_BODY)):
        style = styles[name]
        for part in ("w:rPr", "w:pPr"):
            if (own := style.element.find(qn(part))) is not None:
                style.element.remove(own)
        style.base_style = styles["Normal"]
        set_font(style, font)
        style.font.size = size
    title, heading, text = (styles[name].paragraph_format for name in (TITLE_STYLE, HEADING_STYLE, TEXT_STYLE))
    title.alignment, title.line_spacing, title.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, Pt(33), True
    heading.keep_with_next = True
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), "0")
    styles[HEADING_STYLE].element.get_or_add_pPr().append(outline)
    text.alignment, text.space_after = WD_ALIGN_PARAGRAPH.JUSTIFY, Pt(0)
    for name in (HEADING_STYLE, TEXT_STYLE):
        indent = styles[name].element.get_or_add_pPr().get_or_add_ind()
        for edge, value in (("firstLineChars", 200), ("firstLine", int(SIZE_BODY.twips) * 2)):
            indent.set(qn(f"w:{edge}"), str(value))
    set_font(styles.add_style(SUBHEADING_STYLE, WD_STYLE_TYPE.CHARACTER), SUBHEADING)


def _without_thumbnail(document: Any) -> None:
    """Take out the small picture of another document that python-docx's own template brings along."""
    package = document.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype.endswith("/thumbnail")]:
        del package.rels[key]


def set_font(target: Any, name: str) -> None:
    """Give a run or style its Chinese font; digits and Latin letters stand in Times New Roman."""
    target.font.name = "Times New Roman"
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)


def add_run(paragraph: Any, text: str, font: str = BODY, size: Any = SIZE_BODY) -> Any:
    """Add text in a Chinese font and size."""
    run = paragraph.add_run(text)
    set_font(run, font)
    run.font.size = size
    return run


def add_paragraph(document: Any, text: str = "", font: str = BODY, size: Any = SIZE_BODY, indent: int = 2) -> Any:
    """Add a paragraph whose first line is indented by `indent` characters."""
    paragraph = document.add_paragraph()
    if text:
        add_run(paragraph, text, font, size)
    if indent:
        _indent(paragraph, firstLineChars=indent * 100, firstLine=int(SIZE_BODY.twips) * indent)
    return paragraph


def right_indent(paragraph: Any, characters: float) -> None:
    """Set a paragraph to the right edge, `characters` away from it."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _indent(paragraph, rightChars=round(characters * 100), right=round(SIZE_BODY.twips * characters))


def single_spaced(paragraph: Any) -> Any:
    """Set single spacing, off the grid: in a line of fixed height a picture is cut, and small print stands too far apart."""
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    off_grid(paragraph._p.get_or_add_pPr())
    return paragraph


def small_print(paragraph: Any, size: Any) -> Any:
    """Set the lines of a table's cell or of a note, off the grid, as high as their letters need, whatever font stands for the named one."""
    single_spaced(paragraph)
    paragraph.paragraph_format.line_spacing = Pt(size.pt * _LINE_OF_LETTERS)
    return paragraph


def off_grid(properties: Any) -> None:
    """Take a paragraph or style off the page's grid of lines."""
    off = OxmlElement("w:snapToGrid")
    off.set(qn("w:val"), "false")
    properties.insert_element_before(off, "w:spacing", "w:ind", "w:jc")


def hanging(paragraph: Any, left: int, first: int) -> None:
    """Indent a paragraph by `left` characters, its first line by `first` less."""
    twips = int(SIZE_BODY.twips)
    _indent(paragraph, leftChars=left * 100, left=left * twips, hangingChars=first * 100, hanging=first * twips)


def _indent(paragraph: Any, **values: int) -> None:
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, value in values.items():
        indent.set(qn(f"w:{name}"), str(value))


def red_line(paragraph: Any) -> None:
    """Draw the red line of a document's head 4 mm under a paragraph."""
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "18", "space": "11", "color": "E60000"}.items():
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc")


def at_the_foot(table: Any) -> None:
    """Set a table at the foot of its page over the whole width, with the lines of an imprint: 0.35 mm outside, 0.25 mm between."""
    place = OxmlElement("w:tblpPr")
    for name, value in {
        "horzAnchor": "margin",
        "vertAnchor": "margin",
        "tblpXSpec": "center",
        "tblpYSpec": "bottom",
    }.items():
        place.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:tblBorders")
    for side, size in (("top", 8), ("bottom", 8), ("insideH", 6)):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = table._tbl.tblPr
    properties.insert_element_before(
        place, "w:tblOverlap", "w:tblW", "w:jc", "w:tblBorders", "w:tblLayout", "w:tblLook"
    )
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


_LAST_ROWS = 4


def keep_last_rows(table: Any) -> None:
    """Keep the last rows of a table on one page, with the note under it if there is one: neither stands alone on the next."""
    below = table._tbl.getnext()
    noted = below is not None and "".join(text.text or "" for text in below.iter(qn("w:t"))).startswith("注：")
    kept = list(table.rows)[-_LAST_ROWS:]
    for row in kept if noted else kept[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def describe_pictures(place: Any, names: Iterable[str]) -> None:
    """Give the pictures of a document or paragraph, in order, what a reader hears who doesn't see them."""
    root = place.element.body if hasattr(place, "element") else place._p
    for picture, name in zip(root.iter(qn("wp:docPr")), names, strict=False):
        picture.set("descr", name)


def _page_number(footer: Any, side: Any) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    edge = "right" if side == WD_ALIGN_PARAGRAPH.RIGHT else "left"
    _indent(paragraph, **{f"{edge}Chars": 100, edge: int(SIZE_PAGE_NUMBER.twips)})
    add_run(paragraph, "— ", PAGE_NUMBER, SIZE_PAGE_NUMBER)
    run = add_run(paragraph, "", PAGE_NUMBER, SIZE_PAGE_NUMBER)
    for part, text in (("begin", ""), ("instrText", "PAGE"), ("end", "")):
        element = OxmlElement("w:instrText" if part == "instrText" else "w:fldChar")
        if part == "instrText":
            element.text = text
        else:
            element.set(qn("w:fldCharType"), part)
        run._r.append(element)
    add_run(paragraph, " —", PAGE_NUMBER, SIZE_PAGE_NUMBER)


def running_head(section: Any, title: str, style: str, width: Any) -> None:
    """Set at the head of every page a title, and at its right the last words on the page in a style."""
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        paragraph = single_spaced(header.paragraphs[0])
        paragraph.style = "Normal"  # that of headers has tab stops of its own
        paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        add_run(paragraph, f"{title}\t", SUBHEADING, SIZE_TABLE)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f' STYLEREF "{style}" ')
        field.append(add_run(paragraph, " ", SUBHEADING, SIZE_TABLE)._r)
        paragraph._p.append(field)


def save(document: Any, path: Path, title: str, author: str, date: datetime) -> None:
    """Save with fixed dates, so that the same document gives the same bytes; whole or not at all."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.comments, properties.language, properties.revision = "", "zh-CN", 1
    properties.created = properties.modified = date
    package = document.part.package
    for part in package.parts:
        part.before_marshal()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        packed = _FixedZip(file)
        _WRITER._write_content_types_stream(packed, package.parts)
        _WRITER._write_pkg_rels(packed, package.rels)
        _WRITER._write_parts(packed, package.parts)
    replace_file(path, made.getvalue())


_WRITER: Any = PackageWriter


class _FixedZip:
    """Takes the parts of a document into a zip, all of one date, where python-docx gives them the clock's."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file

    def write(self, uri: Any, content: bytes) -> None:
        """Add a part."""
        member = zipfile.ZipInfo(uri.membername, _ZIP_DATE)
        member.compress_type = zipfile.ZIP_DEFLATED
        self._file.writestr(member, content)
