"""Write sheets as web pages, Excel 2003 XML, OpenDocument and Word tables."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from zzlib.synthetic.formats.values import rows_of, spans, written
from zzlib.synthetic.grid import Content, Drawn, WrittenFormula, WrittenGrid, WrittenLook, stored

_FORMAT_DIGITS, _CURRENCY = re.compile(r"[0#][0#,.]*"), re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_ODS_STYLES = (
    ("hidden", "table", 'table-properties table:display="false"'),
    ("struck", "table-cell", 'text-properties style:text-line-through-style="solid"'),
    ("pale", "table-cell", 'text-properties fo:color="#ffffff"'),
    (
        "alike",
        "table-cell",
        'table-cell-properties fo:background-color="#ffff00"/><style:text-properties fo:color="#ffff00"',
    ),
    ("tiny", "table-cell", 'text-properties fo:font-size="1pt"'),
    ("line", "text", 'text-properties style:text-line-through-style="solid"'),
)


def webpage(grid: WrittenGrid) -> bytes:
    """Write a sheet as a web page, as reporting systems export it under the name .xls."""
    sizes, covered = spans(grid)
    lines = ['<html><head><meta charset="utf-8"><style>td{border:1px solid}</style></head><body><table>']
    for row, contents in enumerate(rows_of(grid)):
        cells = []
        for column, content in enumerate(contents):
            if (row, column) not in covered:
                down, across = sizes.get((row, column), (1, 1))
                span = f' rowspan="{down}"' * (down > 1) + f' colspan="{across}"' * (across > 1)
                cells.append(f"<td{span}>{escape(written(content)).replace(chr(10), '<br>')}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</table></body></html>"]).encode()


def excel_xml(sheets: Mapping[str, WrittenGrid], hidden: Iterable[str] = ()) -> bytes:
    """Write sheets as Excel 2003 XML."""
    names = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    formats = dict.fromkeys(
        c.format for g in sheets.values() for c, _ in g.cells.values() if isinstance(c, WrittenLook)
    )
    styles = {code: f"s{number}" for number, code in enumerate(formats)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<Workbook {names}><Styles>"]
    lines += [f'<Style ss:ID="{s}"><NumberFormat ss:Format={quoteattr(c)}/></Style>' for c, s in styles.items()]
    lines += ['<Style ss:ID="struck"><Font ss:StrikeThrough="1"/></Style>']
    lines += [
        '<Style ss:ID="pale"><Font ss:Color="#FFFFFF"/></Style>',
        '<Style ss:ID="tiny"><Font ss:Size="1"/></Style>',
    ]
    lines += [
        '<Style ss:ID="alike"><Font ss:Color="#FFFF00"/><Interior ss:Color="#FFFF00" ss:Pattern="Solid"/></Style>'
    ]
    lines.append("</Styles>")
    for name, grid in sheets.items():
        lines.append(f"<Worksheet ss:Name={quoteattr(name)}><Table>")
        lines += [f'<Column ss:Index="{column + 1}" ss:Hidden="1"/>' for column in sorted(grid.hidden_columns)]
        lines += _xml_rows(grid, styles)
        lines.append("</Table>")
        if name in set(hidden):
            options = 'xmlns="urn:schemas-microsoft-com:office:excel"'
            lines.append(f"<WorksheetOptions {options}><Visible>SheetHidden</Visible></WorksheetOptions>")
        lines.append("</Worksheet>")
    return "\n".join([*lines, "</Workbook>"]).encode()


def _xml_rows(grid: WrittenGrid, styles: Mapping[str, str]) -> Iterator[str]:
    sizes, covered = spans(grid)
    for row, contents in enumerate(rows_of(grid)):
        cells = []
        for column, content in enumerate(contents):
            if (row, column) in covered:
                continue
            down, across = sizes.get((row, column), (1, 1))
            span = f' ss:MergeDown="{down - 1}"' * (down > 1) + f' ss:MergeAcross="{across - 1}"' * (across > 1)
            look = f' ss:StyleID="{styles[content.format]}"' if isinstance(content, WrittenLook) else ""
            look = f' ss:StyleID="{content.how}"' if isinstance(content, Drawn) and not content.rest else look
            formula = f" ss:Formula={quoteattr(content.text)}" if isinstance(content, WrittenFormula) else ""
            cells.append(f'<Cell ss:Index="{column + 1}"{span}{look}{formula}>{_xml_data(content)}</Cell>')
        hide = ' ss:Hidden="1"' if row in grid.hidden_rows else ""
        yield f'<Row ss:Index="{row + 1}"{hide}>{"".join(cells)}</Row>'


def _xml_data(content: Content) -> str:
    if isinstance(content, Drawn) and content.rest:
        plain = 'xmlns="http://www.w3.org/TR/REC-html40"'
        return f'<Data ss:Type="String" {plain}><S>{escape(str(content.value))}</S>{escape(content.rest)}</Data>'
    value = stored(content)
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<Data ss:Type="String">{escape(value).replace(chr(10), "&#10;")}</Data>'
    if isinstance(value, date):
        return f'<Data ss:Type="DateTime">{value.isoformat()}T00:00:00.000</Data>'
    return f'<Data ss:Type="Number">{value!r}</Data>'


def open_document(sheets: Mapping[str, WrittenGrid], hidden: Iterable[str] = ()) -> dict[str, bytes]:
    """Give the parts of an .ods with these sheets."""
    base = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = " ".join(f'xmlns:{n}="{base}{n}:1.0"' for n in ("office", "table", "text", "style", "fo"))
    tables = []
    for name, grid in sheets.items():
        look = ' table:style-name="hidden"' if name in set(hidden) else ""
        tables.append(f"<table:table table:name={quoteattr(name)}{look}>{''.join(_ods_rows(grid))}</table:table>")
    styles = "".join(
        f'<style:style style:name="{name}" style:family="{family}"><style:{properties}/></style:style>'
        for name, family, properties in _ODS_STYLES
    )
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    content = f'<office:document-content {spaces} office:version="1.2">{automatic}{body}</office:document-content>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    files = {"/": kind, "content.xml": "text/xml"}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in files.items()
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{base}manifest:1.0" manifest:version="1.2">{entries}</manifest:manifest>'
    )
    return {"mimetype": kind.encode(), "META-INF/manifest.xml": manifest.encode(), "content.xml": content.encode()}


def _ods_rows(grid: WrittenGrid) -> Iterator[str]:
    sizes, covered = spans(grid)
    contents = rows_of(grid)
    for column in range(len(contents[0]) if contents else 1):
        yield f"<table:table-column{_collapsed(column in grid.hidden_columns)}/>"
    for row, cells in enumerate(contents):
        texts = []
        for column, content in enumerate(cells):
            down, across = sizes.get((row, column), (1, 1))
            span = f' table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"' * (down * across > 1)
            tag = "table:covered-table-cell" if (row, column) in covered else "table:table-cell"
            texts.append(_ods_cell(tag, span, content))
        yield f"<table:table-row{_collapsed(row in grid.hidden_rows)}>{''.join(texts)}</table:table-row>"


def _collapsed(hidden: bool) -> str:
    return ' table:visibility="collapse"' if hidden else ""


def _ods_cell(tag: str, span: str, content: Content) -> str:
    value = stored(content)
    if value is None:
        return f"<{tag}{span}/>"
    if isinstance(content, Drawn):
        span += f' table:style-name="{content.how}"' * (not content.rest)
    if isinstance(content, Drawn) and content.rest:
        struck = f'<text:span text:style-name="line">{escape(str(content.value))}</text:span>'
        return f'<{tag}{span} office:value-type="string"><text:p>{struck}{escape(content.rest)}</text:p></{tag}>'
    if isinstance(value, str):
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
        return f'<{tag}{span} office:value-type="string">{lines}</{tag}>'
    if isinstance(value, date):
        day = value.isoformat()
        return f'<{tag}{span} office:value-type="date" office:date-value="{day}"><text:p>{day}</text:p></{tag}>'
    kind, shown = _ods_number(content, value)
    return f'<{tag}{span} office:value-type="{kind}" office:value="{value!r}"><text:p>{shown}</text:p></{tag}>'


def _ods_number(content: Content, value: float) -> tuple[str, str]:
    """Give the type of a number, and how it is shown: under a format that scales it or writes words beside it, so."""
    if not isinstance(content, WrittenLook):
        return "float", repr(value)
    sections = _CURRENCY.sub(r"\1", content.format).split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    number = abs(value) if value < 0 and len(sections) > 1 else value
    thousands = len(section[1:]) - len(section[1:].lstrip(",")) if section.startswith("0,") else 0
    number = number * 100 if "%" in section else number / 1000**thousands
    shown = _FORMAT_DIGITS.sub(f"{number:.15g}", section, count=1).replace('"', "")
    return "percentage" if "%" in section else "float", shown


def word_document(grid: WrittenGrid) -> dict[str, bytes]:
    """Give the parts of a .docx: what stands above the header as paragraphs, the rest as a table."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    top = grid.header[0]
    rows = rows_of(grid)
    paragraphs = [_paragraph("        ".join(filter(None, map(written, cells)))) for cells in rows[:top]]
    table = "".join(
        f"<w:tr>{''.join(_word_cells(grid, row, cells))}</w:tr>" for row, cells in enumerate(rows) if row >= top
    )
    document = f"<w:document {space}><w:body>{''.join(paragraphs)}<w:tbl>{table}</w:tbl></w:body></w:document>"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}" '
            'Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": document.encode(),
    }


def _paragraph(text: str) -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{lines}</w:r></w:p>"


def _word_cells(grid: WrittenGrid, row: int, contents: list[Content]) -> Iterator[str]:
    sizes, covered = spans(grid)
    column = 0
    while column < len(contents):
        start = next(((t, le) for t, le, b, r in grid.merges if t <= row <= b and le <= column <= r), (row, column))
        down, across = sizes.get(start, (1, 1))
        merge = "" if down == 1 else '<w:vMerge w:val="restart"/>' if start[0] == row else "<w:vMerge/>"
        text = written(contents[column]) if (row, column) not in covered else ""
        width = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
        yield f"<w:tc><w:tcPr>{width}{merge}</w:tcPr>{_paragraph(text)}</w:tc>"
        column += across
